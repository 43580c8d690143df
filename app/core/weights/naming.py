"""Names in the weights folder are given by one at a time, among all windows and terminals."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from filelock import FileLock


@contextmanager
def naming(folder: Path) -> Iterator[None]:
    """Until it ends nobody else names a file, a record, an entry or a first use.

    Raises:
        OSError: the folder can't be written.
    """
    with FileLock(folder / ".naming.lock"):
        yield


def free_name(file: Path) -> Path:
    """That file, or where something lies there already, one whose name is like it."""
    if not os.path.lexists(file):
        return file
    likes = (file.with_stem(f"{file.stem}-{number}") for number in count(2))
    return next(like for like in likes if not os.path.lexists(like))
