"""The licence notices of everything the program brings along (packaging/licences.py)."""

import json
from dataclasses import dataclass
from pathlib import Path


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
        """The whole notice."""
        return self.file.read_text(encoding="utf-8")


def notices(folder: Path) -> list[Notice]:
    """Every notice, by name.

    Args:
        folder: ``licences`` of the program's resources.
    """
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        Notice(each["name"], each["licence"], each["home"], folder / each["file"]) for each in index
    ]
