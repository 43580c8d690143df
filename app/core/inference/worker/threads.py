"""How many threads compute: as many as the computer can spare, watched while they work.

Threads that share one product wait for the slowest of them. Where another program takes a core
away from one, all of them stand still, so that fewer threads are faster than all. What others
take is measured, and whether a change was worth it is seen by the speed itself: other programs
may hide (in another container), and a quota looks like no load at all.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import psutil

LOOK_EVERY = 0.25
"""Seconds between two looks; system clocks count in steps of 10 ms, so fewer say little."""

_TAKEN = 0.6
"""Part of a core that others must take before a thread is given up for them. Beside two threads
of ours a third program gets two thirds of a core where there are two."""

_FREE = 0.25
"""Others may take so much of a core that is taken back."""

_STARVED = 0.7
"""Threads that compute less of the time than this wait for a core; undisturbed ones wait for
each other, and between two tokens, for less than a tenth of it (measured)."""

_WORSE = 0.9
"""A number of threads that is slower than this part of another's speed is given up for it."""

_PATIENCE = 2.0, 30.0
"""Seconds until a number of threads that was slower is tried again: at first, and at most."""


@dataclass(frozen=True)
class Usage:
    """Processor time since the beginning of something, in seconds of one core.

    Attributes:
        all: of all programs.
        own: of this process.
    """

    all: float
    own: float


def usage() -> Usage:
    """The processor time used up to now."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    guests = getattr(times, "guest", 0.0) + getattr(times, "guest_nice", 0.0)
    return Usage(sum(times) - idle - guests, time.process_time())


class Threads:
    """Chooses the number of threads, from what others take and from the speed.

    Args:
        most: threads at most, and at first.
        take: is told a new number.
        clock: seconds.
        usage: processor time so far.
    """

    def __init__(
        self,
        most: int,
        take: Callable[[int], None],
        clock: Callable[[], float] = time.monotonic,
        usage: Callable[[], Usage] = usage,
    ) -> None:
        self._most = most
        self._take = take
        self._clock = clock
        self._usage = usage
        self._looked_at = clock()
        self._used = usage()
        self._times: list[float] = []
        self._wished = most
        self._left: tuple[int, float] | None = None
        self._barred: dict[int, tuple[float, float]] = {}
        self.count = most
        take(most)

    def begin(self) -> None:
        """Somebody asks for work: begin it with what is free now."""
        self._times.clear()
        self._left = None
        if (others := self._others()) is not None:
            self._change(self._spared(others))
            self._wished = self.count

    def note(self, seconds: float) -> None:
        """One token took so long; look around when it is time to.

        A change is made when two looks ask for it, so that its worth is seen against a time
        in which all was already as it is now.
        """
        self._times.append(seconds)
        before = self._used
        elapsed = self._clock() - self._looked_at
        others = self._others()
        if others is None:
            return
        speed = 1 / median(self._times)
        self._times.clear()
        if self._left:
            number, before_it = self._left
            self._left = None
            if speed < before_it * _WORSE:
                self._bar(self.count)
                self._change(number)
                return
        wished, self._wished = self._wished, self._spared(others)
        if self._used.own - before.own < elapsed * self.count * _STARVED:
            self._wished = max(1, min(self._wished, self.count - 1))
        barred_until, _wait = self._barred.get(self._wished, (0.0, 0.0))
        if self._wished == wished != self.count and self._clock() >= barred_until:
            self._left = self.count, speed
            self._change(wished)

    def _bar(self, number: int) -> None:
        """Leave a number of threads alone for a while, each time longer."""
        _until, wait = self._barred.get(number, (0.0, _PATIENCE[0] / 2))
        wait = min(wait * 2, _PATIENCE[1])
        self._barred[number] = self._clock() + wait, wait

    def _others(self) -> float | None:
        """Cores that other programs took since the last look; None where that was just now."""
        elapsed = self._clock() - self._looked_at
        if elapsed < LOOK_EVERY:
            return None
        used = self._usage()
        others = (used.all - self._used.all) - (used.own - self._used.own)
        self._looked_at, self._used = self._looked_at + elapsed, used
        return max(0.0, others / elapsed)

    def _spared(self, others: float) -> int:
        """Threads for what others leave, reluctant to change."""
        free = self._most - others
        if free >= self.count + 1 - _FREE:
            return min(self._most, int(free + _FREE))
        if free <= self.count - _TAKEN:
            return max(1, int(free + 1 - _TAKEN))
        return self.count

    def _change(self, number: int) -> None:
        if number != self.count:
            self.count = number
            self._take(number)
