"""What the terminal asks of the other face, without knowing Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import Program
from app.core.transfer.formats import Format


@dataclass(frozen=True)
class Window:
    """The commands that need Qt; all raise ``window_unavailable`` where there is none.

    Attributes:
        show: shows the window until it is closed, offering to bring in a file, if any; gives
            back the exit code.
        take_over: the same, in the place of a process that locked.
        time_starts: milliseconds until the window is seen, for so many fresh starts.
        show_once: shows the window until it is seen, prints what was seen, and ends.
        pdf: the form of PDF files.
        refuse: shows a sentence for who sees no terminal; nothing where nothing can be shown.
    """

    show: Callable[[Program, Path | None], int]
    take_over: Callable[[Program], int]
    time_starts: Callable[[Program, int], Sequence[float]]
    show_once: Callable[[Program], int]
    pdf: Callable[[], Format]
    refuse: Callable[[str], None]
