"""The door to llama.cpp: its C functions alone.

``import llama_cpp`` would run the package's high-level half as well, which
imports numpy, jinja2, diskcache and more: five times the start-up time and 30 MB
for code that is never called. So the package is entered without its ``__init__``.
"""

import contextlib
import ctypes
import importlib.metadata
import importlib.util
import os
import re
import sys
import types
from pathlib import Path

# Threads that wait for each other should sleep soon: spinning, GNU OpenMP's default, starves
# everything else (measured on two busy cores: 1000 turns 40 tokens/s, 100,000 turns 2; on idle
# ones the same). Read by the library when it is loaded.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

_found = importlib.util.find_spec("llama_cpp")
if _found is None:
    raise ImportError("llama_cpp")
_package = types.ModuleType("llama_cpp")
_package.__path__ = list(_found.submodule_search_locations or ())
sys.modules["llama_cpp"] = _package


def _load_first(folder: Path) -> None:
    """Load what libllama needs from its own folder, before a search for the names finds others.

    LD_LIBRARY_PATH comes before the folder that libllama names itself, and a bundle has libraries
    of these names elsewhere. Kernels that are chosen later are left out.
    """
    every = sorted(folder.glob("libggml*.so")) + sorted(folder.glob("libggml*.dylib"))
    later = any("ggml-cpu-" in each.name for each in every)
    needed = [each for each in every if not later or each.stem in ("libggml-base", "libggml")]
    order = {"libggml-base": 0, "libggml": 2}
    for each in sorted(needed, key=lambda each: order.get(each.stem, 1)):
        ctypes.CDLL(str(each))


_load_first(Path(os.environ.get("LLAMA_CPP_LIB_PATH") or Path(_package.__path__[0]) / "lib"))

from llama_cpp import llama_cpp as llama  # noqa: E402

from app.core.inference.room import NO_MEMORY, NO_MEMORY_BESIDE_WEIGHTS  # noqa: E402

_FOLDER = Path(llama._base_path)
"""Where the library lies."""


def _load_kernels() -> str:
    """In a pack for all computers, load the kernels that suit this CPU best, from our folder.

    ggml's own search would look into the working directory too. Each library says by
    ``ggml_backend_score`` how well it suits; 0 is not at all (ggml/src/ggml-backend-reg.cpp).

    Returns:
        The variant's name, such as "haswell"; empty where there is only one.
    """
    scores: dict[Path, int] = {}
    for kernels in sorted(_FOLDER.glob("*ggml-cpu-*")):
        score = ctypes.CDLL(str(kernels)).ggml_backend_score
        score.restype, score.argtypes = ctypes.c_int, []
        scores[kernels] = score()
    if not scores:
        return ""
    best = max(scores, key=scores.__getitem__)
    _register(best)
    for cards in sorted(_FOLDER.glob("*ggml-*")):
        if "ggml-cpu" not in cards.name and "ggml-base" not in cards.name:
            with contextlib.suppress(OSError):  # where no driver is, nothing
                _register(cards)
    return best.stem.partition("ggml-cpu-")[2]


def _register(library: Path) -> None:
    """Have ggml compute with what a library brings, where it finds what that needs.

    ``ggml_backend_load`` would do so by a path that it reads in Windows' old code page, where a
    folder of the name 王芳 can't be written; the loader of Python can.

    Raises:
        OSError: the library can't be loaded.
    """
    begin = ctypes.CDLL(str(library)).ggml_backend_init
    begin.restype, begin.argtypes = ctypes.c_void_p, []
    register = ggml().ggml_backend_register
    register.restype, register.argtypes = None, [ctypes.c_void_p]
    if brought := begin():
        register(brought)


def ggml() -> ctypes.CDLL:
    """The library with the registry of devices: its own file on Windows, else any sees it."""
    return ctypes.CDLL(str(_FOLDER / "ggml.dll")) if sys.platform == "win32" else llama._lib


variant = _load_kernels()
"""The CPU the loaded kernels were made for; empty where they were made for this very one."""

__all__ = ["MemoryWatch", "cpu_features", "ggml", "llama", "version"]

_ERROR = 4
"""``GGML_LOG_LEVEL_ERROR``."""


_BUFFER = re.compile(rb"(?:KV|RS|compute|output) buffer size = +([0-9.]+) MiB")


class MemoryWatch:
    """Listens to llama.cpp's log, keeps none of it, and notices what it says of memory.

    Where it can't go on without memory, llama.cpp aborts the process; then the exit status
    tells the parent why.

    Attributes:
        ran_out: some of it could not be had.
        buffers: bytes of what it keeps beside the weights: the KV cache and room to compute.
        weights_fit: the weights themselves were not too large.
    """

    ran_out = False
    buffers = 0
    weights_fit = False

    def __init__(self) -> None:
        self._callback = llama.llama_log_callback(self._listen)
        llama.llama_log_set(self._callback, None)
        self._on_abort = ctypes.CFUNCTYPE(None, ctypes.c_char_p)(self._die)
        with contextlib.suppress(AttributeError):  # on Windows it is in another library
            ggml().ggml_set_abort_callback(self._on_abort)

    def _die(self, _message: bytes) -> None:
        if self.ran_out:
            os._exit(NO_MEMORY_BESIDE_WEIGHTS if self.weights_fit else NO_MEMORY)

    def _listen(self, level: int, text: bytes, _data: object) -> None:
        if level == _ERROR and b"alloc" in text:
            self.ran_out = True
        elif found := _BUFFER.search(text):
            self.buffers += round(float(found[1]) * 1024 * 1024)


def version() -> str:
    """llama.cpp's version and its Python binding's."""
    binding = importlib.metadata.version("llama-cpp-python")
    return f"llama.cpp {llama.llama_version().decode()}, llama-cpp-python {binding}"


def cpu_features() -> str:
    """What of the CPU the library uses, in its own words, after the variant's name."""
    used = str(llama.llama_print_system_info().decode()).strip(" |")
    return f"{variant}: {used}" if variant else used
