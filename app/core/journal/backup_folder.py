"""The folder that a person chose for backups: a stick may be pulled out, full or locked."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault.disk import disk_faults, is_full

MISSING, FULL, UNWRITABLE = FAULTS = (
    "backup_folder_missing",
    "backup_folder_full",
    "backup_folder_unwritable",
)
"""What may be wrong with a folder that the person chose; the journal is none the worse for it."""


def unusable(place: Path, size: int) -> UserFacingError | None:
    """What keeps a folder that the person chose from taking a backup, seen beforehand.

    Args:
        size: bytes that it has to have room for.
    """
    try:
        if not place.is_dir():
            return _fault_of(place, MISSING)
        if not os.access(place, os.W_OK):
            return _fault_of(place, UNWRITABLE)
        free = shutil.disk_usage(place).free
    except OSError:  # a disk that is pulled out this moment
        return _fault_of(place, MISSING)
    return _fault_of(place, FULL) if free < size else None


@contextmanager
def faults_of(place: Path, *, chosen: bool) -> Iterator[None]:
    """Faults of the folder of a backup.

    Args:
        chosen: by the person, and not a part of the data home.

    Raises:
        UserFacingError: one of :data:`FAULTS`; else ``disk_full`` or
            ``data_home_unwritable``.
    """
    if not chosen:
        with disk_faults(place):
            yield
        return
    try:
        yield
    except OSError as error:
        fault = FULL if is_full(error) else UNWRITABLE if place.is_dir() else MISSING
        raise _fault_of(place, fault) from error


def _fault_of(place: Path, code: str) -> UserFacingError:
    return UserFacingError(code, folder=str(place))
