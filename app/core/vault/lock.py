"""The lock on a profile: one process at a time, however that process ends.

Two locks, in truth: one on a file, and where the system can, one on the folder that the file
is in. Whoever deletes the file makes room for another one, which nobody holds; the folder goes
only together with what it holds.
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.vault.disk import disk_faults

if sys.platform != "win32":  # which lets nobody delete a file that is open
    import fcntl

LOCK_FILE = "lock"


class Hold:
    """A lock that is held until :meth:`release`, or until this process ends."""

    def __init__(self, locks: ExitStack) -> None:
        self._locks = locks

    def release(self) -> None:
        """Let others have it. Releasing twice is fine."""
        self._locks.close()


def hold(file: Path, *, seconds: float = 0) -> Hold:
    """Hold a lock file, and the folder that it is in.

    Args:
        file: made when it isn't there; it stays, only the lock on it goes.
        seconds: how long to wait for another holder.

    Raises:
        UserFacingError: ``profile_in_use``, ``disk_full``, ``data_home_unwritable``.
    """
    # Taken on one thread, released on another: so not thread-local.
    lock = FileLock(file, timeout=seconds, mode=0o600, thread_local=False)
    with disk_faults(file.parent), ExitStack() as locks:
        try:
            lock.acquire()
            locks.callback(lock.release)
            _hold_folder(file.parent, locks)
        except (Timeout, BlockingIOError) as error:  # OSErrors too, but no fault of the disk
            raise UserFacingError("profile_in_use") from error
        return Hold(locks.pop_all())


def _hold_folder(folder: Path, locks: ExitStack) -> None:
    """Hold the folder itself, where its file system has such locks.

    Raises:
        BlockingIOError: somebody else holds it.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    locks.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # over a network, for one: then the file alone is held
        pass
