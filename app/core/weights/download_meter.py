"""How fast a download goes."""

import time

from app.core.weights.downloads import Progress

EVERY = 0.2
"""Seconds between two words about progress."""

_SPEED_OVER = 5.0  # seconds


class Meter:
    """Says now and then how far it is, how fast it goes, and how long it will take."""

    def __init__(self, here: int) -> None:
        self._last = 0.0
        self._marks = [(time.monotonic(), here)]

    def read(self, here: int, size: int) -> Progress | None:
        now = time.monotonic()
        if now - self._last < EVERY:
            return None
        self._last = now
        self._marks.append((now, here))
        while len(self._marks) > 2 and now - self._marks[0][0] > _SPEED_OVER:
            self._marks.pop(0)
        then, before = self._marks[0]
        speed = max(0.0, (here - before) / (now - then)) if now > then else 0.0
        left = (size - here) / speed if size and speed else None
        return Progress("downloading", here, size, speed, left)
