"""Downloads one after the other, in a thread of their own; the queue outlives the program."""

import logging
import os
import threading
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import tomli_w

from app.core.errors import UserFacingError, told
from app.core.weights.downloads import Progress

if TYPE_CHECKING:
    from app.core.weights.download import Download

State = Literal["queued", "running", "paused", "failed", "done"]

_VERSION = 1
_PASSING = {"hub_unreachable", "hub_busy"}
"""Faults that end by themselves one day: the queue tries again."""

_BUSY = 2.0
"""Seconds until a file that another process writes is looked at again."""

_FIRST_REST, _LONGEST_REST = 30.0, 600.0
"""Seconds after which what failed in passing is tried again, doubled each time."""

_log = logging.getLogger(__name__)


class Maker(Protocol):
    """Makes downloads by what they are called, as ``Downloads`` does."""

    def of(
        self, what: str, *, quantization: str = "", accept_change: bool = False
    ) -> "Download": ...


@dataclass(frozen=True)
class Job:
    """A download in the queue.

    Attributes:
        what: as ``Downloads.of`` takes it.
        quantization: such as ``Q5_K_M``, or empty for the recommended file.
        progress: the last word about it.
        fault: why it failed.
        again_at: by ``time.monotonic``, when what failed is tried again by itself.
        accept_change: take another file than at the first use.
    """

    what: str
    quantization: str = ""
    state: State = "queued"
    progress: Progress | None = None
    fault: UserFacingError | None = None
    again_at: float | None = None
    accept_change: bool = False

    @property
    def key(self) -> str:
        """Names the job: a file is in the queue once."""
        return f"{self.what} {self.quantization}".strip()


