"""Originals are fetched from a hub by its own client: what a converter reads, and no program."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.making.conftest import ROOT, run_python

REPOSITORY, COMMIT = "kind/original", "c0ffee" * 6 + "cafe"
FILES = {
    "config.json": b'{"architectures": ["LlamaForCausalLM"]}',
    "model.safetensors": b"numbers" * 1000,
    "modeling_kind.py": b"raise SystemExit",
    "pytorch_model.bin": b"a pickle",
    "tokenizer.model": b"pieces",
}
WANTED = {"config.json", "model.safetensors", "tokenizer.model"}
FETCH = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT / "models" / "making")!r})
from originals import find
print(find(sys.argv[1], "", Path(sys.argv[2])))
"""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A hub that speaks both languages, and the files that were asked of it."""
    taken: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            path, query = parts.path, parse_qs(parts.query)
            if path == f"/api/v1/models/{REPOSITORY}/repo":
                self._file(query["FilePath"][0])
            elif path.startswith(f"/{REPOSITORY}/resolve/"):
                self._file(path.rpartition("/")[2])
            elif path == f"/api/v1/models/{REPOSITORY}/repo/files":
                self._json({"Code": 200, "Success": True, "Data": {"Files": listed()}})
            elif path.startswith(f"/api/models/{REPOSITORY}/tree/"):
                tree = [
                    {"type": "file", "path": name, "size": len(data), "oid": "b10b"}
                    for name, data in FILES.items()
                ]
                self._json(tree)
            elif path.startswith(f"/api/models/{REPOSITORY}"):
                siblings = [{"rfilename": name} for name in FILES]
                self._json({"id": REPOSITORY, "sha": COMMIT, "siblings": siblings})
            else:
                self._send(404, b"")

        def _file(self, name: str) -> None:
            taken.append(name)
            self._send(200, FILES[name])

        def _json(self, content: Any) -> None:
            self._send(200, json.dumps(content).encode(), "application/json")

        def _send(self, status: int, data: bytes, kind: str = "application/octet-stream") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", taken
    server.shutdown()
    server.server_close()


def listed() -> list[dict[str, Any]]:
    return [
        {
            "Name": name,
            "Path": name,
            "Type": "blob",
            "Size": len(data),
            "Sha256": hashlib.sha256(data).hexdigest(),
            "Revision": COMMIT,
        }
        for name, data in FILES.items()
    ]


@pytest.mark.parametrize("place", ["", "modelscope:"])
def test_only_what_is_wanted_is_fetched(
    asked: tuple[str, list[str]], tmp_path: Path, place: str
) -> None:
    url, taken = asked
    home = str(tmp_path / "home")
    done = run_python(
        *("-c", FETCH, place + REPOSITORY, str(tmp_path / "out")),
        HF_ENDPOINT=url,
        HF_HOME=home,
        MODELSCOPE_ENDPOINT=url,
        MODELSCOPE_CACHE=home,
        MODELSCOPE_HOME=home,
        HOME=home,
    )
    assert done.returncode == 0, done.stderr
    folder = Path(done.stdout.splitlines()[-1])
    assert folder.parent == tmp_path / "out"
    found = {file.name for file in folder.iterdir() if file.is_file() and file.name[0] != "."}
    assert found == WANTED
    assert all((folder / name).read_bytes() == FILES[name] for name in WANTED)
    assert set(taken) == WANTED
