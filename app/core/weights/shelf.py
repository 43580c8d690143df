"""Taking weights in, looking after them, letting them go."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.checksum import Told, pour, sha256_of
from app.core.weights.gguf_header import Header, read_header
from app.core.weights.installed import DEMO
from app.core.weights.naming import naming
from app.core.weights.records import Record, Records

_SPARE = 256 * 1024 * 1024
"""Bytes of the disk that stay free for the journal."""


class Shelf:
    """The weights folder and its records.

    Args:
        folder: the weights folder.
        catalogue: to recognise what is known by its SHA-256.
        records: of the files taken in.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, records: Records) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._records = records

    def take_in(self, file: Path, told: Told, *, copy: bool = False, like: str = "") -> Record:
        """Check a file and write it down; it is used where it lies, or copied.

        Args:
            told: hears how far reading it has come.
            copy: into the weights folder, and use that one.
            like: ID of the entry that the person says it belongs to, where its SHA-256
                belongs to none.

        Raises:
            UserFacingError: what ``read_header`` raises, ``disk_space``, ``disk_full``,
                ``weights_exist``, ``import_busy``, ``weights_folder_unwritable``,
                ``weights_unknown``, ``entry_unreadable``.
        """
        kin = self._catalogue.find(like).id if like else ""
        file = file.expanduser().absolute()
        header = read_header(file)
        if copy:
            file, sha256 = self._copy(file, told)
        else:
            sha256 = sha256_of(file, told)
        known = self._records.of(file)
        record = self._recognised(file, sha256, header)
        if kin and not record.entry:
            record = replace(record, id=kin, entry=kin)
        taken = {DEMO, *(entry.id for entry in self._catalogue.all())} - {record.entry}
        with self._naming():
            fresh = self._records.free_id(record.id, taken)
            record = replace(record, id=known.id if known else fresh)
            self._records.keep(record)
        return record

    def verify(self, id: str, told: Told) -> Record:
        """Read a file again and compare it with what came.

        Raises:
            UserFacingError: ``weights_not_recorded``, ``weights_changed``,
                or what ``read_header`` raises.
        """
        record = self._find(id)
        read_header(record.file)
        if sha256_of(record.file, told) != record.sha256:
            raise UserFacingError("weights_changed", name=record.file.name)
        return record

    def remove(self, id: str) -> Record:
        """Forget weights, and delete their file where it lies in the weights folder.

        Raises:
            UserFacingError: ``weights_not_recorded``, ``weights_packaged``,
                ``weights_folder_unwritable``.
        """
        record = self._find(id)
        if self.holds(record):
            try:
                record.file.unlink(missing_ok=True)
            except OSError as error:
                raise UserFacingError("weights_folder_unwritable") from error
        self._records.forget(record.id)
        return record

    def has(self, id: str) -> bool:
        """Whether something of that ID was taken in, or came with the program."""
        return id == DEMO or self._records.find(id) is not None

    def holds(self, record: Record) -> bool:
        """Whether its file lies in the weights folder, not in a place of the person's own."""
        return record.file.parent == self._folder

    def _find(self, id: str) -> Record:
        if id == DEMO:
            raise UserFacingError("weights_packaged")
        if record := self._records.find(id):
            return record
        raise UserFacingError("weights_not_recorded", name=id)

    def _recognised(self, file: Path, sha256: str, header: Header) -> Record:
        record = Record(file.stem, file, sha256, file.stat().st_size, title=header.name)
        for entry in self._catalogue.all():
            for source in entry.files:
                if source.sha256 == sha256:
                    return replace(
                        record, id=entry.id, entry=entry.id, quantization=source.quantization
                    )
        return record

    def _copy(self, file: Path, told: Told) -> tuple[Path, str]:
        target = self._folder / file.name
        if target.exists():
            raise UserFacingError("weights_exist", name=file.name)
        lock = FileLock(self._folder / f".{file.name}.copying.lock", timeout=0)
        passing = target.with_name(f"{file.name}.copying")
        try:
            with lock:
                try:
                    return target, self._poured(file, passing, target, told)
                finally:  # also where the person stops it
                    passing.unlink(missing_ok=True)
        except Timeout as error:
            raise UserFacingError("import_busy", name=file.name) from error
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            code = "disk_full" if full else "weights_folder_unwritable"
            raise UserFacingError(code) from error

    def _poured(self, file: Path, passing: Path, target: Path, told: Told) -> str:
        size = file.stat().st_size
        check_space(self._folder, size)
        with file.open("rb") as source, passing.open("wb") as stream:
            sha256 = pour(source, stream, size, told)
            stream.flush()
            os.fsync(stream.fileno())
        with self._naming():
            if target.exists():  # it came meanwhile
                raise UserFacingError("weights_exist", name=target.name)
            passing.replace(target)
        return sha256

    @contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            with naming(self._folder):
                yield
        except OSError as error:
            raise UserFacingError("weights_folder_unwritable") from error


def check_space(folder: Path, size: int) -> None:
    """See that so many bytes fit on the disk of a folder, with room to spare.

    Raises:
        UserFacingError: ``disk_space``.
    """
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        megabytes = -(-(size + _SPARE - free) // 1_000_000)
        raise UserFacingError("disk_space", megabytes=megabytes)
