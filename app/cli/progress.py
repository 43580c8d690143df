"""How far something long has come: a bar on a terminal, JSON lines for a program, else silence."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

from app.cli.console import printable, show_json
from app.cli.interrupt import interrupt_calls
from app.core.i18n import _
from app.core.weights.downloads import Progress

_EVERY = 0.2  # seconds
_WIDTH = 30


@contextmanager
def progress(phase: str, *, as_json: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far it is.

    Args:
        phase: what is done, in the person's language.
        as_json: lines ``{"done": …, "size": …}`` in bytes, on standard output.

    Yields:
        What is told the bytes done, and how many there are; raises KeyboardInterrupt after Ctrl+C.
    """
    pressed = threading.Event()
    bar = sys.stderr.isatty() and not as_json
    last = 0.0

    def told(done: int, size: int) -> None:
        nonlocal last
        if pressed.is_set():
            raise KeyboardInterrupt
        now = time.monotonic()
        if now - last < _EVERY and done < size:
            return
        last = now
        if as_json:
            show_json({"done": done, "size": size})
        elif bar:
            _draw(f"{phase} {bar_of(done, size)}")

    try:
        with interrupt_calls(pressed.set):
            yield told
    finally:
        if bar:
            _draw("")


@contextmanager
def meter(*, as_json: bool) -> Iterator[Callable[[Progress], None]]:
    """The same for a download: also how fast, and how long still.

    Yields:
        What is told each step; as JSON an object with its fields, on standard output.
    """
    bar = sys.stderr.isatty() and not as_json

    def told(step: Progress) -> None:
        if as_json:
            show_json(asdict(step))
        elif bar:
            _draw(_line(step))

    try:
        yield told
    finally:
        if bar:
            _draw("")


def _line(step: Progress) -> str:
    words = {
        "downloading": _("Downloading"),
        "waiting": _("Waiting for the hub"),
        "checking": _("Checking"),
        "done": _("Done"),
    }
    line = f"{words[step.phase]} {bar_of(step.done, step.size)}" if step.size else words[step.phase]
    if step.left is None:
        return line
    return f"{line}  {step.speed / 1e6:.1f} MB/s  {timedelta(seconds=round(step.left))}"


def bar_of(done: int, size: int) -> str:
    """Such as ``[#####     ] 50 %``."""
    share = done / size if size else 1.0
    filled = int(_WIDTH * min(share, 1.0))
    return f"[{'#' * filled}{' ' * (_WIDTH - filled)}] {share:.0%}"


def _draw(line: str) -> None:
    print(f"\r\x1b[K{printable(line)}", end="", file=sys.stderr, flush=True)
