"""Which llama.cpp the worker loads: the program's own, or another build of it in a folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Library:
    """Asked at every start of a worker.

    Attributes:
        folder: of another build; None for the program's own.
        give_up: told the folder and a code, when that build failed where the program's own did
            not, or in the middle of its work; ``folder`` names it no more from then on.
    """

    folder: Callable[[], Path | None]
    give_up: Callable[[Path, str], None]


OWN = Library(lambda: None, lambda _folder, _code: None)
