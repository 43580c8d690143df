"""The licence notices of everything the program brings along (packaging/licences.py)."""

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_LONG = 50
"""Characters of a line that was broken for want of room, rather than ended."""

_TABLE = re.compile(r"\S {3,}\S")
_BEGINS = re.compile(r"\s*([-*=#\d]|\(?\w{1,3}[.)]\s|\w+: |Copyright\b|All rights|Everyone is)")
"""What a line begins with that does not go on from the one before."""


@dataclass(frozen=True)
class Notice:
    """One thing that is shipped, and on which terms.

    Args:
        licence: its name, an SPDX expression where its makers write one.
        home: its address.
        file: holds the whole text.
    """

    name: str
    licence: str
    home: str
    file: Path

    def text(self) -> str:
        """The whole notice, its paragraphs in one line each."""
        return flowing(self.file.read_text(encoding="utf-8"))


def flowing(text: str) -> str:
    """A text whose lines were broken for a page of some 80 characters, for one of any width.

    Headings, lists, tables and names stay as they are.
    """
    flowing: list[str] = []
    broken = False
    for line, following in pairwise([*text.splitlines(), ""]):
        flowing.append(f"{flowing.pop()} {line.strip()}" if broken else line.rstrip())
        long = len(line.strip()) >= _LONG and not _TABLE.search(line.strip())
        broken = bool(long and following.strip() and not _BEGINS.match(following))
    return "\n".join(flowing)


def notices(folder: Path) -> list[Notice]:
    """Every notice, by name.

    Args:
        folder: ``licences`` of the program's resources.
    """
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        Notice(each["name"], each["licence"], each["home"], folder / each["file"]) for each in index
    ]
