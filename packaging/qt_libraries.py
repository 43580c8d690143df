"""Which of the system's libraries Qt would miss, before Qt finds out by aborting."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

# The Debian package of each library that Qt's files want and PySide6 does not bring along.
# tests/unit/packaging/test_qt_libraries.py compares this with the files themselves.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def files_of(qt: Path, platform: str) -> list[Path]:
    """The files of Qt that the window loads.

    Args:
        qt: PySide6's folder ``Qt``.
        platform: name of the platform plugin: ``xcb``, ``wayland``, ``offscreen``.
    """
    libraries = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Widgets", "Network")]
    return [*libraries, qt / "plugins" / "platforms" / f"libq{platform}.so"]


def platform_for(environment: Mapping[str, str]) -> str:
    """The platform plugin that Qt will take in this environment; empty without a display."""
    if chosen := environment.get("QT_QPA_PLATFORM"):
        return chosen.partition(";")[0].partition(":")[0]
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if environment.get("DISPLAY") else ""


def missing(files: Iterable[Path]) -> list[str]:
    """Names of the libraries that the dynamic linker does not find for these files, sorted.

    Where there is no ``ldd`` to ask, nothing counts as missing.
    """
    if not (ldd := shutil.which("ldd")):
        return []
    asked = [ldd, *(str(file) for file in files if file.exists())]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return not_found(answer.stdout)


def not_found(ldd_output: str) -> list[str]:
    """The libraries that an output of ``ldd`` calls missing, sorted, each one once."""
    return sorted(set(_NOT_FOUND.findall(ldd_output)))


def advice(libraries: Iterable[str]) -> str:
    """What is missing and how to get it, in whole sentences."""
    libraries = list(libraries)
    text = f"The window needs libraries that this system lacks: {', '.join(libraries)}."
    packages = sorted({DEBIAN_PACKAGES[name] for name in libraries if name in DEBIAN_PACKAGES})
    if shutil.which("apt-get") and packages:
        return f"{text}\nThis installs them:\n  sudo apt-get install {' '.join(packages)}"
    return f"{text}\nPlease install them with your system's package tool."
