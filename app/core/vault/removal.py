"""How a profile goes for good: its keys first, and never half of it back again."""

import os
import shutil
from pathlib import Path

from app.core.vault import attached
from app.core.vault.disk import overwrite, shred, sync_folder
from app.core.vault.format import COPIES

MARK = "deleted"
GONE = ".gone-"


def begin(folder: Path) -> None:
    """Mark a profile as deleted: from here on it is not listed, and the rest must follow.

    One copy of the key file becomes the mark: a full disk has no room for a new file,
    and is a good reason to delete something.
    """
    for copy in COPIES:
        if (folder / copy).exists():
            (folder / copy).rename(folder / MARK)
            break
    else:
        (folder / MARK).touch(mode=0o600)
    sync_folder(folder)


def has_begun(folder: Path) -> bool:
    """Whether the profile is marked as deleted."""
    return (folder / MARK).exists()


def remove_keys(folder: Path) -> None:
    """Overwrite and remove every key file, those of backups too; then nothing can be read."""
    for place, _folders, files in os.walk(folder):
        for name in files:
            if name.lstrip(".").startswith(COPIES[0]):
                shred(Path(place) / name)
    for file in attached.files(folder):
        attached.rewrite(file, b"")
    overwrite(folder / MARK)
    sync_folder(folder)


def remove_rest(folder: Path) -> None:
    """Remove a folder whose keys are removed.

    Of a link only the link goes: what is behind it may hold more than a profile, and
    what of it was ours can't be read any more.
    """
    if folder.is_symlink():
        folder.unlink()
        return
    gone = folder.rename(folder.with_name(f"{GONE}{folder.name}"))
    sync_folder(gone.parent)
    shutil.rmtree(gone, ignore_errors=True)
