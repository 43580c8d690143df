"""Work beside the window: the only threads of the program's face.

The window's thread asks, a lane works, the answer comes back to the window's thread.
The journal lane does everything that touches vault and journal, the engine lane
everything that waits for weights, the files lane what reads or writes gigabytes; each
does one thing after the other, so that none ever meets itself. The keyring lane asks the
system's keyring, which may ask a person, who may be away: nothing else waits behind it,
and nobody waits for its end.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.errors import UserFacingError, told
from app.ui.shell.garbage import Garbage

_FRAME = 0.016
"""Seconds between two deliveries of a stream: one repaint of a 60 Hz screen."""

T = TypeVar("T")
_log = logging.getLogger(__name__)

Failed = Callable[[UserFacingError | None], None]
"""Told of a failure on the window's thread; a bug of ours is a ``Bug``,
already in the log; None is one that nobody could look at."""


def _nothing(_result: object) -> None:
    """The answer is of no interest."""


class Task:
    """One piece of work; its callbacks run on the window's thread, or not at all.

    Attributes:
        owner: callbacks stop when this object is gone.
    """

    def __init__(self, owner: QObject, done: Callable[[Any], None], failed: Failed) -> None:
        self.owner = owner
        self._done = done
        self._failed = failed
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """No callback from now on; work that has not begun never does.

        A stream's iterator is closed at its next event.
        """
        self._cancelled.set()

    def _wanted(self) -> bool:
        return not self.cancelled and shiboken6.isValid(self.owner)

    def finish(self, result: object) -> None:
        if self._wanted():
            self._done(result)

    def fail(self, error: UserFacingError | None) -> None:
        if self._wanted():
            self._failed(error)


class _Stream(Task):
    """Work that yields; its events are delivered in batches."""

    def __init__(
        self,
        owner: QObject,
        events: Callable[[list[Any]], None],
        done: Callable[[Any], None],
        failed: Failed,
    ) -> None:
        super().__init__(owner, done, failed)
        self._events = events
        self._waiting: deque[Any] = deque()
        self._last = 0.0
        self.flush_due = False

    def push(self, event: object) -> None:
        """Any thread: keep an event for the next delivery."""
        self._waiting.append(event)

    def wait_for_frame(self) -> int:
        """Milliseconds until the next delivery is due."""
        return max(0, round((self._last + _FRAME - time.monotonic()) * 1000))

    def flush(self) -> None:
        """Deliver everything that waits."""
        self._last = time.monotonic()
        self.flush_due = False
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if batch and self._wanted():
            self._events(batch)

    def finish(self, result: object) -> None:
        self.flush()
        super().finish(result)

    def fail(self, error: UserFacingError | None) -> None:
        self.flush()
        super().fail(error)


class Lane(QObject):
    """A thread that does one task after the other.

    Args:
        name: of the thread.
        failed: told of every failure whose task has no ``failed`` of its own.
        parent: the object that owns the lane.
    """

    _posted = Signal(object)

    def __init__(self, name: str, failed: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._default_failed = failed
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._streaming: _Stream | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._on_frame_due)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)
        # A daemon: an engine that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] = _nothing,
        failed: Failed | None = None,
    ) -> Task:
        """Do ``work`` on the lane, then call ``done`` with its result.

        Args:
            owner: no callback comes after its end.
            work: runs on the lane; touches no widget.
            done: gets the result on the window's thread.
            failed: on the window's thread; without it a failure becomes a notice.
        """
        task = Task(owner, done, failed or self._default_failed)
        self._work.put(lambda: self._attempt(task, work))
        return task

    def stream(
        self,
        owner: QObject,
        work: Callable[[], Iterator[T]],
        events: Callable[[list[T]], None],
        done: Callable[[None], None] = _nothing,
        failed: Failed | None = None,
    ) -> Task:
        """Run through an iterator on the lane; ``events`` gets batches, one a frame at most."""
        task = _Stream(owner, events, done, failed or self._default_failed)
        self._work.put(lambda: self._attempt(task, lambda: self._drain(task, work())))
        return task

    def close(self, timeout: float) -> bool:
        """Do what is waiting, then end.

        Args:
            timeout: seconds to wait at most.

        Returns:
            Whether the thread has ended.
        """
        self._work.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()

    def _attempt(self, task: Task, work: Callable[[], Any]) -> None:
        if task.cancelled:
            return
        try:
            result = work()
        except Exception as fault:  # noqa: BLE001 - an outer edge (STYLE 7)
            if not isinstance(fault, UserFacingError):
                _log.exception("a task failed")
            kept = told(fault)
            self._post(lambda: task.fail(kept))
        else:
            self._post(lambda: task.finish(result))

    def _drain(self, task: _Stream, events: Iterator[Any]) -> None:
        try:
            for event in events:
                if task.cancelled:
                    return
                task.push(event)
                if not task.flush_due:
                    task.flush_due = True
                    self._post(lambda: self._await_frame(task))
        finally:
            if close := getattr(events, "close", None):
                close()

    def _post(self, callback: Callable[[], None]) -> None:
        if shiboken6.isValid(self):
            self._posted.emit(callback)

    def _await_frame(self, task: _Stream) -> None:
        self._streaming = task  # the one before has ended, and was flushed then
        self._frame.start(task.wait_for_frame())

    def _on_frame_due(self) -> None:
        if self._streaming:
            self._streaming.flush()

    def _on_posted(self, callback: Callable[[], None]) -> None:
        callback()


class Tasks(QObject):
    """The lanes, and the notice that a failure becomes by default."""

    failed = Signal(object)
    """A UserFacingError; a bug of ours is a ``Bug``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journal = Lane("journal", self.failed.emit, self)
        self.engine = Lane("engine", self.failed.emit, self)
        self.files = Lane("files", self.failed.emit, self)
        self.keyring = Lane("keyring", self.failed.emit, self)
        self._garbage = Garbage(self)

    def close(self, timeout: float = 3.0) -> bool:
        """End the lanes.

        Args:
            timeout: seconds each may take.

        Returns:
            Whether the threads that save something have ended.
        """
        self.keyring.close(0)
        ended = [lane.close(timeout) for lane in (self.files, self.engine, self.journal)]
        self._garbage.stop()
        return all(ended)
