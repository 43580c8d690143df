"""The anchor: a small file beside the journal that says how far the journal had come.

SQLite drops a write-ahead log from its first bad frame on, in silence, and takes an
older file for as good as a newer one. So the anchor is written durably after each
commit: the journal may be one commit ahead of it (a crash between the two), never
behind. Two slots take turns, so that a write cut off leaves the one before.
"""

import hmac
import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.core.vault.disk import disk_faults, replace_all, sync

ANCHOR_FILE = "journal.anchor"
EPOCH_BYTES = 16
HEAD_BYTES = 32
_MAGIC = b"soulchat anchor 1"
_FIELDS = struct.Struct(f">17s{EPOCH_BYTES}sQ?{HEAD_BYTES}s")
_SLOT_BYTES = 4096  # a sector of every disk: one slot's write can't tear the other
_BODY_BYTES = _SLOT_BYTES - sha256().digest_size


@dataclass(frozen=True)
class Mark:
    """A point in the life of a journal.

    Args:
        epoch: drawn anew whenever the chain begins anew.
        commits: since then.
        head: of the chain; it covers all that the journal holds.
        pending: the epoch is about to begin; the journal may still be in the one before.
    """

    epoch: bytes
    commits: int
    head: bytes
    pending: bool = False


@dataclass(frozen=True)
class Marks:
    """What the anchor says.

    Args:
        known: every mark that can be read, at most two.
        damaged: how many slots can't be.
    """

    known: tuple[Mark, ...]
    damaged: int

    def of(self, epoch: bytes) -> Mark | None:
        """The newest mark of an epoch."""
        return max(
            (mark for mark in self.known if mark.epoch == epoch),
            key=lambda mark: mark.commits,
            default=None,
        )


class Anchor:
    """The anchor in a profile's folder.

    Args:
        key: 32 bytes; without it nobody can write a mark that is believed.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.file = folder / ANCHOR_FILE
        self._key = key

    def read(self) -> Marks | None:
        """What it says; None when there is no such file.

        Raises:
            UserFacingError: ``data_home_unwritable``.
        """
        if not self.file.exists():
            return None
        known = tuple(mark for slot in self._slots() if (mark := self._mark(slot)))
        return Marks(known, damaged=2 - len(known))

    def write(self, mark: Mark) -> None:
        """Make a mark durable, over the older of the two.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        self._put(mark, mark.commits % 2)

    def settle(self, mark: Mark) -> None:
        """Make a mark durable, and forget every other one.

        The newest of its own epoch goes last: should the power fail while the first slot
        is written, that one still vouches for the journal.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        known = [self._mark(slot) for slot in self._slots()] or [None, None]
        ages = [each.commits if each and each.epoch == mark.epoch else -1 for each in known]
        for slot in sorted((0, 1), key=ages.__getitem__):
            self._put(mark, slot)

    def announce(self, mark: Mark, *, beside: Mark | None) -> None:
        """Say that an epoch is about to begin, while the mark beside it still counts.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        self._put(mark, 1 - beside.commits % 2 if beside else 0)

    def _slots(self) -> tuple[bytes, ...]:
        """Both as they stand in the file; none when it is not as long as they are."""
        with disk_faults(self.file.parent):
            try:
                data = self.file.read_bytes()
            except FileNotFoundError:
                return ()
        return (data[:_SLOT_BYTES], data[_SLOT_BYTES:]) if len(data) == 2 * _SLOT_BYTES else ()

    def _put(self, mark: Mark, slot: int) -> None:
        with disk_faults(self.file.parent):
            if not self.file.exists() or self.file.stat().st_size != 2 * _SLOT_BYTES:
                # The whole file at once: later writes then need no more room on the disk.
                replace_all({self.file: self._slot(mark) * 2})
            else:
                self._overwrite(self._slot(mark), slot * _SLOT_BYTES)

    def _overwrite(self, data: bytes, at: int) -> None:
        with self.file.open("r+b", buffering=0) as stream:
            stream.seek(at)
            stream.write(data)
            sync(stream.fileno())

    def _slot(self, mark: Mark) -> bytes:
        fields = _FIELDS.pack(_MAGIC, mark.epoch, mark.commits, mark.pending, mark.head)
        body = fields.ljust(_BODY_BYTES, b"\0")
        return body + self._seal(body)

    def _mark(self, slot: bytes) -> Mark | None:
        body, seal = slot[:_BODY_BYTES], slot[_BODY_BYTES:]
        if not hmac.compare_digest(seal, self._seal(body)):
            return None
        _magic, epoch, commits, pending, head = _FIELDS.unpack_from(body)
        return Mark(epoch, commits, head, pending)

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")
