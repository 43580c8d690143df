"""A pack holds flat files of an engine, or it is refused and leaves nothing."""

import stat
import zipfile
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.packs.archive import unpack
from tests.support.packs import zipped

LLAMA = ("libllama.so", b"\x7fELF")


def link(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = (stat.S_IFLNK | 0o777) << 16
    return made


def test_a_pack_is_laid_into_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "pack.zip"
    archive.write_bytes(zipped(LLAMA, ("libggml-base.so", b"1234"), ("LICENSE.txt", b"MIT")))
    unpack(archive, tmp_path / "pack", 100)
    found = {file.name: file.read_bytes() for file in (tmp_path / "pack").iterdir()}
    assert found == {"libllama.so": b"\x7fELF", "libggml-base.so": b"1234", "LICENSE.txt": b"MIT"}
    assert (tmp_path / "pack").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"no zip at all",
        zipped(LLAMA)[:-30],
        zipped(),
        zipped(("libggml-base.so", b"without llama")),
        zipped(LLAMA, ("../libggml.so", b"out")),
        zipped(LLAMA, ("/etc/libggml.so", b"out")),
        zipped(LLAMA, ("..\\libggml.dll", b"out")),
        zipped(LLAMA, ("C:libggml.dll", b"out")),
        zipped(LLAMA, ("sub/libggml.so", b"deep")),
        zipped(LLAMA, ("sub/", b"")),
        zipped(LLAMA, (".libggml.so", b"hidden")),
        zipped(LLAMA, ("run.sh", b"#!/bin/sh")),
        zipped(LLAMA, (link("libggml.so"), b"/etc/passwd")),
        zipped(LLAMA, ("LibLlama.so", b"the same on Windows")),
        zipped(LLAMA, ("libggml.so", bytes(101))),
        zipped(LLAMA, *((f"lib{n}.so", b"") for n in range(200))),
    ],
)
def test_anything_else_is_refused_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "deep" / "engines"
    folder.mkdir(parents=True)
    archive = folder / "pack.zip"
    archive.write_bytes(content)
    with pytest.raises(UserFacingError) as refused:
        unpack(archive, folder / "pack", 100)
    assert refused.value.code == "pack_damaged"
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [archive]
    assert list(folder.iterdir()) == [archive]


def test_a_file_that_grows_while_it_is_unpacked_is_refused(tmp_path: Path) -> None:
    """The size told and the size that comes differ, as in a bomb."""
    content = bytearray(zipped(LLAMA, ("libggml.so", bytes(90))))
    at = content.rindex(b"PK\x01\x02")  # the last row of the directory
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = tmp_path / "pack.zip"
    archive.write_bytes(content)
    with pytest.raises(UserFacingError):
        unpack(archive, tmp_path / "pack", 100)
    assert list(tmp_path.iterdir()) == [archive]
