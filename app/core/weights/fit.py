"""Whether weights fit this computer, by what their own header says they need.

Of weights that aren't here and whose header nobody asked for, what their makers publish of them
stands in; a :class:`Fit` says which it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.core.weights.entry import Entry, SourceFile
from app.core.weights.gguf_header import Header
from app.core.weights.hardware import Hardware

Verdict = Literal["fits", "tight", "won't fit"]
Lacking = Literal["", "memory", "disk"]
Teller = Literal["header", "makers"]

_WORKER = 39 * 1024 * 1024
_TOKEN = 400
"""Bytes of the engine besides weights, cache and scores, and of each token of the vocabulary:
measured as resident memory after a reply with vocabularies of 3,000, 49,152 and 151,936 tokens
(tests/unit/core/weights/test_fit.py)."""

_READ_AT_ONCE = 128
"""Tokens that the engine computes at once on a processor (inference/worker/llama.py)."""

_SCORE, _SCORE_COPY, _MASK = 4, 2, 4
"""Bytes for each token at once and each token in mind: a head's score (``kq`` of 32 bits in
``build_attn_mha``, src/llama-graph.cpp of llama.cpp), its copy of 16 bits that is multiplied with
the values (``ggml_graph_plan``, GGML_OP_MUL_MAT in ggml/src/ggml-cpu/ggml-cpu.c), and for all heads
together what may be seen (``kq_mask``)."""

_MANY_HEADS = 32
"""Of weights whose heads nobody told: as many as 7B to 9B have."""

_LARGE_VOCABULARY = 152_000
"""Tokens, of weights whose header nobody saw: that of Qwen, the largest in the catalogue."""

_SPARE = 512 * 1024 * 1024
"""Bytes of memory that stay free for everything else, so that nothing is swapped out."""

_DISK_SPARE = 256 * 1024 * 1024
_KV_BITS = {"f16": 16.0, "q8_0": 34 * 8 / 32, "q4_0": 18 * 8 / 32}
"""Of a number in the cache: 32 of them share a block (``ggml_type_size`` over its 32)."""


@dataclass(frozen=True)
class Needs:
    """What weights need, however long a conversation is.

    Attributes:
        size: of the file, in bytes.
        kv_numbers: that the cache keeps of each token.
        vocabulary: tokens.
        context_length: tokens they were trained for; 0 where nobody says.
        heads: that each token's attention has; 0 where nobody says.
        told_by: the file's own header, or what its makers publish.
    """

    size: int
    kv_numbers: int
    vocabulary: int
    context_length: int = 0
    heads: int = 0
    told_by: Teller = "header"


@dataclass(frozen=True)
class Fit:
    """How weights fit.

    Attributes:
        memory: bytes needed to talk with them at this context length.
        context_length: clamped to what they were trained for.
        lacking: what there is too little of, where they don't fit well.
        gpu: the graphics card whose own memory holds them all, so that the computer's needn't.
        told_by: as of the :class:`Needs`.
    """

    verdict: Verdict
    memory: int
    context_length: int
    lacking: Lacking = ""
    gpu: str = ""
    told_by: Teller = "header"


def needs_by_header(header: Header, size: int) -> Needs:
    """From the header's own layers, key heads and head sizes.

    Args:
        size: of the file, in bytes.
    """
    layers, heads = header.number("block_count"), header.number("attention.head_count")
    usual = header.number("embedding_length") // heads if heads else 0
    keys = header.number("attention.key_length") or usual
    values = header.number("attention.value_length") or usual
    each = header.values.get(f"{header.architecture}.attention.head_count_kv")
    if isinstance(each, tuple):  # layers differ
        kv_heads = sum(max(0, one) for one in each)
    else:
        kv_heads = (header.number("attention.head_count_kv") or heads) * layers
    kv_numbers = kv_heads * (keys + values)
    return Needs(size, kv_numbers, header.vocabulary, header.context_length, heads)


def needs_by_makers(entry: Entry, file: SourceFile) -> Needs | None:
    """From what the catalogue knows; None where it knows nothing."""
    if entry.shape is None or not file.size:
        return None
    shape = entry.shape
    return Needs(
        size=file.size,
        kv_numbers=shape.kv_numbers,
        vocabulary=_LARGE_VOCABULARY,
        context_length=entry.context_length,
        heads=shape.heads,
        told_by="makers",
    )


def cache_bytes(needs: Needs, context_length: int, kv_type: str = "f16") -> int:
    """Bytes of the KV cache of so many tokens."""
    return int(needs.kv_numbers * _KV_BITS[kv_type] / 8 * context_length)


def score_bytes(needs: Needs, context_length: int) -> int:
    """Bytes of the scores of attention that does not flash, on a processor."""
    each = (needs.heads or _MANY_HEADS) * (_SCORE + _SCORE_COPY) + _MASK
    return each * _READ_AT_ONCE * context_length


def judge(
    needs: Needs,
    context_length: int,
    hardware: Hardware,
    kv_type: str = "f16",
    *,
    flash_attention: str = "auto",
    to_fetch: int = 0,
) -> Fit:
    """How weights fit.

    Args:
        kv_type: of the numbers in the cache: ``f16``, ``q8_0`` or ``q4_0``.
        flash_attention: ``auto``, ``on`` or ``off``; auto flashes where the numbers are squeezed.
        to_fetch: bytes of the file that aren't here yet, for which the disk needs room.
    """
    context = min(context_length, needs.context_length or context_length)
    engine = _WORKER + _TOKEN * needs.vocabulary
    memory = needs.size + cache_bytes(needs, context, kv_type) + engine
    if flash_attention == "off" or (flash_attention == "auto" and kv_type == "f16"):
        memory += score_bytes(needs, context)
    fit = replace(_judge(memory, context, hardware), told_by=needs.told_by)
    if to_fetch and hardware.disk_free < to_fetch + _DISK_SPARE:
        return replace(fit, verdict="won't fit", lacking="disk")
    return fit


def recommended(fits: Sequence[tuple[Entry, Fit]], language: str) -> Entry | None:
    """The best that fits: tuned for listening before general ones, then the largest.

    Only what speaks the person's language, and may answer a person in danger; tuned for
    listening counts where it is mostly in that language.
    """
    spoken = language.partition("_")[0]
    fitting = [
        (entry, fit)
        for entry, fit in fits
        if fit.verdict == "fits" and spoken in entry.languages and not entry.reviewed_only
    ]
    best = max(fitting, key=lambda each: _rank(each[0], each[1], spoken), default=None)
    return best[0] if best else None


def _rank(entry: Entry, fit: Fit, spoken: str) -> tuple[bool, int]:
    tuned = entry.family.startswith(("SoulChat", "MindChat")) and entry.languages[0] == spoken
    return tuned, fit.memory


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
