"""Fetching the rest of a file over HTTP, whatever the other side does."""

import re
import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2

from app.core.errors import UserFacingError
from app.core.weights.download_client import TroubleError, broken, client, fault
from app.core.weights.download_partial import GrowingDigest, Identity, Partial
from app.core.weights.download_stop import Stop
from app.core.weights.download_target import Hub, Target
from app.core.weights.gguf_header import Readable

_MOST_REDIRECTS = 5
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_REDIRECTS = {301, 302, 303, 307, 308}


class Transfer:
    """Appends to a partial file what is missing.

    Args:
        hub: the one host that hears the token.
        stall: seconds without a byte after which the connection counts as dead.
        stop: ends whatever it waits for: an address, a connection, an answer, the next byte.
    """

    def __init__(self, hub: Hub, stall: float, stop: Stop | None = None) -> None:
        self._hub = hub
        self._stop = stop or Stop()
        self._client = client(stall)
        self._sockets: list[socket.socket] = []

    def close(self) -> None:
        self.interrupt()  # closing alone wakes nobody
        self._client.close()

    def interrupt(self) -> None:
        """Wake who reads, from another thread, after the stop was set."""
        for each in tuple(self._sockets):
            _shut(each)

    def fetch(
        self, target: Target, partial: Partial, digest: GrowingDigest, room: Callable[[int], None]
    ) -> Generator[int, None, None]:
        """Fetch what is missing; yields the bytes here by now.

        Args:
            room: told the bytes still to come; raises where the disk has no room for them.

        Raises:
            TroubleError: the connection ended too early, or what may pass.
            UserFacingError: what won't pass.
            OSError: the disk.
        """
        here = partial.size
        if target.size and here == target.size:
            return
        if target.size and here > target.size:
            here = self._anew(partial, digest)
        known = partial.identity
        with self._answer(target, known, here) as response:
            start, size = _span(response, here, target)
            if start and not _continues(response, known, target):
                start = None
            if start != here:
                here = self._anew(partial, digest)
            if start is None:
                raise TroubleError("download_changed")
            if size:
                room(size - here)
            partial.note(_identity(partial.identity, response, target, size))
            with partial.file.open("ab", buffering=0) as file:
                for piece in response.iter_raw():
                    if size and here + len(piece) > size:
                        raise TroubleError("download_changed")
                    written = 0
                    while written < len(piece):
                        written += file.write(memoryview(piece)[written:])
                    here += len(piece)
                    digest.grown(here)
                    yield here
            self._stop.check()  # a connection that was shut may look like the end of a file
        if size and here < size:
            raise TroubleError("hub_unreachable")

    @contextmanager
    def beginning(self, target: Target, length: int) -> Iterator[tuple[Readable, int]]:
        """The first ``length`` bytes, as far as they are read, and the size of the whole file.

        Raises:
            TroubleError, UserFacingError: as for :meth:`fetch`.
        """
        with self._answer(target, None, 0, length) as response:
            start, size = _span(response, 0, target)
            if start != 0 or not size:
                raise TroubleError("download_changed")
            yield _Forward(response.iter_raw()), size

    def _anew(self, partial: Partial, digest: GrowingDigest) -> int:
        digest.restart()
        with partial.file.open("r+b") as file:
            file.truncate(0)
        return 0

    @contextmanager
    def _answer(
        self, target: Target, identity: Identity | None, here: int, length: int = 0
    ) -> Iterator[httpx2.Response]:
        """The answer that carries the file, after the redirects."""
        url = target.url
        for _hop in range(_MOST_REDIRECTS + 1):
            request = self._client.build_request(
                "GET", url, headers=self._asked(url, target, identity, here, length)
            )
            with self._reading(request) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    following = urljoin(url, response.headers["location"])
                    url = following
                    continue
                self._check(response, target, url)
                yield response
                return
        raise TroubleError("hub_unreachable")

    @contextmanager
    def _reading(self, request: httpx2.Request) -> Iterator[httpx2.Response]:
        request.extensions["trace"] = self._on_traced
        try:
            response = self._stop.during(
                lambda: self._client.send(request, stream=True), httpx2.Response.close
            )
            try:
                yield response
            finally:
                response.close()
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise UserFacingError("hub_refused", status=0) from error
        except httpx2.HTTPError as error:
            self._stop.check()  # then it is our own doing
            raise broken(error) from error

    def _on_traced(self, event: str, info: dict[str, Any]) -> None:
        """Know each socket from its first moment on, so that who waits for it can be woken."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            made = info["return_value"].get_extra_info("socket")
            self._sockets.append(made)
            if self._stop.is_set:  # then nobody comes any more who would wake this one
                _shut(made)

    def _asked(
        self, url: str, target: Target, identity: Identity | None, here: int, length: int
    ) -> dict[str, str]:
        headers: dict[str, str] = {}
        if length:
            headers["range"] = f"bytes=0-{length - 1}"
        if here:
            etag = identity.etag if identity and identity.etag_host == _host(url) else ""
            if etag:
                headers["if-range"] = etag
            if etag or target.sha256:  # else nobody would notice that two contents were joined
                headers["range"] = f"bytes={here}-"
        if self._hub.token and _origin(url) == _origin(self._hub.endpoint):
            headers["authorization"] = f"Bearer {self._hub.token}"
        return headers

    def _check(self, response: httpx2.Response, target: Target, url: str) -> None:
        status = response.status_code
        if status in (200, 206, 416):
            if response.headers.get("content-encoding", "identity") != "identity":
                raise TroubleError("download_changed")
            return
        if _origin(url) != _origin(target.url) and status in (401, 403, 404, 410):
            raise TroubleError("link_expired", wait=0)  # a signed link that ran out: resolve again
        raise fault(response, target.repository, target.source)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # closed long ago
        connection.shutdown(socket.SHUT_RDWR)


class _Forward:
    """Pieces of an answer, read as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, size: int, /) -> bytes:
        found = [self._left]
        length = len(self._left)
        while length < size and (piece := next(self._pieces, b"")):
            found.append(piece)
            length += len(piece)
        whole = b"".join(found)
        self._left = whole[size:]
        return whole[:size]


def _span(response: httpx2.Response, here: int, target: Target) -> tuple[int | None, int]:
    """Where the answer's bytes begin (None: nowhere useful), and the size of the whole file."""
    if response.status_code == 206:
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if not found or int(found[1]) != here:
            return None, 0
        size = int(found[3])
    elif response.status_code == 200:
        here = 0
        length = response.headers.get("content-length", "")
        size = int(length) if length.isdigit() else target.size
    else:
        return None, 0
    if target.size and size != target.size:
        return None, 0
    return here, size


def _continues(response: httpx2.Response, known: Identity | None, target: Target) -> bool:
    """Whether a part belongs to what is here, where no SHA-256 would notice that it doesn't."""
    return bool(target.sha256 or (known and response.headers.get("etag") == known.etag))


def _identity(
    before: Identity | None, response: httpx2.Response, target: Target, size: int
) -> Identity:
    identity = before or Identity(target.source)
    etag = response.headers.get("etag", "")
    strong = etag.startswith('"') and len(etag) < 200
    host = _host(str(response.request.url)) if strong else ""
    return replace(identity, size=size, etag=etag if strong else "", etag_host=host)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
