"""An unlocked profile: its keys, held by one process at a time."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Self, get_args

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys, recovery
from app.core.vault.format import Header
from app.core.vault.keyring import PURPOSES, QUICK_UNLOCK, Keyring, Remembered
from app.core.vault.keys import Cost, SlotKind
from app.core.vault.lock import Hold
from app.core.vault.values import Profile

_log = logging.getLogger(__name__)


class OpenVault:
    """The keys of one profile until :meth:`close`; nobody else can open it meanwhile.

    What it changes is durable in both copies of the key file when the call returns,
    and is as before when it raises; a kill in between leaves one or the other. The
    journal's bytes stay as they are: only the wrapping of its key changes. Calls may
    take a second; usable from any thread.

    Python can't promise that closing wipes a key from memory; ending the process does.

    Attributes:
        profile: by its true name, as it is now.
        opened_with: the kind of secret that opened it.
        repaired: a copy of the key file was not as it must be when the vault was
            opened, and was written anew.
        unheard: why the keyring could not say what :meth:`recall` tells, though quick
            unlock is on; None when it could.
    """

    def __init__(
        self,
        *,
        profile: Profile,
        opened_with: SlotKind,
        header: Header,
        data_key: bytes,
        lock: Hold,
        repaired: bool,
        new_cost: Callable[[], Cost],
        keyring: Keyring,
        recalled: Callable[[], str | None],
    ) -> None:
        self.profile = profile
        self.opened_with = opened_with
        self.repaired = repaired
        self.unheard: UserFacingError | None = None
        # Nobody else writes it while we hold the lock, so that damage to the file
        # during a session is mended by the next change.
        self._header = header
        self._data_key: bytes | None = data_key
        self._lock = lock
        self._new_cost = new_cost
        self._keyring = keyring
        self._turn = threading.Lock()
        self._recalled: str | None = None
        try:
            self._recalled = recalled()
        except UserFacingError as error:
            self.unheard = error if "keyring" in self.slots() else None

    @property
    def id(self) -> str:
        """The random id of the vault: not the folder's name, and another one with new keys."""
        return self._header.vault

    def subkey(self, purpose: keys.Purpose) -> bytes:
        """The key of 32 bytes for one purpose.

        Raises:
            RuntimeError: the vault is closed.
        """
        return keys.subkey(self._key(), purpose)

    def slots(self) -> tuple[SlotKind, ...]:
        """The kinds of secret that open this profile now."""
        return tuple(slot.kind for slot in self._header.slots)

    def opens_with(self, text: str, kind: SlotKind | None = None) -> bool:
        """Whether somebody knows what opens this: to ask once more before something grave.

        Args:
            kind: that it must be; None for the passphrase or the recovery code.

        Raises:
            UserFacingError: ``message_unreadable``, ``memory_short``.
        """
        secrets = {"passphrase": keys.passphrase_bytes(text)}
        with suppress(UserFacingError):  # it isn't one
            secrets["recovery"] = recovery.read(text)
        return any(
            keys.unwrap(slot, secret=secrets[slot.kind], vault=self.id) is not None
            for slot in self._header.slots
            if slot.kind in secrets and kind in {None, slot.kind}
        )

    def change_passphrase(self, new: str) -> None:
        """Let a new passphrase open this profile, and no longer the one of before.

        Raises:
            UserFacingError: ``passphrase_too_short``, ``message_unreadable``,
                ``memory_short``, ``disk_full``, ``data_home_unwritable``.
        """
        keys.check_new_passphrase(new)
        slot = keys.wrap(
            self._key(),
            kind="passphrase",
            secret=keys.passphrase_bytes(new),
            vault=self.id,
            cost=self._new_cost(),
        )
        self._change(lambda header: header.with_slot(slot))

    def renew_recovery(self) -> str:
        """A new recovery code, as it is shown; the one of before opens nothing any more.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        secret = recovery.new_secret()
        slot = keys.wrap(self._key(), kind="recovery", secret=secret, vault=self.id)
        self._change(lambda header: header.with_slot(slot))
        return recovery.written(secret)

    def enable_quick_unlock(self, *, patient: bool = False) -> None:
        """Let the system's keyring open this profile too.

        Args:
            patient: let the system ask the person to unlock the keyring, for up to a
                minute; never where nobody may be there to answer.

        Raises:
            UserFacingError: ``keyring_missing``, ``keyring_locked``, ``keyring_silent``,
                ``keyring_broken``, ``disk_full``, ``data_home_unwritable``; quick unlock
                is as before then, or off, and the passphrase opens as ever.
        """
        secret = keys.new_wrapping_text()
        self._keyring.store(self.id, QUICK_UNLOCK, secret, patient=patient)
        if "keyring" not in self.slots():  # remembered before it was off, and of no use now
            self._keyring.forget(self.id, get_args(Remembered))
            self._recalled = None
        slot = keys.wrap(self._key(), kind="keyring", secret=secret.encode(), vault=self.id)
        self._change(lambda header: header.with_slot(slot))

    def disable_quick_unlock(self) -> None:
        """Let the keyring open nothing any more, and remove what it kept if it can be reached.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        self._change(lambda header: header.without_slot("keyring"))
        self._recalled = None
        with suppress(UserFacingError):  # what is left there opens nothing
            self._keyring.forget(self.id, PURPOSES)

    def remove(self, kind: SlotKind) -> None:
        """Let this kind of secret open the profile no more.

        Raises:
            UserFacingError: ``slot_last``: nothing would be left, or only the keyring,
                which a change of the system can lose; ``disk_full``,
                ``data_home_unwritable``.
        """
        if kind == "keyring":
            self.disable_quick_unlock()
            return
        self._change(lambda header: _with_a_way_in(header.without_slot(kind)))

    def rename(self, name: str, number: int) -> None:
        """Give the profile another name; for :meth:`Profiles.rename`, which checks it.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        self._change(lambda header: header.named(name, number, self._key()))
        self.profile = replace(self.profile, name=name, number=number)

    @property
    def header(self) -> Header:
        """What the key file says now."""
        return self._header

    def take(self, header: Header, data_key: bytes, *, settle: Callable[[], None]) -> None:
        """Go on with the keys of a new vault; for :meth:`Profiles.renew_keys`.

        Args:
            settle: brings the new key file and all under it to their places; should it
                fail, the next unlock does.
        """
        old, quick = self.id, "keyring" in self.slots()
        with self._turn:
            self._header, self._data_key = header, data_key
            settle()
        self.profile = replace(self.profile, ways=header.ways)
        self._recalled = None
        if quick:
            with suppress(UserFacingError):  # what is left there opens nothing
                self._keyring.forget(old, PURPOSES)
            with suppress(UserFacingError):  # it can be turned on again at any time
                self.enable_quick_unlock()

    def remember(self, purpose: Remembered, text: str) -> bool:
        """Keep a short text in the system's keyring, beside but outside the profile's folder.

        Only with quick unlock, or where the keyring kept one already: nobody finds there
        what they didn't ask for, and an older key file can't end it.

        Args:
            purpose: what for; one text each.
            text: without private words, of at most 1,000 characters.

        Returns:
            Whether it is there now. Without a keyring, or with one that is locked or
            too slow, it isn't; that is no fault.
        """
        if self._recalled is None and "keyring" not in self.slots():
            return False
        try:
            self._keyring.note(self.id, purpose, text)
        except UserFacingError:
            return False
        self._recalled = text
        return True

    def recall(self, purpose: Remembered) -> str | None:
        """What :meth:`remember` kept; None when nothing is there, or can't be asked for.

        The keyring was asked when the vault was opened, whether its key file spoke of quick
        unlock or not: that may have been an older one, put back.
        """
        return self._recalled

    def close(self) -> None:
        """Forget the keys and let others open the profile. Closing twice is fine."""
        self._data_key = None
        self._lock.release()

    def _change(self, change: Callable[[Header], Header]) -> None:
        with self._turn:
            changed = change(self._header).revised(self._key())
            keyfile.write(self.profile.folder, changed)
            self._header = changed
        self.profile = replace(self.profile, ways=self._header.ways)
        _log.info("key file of %s changed", self.profile.id)

    def _key(self) -> bytes:
        if self._data_key is None:
            raise RuntimeError("the vault is closed")
        return self._data_key

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _with_a_way_in(header: Header) -> Header:
    if not any(slot.kind in keys.STANDS_ALONE for slot in header.slots):
        raise UserFacingError("slot_last")
    return header
