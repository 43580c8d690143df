"""``soulchat bench``: how fast the program is on this computer, in figures to compare.

One function a benchmark, ``(program, options) -> {key: Figure}``; each key ends in its unit.
To add one: write it, and give it a name and a sentence in :func:`add_to`.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.bootstrap import Program
from app.cli import bench_engine, bench_export, bench_journal, bench_safety
from app.cli.console import show, show_json
from app.cli.window import Window
from app.core.i18n import _


@dataclass(frozen=True)
class Figure:
    """One figure and what it was made of.

    Attributes:
        value: what counts, in the unit that the figure's key ends in.
        runs: the single measurements, in the order they were made.
    """

    value: float
    runs: tuple[float, ...]

    @classmethod
    def of(
        cls, runs: Sequence[float], value: Callable[[Sequence[float]], float] = median
    ) -> "Figure":
        """A figure of single measurements; the value is their median, or what is asked for."""
        return cls(round(value(runs), 3), tuple(round(run, 3) for run in runs))


Benchmark = Callable[[Program, argparse.Namespace], Mapping[str, Figure]]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", window: Window) -> None:
    """Add the command, its benchmarks and their options."""
    parser = commands.add_parser("bench", help=_("measure how fast the program is here"))
    benchmarks = parser.add_subparsers(metavar="WHAT", required=True, title=_("benchmarks"))
    _add_ui(benchmarks, window)
    _add_journal(benchmarks)
    _add_export(benchmarks)
    bench_safety.add_to(benchmarks)
    bench_engine.add_to(benchmarks)


def _add_ui(
    benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]", window: Window
) -> None:
    def measure(program: Program, options: argparse.Namespace) -> Mapping[str, Figure]:
        return {"window_visible_ms": Figure.of(window.time_starts(program, options.runs))}

    parser = _add(benchmarks, "ui", _("how soon the window is there"), measure)
    parser.add_argument(
        "--runs", type=_count, default=7, metavar="N", help=_("how often it is started (7)")
    )
    parser.add_argument(  # what the benchmark starts: one of those runs
        "--once",
        action="store_const",
        dest="run",
        const=lambda program, _options: window.show_once(program),
        help=argparse.SUPPRESS,
    )


def _add_journal(benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    def measure(program: Program, options: argparse.Namespace) -> Mapping[str, Figure]:
        runs = bench_journal.measure(program.home.root, options.messages)
        at_most = {"search_p95_ms": bench_journal.percentile95}
        return {key: Figure.of(made, at_most.get(key, median)) for key, made in runs.items()}

    parser = _add(benchmarks, "journal", _("how fast a long journal is"), measure)
    parser.add_argument(
        "--messages", type=_count, default=100_000, metavar="N", help=_("how long (100000)")
    )


def _add_export(benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    def measure(program: Program, options: argparse.Namespace) -> Mapping[str, Figure]:
        runs = bench_export.measure(program.home.root, options.messages)
        return {key: Figure.of(made) for key, made in runs.items()}

    parser = _add(benchmarks, "export", _("how fast a long journal leaves and comes in"), measure)
    parser.add_argument(
        "--messages", type=_count, default=100_000, metavar="N", help=_("how long (100000)")
    )


def _add(
    benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    explanation: str,
    benchmark: Benchmark,
) -> argparse.ArgumentParser:
    """A benchmark by its name; gives back where its own options go."""

    def run(program: Program, options: argparse.Namespace) -> int:
        figures = benchmark(program, options)
        if options.json:
            show_json({key: {"value": f.value, "runs": f.runs} for key, f in figures.items()})
        else:
            for key, figure in figures.items():
                runs = " ".join(f"{run:g}" for run in figure.runs)
                show(f"{key}: {figure.value:g} ({runs})")
        return 0

    parser = benchmarks.add_parser(name, help=explanation)
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=run)
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(_("at least 1"))
    return count
