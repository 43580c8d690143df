"""Original weights: where they come from, and the part of them that a converter may see.

A folder of weights from a hub may hold programs, and files that make a library fetch and run
programs. Nothing of that kind gets past :func:`lay_out`: it takes known files by name, numbers
as safetensors alone (a ``.bin`` is a pickle, which can run code when it is read), and strips
from each JSON file what points at code.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WANTED = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "chat_template.jinja",
    "model.safetensors.index.json",
    "*.safetensors",
)
"""Names of the files that a converter reads; the licence is the person's to read at the hub."""

_POINTS_AT_CODE = frozenset({"auto_map", "custom_pipelines"})
_LARGEST_JSON = 64 * 1024 * 1024  # bytes; the largest tokenizers of today have 20 MB


class Refused(ValueError):
    """These weights can't be taken; the text says why."""


def find(what: str, revision: str, kept: Path) -> Path:
    """The folder of the original weights, fetched first where they are on a hub.

    Args:
        what: a folder, ``owner/name`` on the Hugging Face hub, or ``modelscope:owner/name``.
        revision: branch, tag or commit there; empty for the newest.
        kept: where what is fetched lies and stays, so that it is fetched once.

    Raises:
        Refused: no such folder, and no name that a hub could have.
        Exception: what the hub's own client raises.
    """
    if (folder := Path(what).expanduser()).is_dir():
        return folder
    place, _colon, name = what.rpartition(":")
    if place not in ("", "modelscope") or name.count("/") != 1 or name.startswith(("/", ".")):
        raise Refused(f"{what} is no folder here, and no owner/name on a hub.")
    target = kept / name.replace("/", "--")
    if place == "modelscope":
        from modelscope_hub.compat import snapshot_download as fetch  # noqa: PLC0415 - when wanted

        fetch(name, revision=revision or None, local_dir=str(target), allow_patterns=[*WANTED])
        return target
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # before the import: it is read there
    from huggingface_hub import snapshot_download  # noqa: PLC0415

    snapshot_download(name, revision=revision or None, local_dir=target, allow_patterns=[*WANTED])
    return target


def lay_out(folder: Path, target: Path) -> int:
    """Lay the harmless part of a folder of weights into another one; the bytes of its numbers.

    Raises:
        Refused: something the converter needs is missing, or only there as a pickle.
        OSError: the disk.
    """
    target.mkdir()
    numbers = 0
    for pattern in WANTED:
        for file in sorted(folder.glob(pattern)):
            if not file.is_file():
                continue
            if file.suffix == ".json":
                _copy_json(file, target / file.name)
            elif file.suffix == ".safetensors":
                numbers += file.stat().st_size
                _link(file, target / file.name)
            else:
                shutil.copyfile(file, target / file.name)
    if not (target / "config.json").is_file():
        raise Refused(f"{folder} has no config.json: it holds no weights of this kind.")
    if not numbers:
        pickles = any(folder.glob("*.bin")) or any(folder.glob("*.pt"))
        why = ", only pickles, which can run code when they are read" if pickles else ""
        raise Refused(f"{folder} has no *.safetensors{why}.")
    return numbers


def _copy_json(file: Path, target: Path) -> None:
    if file.stat().st_size > _LARGEST_JSON:
        raise Refused(f"{file} is too large for what it is.")
    try:
        content = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{file} is no JSON.") from error
    if not isinstance(content, dict):
        raise Refused(f"{file} is not the JSON it should be.")
    target.write_text(json.dumps(_without_code(content), ensure_ascii=False), "utf-8")


def _without_code(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in _POINTS_AT_CODE}


def _link(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file.absolute())
    except OSError:  # Windows allows links to few
        shutil.copyfile(file, target)
