"""``soulchat bench safety``: how many labelled texts the screen hears, and how fast."""

import argparse
import time
from pathlib import Path
from statistics import median

from app.bootstrap import Program
from app.cli.console import say, show, show_json
from app.core import paths
from app.core.i18n import _, ngettext
from app.core.safety.labelled import Rate, judge, measure, read_labelled
from app.core.safety.screen import assess

_LENGTH = 2_000  # characters of the texts that are timed
_RUNS = 21
_PROSE = {
    "zh": "今天下班以后我一个人走回家，路上想起小时候的事，心里有点空，也说不清是为什么。",
    "en": "After work I walked home alone and thought of my childhood; I felt empty somehow. ",
    "mixed": "今天开会的时候 my boss 又说我 not good enough，我回家就 cry 了很久。",
}


def add_to(benchmarks: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the benchmark and its options."""
    parser = benchmarks.add_parser(
        "safety", help=_("how many labelled texts the screen hears, and how fast")
    )
    parser.add_argument(
        "--file",
        type=Path,
        required=True,
        metavar="LABELLED.jsonl",
        help=_(
            'labelled texts: {"text": …, "labels": […]} a line, or a JSON list of them; labels '
            "of PsyGUARD, or grave, risk, none"
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(program: Program, options: argparse.Namespace) -> int:
    texts = read_labelled(options.file)
    worth = measure(texts, paths.resources() / "safety", judge)
    rates = {
        "recall": worth.recall,
        "grave_recall": worth.grave,
        "false_alarms": worth.false_alarms,
    }
    times = {f"{name}_2000_ms": _time(prose) for name, prose in _PROSE.items()}
    if worth.seen:
        say(
            ngettext(
                "{count} text of these is among those the screen learned from; it is judged "
                "by weights trained without it (five-fold cross-validation).",
                "{count} texts of these are among those the screen learned from; each is judged "
                "by weights trained without it (five-fold cross-validation).",
                worth.seen,
            ).format(count=worth.seen)
        )
    if options.json:
        figures = {name: _plain(rate) for name, rate in rates.items()}
        show_json(
            figures
            | times
            | {"texts": len(texts), "cross_validated": worth.seen, "interval": "Wilson, 95 %"}
        )
        return 0
    for name, rate in rates.items():
        low, high = rate.interval
        show(f"{name}: {rate.value:.4f} ({rate.hits}/{rate.all}; 95 %: {low:.4f}-{high:.4f})")
    for name, milliseconds in times.items():
        show(f"{name}: {milliseconds:g}")
    return 0


def _plain(rate: Rate) -> dict[str, float | int | None]:
    low, high = rate.interval
    return {
        "value": round(rate.value, 4) if rate.all else None,
        "hits": rate.hits,
        "all": rate.all,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def _time(prose: str) -> float:
    """Median milliseconds for a text of ordinary sorrow."""
    text = (prose * _LENGTH)[:_LENGTH]
    assess(text)
    runs = []
    for _run_number in range(_RUNS):
        started = time.perf_counter()
        assess(text)
        runs.append((time.perf_counter() - started) * 1000)
    return round(median(runs), 3)
