"""The header of a GGUF file, read with bounds before llama.cpp sees any of it.

Format: the specification ``docs/gguf.md`` of ggml, versions 2 and 3, little-endian. Every
count and length is compared with a bound before anything is read or kept, so a hostile
file costs at most :data:`LONGEST_HEADER` bytes of reading and little memory.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.errors import UserFacingError

Value = int | float | bool | str | tuple[int, ...] | None
"""Of a key; None where it is a long list, of which nothing is kept."""

CUT_OFF = "cut off"
"""What is wrong with a header whose end isn't here."""

LONGEST_HEADER = 64 * 1024 * 1024
"""Bytes; the largest vocabularies of today (262,144 tokens and their merges) need 20 MiB."""

_MOST_KEYS = 4096
_MOST_TENSORS = 65_536
_MOST_ELEMENTS = 4 * 1024 * 1024  # of all lists together
_LONGEST_NAME = 65_535  # of a key, by the specification
_LONGEST_TEXT = 4 * 1024 * 1024  # a chat template is some 10 KiB
_KEPT_TEXT = 65_536
_KEPT_LIST = 512  # heads a layer, where layers differ
_MOST_DIMENSIONS = 4
_LARGEST_TENSOR = 2**48  # elements
_LARGEST_ALIGNMENT = 65_536
_CHUNK = 1024 * 1024
_STRING, _ARRAY = 8, 9
_TOKENS = "tokenizer.ggml.tokens"

# Type number to struct code: the specification's ``gguf_metadata_value_type``.
_SCALARS = {
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d",
}  # fmt: skip

# Tensor type to numbers in a block and bytes of a block: ``ggml_blck_size`` and
# ``ggml_type_size`` of the llama.cpp that is pinned (a test asks that library for each).
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36),
    41: (128, 18), 42: (64, 18),
}  # fmt: skip

ARCHITECTURES = frozenset(
    """
    llama llama4 deci falcon gpt2 gptj gptneox mpt baichuan starcoder refact bloom stablelm qwen
    qwen2 qwen2moe qwen3 qwen3moe qwen3next qwen35 qwen35moe phi2 phi3 phimoe plamo plamo2 plamo3
    codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3 gemma3n gemma4 starcoder2 mamba
    mamba2 jamba falcon-h1 xverse command-r cohere2 cohere2moe dbrx olmo olmo2 olmoe openelm arctic
    deepseek deepseek2 chatglm glm4 glm4moe bitnet jais jais2 nemotron nemotron_h exaone exaone4
    exaone-moe rwkv6 rwkv7 rwkv6qwen2 arwkv7 granite granitemoe granitehybrid chameleon plm
    bailingmoe bailingmoe2 dots1 arcee afmoe ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense
    smollm3 gpt-oss lfm2 lfm2moe smallthinker seed_oss grovemoe apertus minimax-m2 pangu-embedded
    mistral3 maincoder kimi-linear
    """.split()  # noqa: SIM905 - a list of names reads better than a column of quotes
)
"""Of the pinned llama.cpp, those that write text by themselves (a test looks for each there)."""


class HeaderError(ValueError):
    """What is wrong with a header, in a few English words without anything of the file's text."""


@dataclass(frozen=True)
class Header:
    """What a GGUF file says of itself.

    Attributes:
        architecture: such as ``qwen2``.
        name: its maker's, possibly empty.
        values: all keys; long lists as None, long texts cut.
        vocabulary: tokens it knows; 0 where it lists none.
        tensor_bytes: of all tensors.
        tensors: how many.
        size: of the header itself, in bytes: where the tensors begin.
    """

    version: int
    architecture: str
    name: str
    values: Mapping[str, Value]
    vocabulary: int
    tensors: int
    tensor_bytes: int
    size: int

    def number(self, key: str) -> int:
        """A whole number of the architecture's, such as ``block_count``; 0 where none is meant."""
        value = self.values.get(f"{self.architecture}.{key}")
        return value if type(value) is int and value > 0 else 0

    @property
    def context_length(self) -> int:
        """Tokens it was trained for; 0 where it doesn't say."""
        return self.number("context_length")


