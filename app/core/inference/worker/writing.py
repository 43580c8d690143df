"""From pieces of bytes to text that may be shown."""

import codecs
import time
from collections.abc import Callable, Sequence

SHOW_EVERY = 0.016
"""Seconds between two pieces of shown text: one frame of a screen."""


class ShownText:
    """Turns token pieces into whole characters, and keeps stop strings out of sight.

    Args:
        stop: texts that end the reply.
        show: is given text that is final; at once for the first, then in batches.
        clock: seconds.
    """

    def __init__(
        self,
        stop: Sequence[str],
        show: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stop = tuple(text for text in stop if text)
        self._show = show
        self._clock = clock
        self._characters = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._ready = ""
        self._shown_at = float("-inf")

    def add(self, piece: bytes) -> bool:
        """Take one token's bytes; True when a stop string is complete."""
        self._held += self._characters.decode(piece)
        starts = [start for text in self._stop if (start := self._held.find(text)) >= 0]
        end = min(starts) if starts else len(self._held) - self._undecided()
        self._ready += self._held[:end]
        self._held = "" if starts else self._held[end:]
        if self._clock() - self._shown_at >= SHOW_EVERY:
            self._flush()
        return bool(starts)

    def finish(self) -> None:
        """Show the rest: what looked like a stop string was none. Half a character is dropped."""
        self._ready += self._held
        self._held = ""
        self._flush()

    def _undecided(self) -> int:
        """Length of the longest end of the text that may still become a stop string."""
        longest = max(map(len, self._stop), default=1) - 1
        for length in range(min(longest, len(self._held)), 0, -1):
            if any(text.startswith(self._held[-length:]) for text in self._stop):
                return length
        return 0

    def _flush(self) -> None:
        if self._ready:
            self._show(self._ready)
            self._ready = ""
            self._shown_at = self._clock()
