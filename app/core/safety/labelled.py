"""Texts with labels, to measure the screen on, and what the screen is worth on them."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.errors import UserFacingError
from app.core.safety.chinese_learned import Opinions, read_opinions
from app.core.safety.screen import Level, assess

FOLDS = 5

# PsyGUARD's labels (EMNLP 2024), and short English ones for files of one's own.
_GRAVE = {"主动自杀意图", "自杀计划", "自杀准备行为", "自杀未遂", "grave"}
_RISK = _GRAVE | {"被动自杀意图", "关于自杀的探索", "自伤行为", "自伤意图", "risk"}
_OTHER = {"与自杀/自伤/攻击行为无关", "用户攻击行为", "他人攻击行为", "none"}


@dataclass(frozen=True)
class Labelled:
    """A text that people have read.

    Attributes:
        risk: it speaks of suicide or self-harm.
        grave: of intent, a plan, preparation or an attempt.
    """

    text: str = field(repr=False)
    risk: bool
    grave: bool


@dataclass(frozen=True)
class Rate:
    """How many of how many, with the interval in which the true rate lies (95 %)."""

    hits: int
    all: int

    @property
    def value(self) -> float:
        return self.hits / self.all if self.all else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (J. Am. Stat. Assoc. 22, 1927): sound near 0 and 1."""
        if not self.all:
            return (0.0, 1.0)
        z, n, p = 1.959964, self.all, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True)
class Worth:
    """What the screen is worth on labelled texts.

    Attributes:
        recall: alarms among the texts of risk.
        grave: alarms among the grave ones.
        false_alarms: alarms among the others.
        seen: texts that the shipped weights were trained on; each was judged by weights
            trained without it and its whole fold.
    """

    recall: Rate
    grave: Rate
    false_alarms: Rate
    seen: int


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def fold_of(text: str) -> int:
    return int(fingerprint(text), 16) % FOLDS


def read_labelled(file: Path) -> list[Labelled]:
    """Read a JSON list, or JSON lines, of ``{"text": …, "labels": […]}``.

    ``label`` with one label, or true and false, will do as well.

    Raises:
        UserFacingError: ``file_unreadable``, ``labels_unreadable`` with the line.
    """
    try:
        content = file.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UserFacingError("file_unreadable", name=file.name) from error
    if content.lstrip().startswith("["):
        rows = list(enumerate(_parsed(file, 1, content), 1))
    else:
        lines = enumerate(content.split("\n"), 1)
        rows = [(at, _parsed(file, at, line)) for at, line in lines if line.strip()]
    return [_labelled(file, at, row) for at, row in rows]


def measure(
    texts: Sequence[Labelled], safety: Path, judge: Callable[[str, Opinions | None], Level]
) -> Worth:
    """Judge every text by weights that did not learn from it.

    Args:
        safety: the folder of the weights.
        judge: the screen, given a text and Chinese weights, None for the shipped ones.
    """
    folds = read_opinions(safety, "_folds")
    learned_from = _fingerprints(safety / "screen_folds.tsv")
    seen = 0
    alarms = []
    for one in texts:
        known = fingerprint(one.text) in learned_from
        seen += known
        alarms.append(judge(one.text, folds[fold_of(one.text)] if known else None) >= Level.HIGH)
    pairs = list(zip(texts, alarms, strict=True))
    return Worth(
        recall=_rate(alarm for one, alarm in pairs if one.risk),
        grave=_rate(alarm for one, alarm in pairs if one.grave),
        false_alarms=_rate(alarm for one, alarm in pairs if not one.risk),
        seen=seen,
    )


def judge(text: str, opinions: Opinions | None) -> Level:
    """The level of the screen with other weights."""
    return assess(text, learned=opinions).level


def _rate(alarms: Iterable[bool]) -> Rate:
    each = list(alarms)
    return Rate(sum(each), len(each))


def _fingerprints(file: Path) -> set[str]:
    with file.open(encoding="utf-8") as lines:
        return {
            word
            for line in lines
            if line.startswith("# ")
            for word in line[2:].split()
            if len(word) == 8
        }


def _parsed(file: Path, line: int, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserFacingError("line_unreadable", name=file.name, line=line) from error


def _labelled(file: Path, line: int, row: Any) -> Labelled:
    if isinstance(row, dict) and isinstance(text := row.get("text"), str):
        labels = row.get("labels", row.get("label"))
        if isinstance(labels, bool):
            return Labelled(text, labels, False)
        given = {labels} if isinstance(labels, str) else labels
        if isinstance(given, (list, set)) and given and all(isinstance(one, str) for one in given):
            named = set(given)
            if named <= _RISK | _OTHER:
                return Labelled(text, bool(named & _RISK), bool(named & _GRAVE))
    raise UserFacingError("line_unreadable", name=file.name, line=line)
