"""What can compute here, as ggml's registry knows it."""

import ctypes
from collections.abc import Iterator
from functools import cache
from typing import Any

import psutil

from app.core.inference.engine import Device, DeviceKind
from app.core.inference.worker.binding import ggml

_KINDS: tuple[DeviceKind, ...] = ("cpu", "gpu", "integrated", "accelerator")
"""By the numbers of ``enum ggml_backend_dev_type``; later ones are no devices of their own."""


def devices() -> tuple[Device, ...]:
    """Every device, with its free memory now; always at least the CPU."""
    registry = _registry()
    if registry is None:
        return (_cpu(),)
    return tuple(_read(registry)) or (_cpu(),)


def computing_devices(*, gpu: bool) -> tuple[str, ...]:
    """Names of what computes: the CPU, or every GPU as its maker calls it."""
    gpus = [device for device in devices() if device.kind in ("gpu", "integrated")]
    return tuple(device.description or device.name for device in gpus) if gpu else ("CPU",)


def _read(registry: Any) -> Iterator[Device]:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    for index in range(registry.ggml_backend_dev_count()):
        device = registry.ggml_backend_dev_get(index)
        number = registry.ggml_backend_dev_type(device)
        if number >= len(_KINDS):
            continue
        registry.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
        yield Device(
            name=registry.ggml_backend_dev_name(device).decode("utf-8", "replace"),
            description=registry.ggml_backend_dev_description(device).decode("utf-8", "replace"),
            kind=_KINDS[number],
            memory_free=free.value,
            memory_total=total.value,
        )


@cache
def _registry() -> Any | None:
    """The functions of the registry; None where the library keeps them out of reach."""
    library = ggml()
    try:
        library.ggml_backend_dev_count.restype = ctypes.c_size_t
        library.ggml_backend_dev_get.restype = ctypes.c_void_p
        library.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
        for name in ("name", "description"):
            function = getattr(library, f"ggml_backend_dev_{name}")
            function.restype = ctypes.c_char_p
            function.argtypes = [ctypes.c_void_p]
        library.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
        library.ggml_backend_dev_memory.restype = None
        library.ggml_backend_dev_memory.argtypes = [
            ctypes.c_void_p,
            *[ctypes.POINTER(ctypes.c_size_t)] * 2,
        ]
    except AttributeError:  # on Windows half of it is in another library
        return None
    return library


def _cpu() -> Device:
    memory = psutil.virtual_memory()
    return Device("CPU", "", "cpu", memory.available, memory.total)
