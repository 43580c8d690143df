"""``soulchat bench engine``: our engine beside llama.cpp's own server, in paired runs."""

import argparse
import contextlib
import platform
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from app.bootstrap import Program, examine_weights
from app.cli.bench_rivals import (
    GPT4ALL_PACKAGE,
    SERVER_PACKAGE,
    Ours,
    Rival,
    Written,
    bare_loop,
    busy_core,
    gpt4all,
    server,
)
from app.cli.console import say, show, show_json
from app.core.i18n import N_, _
from app.core.inference.engine import EngineOptions
from app.core.inference.snapshots import Snapshots

CONTEXT = 4096
"""Tokens of everybody's context."""

_WRITTEN = 96
"""Tokens of a run that measures decoding."""

_SHORT, _LONG, _MESSAGE = 500, 2_000, 400
"""Tokens of a short and a long conversation, and of a long message."""

_TURNS = 3
"""Pairs of turns for each run: they are short, and so is every disturbance beside them."""

_STORY = "Once upon a time, in a small village by the sea, there lived an old man who"
_SENTENCE = "We walked along the river and spoke about what had happened that year. "
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Bar:
    """What a figure means, and what it must reach.

    Attributes:
        meaning: a few words, marked for translation.
        limit: the worst value that keeps the promise.
        least: the figure must be at least that, else at most.
    """

    meaning: str
    limit: float
    least: bool = False


BARS: Mapping[str, Bar] = {
    "decode_ratio": Bar(N_("writing speed, to the server's"), 0.97, least=True),
    "gpt4all_ratio": Bar(N_("writing speed, to GPT4All's"), 0.97, least=True),
    "bare_ratio": Bar(N_("writing speed, to llama.cpp's bare loop"), 0.97, least=True),
    "next_turn_ratio": Bar(N_("first word of the next turn, to the server's"), 1.05),
    "history_growth": Bar(N_("its growth from 500 to 2,000 tokens, to the server's"), 1.05),
    "snapshot_ratio": Bar(N_("first word after a restart, to the server's reading anew"), 0.05),
    "draft_prefill_ratio": Bar(N_("first word with the draft read ahead, to without"), 0.10),
    "yield_ms": Bar(N_("until a request is begun with while it reads ahead, in ms"), 100),
    "busy_ratio": Bar(N_("writing speed beside a busy core, to alone"), 0.5, least=True),
    "engine_overhead_mb": Bar(N_("memory above weights and buffers, in MiB"), 150),
}
"""The bars of issue 7, by the figure's key."""


@dataclass(frozen=True)
class Compared:
    """A figure of paired runs.

    Attributes:
        ours, theirs: what was measured, in the order of the runs, and in ``unit``; theirs may be
            empty.
        runs: one figure for each pair.
        peer: what ``theirs`` is.
    """

    runs: tuple[float, ...]
    peer: str = ""
    unit: str = ""
    ours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()

    @property
    def value(self) -> float:
        """The median of the runs."""
        return median(self.runs)

    @classmethod
    def of(cls, peer: str, unit: str, ours: list[float], theirs: list[float]) -> "Compared":
        """Ours to theirs, pair by pair."""
        ratios = tuple(one / other for one, other in zip(ours, theirs, strict=True))
        return cls(ratios, peer, unit, tuple(ours), tuple(theirs))


