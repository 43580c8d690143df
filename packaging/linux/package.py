"""The .deb and the .rpm of a frozen folder, by nfpm."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from console import FaultError, run
from environment import ROOT, cache_folder
from qt_libraries import DEBIAN_PACKAGES

APPLICATION = "org.soulchat.SoulChat"

_HERE = Path(__file__).resolve().parent
_FOLDER = "/usr/lib/soulchat"
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
_LIBC = re.compile(r"^(lib(c|m|dl|rt|pthread|util|resolv|gcc_s|stdc\+\+)|ld-linux.*)\.so")
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)")
_MORE_LIBRARIES = {"libcups.so.2": "libcups2"}
_OPTIONAL = {"libcups.so.2"}
"""Printers; without it Qt leaves one plug-in unloaded."""


def needed_libraries(folder: Path) -> set[str]:
    """Names of the system's libraries that some file of the folder wants."""
    own = {file.name for file in folder.rglob("*")}
    wanted: set[str] = set()
    for file in _programs(folder):
        told = subprocess.run(["readelf", "-dW", file], capture_output=True, text=True, check=True)
        wanted.update(_NEEDED.findall(told.stdout))
    return {name for name in wanted - own if not _LIBC.match(name)}


def glibc_floor(folder: Path) -> str:
    """The oldest version of the C library under which all files of the folder load."""
    versions = {(2, 17)}  # what manylinux2014 has: older ones nobody runs
    for file in _programs(folder):
        told = subprocess.run(["readelf", "-VW", file], capture_output=True, text=True, check=True)
        versions.update((int(major), int(minor)) for major, minor in _GLIBC.findall(told.stdout))
    return ".".join(map(str, max(versions)))


def debian_packages(libraries: set[str]) -> tuple[list[str], list[str]]:
    """Debian's packages with these libraries: those that must be there, and those that may.

    Raises:
        FaultError: no package is known for one of them.
    """
    known = DEBIAN_PACKAGES | _MORE_LIBRARIES
    if strange := libraries - known.keys():
        raise FaultError(f"Which Debian package has {', '.join(sorted(strange))}?")
    return (
        sorted({known[name] for name in libraries - _OPTIONAL}),
        sorted({known[name] for name in libraries & _OPTIONAL}),
    )


def make_packages(folder: Path, version: str, out: Path, nfpm: Path) -> list[Path]:
    """The packages of ``folder`` in ``out``.

    Raises:
        FaultError: a library of no known package, or nfpm failed.
    """
    share = out / "share"
    fill_share(share, version)
    libraries = needed_libraries(folder)
    depends, recommends = debian_packages(libraries)
    floor = glibc_floor(folder)
    sonames = [f"{name}()(64bit)" for name in sorted(libraries - _OPTIONAL)]
    described = {
        "name": "soulchat-desktop",
        "arch": "amd64",
        "platform": "linux",
        "version": version,
        "section": "utils",
        "maintainer": "The SoulChat Desktop developers <noreply@soulchat.invalid>",
        "description": "Empathic AI listener that runs entirely on this computer\n"
        "A person talks, in Chinese or English, with a listener that stays on the\n"
        "computer; journals are encrypted. It is an AI, not a therapist.",
        "homepage": "https://github.com/scutcyr/SoulChat",
        "license": "Apache-2.0",
        "overrides": {
            "deb": {
                "depends": [f"libc6 (>= {floor})", "libstdc++6", *depends],
                "recommends": [*recommends, "fonts-noto-cjk", "gnome-keyring | kwalletmanager"],
            },
            "rpm": {
                "depends": [f"glibc >= {floor}", "libstdc++", *sonames],
                "recommends": ["font(:lang=zh-cn)"],
            },
        },
        "contents": [
            {"src": f"{folder}/", "dst": _FOLDER, "type": "tree"},
            {"src": f"{_FOLDER}/soulchat", "dst": "/usr/bin/soulchat", "type": "symlink"},
            {"src": f"{share}/", "dst": "/usr/share", "type": "tree"},
        ],
        "deb": {"compression": "xz"},
        "rpm": {"compression": "xz"},
        "scripts": {"postremove": str(_HERE / "after_removal.sh")},
    }
    config = out / "nfpm.json"
    config.write_text(json.dumps(described), encoding="utf-8")
    made = []
    for kind in ("deb", "rpm"):
        package = out / f"soulchat-desktop-{version}-x86_64.{kind}"
        run(
            [nfpm, "package", "--config", config, "--packager", kind, "--target", package],
            title=f"Packing the .{kind}",
            usual="one to three minutes",
            log=cache_folder() / "build.log",
            environment={**os.environ, "SOURCE_DATE_EPOCH": str(build_time())},
        )
        made.append(package)
    config.unlink()
    return made


def build_time() -> int:
    """Seconds since 1970 of the last commit: the same source makes the same files."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    told = subprocess.run(
        ["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True
    )
    return int(told.stdout)


def fill_share(share: Path, version: str) -> None:
    """What a Linux desktop is told: menu entry, metainfo, icon, manual page, licence."""
    date = time.strftime("%Y-%m-%d", time.gmtime(build_time()))
    places = {
        f"{APPLICATION}.desktop": f"applications/{APPLICATION}.desktop",
        f"{APPLICATION}.metainfo.xml": f"metainfo/{APPLICATION}.metainfo.xml",
        f"{APPLICATION}.mime.xml": f"mime/packages/{APPLICATION}.xml",
        "soulchat.1": "man/man1/soulchat.1",
    }
    for name, place in places.items():
        text = (_HERE / name).read_text(encoding="utf-8")
        target = share / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            text.replace("@VERSION@", version).replace("@DATE@", date), encoding="utf-8"
        )
    icon = share / "icons" / "hicolor" / "scalable" / "apps" / f"{APPLICATION}.svg"
    icon.parent.mkdir(parents=True)
    icon.write_bytes((ROOT / "resources" / "icons" / "soulchat.svg").read_bytes())
    notices = share / "doc" / "soulchat-desktop"
    notices.mkdir(parents=True)
    (notices / "copyright").write_bytes((ROOT / "LICENSE").read_bytes())


def _programs(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file
