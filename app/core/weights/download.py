"""Downloads that survive anything: resumed over restarts, checked to the last byte."""

import errno
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.weights.checksum import sha256_of
from app.core.weights.download_client import TroubleError
from app.core.weights.download_hub import cached, hub, look_up
from app.core.weights.download_partial import GrowingDigest, Identity, Partial
from app.core.weights.download_target import Hub, Target
from app.core.weights.download_transfer import Transfer
from app.core.weights.downloads import Progress
from app.core.weights.entry import SourceFile
from app.core.weights.gguf_header import CUT_OFF, LONGEST_HEADER, read_header
from app.core.weights.pins import Pins
from app.core.weights.records import Record, Records
from app.core.weights.shelf import check_space

_EVERY = 0.2  # seconds between two words about progress
_TRIES = 6  # troubles in a row without a byte between them
_LONGEST_WAIT = 300.0  # seconds, whatever the other side asks for
_SPEED_OVER = 5.0  # seconds
_GLANCES = (2**20, 2**22, 2**24, LONGEST_HEADER)
"""Bytes after which the header may be here: with its vocabulary it has some megabytes."""


@dataclass(frozen=True)
class Pace:
    """How patient a download is, in seconds.

    Attributes:
        stall: without a byte, after which the connection counts as dead.
        first_wait: after the first trouble; doubled with each further one.
    """

    stall: float = 30.0
    first_wait: float = 1.0


