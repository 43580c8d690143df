"""A sealed file opens whole and unchanged, under its name and with its key, or not at all."""

import os
import random
from pathlib import Path

import pytest

from app.core.vault.sealed_file import CHUNK, SealBroken, read, write

KEY = bytes(range(32))
CONTENT = random.Random(1).randbytes(2 * CHUNK + 12_345)


def always() -> bool:
    return True


def sealed(file: Path, content: bytes = CONTENT) -> Path:
    halves = [content[: len(content) // 3], memoryview(content)[len(content) // 3 :]]
    assert write(file, KEY, "name", halves, always)
    return file


def opened(file: Path, key: bytes = KEY, name: str = "name") -> bytes:
    return b"".join(read(file, key, name))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_comes_back(tmp_path: Path, size: int) -> None:
    assert opened(sealed(tmp_path / "f", CONTENT[:size])) == CONTENT[:size]
    assert [file.name for file in tmp_path.iterdir()] == ["f"]


def test_nothing_of_it_can_be_read_on_the_disk_and_no_two_files_are_alike(tmp_path: Path) -> None:
    words = "我今天很难过".encode() * 1000
    one, two = sealed(tmp_path / "1", words), sealed(tmp_path / "2", words)
    assert words[:18] not in one.read_bytes()
    assert one.read_bytes()[64:] != two.read_bytes()[64:]
    if os.name == "posix":
        assert one.stat().st_mode & 0o777 == 0o600


def test_another_key_or_name_opens_nothing(tmp_path: Path) -> None:
    file = sealed(tmp_path / "f")
    for key, name in ((bytes(32), "name"), (KEY, "other")):
        with pytest.raises(SealBroken):
            opened(file, key, name)


def test_each_flipped_bit_is_noticed_before_its_chunk_is_given_out(tmp_path: Path) -> None:
    file = sealed(tmp_path / "f")
    whole = file.read_bytes()
    chance = random.Random(2)
    places = [*range(0, 60), *(chance.randrange(len(whole)) for _ in range(300)), len(whole) - 1]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        given = b""
        with pytest.raises(SealBroken):
            for chunk in read(file, KEY, "name"):
                given += chunk
        assert CONTENT.startswith(given)


@pytest.mark.parametrize("kept", [0, 10, 50, 51, CHUNK + 16 + 50, 2 * (CHUNK + 16) + 50, -1])
def test_a_file_cut_off_anywhere_is_noticed(tmp_path: Path, kept: int) -> None:
    file = sealed(tmp_path / "f")
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(SealBroken):
        opened(file)


def test_chunks_cannot_be_swapped_repeated_or_added(tmp_path: Path) -> None:
    file = sealed(tmp_path / "f")
    whole, step = file.read_bytes(), CHUNK + 16
    head, first, second, last = whole[:50], *(whole[50 + n * step :][:step] for n in range(3))
    for parts in ((second, first, last), (first, first, last), (first, second, last, last)):
        file.write_bytes(head + b"".join(parts))
        with pytest.raises(SealBroken):
            opened(file)


def test_an_interruption_leaves_the_file_of_before(tmp_path: Path) -> None:
    file = sealed(tmp_path / "f", b"before")
    chunks = iter([True, True, False])
    assert not write(file, KEY, "name", [CONTENT], lambda: next(chunks))
    assert opened(file) == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["f"]
