"""New keys in the place of those before: how a profile changes its data key, killed or not.

What belongs to the new keys (key file, journal, anchor) is made in a hidden folder of the
profile. Renaming that folder is the moment that counts: before it nothing has changed,
after it each file takes the place of its namesake, now or at the next unlock.
"""

import logging
import shutil
from pathlib import Path

from app.core.vault.disk import overwrite, sync_folder
from app.core.vault.format import COPIES

NEW = "new-keys"
_UNFINISHED = f".{NEW}"
_SNAPSHOTS = "snapshots"  # sealed by the keys of before: of no more use
_LOGS = ("-wal", "-shm")  # SQLite would read them with the file that comes

_log = logging.getLogger(__name__)


def begin(folder: Path) -> Path:
    """A hidden, empty folder for all that belongs to the new keys."""
    hidden = folder / _UNFINISHED
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(mode=0o700)
    return hidden


def give_up(folder: Path) -> None:
    """Remove what was begun and came to nothing."""
    shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)


def decide(folder: Path) -> None:
    """From here on the new keys are the ones that count; what is in the hidden folder is whole."""
    hidden = folder / _UNFINISHED
    sync_folder(hidden)
    hidden.rename(folder / NEW)
    sync_folder(folder)


def settle(folder: Path) -> None:
    """Finish what was decided, and remove what was not; by who holds the profile.

    Raises:
        OSError: something is left to do; the next call goes on from there.
    """
    give_up(folder)
    new = folder / NEW
    if not new.is_dir():
        return
    shutil.rmtree(folder / _SNAPSHOTS, ignore_errors=True)
    for file in sorted(new.iterdir()):
        old = folder / file.name
        if file.name in COPIES and old.exists():
            overwrite(old)  # it wraps the key that is given up
        for log in _LOGS:
            old.with_name(f"{old.name}{log}").unlink(missing_ok=True)
        file.replace(old)
    sync_folder(folder)
    new.rmdir()
    sync_folder(folder)
    _log.info("new keys settled in %s", folder.name)
