"""The key file inside of backups: what opens them with a passphrase.

A backup is one file: a page of its own, two copies of the key file, then what it keeps.
The copies are rewritten one after the other, so that a kill leaves one of them whole.
"""

from pathlib import Path

from app.core.vault.disk import sync

FOLDER = "backups"
SUFFIX = ".backup"
FIRST = 4096
"""Where the first copy stands, in bytes from the beginning."""
SLOT = 8192
COPIES = 2
AFTER = FIRST + COPIES * SLOT
"""Where what follows them stands."""


def files(folder: Path) -> list[Path]:
    """The backups in a profile's folder."""
    return sorted(folder.glob(f"{FOLDER}/[!.]*{SUFFIX}"))


def slots(key_file: bytes) -> bytes:
    """Both copies, as they stand in a backup; empty ones for a journal that no vault made."""
    if len(key_file) > SLOT:
        raise ValueError("the key file is too long for a backup")
    return key_file.ljust(SLOT, b"\0") * COPIES


def read(file: Path) -> list[bytes]:
    """Each copy without its padding; what is no text then was not written so.

    Raises:
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        stream.seek(FIRST)
        return [stream.read(SLOT).rstrip(b"\0") for _copy in range(COPIES)]


def rewrite(file: Path, key_file: bytes) -> None:
    """Put another key file into a backup.

    Raises:
        OSError: one copy is as it was, or both are.
    """
    with file.open("r+b", buffering=0) as stream:
        for copy in range(COPIES):
            stream.seek(FIRST + copy * SLOT)
            stream.write(key_file.ljust(SLOT, b"\0"))
            sync(stream.fileno())
