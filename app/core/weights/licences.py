"""Which licences the person has accepted: asked once for each, and again when one changes."""

import os
import tomllib
from pathlib import Path

import tomli_w

from app.core.errors import UserFacingError
from app.core.weights.entry import Entry

_VERSION = 1


class Licences:
    """Keeps what was accepted.

    Args:
        file: holds all of them; made at the first one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def accepted(self, entry: Entry) -> bool:
        """Whether the person agreed to the licence that the entry has now."""
        return self._read().get(entry.id) == _terms(entry)

    def accept(self, entry: Entry) -> None:
        """The person agrees.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        passing = self._file.with_suffix(".new")
        table = {"version": _VERSION, "accepted": {**self._read(), entry.id: _terms(entry)}}
        try:
            with passing.open("wb") as stream:
                tomli_w.dump(table, stream)
                stream.flush()
                os.fsync(stream.fileno())
            passing.replace(self._file)
        except OSError as error:
            passing.unlink(missing_ok=True)
            raise UserFacingError("weights_folder_unwritable") from error

    def _read(self) -> dict[str, str]:
        """What can't be read is asked for once more."""
        try:
            table = tomllib.loads(self._file.read_text("utf-8"))
            accepted = table["accepted"] if table["version"] == _VERSION else {}
            return {str(id): str(terms) for id, terms in accepted.items()}
        except (OSError, ValueError, KeyError, AttributeError):
            return {}


def _terms(entry: Entry) -> str:
    return f"{entry.licence} {entry.licence_link or entry.origin}".strip()
