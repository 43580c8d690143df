"""llama-cpp-python as a wheel, for this very computer or for all, compiled once and kept.

The registry carries only its source, and compiling all of that takes three times as long as
the two libraries we use. So we compile llama and ggml alone, lay them into the Python half
where it looks for them, and make one wheel of both. It is kept in the person's cache folder,
under a name made of everything that shapes it.
"""

import hashlib
import os
import platform
import re
import shutil
import sys
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from console import FaultError, run

_ORIGIN = "@loader_path" if sys.platform == "darwin" else "$ORIGIN"
_UNUSED = ("COMMON", "TESTS", "EXAMPLES", "TOOLS", "SERVER", "APP")


@dataclass(frozen=True)
class Recipe:
    """How llama.cpp is compiled.

    Attributes:
        options: for cmake.
        title: for the person who waits.
        minutes: of one core; measured on an x86-64 of 2026, with some reserve.
        native: whether the result suits only processors like this one.
    """

    options: tuple[str, ...]
    title: str
    minutes: int
    native: bool


def _options(*kernels: str) -> tuple[str, ...]:
    return (
        "CMAKE_BUILD_TYPE=Release",
        "BUILD_SHARED_LIBS=ON",
        # One file for each library. With version links a wheel, which knows no links, would hold
        # three copies, and llama_cpp._ggml would open a second libggml, strange to libllama.
        "CMAKE_PLATFORM_NO_VERSIONED_SONAME=ON",
        "CMAKE_BUILD_WITH_INSTALL_RPATH=ON",
        f"CMAKE_INSTALL_RPATH={_ORIGIN}",
        *kernels,
        # WORKAROUND: gcc drops all but the first 8 bytes of the tile configuration that llama.cpp
        # hands to AMX, and the first prompt ends in a segmentation fault
        # (https://github.com/ggml-org/llama.cpp/pull/26954). Only servers have AMX.
        "CMAKE_C_FLAGS=-U__AMX_INT8__",
        "CMAKE_CXX_FLAGS=-U__AMX_INT8__",
        "GGML_CCACHE=OFF",
        "LLAMA_CURL=OFF",
        *(f"LLAMA_BUILD_{part}=OFF" for part in _UNUSED),
    )


_ALL_PROCESSORS = ("GGML_NATIVE=OFF", "GGML_BACKEND_DL=ON", "GGML_CPU_ALL_VARIANTS=ON")


def _pack(hardware: str, *kernels: str, minutes: int) -> Recipe:
    """Of what runs llama.cpp on some hardware; the time is a guess, made nowhere yet."""
    options = _options(*_ALL_PROCESSORS, *kernels)
    return Recipe(options, f"Compiling llama.cpp for {hardware}", minutes, False)


NATIVE = Recipe(_options("GGML_NATIVE=ON"), "Compiling llama.cpp for this processor", 6, True)
CPU_PACK = Recipe(
    # Kernels for each generation of processors, each in a library of its own; the worker loads
    # the one that suits (app/core/inference/worker/binding.py).
    _options(*_ALL_PROCESSORS),
    "Compiling llama.cpp for all processors",
    12,
    False,
)
PACKS = {
    # Kernels for graphics beside those for all processors; each is a download of its own.
    "cpu": CPU_PACK,
    "cuda": _pack("CUDA", "GGML_CUDA=ON", minutes=120),
    "vulkan": _pack("Vulkan", "GGML_VULKAN=ON", minutes=30),
    "metal": _pack("Metal", "GGML_METAL=ON", "GGML_METAL_EMBED_LIBRARY=ON", minutes=15),
}
_LIBRARIES = ("SHARED", "MODULE")
_MINGW = "x86_64-w64-mingw32"
# mingw-w64 10 knows the structure under its older name alone (llama.cpp, ggml-cpu.c).
_OLD_MINGW = (
    "-DTHREAD_POWER_THROTTLING_STATE=PROCESS_POWER_THROTTLING_STATE",
    "-DTHREAD_POWER_THROTTLING_CURRENT_VERSION=1",
    "-DTHREAD_POWER_THROTTLING_EXECUTION_SPEED=1",
)
WINDOWS_PACK = Recipe(
    (
        *(one for one in CPU_PACK.options if not one.startswith("CMAKE_C")),
        "CMAKE_SYSTEM_NAME=Windows",
        "CMAKE_SYSTEM_PROCESSOR=x86_64",
        f"CMAKE_C_COMPILER={_MINGW}-gcc-posix",
        f"CMAKE_CXX_COMPILER={_MINGW}-g++-posix",
        f"CMAKE_RC_COMPILER={_MINGW}-windres",
        f"CMAKE_C_FLAGS=-U__AMX_INT8__ -D_WIN32_WINNT=0x0A00 {' '.join(_OLD_MINGW)}",
        "CMAKE_CXX_FLAGS=-U__AMX_INT8__ -D_WIN32_WINNT=0x0A00",
        # No library of the compiler's has to lie beside ours, or shows through them.
        *(f"CMAKE_{kind}_LINKER_FLAGS=-s -static -Wl,--exclude-libs,ALL" for kind in _LIBRARIES),
        "GGML_OPENMP=OFF",
    ),
    "Compiling llama.cpp for Windows",
    12,
    False,
)
BUILD_BACKEND = "scikit-build-core==1.1.2"
BUILD_TOOLS = {"cmake": "cmake==4.4.4", "ninja": "ninja==1.13.2"}  # where the machine has none

