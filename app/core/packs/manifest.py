"""Engine packs: llama.cpp compiled for other hardware, and which of them there are.

The program's own list is empty until a release has built packs. A person's own is a file of the
same form in the folder of the packs; where an ID is in both, the program's counts.
"""

import platform
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from app.core.errors import UserFacingError
from app.core.i18n import N_

Backend = Literal["cuda", "hip", "vulkan", "metal", "cpu"]

TITLES: Mapping[Backend, str] = {
    "cuda": N_("For graphics cards by NVIDIA (CUDA)"),
    "hip": N_("For graphics cards by AMD (HIP)"),
    "vulkan": N_("For graphics cards of any maker (Vulkan)"),
    "metal": N_("For graphics in computers by Apple (Metal)"),
    "cpu": N_("For the processor"),
}

_VERSION = 1
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
_MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}
_LARGEST = 8 * 1024**3


@dataclass(frozen=True)
class Pack:
    """One pack.

    Attributes:
        platform: what it runs on, as :func:`this_platform` says it.
        engine: the version of llama-cpp-python whose functions its libraries have; any other
            would call them wrongly.
        url: of the zip.
        size, unpacked: bytes of the zip, and of all that is in it.
        needs: by language, what must be there beside it, such as a driver; may lack.
    """

    id: str
    backend: Backend
    platform: str
    engine: str
    url: str
    size: int
    unpacked: int
    sha256: str
    needs: Mapping[str, str]

    @property
    def called(self) -> str:
        """The name of its folder, another one for each file that ever had this ID."""
        return f"{self.id}-{self.sha256[:12]}"


def this_platform() -> str:
    """Such as ``linux-x86_64``, ``windows-x86_64``, ``macos-arm64``."""
    machine = platform.machine().lower()
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_MACHINES.get(machine, machine)}"


def read_manifest(file: Path) -> list[Pack]:
    """The packs that a manifest lists, for all platforms; none where there is no such file.

    Raises:
        UserFacingError: ``packs_unreadable``: also for a word too much.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        if table.pop("version") != _VERSION:
            raise ValueError("version")
        rows = table.pop("pack", [])
        if table or not isinstance(rows, list):
            raise ValueError("key")
        return [_pack(dict(row)) for row in rows]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserFacingError("packs_unreadable", file=str(file)) from error


def _pack(row: dict[str, Any]) -> Pack:
    needs = row.pop("needs", {})
    pack = Pack(**row, needs=needs)
    texts = (pack.id, pack.backend, pack.platform, pack.engine, pack.url, pack.sha256)
    if not all(isinstance(text, str) for text in (*texts, *needs, *needs.values())):
        raise TypeError("text")
    if not (_ID.fullmatch(pack.id) and _SHA256.fullmatch(pack.sha256)):
        raise ValueError("id or sha256")
    if pack.backend not in get_args(Backend):
        raise ValueError("backend")
    for size in (pack.size, pack.unpacked):
        if type(size) is not int or not 0 < size <= _LARGEST:
            raise ValueError("size")
    return pack
