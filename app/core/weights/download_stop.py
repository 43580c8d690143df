"""A stop that a download hears at once, whatever it waits for."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class StoppedError(Exception):
    """The download was stopped; nothing failed."""


class Stop:
    """Set once, from any thread.

    Attributes:
        is_set: somebody stopped.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.is_set = False

    def set(self) -> None:
        with self._changed:
            self.is_set = True
            self._changed.notify_all()

    def check(self) -> None:
        """See that nobody stopped.

        Raises:
            StoppedError: somebody did.
        """
        if self.is_set:
            raise StoppedError

    def wait(self, seconds: float) -> None:
        """Wait so long.

        Raises:
            StoppedError: at once when stopped.
        """
        with self._changed:
            self._changed.wait_for(lambda: self.is_set, seconds)
        self.check()

    def during(self, work: Callable[[], T], late: Callable[[T], None] = lambda _: None) -> T:
        """What ``work`` returns; for what waits in a place that nobody can wake.

        It is done in a thread of its own, which is left behind when somebody stops: it ends by
        its own time-outs then, must write nothing, and ``late`` gets what it brings.

        Raises:
            StoppedError: at once when stopped.
        """
        found: list[T] = []
        faults: list[BaseException] = []
        left = False

        def attempt() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                with self._changed:
                    faults.append(error)
                    self._changed.notify_all()
                return
            with self._changed:
                if not left:
                    found.append(result)
                    self._changed.notify_all()
                    return
            late(result)

        self.check()
        threading.Thread(target=attempt, name="download-asks", daemon=True).start()
        with self._changed:
            try:
                self._changed.wait_for(lambda: self.is_set or found or faults)
            finally:  # also where the terminal interrupts
                left = not found
        if found:
            return found[0]
        self.check()
        raise faults[0]
