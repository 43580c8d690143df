"""Unpacking an engine pack: flat files of a few kinds, and nothing that leads elsewhere."""

import os
import re
import shutil
import stat
import zipfile
import zlib
from pathlib import Path

from app.core.errors import UserFacingError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}\.(so(\.[0-9]+)*|dll|dylib|metallib|txt)")
"""No separator of any system, no drive, no dot at the front."""

_MOST = 200
_CHUNK = 1024 * 1024
_LIBRARIES = {"libllama.so", "libllama.dylib", "llama.dll", "libllama.dll"}


def unpack(archive: Path, folder: Path, most: int) -> None:
    """Lay the files of a pack into a folder, which is there wholly or not at all.

    Args:
        folder: does not exist yet.
        most: bytes that all of them together may have.

    Raises:
        UserFacingError: ``pack_damaged``: no zip, or one with something else in it.
        OSError: the disk.
    """
    passing = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(passing, ignore_errors=True)
    passing.mkdir(mode=0o700)
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _check(members, most)
            for member in members:
                _extract(opened, member, passing / member.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        shutil.rmtree(passing, ignore_errors=True)
        raise UserFacingError("pack_damaged", name=archive.name) from error
    except BaseException:  # Ctrl+C too: half a pack stays nowhere
        shutil.rmtree(passing, ignore_errors=True)
        raise
    passing.replace(folder)


def _check(members: list[zipfile.ZipInfo], most: int) -> None:
    names = {member.filename.lower() for member in members}  # as Windows and macOS see them
    kinds = {stat.S_IFMT(member.external_attr >> 16) for member in members}
    sound = (
        len(names) == len(members) <= _MOST
        and all(_NAME.fullmatch(member.filename) for member in members)
        and not kinds - {0, stat.S_IFREG}  # no link
        and not any(member.flag_bits & 1 for member in members)  # not encrypted
        and sum(member.file_size for member in members) <= most
        and not names.isdisjoint(_LIBRARIES)
    )
    if not sound:
        raise zipfile.BadZipFile("contents")


def _extract(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    with opened.open(member) as source, target.open("xb") as stream:
        shutil.copyfileobj(source, stream, _CHUNK)  # ends at the size told, whatever follows
        stream.flush()
        os.fsync(stream.fileno())
