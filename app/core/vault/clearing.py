"""What a kill left among the profiles: finished or removed, by whoever comes next."""

import logging
import shutil
from contextlib import suppress
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import removal, rotation
from app.core.vault.disk import disk_faults
from app.core.vault.lock import LOCK_FILE, hold

UNFINISHED = ".new-"
"""What the folder of a profile begins with that is being created."""
CREATING = ".creating.lock"
"""The lock of whoever creates one."""

_log = logging.getLogger(__name__)


def sweep(profiles: Path) -> None:
    """Remove what killed creations and deletions left, unless somebody is at it just now."""
    for mark in profiles.glob(f"*/{removal.MARK}"):
        with suppress(UserFacingError, OSError):  # else at the next start
            remove(mark.parent)
    for decided in profiles.glob(f"*/{rotation.NEW}"):
        with suppress(UserFacingError):  # who holds it settles it
            settle_new_keys(decided.parent)
    for left in profiles.glob(f"{removal.GONE}*"):
        shutil.rmtree(left, ignore_errors=True)
    if not any(profiles.glob(f"{UNFINISHED}*")):
        return
    try:
        lock = hold(profiles / CREATING)
    except UserFacingError:
        return
    try:
        remove_unfinished(profiles)
    finally:
        lock.release()


def remove(folder: Path) -> None:
    """Remove a profile that is marked as deleted.

    Raises:
        UserFacingError: ``profile_in_use``; another process is removing it.
        OSError: something is left; the next :func:`sweep` tries again.
    """
    lock = hold(folder / LOCK_FILE)
    try:
        removal.remove_keys(folder)
    finally:
        lock.release()
    removal.remove_rest(folder)
    _log.info("profile deleted: %s", folder.name)


def settle_new_keys(folder: Path) -> None:
    """Finish a change of keys that a kill cut off, where there is something to finish.

    Raises:
        UserFacingError: ``profile_in_use``, ``disk_full``, ``data_home_unwritable``.
    """
    if not (folder / rotation.NEW).is_dir():
        return
    lock = hold(folder / LOCK_FILE)
    try:
        with disk_faults(folder):
            rotation.settle(folder)
    finally:
        lock.release()


def remove_unfinished(profiles: Path) -> None:
    """Remove what was never wholly created; by who holds :data:`CREATING`."""
    for left in profiles.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
        _log.info("unfinished profile removed")
