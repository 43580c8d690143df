"""The key file of a profile: two copies, each of them whole or refused (VAULT: Files).

A copy is one line of JSON with its own SHA-256, and is accepted only when it is,
byte for byte, what this module would write: chance damage anywhere is noticed
without a key. What was changed on purpose shows in the seal, once there is one.

Format 1 knew neither revisions, private names nor the keyring; it is still read, and
written anew as the newest format the next time its profile is unlocked.
"""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from app.core.errors import UserFacingError
from app.core.vault import attached, keys
from app.core.vault.disk import disk_faults, replace_all
from app.core.vault.keys import Cost, Slot, SlotKind
from app.core.vault.values import is_name

FORMAT = 2
COPIES = ("vault.json", "vault.json.bak")
_LARGEST = 65_536
_MOST = 2**31  # profiles or changes nobody comes to; a longer number would fill the screen
_VAULT = re.compile("[0-9a-f]{32}")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Header:
    """What the key file says.

    Args:
        vault: random id that the slots are bound to.
        name: of the profile, shown on the lock screen; empty when it is private.
        created: milliseconds since 1970, UTC; orders the profiles.
        slots: ways to the data key.
        number: of a profile with a private name, from 1; else 0.
        concealed: a private name, sealed by the data key; else empty.
        revision: grows with every change; of two whole copies the higher one counts.
        seal: of all the rest, by the data key.
        format: of the file it was read from.
    """

    vault: str
    name: str
    created: int
    slots: tuple[Slot, ...]
    number: int = 0
    concealed: bytes = b""
    revision: int = 1
    seal: bytes = b""
    format: int = FORMAT

    def sealed(self, data_key: bytes) -> "Header":
        """The same, with the seal that only a holder of the data key can make."""
        return replace(self, seal=keys.seal(data_key, _line(_fields(replace(self, seal=b"")))))

    def seal_holds(self, data_key: bytes) -> bool:
        """Whether nothing was changed since a holder of the data key sealed it."""
        return hmac.compare_digest(self.seal, self.sealed(data_key).seal)

    @property
    def ways(self) -> frozenset[SlotKind]:
        """The kinds of secret that open it."""
        return frozenset(slot.kind for slot in self.slots)

    def slot(self, kind: SlotKind) -> Slot | None:
        """The slot that this kind of secret opens."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> "Header":
        """The same with this slot, in place of one of its kind."""
        return replace(self, slots=(*self.without_slot(slot.kind).slots, slot))

    def without_slot(self, kind: SlotKind) -> "Header":
        """The same without the slot of this kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))

    def named(self, name: str, number: int, data_key: bytes) -> "Header":
        """The same with this name: readable when the number is 0, else only with the key."""
        if number == 0:
            return replace(self, name=name, number=0, concealed=b"")
        concealed = keys.conceal(data_key, name, bound_to=self.vault)
        return replace(self, name="", number=number, concealed=concealed)

    def true_name(self, data_key: bytes) -> str:
        """The name, read with the data key where it is private.

        Raises:
            UserFacingError: ``vault_damaged``.
        """
        if self.number == 0:
            return self.name
        name = keys.reveal(data_key, self.concealed, bound_to=self.vault)
        if name is None:
            raise UserFacingError("vault_damaged")
        return name

    def revised(self, data_key: bytes) -> "Header":
        """The next revision, in the newest format, sealed: what is written after a change."""
        return replace(self, revision=self.revision + 1, format=FORMAT).sealed(data_key)


@dataclass(frozen=True)
class Reading:
    """The header, and whether a copy of it is missing or damaged."""

    header: Header
    damaged: bool


def encode(header: Header) -> bytes:
    """The bytes of one copy."""
    fields = _fields(header)
    return _line({"header": fields, "sha256": _digest(fields)}) + b"\n"


