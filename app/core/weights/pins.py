"""The SHA-256 that a source had when it was first used: remembered, also beyond removal."""

import os
import tomllib
from pathlib import Path

import tomli_w

from app.core.errors import UserFacingError
from app.core.weights.entry import SourceFile

_VERSION = 1


class Pins:
    """Keeps them.

    Args:
        file: holds all of them; made at the first one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, source: SourceFile) -> str:
        """The SHA-256 of that source at its first use, or empty.

        Raises:
            UserFacingError: ``entry_unreadable``: what was remembered can't be read, and
                nothing may be taken for a first use.
        """
        return self._read().get(source.called, "")

    def keep(self, source: SourceFile, sha256: str) -> None:
        """Remember it from now on, in the place of an older one.

        Raises:
            UserFacingError: ``entry_unreadable``.
            OSError: it can't be written.
        """
        kept = self._read()
        if kept.get(source.called) == sha256:
            return
        passing = self._file.with_suffix(".new")
        with passing.open("wb") as stream:
            tomli_w.dump({"version": _VERSION, "sha256": {**kept, source.called: sha256}}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        passing.replace(self._file)

    def _read(self) -> dict[str, str]:
        try:
            table = tomllib.loads(self._file.read_text("utf-8"))
            kept = table["sha256"]
            if table["version"] != _VERSION or not isinstance(kept, dict):
                raise ValueError("version")
            return {str(name): str(sha256) for name, sha256 in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError) as error:
            raise UserFacingError("entry_unreadable", name=self._file.name) from error
