"""One set of weights in llama.cpp: tokens, the KV cache, and the next token drawn."""

import ctypes
import mmap
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, Sampling, WeightsDescription
from app.core.inference.worker.binding import MemoryWatch, llama
from app.core.inference.worker.devices import computing_devices
from app.core.inference.worker.interrupt import Interrupt
from app.core.inference.worker.opening import (
    Cancelled,
    flash_attention,
    gpu_layers_of,
    metadata,
    open_context,
    open_model,
)
from app.core.inference.worker.sampling import drawing
from app.core.inference.worker.threads import Threads

CHUNK = 128
"""Tokens read between two looks at cancel, where llama.cpp itself looks between two matrix
products. More are hardly faster on a CPU (measured: 64, -10 %; 512, +4 %), and one product
of a 7B with so many tokens stays well under 200 ms on two cores."""

_CHUNK_ON_GPU = 512

REPLY_ROOM = 64
"""Tokens of the context that a prompt must leave free; less would be no reply."""

_WARM_UP_TOKENS = 4

_CONTROL = 2 | 8  # LLAMA_TOKEN_ATTR_UNKNOWN, _CONTROL
_USER_DEFINED = 16  # LLAMA_TOKEN_ATTR_USER_DEFINED

_ABORTED = 2  # llama_decode's answers
_NO_MEMORY = -2


