"""Whether weights fit this computer, by what their own header says they need."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from app.core.weights.entry import Entry, Shape
from app.core.weights.gguf_header import Header

Verdict = Literal["fits", "tight", "won't fit"]
Lacking = Literal["", "memory", "disk"]

_WORKER = 48 * 1024 * 1024
"""Bytes of the engine besides weights and cache: measured with the demo weights, 512 to 8192
tokens of context, as resident memory after a reply (tests/unit/core/weights/test_fit.py).
Larger vocabularies add half a kilobyte a token to it, which is little beside the weights."""

_SPARE = 512 * 1024 * 1024
"""Bytes of memory that stay free for everything else, so that nothing is swapped out."""

_DISK_SPARE = 256 * 1024 * 1024
_KV_BYTES = 2  # a 16-bit number, llama.cpp's default cache


@dataclass(frozen=True)
class Hardware:
    """What this computer has; bytes.

    Attributes:
        cores: physical ones.
        disk_free: where the weights lie.
    """

    cores: int
    memory_total: int
    memory_free: int
    disk_free: int


@dataclass(frozen=True)
class Fit:
    """How weights fit.

    Attributes:
        memory: bytes needed to talk with them at this context length.
        context_length: clamped to what they were trained for.
        lacking: what there is too little of, where they don't fit well.
    """

    verdict: Verdict
    memory: int
    context_length: int
    lacking: Lacking = ""


def look_around(folder: Path) -> Hardware:
    """This computer, now; ``folder`` is where weights lie."""
    memory = psutil.virtual_memory()
    return Hardware(
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        memory_total=int(memory.total),
        memory_free=int(memory.available),
        disk_free=shutil.disk_usage(folder).free,
    )


def kv_bytes(header: Header, context_length: int) -> int:
    """Bytes of the KV cache, from the header's own layers, key heads and head sizes."""
    layers, heads = header.number("block_count"), header.number("attention.head_count")
    size = header.number("embedding_length") // heads if heads else 0
    keys = header.number("attention.key_length") or size
    values = header.number("attention.value_length") or size
    each = header.values.get(f"{header.architecture}.attention.head_count_kv", heads)
    kv_heads = sum(each) if isinstance(each, tuple) else int(each or heads) * layers
    return kv_heads * (keys + values) * _KV_BYTES * context_length


def judge_file(header: Header, file_size: int, context_length: int, hardware: Hardware) -> Fit:
    """How a file that is here fits."""
    context = min(context_length, header.context_length or context_length)
    return _judge(file_size + kv_bytes(header, context) + _WORKER, context, hardware)


def judge_entry(entry: Entry, context_length: int, hardware: Hardware) -> Fit | None:
    """How weights of the catalogue would fit; None where nothing is known to be fetched."""
    if not entry.files or entry.shape is None:
        return None
    size, shape = entry.files[0].size, entry.shape
    context = min(context_length, entry.context_length)
    fit = _judge(_needed(size, shape, context), context, hardware)
    if hardware.disk_free < size + _DISK_SPARE:
        return Fit("won't fit", fit.memory, context, "disk")
    return fit


def recommended(fits: Sequence[tuple[Entry, Fit]], language: str) -> Entry | None:
    """The best that fits: tuned for listening before general ones, then the largest.

    Only what speaks the person's language, and may answer a person in danger; tuned for
    listening counts where it is mostly in that language.
    """
    spoken = language.partition("_")[0]
    fitting = [
        entry
        for entry, fit in fits
        if fit.verdict == "fits" and spoken in entry.languages and not entry.reviewed_only
    ]
    return max(fitting, key=lambda entry: _rank(entry, spoken), default=None)


def _rank(entry: Entry, spoken: str) -> tuple[bool, int]:
    tuned = entry.family.startswith(("SoulChat", "MindChat")) and entry.languages[0] == spoken
    return tuned, entry.files[0].size


def _needed(size: int, shape: Shape, context: int) -> int:
    return size + shape.kv_bytes(context) + _WORKER


def _judge(memory: int, context: int, hardware: Hardware) -> Fit:
    if memory + _SPARE <= hardware.memory_free:
        return Fit("fits", memory, context)
    if memory + 2 * _SPARE <= hardware.memory_total:
        return Fit("tight", memory, context, "memory")
    return Fit("won't fit", memory, context, "memory")
