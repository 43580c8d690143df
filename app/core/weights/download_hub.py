"""What the hub says about a file, asked through huggingface_hub: plainly, and nothing else.

By itself that library also asks ``/api/agent-harnesses`` and describes this computer in its
user agent (huggingface_hub 2.4, ``utils/_headers.py`` and ``_detect_agent.py``); telemetry is
off before it is imported, and the user agent is ours.
"""

import os
from dataclasses import dataclass
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx2

from app.core.errors import UserFacingError
from app.core.weights.entry import UNPINNED, SourceFile

USER_AGENT = "soulchat-desktop"
HEADERS = {"user-agent": USER_AGENT, "accept": "*/*", "accept-encoding": "identity"}
DEFAULT_ENDPOINT = "https://huggingface.co"
_TIMEOUT = 15.0  # seconds for an answer of the hub's API
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PASSING = {408, 429, 500, 502, 503, 504}


class TroubleError(Exception):
    """Something that may pass: the caller tries again.

    Args:
        code: of the fault told when it doesn't pass.
        wait: seconds that the other side asked for, or None.
    """

    def __init__(self, code: str, wait: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait


@dataclass(frozen=True)
class Hub:
    """Where to ask, and as whom.

    Attributes:
        token: only ever sent to this endpoint.
    """

    endpoint: str
    token: str | None


@dataclass(frozen=True)
class Target:
    """A file as the hub describes it.

    Attributes:
        url: of the file at its commit, or as it was given.
        source: what it is called here: ``owner/name:file``, or the URL.
        size: in bytes; 0 where nobody tells beforehand.
        sha256: or empty where nobody tells.
    """

    url: str
    source: str
    name: str
    repository: str
    commit: str
    size: int
    sha256: str


def hub(mirror: str = "") -> Hub:
    """The hub to ask: a mirror, else ``HF_ENDPOINT``, else huggingface.co.

    The person's token of the Hugging Face hub goes to the hub of their settings or
    environment, never to a mirror named here.

    Raises:
        UserFacingError: ``mirror_refused``.
    """
    endpoint = (mirror or os.environ.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
    parts = urlsplit(endpoint)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise UserFacingError("mirror_refused", url=endpoint)
    if mirror:
        return Hub(endpoint, None)
    _prepare()
    from huggingface_hub import get_token  # noqa: PLC0415 - after telemetry is off

    return Hub(endpoint, get_token())


def look_up(source: SourceFile, hub: Hub) -> Target:
    """Ask for a file's commit, size and SHA-256.

    Raises:
        UserFacingError: ``hub_not_found``, ``hub_gated``, ``hub_offline``, ``hub_refused``.
        TroubleError: it may work later.
    """
    if source.url:
        return Target(source.url, source.url, source.name, "", "", 0, _known(source))
    _prepare()
    from huggingface_hub import HfApi, errors, is_offline_mode  # noqa: PLC0415

    if is_offline_mode():
        raise UserFacingError("hub_offline")
    repository = source.repository
    name = f"{repository}:{source.name}"
    api = HfApi(endpoint=hub.endpoint, token=hub.token or False, headers=HEADERS)
    try:
        found = api.model_info(
            repository, revision=source.revision, files_metadata=True, timeout=_TIMEOUT
        )
    except errors.GatedRepoError as error:
        raise UserFacingError("hub_gated", name=repository) from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
        raise UserFacingError("hub_not_found", name=name) from error
    except errors.HfHubHTTPError as error:
        raise fault(error.response, repository, name) from error
    except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
        raise TroubleError("hub_unreachable") from error
    file = next((each for each in found.siblings or [] if each.rfilename == source.name), None)
    if file is None or not found.sha:
        raise UserFacingError("hub_not_found", name=name)
    place = f"{repository}/resolve/{quote(found.sha, safe='')}/{quote(file.rfilename)}"
    return Target(
        url=f"{hub.endpoint}/{place}",
        source=name,
        name=source.name,
        repository=repository,
        commit=found.sha,
        size=(file.lfs.size if file.lfs else file.size) or 0,
        sha256=file.lfs.sha256 if file.lfs else "",
    )


def cached(target: Target) -> Path | None:
    """The same file in the person's Hugging Face cache, where another program fetched it."""
    if not target.commit:
        return None
    _prepare()
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415

    found = try_to_load_from_cache(target.repository, target.name, revision=target.commit)
    file = Path(found) if isinstance(found, str) else None
    return file if file and file.is_file() and file.stat().st_size == target.size else None


def fault(response: httpx2.Response, repository: str, name: str) -> UserFacingError | TroubleError:
    """What an answer of the hub other than the file means."""
    status = response.status_code
    if status in _PASSING:
        return TroubleError(
            "hub_busy" if status == 429 else "hub_unreachable", asked_wait(response)
        )
    if status in (401, 403):
        return UserFacingError("hub_gated", name=repository or name)
    if status in (404, 410):
        return UserFacingError("hub_not_found", name=name)
    return UserFacingError("hub_refused", status=status)


def asked_wait(response: httpx2.Response) -> float | None:
    """Seconds of ``Retry-After``; None where there is none."""
    value = response.headers.get("retry-after", "").strip()
    return float(value) if value.isdigit() and len(value) < 9 else None


def client(read_timeout: float) -> httpx2.Client:
    """A client that verifies TLS, honours proxies, sends only our headers and no cookies."""
    made = httpx2.Client(
        headers=HEADERS, follow_redirects=False, timeout=httpx2.Timeout(_TIMEOUT, read=read_timeout)
    )
    made.headers = httpx2.Headers(HEADERS)
    made.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return made


def _known(source: SourceFile) -> str:
    return source.sha256 if source.sha256 != UNPINNED else ""


@cache
def _prepare() -> None:
    """Turn telemetry off before huggingface_hub is imported, and give it our client."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    from huggingface_hub import set_client_factory  # noqa: PLC0415

    set_client_factory(lambda: client(_TIMEOUT))
