"""Quick unlock with a real keyring; whatever becomes of that, the passphrase opens."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as FailingKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretServiceKeyring

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from app.core.vault.keyring import Keyring
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import NewProfile, Profiles
from tests.support import secret_service
from tests.support.secret_service import SecretService
from tests.support.terminal import PASSPHRASE, Outcome, Shell


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with secret_service.running(tmp_path / "ring") as running:
        address = running.environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield running


@pytest.fixture
def profiles(tmp_path: Path, ring: SecretService) -> Profiles:
    return Profiles(tmp_path / "profiles", MINIMUM_COST, Keyring(SecretServiceKeyring))


@pytest.fixture
def lin(profiles: Profiles) -> NewProfile:
    """Somebody who has quick unlock."""
    created = profiles.create("Schneewittchen", PASSPHRASE, lambda _folder, _subkey: None)
    with profiles.unlock(created.profile, PASSPHRASE) as vault:
        vault.enable_quick_unlock()
        assert vault.slots() == ("passphrase", "recovery", "keyring")
        assert vault.profile.quick_unlock
    assert profiles.all() == [vault.profile]
    return created


def refusal(profiles: Profiles, new: NewProfile) -> str:
    with pytest.raises(UserFacingError) as caught:
        profiles.unlock_with_keyring(new.profile)
    profiles.unlock(new.profile, PASSPHRASE).close()
    profiles.unlock_with_recovery(new.profile, new.recovery_code).close()
    assert profiles.pause(new.profile) == 0.0, "a keyring's fault is no wrong try"
    return caught.value.code


def test_the_keyring_opens_the_same_vault(profiles: Profiles, lin: NewProfile, ring: SecretService):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        key = vault.subkey("journal")
    with profiles.unlock_with_keyring(lin.profile) as vault:
        assert vault.subkey("journal") == key
        ((entry, secret),) = ring.kept().items()
        assert entry == f"{vault.id}/quick-unlock"
        assert len(secret) == 44
        vault.change_passphrase("another one entirely")
    profiles.unlock_with_keyring(lin.profile).close()


def test_quick_unlock_turned_off_leaves_nothing_behind(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.remember("anchor", "12:abcdef")
        vault.remove("keyring")
        assert vault.slots() == ("passphrase", "recovery")
        assert ring.kept() == {}
    assert refusal(profiles, lin) == "quick_unlock_off"


def test_the_keyring_is_never_the_only_way_in(profiles: Profiles, lin: NewProfile):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        vault.remove("passphrase")
        with pytest.raises(UserFacingError) as caught:
            vault.remove("recovery")
        assert caught.value.code == "slot_last"
        assert vault.slots() == ("recovery", "keyring")
        vault.remove("keyring")
        with pytest.raises(UserFacingError):
            vault.remove("recovery")
    profiles.unlock_with_recovery(lin.profile, lin.recovery_code).close()


def test_a_locked_keyring_is_refused_without_a_question(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.remember("anchor", "text")
    ring.lock()
    assert refusal(profiles, lin) == "keyring_locked"
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert not vault.remember("anchor", "newer text")
        assert vault.recall("anchor") is None
        vault.disable_quick_unlock()  # what the locked keyring keeps opens nothing any more
        with pytest.raises(UserFacingError) as caught:
            vault.enable_quick_unlock()
        assert caught.value.code == "keyring_locked"
    assert refusal(profiles, lin) == "quick_unlock_off"


def test_what_a_keyring_remembered_before_says_nothing_of_now(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    """Quick unlock was turned off while the keyring couldn't be reached."""
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        vault.disable_quick_unlock()
        SecretServiceKeyring().set_password("SoulChat Desktop", f"{vault.id}/anchor", "12:abcdef")
        vault.enable_quick_unlock()
        assert vault.recall("anchor") is None
        assert vault.remember("anchor", "13:fedcba")
        vault.enable_quick_unlock()
        assert vault.recall("anchor") == "13:fedcba", "only a new start forgets it"


# The keyring library leaves its connection open when the question is dismissed.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_question_that_nobody_answers_leaves_it_locked(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    """Without a display the system's question can't even be shown."""
    ring.lock()
    with pytest.raises(UserFacingError) as caught:
        profiles.ask_keyring(lin.profile, patient=True)
    assert caught.value.code == "keyring_locked"
    del caught
    gc.collect()