_NINJA_PROGRESS = re.compile(r"\[(\d+)/(\d+)\]")
_LIBRARY_SUFFIXES = {".so", ".dylib", ".dll"}


def cpu_features() -> str:
    """What this processor can do, as the system tells it; a native compile depends on it."""
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith(("flags", "Features")):
                    return " ".join(sorted(line.partition(":")[2].split()))
    except OSError:
        pass
    return f"{platform.processor()} {platform.version()}"


def cache_key(version: str, recipe: Recipe = NATIVE, features: str | None = None) -> str:
    """The name of a compiled wheel: alike only if nothing that shapes it differs."""
    features = features if features is not None else cpu_features() if recipe.native else ""
    shape = [
        *(version, sys.platform, platform.machine(), *platform.libc_ver()),
        *recipe.options,
        features,
    ]
    digest = hashlib.sha256("\0".join(shape).encode()).hexdigest()
    return f"{version}-{digest[:16]}"


def find(version: str, cache: Path, recipe: Recipe = NATIVE) -> Path | None:
    """The wheel that an earlier compile left in the cache."""
    return next((cache / cache_key(version, recipe)).glob("*.whl"), None)


def build(
    version: str,
    cache: Path,
    python: Path,
    log: Path,
    environment: Mapping[str, str],
    *,
    recipe: Recipe = NATIVE,
) -> Path:
    """Compile the wheel and keep it in the cache. An interrupted compile is continued.

    Args:
        version: of llama-cpp-python.
        cache: folder of the wheels, each under its :func:`cache_key`.
        python: has pip, and the packages of constraints.txt.
        log: gets the output of the tools.
        environment: for the tools.
        recipe: how.

    Raises:
        FaultError: no compiler, no network, or the compile failed.
    """
    if not any(map(shutil.which, (os.environ.get("CXX", "c++"), "g++", "clang++", "cl"))):
        raise FaultError(
            "llama.cpp must be compiled, and this computer has no C++ compiler.\n"
            "On Debian and Ubuntu this installs it:\n  sudo apt-get install g++\n"
            "Or name a ready wheel in SOULCHAT_LLAMA_WHEEL: see packaging/dev.py --help."
        )
    kept = cache / cache_key(version, recipe)
    workshop = _Workshop(kept / "work", python, log, environment)
    workshop.get_tools()
    source = workshop.get_source(version)
    libraries = workshop.compile(source / "vendor" / "llama.cpp", recipe)
    wheel = workshop.pack(source, libraries)
    published = kept / wheel.name
    wheel.replace(published)
    shutil.rmtree(workshop.folder, ignore_errors=True)
    return published


