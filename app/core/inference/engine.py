"""What an engine is: weights in, a stream of typed events out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from app.core.inference.snapshots import Kept, Snapshots

DeviceKind = Literal["cpu", "gpu", "integrated", "accelerator"]
"""``integrated``: a GPU without a memory of its own; ``accelerator``: helps the CPU (BLAS, AMX)."""

FlashAttention = Literal["auto", "on", "off"]
KvType = Literal["f16", "q8_0"]

Concession = Literal["fewer_layers", "smaller_context", "cpu", "plain", "own_engine"]
"""What was given up to load weights at all: layers on the GPU, a part of the context, the GPU,
the kernels made for this CPU's newest instructions, the engine pack."""

StopReason = Literal["end", "stop", "length", "repeated", "cancelled"]
"""Why a reply is over: the weights said so, began to speak for somebody else, came to a limit,
only said the same again; or somebody did not want more."""


@dataclass(frozen=True)
class EngineOptions:
    """How weights are loaded.

    Attributes:
        context_length: tokens the KV cache holds; clamped to what the weights were trained for.
        threads: CPU threads, or None for as many as the computer can spare, watched all the time.
        gpu_layers: layers offloaded to a GPU; 0 keeps everything on the CPU, None offloads as
            many as fit.
        flash_attention: attention that never holds the whole table of odds.
        kv_type: numbers of the KV cache; q8_0 takes half the memory of f16.
    """

    context_length: int = 4096
    threads: int | None = None
    gpu_layers: int | None = None
    flash_attention: FlashAttention = "auto"
    kv_type: KvType = "f16"


@dataclass(frozen=True)
class WeightsDescription:
    """What loaded weights say of themselves.

    Attributes:
        name: ``general.name`` of the GGUF, or its file name.
        architecture: ``general.architecture``, such as ``llama`` or ``qwen2``.
        context_length: tokens of the KV cache actually allocated.
        chat_template: the GGUF's own Jinja source, or None.
        bos_text: text of the begin token, possibly empty.
        eos_text: text of the end token, possibly empty.
        adds_bos: the tokenizer puts the begin token there by itself.
        control_tokens: texts the tokenizer turns into control tokens.
        devices: what computes: ``("CPU",)``, or GPUs as their makers call them.
        layers: of the network.
        gpu_layers: how many of them, and of the vocabulary's, are on a GPU.
    """

    name: str
    architecture: str
    context_length: int
    chat_template: str | None
    bos_text: str
    eos_text: str
    adds_bos: bool
    control_tokens: frozenset[str] = field(repr=False)
    devices: tuple[str, ...]
    layers: int = 0
    gpu_layers: int = 0


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn (SoulChat 2.0's defaults, see the paper's successor PsyDT).

    Attributes:
        temperature: how willingly the less likely is said; 0 always takes the likeliest.
        top_p: of the likeliest tokens, as many as come to this probability together.
        top_k: of the likeliest tokens, so many; 0 for all.
        min_p: none less likely than this part of the likeliest.
        repeat_penalty: makes what was said lately less likely; 1 leaves it.
        seed: the same seed and prompt give the same text; None draws one.
    """

    temperature: float = 0.75
    top_p: float = 0.9
    top_k: int = 40
    min_p: float = 0.0
    repeat_penalty: float = 1.0
    seed: int | None = None


@dataclass(frozen=True)
class GenerationRequest:
    """One reply to write.

    Attributes:
        prompt: the rendered prompt; control tokens in it are parsed.
        max_tokens: at most so many tokens, or None for what the context still holds.
        stop: texts that end the reply; never shown. One that begins with a line break also
            counts at the very beginning.
        names: what weights may begin with to say who speaks; not shown either.
        conversation: whose snapshot may already hold the prompt's beginning; "" for none.
    """

    prompt: str = field(repr=False)
    sampling: Sampling = Sampling()
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    conversation: str = ""


@dataclass(frozen=True)
class Loading:
    """Weights are being read; ``fraction`` of 0 to 1, so many layers of them onto GPUs."""

    fraction: float
    gpu_layers: int = 0


@dataclass(frozen=True)
class Loaded:
    """Weights are ready.

    Attributes:
        concessions: what had to be given up for that, in order.
    """

    weights: WeightsDescription
    concessions: tuple[Concession, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The prompt is being read: ``done`` of ``total`` tokens, ``reused`` of them from the cache."""

    done: int
    total: int
    reused: int