def decode(data: bytes) -> Header:
    """The header in one copy.

    Raises:
        UserFacingError: ``vault_damaged``; ``vault_newer`` for one that is whole
            but says what this version doesn't know.
    """
    try:
        copy = json.loads(data)
        whole = _line(copy) + b"\n" == data and copy["sha256"] == _digest(copy["header"])
    except (ValueError, LookupError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise UserFacingError("vault_damaged")
    return _header(copy["header"])


def read(folder: Path) -> Reading:
    """The header of a profile from whichever copy is whole, the newer where both are.

    Where neither is, the newest of a backup stands in for them.

    Raises:
        UserFacingError: ``vault_damaged`` when none is; ``vault_newer`` when
            one is from a newer version: going back would undo what that one did.
    """
    copies = [_copy(folder / name) for name in COPIES]
    spares = [] if any(copies) else [in_backup(file) for file in attached.files(folder)]
    whole = [header for header in (*copies, *spares) if header is not None]
    if not whole:
        raise UserFacingError("vault_damaged")
    newest = max(whole, key=lambda header: header.revision)
    return Reading(newest, damaged=None in copies)


def in_backup(file: Path) -> Header | None:
    """The header that a backup carries, the newer where its copies differ; None for none whole.

    Raises:
        UserFacingError: ``vault_newer``.
    """
    try:
        copies = [_whole(copy) for copy in attached.read(file)]
    except OSError:
        return None
    whole = [header for header in copies if header is not None]
    return max(whole, key=lambda header: header.revision, default=None)


def write(folder: Path, header: Header) -> None:
    """Write both copies: both, or none when it raises; then those in backups of this vault.

    So such a backup opens with the passphrase of today, and not with one that was given up;
    where the disk refuses, the next unlock finds it behind. A kill leaves whole copies, some
    of them perhaps of before.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``.
    """
    data = encode(header)
    with disk_faults(folder):
        replace_all({folder / name: data for name in COPIES})
    for file in _of_vault(folder, header):
        try:
            attached.rewrite(file, data)
        except OSError as error:
            _log.warning("a backup keeps its key file: %s", type(error).__name__)


def is_everywhere(folder: Path, header: Header) -> bool:
    """Whether every copy says the same as this header, those in backups of this vault too."""
    data = encode(header)
    try:
        return all((folder / name).read_bytes() == data for name in COPIES) and all(
            copy == data for file in _of_vault(folder, header) for copy in attached.read(file)
        )
    except OSError:
        return False


def _of_vault(folder: Path, header: Header) -> Iterator[Path]:
    """The backups here that the same data key opens."""
    for file in attached.files(folder):
        inside = in_backup(file)
        if inside and inside.vault == header.vault:
            yield file


def _copy(file: Path) -> Header | None:
    try:
        with file.open("rb") as stream:
            return _whole(stream.read(_LARGEST))
    except OSError:
        return None


def _whole(data: bytes) -> Header | None:
    """The header in a copy; None for one that is damaged.

    Raises:
        UserFacingError: ``vault_newer``.
    """
    try:
        return decode(data)
    except UserFacingError as error:
        if error.code == "vault_newer":
            raise
        return None


def _line(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _digest(fields: Any) -> str:
    return hashlib.sha256(_line(fields)).hexdigest()


def _fields(header: Header) -> dict[str, Any]:
    fields = {
        "format": header.format,
        "vault": header.vault,
        "name": header.name,
        "created": header.created,
        "slots": [
            slot.circumstances() | {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
            for slot in header.slots
        ],
        "seal": header.seal.hex(),
    }
    if header.format == 1:
        return fields
    return fields | {
        "number": header.number,
        "concealed": header.concealed.hex(),
        "revision": header.revision,
    }


def _header(fields: Any) -> Header:
    if not isinstance(fields, dict) or type(fields.get("format")) is not int:
        raise UserFacingError("vault_damaged")
    if fields["format"] > FORMAT:
        raise UserFacingError("vault_newer")
    try:
        header = Header(
            vault=str(fields["vault"]),
            name=str(fields["name"]),
            created=int(fields["created"]),
            slots=tuple(_slot(each) for each in fields["slots"]),
            seal=bytes.fromhex(fields["seal"]),
            format=fields["format"],
            **_since_format_2(fields),
        )
        header.name.encode()
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise UserFacingError("vault_damaged") from error
    # As numbers compare, 1.0 and true are 1; as bytes they are not.
    if _line(_fields(header)) != _line(fields) or not _makes_sense(header):
        raise UserFacingError("vault_damaged")
    return header


def _since_format_2(fields: dict[str, Any]) -> dict[str, Any]:
    if fields["format"] == 1:
        return {"revision": 0}
    return {
        "number": int(fields["number"]),
        "concealed": bytes.fromhex(fields["concealed"]),
        "revision": int(fields["revision"]),
    }


def _makes_sense(header: Header) -> bool:
    kinds = [slot.kind for slot in header.slots]
    if header.format < 1 or not 0 <= header.revision <= _MOST or len(set(kinds)) != len(kinds):
        return False
    if not all(slot.fits() for slot in header.slots) or not keys.STANDS_ALONE & set(kinds):
        return False
    if not _VAULT.fullmatch(header.vault):
        return False
    if header.number:
        private = 0 < header.number <= _MOST and len(header.concealed) == keys.CONCEALED_LENGTH
        return private and not header.name
    return is_name(header.name) and not header.concealed


def _slot(fields: dict[str, Any]) -> Slot:
    if fields["kind"] not in get_args(SlotKind):
        raise UserFacingError("vault_newer")
    cost = None
    if fields["kind"] == "passphrase":
        cost = Cost(*(fields[name] for name in ("memory_kib", "time", "lanes")))
    return Slot(
        kind=fields["kind"],
        cost=cost,
        salt=bytes.fromhex(fields["salt"]),
        nonce=bytes.fromhex(fields["nonce"]),
        wrapped=bytes.fromhex(fields["wrapped"]),
    )