class Download:
    """One file on its way here. One thread iterates ``run``; ``stop`` comes from any.

    Args:
        source: the file.
        folder: the weights folder.
        records: where it is written down at the end.
        pins: what each source was at its first use.
        entry: tells the ID of its entry of the catalogue, when the file is here.
        mirror: a hub in the place of the usual one; see :func:`hub`.
        accept_change: the person agreed to another file than at the first use.
    """

    def __init__(
        self,
        source: SourceFile,
        *,
        folder: Path,
        records: Records,
        pins: Pins,
        entry: Callable[[], str] = str,
        mirror: str = "",
        accept_change: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self._source = source
        self._folder = folder
        self._records = records
        self._pins = pins
        self._entry = entry
        self._mirror = mirror
        self._accept_change = accept_change
        self._pace = pace or Pace()
        self._stopped = threading.Event()
        self._transfer: Transfer | None = None
        self._target_file = folder / Path(source.name).name
        self.record: Record | None = None

    def run(self) -> Iterator[Progress]:
        """Fetch it; ends with the phase ``done`` and a record, or without when stopped.

        Raises:
            UserFacingError: ``download_busy``, ``disk_space``, ``disk_full``,
                ``hub_not_found``, ``hub_gated``, ``hub_refused``, ``hub_unreachable``,
                ``hub_busy``, ``hub_insecure``, ``hub_offline``, ``download_changed``,
                ``download_mismatch``, ``download_not_as_known``, ``download_not_as_before``,
                ``entry_unreadable``, ``modelscope_unknown``, ``mirror_refused``,
                ``weights_exist``, ``weights_folder_unwritable``, or what ``read_header`` raises.
        """
        lock = FileLock(f"{self._target_file}.part.lock", timeout=0)
        try:
            with lock:
                yield from self._run()
        except Timeout as error:
            raise UserFacingError("download_busy", name=self._source.name) from error
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            code = "disk_full" if full else "weights_folder_unwritable"
            raise UserFacingError(code) from error

    def stop(self) -> None:
        """Pause: end soon, and keep what is here for the next time."""
        self._stopped.set()
        if transfer := self._transfer:
            transfer.interrupt()

    def discard(self) -> None:
        """Delete what is here of it; not while it runs."""
        Partial(self._target_file).discard()

    def _run(self) -> Iterator[Progress]:
        place = hub(self._mirror)
        source = self._pinned()
        target = yield from self._looked_up(source, place)
        if target is None:
            return
        self._check_known(source, target)
        if (file := cached(target)) and sha256_of(file, _ignore) == target.sha256:
            yield from self._settle(file, target, target.sha256)
            return
        if self._target_file.exists():
            yield from self._existing(target)
            return
        yield from self._fetch(target)

    def _fetch(self, target: Target) -> Iterator[Progress]:
        partial = Partial(self._target_file)
        partial.belong_to(Identity(target.source, target.commit, target.sha256, target.size))
        partial.file.touch(mode=0o600)
        check_space(self._folder, max(0, target.size - partial.size))
        try:
            sha256 = yield from self._arrived(target, partial)
        except _UselessError as useless:
            partial.set_aside()
            raise useless.fault from useless
        if sha256 is None:
            return
        if target.sha256 and sha256 != target.sha256:
            aside = partial.set_aside()
            raise UserFacingError("download_mismatch", name=target.name, aside=aside.name)
        self._sync(partial.file)
        try:
            read_header(partial.file)
        except UserFacingError:
            partial.set_aside()
            raise
        partial.finish()
        yield from self._settle(self._target_file, target, sha256)

    def _arrived(self, target: Target, partial: Partial) -> Generator[Progress, None, str | None]:
        """Fetch all of it; its SHA-256, or None when stopped."""
        digest = GrowingDigest(partial.file)
        digest.grown(partial.size)
        self._transfer = Transfer(hub(self._mirror), self._pace.stall)
        try:
            yield from self._transferred(target, partial, digest)
            if self._stopped.is_set():
                return None
            size = partial.size
            while not digest.wait(_EVERY):
                if self._stopped.is_set():
                    return None
                yield Progress("checking", digest.done, size)
            return digest.hexdigest()
        finally:
            self._transfer.close()
            self._transfer = None
            digest.close()

    def _transferred(
        self, target: Target, partial: Partial, digest: GrowingDigest
    ) -> Iterator[Progress]:
        transfer = self._transfer
        if not transfer:
            return
        meter = _Meter(partial.size)
        glances = deque(_GLANCES)

        def attempt() -> Iterator[Progress | None]:
            with closing(transfer.fetch(target, partial, digest, self._see_room)) as fetching:
                for here in fetching:
                    if glances and here >= glances[0]:
                        glances.popleft()
                        _glance(partial)
                    yield meter.read(here, target.size)
            yield Progress("downloading", partial.size, target.size)

        yield from self._patiently_each(attempt, partial)

    def _see_room(self, more: int) -> None:
        check_space(self._folder, more)

    def _pinned(self) -> SourceFile:
        """The file, with the SHA-256 that has to come where one is known."""
        if self._source.pinned or self._accept_change:
            return self._source
        if sha256 := self._pins.of(self._source):
            return replace(self._source, sha256=sha256)
        return self._source

    def _looked_up(
        self, source: SourceFile, place: Hub
    ) -> Generator[Progress, None, Target | None]:
        """What the hub says, asked until it answers; None when stopped."""
        troubles = 0
        while not self._stopped.is_set():
            try:
                return look_up(source, place)
            except TroubleError as trouble:
                troubles += 1
                yield Progress("waiting", 0, 0)
                self._wait(trouble, troubles)
        return None

    def _patiently_each(
        self, attempt: Callable[[], Iterator[Progress | None]], partial: Partial
    ) -> Iterator[Progress]:
        troubles, here = 0, partial.size
        while not self._stopped.is_set():
            try:
                for progress in attempt():
                    if progress:
                        yield progress
                    if self._stopped.is_set():
                        return
                return
            except TroubleError as trouble:
                if self._stopped.is_set():
                    return
                troubles = 1 if partial.size > here else troubles + 1
                here = partial.size
                yield Progress("waiting", here, 0)
                self._wait(trouble, troubles)

    def _wait(self, trouble: TroubleError, troubles: int) -> None:
        if troubles >= _TRIES:
            code = "hub_unreachable" if trouble.code == "link_expired" else trouble.code
            raise UserFacingError(code) from trouble
        wait = self._pace.first_wait * 2 ** (troubles - 1) if trouble.wait is None else trouble.wait
        if troubles > 1 and trouble.wait == 0:
            wait = self._pace.first_wait
        self._stopped.wait(min(wait, _LONGEST_WAIT))

    def _check_known(self, source: SourceFile, target: Target) -> None:
        """The hub must offer what the catalogue saw, or what it offered at the first use."""
        if source.pinned and target.sha256 != source.sha256:
            seen = self._source.pinned
            code = "download_not_as_known" if seen else "download_not_as_before"
            raise UserFacingError(code, name=target.name)

    def _existing(self, target: Target) -> Iterator[Progress]:
        size = self._target_file.stat().st_size
        yield Progress("checking", 0, size)
        sha256 = sha256_of(self._target_file, _ignore)
        if target.sha256 and sha256 != target.sha256:
            raise UserFacingError("weights_exist", name=self._target_file.name)
        yield from self._settle(self._target_file, target, sha256)

    def _settle(self, file: Path, target: Target, sha256: str) -> Iterator[Progress]:
        header = read_header(file)
        known = self._records.of(file)
        entry = self._entry()
        self._pins.keep(self._source, sha256)
        self.record = Record(
            id=known.id if known else self._records.free_id(entry or Path(target.name).stem),
            file=file,
            sha256=sha256,
            size=file.stat().st_size,
            entry=entry,
            title=header.name,
            quantization=self._source.quantization,
            repository=target.repository or target.url,
            revision=target.commit,
        )
        self._records.keep(self.record)
        yield Progress("done", self.record.size, self.record.size)

    def _sync(self, file: Path) -> None:
        with file.open("rb") as stream:
            os.fsync(stream.fileno())


class _UselessError(Exception):
    """What comes is no file of weights that could answer."""

    def __init__(self, fault: UserFacingError) -> None:
        super().__init__(fault.code)
        self.fault = fault


class _Meter:
    """Says now and then how fast it goes."""

    def __init__(self, here: int) -> None:
        self._last = 0.0
        self._marks = [(time.monotonic(), here)]

    def read(self, here: int, size: int) -> Progress | None:
        now = time.monotonic()
        if now - self._last < _EVERY:
            return None
        self._last = now
        self._marks.append((now, here))
        while len(self._marks) > 2 and now - self._marks[0][0] > _SPEED_OVER:
            self._marks.pop(0)
        then, before = self._marks[0]
        speed = max(0.0, (here - before) / (now - then)) if now > then else 0.0
        left = (size - here) / speed if size and speed else None
        return Progress("downloading", here, size, speed, left)


def _glance(partial: Partial) -> None:
    """See early what a file is, not after gigabytes of something that can't answer."""
    whole = partial.identity.size if partial.identity else 0
    if not whole:  # nobody told, so nothing can be said of a part
        return
    try:
        read_header(partial.file, whole)
    except UserFacingError as fault:
        if fault.fields.get("what") != CUT_OFF:  # else there is more to come
            raise _UselessError(fault) from fault


def _ignore(done: int, size: int) -> None:
    """Nobody is told."""
