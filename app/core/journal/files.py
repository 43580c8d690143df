"""The files of a journal: copied durably, set aside, never overwritten."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.core.journal.anchor import ANCHOR_FILE
from app.core.vault import attached
from app.core.vault.disk import disk_faults, sync, sync_folder

JOURNAL_FILE = "journal.db"
BACKUPS = attached.FOLDER
UNFINISHED = ".new-"
ASIDE = "set-aside-"
TIME = "%Y-%m-%dT%H%M%S.%fZ"
"""How a time is written in a name."""


def set_aside(folder: Path) -> Path:
    """Keep a copy of the journal's files as they are, whatever they are, before they change.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``.
    """
    name = ASIDE + datetime.now(UTC).strftime(TIME)
    with disk_faults(folder):
        hidden = new_folder(folder / BACKUPS, name)
        for file in (JOURNAL_FILE, f"{JOURNAL_FILE}-wal", ANCHOR_FILE):
            if (folder / file).is_file() and (folder / file).stat().st_size > 0:
                copy_durably(folder / file, hidden / file)
        return finish_folder(hidden, name)


def time_of(name: str) -> datetime | None:
    """The time that is written in a name."""
    try:
        return datetime.strptime(name, TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def new_folder(parent: Path, name: str) -> Path:
    """A folder to fill, hidden until :func:`finish_folder`."""
    parent.mkdir(mode=0o700, exist_ok=True)
    hidden = parent / f"{UNFINISHED}{name}"
    hidden.mkdir(mode=0o700)
    return hidden


def finish_folder(hidden: Path, name: str) -> Path:
    """Give a filled folder its name, durably."""
    sync_folder(hidden)
    folder = hidden.rename(hidden.with_name(name))
    sync_folder(folder.parent)
    return folder


def sync_file(file: Path) -> None:
    """Make what was written to a file durable."""
    with file.open("r+b") as stream:
        sync(stream.fileno())


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file, for this account alone and onto the disk itself."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as old, os.fdopen(descriptor, "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        sync(new.fileno())
