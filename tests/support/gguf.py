"""Small GGUF files, made to measure: whole ones, and ones that lie."""

import struct
from pathlib import Path
from typing import Any

TYPES = {"u8": 0, "i8": 1, "u16": 2, "u32": 4, "i32": 5, "f32": 6, "bool": 7, "u64": 10, "f64": 12}
CODES = {0: "B", 1: "b", 2: "H", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 12: "d"}
STRING, ARRAY = 8, 9


def text(words: str) -> bytes:
    data = words.encode()
    return struct.pack("<Q", len(data)) + data


def value(kind: str, content: Any) -> bytes:
    """A typed value: ``str``, a key of TYPES, or ``list:`` and one of them."""
    if kind == "str":
        return struct.pack("<I", STRING) + text(content)
    if kind == "list:str":
        head = struct.pack("<IIQ", ARRAY, STRING, len(content))
        return head + b"".join(text(words) for words in content)
    if kind.startswith("list:"):
        number = TYPES[kind.removeprefix("list:")]
        head = struct.pack("<IIQ", ARRAY, number, len(content))
        return head + struct.pack(f"<{len(content)}{CODES[number]}", *content)
    return struct.pack(f"<I{CODES[TYPES[kind]]}", TYPES[kind], content)


USUAL = {
    "general.architecture": ("str", "llama"),
    "general.name": ("str", "Kind one"),
    "llama.block_count": ("u32", 2),
    "llama.context_length": ("u32", 512),
    "llama.embedding_length": ("u32", 64),
    "llama.attention.head_count": ("u32", 4),
    "llama.attention.head_count_kv": ("u32", 2),
    "tokenizer.ggml.tokens": ("list:str", ["a", "b", "你"]),
    "tokenizer.ggml.scores": ("list:f32", [0.0, 1.0, 2.0]),
    "general.quantized": ("bool", True),
}


def small(
    keys: dict[str, tuple[str, Any]] | None = None,
    tensors: tuple[tuple[str, tuple[int, ...], int, int], ...] = (("w", (64, 2), 0, 0),),
    *,
    version: int = 3,
    data: int = 512,
) -> bytes:
    """A GGUF file.

    Args:
        keys: over the usual ones; None in the place of a pair leaves the key out.
        tensors: name, dimensions, type, offset.
        data: bytes of tensor data after the header.
    """
    pairs = {key: pair for key, pair in {**USUAL, **(keys or {})}.items() if pair}
    header = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs))
    for key, (kind, content) in pairs.items():
        header += text(key) + value(kind, content)
    for name, shape, kind_number, offset in tensors:
        header += text(name) + struct.pack("<I", len(shape))
        header += struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", kind_number, offset)
    header += b"\0" * (-len(header) % 32)
    return header + bytes(number % 251 for number in range(data))


def written(file: Path, **options: Any) -> Path:
    """The same, in a file."""
    file.write_bytes(small(**options))
    return file
