"""What headers said that were asked for where their files lie: remembered, so nobody asks twice."""

import os
import tomllib
from dataclasses import asdict
from pathlib import Path

import tomli_w

from app.core.weights.entry import SourceFile
from app.core.weights.fit import Needs
from app.core.weights.naming import naming

_VERSION = 1


class Looks:
    """Keeps them.

    Args:
        file: holds all of them; made at the first one. One that can't be understood is as none.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, source: SourceFile) -> Needs | None:
        """What the file there needs, where its header was seen."""
        return self.all().get(source.called)

    def all(self) -> dict[str, Needs]:
        """By what the sources are called."""
        try:
            table = tomllib.loads(self._file.read_text("utf-8"))
            rows = table["needs"] if table["version"] == _VERSION else {}
            return {str(called): _needs(row) for called, row in rows.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def keep(self, source: SourceFile, needs: Needs) -> None:
        """Remember it from now on.

        Raises:
            OSError: it can't be written.
        """
        with naming(self._file.parent):
            kept = self.all()
            if kept.get(source.called) == needs:
                return
            rows = {called: asdict(each) for called, each in {**kept, source.called: needs}.items()}
            passing = self._file.with_suffix(".new")
            with passing.open("wb") as stream:
                tomli_w.dump({"version": _VERSION, "needs": rows}, stream)
                stream.flush()
                os.fsync(stream.fileno())
            passing.replace(self._file)


def _needs(row: dict[str, int]) -> Needs:
    numbers = [row[name] for name in ("size", "kv_numbers", "vocabulary", "context_length")]
    numbers.append(row.get("heads", 0))  # those of before did not keep it
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise TypeError("needs")
    size, kv_numbers, vocabulary, context_length, heads = numbers
    return Needs(size, kv_numbers, vocabulary, context_length, heads)
