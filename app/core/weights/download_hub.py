"""What the Hugging Face hub says about a file, asked through huggingface_hub, and nothing else.

By itself that library also asks ``/api/agent-harnesses`` and describes this computer in its
user agent (huggingface_hub 2.4, ``utils/_headers.py`` and ``_detect_agent.py``); telemetry is
off before it is imported, and the user agent is ours.
"""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import quote

import httpx2

from app.core.errors import UserFacingError
from app.core.weights import download_modelscope
from app.core.weights.download_client import (
    HEADERS,
    TIMEOUT,
    TroubleError,
    broken,
    client,
    endpoint,
    fault,
)
from app.core.weights.download_target import Hub, Target
from app.core.weights.entry import UNPINNED, SourceFile, is_repository

HUGGING_FACE = "https://huggingface.co"


def hub(mirror: str = "") -> Hub:
    """The hub to ask: a mirror, else ``HF_ENDPOINT``, else huggingface.co.

    A token goes to the hub it is for and nowhere else: the one the person signed in with to
    huggingface.co; where the environment names another hub, only the one that the same
    environment names; to a mirror none.

    Args:
        mirror: ``modelscope``, the address of a mirror, or empty.

    Raises:
        UserFacingError: ``mirror_refused``.
    """
    if mirror == download_modelscope.NAME:
        return download_modelscope.hub()
    if mirror:
        return Hub(endpoint(mirror), None)
    place = endpoint(os.environ.get("HF_ENDPOINT") or HUGGING_FACE)
    if place != HUGGING_FACE:
        return Hub(place, os.environ.get("HF_TOKEN") or None)
    _prepare()
    from huggingface_hub import get_token  # noqa: PLC0415 - after telemetry is off

    return Hub(place, get_token())


def look_up(source: SourceFile, hub: Hub) -> Target:
    """Ask for a file's commit, size and SHA-256.

    Raises:
        UserFacingError: ``hub_not_found``, ``hub_gated``, ``hub_offline``, ``hub_refused``,
            ``modelscope_unknown``.
        TroubleError: it may work later.
    """
    known = source.sha256 if source.sha256 != UNPINNED else ""
    if source.url:
        return Target(source.url, source.url, source.name, "", "", 0, known)
    ask = download_modelscope.look_up if hub.modelscope else _look_up
    found = ask(source, hub)
    return replace(found, told=True) if found.sha256 else replace(found, sha256=known)


def cached(target: Target) -> Path | None:
    """The same file in the person's Hugging Face cache, where another program fetched it."""
    if not target.commit:
        return None
    _prepare()
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415

    found = try_to_load_from_cache(target.repository, target.name, revision=target.commit)
    file = Path(found) if isinstance(found, str) else None
    return file if file and file.is_file() and file.stat().st_size == target.size else None


def _look_up(source: SourceFile, hub: Hub) -> Target:
    _prepare()
    from huggingface_hub import HfApi, errors, is_offline_mode  # noqa: PLC0415

    if is_offline_mode():
        raise UserFacingError("hub_offline")
    repository = source.repository
    name = f"{repository}:{source.name}"
    api = HfApi(endpoint=hub.endpoint, token=hub.token or False, headers=HEADERS)
    try:
        found = api.model_info(
            repository, revision=source.revision, files_metadata=True, timeout=TIMEOUT
        )
    except errors.GatedRepoError as error:
        raise UserFacingError("hub_gated", name=repository) from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
        raise UserFacingError("hub_not_found", name=name) from error
    except errors.HfHubHTTPError as error:
        raise fault(error.response, repository, name) from error
    except httpx2.HTTPError as error:
        raise broken(error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise TroubleError("hub_unreachable") from error
    file = next((each for each in found.siblings or [] if each.rfilename == source.name), None)
    if file is None or not found.sha:
        raise UserFacingError("hub_not_found", name=name)
    now = found.id if is_repository(found.id) else repository  # it may have been renamed
    place = f"{now}/resolve/{quote(found.sha, safe='')}/{quote(file.rfilename)}"
    return Target(
        url=f"{hub.endpoint}/{place}",
        source=name,
        name=source.name,
        repository=repository,
        commit=found.sha,
        size=(file.lfs.size if file.lfs else file.size) or 0,
        sha256=file.lfs.sha256 if file.lfs else "",
    )


@cache
def _prepare() -> None:
    """Turn telemetry off before huggingface_hub is imported, and give it our client.

    A repository that was renamed answers with a redirect on the same hub; httpx2 takes the
    token off one that leads elsewhere.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    from huggingface_hub import set_client_factory  # noqa: PLC0415

    def following() -> httpx2.Client:
        made = client(TIMEOUT)
        made.follow_redirects = True
        return made

    set_client_factory(following)
