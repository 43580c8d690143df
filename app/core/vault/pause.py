"""Pauses after wrong tries: a courtesy to who sits there, no protection of the journal."""

from collections.abc import Callable

_FREE_TRIES = 3
_LONGEST = 30.0


class Pause:
    """Counts wrong tries in a row, in this process alone.

    Args:
        clock: seconds from any moment on.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tries: dict[str, tuple[int, float]] = {}

    def wrong(self, identity: str) -> None:
        """Somebody tried a wrong secret just now."""
        tries, _when = self._tries.get(identity, (0, 0.0))
        self._tries[identity] = (tries + 1, self._clock())

    def right(self, identity: str) -> None:
        """Somebody knew the secret."""
        self._tries.pop(identity, None)

    def seconds(self, identity: str) -> float:
        """Until the next try: none after two wrong ones, then 1, 2, 4 … at most 30 s."""
        tries, when = self._tries.get(identity, (0, 0.0))
        if tries < _FREE_TRIES:
            return 0.0
        pause = min(_LONGEST, 2.0 ** (tries - _FREE_TRIES))
        return max(0.0, when + pause - self._clock())
