"""Where the engine's memory of conversations is kept, sealed: a file each, and a limit for all.

What is in them only the worker knows (worker/snapshots.py); to forget one needs no key.
"""

import contextlib
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

SUFFIX = ".kv"

Kept = Literal["kept", "unchanged", "too_large", "unwritable", "interrupted"]
"""What became of a wish to keep one."""


@dataclass(frozen=True)
class Snapshots:
    """The snapshots of one profile.

    Attributes:
        folder: made when the first is written.
        key: 32 bytes: the vault's subkey ``snapshots``.
        limit: bytes of all of them together; 0 keeps none.
    """

    folder: Path
    key: bytes = field(repr=False)
    limit: int

    def file(self, conversation: str) -> Path:
        return file_of(self.folder, conversation)


def file_of(folder: Path, conversation: str) -> Path:
    """Where the snapshot of a conversation is, or would be."""
    return folder / f"{conversation}{SUFFIX}"


def forget(folder: Path, conversation: str) -> None:
    """Remove the snapshot of a conversation; none is fine."""
    with contextlib.suppress(OSError):
        file_of(folder, conversation).unlink(missing_ok=True)


def forget_all(folder: Path) -> None:
    """Remove every snapshot, as after their key has changed."""
    forget_others(folder, ())


def forget_others(folder: Path, conversations: Collection[str]) -> None:
    """Remove the snapshots of all conversations but these, and what a kill left half written."""
    wanted = {f"{conversation}{SUFFIX}" for conversation in conversations}
    for file in _files(folder):
        if file.name not in wanted:
            with contextlib.suppress(OSError):
                file.unlink()


def bound(folder: Path, limit: int) -> None:
    """Remove those used longest ago until the rest takes no more than ``limit`` bytes."""
    found = []
    for file in _files(folder):
        with contextlib.suppress(OSError):
            state = file.stat()
            found.append((state.st_mtime_ns, state.st_size, file))
    total = sum(size for _time, size, _file in found)
    for _time, size, file in sorted(found):
        if total <= limit:
            return
        with contextlib.suppress(OSError):
            file.unlink()
        total -= size


def mend(folder: Path, is_whole: Callable[[Path, str], bool]) -> bool:
    """Remove every snapshot that is not as it was written.

    Args:
        is_whole: asked with the file and the conversation it is of.

    Returns:
        Whether there was one; it cost time, not a word.
    """
    broken = False
    for file in _files(folder):
        with contextlib.suppress(OSError):
            if not is_whole(file, file.name.removesuffix(SUFFIX)):
                file.unlink()
                broken = True
    return broken


def used(file: Path) -> None:
    """Note that a snapshot was of use now."""
    with contextlib.suppress(OSError):
        os.utime(file)


def _files(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if SUFFIX in file.name]
    except OSError:
        return []