class DownloadQueue:
    """The queue; all of it may be called from any thread, and nothing of it waits.

    Args:
        file: keeps what is wanted, over restarts.
        downloads: makes the downloads.
        rest: seconds until the first new try of what failed in passing.
    """

    def __init__(self, file: Path, downloads: Maker, rest: float = _FIRST_REST) -> None:
        self._file = file
        self._downloads = downloads
        self._first_rest = rest
        self._rests: dict[str, float] = {}
        self._changed = threading.Condition()
        self._jobs: dict[str, Job] = self._read()
        self._running: tuple[str, Download] | None = None
        self._thread: threading.Thread | None = None
        self._closed = True
        self._listeners: list[Callable[[Job], None]] = []

    def jobs(self) -> list[Job]:
        """What is wanted and not here yet, in its order."""
        with self._changed:
            return list(self._jobs.values())

    def watch(self, listener: Callable[[Job], None]) -> Callable[[], None]:
        """Have a listener called with each job that changed, in whatever thread.

        A job that is taken out of the queue is told once more, as ``done`` when its file is
        here, else as ``paused`` and no longer among :meth:`jobs`.

        Returns:
            What stops the watching.
        """
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def start(self) -> None:
        """Go on with what is wanted; a thread runs from the first job on."""
        with self._changed:
            self._closed = False
            if self._thread is None and any(job.state == "queued" for job in self._jobs.values()):
                self._begin()

    def stop(self) -> None:
        """End soon; what is wanted goes on at the next start, here or in another process."""
        with self._changed:
            self._closed = True
            self._interrupt()
            self._changed.notify_all()

    def join(self, timeout: float) -> bool:
        """Whether the thread has ended, after waiting so many seconds at most."""
        thread = self._thread
        if thread:
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def add(self, what: str, quantization: str = "", *, accept_change: bool = False) -> None:
        """Want a file; asked again, what is paused or failed goes on.

        Raises:
            UserFacingError: what ``Downloads.of`` raises.
        """
        self._downloads.of(what, quantization=quantization)
        job = Job(what, quantization, accept_change=accept_change)
        with self._changed:
            before = self._jobs.get(job.key)
            if before and before.state in ("queued", "running"):
                return
            self._jobs[job.key] = job
            self._rests.pop(job.key, None)
            self._keep()
            if not self._closed and self._thread is None:
                self._begin()
            self._changed.notify_all()
        self._tell(job)

    def pause(self, key: str) -> None:
        """Keep what is here of it, and fetch no more until it is asked for again."""
        with self._changed:
            if job := self._jobs.get(key):
                job = replace(job, state="paused", fault=None, again_at=None)
                self._jobs[key] = job
                self._let_go(key)
        if job:
            self._tell(job)

    def cancel(self, key: str) -> None:
        """Want it no more, and delete what is here of it."""
        with self._changed:
            if job := self._jobs.pop(key, None):
                self._let_go(key)
        if job:
            self._tell(replace(job, state="paused"))
            threading.Thread(
                target=self._discard, args=(job,), name="download-discard", daemon=True
            ).start()

    def _let_go(self, key: str) -> None:
        self._keep()
        if self._running and self._running[0] == key:
            self._interrupt()
        self._changed.notify_all()

    def _discard(self, job: Job) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not (self._running and self._running[0] == job.key))
            if job.key not in self._jobs:
                with suppress(UserFacingError):  # another process fetches it: then it is that one's
                    self._downloads.of(job.what, quantization=job.quantization).discard()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._work, name="downloads", daemon=True)
        self._thread.start()

    def _interrupt(self) -> None:
        if self._running:
            self._running[1].stop()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._fetch(job)
            with self._changed:
                self._running = None
                self._changed.notify_all()

    def _next(self) -> Job | None:
        """The job to do now, once there is one; None when it is time to end."""
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                for job in self._jobs.values():
                    due = job.again_at is not None and job.again_at <= now
                    if job.state == "queued" or (job.state == "failed" and due):
                        return job
                later = [job.again_at for job in self._jobs.values() if job.again_at is not None]
                self._changed.wait(min(later) - now if later else None)
            self._thread = None
            return None

    def _fetch(self, job: Job) -> None:
        try:
            download = self._downloads.of(
                job.what, quantization=job.quantization, accept_change=job.accept_change
            )
            with self._changed:
                if self._closed or self._jobs.get(job.key) is not job:
                    return
                self._running = (job.key, download)
                self._put(replace(job, state="running", fault=None, again_at=None))
            for progress in download.run():
                self._put_progress(job.key, progress)
        except UserFacingError as fault:
            self._fail(job.key, fault)
        except Exception as fault:  # noqa: BLE001 - an edge: this thread has nobody above it
            _log.exception("a download failed")
            self._fail(job.key, told(fault))
        else:
            self._end(job.key, here=download.record is not None)

    def _put_progress(self, key: str, progress: Progress) -> None:
        with self._changed:
            job = self._jobs.get(key)
            if job and job.state == "running":
                self._put(replace(job, progress=progress))

    def _end(self, key: str, *, here: bool) -> None:
        """A download ended: its file is here, or it was stopped."""
        with self._changed:
            job = self._jobs.get(key)
            if job and here:
                del self._jobs[key]
                self._rests.pop(key, None)
                self._keep()
                job = replace(job, state="done")
            elif job and job.state == "running":
                job = self._jobs[key] = replace(job, state="queued")
        if job:
            self._tell(job)

    def _fail(self, key: str, fault: UserFacingError) -> None:
        with self._changed:
            job = self._jobs.get(key)
            if job is None or job.state != "running":
                return
            rest = self._rest(key, fault.code)
            again_at = None if rest is None else time.monotonic() + rest
            self._put(replace(job, state="failed", fault=fault, again_at=again_at))
            self._keep()

    def _rest(self, key: str, code: str) -> float | None:
        if code == "download_busy":
            return min(_BUSY, self._first_rest)
        if code not in _PASSING:
            return None
        rest = self._rests.get(key, self._first_rest)
        self._rests[key] = min(2 * rest, _LONGEST_REST)
        return rest

    def _put(self, job: Job) -> None:
        self._jobs[job.key] = job
        self._tell(job)

    def _tell(self, job: Job) -> None:
        for listener in tuple(self._listeners):
            listener(job)

    def _keep(self) -> None:
        """Write down what is wanted; what failed for good waits for the person."""
        table = {
            "version": _VERSION,
            "download": [
                {
                    "what": job.what,
                    "quantization": job.quantization,
                    "paused": job.state == "paused"
                    or (job.state == "failed" and job.again_at is None),
                }
                for job in self._jobs.values()
            ],
        }
        passing = self._file.with_suffix(".new")
        try:
            with passing.open("wb") as stream:
                tomli_w.dump(table, stream)
                stream.flush()
                os.fsync(stream.fileno())
            passing.replace(self._file)
        except OSError:  # it is asked for anew then; a full disk must not end the queue
            _log.warning("the queue of downloads can't be written down")

    def _read(self) -> dict[str, Job]:
        try:
            table = tomllib.loads(self._file.read_text("utf-8"))
            if table["version"] != _VERSION:
                return {}
            jobs = [
                Job(str(row["what"]), str(row["quantization"]), _state(paused=row["paused"]))
                for row in table["download"]
            ]
            return {job.key: job for job in jobs}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def _state(*, paused: bool) -> State:
    return "paused" if paused else "queued"
