"""What this computer has to run weights with."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_POINTLESS = frozenset({"LLAMAFILE", "OPENMP", "REPACK"})
"""What llama.cpp's own list of features names besides what the processor can do."""


@dataclass(frozen=True)
class Gpu:
    """A graphics card, or a part of the processor that is one; bytes.

    Attributes:
        shared: its memory is the computer's.
    """

    name: str
    memory_free: int
    memory_total: int
    shared: bool = False


@dataclass(frozen=True)
class Compute:
    """What the engine sees of this computer; empty where it can't be asked.

    Attributes:
        features: of the processor that it uses, such as ``AVX2`` or ``NEON``.
    """

    features: tuple[str, ...] = ()
    gpus: tuple[Gpu, ...] = ()


@dataclass(frozen=True)
class Hardware:
    """What this computer has; bytes.

    Attributes:
        cores: physical ones.
        memory_total: of the computer, not of its graphics cards.
        disk_free: where the weights lie.
    """

    cores: int
    memory_total: int
    memory_free: int
    disk_free: int
    features: tuple[str, ...] = ()
    gpus: tuple[Gpu, ...] = ()


def look_around(folder: Path, compute: Compute | None = None) -> Hardware:
    """This computer, now.

    Args:
        folder: where weights lie.
        compute: what the engine sees.
    """
    memory = psutil.virtual_memory()
    seen = compute or Compute()
    return Hardware(
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        memory_total=int(memory.total),
        memory_free=int(memory.available),
        disk_free=shutil.disk_usage(folder).free,
        features=seen.features,
        gpus=seen.gpus,
    )


def features_in(text: str) -> tuple[str, ...]:
    """The names in llama.cpp's line of features, such as ``CPU : AVX2 = 1 | FMA = 1``."""
    words: Sequence[str] = text.replace(":", "|").split("|")
    pairs = [word.partition("=") for word in words]
    return tuple(
        name.strip()
        for name, sign, value in pairs
        if sign and value.strip() not in ("", "0") and name.strip() not in _POINTLESS
    )
