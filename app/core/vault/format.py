"""The key file of a profile: two copies, each of them whole or refused (VAULT: Files).

A copy is one line of JSON with its own SHA-256, and is accepted only when it is,
byte for byte, what this module would write: chance damage anywhere is noticed
without a key. What was changed on purpose shows in the seal, once there is one.
"""

import errno
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.core.errors import UserFacingError
from app.core.vault import keys
from app.core.vault.keys import Cost, Slot
from app.core.vault.values import is_name

FORMAT = 1
COPIES = ("vault.json", "vault.json.bak")  # the first is newer when both are whole
_LARGEST = 65_536


@dataclass(frozen=True)
class Header:
    """What the key file says.

    Args:
        vault: random id that the slots are bound to.
        name: of the profile, shown on the lock screen.
        created: milliseconds since 1970, UTC; orders the profiles.
        slots: ways to the data key.
        seal: of all the rest, by the data key.
    """

    vault: str
    name: str
    created: int
    slots: tuple[Slot, ...]
    seal: bytes = b""

    def sealed(self, data_key: bytes) -> "Header":
        """The same, with the seal that only a holder of the data key can make."""
        return replace(self, seal=keys.seal(data_key, _line(_fields(replace(self, seal=b"")))))

    def seal_holds(self, data_key: bytes) -> bool:
        """Whether nothing was changed since a holder of the data key sealed it."""
        return hmac.compare_digest(self.seal, self.sealed(data_key).seal)


@dataclass(frozen=True)
class Reading:
    """The header, and whether a copy of it has to be written again."""

    header: Header
    needs_repair: bool


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
    """The header of a profile from whichever copy is whole.

    Raises:
        UserFacingError: ``vault_damaged`` when neither is; ``vault_newer``.
    """
    copies = [_copy(folder / name) for name in COPIES]
    data = next((copy for copy in copies if copy is not None), None)
    if data is None:
        raise UserFacingError("vault_damaged")
    return Reading(decode(data), needs_repair=copies != [data] * len(COPIES))


def write(folder: Path, header: Header) -> None:
    """Write both copies, one after the other, so that one of them is whole at any moment.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``.
    """
    with disk_faults(folder):
        for name in COPIES:
            _replace(folder / name, encode(header))


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Tell what the disk refuses as a fault of the environment.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise UserFacingError("disk_full") from error
        raise UserFacingError("data_home_unwritable", folder=str(folder)) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call, and needs none."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _replace(file: Path, data: bytes) -> None:
    fresh = file.with_name(f".{file.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
    sync_folder(file.parent)


def _copy(file: Path) -> bytes | None:
    """The bytes of a whole copy, be it newer than this version; else None."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST)
        decode(data)
    except OSError:
        return None
    except UserFacingError as error:
        return data if error.code == "vault_newer" else None
    return data


def _line(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _digest(fields: Any) -> str:
    return hashlib.sha256(_line(fields)).hexdigest()


def _fields(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "vault": header.vault,
        "name": header.name,
        "created": header.created,
        "slots": [
            slot.circumstances() | {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
            for slot in header.slots
        ],
        "seal": header.seal.hex(),
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
        )
        header.name.encode()
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise UserFacingError("vault_damaged") from error
    if _fields(header) != fields or not is_name(header.name):
        raise UserFacingError("vault_damaged")
    return header


def _slot(fields: dict[str, Any]) -> Slot:
    if fields["kind"] not in {"passphrase", "recovery"}:
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
