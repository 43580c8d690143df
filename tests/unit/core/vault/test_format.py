import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault.keys import MINIMUM_COST, Slot

HEADER = keyfile.Header(
    vault="0123456789abcdef",
    name="小林 Lin",
    created=1_700_000_000_000,
    slots=(
        Slot("passphrase", MINIMUM_COST, bytes(16), bytes(12), bytes(48)),
        Slot("recovery", None, b"s" * 16, b"n" * 12, b"w" * 48),
    ),
).sealed(bytes(32))


def reason(data: bytes) -> str:
    with pytest.raises(UserFacingError) as caught:
        keyfile.decode(data)
    return caught.value.code


def rewritten(**fields: object) -> bytes:
    """A copy that somebody changed on purpose: its checksum is right again."""
    header = json.loads(keyfile.encode(HEADER))["header"] | fields
    line = json.dumps(header, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(line.encode()).hexdigest()
    whole = {"header": header, "sha256": digest}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def slots(**parameters: object) -> list[dict[str, object]]:
    first, second = json.loads(keyfile.encode(HEADER))["header"]["slots"]
    return [first | parameters, second]


def test_a_header_reads_back(tmp_path):
    keyfile.write(tmp_path, HEADER)
    assert keyfile.read(tmp_path) == keyfile.Reading(HEADER, needs_repair=False)
    assert rewritten() == keyfile.encode(HEADER)


def test_every_single_bit_of_a_copy_counts():
    data = keyfile.encode(HEADER)
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        assert reason(bytes(changed)) == "vault_damaged"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"[]\n", b"\xff", b"[" * 50_000, keyfile.encode(HEADER)[:-1]]
)
def test_what_is_no_header_is_damaged(data):
    assert reason(data) == "vault_damaged"


def test_a_newer_header_is_told_from_a_damaged_one():
    assert reason(rewritten(format=keyfile.FORMAT + 1, slots="in some new shape")) == "vault_newer"
    assert reason(rewritten(slots=slots(kind="palm"))) == "vault_newer"


@pytest.mark.parametrize(
    "fields",
    [
        {"format": None},
        {"format": "1"},
        {"name": 5},
        {"name": "\ud800"},
        {"created": "today"},
        {"created": float("inf")},
        {"seal": "zz"},
        {"slots": None},
        {"slots": [None]},
        {"surprise": 1},
        {"slots": slots(memory_kib=8)},
        {"slots": slots(memory_kib=2**31)},
        {"slots": slots(time=2**31)},
        {"slots": slots(lanes=0)},
        {"slots": slots(kdf="md5")},
    ],
)
def test_a_header_changed_into_nonsense_is_damaged(fields):
    assert reason(rewritten(**fields)) == "vault_damaged"


def test_the_seal_notices_any_other_change():
    assert HEADER.seal_holds(bytes(32))
    assert not HEADER.seal_holds(b"x" * 32)
    for changed in (
        replace(HEADER, name="Somebody else"),
        replace(HEADER, slots=HEADER.slots[:1]),
        replace(HEADER, created=0),
        replace(HEADER, seal=b""),
    ):
        assert not changed.seal_holds(bytes(32))


@pytest.mark.parametrize("name", keyfile.COPIES)
@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_either_copy_stands_in_for_the_other(tmp_path, name, damage):
    keyfile.write(tmp_path, HEADER)
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    assert keyfile.read(tmp_path) == keyfile.Reading(HEADER, needs_repair=True)


def test_of_two_whole_copies_the_first_counts(tmp_path):
    """A kill between the two writes leaves the older one in the second."""
    keyfile.write(tmp_path, HEADER)
    newer = replace(HEADER, name="Renamed").sealed(bytes(32))
    (tmp_path / keyfile.COPIES[0]).write_bytes(keyfile.encode(newer))
    assert keyfile.read(tmp_path) == keyfile.Reading(newer, needs_repair=True)


def test_random_damage_to_both_copies_is_never_accepted(tmp_path):
    chance = random.Random(7)
    for _ in range(300):
        keyfile.write(tmp_path, HEADER)
        for name in keyfile.COPIES:
            flip(tmp_path / name, chance)
        with pytest.raises(UserFacingError) as caught:
            keyfile.read(tmp_path)
        assert caught.value.code == "vault_damaged"


def flip(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    bit = chance.randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    file.write_bytes(data)


def test_the_key_file_is_for_this_account_alone_and_nothing_is_left_beside_it(tmp_path):
    keyfile.write(tmp_path, HEADER)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(keyfile.COPIES)
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_a_folder_that_cannot_be_written_is_told_kindly(tmp_path):
    with pytest.raises(UserFacingError) as caught:
        keyfile.write(tmp_path / "nowhere", HEADER)
    assert caught.value.code == "data_home_unwritable"
