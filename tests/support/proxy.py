"""An HTTP proxy on loopback that notes what it was asked for and passes it on."""

import select
import socket
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_request: Any) -> None:
        return None


def _tunnel(here: socket.socket, there: socket.socket) -> None:
    """Carry bytes both ways until one side has enough."""
    other = {here: there, there: here}
    while True:
        for side in select.select(list(other), [], [])[0]:
            piece = side.recv(65_536)
            if not piece:
                return
            other[side].sendall(piece)


class Proxy:
    """Passes whole answers on, and what is encrypted as it is.

    Attributes:
        asked: the addresses, in order; host and port alone where a tunnel was asked for.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.asked.append(self.path)
                headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
                request = urllib.request.Request(self.path, headers=headers)
                try:
                    with opener.open(request) as answer:
                        self.pass_on(answer.status, answer.headers, answer.read())
                except urllib.error.HTTPError as refusal:
                    with refusal:
                        self.pass_on(refusal.code, refusal.headers, refusal.read())

            def do_CONNECT(self) -> None:
                proxy.asked.append(self.path)
                host, _colon, port = self.path.rpartition(":")
                with socket.create_connection((host, int(port))) as there:
                    self.send_response_only(200)
                    self.end_headers()
                    _tunnel(self.connection, there)
                self.close_connection = True

            def pass_on(self, status: int, headers: Any, body: bytes) -> None:
                self.send_response_only(status)
                for name, value in headers.items():
                    if name.lower() not in ("connection", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
