"""What is written down about each weights file that was fetched or imported: one TOML each."""

import os
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tomli_w

from app.core.errors import UserFacingError
from app.core.weights.entry import id_like

_VERSION = 1


@dataclass(frozen=True)
class Record:
    """A weights file as it was when it came.

    Attributes:
        id: what the terminal calls it.
        file: where it lies; outside the weights folder when it was linked in place.
        sha256: of the whole file, 64 hexadecimal digits.
        size: in bytes.
        entry: ID of the catalogue's entry it belongs to, or empty.
        title: where no entry has one.
        quantization: such as ``Q4_K_M``, or empty.
        repository, revision: where it came from on a hub, with the commit; or empty.
    """

    id: str
    file: Path
    sha256: str
    size: int
    entry: str = ""
    title: str = ""
    quantization: str = ""
    repository: str = ""
    revision: str = ""


class Records:
    """Keeps records.

    Args:
        folder: holds them; made at the first one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Record]:
        """By ID. One that can't be read counts as missing: its file can be imported again."""
        return sorted(self._read_all(), key=lambda record: record.id)

    def find(self, id: str) -> Record | None:
        """The record of that ID."""
        return next((record for record in self._read_all() if record.id == id), None)

    def of(self, file: Path) -> Record | None:
        """The record of that file."""
        return next((record for record in self._read_all() if record.file == file), None)

    def keep(self, record: Record) -> None:
        """Write it down, in the place of an older one of its ID.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        table = {"version": _VERSION, **asdict(record), "file": str(record.file)}
        target = self._folder / f"{record.id}.toml"
        passing = target.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with passing.open("wb") as stream:
                tomli_w.dump(table, stream)
                stream.flush()
                os.fsync(stream.fileno())
            passing.replace(target)
        except OSError as error:
            passing.unlink(missing_ok=True)
            raise UserFacingError("weights_folder_unwritable") from error

    def forget(self, id: str) -> None:
        """Remove the record; the file stays.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        try:
            (self._folder / f"{id}.toml").unlink(missing_ok=True)
        except OSError as error:
            raise UserFacingError("weights_folder_unwritable") from error

    def free_id(self, wanted: str, taken: Collection[str] = ()) -> str:
        """An ID like ``wanted`` that no record has, and none of ``taken`` is."""
        return id_like(wanted, {*taken, *(record.id for record in self._read_all())})

    def _read_all(self) -> Iterator[Record]:
        for file in sorted(self._folder.glob("*.toml")):
            try:
                yield _record(tomllib.loads(file.read_text("utf-8")))
            except (OSError, ValueError, TypeError, KeyError):
                continue


def _record(table: dict[str, Any]) -> Record:
    if table.pop("version") != _VERSION:
        raise ValueError("version")
    size, file = table.pop("size"), table.pop("file")
    if type(size) is not int or not all(isinstance(value, str) for value in table.values()):
        raise TypeError("record")
    return Record(**table, size=size, file=Path(file))