@dataclass(frozen=True)
class Delta:
    """More of the reply: whole characters."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Finished:
    """The reply is over.

    Attributes:
        first_token_ms: from the request's arrival in the worker to the first token drawn.
        tokens_per_second: of the tokens after the first; 0 where there was none.
        repeats: characters at the end of the reply that only repeat what stands before them.
    """

    stop_reason: StopReason
    prompt_tokens: int
    reused_tokens: int
    reply_tokens: int
    first_token_ms: float
    tokens_per_second: float
    repeats: int = 0


@dataclass(frozen=True)
class Device:
    """Something that can compute, as the installed llama.cpp sees it.

    Attributes:
        name: llama.cpp's own, such as ``CUDA0``.
        description: what the maker calls it, such as ``NVIDIA GeForce RTX 4060``; may be empty.
        memory_free, memory_total: bytes; of a CPU, the computer's memory.
    """

    name: str
    description: str
    kind: DeviceKind
    memory_free: int
    memory_total: int


@dataclass(frozen=True)
class EngineDescription:
    """What the engine itself is, whether or not weights are loaded.

    Attributes:
        version: llama.cpp's version, with that of its Python binding.
        features: what of the CPU it was built to use, in llama.cpp's own words.
        devices: what can compute; always at least the CPU.
    """

    version: str
    features: str
    devices: tuple[Device, ...]


@dataclass(frozen=True)
class EngineStatus:
    """What the engine is at, now.

    Attributes:
        cached_tokens: tokens in the KV cache.
        resting: there is nothing that it still has to do or to read ahead.
        threads: CPU threads that compute now.
        buffer_bytes: memory beside the weights: the KV cache and room to compute.
    """

    cached_tokens: int
    resting: bool
    threads: int = 0
    buffer_bytes: int = 0


LoadEvent = Loading | Loaded
GenerationEvent = Reading | Delta | Finished


class Engine(Protocol):
    """Runs one set of weights at a time. One thread calls it; only ``cancel`` comes from others.

    Every call may raise UserFacingError with ``engine_missing``, ``engine_stopped``
    or ``engine_memory``; after that the next ``load`` starts afresh.
    """

    def load(self, weights: Path, options: EngineOptions) -> Iterator[LoadEvent]:
        """Make the weights ready; ends with ``Loaded``, at once if they already are.

        Another number of threads is taken over without loading anew.

        When cancelled it just ends, without ``Loaded``; closing the iterator cancels.

        Raises:
            UserFacingError: ``weights_not_found``, ``weights_not_gguf`` or
                ``weights_unreadable`` (field ``name``),
                ``context_too_large`` (fields ``tokens``, ``fits``).
        """
        ...

    def describe(self) -> EngineDescription:
        """What this engine is; starts it when it is not running."""
        ...

    def count_tokens(self, text: str) -> int:
        """Number of tokens of ``text`` as part of a prompt, with loaded weights."""
        ...

    def generate(self, request: GenerationRequest) -> Iterator[GenerationEvent]:
        """Write one reply; ends with ``Finished``. Closing the iterator cancels.

        Raises:
            UserFacingError: ``message_too_long`` (fields ``tokens``, ``limit``).
        """
        ...

    def use_snapshots(self, snapshots: Snapshots) -> None:
        """Keep and find what was read of conversations here; until ``close`` or other snapshots."""
        ...

    def keep(self, conversation: str, within: float | None = None) -> Kept:
        """Write the snapshot of the conversation that was read last; ``cancel`` interrupts it.

        Args:
            within: seconds that it may take; after them the engine is ended.
        """
        ...

    def prepare(self, prompt: str, *, draft: bool = False, conversation: str = "") -> None:
        """Read a prompt ahead, while nothing else is asked for; returns at once.

        Whatever is asked next ends it at once, within 100 ms, and profits of what was read; so
        does another ``prepare``. It never fails: what can't be read is not.

        Args:
            prompt: what will probably be asked for, or its certain beginning.
            draft: somebody is still writing its end, so nothing of it may be kept.
            conversation: see :class:`GenerationRequest`.
        """
        ...

    def withdraw(self) -> None:
        """Forget a draft that was read ahead; from any thread, returns at once."""
        ...

    def status(self) -> EngineStatus:
        """What the engine is at; reading ahead goes on after it."""
        ...

    def cancel(self) -> None:
        """End the running ``generate`` or ``load`` soon (within 200 ms); harmless when idle."""
        ...

    def close(self) -> None:
        """End the engine and everything it remembers; a later ``load`` starts it again."""
        ...