def fetch_source(
    version: str, folder: Path, python: Path, log: Path, environment: Mapping[str, str]
) -> Path:
    """The unpacked source package of llama-cpp-python, somewhere in a folder that is made for it.

    Raises:
        FaultError: no network.
    """
    workshop = _Workshop(folder, python, log, environment)
    workshop.get_tools()
    return workshop.get_source(version)


@dataclass(frozen=True)
class _Workshop:
    """The folder in which one wheel is made, and the tools that make it."""

    folder: Path
    python: Path
    log: Path
    environment: Mapping[str, str]

    def get_tools(self) -> None:
        """Install what the machine lacks for a compile."""
        lacking = [pin for name, pin in BUILD_TOOLS.items() if not shutil.which(name)]
        self._run(
            self._pip(
                *("install", "--only-binary", ":all:", "--upgrade"),
                *("--target", self.folder / "tools", BUILD_BACKEND, *lacking),
            ),
            title="Getting the tools to compile llama.cpp",
            usual="a few seconds",
        )

    def get_source(self, version: str) -> Path:
        """The unpacked source package."""
        source = self.folder / "source"
        if source.is_dir():
            return source
        fetched = self._emptied("fetched")
        self._run(
            self._pip(
                *("download", "--no-build-isolation", "--no-binary", ":all:"),
                *("--dest", fetched, f"llama-cpp-python=={version}"),
            ),
            title="Downloading the source of llama.cpp",
            usual="77 MB",
        )
        unpacked = self._emptied("unpacked")
        with tarfile.open(next(fetched.glob("*.tar.gz"))) as archive:
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(unpacked)
        (inner,) = unpacked.iterdir()
        (inner / ".gitignore").unlink(missing_ok=True)  # it keeps libraries out of wheels
        return inner.replace(source)

    def compile(self, source: Path, recipe: Recipe) -> list[Path]:
        """The compiled libraries of a source tree of llama.cpp."""
        cmake = shutil.which("cmake", path=self._path) or "cmake"
        build = self.folder / "build"
        # Visual Studio's generator finds its compiler by itself, ninja would not.
        generator = [] if sys.platform == "win32" else ["-G", "Ninja"]
        cores = os.cpu_count() or 1
        self._run(
            [cmake, *generator, "-S", source, "-B", build, *(f"-D{one}" for one in recipe.options)],
            title="Looking at the compiler",
            usual="a few seconds",
        )
        self._run(
            [cmake, "--build", build, "--config", "Release", "--target", "llama", f"-j{cores}"],
            title=f"{recipe.title}, on {cores} cores",
            usual=f"once on this computer; about {max(1, round(recipe.minutes / cores))} min",
            progress=_NINJA_PROGRESS,
        )
        return [file for file in (build / "bin").rglob("*") if file.suffix in _LIBRARY_SUFFIXES]

    def pack(self, source: Path, libraries: Iterable[Path]) -> Path:
        """One wheel of the Python half and the libraries, in the folder where it looks for them."""
        inside = source / "llama_cpp" / "lib"
        inside.mkdir(exist_ok=True)
        for library in libraries:
            shutil.copy2(library, inside / library.name)
        target = self._emptied("wheel")
        self._run(
            self._pip(
                *("wheel", "--no-build-isolation", "--config-settings=wheel.cmake=false"),
                *("--wheel-dir", target, source),
            ),
            title="Packing it",
            usual="a few seconds",
        )
        return next(target.glob("*.whl"))

    @property
    def _path(self) -> str:
        return os.pathsep.join((os.environ.get("PATH", ""), str(self.folder / "tools" / "bin")))

    def _pip(self, command: str, *options: str | Path) -> list[str | Path]:
        return [self.python, "-m", "pip", command, "--no-deps", *options]

    def _emptied(self, name: str) -> Path:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _run(
        self,
        command: Sequence[str | Path],
        title: str,
        usual: str,
        progress: re.Pattern[str] | None = None,
    ) -> None:
        tools = {"PYTHONPATH": str(self.folder / "tools"), "PATH": self._path}
        environment = {**self.environment, **tools}
        run(
            command,
            title=title,
            usual=usual,
            log=self.log,
            environment=environment,
            progress=progress,
        )