class Readable(Protocol):
    """Bytes from the beginning on."""

    def read(self, size: int, /) -> bytes:
        """The next so many bytes; fewer only at the end."""
        ...


def read_header(file: Path, whole: int = 0) -> Header:
    """Read and check the header of a file.

    Args:
        whole: bytes it will have, where only its beginning is here.

    Raises:
        UserFacingError: ``weights_unreadable`` (no such file, or not to be read),
            or what :func:`usable_header` raises.
    """
    try:
        if not file.is_file():  # a pipe would be waited for without end
            raise UserFacingError("weights_unreadable", name=file.name)
        with file.open("rb") as stream:
            return usable_header(stream, whole or file.stat().st_size, file.name)
    except OSError as error:
        raise UserFacingError("weights_unreadable", name=file.name) from error


def usable_header(stream: Readable, file_size: int, name: str) -> Header:
    """Read the header of weights that could answer.

    Raises:
        UserFacingError: ``weights_not_gguf``, ``weights_malformed``, ``weights_split`` or
            ``weights_architecture``.
    """
    try:
        header = parse_header(stream, file_size)
    except HeaderError as error:
        if str(error) == "magic":
            raise UserFacingError("weights_not_gguf", name=name) from None
        raise UserFacingError("weights_malformed", name=name, what=str(error)) from None
    parts = header.values.get("split.count")
    if isinstance(parts, int) and parts > 1:
        raise UserFacingError("weights_split", name=name, count=parts)
    if header.architecture not in ARCHITECTURES:
        kind = header.architecture[:40]
        raise UserFacingError("weights_architecture", name=name, kind=kind)
    return header


def parse_header(stream: Readable, file_size: int) -> Header:
    """Read a header from a stream that belongs to a file of ``file_size`` bytes.

    Raises:
        HeaderError: it is no GGUF (``magic``), or not in order.
    """
    reader = _Reader(stream, min(file_size, LONGEST_HEADER))
    if reader.take(4) != b"GGUF":
        raise HeaderError("magic")
    version = reader.number("I")
    if version not in (2, 3):
        raise HeaderError("version")
    tensors, keys = reader.number("Q"), reader.number("Q")
    if not 0 < tensors <= _MOST_TENSORS:
        raise HeaderError("number of tensors")
    if keys > _MOST_KEYS:
        raise HeaderError("number of keys")
    values = dict(_keys(reader, keys))
    spans = [_tensor(reader) for _each in range(tensors)]
    alignment = values.get("general.alignment", 32)
    start = _aligned(reader.position, alignment)
    end = max(offset + length for offset, length in spans)
    if start + end > file_size:
        raise HeaderError("tensors outside the file")
    if any(offset % int(str(alignment)) for offset, _length in spans):
        raise HeaderError("tensor out of line")
    architecture, name = values.get("general.architecture"), values.get("general.name")
    if not isinstance(architecture, str) or not architecture.isprintable():
        raise HeaderError("architecture")
    return Header(
        version=version,
        architecture=architecture,
        name=name if isinstance(name, str) and name.isprintable() else "",
        values=values,
        vocabulary=reader.lists.get(_TOKENS, 0),
        tensors=tensors,
        tensor_bytes=sum(length for _offset, length in spans),
        size=start,
    )


def _keys(reader: "_Reader", count: int) -> list[tuple[str, Value]]:
    found: dict[str, Value] = {}
    for _each in range(count):
        key = reader.text(_LONGEST_NAME, kept=_LONGEST_NAME)
        if key in found:
            raise HeaderError("key twice")
        elements = reader.elements
        found[key] = _value(reader, reader.number("I"))
        if reader.elements > elements:
            reader.lists[key] = reader.elements - elements
    return list(found.items())


