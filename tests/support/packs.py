"""Engine packs made of the llama.cpp that is installed here, whole or broken on purpose."""

import importlib.util
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.core.packs.manifest import this_platform
from app.core.packs.shelf import engine_version

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from engine_pack import make_pack, manifest

_UNDEFINED = {"x86_64": b"\x0f\x0b", "aarch64": bytes(4)}
"""An instruction that no processor has."""


def libraries() -> list[Path]:
    """Of the llama.cpp that is installed: a pack of a second engine for this processor."""
    found = importlib.util.find_spec("llama_cpp")
    assert found and found.submodule_search_locations
    return sorted((Path(found.submodule_search_locations[0]) / "lib").glob("*.so"))


def broken_at(function: str, folder: Path) -> list[Path]:
    """The same, but that function of libllama crashes as with a bad driver or processor."""
    import platform

    made = []
    for library in libraries():
        copy = folder / library.name
        content = bytearray(library.read_bytes())
        if library.stem == "libllama":
            place = _place_of(function, library)
            code = _UNDEFINED[platform.machine()]
            content[place : place + len(code)] = code
        copy.write_bytes(content)
        made.append(copy)
    return made


def _place_of(function: str, library: Path) -> int:
    """Where its code begins in the file; linkers lay code at its own address."""
    told = subprocess.run(
        ["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True
    )
    (line,) = [line for line in told.stdout.splitlines() if line.endswith(f" T {function}")]
    return int(line.split()[0], 16)


class Publisher:
    """Publishes packs for a data home, in the person's own manifest.

    Args:
        engines: the folder of the packs.
        work: gets the zips.
    """

    def __init__(self, engines: Path, work: Path) -> None:
        self._engines = engines
        self._work = work

    def publish(self, url: str, files: Iterable[Path] | None = None, **row: Any) -> bytes:
        """Put a pack into the manifest; the content of its zip, for a hub to serve."""
        target = self._work / "pack.zip"
        ours = {
            "id": "second",
            "backend": "cpu",
            "platform": this_platform(),
            "engine": engine_version(),
        }
        needs = {"en": "Nothing but this processor.", "zh_CN": "只需要这台电脑的处理器。"}
        chosen = libraries() if files is None else files
        made = make_pack(chosen, target, url=url, needs=needs, **ours)
        self._engines.mkdir(parents=True, exist_ok=True)
        (self._engines / "manifest.toml").write_text(manifest(made | row), encoding="utf-8")
        return target.read_bytes()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip of anything."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()
