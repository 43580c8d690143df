"""How far something long has come: a bar on a terminal, JSON lines for a program, else silence."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.cli.console import printable, show_json

_EVERY = 0.2  # seconds
_WIDTH = 30


@contextmanager
def progress(phase: str, *, as_json: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far it is.

    Args:
        phase: what is done, in the person's language.
        as_json: lines ``{"done": …, "size": …}`` in bytes, on standard output.

    Yields:
        What is told the bytes done, and how many there are.
    """
    bar = sys.stderr.isatty() and not as_json
    last = 0.0

    def told(done: int, size: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _EVERY and done < size:
            return
        last = now
        if as_json:
            show_json({"done": done, "size": size})
        elif bar:
            _draw(f"{phase} {bar_of(done, size)}")

    try:
        yield told
    finally:
        if bar:
            _draw("")


def bar_of(done: int, size: int) -> str:
    """Such as ``[#####     ] 50 %``."""
    share = done / size if size else 1.0
    filled = int(_WIDTH * min(share, 1.0))
    return f"[{'#' * filled}{' ' * (_WIDTH - filled)}] {share:.0%}"


def _draw(line: str) -> None:
    print(f"\r\x1b[K{printable(line)}", end="", file=sys.stderr, flush=True)
