"""The SHA-256 of large files, with a word of how far it has come."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserFacingError

Told = Callable[[int, int], None]
"""Hears the bytes done, and how many there are."""

_CHUNK = 1024 * 1024


def sha256_of(file: Path, told: Told) -> str:
    """Read the file to its end.

    Raises:
        UserFacingError: ``weights_unreadable``.
    """
    try:
        with file.open("rb") as stream:
            return pour(stream, None, file.stat().st_size, told)
    except OSError as error:
        raise UserFacingError("weights_unreadable", name=file.name) from error


def pour(source: BinaryIO, target: BinaryIO | None, size: int, told: Told) -> str:
    """Read all of ``source``, write it to ``target`` where there is one; the SHA-256 of it."""
    digest, done = hashlib.sha256(), 0
    while piece := source.read(_CHUNK):
        digest.update(piece)
        if target:
            target.write(piece)
        done += len(piece)
        told(done, size)
    return digest.hexdigest()