class Llama:
    """Loaded weights and their KV cache; lives as long as the process.

    Args:
        path: a GGUF file.
        options: how to load.
        plain: do without the kernels made for this CPU's newest instructions.
        interrupt: looked at often, also from inside llama.cpp.
        progress: is told fractions of 0 to 1, and how many layers go to GPUs.

    Raises:
        Cancelled: ``interrupt`` said so.
        UserFacingError: ``weights_unreadable``, ``engine_memory`` or ``context_too_large``.
    """

    def __init__(
        self,
        path: Path,
        options: EngineOptions,
        *,
        plain: bool,
        interrupt: Interrupt,
        progress: Callable[[float, int], None],
    ) -> None:
        self.path = path
        self._options = options
        self._plain = plain
        self._interrupt = interrupt
        self._memory_watch = MemoryWatch()
        self._cached: list[int] = []
        self._spoken = 0
        llama.llama_backend_init()
        self._gpu_layers = gpu_layers_of(path, options)
        self._chunk = _CHUNK_ON_GPU if self._gpu_layers else CHUNK
        progress(0.0, self._gpu_layers)
        self._model = open_model(
            path,
            self._gpu_layers,
            plain=plain,
            watch=self._memory_watch,
            cancelled=interrupt.is_set,
            progress=lambda fraction: progress(fraction, self._gpu_layers),
        )
        self._memory_watch.weights_fit = True
        self._vocab = llama.llama_model_get_vocab(self._model)
        self._context = open_context(
            self._model, options, self._gpu_layers, chunk=self._chunk, interrupt=interrupt
        )
        self._threads: Threads | None = None
        self.use_threads(options.threads)
        self._memory = llama.llama_get_memory(self._context)
        self.context_length = int(llama.llama_n_ctx(self._context))
        self._warm_up()

    def describe(self) -> WeightsDescription:
        """What the weights say of themselves."""
        template = llama.llama_model_chat_template(self._model, None)
        vocab = self._vocab
        return WeightsDescription(
            name=metadata(self._model, b"general.name") or self.path.name,
            architecture=metadata(self._model, b"general.architecture"),
            context_length=self.context_length,
            chat_template=template.decode("utf-8", "replace") if template else None,
            bos_text=self._token_text(llama.llama_vocab_bos(vocab)),
            eos_text=self._token_text(llama.llama_vocab_eos(vocab)),
            adds_bos=bool(llama.llama_vocab_get_add_bos(vocab)),
            control_tokens=self._control_tokens(),
            layers=int(llama.llama_model_n_layer(self._model)),
            gpu_layers=self._gpu_layers,
            devices=computing_devices(gpu=self._gpu_layers > 0),
        )

    def tokens(self, text: str, *, whole: bool) -> list[int]:
        """The tokens of a text, control tokens included.

        Args:
            text: a prompt or a part of one.
            whole: it is a prompt from its beginning, so the begin token goes first.
        """
        return tokens_of(self._vocab, text, whole=whole)

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; none for control tokens."""
        buffer = ctypes.create_string_buffer(64)
        length = llama.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        if length < 0:
            buffer = ctypes.create_string_buffer(-length)
            length = llama.llama_token_to_piece(self._vocab, token, buffer, -length, 0, False)
        return buffer.raw[:length]

    def ends_reply(self, token: int) -> bool:
        """The token says that the reply is over."""
        return bool(llama.llama_vocab_is_eog(self._vocab, token))

    def is_control(self, token: int) -> bool:
        """The token is no text, but a mark such as the beginning of somebody's turn."""
        return bool(llama.llama_vocab_is_control(self._vocab, token))

    def keep_prefix(self, tokens: Sequence[int]) -> int:
        """Forget all of the KV cache that is no beginning of ``tokens``.

        The last token is read again even where it is known: only reading it
        brings the odds of the next one.

        Returns:
            The number of tokens that need not be read again.
        """
        same = 0
        for known, wanted in zip(self._cached, tokens[:-1], strict=False):
            if known != wanted:
                break
            same += 1
        self._forget_from(same)
        return len(self._cached)

    def use_threads(self, number: int | None) -> None:
        """Compute with so many threads from now on; None chooses, and goes on choosing.

        Only the writing is held back: many tokens at once are read faster by all threads, even
        where others take a part of them.
        """
        if number:
            self._threads = None
            llama.llama_set_n_threads(self._context, number, number)
        else:
            most = _physical_cores()
            self._threads = Threads(
                most, lambda count: llama.llama_set_n_threads(self._context, count, most)
            )

    @property
    def threads(self) -> int:
        """Threads that write now."""
        return int(llama.llama_n_threads(self._context))

    @property
    def buffer_bytes(self) -> int:
        """Memory beside the weights: the KV cache and room to compute."""
        return self._memory_watch.buffers

    @property
    def cached(self) -> int:
        """The number of tokens in the KV cache."""
        return len(self._cached)

    @property
    def tokens_cached(self) -> Sequence[int]:
        """The tokens in the KV cache, first to last."""
        return self._cached

    def parameters(self) -> dict[str, Any]:
        """What else than the weights and the tokens decides on the numbers in the KV cache."""
        flash = flash_attention(self._options, self._gpu_layers)
        options = asdict(self._options) | {
            "gpu_layers": self._gpu_layers,
            "flash_attention": flash,
        }
        del options["threads"]  # the same numbers, sooner
        return {**options, "context_length": self.context_length, "plain": self._plain}

    def state_size(self) -> int:
        """Bytes that :meth:`copy_state` needs."""
        return int(llama.llama_state_seq_get_size(self._context, 0))

    def copy_state(self, room: mmap.mmap) -> int:
        """Copy the KV cache; returns the number of bytes."""
        place = (ctypes.c_uint8 * len(room)).from_buffer(room)
        return int(llama.llama_state_seq_get_data(self._context, place, len(room), 0))

    def take_state(self, room: mmap.mmap, tokens: Sequence[int]) -> bool:
        """Let the KV cache be what :meth:`copy_state` gave, of these tokens.

        The state must be one that this very build wrote: llama.cpp trusts it.

        Returns:
            False where it did not fit; the cache is empty then.
        """
        self._forget_from(0)
        place = (ctypes.c_uint8 * len(room)).from_buffer(room)
        if not llama.llama_state_seq_set_data(self._context, place, len(room), 0):
            llama.llama_memory_clear(self._memory, True)
            return False
        self._cached = list(tokens)
        self.settle()
        return True

    def settle(self) -> None:
        """What the KV cache holds now was really said: it is no draft."""
        self._spoken = len(self._cached)

    def forget_draft(self) -> None:
        """Forget what was never said; whatever keeps the KV cache must do this first."""
        self._forget_from(self._spoken)

    def read(self, tokens: Sequence[int], step: int | None = None) -> Iterator[int]:
        """Append tokens to the KV cache, chunk by chunk.

        Args:
            step: tokens of a chunk, where fewer than usual.

        Yields:
            The number of tokens in the cache so far.

        Raises:
            Cancelled: the cache then holds whole chunks only.
            UserFacingError: ``engine_memory`` or ``engine_stopped``.
        """
        step = step or self._chunk
        for start in range(0, len(tokens), step):
            if self._interrupt.is_set():
                raise Cancelled
            chunk = tokens[start : start + step]
            numbers = (llama.llama_token * len(chunk))(*chunk)  # the batch only points to it
            begun = time.monotonic()
            answer = llama.llama_decode(
                self._context, llama.llama_batch_get_one(numbers, len(chunk))
            )
            if answer:
                self._forget_from(len(self._cached))
                raise _decode_fault(answer)
            self._cached += chunk
            if self._threads and len(tokens) == 1:
                self._threads.note(time.monotonic() - begun)
            yield len(self._cached)

    def drawing(self, sampling: Sampling) -> AbstractContextManager[Callable[[], int]]:
        """A function that draws the next token after everything read so far."""
        if self._threads:
            self._threads.begin()
        return drawing(self._context, llama.llama_vocab_n_tokens(self._vocab), sampling)

    def _warm_up(self) -> None:
        """Compute once, so that a kernel that this machine can't run fails now, not in a reply."""
        token = max(llama.llama_vocab_bos(self._vocab), 0)
        for count in (_WARM_UP_TOKENS, 1):
            for _ in self.read([token] * count):
                pass
        self._forget_from(0)

    def _forget_from(self, position: int) -> None:
        """Cut the KV cache; where it can only be cleared as a whole, clear it."""
        if llama.llama_memory_seq_rm(self._memory, 0, position, -1):
            del self._cached[position:]
        else:
            llama.llama_memory_clear(self._memory, True)
            self._cached.clear()
        self._spoken = min(self._spoken, len(self._cached))

    def _token_text(self, token: int) -> str:
        if token < 0:
            return ""
        text: bytes = llama.llama_vocab_get_text(self._vocab, token) or b""
        return text.decode("utf-8", "replace")

    def _control_tokens(self) -> frozenset[str]:
        """Texts that become control tokens.

        Some conversions mark role tokens as user-defined, along with plain
        words and runs of spaces; those in brackets are the ones that matter.
        """
        found = set()
        for token in range(llama.llama_vocab_n_tokens(self._vocab)):
            attributes = llama.llama_vocab_get_attr(self._vocab, token)
            if attributes & (_CONTROL | _USER_DEFINED):
                text = self._token_text(token)
                if attributes & _CONTROL or (text[:1] in "<[" and text[-1:] in ">]"):
                    found.add(text)
        return frozenset(found - {""})


def tokens_of(vocabulary: Any, text: str, *, whole: bool) -> list[int]:
    """As :meth:`Llama.tokens`, with a vocabulary alone."""
    raw = text.encode("utf-8", "replace")
    room = len(raw) + 8
    tokens = (llama.llama_token * room)()
    count = llama.llama_tokenize(vocabulary, raw, len(raw), tokens, room, whole, True)
    if count < 0:
        tokens = (llama.llama_token * -count)()
        count = llama.llama_tokenize(vocabulary, raw, len(raw), tokens, -count, whole, True)
    return tokens[:count]


def _decode_fault(answer: int) -> Exception:
    if answer == _ABORTED:
        return Cancelled()
    return UserFacingError("engine_memory" if answer == _NO_MEMORY else "engine_stopped")


def _physical_cores() -> int:
    """Cores that this process may use; two threads on one core only slow each other down."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(psutil.cpu_count(logical=False) or 4, allowed or 4)
