"""Whom ``soulchat bench engine`` sets side by side: our engine, and what it is measured by."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    EngineOptions,
    Finished,
    GenerationRequest,
    Sampling,
)
from app.core.inference.process import ProcessEngine
from app.core.inference.snapshots import Snapshots

SERVER_PACKAGE = "xllamacpp"
"""llama.cpp's own server as a package; the extra ``bench`` names the version."""

GPT4ALL_PACKAGE = "gpt4all"
"""Another program's engine; the same extra names it."""


@dataclass(frozen=True)
class Written:
    """One text that somebody wrote.

    Attributes:
        first_ms: from asking to the first piece of text.
        tokens_per_second: of the tokens after the first.
        reused: tokens of the prompt that were not read again.
    """

    first_ms: float
    tokens_per_second: float
    reused: int


class Ours:
    """Our engine the way the program uses it: child process, pipe, typed events.

    Args:
        weights: a GGUF file.
        options: how it is loaded.
        snapshots: where what it has read is kept for another day, if anywhere.
    """

    def __init__(
        self, weights: Path, options: EngineOptions, snapshots: Snapshots | None = None
    ) -> None:
        self.engine = ProcessEngine()
        if snapshots:
            self.engine.use_snapshots(snapshots)
        self._weights = weights
        self.load(options)

    def load(self, options: EngineOptions) -> None:
        """Load anew, or only change what can be changed in place."""
        for _event in self.engine.load(self._weights, options):
            pass

    def write(self, prompt: str, tokens: int, seed: int, conversation: str = "") -> Written:
        """Write at most so many tokens, in a conversation that may have been kept."""
        first = 0.0
        request = GenerationRequest(prompt, Sampling(seed=seed), tokens, conversation=conversation)
        begun = time.perf_counter()
        for event in self.engine.generate(request):
            now = time.perf_counter()
            if isinstance(event, Delta | Finished):  # its first token may be the end
                first = first or now
            if isinstance(event, Finished):
                rate = (event.reply_tokens - 1) / (now - first) if now > first else 0.0
                return Written((first - begun) * 1000, rate, event.reused_tokens)
        raise UserFacingError("engine_stopped")

    def prepare(self, prompt: str) -> None:
        """Have a draft read ahead, and wait until it is."""
        self.engine.prepare(prompt, draft=True)
        while not self.engine.status().resting:
            time.sleep(0.02)

    def yields(self, ahead: str, prompt: str) -> float:
        """Milliseconds until a prompt is begun with, asked for while another is read ahead."""
        self.engine.prepare(ahead)
        time.sleep(0.3)
        begun = time.perf_counter()
        answer = self.engine.generate(GenerationRequest(prompt, max_tokens=1))
        next(answer)
        waited = time.perf_counter() - begun
        for _event in answer:
            pass
        return waited * 1000

    def resident(self) -> int:
        """Bytes of memory that the engine's process holds."""
        return int(psutil.Process(self.engine.worker_pid).memory_info().rss)

    def close(self) -> None:
        """End it."""
        self.engine.close()


class Rival:
    """A child that loads the same weights and writes what it is asked to.

    Args:
        module: what is run.
        options: ``path``, ``context`` and ``threads``.

    Raises:
        UserFacingError: ``bench_rival_failed``.
    """

    def __init__(self, module: str, options: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.about = self._ask(options)

    def write(self, prompt: str, tokens: int, seed: int) -> Written:
        """Write at most so many tokens."""
        answer = self._ask({"prompt": prompt, "tokens": tokens, "seed": seed})
        return Written(
            answer.get("first_ms", 0.0), answer["tokens_per_second"], answer.get("reused", 0)
        )

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        try:
            assert self._process.stdin  # noqa: S101 - a pipe, as asked for
            assert self._process.stdout  # noqa: S101 - a pipe, as asked for
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            return dict(json.loads(self._process.stdout.readline()))
        except (OSError, ValueError):
            self.close()
            raise UserFacingError("bench_rival_failed") from None


def bare_loop(options: dict[str, Any]) -> Rival:
    """llama.cpp alone, in the shortest loop that writes."""
    return Rival("app.core.inference.worker.bare", options)


def server(options: dict[str, Any]) -> Rival | None:
    """llama.cpp's own server; None where its package is not installed."""
    return Rival("app.cli.bench_server", options) if find_spec(SERVER_PACKAGE) else None


def gpt4all(options: dict[str, Any]) -> Rival | None:
    """GPT4All's engine; None where its package is not installed. ``about`` says if it loaded."""
    return Rival("app.cli.bench_gpt4all", options) if find_spec(GPT4ALL_PACKAGE) else None


@contextlib.contextmanager
def busy_core() -> Iterator[None]:
    """One core kept busy by another process of ordinary priority."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        time.sleep(1)
        yield
    finally:
        busy.kill()
        busy.wait()
