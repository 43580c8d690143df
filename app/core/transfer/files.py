"""Files that leave: whole or not at all, for this account alone, never over another one."""

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserFacingError
from app.core.vault.disk import is_full, sync_folder

_UNFINISHED = ".soulchat-export-"
_ABANDONED_SECONDS = 3600.0
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write: at the end it gets its name; when this raises, nothing is left of it.

    Raises:
        UserFacingError: ``export_exists``, ``export_unwritable``, ``disk_full``.
    """
    with _faults(target):
        _refuse(target)
        _remove_abandoned(target.parent)
        hidden = _hidden(target)
        descriptor = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _give_name(hidden, target)
            sync_folder(target.parent)
        finally:
            hidden.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, as :func:`whole_file`; one that is there and empty is taken.

    Raises:
        UserFacingError: as :func:`whole_file`.
    """
    with _faults(target):
        if target.is_dir() and not target.is_symlink() and not any(target.iterdir()):
            target.rmdir()
        _refuse(target)
        _remove_abandoned(target.parent)
        hidden = _hidden(target)
        hidden.mkdir(mode=0o700)
        try:
            yield hidden
            sync_folder(hidden)
            _refuse(target)
            hidden.rename(target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)


@contextmanager
def new_file(folder: Path, name: str) -> Iterator[BinaryIO]:
    """A file in a folder that has no name yet."""
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _refuse(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise UserFacingError("export_exists", name=target.name)


def _give_name(hidden: Path, target: Path) -> None:
    """A link, and not a renaming, which would replace what came there meanwhile."""
    try:
        os.link(hidden, target)
    except FileExistsError as error:
        raise UserFacingError("export_exists", name=target.name) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _refuse(target)  # a disk that knows no links, such as a stick
        hidden.rename(target)


def _hidden(target: Path) -> Path:
    return target.with_name(f"{_UNFINISHED}{secrets.token_hex(6)}")


def _remove_abandoned(folder: Path) -> None:
    """Remove what a killed export left: it may hold private words."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.lstat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


@contextmanager
def _faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise UserFacingError("disk_full") from error
        raise UserFacingError("export_unwritable", folder=str(target.parent)) from error
