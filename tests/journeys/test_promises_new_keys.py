"""A profile changes its data key and loses nothing, wherever it is killed."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.vault import rotation
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import NewProfile, OpenVault, Profiles

pytestmark = pytest.mark.slow

KEPT = "nothing acknowledged is lost"
OLD, NEW = "rain on the window", "seven grey pebbles"
KILLS = 20
MESSAGES = 100
_STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "profiles", MINIMUM_COST)


@pytest.fixture
def lin(profiles: Profiles) -> NewProfile:
    new = profiles.create("Lin", OLD, bootstrap.furnish)
    with opened(profiles, new, OLD) as vault, journal_of(vault) as journal:
        said = [("user", f"message {number} 难过 " * 10) for number in range(MESSAGES)]
        journal.add_conversation("title", said)  # type: ignore[arg-type]
        journal.save_draft(None, "a draft")
    return new


def opened(profiles: Profiles, new: NewProfile, passphrase: str) -> OpenVault:
    return profiles.unlock(new.profile, passphrase)


def journal_of(vault: OpenVault) -> Journal:
    return Journal.open(vault.profile.folder, vault.subkey)


def nothing(_done: int, _size: int) -> None:
    pass


def renew(profiles: Profiles, vault: OpenVault, told: Callable[[int, int], None] = nothing) -> str:
    def move(folder: Path, subkey: Any) -> None:
        journal_of(vault).move_to(folder, subkey, told)

    return profiles.renew_keys(vault, NEW, move)


def the_one_that_opens(profiles: Profiles, new: NewProfile) -> str:
    """The passphrase that opens the profile now, where all is as it was."""
    profiles.all()  # the list settles what was decided
    with as_it_was(profiles, new) or opened(profiles, new, NEW) as vault:
        with journal_of(vault) as journal:
            (head,) = journal.conversations()
            assert len(journal.messages(head.id)) == MESSAGES
            assert journal.draft(None) == "a draft"
            assert journal.verify() == []
        passphrase = OLD if vault.opens_with(OLD) else NEW
        assert vault.opens_with(passphrase)
    left = {file.name for file in new.profile.folder.iterdir()}
    assert not left & {rotation.NEW, f".{rotation.NEW}"}
    return passphrase


def as_it_was(profiles: Profiles, new: NewProfile) -> OpenVault | None:
    """The vault, if its first recovery code still opens it."""
    try:
        return profiles.unlock_with_recovery(new.profile, new.recovery_code)
    except UserFacingError as error:
        assert error.code == "recovery_code_wrong"
        return None


def killed(profiles: Profiles, new: NewProfile, step: int) -> bool:
    """Renew the keys in a process that ends itself before a step of its work on files."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, _arguments: object) -> None:
            nonlocal left
            if event in _STEPS:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        vault = as_it_was(profiles, new)
        assert vault
        sys.addaudithook(count)
        renew(profiles, vault)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.promises("wrong keys open nothing")
def test_new_keys_open_everything_and_those_of_before_nothing(profiles, lin, promise):
    folder = lin.profile.folder
    (folder / "snapshots").mkdir()
    (folder / "snapshots" / "one.kv").write_bytes(b"sealed by the key of before")
    with opened(profiles, lin, OLD) as vault:
        old, before = vault.subkey, vault.id
        old_keys = {purpose: old(purpose) for purpose in ("journal", "chain", "anchor")}
        code = renew(profiles, vault)
        assert vault.id != before
        with journal_of(vault) as journal:
            assert journal.verify() == []
    assert the_one_that_opens(profiles, lin) == NEW
    assert not (folder / "snapshots").exists()
    profiles.unlock_with_recovery(lin.profile, code).close()
    with pytest.raises(UserFacingError, match="recovery_code_wrong"):
        profiles.unlock_with_recovery(lin.profile, lin.recovery_code)
    with pytest.raises(UserFacingError, match="journal_foreign"):
        Journal.open(folder, old_keys.__getitem__)
    promise("wrong keys open nothing", 2, "keys given up: recovery code and data key")


@pytest.mark.promises(KEPT)
def test_new_keys_given_up_half_way_change_nothing(profiles, lin, promise):
    def cancel(done: int, size: int) -> None:
        if done:
            raise UserFacingError("cancelled")

    before = (lin.profile.folder / JOURNAL_FILE).read_bytes()
    with opened(profiles, lin, OLD) as vault:
        with pytest.raises(UserFacingError, match="cancelled"):
            renew(profiles, vault, cancel)
        with pytest.raises(UserFacingError, match="passphrase_too_short"):
            profiles.renew_keys(vault, "short", bootstrap.furnish)
    assert (lin.profile.folder / JOURNAL_FILE).read_bytes() == before
    assert the_one_that_opens(profiles, lin) == OLD
    promise(KEPT, 2, "changes of keys given up half way")


@pytest.mark.promises(KEPT)
def test_a_kill_before_any_step_leaves_the_keys_of_before_or_the_new_ones(
    tmp_path: Path, profiles: Profiles, lin: NewProfile, promise: Any
) -> None:
    folder, whole = lin.profile.folder.parent, tmp_path / "whole"
    shutil.copytree(folder, whole)
    outcomes = []
    step = 0
    while killed(profiles, lin, step):
        outcomes.append(the_one_that_opens(profiles, lin))
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        step += 1
    assert outcomes == sorted(outcomes, key=(OLD, NEW).index), "one moment decides"
    assert {OLD, NEW} == set(outcomes)
    promise(KEPT, step, "kills, one at each step of new keys")


@pytest.mark.promises(KEPT)
def test_kills_at_random_moments_of_new_keys_lose_nothing(
    tmp_path: Path, profiles: Profiles, lin: NewProfile, promise: Any, soak: int
) -> None:
    folder, whole = lin.profile.folder.parent, tmp_path / "whole"
    shutil.copytree(folder, whole)
    begun = time.monotonic()
    with opened(profiles, lin, OLD) as vault:
        renew(profiles, vault)
    usual = time.monotonic() - begun
    chance = random.Random(34)
    in_time = 0
    for _ in range(KILLS * soak):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        child = os.fork()
        if child == 0:
            renew(profiles, opened(profiles, lin, OLD))
            os._exit(0)
        time.sleep(chance.uniform(0.2, 1) * usual)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        in_time += the_one_that_opens(profiles, lin) == OLD
    assert in_time > KILLS * soak / 4, "the kills came too late to mean anything"
    promise(KEPT, KILLS * soak, "kills at random moments of new keys")