def test_a_keyring_that_lost_or_mixed_up_its_entry_opens_nothing(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    (entry,) = ring.kept()
    for wrong in ("x" * 44, "", "密钥"):
        SecretServiceKeyring().set_password("SoulChat Desktop", entry, wrong)
        assert refusal(profiles, lin) == "keyring_foreign"
    ring.lose()
    assert refusal(profiles, lin) == "keyring_foreign"
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        vault.enable_quick_unlock()
    profiles.unlock_with_keyring(lin.profile).close()


def test_no_keyring_is_made_where_the_system_has_none_yet(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    """Making one would ask for a new password, out of the blue."""
    ring.abolish()
    assert refusal(profiles, lin) == "keyring_locked"


def test_another_keyring_tomorrow_leaves_the_passphrase_working(
    tmp_path: Path, lin: NewProfile, ring: SecretService
):
    for other in (NullKeyring(), FailingKeyring()):
        changed = Profiles(tmp_path / "profiles", MINIMUM_COST, Keyring(lambda other=other: other))
        assert refusal(changed, lin) == "keyring_missing"


def test_a_keyring_that_went_away_leaves_the_passphrase_working(
    profiles: Profiles, lin: NewProfile, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    assert refusal(profiles, lin) == "keyring_broken"


def test_a_text_is_remembered_beside_the_folder_and_goes_with_the_profile(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.recall("anchor") is None
        assert vault.remember("anchor", "12:abcdef")
        assert vault.remember("anchor", "13:fedcba")
        assert vault.recall("anchor") == "13:fedcba"
    assert len(ring.kept()) == 2
    profiles.delete(lin.profile)
    assert ring.kept() == {}
    assert profiles.all() == []


@pytest.mark.promises("no plain words on disk")
def test_nothing_of_a_person_stands_in_the_keyring(
    profiles: Profiles, lin: NewProfile, ring: SecretService, promise
):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        key = vault.subkey("journal").hex()
    said = ["Schneewittchen", PASSPHRASE, lin.recovery_code, lin.profile.id, key]
    kept = ring.labels() + "".join(ring.kept().values())
    on_disk = b"".join(file.read_bytes() for file in ring.folder.rglob("*") if file.is_file())
    secret = next(iter(ring.kept().values()))
    assert ring.labels().count("SoulChat Desktop"), "the search itself must be able to find"
    assert len(on_disk) > 0
    for words in said:
        assert words not in kept
    for words in (*said, secret):
        assert words.encode() not in on_disk
    promise("no plain words on disk", len(said) + 1, "canaries in a real keyring")


def test_a_frozen_keyring_keeps_nobody_from_opening_and_the_person_is_told(
    profiles: Profiles, lin: NewProfile, ring: SecretService
):
    with ring.frozen(), profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.unheard
        assert vault.unheard.code == "keyring_silent"
        assert vault.recall("anchor") is None
        assert not vault.remember("anchor", "12:abcdef")
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.remember("anchor", "12:abcdef")
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert (vault.unheard, vault.recall("anchor")) == (None, "12:abcdef")


def test_nothing_is_put_into_the_keyring_of_who_did_not_ask_for_it(
    profiles: Profiles, ring: SecretService
):
    new = profiles.create("Rapunzel", PASSPHRASE, bootstrap.furnish)
    for _again in range(2):
        with (
            profiles.unlock(new.profile, PASSPHRASE) as vault,
            Journal.open(new.profile.folder, vault.subkey, witness=vault),
        ):
            assert vault.unheard is None
    assert ring.kept() == {}


@pytest.mark.promises("any change is noticed")
def test_an_older_copy_of_the_whole_folder_is_noticed_whenever_it_was_made(
    profiles: Profiles, ring: SecretService, tmp_path: Path, promise
):
    """Also one from before quick unlock was turned on, whose key file knows of no keyring."""
    new = profiles.create("Rapunzel", PASSPHRASE, bootstrap.furnish)
    folder = new.profile.folder

    def opened(accept_loss: bool = False) -> None:
        with (
            profiles.unlock(new.profile, PASSPHRASE) as vault,
            Journal.open(folder, vault.subkey, witness=vault, accept_loss=accept_loss) as journal,
        ):
            journal.start_conversation("title")

    copies = [tmp_path / name for name in ("before quick unlock", "after it", "yesterday")]
    opened()
    shutil.copytree(folder, copies[0])
    with profiles.unlock(new.profile, PASSPHRASE) as vault:
        vault.enable_quick_unlock()
    shutil.copytree(folder, copies[1])
    opened()
    shutil.copytree(folder, copies[2])
    opened()
    today = tmp_path / "today"
    folder.rename(today)
    for copy in copies:
        shutil.copytree(copy, folder)
        for _again in range(2):
            with pytest.raises(UserFacingError) as caught:
                opened()
            assert caught.value.code == "journal_rolled_back", copy.name
        shutil.rmtree(folder)
    shutil.copytree(copies[0], folder)
    opened(accept_loss=True)
    opened()
    with profiles.unlock(new.profile, PASSPHRASE) as vault:
        assert vault.slots() == ("passphrase", "recovery")
    shutil.rmtree(folder)
    shutil.copytree(copies[0], folder)
    with pytest.raises(UserFacingError):
        opened()
    promise("any change is noticed", len(copies) + 1, "older copies of the whole folder")


@pytest.mark.slow
def test_in_the_terminal_the_keyring_opens_and_a_locked_one_asks_for_the_passphrase(
    home: Path, ring: SecretService
):
    shell = Shell(home, **ring.environment)

    def listed(**options: str) -> Outcome:
        return shell.run("journal", "list", "--json", **options)

    shell.run("profile", "create", "Mei", passphrase=PASSPHRASE)
    assert listed().code == 1
    turned_on = shell.opened("profile", "quick-unlock", "on")
    assert turned_on.code == 0, turned_on.err
    assert listed().json == []
    assert "SecretService" in shell.run("doctor", "--json").json["keyring"]

    changing = shell.run("profile", "recovery", "new")
    assert changing.code == 1, "who only sits there changes no keys"

    ring.lock()
    locked = listed()
    assert locked.code == 1
    assert "keyring of this computer is locked" in locked.err
    assert "--passphrase-fd" in locked.err
    assert listed(passphrase=PASSPHRASE).json == []
    assert "would not be noticed this time" in listed(passphrase=PASSPHRASE).err
    assert shell.opened("profile", "quick-unlock", "off").code == 0
    assert listed().code == 1
    assert "noticed" not in listed(passphrase=PASSPHRASE).err
    assert os.environ["PYTHON_KEYRING_BACKEND"].endswith("fail.Keyring")
