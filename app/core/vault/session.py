"""An unlocked profile: its keys, held by one process at a time."""

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import BaseFileLock, FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.vault import keys
from app.core.vault.format import disk_faults
from app.core.vault.values import Profile

LOCK_FILE = "lock"


def hold(file: Path, *, seconds: float = 0) -> BaseFileLock:
    """Hold a lock file until it is released or this process ends, however it ends.

    Args:
        file: made when it isn't there; it stays, only the lock on it goes.
        seconds: how long to wait for another holder.

    Raises:
        UserFacingError: ``profile_in_use``, ``disk_full``, ``data_home_unwritable``.
    """
    # Taken on one thread, released on another: so not thread-local.
    lock = FileLock(file, timeout=seconds, mode=0o600, thread_local=False)
    with disk_faults(file.parent):
        try:
            lock.acquire()
        except Timeout as error:  # an OSError too, but no fault of the disk
            raise UserFacingError("profile_in_use") from error
    return lock


class OpenVault:
    """The keys of one profile until :meth:`close`; nobody else can open it meanwhile.

    Python can't promise that closing wipes a key from memory; ending the process does.
    """

    def __init__(self, *, profile: Profile, data_key: bytes, lock: BaseFileLock) -> None:
        self.profile = profile
        self._data_key: bytes | None = data_key
        self._lock = lock

    def subkey(self, purpose: keys.Purpose) -> bytes:
        """The key of 32 bytes for one purpose.

        Raises:
            RuntimeError: the vault is closed.
        """
        if self._data_key is None:
            raise RuntimeError("the vault is closed")
        return keys.subkey(self._data_key, purpose)

    def close(self) -> None:
        """Forget the keys and let others open the profile. Closing twice is fine."""
        self._data_key = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
