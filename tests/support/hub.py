"""A hub on loopback, and its storage host, that misbehave on order.

Speaks what the program uses of the Hugging Face hub: ``/api/models/…/revision/…?blobs=True``
and GET on ``resolve/``, which redirects to a second host with signed links, Range and an ETag
of its own; and of ModelScope the listing of files and the file. Each order in ``orders`` spoils
one request for the file.
"""

import hashlib
import json
import re
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

from app.core.weights.entry import SourceFile

REPOSITORY, FILE, COMMIT = "gentle/kind-gguf", "kind.gguf", "c0ffee" * 6 + "cafe"
PART = f"{FILE}.{SourceFile(FILE, repository=REPOSITORY).key}.part"
"""What the file is called in the weights folder while it is on its way."""


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    host: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Order:
    """How the storage host answers one request.

    Attributes:
        status: in the place of the file.
        headers: in addition.
        cut_after: bytes, then the connection is closed.
        stall_after: bytes, then silence until the other side gives up.
        silent: not even headers come, until the other side gives up.
        whole: ignore Range.
        spoil: what is sent in the place of the true bytes.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int = -1
    stall_after: int = -1
    silent: bool = False
    whole: bool = False
    spoil: Callable[[bytes], bytes] | None = None


class Hub:
    """Serves one file of one repository.

    Attributes:
        seen: every request, in order.
        sent: bytes of the file that were sent.
        speed: bytes a second, or 0 for as fast as possible.
        claimed_size: what it says the size is, or 0 for the truth.
        waited: requests that were met with silence, so far.

    Args:
        certificate: makes it speak TLS.
    """

    def __init__(self, content: bytes, certificate: ssl.SSLContext | None = None) -> None:
        self.content = content
        self.claimed_size = 0
        self.waited = 0
        self._certificate = certificate
        self.commit = COMMIT
        self.etag = '"storage-1"'
        self.orders: deque[Order] = deque()
        self.hub_orders: deque[Order] = deque()
        self.api_orders: deque[Order] = deque()
        self.seen: list[Seen] = []
        self.sent = 0
        self.speed = 0
        self.redirects = True
        self.gated = False
        self.lfs_sha256: str | None = None
        self._links = 0
        self._ended = threading.Event()
        self._servers = [self._serve("hub"), self._serve("storage")]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def _scheme(self) -> str:
        return "https" if self._certificate else "http"

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._servers[0].server_port}"

    @property
    def storage_url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._servers[1].server_port}"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def paths(self, host: str) -> list[str]:
        return [seen.path for seen in self.seen if seen.host == host]

    def ranges(self) -> list[str]:
        """What was asked of the storage host, an empty text for the whole."""
        return [seen.headers.get("range", "") for seen in self.seen if seen.host == "storage"]

    def _serve(self, host: str) -> ThreadingHTTPServer:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                hub.seen.append(Seen(host, "GET", self.path, headers))
                hub._answer(self, host)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        if self._certificate:
            server.socket = self._certificate.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def _answer(self, handler: BaseHTTPRequestHandler, host: str) -> None:
        path = urlsplit(handler.path).path
        if host == "storage":
            order = self.orders.popleft() if self.orders else Order()
            self._file(handler, order)
        elif path.startswith("/api/models/"):
            order = self.api_orders.popleft() if self.api_orders else Order()
            self._info(handler, path, order)
        elif path == f"/api/v1/models/{REPOSITORY}/repo/files":
            order = self.api_orders.popleft() if self.api_orders else Order()
            self._listing(handler, order)
        elif path in (
            f"/api/v1/models/{REPOSITORY}/repo",
            f"/{REPOSITORY}/resolve/{self.commit}/{FILE}",
        ):
            self._resolve(handler)
        else:
            self._short(handler, 404, {"X-Error-Code": "EntryNotFound"})

    def _silence(self, handler: BaseHTTPRequestHandler) -> None:
        """Say nothing until the other side hangs up, or the test ends."""
        self.waited += 1
        handler.connection.settimeout(0.05)
        while not self._ended.is_set():
            try:
                if not handler.connection.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        handler.close_connection = True

    def _info(self, handler: BaseHTTPRequestHandler, path: str, order: Order) -> None:
        if order.silent:
            self._silence(handler)
        elif order.status:
            self._short(handler, order.status, order.headers)
        elif not re.fullmatch(rf"/api/models/{REPOSITORY}/revision/(main|{self.commit})", path):
            self._short(handler, 404, {"X-Error-Code": "RepoNotFound"})
        else:
            file: dict[str, Any] = {"rfilename": FILE, "size": len(self.content), "blobId": "b10b"}
            sha256 = self.sha256 if self.lfs_sha256 is None else self.lfs_sha256
            if sha256:
                size = self.claimed_size or len(self.content)
                file["lfs"] = {"size": size, "sha256": sha256, "pointerSize": 134}
            body = {"id": REPOSITORY, "sha": self.commit, "siblings": [file]}
            self._short(handler, 200, {"Content-Type": "application/json"}, body)

    def _listing(self, handler: BaseHTTPRequestHandler, order: Order) -> None:
        """As ModelScope lists the files of a repository."""
        if order.silent:
            self._silence(handler)
            return
        if order.status:
            self._short(handler, order.status, order.headers)
            return
        sha256 = self.sha256 if self.lfs_sha256 is None else self.lfs_sha256
        file = {"Name": FILE, "Path": FILE, "Type": "blob", "Size": len(self.content)}
        file |= {"Sha256": sha256, "Revision": self.commit}
        folder = {"Name": "docs", "Path": "docs", "Type": "tree", "Size": 0}
        body = {"Code": 200, "Success": True, "Data": {"Files": [folder, file]}}
        self._short(handler, 200, {"Content-Type": "application/json"}, body)

    def _resolve(self, handler: BaseHTTPRequestHandler) -> None:
        order = self.hub_orders.popleft() if self.hub_orders else Order()
        if self.gated:
            order = Order(status=403, headers={"X-Error-Code": "GatedRepo"})
        if order.silent:
            self._silence(handler)
        elif order.status:
            self._short(handler, order.status, order.headers)
        elif self.redirects:
            self._links += 1
            link = f"{self.storage_url}/blob?signature={self._links}"
            self._short(handler, 302, {"Location": link, "ETag": '"the-hubs"'})
        else:
            self._file(handler, self.orders.popleft() if self.orders else Order())

    def _short(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        headers: dict[str, str],
        body: Any = None,
    ) -> None:
        data = json.dumps(body).encode() if body is not None else b""
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def _file(self, handler: BaseHTTPRequestHandler, order: Order) -> None:
        if order.silent:
            self._silence(handler)
            return
        if order.status:
            self._short(handler, order.status, order.headers)
            return
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", handler.headers.get("Range", ""))
        condition = handler.headers.get("If-Range")
        if order.whole or (condition and condition != self.etag):
            asked = None
        start = int(asked[1]) if asked else 0
        if start >= len(self.content) and start:
            self._short(handler, 416, {"Content-Range": f"bytes */{len(self.content)}"})
            return
        last = len(self.content) - 1
        if asked and asked[2]:
            last = min(last, int(asked[2]))
        data = self.content[start : last + 1]
        handler.send_response(206 if asked else 200)
        if asked:
            handler.send_header("Content-Range", f"bytes {start}-{last}/{len(self.content)}")
        for name, value in {"ETag": self.etag, **order.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        self._send(handler, order, order.spoil(data) if order.spoil else data)

    def _send(self, handler: BaseHTTPRequestHandler, order: Order, data: bytes) -> None:
        end = max(order.cut_after, order.stall_after)
        view = memoryview(data)[: end if end >= 0 else len(data)]
        step = 16_384 if self.speed else 262_144
        try:
            for at in range(0, len(view), step):
                piece = view[at : at + step]
                handler.wfile.write(piece)
                self.sent += len(piece)
                if self.speed:
                    time.sleep(len(piece) / self.speed)
            if order.stall_after >= 0:
                self._ended.wait(20)
        except OSError:
            pass
        if end >= 0:
            handler.close_connection = True
