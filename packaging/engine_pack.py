"""An engine pack of compiled libraries: a zip, and its row for resources/packs.toml.

    python3 packaging/engine_pack.py ROW.json ... > resources/packs.toml

makes the program's list of the rows that build.py engine-pack left beside the zips.
"""

import hashlib
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from environment import ROOT

sys.path.append(str(ROOT))

from app.core.packs.manifest import this_platform

_MADE = (1980, 1, 1, 0, 0, 0)
"""The zip's date of every file, so that the same libraries make the same zip."""

_NEEDS = {
    "cuda": {"en": "a driver by NVIDIA for CUDA 12", "zh_CN": "支持 CUDA 12 的 NVIDIA 驱动程序"},
    "vulkan": {"en": "a graphics driver with Vulkan", "zh_CN": "支持 Vulkan 的显卡驱动程序"},
}
"""What must be there beside a pack, by its backend."""


def from_wheel(wheel: Path, out: Path, *, backend: str, engine: str, folder: str) -> list[Path]:
    """The pack of the libraries in a wheel of llama-cpp-python, for this kind of computer.

    Args:
        out: gets the zip and its row.
        folder: the address where the zip will lie.
    """
    place = this_platform()
    target = out / f"soulchat-engine-{backend}-{place}.zip"
    with tempfile.TemporaryDirectory() as unpacked, zipfile.ZipFile(wheel) as opened:
        inside = [name for name in opened.namelist() if name.startswith("llama_cpp/lib/")]
        row = make_pack(
            [Path(opened.extract(name, unpacked)) for name in inside],
            target,
            url=f"{folder.rstrip('/')}/{target.name}",
            needs=_NEEDS.get(backend, {}),
            id=f"{backend}-{place}".replace("_", "-"),
            backend=backend,
            platform=place,
            engine=engine,
        )
    told = target.with_suffix(".json")
    told.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return [target, told]


def make_pack(
    files: Iterable[Path], target: Path, *, url: str, needs: Mapping[str, str], **row: str
) -> dict[str, Any]:
    """Write the zip.

    Args:
        files: the libraries, all of them in one folder; texts of licences beside them.
        url: where it is going to be published.
        needs: by language, what must be there beside it.
        row: ``id``, ``backend``, ``platform`` and ``engine`` (app/core/packs/manifest.py).

    Returns:
        Its row in a manifest.
    """
    unpacked = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in sorted(files):
            content = file.read_bytes()
            unpacked += len(content)
            member = zipfile.ZipInfo(file.name, _MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(member, content)
    sha256 = hashlib.sha256(target.read_bytes()).hexdigest()
    sizes = {"size": target.stat().st_size, "unpacked": unpacked}
    return {**row, "url": url, **sizes, "sha256": sha256, "needs": dict(needs)}


def manifest(*rows: Mapping[str, Any]) -> str:
    """A manifest of these rows."""
    return "\n".join(["version = 1", *(f"\n[[pack]]\n{_row(row)}" for row in rows)]) + "\n"


def _row(row: Mapping[str, Any]) -> str:
    return "\n".join(f"{name} = {_value(value)}" for name, value in row.items())


def _value(value: Any) -> str:
    """Numbers, texts and tables of texts in TOML; a text stands as JSON would write it."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_value(one)}' for name, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    rows = [json.loads(Path(file).read_text("utf-8")) for file in sys.argv[1:]]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(manifest(*rows), end="")
