"""What ModelScope says about a file, asked as its own client library does, and nothing more.

The two requests are those of modelscope_hub 0.5.1 (``_legacy_api.py``: ``list_repo_files``
and ``get_download_url``). The library itself isn't used: decision 092 says why.
"""

import os
import re
from typing import Any
from urllib.parse import urlencode

import httpx2

from app.core.errors import UserFacingError
from app.core.weights.download_client import TIMEOUT, TroubleError, broken, client, endpoint, fault
from app.core.weights.download_target import Hub, Target
from app.core.weights.entry import SourceFile

NAME = "modelscope"
"""What stands for it where a mirror is named."""

_ENDPOINT = "https://modelscope.cn"
_MAIN = {"main": "master"}
"""What the main branch is called there."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST_LISTING = 16 * 1024 * 1024
"""Bytes; 3,000 files, where the server cuts a list off, take less than 2 MB."""


def hub() -> Hub:
    """ModelScope, or what ``MODELSCOPE_ENDPOINT`` names, without a token.

    Raises:
        UserFacingError: ``mirror_refused``.
    """
    return Hub(endpoint(os.environ.get("MODELSCOPE_ENDPOINT") or _ENDPOINT), None, modelscope=True)


def look_up(source: SourceFile, hub: Hub) -> Target:
    """Ask for a file's size and SHA-256; its commit is the one that last changed it.

    Raises:
        UserFacingError: ``modelscope_unknown``: nobody said that the repository of the same
            name there is by the same makers; ``hub_not_found``, ``hub_gated``, ``hub_refused``.
        TroubleError: it may work later.
    """
    repository = source.modelscope or (source.repository if source.pinned else "")
    if not repository:
        raise UserFacingError("modelscope_unknown", name=source.repository)
    name = f"{repository}:{source.name}"
    revision = _MAIN.get(source.revision, source.revision)
    base = f"{hub.endpoint}/api/v1/models/{repository}/repo"
    for file in _files(f"{base}/files", revision, repository, name):
        if file.get("Path") == source.name and file.get("Type") != "tree":
            return Target(
                url=f"{base}?{urlencode({'Revision': revision, 'FilePath': source.name})}",
                source=name,
                name=source.name,
                repository=repository,
                commit=str(file.get("Revision") or ""),
                size=_size(file.get("Size")),
                sha256=_sha256(file.get("Sha256")),
            )
    raise UserFacingError("hub_not_found", name=name)


def _files(url: str, revision: str, repository: str, name: str) -> list[dict[str, Any]]:
    """Every file of a repository, as ModelScope describes it."""
    asked = {"Revision": revision, "Recursive": "True"}
    try:
        with client(TIMEOUT) as asking, asking.stream("GET", url, params=asked) as response:
            if response.status_code != 200:
                raise fault(response, repository, name)
            answer = httpx2.Response(200, content=_bounded(response)).json()
    except httpx2.HTTPError as error:
        raise broken(error) from error
    except ValueError as error:
        raise TroubleError("hub_unreachable") from error
    if not isinstance(answer, dict):
        raise TroubleError("hub_unreachable")
    if answer.get("Success") is False:  # its refusals may come with the status of a success
        raise UserFacingError("hub_not_found", name=name)
    data = answer.get("Data")
    found = data.get("Files") if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise TroubleError("hub_unreachable")
    return [file for file in found if isinstance(file, dict)]


def _bounded(response: httpx2.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_raw():
        content += piece
        if len(content) > _LARGEST_LISTING:
            raise ValueError("a listing of that size is none")
    return bytes(content)


def _size(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _sha256(value: object) -> str:
    return value if isinstance(value, str) and _SHA256.fullmatch(value) else ""
