import unicodedata
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault.keys import MINIMUM_COST, Subkeys
from app.core.vault.profiles import REPAIRED, UNREADABLE_NAME, NewProfile, Profiles

PASSPHRASE = "rain on the window"


def furnish(folder: Path, subkey: Subkeys) -> None:
    (folder / "furnished").write_bytes(subkey("journal") + subkey("chain"))


def code_of(action, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    return caught.value.code


@pytest.fixture
def profiles(tmp_path) -> Profiles:
    return Profiles(tmp_path / "profiles", MINIMUM_COST)


@pytest.fixture
def lin(profiles) -> NewProfile:
    return profiles.create("小林 Lin", PASSPHRASE, furnish)


def test_a_new_profile_is_found_and_opens_with_the_key_it_was_furnished_with(profiles, lin):
    assert profiles.all() == [lin.profile]
    assert profiles.find("小林 LIN") == profiles.find(lin.profile.id) == lin.profile
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.profile == lin.profile
        subkeys = vault.subkey("journal") + vault.subkey("chain")
        assert (lin.profile.folder / "furnished").read_bytes() == subkeys


def test_the_recovery_code_opens_the_same_vault(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        key = vault.subkey("journal")
    with profiles.unlock_with_recovery(lin.profile, lin.recovery_code.lower()) as vault:
        assert vault.subkey("journal") == key


def test_wrong_secrets_are_told_apart(profiles, lin):
    other = profiles.create("Mo", PASSPHRASE, furnish)
    assert code_of(profiles.unlock, lin.profile, "rain on the windoW") == "passphrase_wrong"
    recover = profiles.unlock_with_recovery
    assert code_of(recover, lin.profile, other.recovery_code) == "recovery_code_wrong"
    assert code_of(recover, lin.profile, lin.recovery_code[:-1]) == "recovery_code_malformed"
    profiles.unlock(lin.profile, PASSPHRASE).close()  # a wrong try leaves no lock behind


def test_profiles_are_listed_oldest_first_and_damaged_ones_last(profiles, lin):
    second = profiles.create("Mo", PASSPHRASE, furnish)
    for name in keyfile.COPIES:
        (lin.profile.folder / name).write_bytes(b"damaged")
    lost = replace(lin.profile, name=UNREADABLE_NAME)
    assert profiles.all() == [second.profile, lost]
    assert profiles.find(lost.id) == lost
    assert code_of(profiles.find, UNREADABLE_NAME) == "profile_not_found"
    assert code_of(profiles.unlock, lost, PASSPHRASE) == "vault_damaged"
    assert profiles.verify_header(lost) == ["vault_damaged"]


def test_nobody_is_found_where_nobody_is(profiles, lin):
    assert code_of(profiles.find, "nobody") == "profile_not_found"
    assert Profiles(lin.profile.folder / "nowhere").all() == []
    gone = replace(lin.profile, folder=lin.profile.folder / "gone")
    assert code_of(profiles.unlock, gone, PASSPHRASE) == "profile_not_found"


@pytest.mark.parametrize(
    "name",
    ["", "  ", "?", "x" * 65, "two\nlines", "bell\a", "\ud800", "\u202eniL", "a\u2028b", "\0"],
)
def test_a_name_that_would_mislead_is_refused(profiles, name):
    assert code_of(profiles.create, name, PASSPHRASE, furnish) == "profile_name_refused"
    assert profiles.all() == []


def test_a_name_is_taken_in_every_spelling(profiles):
    profiles.create("Zoë", PASSPHRASE, furnish)
    for taken in ("Zoë", " zoë ", unicodedata.normalize("NFD", "ZOË")):
        assert code_of(profiles.create, taken, PASSPHRASE, furnish) == "profile_exists"
    assert profiles.find(unicodedata.normalize("NFD", "zoë")).name == "Zoë"


def test_a_short_passphrase_makes_no_profile(profiles):
    assert code_of(profiles.create, "Lin", "short", furnish) == "passphrase_too_short"
    assert profiles.all() == []


def test_one_vault_is_open_once_until_it_is_closed_on_whatever_thread(profiles, lin):
    vault = profiles.unlock(lin.profile, PASSPHRASE)
    assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == "profile_in_use"
    closing = Thread(target=vault.close)
    closing.start()
    closing.join()
    profiles.unlock(lin.profile, PASSPHRASE).close()
    vault.close()
    with pytest.raises(RuntimeError):
        vault.subkey("journal")


def test_a_creation_that_fails_leaves_nothing(profiles):
    def fail(folder: Path, subkey: Subkeys) -> None:
        furnish(folder, subkey)
        raise UserFacingError("disk_full")

    assert code_of(profiles.create, "Lin", PASSPHRASE, fail) == "disk_full"
    assert profiles.all() == []
    profiles.create("Lin", PASSPHRASE, furnish)


def test_listing_sweeps_what_a_kill_left_but_not_a_creation_under_way(profiles, tmp_path):
    left = tmp_path / "profiles" / ".new-0123456789abcdef"
    left.mkdir(parents=True)
    (left / "vault.json").write_text("half")
    assert profiles.all() == []
    assert not left.exists()

    def look_meanwhile(folder: Path, subkey: Subkeys) -> None:
        furnish(folder, subkey)
        assert Profiles(tmp_path / "profiles").all() == []
        assert (folder / "furnished").exists()

    created = profiles.create("Lin", PASSPHRASE, look_meanwhile)
    assert profiles.all() == [created.profile]


def test_a_damaged_copy_is_repaired_from_the_other_and_said(profiles, lin):
    header = keyfile.read(lin.profile.folder).header
    for name in keyfile.COPIES:
        (lin.profile.folder / name).write_bytes(b"damaged")
        assert profiles.verify_header(lin.profile) == [REPAIRED]
        assert profiles.verify_header(lin.profile) == []
        assert keyfile.read(lin.profile.folder) == keyfile.Reading(header, damaged=False)
    (lin.profile.folder / keyfile.COPIES[0]).unlink()
    profiles.unlock(lin.profile, PASSPHRASE).close()
    assert profiles.verify_header(lin.profile) == []


def test_a_key_file_changed_on_purpose_opens_nothing(profiles, lin):
    header = keyfile.read(lin.profile.folder).header
    for changed, code in (
        (replace(header, name="Somebody else"), "vault_damaged"),
        (replace(header, slots=header.slots[:1]), "vault_damaged"),
        (replace(header, slots=header.slots[1:]), "passphrase_wrong"),
        (replace(header, vault="f" * 32), "passphrase_wrong"),
    ):
        keyfile.write(lin.profile.folder, changed)
        assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == code


def test_neither_key_nor_code_shows_in_a_repr(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        shown = repr(vault) + repr(lin) + repr(profiles)
        assert vault.subkey("journal").hex() not in shown
        assert lin.recovery_code not in shown
