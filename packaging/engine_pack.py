"""An engine pack of compiled libraries: a zip, and its row for resources/packs.toml."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_MADE = (1980, 1, 1, 0, 0, 0)
"""The zip's date of every file, so that the same libraries make the same zip."""


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
