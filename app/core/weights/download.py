"""Downloads that survive anything: resumed over restarts, checked to the last byte."""

import errno
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.weights.download_client import TroubleError
from app.core.weights.download_hub import cached, hub, look_up
from app.core.weights.download_meter import EVERY, Meter
from app.core.weights.download_partial import GrowingDigest, Identity, Partial
from app.core.weights.download_stop import Stop, StoppedError
from app.core.weights.download_target import Hub, Target
from app.core.weights.download_transfer import Transfer
from app.core.weights.downloads import Progress
from app.core.weights.entry import SourceFile
from app.core.weights.gguf_header import CUT_OFF, LONGEST_HEADER, Header, read_header
from app.core.weights.naming import free_name, naming
from app.core.weights.pins import Pins
from app.core.weights.records import Record, Records
from app.core.weights.shelf import check_space

_TRIES = 6  # troubles in a row without a byte between them
_LONGEST_WAIT = 300.0  # seconds, whatever the other side asks for
_GLANCES = (2**20, 2**22, 2**24, LONGEST_HEADER)
"""Bytes after which the header may be here: with its vocabulary it has some megabytes."""


T = TypeVar("T")


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
        seen: hears what its header says, and its size, as soon as that is here.
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
        seen: Callable[[Header, int], None] = lambda *_: None,
        mirror: str = "",
        accept_change: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self._source = source
        self._folder = folder
        self._records = records
        self._pins = pins
        self._entry = entry
        self._seen = seen
        self._mirror = mirror
        self._accept_change = accept_change
        self._pace = pace or Pace()
        self._stop = Stop()
        self._transfer: Transfer | None = None
        self._partial = Partial(folder / Path(source.name).name, source.key)
        self.record: Record | None = None

    def run(self) -> Iterator[Progress]:
        """Fetch it; ends with the phase ``done`` and a record, or without when stopped.

        Raises:
            UserFacingError: ``download_busy``, ``disk_space``, ``disk_full``,
                ``hub_not_found``, ``hub_gated``, ``hub_refused``, ``hub_unreachable``,
                ``hub_busy``, ``hub_insecure``, ``hub_downgraded``, ``hub_offline``,
                ``proxy_unusable``, ``download_changed``, ``download_mismatch``,
                ``download_not_as_known``, ``download_not_as_before``, ``download_another``,
                ``entry_unreadable``, ``modelscope_unknown``, ``mirror_refused``,
                ``weights_folder_unwritable``, or what ``read_header`` raises.
        """
        try:
            with FileLock(self._partial.lock, timeout=0):
                yield from self._run()
        except StoppedError:
            return
        except Timeout as error:
            raise UserFacingError("download_busy", name=self._source.name) from error
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            code = "disk_full" if full else "weights_folder_unwritable"
            raise UserFacingError(code) from error

    def stop(self) -> None:
        """Pause: end at once, and keep what is here for the next time."""
        self._stop.set()
        if transfer := self._transfer:
            transfer.interrupt()

    def discard(self) -> None:
        """Delete what is here of it.

        Raises:
            UserFacingError: ``download_busy``: it runs, here or in another process.
        """
        try:
            with FileLock(self._partial.lock, timeout=0):
                self._partial.discard()
        except Timeout as error:
            raise UserFacingError("download_busy", name=self._source.name) from error

    def _run(self) -> Iterator[Progress]:
        place = hub(self._mirror)
        source = self._pinned()
        target = yield from self._looked_up(source, place)
        self._check_known(source, target)
        if file := (yield from self._found(target)):
            yield self._settle(file, target, target.sha256)
        else:
            yield from self._fetch(target)

    def _found(self, target: Target) -> Generator[Progress, None, Path | None]:
        """The file, where it is here already."""
        for file in self._same(target):
            if (yield from self._hashed(file)) == target.sha256:
                return file
        return None

    def _same(self, target: Target) -> Iterator[Path]:
        """Files of this computer that may be it: another program's, or one of ours.

        Where nobody tells a SHA-256 none is: a name alone says nothing.
        """
        if not target.sha256:
            return
        if file := cached(target):
            yield file
        ours = [record.file for record in self._records.all() if record.sha256 == target.sha256]
        for file in dict.fromkeys((self._partial.target, *ours)):
            right = file.is_file() and target.size in (0, file.stat().st_size)
            if right and file.parent == self._folder:
                yield file

    def _fetch(self, target: Target) -> Iterator[Progress]:
        partial = self._partial
        partial.belong_to(Identity(target.source, target.commit, target.sha256, target.size))
        partial.file.touch(mode=0o600)
        check_space(self._folder, max(0, target.size - partial.size))
        try:
            sha256 = yield from self._arrived(target)
        except _UselessError as useless:
            partial.set_aside()
            raise useless.fault from useless
        if target.sha256 and sha256 != target.sha256:
            aside = partial.set_aside()
            seen = target.told or self._source.pinned
            code = "download_mismatch" if seen else "download_another"
            raise UserFacingError(code, name=target.name, aside=aside.name)
        with partial.file.open("rb") as stream:
            os.fsync(stream.fileno())
        try:
            self._examine(partial.file)
        except UserFacingError:
            partial.set_aside()
            raise
        file = None
        if not target.sha256:  # so it is known only now that the same is here
            known = replace(target, sha256=sha256, size=partial.size)
            if file := (yield from self._found(known)):
                partial.discard()
        yield self._settle(file or partial.file, target, sha256)

    def _arrived(self, target: Target) -> Generator[Progress, None, str]:
        """Fetch all of it; its SHA-256."""
        digest = GrowingDigest(self._partial.file)
        digest.grown(self._partial.size)
        self._transfer = Transfer(hub(self._mirror), self._pace.stall, self._stop)
        try:
            yield from self._transferred(target, self._transfer, digest)
            return (yield from self._summed(digest, self._partial.size))
        finally:
            self._transfer.close()
            self._transfer = None
            digest.close()

    def _hashed(self, file: Path) -> Generator[Progress, None, str]:
        """The SHA-256 of a file that is here."""
        digest, size = GrowingDigest(file), file.stat().st_size
        try:
            digest.grown(size)
            return (yield from self._summed(digest, size))
        finally:
            digest.close()

    def _summed(self, digest: GrowingDigest, size: int) -> Generator[Progress, None, str]:
        while not digest.wait(EVERY):
            self._stop.check()
            yield Progress("checking", digest.done, size)
        self._stop.check()
        return digest.hexdigest()

    def _transferred(
        self, target: Target, transfer: Transfer, digest: GrowingDigest
    ) -> Iterator[Progress]:
        partial = self._partial
        meter = Meter(partial.size)
        glances = deque(_GLANCES)

        def whole() -> int:
            """Where no hub tells it, the answer that carries the file does."""
            return target.size or (partial.identity.size if partial.identity else 0)

        def attempt() -> Generator[Progress, None, None]:
            with closing(transfer.fetch(target, partial, digest, self._see_room)) as fetching:
                for here in fetching:
                    if glances and here >= glances[0]:
                        glances.popleft()
                        self._glance(partial)
                    if progress := meter.read(here, whole()):
                        yield progress
                    self._stop.check()
            yield Progress("downloading", partial.size, whole())

        yield from self._patiently(attempt, lambda: partial.size)

    def _glance(self, partial: Partial) -> None:
        """See early what a file is, not after gigabytes of something that can't answer."""
        whole = partial.identity.size if partial.identity else 0
        if not whole:  # nobody told, so nothing can be said of a part
            return
        try:
            self._examine(partial.file, whole)
        except UserFacingError as fault:
            if fault.fields.get("what") != CUT_OFF:  # else there is more to come
                raise _UselessError(fault) from fault

    def _examine(self, file: Path, whole: int = 0) -> None:
        """See whether it is of any use; ``whole`` is its size, where only a part is here."""
        header = read_header(file, whole)
        self._seen(header, whole or file.stat().st_size)

    def _see_room(self, more: int) -> None:
        check_space(self._folder, more)

    def _pinned(self) -> SourceFile:
        """The file, with the SHA-256 that has to come where one is known."""
        if self._source.pinned or self._accept_change:
            return self._source
        if sha256 := self._pins.of(self._source):
            return replace(self._source, sha256=sha256)
        return self._source

    def _looked_up(self, source: SourceFile, place: Hub) -> Generator[Progress, None, Target]:
        """What the hub says, asked until it answers."""

        def attempt() -> Generator[Progress, None, Target]:
            yield from ()
            return self._stop.during(lambda: look_up(source, place))

        return (yield from self._patiently(attempt, lambda: 0))

    def _patiently(
        self, attempt: Callable[[], Generator[Progress, None, T]], here: Callable[[], int]
    ) -> Generator[Progress, None, T]:
        """Try again what may pass, ever more slowly; what came in between counts as a success."""
        troubles, before = 0, here()
        while True:
            self._stop.check()
            try:
                return (yield from attempt())
            except TroubleError as trouble:
                troubles = 1 if here() > before else troubles + 1
                before = here()
                yield Progress("waiting", before, 0)
                self._wait(trouble, troubles)

    def _wait(self, trouble: TroubleError, troubles: int) -> None:
        self._stop.check()
        if troubles >= _TRIES:
            code = "hub_unreachable" if trouble.code == "link_expired" else trouble.code
            raise UserFacingError(code) from trouble
        wait = self._pace.first_wait * 2 ** (troubles - 1) if trouble.wait is None else trouble.wait
        if troubles > 1 and trouble.wait == 0:
            wait = self._pace.first_wait
        self._stop.wait(min(wait, _LONGEST_WAIT))

    def _check_known(self, source: SourceFile, target: Target) -> None:
        """The hub must offer what the catalogue saw, or what it offered at the first use."""
        if source.pinned and target.sha256 != source.sha256:
            seen = self._source.pinned
            code = "download_not_as_known" if seen else "download_not_as_before"
            raise UserFacingError(code, name=target.name)

    def _settle(self, file: Path, target: Target, sha256: str) -> Progress:
        """Write down that it is here; what was fetched gets its name, and no other file's."""
        with naming(self._folder):
            self._pins.keep(self._source, sha256)
            if file == self._partial.file:
                file = free_name(self._partial.target)
                self._partial.finish(file)
            header = read_header(file)
            known = self._records.of(file)
            entry = self._entry()
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
        return Progress("done", self.record.size, self.record.size)


class _UselessError(Exception):
    """What comes is no file of weights that could answer."""

    def __init__(self, fault: UserFacingError) -> None:
        super().__init__(fault.code)
        self.fault = fault
