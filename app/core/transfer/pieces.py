"""What a writer of a format yields: where a file begins, and what stands in it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from datetime import datetime

from app.core.journal.contents import Item
from app.core.journal.values import SafetyPlan

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # on Windows
_LONGEST_NAME = 60  # characters; 180 bytes of Chinese, where 255 are allowed


@dataclass(frozen=True)
class Begin:
    """A file begins: what follows is in it.

    Args:
        name: without a folder.
    """

    name: str = field(repr=False)


Piece = Begin | str | bytes
"""Of a file; texts are UTF-8. A Begin comes first."""


@dataclass(frozen=True)
class About:
    """What is said of what is taken along.

    Args:
        program: name and version of this program.
        written: now.
        whole: whether it may be merged again later.
        steps: headings of the steps of a safety plan.
    """

    program: str
    written: datetime
    whole: bool = False
    steps: tuple[str, ...] = ("",) * 6

    def of_plan(self, plan: SafetyPlan) -> list[tuple[str, str]]:
        """Heading and words of each step that has any."""
        said = zip(self.steps, astuple(plan), strict=True)
        return [(heading, words) for heading, words in said if words]


Writer = Callable[[Iterator[Item], About], Iterator[Piece]]


class Names:
    """Names of files that every system takes, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, wanted: str, ending: str) -> str:
        """A name near to what is wanted."""
        plain = unicodedata.normalize("NFC", _NOT_IN_NAMES.sub(" ", wanted))
        plain = " ".join(plain.split())[:_LONGEST_NAME].strip(". ") or "soulchat"
        if _RESERVED.match(plain):
            plain = f"_{plain}"
        name, number = plain, 1
        while name.casefold() in self._given:
            number += 1
            name = f"{plain} ({number})"
        self._given.add(name.casefold())
        return f"{name}.{ending}"
