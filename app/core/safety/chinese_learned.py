"""A second learned opinion on Chinese, from sentences of our own: wishes half said, other kinds.

It reads single characters, their pairs, and which concepts (``chinese_concepts.py``) follow
each other or stand together. ``learned.py`` knows how people on a crisis forum write; this one
how it is said obliquely, and what only sounds like it. Either may raise an alarm: see decision
080. Trained by ``models/making/screen.py``, which uses :func:`signs`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, repeat
from operator import add
from pathlib import Path

from app.core.safety import learned
from app.core.safety.chinese_concepts import concepts
from app.core.safety.learned import Weights, read_weights
from app.core.safety.levels import Kind

CLASS_WEIGHT = 0.7
"""What a sign of concepts counts beside one of characters; found by cross-validation."""

KINDS = (
    Kind.HARM_TO_OTHERS,
    Kind.ABUSE_SUFFERED,
    Kind.EATING_DISORDER,
    Kind.PSYCHOSIS_OR_MANIA,
)

_SHORTEST = 14  # shorter texts count as this long
_LONGEST = 300  # characters; a longer text speaks of too much for its kinds to be summed
_CLAUSE_END = re.compile(r"[\n,、 ]+")


@dataclass(frozen=True)
class Opinions:
    """Both sums over Chinese: an alarm where either says so."""

    first: Weights
    second: Weights


def read_opinions(safety: Path, of: str = "") -> list[Opinions]:
    """The models of both files, one a column.

    Args:
        safety: the folder of the files.
        of: ``_folds`` for those that each leave a fold of the labelled texts out.
    """
    firsts = read_weights(safety / f"screen{of}.tsv")
    seconds = read_weights(safety / f"screen_chinese{of}.tsv")
    # Beside the second sum stand those of the other kinds.
    return [Opinions(*both) for both in zip(firsts, seconds, strict=False)]


def signs(text: str) -> tuple[set[str], set[str]]:
    """What a normalised text shows: characters and their pairs, and its concepts.

    Signs of concepts begin with ``#`` (one, or two that follow each other in a clause) or
    ``&`` (two that stand anywhere in the text).
    """
    skeleton = set()
    met = set()
    for clause in _CLAUSE_END.split(text):
        before = ""
        for name in concepts(clause):
            met.add(name)
            skeleton.add(f"#{name}")
            skeleton.add(f"#{before}{name}")
            before = name
    skeleton.update(f"&{one}{other}" for one, other in combinations(sorted(met), 2))
    return {*text, *map(add, text, text[1:])}, skeleton


def scale(text: str) -> float:
    """What every sign is multiplied with, so that long texts don't outweigh short ones."""
    return 1 / math.sqrt(max(len(text), _SHORTEST))


def score(weights: Weights, text: str, sums: dict[str, float]) -> float:
    """How far a normalised text lies above the threshold, as :func:`learned.score` says it."""
    return learned.score(weights, text, sums, weigh)


def weigh(weights: Weights, text: str) -> float:
    """The sum of a text's weights."""
    return _total(weights, text, signs(text))


def kinds_heard(models: Sequence[Weights], text: str) -> list[Kind]:
    """The other kinds of danger that a short normalised text speaks of.

    Args:
        models: one for each of :data:`KINDS`.
    """
    if len(text) > _LONGEST:
        return []
    shown = signs(text)
    return [
        kind
        for kind, weights in zip(KINDS, models, strict=True)
        if _total(weights, text, shown) > weights.threshold
    ]


def _total(weights: Weights, text: str, shown: tuple[set[str], set[str]]) -> float:
    known = weights.by_sign
    characters, skeleton = shown
    total = sum(map(known.get, characters, repeat(0.0)))
    total += CLASS_WEIGHT * sum(map(known.get, skeleton, repeat(0.0)))
    return weights.bias + total * scale(text)