def _value(reader: "_Reader", kind: int) -> Value:
    if kind == _STRING:
        return reader.text(_LONGEST_TEXT, kept=_KEPT_TEXT)
    if kind == _ARRAY:
        return _list(reader, reader.number("I"), reader.number("Q"))
    code = _SCALARS.get(kind)
    if code is None:
        raise HeaderError("type of a value")
    (value,) = struct.unpack(f"<{code}", reader.take(struct.calcsize(f"<{code}")))
    return value if isinstance(value, bool | int | float) else None


def _list(reader: "_Reader", kind: int, count: int) -> Value:
    reader.count_elements(count)
    if kind == _STRING:
        for _each in range(count):
            reader.skip_text(_LONGEST_TEXT)
        return None
    code = _SCALARS.get(kind)
    if code is None:
        raise HeaderError("type of a list")
    size = struct.calcsize(f"<{code}") * count
    if code in "fd?" or count > _KEPT_LIST:
        reader.skip(size)
        return None
    return struct.unpack(f"<{count}{code}", reader.take(size))


def _tensor(reader: "_Reader") -> tuple[int, int]:
    """Where a tensor begins, from the first one on, and how many bytes it has."""
    reader.text(_LONGEST_NAME, kept=0)
    dimensions = reader.number("I")
    if not 0 < dimensions <= _MOST_DIMENSIONS:
        raise HeaderError("dimensions of a tensor")
    shape = struct.unpack(f"<{dimensions}Q", reader.take(8 * dimensions))
    elements = math.prod(shape)
    block = _BLOCKS.get(reader.number("I"))
    if block is None:
        raise HeaderError("type of a tensor")
    numbers, size = block
    if not 0 < elements <= _LARGEST_TENSOR or shape[0] % numbers:
        raise HeaderError("size of a tensor")
    return reader.number("Q"), elements // numbers * size


def _aligned(position: int, alignment: Value) -> int:
    if type(alignment) is not int or not 0 < alignment <= _LARGEST_ALIGNMENT:
        raise HeaderError("alignment")
    if alignment & (alignment - 1):
        raise HeaderError("alignment")
    return -(-position // alignment) * alignment


class _Reader:
    """Reads forward, never beyond a limit, and holds little more than one chunk."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._buffer = b""
        self._at = 0  # in the buffer
        self._before = 0  # bytes of the file ahead of the buffer
        self.elements = 0  # of all lists so far
        self.lists: dict[str, int] = {}  # how many, by the key

    @property
    def position(self) -> int:
        return self._before + self._at

    def take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._buffer):
            self._fill(size)
            end = self._at + size
        piece = self._buffer[self._at : end]
        self._at = end
        return piece

    def skip(self, size: int) -> None:
        if size <= len(self._buffer) - self._at:
            self._at += size
            return
        if self.position + size > self._limit:
            raise HeaderError(CUT_OFF)
        while size > 0:
            size -= len(self.take(min(size, _CHUNK)))

    def number(self, code: str) -> int:
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))
        return int(value)

    def text(self, longest: int, kept: int) -> str:
        length = self._length(longest)
        piece = self.take(min(length, kept))
        self.skip(length - len(piece))
        return piece.decode("utf-8", "replace")

    def skip_text(self, longest: int) -> None:
        self.skip(self._length(longest))

    def count_elements(self, count: int) -> None:
        self.elements += count
        if self.elements > _MOST_ELEMENTS:
            raise HeaderError("length of a list")

    def _length(self, longest: int) -> int:
        length = self.number("Q")
        if length > longest:
            raise HeaderError("length of a text")
        return length

    def _fill(self, size: int) -> None:
        if self.position + size > self._limit:
            raise HeaderError(CUT_OFF)
        left = self._buffer[self._at :]
        self._before += self._at
        wanted = max(size, min(_CHUNK, self._limit - self._before)) - len(left)
        self._buffer, self._at = left + self._stream.read(wanted), 0
        if len(self._buffer) < size:
            raise HeaderError(CUT_OFF)
