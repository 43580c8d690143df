"""A backup as one file: what it says of itself, the key file of its day, the sealed journal.

The first page holds the label: its own SHA-256, so that chance damage shows to anybody, and
an HMAC by the journal's anchor key, so that what was changed on purpose shows to who has
the keys. The label names the SHA-256 of the journal.
"""

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast, get_args

from app.core.errors import UserFacingError
from app.core.journal.anchor import EPOCH_BYTES, HEAD_BYTES, Mark
from app.core.journal.values import BackupKind, Told
from app.core.vault import attached
from app.core.vault import format as keyfile
from app.core.vault.disk import sync, sync_folder

_MAGIC = b"soulchat backup 1\n"
_KINDS: tuple[BackupKind, ...] = get_args(BackupKind)
_DIGEST = hashlib.sha256().digest_size
_FIELDS = struct.Struct(f">{len(_MAGIC)}sBIQ{_DIGEST}s?{EPOCH_BYTES}sQ{HEAD_BYTES}s")
_BODY = attached.FIRST - 2 * _DIGEST
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Label:
    """What a backup says of itself.

    Args:
        kind: why it was made.
        version: of the journal's schema.
        size: of the journal, in bytes.
        digest: SHA-256 of the journal.
        mark: where the journal stands; None before it had a chain.
    """

    kind: BackupKind
    version: int
    size: int
    digest: bytes
    mark: Mark | None


def write(file: Path, label: Label, journal: Path, *, key: bytes, key_file: bytes) -> None:
    """Write a backup, and read it again from the disk; a kill leaves none of that name.

    Args:
        key: the anchor key.
        key_file: empty for a journal that no vault made.

    Raises:
        OSError: the disk refuses.
        UserFacingError: ``backup_damaged``: the disk gives back something else.
    """
    hidden = file.with_name(f".{file.name}")
    hidden.unlink(missing_ok=True)
    try:
        descriptor = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream, journal.open("rb") as source:
            stream.write(_page(label, key) + attached.slots(key_file))
            for block in _blocks(source):
                stream.write(block)
            stream.flush()
            sync(stream.fileno())
            _forget_cached(stream)
        if not is_whole(hidden, key):
            raise UserFacingError("backup_damaged")
        hidden.rename(file)
        sync_folder(file.parent)
    except BaseException:  # Ctrl+C too: half a backup stays nowhere
        hidden.unlink(missing_ok=True)
        raise


def label_of(file: Path) -> Label:
    """What a backup says of itself; chance damage of that is noticed.

    Raises:
        OSError: it can't be read.
        UserFacingError: ``backup_damaged``.
    """
    with file.open("rb") as stream:
        page = stream.read(attached.FIRST)
    told, digest = page[:-_DIGEST], page[-_DIGEST:]
    if hashlib.sha256(told).digest() != digest or not told.startswith(_MAGIC):
        raise UserFacingError("backup_damaged")
    _magic, kind, version, size, digest, chained, epoch, commits, head = _FIELDS.unpack_from(told)
    if kind >= len(_KINDS):
        raise UserFacingError("backup_damaged")
    return Label(
        _KINDS[kind], version, size, digest, Mark(epoch, commits, head) if chained else None
    )


def is_whole(file: Path, key: bytes | None) -> bool:
    """Whether a backup is as it was written; to who lacks its key, as far as can be seen.

    Raises:
        OSError: it can't be read.
    """
    try:
        label = label_of(file)
        copies = attached.read(file)
        for copy in copies:
            if copy:
                keyfile.decode(copy)
    except UserFacingError:
        return False
    with file.open("rb") as stream:
        page = stream.read(attached.FIRST)
        if key is not None and not hmac.compare_digest(page, _page(label, key)):
            return False
        stream.seek(attached.AFTER)
        found, size = hashlib.sha256(), 0
        for block in _blocks(stream):
            found.update(block)
            size += len(block)
    return len(set(copies)) == 1 and (size, found.digest()) == (label.size, label.digest)


def unpack(file: Path, target: Path, told: Told) -> None:
    """Write the journal of a backup, still sealed, into a new file.

    Raises:
        OSError: the disk refuses.
        UserFacingError: what ``told`` raises.
    """
    size = file.stat().st_size
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream, file.open("rb") as source:
        source.seek(attached.AFTER)
        for block in _blocks(source):
            stream.write(block)
            told(source.tell(), size)
        stream.flush()
        sync(stream.fileno())


def digest_of(journal: Path) -> bytes:
    """The SHA-256 of a file."""
    with journal.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _page(label: Label, key: bytes) -> bytes:
    mark = label.mark or Mark(bytes(EPOCH_BYTES), 0, bytes(HEAD_BYTES))
    body = _FIELDS.pack(
        _MAGIC,
        _KINDS.index(label.kind),
        label.version,
        label.size,
        label.digest,
        label.mark is not None,
        mark.epoch,
        mark.commits,
        mark.head,
    ).ljust(_BODY, b"\0")
    told = body + hmac.digest(key, b"backup\0" + body, "sha256")
    return told + hashlib.sha256(told).digest()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _forget_cached(stream: BinaryIO) -> None:
    """Let the next reading come from the disk, where the system can be asked for that."""
    if advise := getattr(os, "posix_fadvise", None):
        advise(stream.fileno(), 0, 0, cast(int, getattr(os, "POSIX_FADV_DONTNEED", 0)))
