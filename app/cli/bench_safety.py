"""``soulchat bench safety``: how many labelled texts the screen hears, and how fast."""

import argparse
import random
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from app.bootstrap import Program
from app.cli.console import say, show, show_json
from app.core import paths
from app.core.i18n import _, ngettext
from app.core.safety.labelled import Rate, judge, measure, read_labelled
from app.core.safety.screen import assess, prepare

_LENGTH = 2_000  # characters of the texts that are timed
_RUNS = 21
_PROSE = {
    "zh": "今天下班以后我一个人走回家，路上想起小时候的事，心里有点空，也说不清是为什么。",
    "en": "After work I walked home alone and thought of my childhood; I felt empty somehow. ",
    "mixed": "今天开会的时候 my boss 又说我 not good enough，我回家就 cry 了很久。",
}
_WORDS = (  # what many rules and the learned sums look for, next to what they don't
    "i my want to end the day tired of life never sleep pills rope bridge mum friend tomorrow "
    "not without pain home alone think about work nobody called she said goodbye kill time"
)
_CHARACTERS = "我不想活死了痛苦累回家妈朋友药楼刀跳离开世界今晚睡着工作没人意义开心吃饭天气再见"


def hostile_texts() -> dict[str, str]:
    """Texts made to keep the screen busy, the same every time."""
    dice = random.Random(5)  # noqa: S311 -- no secret
    words = [dice.choice(_WORDS.split()) for _word in range(_LENGTH)]
    characters = "".join(dice.choice(_CHARACTERS) for _character in range(_LENGTH))
    parts = zip(range(0, _LENGTH, 5), words, words[1:], words[2:], strict=False)
    texts = {
        "chinese without a stop": characters,
        "english without a stop": " ".join(words),
        "mixed without a stop": " ".join(
            f"{characters[at : at + 5]} {a} {b} {c}" for at, a, b, c in parts
        ),
        "negations": "I don't want to die, he doesn't want to die, 我不想死，他也不想自杀，",
        "questions": "How many pills does it take? 怎么才能不痛苦地死？",
        "homophones": "我想紫砂，四了算了，zi sha，不想或了，kms，unalive，su1c1de，",
        "gaps": "自 杀 k i l l 想·死 d.i.e ",
        "one word": "die ",
        "one letter": "a",
        "one character": "死",
        "emoji": "😭💀🔪",
        "spaces": " ",
        "marks": "!?…",
    }
    return {name: "".join(islice(cycle(text), _LENGTH)) for name, text in texts.items()}


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
    prepare()
    prose = {f"{name}_2000_ms": median(_times(text * _LENGTH)) for name, text in _PROSE.items()}
    hostile = {name: _times(text) for name, text in hostile_texts().items()}
    slowest = max(hostile, key=lambda name: median(hostile[name]))
    times = prose | {
        "hostile_2000_median_ms": median(map(median, hostile.values())),
        "hostile_2000_slowest_ms": median(hostile[slowest]),
        "hostile_2000_worst_ms": max(map(max, hostile.values())),
    }
    times = {name: round(milliseconds, 3) for name, milliseconds in times.items()}
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
            | {"hostile_slowest": slowest}
            | {"texts": len(texts), "cross_validated": worth.seen, "interval": "Wilson, 95 %"}
        )
        return 0
    for name, rate in rates.items():
        low, high = rate.interval
        show(f"{name}: {rate.value:.4f} ({rate.hits}/{rate.all}; 95 %: {low:.4f}-{high:.4f})")
    for name, milliseconds in times.items():
        show(f"{name}: {milliseconds:g}")
    show(f"hostile_slowest: {slowest}")
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


def _times(text: str) -> list[float]:
    """The milliseconds that each of many readings of a text takes."""
    text = text[:_LENGTH]
    assess(text)
    runs = []
    for _run_number in range(_RUNS):
        started = time.perf_counter()
        assess(text)
        runs.append((time.perf_counter() - started) * 1000)
    return runs
