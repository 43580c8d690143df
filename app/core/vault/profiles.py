"""The profiles on this computer: listed, created, unlocked, renamed, deleted."""

import logging
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import clearing, keys, making, names, opening, recovery, removal, rotation
from app.core.vault import format as keyfile
from app.core.vault.clearing import CREATING, UNFINISHED
from app.core.vault.disk import disk_faults, sync_folder
from app.core.vault.keyring import PURPOSES, QUICK_UNLOCK, Keyring
from app.core.vault.keys import Cost, SlotKind
from app.core.vault.lock import LOCK_FILE, hold
from app.core.vault.names import UNREADABLE_NAME
from app.core.vault.opening import WRONG
from app.core.vault.pause import Pause
from app.core.vault.session import OpenVault
from app.core.vault.values import NewProfile, Profile

__all__ = ["REPAIRED", "UNREADABLE_NAME", "NewProfile", "OpenVault", "Profile", "Profiles"]

REPAIRED = "vault_repaired"  # of the codes of `verify_header`, the one that is no damage
_CREATING_SECONDS = 10.0  # creating takes about one; then another process hangs
Furnish = Callable[[Path, keys.Subkeys], None]
"""Puts a journal under these keys into a folder, and makes it durable."""

_log = logging.getLogger(__name__)


