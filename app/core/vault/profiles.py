"""The profiles on this computer: listed, created, unlocked."""

import logging
import secrets
import shutil
import time
import unicodedata
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys, recovery
from app.core.vault.keys import DEFAULT_COST, Cost
from app.core.vault.session import LOCK_FILE, OpenVault, hold
from app.core.vault.values import NewProfile, Profile, is_name

__all__ = ["REPAIRED", "UNREADABLE_NAME", "NewProfile", "OpenVault", "Profile", "Profiles"]

UNREADABLE_NAME = "?"
REPAIRED = "vault_repaired"  # of the codes of `verify_header`, the one that is no damage
_UNFINISHED = ".new-"
_CREATING = ".creating.lock"
_CREATING_SECONDS = 10.0  # creating takes about one; then another process hangs

Furnish = Callable[[Path, keys.Subkeys], None]

_log = logging.getLogger(__name__)


class Profiles:
    """The profiles in one folder.

    Args:
        folder: one folder a profile; made when it isn't there.
        cost: of Argon2id for passphrases set from now on.
    """

    def __init__(self, folder: Path, cost: Cost = DEFAULT_COST) -> None:
        self._folder = folder
        self._cost = cost

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
        wanted = _folded(name_or_id)
        named = [p for p in profiles if p.name != UNREADABLE_NAME and _folded(p.name) == wanted]
        for profile in named or [p for p in profiles if p.id == name_or_id]:
            return profile
        raise UserFacingError("profile_not_found")

    def create(self, name: str, passphrase: str, furnish: Furnish) -> NewProfile:
        """Create a profile, wholly or not at all: a kill leaves no half of one.

        Args:
            name: one line of at most 64 characters that no other profile has.
            passphrase: at least :data:`keys.PASSPHRASE_CHARACTERS` characters.
            furnish: called with the profile's folder, still hidden, and what gives
                its subkeys, to put a journal there and make it durable.

        Raises:
            UserFacingError: ``profile_name_refused``, ``profile_exists``,
                ``passphrase_too_short``, ``message_unreadable``, ``memory_short``,
                ``disk_full``, ``data_home_unwritable``, ``profile_in_use`` (another
                process has been creating one for long).
        """
        name = _checked_name(name)
        keys.check_new_passphrase(passphrase)
        with keyfile.disk_faults(self._folder), ExitStack() as undo:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = hold(self._folder / _CREATING, seconds=_CREATING_SECONDS)
            undo.callback(lock.release)
            self._remove_unfinished()
            if any(_folded(other.name) == _folded(name) for other in self._listed()):
                raise UserFacingError("profile_exists")
            identity = secrets.token_hex(8)
            hidden = self._folder / f"{_UNFINISHED}{identity}"
            hidden.mkdir(mode=0o700)
            undo.callback(shutil.rmtree, hidden, ignore_errors=True)
            code = self._build(hidden, name, passphrase, furnish)
            keyfile.sync_folder(hidden)
            folder = hidden.rename(self._folder / identity)
            keyfile.sync_folder(self._folder)
        _log.info("profile created: %s", identity)
        return NewProfile(Profile(id=identity, name=name, folder=folder), recovery_code=code)

    def unlock(self, profile: Profile, passphrase: str) -> OpenVault:
        """Open a profile with its passphrase.

        Raises:
            UserFacingError: ``passphrase_wrong``, ``profile_in_use`` (at once),
                ``vault_damaged``, ``vault_newer``, ``profile_not_found``,
                ``message_unreadable``, ``memory_short``, ``data_home_unwritable``.
        """
        return self._open(
            profile, "passphrase", keys.passphrase_bytes(passphrase), refusal="passphrase_wrong"
        )

    def unlock_with_recovery(self, profile: Profile, code: str) -> OpenVault:
        """Open a profile with its recovery code.

        Raises:
            UserFacingError: ``recovery_code_malformed``, ``recovery_code_wrong``, and
                those of :meth:`unlock` that don't speak of the passphrase.
        """
        return self._open(profile, "recovery", recovery.read(code), refusal="recovery_code_wrong")

    def verify_header(self, profile: Profile) -> list[str]:
        """Examine both copies of the key file, without any secret.

        Returns:
            Codes of :mod:`app.core.messages`: none when both copies are whole and
            alike; :data:`REPAIRED` when one was written again from the other;
            ``vault_damaged`` or ``vault_newer`` when neither can be read.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable`` while repairing.
        """
        try:
            reading = keyfile.read(profile.folder)
        except UserFacingError as error:
            return [error.code]
        return [REPAIRED] if _repaired(profile.folder, reading) else []

    def _open(
        self, profile: Profile, kind: keys.SlotKind, secret: bytes, *, refusal: str
    ) -> OpenVault:
        if not profile.folder.is_dir():
            raise UserFacingError("profile_not_found")
        with ExitStack() as undo:
            lock = hold(profile.folder / LOCK_FILE)
            undo.callback(lock.release)
            reading = keyfile.read(profile.folder)
            header = reading.header
            slot = next((each for each in header.slots if each.kind == kind), None)
            data_key = keys.unwrap(slot, secret=secret, vault=header.vault) if slot else None
            if data_key is None:
                raise UserFacingError(refusal)
            if not header.seal_holds(data_key):
                raise UserFacingError("vault_damaged")
            with suppress(UserFacingError):  # a full disk must not keep anybody from reading
                _repaired(profile.folder, reading)
            undo.pop_all()
        opened = Profile(id=profile.id, name=header.name, folder=profile.folder)
        return OpenVault(profile=opened, data_key=data_key, lock=lock)

    def _build(self, folder: Path, name: str, passphrase: str, furnish: Furnish) -> str:
        vault, data_key, spare = secrets.token_hex(16), keys.new_data_key(), recovery.new_secret()
        slots = (
            keys.wrap(
                data_key,
                kind="passphrase",
                secret=keys.passphrase_bytes(passphrase),
                vault=vault,
                cost=self._cost,
            ),
            keys.wrap(data_key, kind="recovery", secret=spare, vault=vault),
        )
        created = time.time_ns() // 1_000_000
        header = keyfile.Header(vault=vault, name=name, created=created, slots=slots)
        keyfile.write(folder, header.sealed(data_key))
        furnish(folder, partial(keys.subkey, data_key))
        return recovery.written(spare)

    def _listed(self) -> list[Profile]:
        if not self._folder.is_dir():
            return []
        dated = []
        for folder in self._folder.iterdir():
            if folder.name.startswith(".") or not folder.is_dir():
                continue
            try:
                header = keyfile.read(folder).header
                dated.append((header.created, folder.name, header.name))
            except UserFacingError:
                dated.append((2**63, folder.name, UNREADABLE_NAME))
        return [
            Profile(id=identity, name=name, folder=self._folder / identity)
            for _created, identity, name in sorted(dated)
        ]

    def _sweep(self) -> None:
        """Remove what killed creations left, unless somebody is creating just now."""
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


def _repaired(folder: Path, reading: keyfile.Reading) -> bool:
    if reading.needs_repair:
        keyfile.write(folder, reading.header)
        _log.warning("key file repaired from its other copy")
    return reading.needs_repair


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name).strip()
    if not is_name(name):
        raise UserFacingError("profile_name_refused")
    return name