def add_to(benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the benchmark and its options."""
    parser = benchmarks.add_parser(
        "engine", help=_("how fast the engine is beside llama.cpp's own server")
    )
    parser.add_argument(
        "--weights", metavar="FILE", help=_("the GGUF file (default: the demo weights)")
    )
    parser.add_argument(
        "--runs", type=int, default=5, metavar="N", help=_("how many paired runs (5)")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(program: Program, options: argparse.Namespace) -> int:
    weights = examine_weights(program, Path(options.weights)).path if options.weights else None
    weights = weights or program.weights.find("demo").path
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        race = _Race(stack, weights, options.runs)
        figures = race.figures()
        facts = race.facts() | {"seconds": round(time.monotonic() - begun)}
    if options.json:
        show_json(facts | {key: _listed(figure) for key, figure in figures.items()})
    else:
        _show_table(facts, figures)
    return 0


class _Race:
    """All subjects with the same weights, measured in turn so that noise meets everybody.

    Args:
        stack: ends them.
    """

    def __init__(self, stack: contextlib.ExitStack, weights: Path, runs: int) -> None:
        self._weights = weights
        self._runs = runs
        self._threads = psutil.cpu_count(logical=False) or 1
        options = {"path": str(weights), "context": CONTEXT, "threads": self._threads}
        self._fixed = EngineOptions(context_length=CONTEXT, threads=self._threads)
        self._ours = Ours(weights, self._fixed)
        stack.callback(self._ours.close)
        self._bare = bare_loop(options)
        stack.callback(self._bare.close)
        self._server = self._peer(stack, SERVER_PACKAGE, server(options))
        self._gpt4all = self._peer(stack, GPT4ALL_PACKAGE, gpt4all(options))

    def _peer(self, stack: contextlib.ExitStack, package: str, peer: Rival | None) -> Rival | None:
        """Only one that is here and can load the weights; else it is said why not."""
        if not peer:
            missing = _("The package {package} is not installed, so nothing is compared with it.")
            say(missing.format(package=package))
            return None
        stack.callback(peer.close)
        if not peer.about.get("loaded", True):
            unknown = _("{package} {version} can't load {name}, so nothing is compared with it.")
            version = peer.about["version"]
            say(unknown.format(package=package, version=version, name=self._weights.name))
            return None
        return peer

    def facts(self) -> dict[str, Any]:
        """The machine, the builds, and what was loaded."""
        engine = self._ours.engine.describe()
        return {
            "machine": {
                "system": f"{platform.system()} {platform.machine()}",
                "processor": next((one.description for one in engine.devices), ""),
                "cores": self._threads,
                "memory_mb": psutil.virtual_memory().total // _MEBIBYTE,
                "load_average": psutil.getloadavg(),
            },
            "llama_cpp": {"ours": engine.version, "features": engine.features}
            | ({"peer": self._server.about} if self._server else {})
            | ({GPT4ALL_PACKAGE: self._gpt4all.about} if self._gpt4all else {}),
            "weights": {"name": self._weights.name, "bytes": self._weights.stat().st_size},
        }

    def figures(self) -> dict[str, Compared]:
        """Everything, by the keys of :data:`BARS`."""
        figures: dict[str, Compared] = {}
        for measure in (
            *(self._decoding, self._turns, self._tomorrow),
            *(self._draft, self._overhead, self._busy),
        ):
            figures |= measure()
        return {key: figures[key] for key in BARS if key in figures}

    def _decoding(self) -> dict[str, Compared]:
        ours: list[float] = []
        peers: dict[str, tuple[str, list[float], Callable[[str, int, int], Written]]]
        peers = {"bare_ratio": ("llama_decode", [], self._bare.write)}
        if self._server:
            peers["decode_ratio"] = (SERVER_PACKAGE, [], self._server.write)
        if self._gpt4all:
            peers["gpt4all_ratio"] = (GPT4ALL_PACKAGE, [], self._gpt4all.write)
        sides = [
            (ours, self._ours.write),
            *((rates, write) for _peer, rates, write in peers.values()),
        ]
        for seed in self._seeds():
            for rates, write in sides:
                rates.append(self._rate(write, seed))
            sides.append(sides.pop(0))  # nobody always comes first
        return {
            key: Compared.of(peer, "tokens/s", ours, rates)
            for key, (peer, rates, _write) in peers.items()
        }

    def _turns(self) -> dict[str, Compared]:
        """The first words after another message in a conversation that both have read."""
        if not self._server:
            return {}
        taken: dict[int, Compared] = {}
        for length in (_SHORT, _LONG):
            conversation = self._text(length)
            ours, theirs = [], []
            for run in range(-1, _TURNS * self._runs):
                prompt = f"{conversation}\nIn run {run} somebody asked: {_SENTENCE * 2}\nAnswer:"
                pair = [self._first(one, prompt) for one in (self._ours.write, self._server.write)]
                if run >= 0:  # before that the conversation itself was read
                    ours.append(pair[0])
                    theirs.append(pair[1])
            taken[length] = Compared.of(SERVER_PACKAGE, "ms", ours, theirs)
        grown = zip(taken[_LONG].runs, taken[_SHORT].runs, strict=True)
        return {
            "next_turn_ratio": taken[_LONG],
            "history_growth": Compared(tuple(a / b for a, b in grown), SERVER_PACKAGE),
        }

    def _tomorrow(self) -> dict[str, Compared]:
        """A long conversation in an engine started anew, beside a server that reads all of it."""
        if not self._server:
            return {}
        ours, theirs = [], []
        with tempfile.TemporaryDirectory() as folder:
            snapshots = Snapshots(Path(folder), secrets.token_bytes(32), 2**31)
            for run in self._seeds():
                prompt = f"On day {run} this was said. {self._text(_LONG)}\nAnswer:"
                today = Ours(self._weights, self._fixed, snapshots)
                today.write(prompt, 1, 0, f"conversation{run}")
                today.engine.keep(f"conversation{run}")
                today.close()
                tomorrow = Ours(self._weights, self._fixed, snapshots)
                found = tomorrow.write(prompt, 2, 0, f"conversation{run}")
                tomorrow.close()
                ours.append(found.first_ms)
                theirs.append(self._first(self._server.write, prompt))
        return {"snapshot_ratio": Compared.of(SERVER_PACKAGE, "ms", ours, theirs)}

    def _draft(self) -> dict[str, Compared]:
        """A long message in a short conversation, with and without having been read ahead."""
        conversation = self._text(_SHORT)
        ahead: list[float] = []
        plain: list[float] = []
        self._ours.write(conversation, 1, 0)
        for run in self._seeds():
            for times in (plain, ahead):
                read = "ahead" if times is ahead else "plainly"
                message = f"\nMessage {run}, {read}: {self._text(_MESSAGE)}\nAnswer:"
                if times is ahead:
                    self._ours.prepare(conversation + message)
                times.append(self._first(self._ours.write, conversation + message))
        waits = [
            self._ours.yields(f"{run} {self._text(_LONG)}", f"{run} {_SENTENCE}")
            for run in self._seeds()
        ]
        return {
            "draft_prefill_ratio": Compared.of("", "ms", ahead, plain),
            "yield_ms": Compared(tuple(waits)),
        }

    def _overhead(self) -> dict[str, Compared]:
        known = self._weights.stat().st_size + self._ours.engine.status().buffer_bytes
        above = (self._ours.resident() - known) / _MEBIBYTE
        return {"engine_overhead_mb": Compared((above,))}

    def _busy(self) -> dict[str, Compared]:
        self._ours.load(EngineOptions(context_length=CONTEXT))
        busy, alone = [], []
        for seed in self._seeds():
            alone.append(self._rate(self._ours.write, seed))
            with busy_core():
                busy.append(self._rate(self._ours.write, seed))
            time.sleep(1)
        self._ours.load(self._fixed)
        return {"busy_ratio": Compared.of("", "tokens/s", busy, alone)}

    def _seeds(self) -> Iterator[int]:
        yield from range(self._runs)

    def _rate(self, write: Callable[[str, int, int], Written], seed: int) -> float:
        return write(_STORY, _WRITTEN, seed).tokens_per_second

    def _first(self, write: Callable[[str, int, int], Written], prompt: str) -> float:
        return write(prompt, 2, 0).first_ms

    def _text(self, tokens: int) -> str:
        """Prose of about so many tokens."""
        each = self._ours.engine.count_tokens(_SENTENCE)
        return _SENTENCE * round(tokens / each)


def _listed(figure: Compared) -> dict[str, Any]:
    listed: dict[str, Any] = {
        "value": round(figure.value, 4),
        "runs": [round(run, 4) for run in figure.runs],
        "peer": figure.peer or None,
    }
    if figure.ours:
        listed["unit"] = figure.unit
        listed["ours"] = [round(one, 2) for one in figure.ours]
        listed["theirs"] = [round(one, 2) for one in figure.theirs]
    return listed


def _show_table(facts: dict[str, Any], figures: Mapping[str, Compared]) -> None:
    machine = facts["machine"]
    show(f"{machine['processor']}, {machine['cores']} × {machine['system']}")
    show(facts["llama_cpp"]["ours"])
    show(facts["weights"]["name"])
    for key, figure in figures.items():
        bar = BARS[key]
        kept = figure.value >= bar.limit if bar.least else figure.value <= bar.limit
        sides = ""
        if figure.ours:
            sides = f"  {median(figure.ours):.1f} / {median(figure.theirs):.1f} {figure.unit}"
        sign = "≥" if bar.least else "≤"
        mark = _("kept") if kept else _("missed")
        limit = f"{sign} {bar.limit:<6g}"
        show(f"{key:20} {figure.value:8.3f} {limit} {mark:8} {_(bar.meaning)}{sides}")
