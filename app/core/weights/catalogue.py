"""The weights the program knows of, and those that the person added."""

import tomllib
from dataclasses import replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.weights.entry import Entry, read_entry


class Catalogue:
    """Reads entries, one TOML file each.

    Args:
        shipped: the folder of the program's own entries.
        own: the folder of those that the person added; need not exist.
    """

    def __init__(self, shipped: Path, own: Path) -> None:
        self._shipped = shipped
        self._own = own

    def all(self) -> list[Entry]:
        """The program's entries by ID, then the person's own; an ID once.

        A file of the person's own that can't be understood is left out, so that it
        keeps nobody from the rest; :meth:`find` says what is wrong with it.
        """
        entries = {file.stem: _read(file) for file in sorted(self._shipped.glob("*.toml"))}
        for file in sorted(self._own.glob("*.toml")):
            try:
                entries.setdefault(file.stem, _read(file, own=True))
            except UserFacingError:
                continue
        return list(entries.values())

    def find(self, id: str) -> Entry:
        """The entry of that ID.

        Raises:
            UserFacingError: ``weights_unknown`` or ``entry_unreadable``.
        """
        for folder, own in ((self._shipped, False), (self._own, True)):
            if (file := folder / f"{id}.toml") in folder.glob("*.toml"):
                return _read(file, own=own)
        raise UserFacingError("weights_unknown", name=id)


def _read(file: Path, *, own: bool = False) -> Entry:
    try:
        entry = read_entry(tomllib.loads(file.read_text("utf-8")), own=own)
    except (OSError, ValueError) as error:
        raise UserFacingError("entry_unreadable", name=file.name) from error
    return replace(entry, id=file.stem) if own else entry
