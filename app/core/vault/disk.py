"""How the vault writes and removes files: wholly, durably, for this account alone."""

import errno
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.core.errors import UserFacingError

if sys.platform == "darwin":
    import fcntl

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Tell what the disk refuses as a fault of the environment.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``.
    """
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise UserFacingError("disk_full") from error
        raise UserFacingError("data_home_unwritable", folder=str(folder)) from error


def is_full(error: OSError) -> bool:
    """Whether there is no more room, or none for this account."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def sync(descriptor: int) -> None:
    """Make what was written to a file or folder durable, in the drive's own memory too."""
    if sys.platform == "darwin":  # its fsync stops before that, see its manual page fsync(2)
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call, and needs none."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            sync(descriptor)
        finally:
            os.close(descriptor)


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Replace files of one folder: every one of them is the old or the new one, whole.

    What needs room on the disk is done before the first file is replaced, so a full
    disk changes nothing.

    Raises:
        OSError: nothing was changed, and nothing is left beside the files.
    """
    with ExitStack() as undo:
        fresh = {file: file.with_name(f".{file.name}.new") for file in contents}
        for file, data in contents.items():
            undo.callback(fresh[file].unlink, missing_ok=True)
            _write_new(fresh[file], data)
        for file, new in fresh.items():
            new.replace(file)
    for folder in {file.parent for file in contents}:
        sync_folder(folder)


def shred(file: Path) -> None:
    """Overwrite a file and remove it. What the disk itself keeps of it nobody can promise.

    Raises:
        OSError: the file is still there.
    """
    overwrite(file)
    file.unlink()


def overwrite(file: Path) -> None:
    """Fill a file with random bytes; a link is left alone, and so is what it points to.

    Raises:
        OSError: the file may be as it was.
    """
    if file.is_symlink():
        return
    descriptor = os.open(file, os.O_WRONLY | _NO_LINKS)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(os.fstat(stream.fileno()).st_size))
        stream.flush()
        sync(stream.fileno())


def _write_new(file: Path, data: bytes) -> None:
    file.unlink(missing_ok=True)  # what a kill left
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        sync(stream.fileno())