class Profiles:
    """The profiles in one folder.

    Args:
        folder: one folder a profile; made when it isn't there.
        cost: of Argon2id for passphrases set from now on, and raised to for those
            unlocked from now on; None finds out what takes half a second here.
        keyring: of the system, for quick unlock.
        clock: seconds, for the pauses after wrong tries.
    """

    def __init__(
        self,
        folder: Path,
        cost: Cost | None = None,
        keyring: Keyring | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._cost = cost
        self._keyring = keyring or Keyring()
        self._pause = Pause(clock)

    def all(self) -> list[Profile]:
        """Every profile, oldest first; one whose key file is beyond reading comes last.

        Such a one is named :data:`UNREADABLE_NAME`, so that it is neither lost
        from sight nor taken for a new start.
        """
        clearing.sweep(self._folder)
        return self._listed()

    def find(self, name_or_id: str) -> Profile:
        """The profile of that name, else of that id.

        Raises:
            UserFacingError: ``profile_not_found``.
        """
        profiles = self._listed()
        wanted = names.folded(name_or_id)
        named = [p for p in profiles if wanted in names.spellings(p)]
        for profile in named or [p for p in profiles if p.id == name_or_id]:
            return profile
        raise UserFacingError("profile_not_found")

    def create(
        self, name: str, passphrase: str, furnish: Furnish, *, private: bool = False
    ) -> NewProfile:
        """Create a profile, wholly or not at all: a kill leaves no half of one.

        Args:
            name: one line of at most 64 characters that no other profile has.
            passphrase: at least :data:`keys.PASSPHRASE_CHARACTERS` characters.
            furnish: called with the profile's folder, still hidden, and what gives
                its subkeys, to put a journal there and make it durable.
            private: seal the name; without the keys it is then called "Profile N".

        Raises:
            UserFacingError: ``profile_name_refused``, ``profile_exists``,
                ``passphrase_too_short``, ``message_unreadable``, ``memory_short``,
                ``disk_full``, ``data_home_unwritable``, ``profile_in_use`` (another
                process has been creating one for long).
        """
        name = names.checked(name)
        keys.check_new_passphrase(passphrase)
        with disk_faults(self._folder), ExitStack() as undo:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = hold(self._folder / CREATING, seconds=_CREATING_SECONDS)
            undo.callback(lock.release)
            clearing.remove_unfinished(self._folder)
            number = self._free_number(name) if private else 0
            self._refuse_taken(name)
            identity = secrets.token_hex(8)
            hidden = self._folder / f"{UNFINISHED}{identity}"
            hidden.mkdir(mode=0o700)
            undo.callback(shutil.rmtree, hidden, ignore_errors=True)
            new = making.new_vault(name, number, passphrase, cost=self._cost)
            keyfile.write(hidden, new.header)
            furnish(hidden, partial(keys.subkey, new.data_key))
            sync_folder(hidden)
            folder = hidden.rename(self._folder / identity)
            sync_folder(self._folder)
        _log.info("profile created: %s", identity)
        return NewProfile(Profile(identity, name, folder, number), recovery_code=new.code)

    def unlock(self, profile: Profile, passphrase: str) -> OpenVault:
        """Open a profile with its passphrase.

        On the way a key file of an older format, and a passphrase that has become
        cheap to guess, are brought to today's, in silence; a disk that is full or a
        kill leaves them as they were.

        Raises:
            UserFacingError: ``passphrase_wrong``, ``profile_in_use`` (at once),
                ``vault_damaged``, ``vault_newer``, ``profile_not_found``,
                ``message_unreadable``, ``memory_short``, ``data_home_unwritable``.
        """
        return self._open(profile, "passphrase", keys.passphrase_bytes(passphrase))

    def unlock_with_recovery(self, profile: Profile, code: str) -> OpenVault:
        """Open a profile with its recovery code.

        Raises:
            UserFacingError: ``recovery_code_malformed``, ``recovery_code_wrong``, and
                those of :meth:`unlock` that don't speak of the passphrase.
        """
        return self._open(profile, "recovery", recovery.read(code))

    def unlock_with_keyring(self, profile: Profile, secret: str | None = None) -> OpenVault:
        """Open a profile with what the system's keyring holds for it.

        Args:
            secret: what :meth:`ask_keyring` gave; None asks, and never waits for a person.

        Raises:
            UserFacingError: those of :meth:`ask_keyring`, and those of :meth:`unlock` that
                don't speak of the passphrase.
        """
        secret = self.ask_keyring(profile) if secret is None else secret
        return self._open(profile, "keyring", secret.encode())

    def ask_keyring(self, profile: Profile, *, patient: bool = False) -> str:
        """What the system's keyring holds for a profile.

        Args:
            patient: let the system ask the person to unlock the keyring, for up to a
                minute; never where nobody may be there to answer.

        Raises:
            UserFacingError: ``quick_unlock_off``, ``keyring_missing``,
                ``keyring_locked``, ``keyring_silent``, ``keyring_broken``,
                ``keyring_foreign`` (it holds nothing for this profile, or something
                else), ``profile_not_found``, ``vault_damaged``, ``vault_newer``.
        """
        _refuse_gone(profile)
        clearing.settle_new_keys(profile.folder)
        header = keyfile.read(profile.folder).header
        if header.slot("keyring") is None:
            raise UserFacingError("quick_unlock_off")
        secret = self._keyring.fetch(header.vault, QUICK_UNLOCK, patient=patient)
        if secret is None:
            raise UserFacingError("keyring_foreign")
        return secret

    def expect(self) -> None:
        """Somebody will unlock soon: have the keyring wake up meanwhile; waits for nothing."""
        self._keyring.wake()

    def pause(self, profile: Profile) -> float:
        """Seconds to wait before the next try, after several wrong ones in a row."""
        return self._pause.seconds(profile.id)

    def rename(self, vault: OpenVault, name: str, *, private: bool | None = None) -> None:
        """Give an unlocked profile another name.

        Args:
            private: seal the name or make it readable; None leaves that as it is.

        Raises:
            UserFacingError: ``profile_name_refused``, ``profile_exists``, ``disk_full``,
                ``data_home_unwritable``, ``profile_in_use`` (another process has been
                creating a profile for long).
        """
        name = names.checked(name)
        lock = hold(self._folder / CREATING, seconds=_CREATING_SECONDS)
        try:
            self._refuse_taken(name, beside=vault.profile.id)
            sealed = vault.profile.private if private is None else private
            number = vault.profile.number or self._free_number(name, beside=vault.profile.id)
            vault.rename(name, number if sealed else 0)
        finally:
            lock.release()

    def renew_keys(self, vault: OpenVault, passphrase: str, furnish: Furnish) -> str:
        """Give an unlocked profile a new data key, for who fears that somebody had the one of now.

        The profile becomes another vault: nothing that opened or read the one before does
        so any more, but backups made before stay under the keys of before. A kill or a
        fault leaves all as it was, or all of it new. ``vault`` has the new keys then.
        Quick unlock stays on where the system's keyring answers.

        Args:
            passphrase: that opens the profile from now on; may be the one of now.
            furnish: called with a hidden folder and what gives the new subkeys, to put
                the journal there under them, and to close the one of now.

        Returns:
            The new recovery code.

        Raises:
            UserFacingError: ``passphrase_too_short``, ``message_unreadable``,
                ``memory_short``, ``disk_full``, ``data_home_unwritable``, and what
                ``furnish`` raises.
        """
        keys.check_new_passphrase(passphrase)
        folder = vault.profile.folder
        mine = vault.profile
        new = making.new_vault(
            mine.name, mine.number, passphrase, cost=self._cost, like=vault.header
        )
        with disk_faults(folder):
            hidden = rotation.begin(folder)
            try:
                keyfile.write(hidden, new.header)
                furnish(hidden, partial(keys.subkey, new.data_key))
                rotation.decide(folder)
            except BaseException:  # Ctrl+C too: until it is decided the old keys count
                rotation.give_up(folder)
                raise
            vault.take(new.header, new.data_key, settle=lambda: rotation.settle(folder))
        _log.info("new keys for %s", mine.id)
        return new.code

    def delete(self, profile: Profile) -> None:
        """Delete a profile for good: its keys first, so that nothing of it can be read again.

        What the keyring keeps for it goes too, where that can be reached. A kill leaves
        the profile as it was, or gone; the next :meth:`all` removes the rest then.

        Raises:
            UserFacingError: ``profile_not_found``, ``profile_in_use``, ``disk_full``,
                ``data_home_unwritable``.
        """
        _refuse_gone(profile)
        with disk_faults(profile.folder):
            lock = hold(profile.folder / LOCK_FILE)
            try:
                self._forget_in_keyring(profile)
                removal.begin(profile.folder)
            finally:
                lock.release()
            clearing.remove(profile.folder)

    def verify_header(self, profile: Profile) -> list[str]:
        """Examine both copies of the key file, without any secret.

        Returns:
            Codes of :mod:`app.core.messages`: none when both copies are whole and
            alike; :data:`REPAIRED` when one was written again from the other;
            ``vault_damaged`` or ``vault_newer`` when neither can be read.

        Raises:
            UserFacingError: ``profile_in_use``; ``disk_full``, ``data_home_unwritable``
                while repairing.
        """
        lock = hold(profile.folder / LOCK_FILE)  # who has it open may be writing just now
        try:
            with disk_faults(profile.folder):
                rotation.settle(profile.folder)
            reading = keyfile.read(profile.folder)
            if not reading.damaged:
                return []
            keyfile.write(profile.folder, reading.header)
            _log.warning("key file repaired from its other copy")
            return [REPAIRED]
        except UserFacingError as error:
            if error.code in {"vault_damaged", "vault_newer"}:
                return [error.code]
            raise
        finally:
            lock.release()

    def _open(self, profile: Profile, kind: SlotKind, secret: bytes) -> OpenVault:
        _refuse_gone(profile)  # or the lock would make its folder anew
        try:
            vault = opening.open_vault(
                profile.folder, kind, secret, least=self._cost, keyring=self._keyring
            )
        except UserFacingError as error:
            if error.code in WRONG:
                self._pause.wrong(profile.id)
            raise
        self._pause.right(profile.id)
        return vault

    def _listed(self) -> list[Profile]:
        if not self._folder.is_dir():
            return []
        dated = []
        for folder in self._folder.iterdir():
            if folder.name.startswith(".") or not folder.is_dir() or removal.has_begun(folder):
                continue
            try:
                header = keyfile.read(folder).header
                dated.append((header.created, names.listed(folder, header)))
            except UserFacingError:
                dated.append((2**63, Profile(folder.name, UNREADABLE_NAME, folder)))
        dated.sort(key=lambda each: (each[0], each[1].id))
        return [profile for _created, profile in dated]

    def _refuse_taken(self, name: str, beside: str = "") -> None:
        if any(names.folded(name) in names.spellings(other) for other in self._others(beside)):
            raise UserFacingError("profile_exists")

    def _free_number(self, name: str, beside: str = "") -> int:
        """The least number whose "Profile N" neither another profile nor this one is called."""
        taken = set().union(
            *(names.spellings(other) for other in self._others(beside)), {names.folded(name)}
        )
        number = 1
        while taken & names.numbered(number):
            number += 1
        return number

    def _others(self, beside: str) -> list[Profile]:
        return [profile for profile in self._listed() if profile.id != beside]

    def _forget_in_keyring(self, profile: Profile) -> None:
        with suppress(UserFacingError):  # what is left there opens nothing
            self._keyring.forget(keyfile.read(profile.folder).header.vault, PURPOSES)


def _refuse_gone(profile: Profile) -> None:
    if not profile.folder.is_dir() or removal.has_begun(profile.folder):
        raise UserFacingError("profile_not_found")
