"""Whether weights fit this computer, by what their own header says they need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.core.weights.entry import Entry
from app.core.weights.gguf_header import Header
from app.core.weights.hardware import Hardware

Verdict = Literal["fits", "tight", "won't fit"]
Lacking = Literal["", "memory", "disk"]

_WORKER = 34 * 1024 * 1024
_TOKEN = 400
"""Bytes of the engine besides weights and cache, and of each token of the vocabulary: measured
as resident memory after a reply with vocabularies of 3,000, 49,152 and 151,936 tokens
(tests/unit/core/weights/test_fit.py)."""

_LARGE_VOCABULARY = 152_000
"""Tokens, of weights whose header isn't here: that of Qwen, the largest in the catalogue."""

_SPARE = 512 * 1024 * 1024
"""Bytes of memory that stay free for everything else, so that nothing is swapped out."""

_DISK_SPARE = 256 * 1024 * 1024
_KV_BITS = {"f16": 16.0, "q8_0": 34 * 8 / 32, "q4_0": 18 * 8 / 32}
"""Of a number in the cache: 32 of them share a block (``ggml_type_size`` over its 32)."""


@dataclass(frozen=True)
class Fit:
    """How weights fit.

    Attributes:
        memory: bytes needed to talk with them at this context length.
        context_length: clamped to what they were trained for.
        lacking: what there is too little of, where they don't fit well.
        gpu: the graphics card whose own memory holds them all, so that the computer's needn't.
    """

    verdict: Verdict
    memory: int
    context_length: int
    lacking: Lacking = ""
    gpu: str = ""


def kv_bytes(header: Header, context_length: int, kv_type: str = "f16") -> int:
    """Bytes of the KV cache, from the header's own layers, key heads and head sizes."""
    layers, heads = header.number("block_count"), header.number("attention.head_count")
    size = header.number("embedding_length") // heads if heads else 0
    keys = header.number("attention.key_length") or size
    values = header.number("attention.value_length") or size
    each = header.values.get(f"{header.architecture}.attention.head_count_kv")
    if isinstance(each, tuple):  # layers differ
        kv_heads = sum(max(0, one) for one in each)
    else:
        kv_heads = (header.number("attention.head_count_kv") or heads) * layers
    return int(kv_heads * (keys + values) * _KV_BITS[kv_type] / 8 * context_length)


def judge_file(
    header: Header, file_size: int, context_length: int, hardware: Hardware, kv_type: str = "f16"
) -> Fit:
    """How a file fits whose header was read.

    Args:
        kv_type: of the numbers in the cache: ``f16``, ``q8_0`` or ``q4_0``.
    """
    context = min(context_length, header.context_length or context_length)
    cache = kv_bytes(header, context, kv_type)
    return _judge(file_size + cache + _WORKER + _TOKEN * header.vocabulary, context, hardware)


def judge_entry(
    entry: Entry, context_length: int, hardware: Hardware, kv_type: str = "f16"
) -> Fit | None:
    """How weights of the catalogue would fit; None where nothing is known to be fetched."""
    if not entry.files or entry.shape is None:
        return None
    size, shape = entry.files[0].size, entry.shape
    context = min(context_length, entry.context_length or context_length)
    cache = int(shape.kv_bytes(context) * _KV_BITS[kv_type] / _KV_BITS["f16"])
    fit = _judge(size + cache + _WORKER + _TOKEN * _LARGE_VOCABULARY, context, hardware)
    if hardware.disk_free < size + _DISK_SPARE:
        return replace(fit, verdict="won't fit", lacking="disk")
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


def _judge(memory: int, context: int, hardware: Hardware) -> Fit:
    cards = (
        gpu.name for gpu in hardware.gpus if not gpu.shared and memory + _SPARE <= gpu.memory_free
    )
    fit = Fit("fits", memory, context, gpu=next(cards, ""))
    if fit.gpu or memory + _SPARE <= hardware.memory_free:
        return fit
    if memory + 2 * _SPARE <= hardware.memory_total:
        return replace(fit, verdict="tight", lacking="memory")
    return replace(fit, verdict="won't fit", lacking="memory")
