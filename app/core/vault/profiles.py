"""The profiles on this computer: listed, created, unlocked, renamed, deleted."""

import logging
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys, names, recovery, removal, rotation
from app.core.vault.calibration import calibrated, raised, risen
from app.core.vault.disk import disk_faults, sync_folder
from app.core.vault.format import Header
from app.core.vault.keyring import PURPOSES, QUICK_UNLOCK, Keyring
from app.core.vault.keys import Cost, SlotKind
from app.core.vault.names import UNREADABLE_NAME
from app.core.vault.pause import Pause
from app.core.vault.session import LOCK_FILE, OpenVault, hold
from app.core.vault.values import NewProfile, Profile

__all__ = ["REPAIRED", "UNREADABLE_NAME", "NewProfile", "OpenVault", "Profile", "Profiles"]

REPAIRED = "vault_repaired"  # of the codes of `verify_header`, the one that is no damage
_UNFINISHED = ".new-"
_CREATING = ".creating.lock"
_CREATING_SECONDS = 10.0  # creating takes about one; then another process hangs
_REFUSALS: dict[SlotKind, str] = {
    "passphrase": "passphrase_wrong",
    "recovery": "recovery_code_wrong",
    "keyring": "keyring_foreign",
}
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
        self._sweep()
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
            lock = hold(self._folder / _CREATING, seconds=_CREATING_SECONDS)
            undo.callback(lock.release)
            self._remove_unfinished()
            number = self._free_number(name) if private else 0
            self._refuse_taken(name)
            identity = secrets.token_hex(8)
            hidden = self._folder / f"{_UNFINISHED}{identity}"
            hidden.mkdir(mode=0o700)
            undo.callback(shutil.rmtree, hidden, ignore_errors=True)
            code = self._build(hidden, name, number, passphrase, furnish)
            sync_folder(hidden)
            folder = hidden.rename(self._folder / identity)
            sync_folder(self._folder)
        _log.info("profile created: %s", identity)
        return NewProfile(Profile(identity, name, folder, number), recovery_code=code)

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
        self._settle_new_keys(profile.folder)
        header = keyfile.read(profile.folder).header
        if header.slot("keyring") is None:
            raise UserFacingError("quick_unlock_off")
        secret = self._keyring.fetch(header.vault, QUICK_UNLOCK, patient=patient)
        if secret is None:
            raise UserFacingError("keyring_foreign")
        return secret

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
        lock = hold(self._folder / _CREATING, seconds=_CREATING_SECONDS)
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
        header, data_key, code = self._new_vault(
            vault.profile.name, vault.profile.number, passphrase, like=vault.header
        )
        with disk_faults(folder):
            hidden = rotation.begin(folder)
            try:
                keyfile.write(hidden, header)
                furnish(hidden, partial(keys.subkey, data_key))
                rotation.decide(folder)
            except BaseException:
                rotation.give_up(folder)
                raise
            vault.take(header, data_key, settle=lambda: rotation.settle(folder))
        _log.info("new keys for %s", vault.profile.id)
        return code

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
            self._remove(profile.folder)

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
        with ExitStack() as undo:
            lock = hold(profile.folder / LOCK_FILE)
            undo.callback(lock.release)
            with disk_faults(profile.folder):
                rotation.settle(profile.folder)
            header = keyfile.read(profile.folder).header
            slot = header.slot(kind)
            begun = time.perf_counter()
            data_key = keys.unwrap(slot, secret=secret, vault=header.vault) if slot else None
            taken = time.perf_counter() - begun
            if slot is None or data_key is None:
                if kind != "keyring":
                    self._pause.wrong(profile.id)
                raise UserFacingError(_REFUSALS[kind])
            if not header.seal_holds(data_key):
                raise UserFacingError("vault_damaged")
            name = header.true_name(data_key)
            repaired = False
            with suppress(UserFacingError):  # a full disk must not keep anybody from reading
                behind = not keyfile.is_everywhere(profile.folder, header)
                today = self._brought_up_to_date(
                    header, slot, secret=secret, data_key=data_key, seconds=taken
                )
                if behind or today is not header:
                    keyfile.write(profile.folder, today)
                    header, repaired = today, behind
            undo.pop_all()
        self._pause.right(profile.id)
        return OpenVault(
            profile=replace(names.listed(profile.folder, header), name=name),
            header=header,
            data_key=data_key,
            lock=lock,
            repaired=repaired,
            new_cost=self._new_cost,
            keyring=self._keyring,
        )

    def _brought_up_to_date(
        self, header: Header, slot: keys.Slot, *, secret: bytes, data_key: bytes, seconds: float
    ) -> Header:
        """The header in today's format and at today's cost.

        Raises:
            UserFacingError: ``memory_short``.
        """
        cost = slot.cost
        if cost is not None:
            cost = raised(cost, self._cost) if self._cost else risen(cost, seconds)
        if cost != slot.cost:
            header = header.with_slot(
                keys.wrap(data_key, kind=slot.kind, secret=secret, vault=header.vault, cost=cost)
            )
        elif header.format == keyfile.FORMAT:
            return header
        return header.revised(data_key)

    def _new_cost(self) -> Cost:
        return self._cost or calibrated()

    def _build(
        self, folder: Path, name: str, number: int, passphrase: str, furnish: Furnish
    ) -> str:
        header, data_key, code = self._new_vault(name, number, passphrase)
        keyfile.write(folder, header)
        furnish(folder, partial(keys.subkey, data_key))
        return code

    def _new_vault(
        self, name: str, number: int, passphrase: str, *, like: Header | None = None
    ) -> tuple[Header, bytes, str]:
        """Header, data key and recovery code of a vault that nobody has opened yet.

        Args:
            like: of the vault that it takes the place of.
        """
        vault, data_key, spare = secrets.token_hex(16), keys.new_data_key(), recovery.new_secret()
        slots = (
            keys.wrap(
                data_key,
                kind="passphrase",
                secret=keys.passphrase_bytes(passphrase),
                vault=vault,
                cost=self._new_cost(),
            ),
            keys.wrap(data_key, kind="recovery", secret=spare, vault=vault),
        )
        header = Header(
            vault=vault,
            name=name,
            created=like.created if like else time.time_ns() // 1_000_000,
            slots=slots,
            revision=like.revision + 1 if like else 1,
        )
        header = header.named(name, number, data_key).sealed(data_key)
        return header, data_key, recovery.written(spare)

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
            header = keyfile.read(profile.folder).header
            if header.slot("keyring") is not None:
                self._keyring.forget(header.vault, PURPOSES)

    def _remove(self, folder: Path) -> None:
        """Remove a profile that is marked as deleted.

        Raises:
            UserFacingError: ``profile_in_use``; another process is removing it.
            OSError: something is left; the next :meth:`all` tries again.
        """
        lock = hold(folder / LOCK_FILE)
        try:
            removal.remove_keys(folder)
        finally:
            lock.release()
        removal.remove_rest(folder)
        _log.info("profile deleted: %s", folder.name)

    def _settle_new_keys(self, folder: Path) -> None:
        """Finish what a kill cut off, where there is something to finish.

        Raises:
            UserFacingError: ``profile_in_use``, ``disk_full``, ``data_home_unwritable``.
        """
        if not (folder / rotation.NEW).is_dir():
            return
        lock = hold(folder / LOCK_FILE)
        try:
            with disk_faults(folder):
                rotation.settle(folder)
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove what killed creations and deletions left, unless somebody is at it just now."""
        for mark in self._folder.glob(f"*/{removal.MARK}"):
            with suppress(UserFacingError, OSError):  # else at the next start
                self._remove(mark.parent)
        for decided in self._folder.glob(f"*/{rotation.NEW}"):
            with suppress(UserFacingError):  # who holds it settles it
                self._settle_new_keys(decided.parent)
        for left in self._folder.glob(f"{removal.GONE}*"):
            shutil.rmtree(left, ignore_errors=True)
        if not any(self._folder.glob(f"{_UNFINISHED}*")):
            return
        try:
            lock = hold(self._folder / _CREATING)
        except UserFacingError:
            return
        try:
            self._remove_unfinished()
        finally:
            lock.release()

    def _remove_unfinished(self) -> None:
        for left in self._folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
            _log.info("unfinished profile removed")


def _refuse_gone(profile: Profile) -> None:
    if not profile.folder.is_dir() or removal.has_begun(profile.folder):
        raise UserFacingError("profile_not_found")
