"""How downloads speak HTTP: plainly, with verified TLS, and with what an answer means."""

import os
import re
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

import httpx2

from app.core.errors import UserFacingError

USER_AGENT = "soulchat-desktop"
HEADERS = {"user-agent": USER_AGENT, "accept": "*/*", "accept-encoding": "identity"}
TIMEOUT = 15.0
"""Seconds for an answer of a hub's API."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PASSING = {408, 429, 500, 502, 503, 504}
_SECONDS = re.compile("[0-9]{1,8}")


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


class DowngradeError(httpx2.RequestError):
    """From a safe address a redirect leads to an unsafe one."""


def endpoint(address: str) -> str:
    """The address of a hub, without a slash at its end.

    Raises:
        UserFacingError: ``mirror_refused``: it is no https address (http on loopback is let
            through, for nobody stands between).
    """
    address = address.rstrip("/")
    try:
        parts = urlsplit(address)
        loopback = parts.scheme == "http" and parts.hostname in _LOOPBACK
        usable = bool(parts.hostname) and (parts.scheme == "https" or loopback)
        usable = usable and not (parts.username or parts.query or parts.fragment)
    except ValueError:  # no address at all
        usable = False
    if not usable:
        raise UserFacingError("mirror_refused", url=address)
    return address


def client(read_timeout: float) -> httpx2.Client:
    """A client that verifies TLS, honours proxies, sends only our headers and no cookies.

    Whoever follows a redirect with it never comes from https to anything else.

    Raises:
        UserFacingError: ``proxy_unusable``: the environment names one of another kind than HTTP.
    """
    _leave_out_socks()
    try:
        made = httpx2.Client(
            headers=HEADERS,
            follow_redirects=False,
            timeout=httpx2.Timeout(TIMEOUT, read=read_timeout),
            event_hooks={"response": [_stay_safe]},
        )
    except (ImportError, ValueError, httpx2.InvalidURL) as error:  # ImportError: of SOCKS
        raise UserFacingError("proxy_unusable") from error
    made.headers = httpx2.Headers(HEADERS)
    made.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return made


def _leave_out_socks() -> None:
    """Forget a SOCKS proxy for all the rest where HTTP ones are named for all that we ask.

    Many proxy programs say to set the three together, and httpx2 refuses to begin then.
    """
    if {"http", "https"} <= getproxies().keys():
        for name in ("ALL_PROXY", "all_proxy"):
            if os.environ.get(name, "").startswith("socks"):
                del os.environ[name]


def _stay_safe(response: httpx2.Response) -> None:
    if response.has_redirect_location and response.request.url.scheme == "https":
        try:
            following = urljoin(str(response.request.url), response.headers["location"])
            safe = urlsplit(following).scheme == "https"
        except ValueError:  # no address at all
            safe = False
        if not safe:
            raise DowngradeError("a redirect to an unsafe address", request=response.request)


def fault(response: httpx2.Response, repository: str, name: str) -> UserFacingError | TroubleError:
    """What an answer of a hub other than the file means."""
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


def broken(error: httpx2.HTTPError) -> UserFacingError | TroubleError:
    """What a connection that failed means."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return UserFacingError("hub_insecure")
        if isinstance(cause, DowngradeError):
            return UserFacingError("hub_downgraded")
        cause = cause.__cause__ or cause.__context__
    return TroubleError("hub_unreachable")


def asked_wait(response: httpx2.Response) -> float | None:
    """Seconds of ``Retry-After``, given as such or as a date; None where there is none."""
    value = response.headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        then = parsedate_to_datetime(value)
        return max(0.0, (then - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # none, no date, or one of no time zone
        return None
