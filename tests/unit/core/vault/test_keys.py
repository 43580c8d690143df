import unicodedata
from dataclasses import replace

import pytest

from app.core.errors import UserFacingError
from app.core.vault import keys
from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST, Cost, passphrase_bytes

DATA_KEY = bytes(range(32))
SECRET = b"twenty random bytes."


def wrapped() -> keys.Slot:
    return keys.wrap(DATA_KEY, kind="recovery", secret=SECRET, vault="a")


def test_a_subkey_is_hkdf_of_the_data_key():
    # RFC 5869 spelled out with hmac alone: extract with an empty salt, expand once.
    import hashlib
    import hmac

    prk = hmac.digest(bytes(32), DATA_KEY, hashlib.sha256)
    expected = hmac.digest(prk, b"soulchat/1/journal\x01", hashlib.sha256)
    assert keys.subkey(DATA_KEY, "journal") == expected


def test_every_purpose_has_a_key_of_its_own():
    subkeys = {keys.subkey(DATA_KEY, p) for p in ("journal", "snapshots", "chain", "anchor")}
    assert len(subkeys) == 4
    assert {len(key) for key in subkeys} == {32}


def test_a_slot_opens_with_its_secret_in_its_vault_only():
    slot = wrapped()
    assert keys.unwrap(slot, secret=SECRET, vault="a") == DATA_KEY
    assert keys.unwrap(slot, secret=SECRET[:-1] + b"!", vault="a") is None
    assert keys.unwrap(slot, secret=SECRET, vault="b") is None


def test_a_slot_is_bound_to_all_that_stands_beside_it():
    slot = keys.wrap(DATA_KEY, kind="passphrase", secret=SECRET, vault="a", cost=MINIMUM_COST)
    assert keys.unwrap(slot, secret=SECRET, vault="a") == DATA_KEY
    for changed in (
        replace(slot, kind="recovery"),
        replace(slot, cost=replace(MINIMUM_COST, lanes=2)),
        replace(slot, salt=bytes(16)),
        replace(slot, nonce=bytes(12)),
        replace(slot, wrapped=slot.wrapped[:-1] + bytes([slot.wrapped[-1] ^ 1])),
    ):
        assert keys.unwrap(changed, secret=SECRET, vault="a") is None


def test_wrapping_twice_repeats_nothing():
    one, two = wrapped(), wrapped()
    assert (one.salt, one.nonce, one.wrapped) != (two.salt, two.nonce, two.wrapped)
    assert one.salt != two.salt
    assert one.nonce != two.nonce


@pytest.mark.parametrize(
    "parameters",
    [
        (8, 3, 4),
        (64 * 1024 - 1, 3, 4),
        (2**31, 3, 4),
        (64 * 1024, 2, 4),
        (64 * 1024, 2**31, 4),
        (64 * 1024, 3, 0),
        (64 * 1024, 3, 17),
        (-1, 3, 4),
        (65536.0, 3, 4),
        ("65536", 3, 4),
        (True, 3, 4),
    ],
)
def test_a_cost_out_of_bounds_never_reaches_argon2(parameters):
    with pytest.raises(ValueError, match="bounds"):
        Cost(*parameters)


def test_the_default_cost_is_the_one_that_was_promised():
    assert Cost(memory_kib=128 * 1024, time=3, lanes=4) == DEFAULT_COST
    assert MINIMUM_COST.memory_kib == 64 * 1024
    assert MINIMUM_COST.time == 3


def test_a_passphrase_is_the_same_however_it_was_composed():
    typed = "Zoë 심심해요 é"
    assert passphrase_bytes(unicodedata.normalize("NFD", typed)) == passphrase_bytes(typed)


def test_a_passphrase_with_a_lone_surrogate_is_refused_without_quoting_it():
    with pytest.raises(UserFacingError) as caught:
        passphrase_bytes("secret words \ud83d")
    assert caught.value.code == "message_unreadable"
    assert caught.value.__context__ is None


def test_a_passphrase_needs_eight_characters_after_composing():
    keys.check_new_passphrase("八个字的口令就行")
    for short in ("", "seven77", unicodedata.normalize("NFD", "éééé")):
        with pytest.raises(UserFacingError) as caught:
            keys.check_new_passphrase(short)
        assert caught.value.code == "passphrase_too_short"
