"""What fits into memory, reckoned before anything is tried."""

from dataclasses import dataclass

import psutil

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

MEBIBYTE = 1024 * 1024

HEADROOM = 256 * MEBIBYTE
"""Bytes of the computer's memory that are left to everything else, room to compute included."""

GPU_HEADROOM = 512 * MEBIBYTE
"""Bytes of a GPU's memory that are left to the display and to llama.cpp's room to compute, which
is 100 to 400 MiB with the vocabularies of the catalogue."""

NO_MEMORY, NO_MEMORY_BESIDE_WEIGHTS = 64, 65
"""Exit statuses of a worker that ended because it had too little memory: for the weights, and
for the conversation beside them."""

_STEP = 256
"""Contexts are told in multiples of so many tokens; llama.cpp rounds them up to that."""


@dataclass(frozen=True)
class Size:
    """How large weights are.

    Attributes:
        layers: of the network.
        weights: bytes of all of it.
        token: bytes that the KV cache needs for a token.
    """

    layers: int
    weights: int
    token: int


def context_that_fits(size: Size, free: int) -> int:
    """Tokens of the KV cache that so much free memory can hold, beside weights already there."""
    tokens = max(0, free - HEADROOM) // max(1, size.token)
    return tokens // _STEP * _STEP


def layers_that_fit(size: Size, context: int, free: int) -> int:
    """Layers that GPUs with so much free memory can take, the last one with the vocabulary.

    Each brings its part of the weights and of the KV cache.
    """
    each = size.weights / (size.layers + 1) + size.token * context / max(1, size.layers)
    return max(0, min(size.layers + 1, int((free - GPU_HEADROOM) / each)))


def free_memory() -> int:
    """Bytes that this process can still have: of the computer's, and of its own limit."""
    free = int(psutil.virtual_memory().available)
    if resource:
        limit, _most = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            free = min(free, limit - int(psutil.Process().memory_info().vms))
    return free
