"""From pieces of bytes to text that may be shown."""

import codecs
import re
import time
from collections.abc import Callable, Sequence

SHOW_EVERY = 0.016
"""Seconds between two pieces of shown text: one frame of a screen."""

_BEFORE = "\n"
"""What a reply is thought to follow, so that its beginning is the beginning of a line too."""


class ShownText:
    """Turns token pieces into whole characters, and keeps stop strings out of sight.

    Args:
        stop: texts that end the reply; one that begins with a line break also counts at the
            very beginning.
        names: what the reply may begin with without its being shown.
        show: is given text that is final; at once for the first, then in batches.
        clock: seconds.
    """

    def __init__(
        self,
        stop: Sequence[str],
        names: Sequence[str],
        show: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stop = re.compile("|".join(map(re.escape, filter(None, stop))) or r"(?!)")
        self._beginnings = {text[:end] for text in stop for end in range(1, len(text))}
        self._longest = max(map(len, self._beginnings), default=0)
        self._names = tuple(names)
        self._show = show
        self._clock = clock
        self._characters = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = False
        self._held = self._before = _BEFORE
        self._ready = ""
        self._shown_at = float("-inf")

    def add(self, piece: bytes) -> bool:
        """Take one token's bytes; True when a stop string is complete."""
        self._held += self._characters.decode(piece)
        if not self._begun and not self._begin():
            return False
        found = self._stop.search(self._held)
        end = found.start() if found else len(self._held) - self._undecided()
        self._take(end)
        if found:
            self._held = ""
        if self._clock() - self._shown_at >= SHOW_EVERY:
            self._flush()
        return bool(found)

    def finish(self) -> None:
        """Show the rest: what looked like a stop string was none. Half a character is dropped."""
        self._take(len(self._held))
        self._flush()

    def _begin(self) -> bool:
        """Take a name off the beginning; False while there may be one."""
        said = self._held.removeprefix(_BEFORE).lstrip()
        if any(name != said and name.startswith(said) for name in self._names):
            return False
        self._begun = True
        if name := next((name for name in self._names if said.startswith(name)), ""):
            self._held = _BEFORE + said.removeprefix(name).lstrip()
        return True

    def _take(self, end: int) -> None:
        """Let go of what is held up to ``end``; what was before the reply is not its own."""
        self._ready += self._held[:end].removeprefix(self._before)
        self._held = self._held[end:]
        if end:
            self._before = ""

    def _undecided(self) -> int:
        """Length of the longest end of the text that may still become a stop string."""
        for length in range(min(self._longest, len(self._held)), 0, -1):
            if self._held[-length:] in self._beginnings:
                return length
        return 0

    def _flush(self) -> None:
        if self._ready:
            self._show(self._ready)
            self._ready = ""
            self._shown_at = self._clock()
