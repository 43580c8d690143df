"""Weights into memory: where their layers go, and how long a conversation fits beside them."""

import ctypes
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, FlashAttention
from app.core.inference.room import Size, context_that_fits, free_memory, layers_that_fit
from app.core.inference.worker.binding import MemoryWatch, llama
from app.core.inference.worker.devices import devices
from app.core.inference.worker.interrupt import Interrupt

LEAST_CONTEXT = 512
"""Tokens of context below which there is no talking."""

_FLASH_ATTENTION = {"auto": -1, "off": 0, "on": 1}  # enum llama_flash_attn_type
_SCORE = 4 + 2  # bytes: what llama.cpp computes, and its copy that is multiplied with the values
_MASK = 4  # bytes
_KV_TYPES = {"f16": (1, 2.0), "q8_0": (8, 34 / 32)}  # enum ggml_type, and bytes of a number


class Cancelled(Exception):
    """Asked to end before the work was done."""


def gpu_layers_of(path: Path, options: EngineOptions) -> int:
    """How many layers go to GPUs: as asked for, or as many as their free memory holds."""
    if options.gpu_layers is not None:
        return options.gpu_layers
    free = sum(device.memory_free for device in devices() if device.kind in ("gpu", "integrated"))
    if not free:
        return 0
    parameters = llama.llama_model_default_params()
    parameters.no_alloc = True  # only what the header says
    parameters.n_gpu_layers = 0
    model = llama.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        return 0
    try:
        context = min(options.context_length, int(llama.llama_model_n_ctx_train(model)))
        return layers_that_fit(size_of(model, options), context, free)
    finally:
        llama.llama_model_free(model)


def open_model(
    path: Path,
    gpu_layers: int,
    *,
    plain: bool,
    watch: MemoryWatch,
    cancelled: Callable[[], bool],
    progress: Callable[[float], None],
) -> Any:
    """Load the weights.

    Raises:
        Cancelled: ``cancelled`` said so.
        UserFacingError: ``engine_memory``, ``weights_unreadable``.
    """

    def report(fraction: float, _data: object) -> bool:
        progress(fraction)
        return not cancelled()

    parameters = llama.llama_model_default_params()
    parameters.n_gpu_layers = gpu_layers
    parameters.use_extra_bufts = not plain
    parameters.progress_callback = llama.llama_progress_callback(report)
    model = llama.llama_model_load_from_file(os.fsencode(path), parameters)
    if model:
        return model
    if cancelled():
        raise Cancelled
    if watch.ran_out:
        raise UserFacingError("engine_memory")
    raise UserFacingError("weights_unreadable", name=path.name)


def flash_attention(options: EngineOptions, gpu_layers: int) -> FlashAttention:
    """What is done where the person left it to us.

    On CPUs it is off: llama.cpp's kernel for it is slow where fewer than 64 tokens are read at
    once, so in every reply and most next turns (app/decisions/102). A squeezed KV cache needs it.
    """
    if options.flash_attention == "auto" and not gpu_layers and options.kv_type == "f16":
        return "off"
    return options.flash_attention


def open_context(
    model: Any, options: EngineOptions, gpu_layers: int, *, chunk: int, interrupt: Interrupt
) -> Any:
    """Room for a conversation and its computing.

    Args:
        chunk: tokens computed at once.
        interrupt: looked at often while computing.

    Raises:
        UserFacingError: ``context_too_large`` where it is plain before that it can't fit,
            ``engine_memory`` where it turned out not to.
    """
    tokens = min(options.context_length, int(llama.llama_model_n_ctx_train(model)))
    flash = flash_attention(options, gpu_layers)
    size = size_of(model, options)
    if here := max(0, size.layers - gpu_layers):  # those that GPUs took were reckoned before
        token = size.token * here // size.layers
        if flash == "off":  # then the scores of a whole chunk are held (core/weights/fit.py)
            token += (llama.llama_model_n_head(model) * _SCORE + _MASK) * chunk
        fits = context_that_fits(replace(size, token=token), free_memory())
        if fits < LEAST_CONTEXT:
            raise UserFacingError("engine_memory")
        if fits < tokens:
            raise UserFacingError("context_too_large", tokens=tokens, fits=fits)
    parameters = llama.llama_context_default_params()
    parameters.n_ctx = tokens
    parameters.n_batch = parameters.n_ubatch = chunk
    parameters.abort_callback, parameters.abort_callback_data = interrupt.callback, interrupt.data
    parameters.flash_attn_type = _FLASH_ATTENTION[flash]
    parameters.type_k, _bytes = _KV_TYPES[options.kv_type]
    # llama.cpp can squeeze the values only where flash attention reads them.
    parameters.type_v = 1 if flash == "off" else parameters.type_k
    # A sliding window kept small would have lost what an earlier prefix needs.
    parameters.swa_full = True
    context = llama.llama_init_from_model(model, parameters)
    if not context:
        raise UserFacingError("engine_memory", beside_weights=True)
    return context


def size_of(model: Any, options: EngineOptions) -> Size:
    """How large loaded weights are, and a token of their KV cache."""
    layers = llama.llama_model_n_layer(model)
    heads = max(1, llama.llama_model_n_head(model))
    each = llama.llama_model_n_embd(model) // heads
    architecture = metadata(model, b"general.architecture")
    width = sum(
        int(metadata(model, f"{architecture}.attention.{name}_length".encode()) or each)
        for name in ("key", "value")
    )
    _type, number = _KV_TYPES[options.kv_type]
    token = layers * llama.llama_model_n_head_kv(model) * width * number
    return Size(layers, int(llama.llama_model_size(model)), round(token))


def metadata(model: Any, key: bytes) -> str:
    """One value of the GGUF's header; empty where there is none."""
    buffer = ctypes.create_string_buffer(256)
    length = llama.llama_model_meta_val_str(model, key, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace") if length > 0 else ""
