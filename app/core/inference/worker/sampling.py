"""How the next token is drawn: llama.cpp's own samplers, in its own order."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.core.inference.engine import Sampling
from app.core.inference.worker.binding import llama

_PENALTY_WINDOW = 64


@contextmanager
def drawing(context: Any, vocabulary: int, sampling: Sampling) -> Iterator[Callable[[], int]]:
    """A function that draws the next token after everything a context has read.

    Args:
        vocabulary: how many tokens there are.
    """
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
    for sampler in _samplers(sampling, vocabulary):
        llama.llama_sampler_chain_add(chain, sampler)
    try:
        yield lambda: int(llama.llama_sampler_sample(chain, context, -1))
    finally:
        llama.llama_sampler_free(chain)


def _samplers(sampling: Sampling, vocabulary: int) -> Iterator[Any]:
    """Penalties, top-k, top-p, min-p, temperature, draw."""
    if sampling.repeat_penalty != 1:
        yield llama.llama_sampler_init_penalties(
            vocabulary, _PENALTY_WINDOW, sampling.repeat_penalty, 0, 0
        )
    if sampling.temperature <= 0:
        yield llama.llama_sampler_init_greedy()
        return
    if sampling.top_k > 0:
        yield llama.llama_sampler_init_top_k(sampling.top_k)
    if sampling.top_p < 1:
        yield llama.llama_sampler_init_top_p(sampling.top_p, 1)
    if sampling.min_p > 0:
        yield llama.llama_sampler_init_min_p(sampling.min_p, 1)
    yield llama.llama_sampler_init_temp(sampling.temperature)
    seed = secrets.randbits(32) if sampling.seed is None else sampling.seed
    yield llama.llama_sampler_init_dist(seed % 2**32)
