"""What the screen learned of English: words, words in a row, and concepts that stand together.

A linear sum over the words of a sentence and their pairs, and over its concepts
(``safety/concepts.py``), their pairs and their order: words know what was said before,
concepts what was not. Made by ``models/making/screen_english.py``; pure Python.
"""

import math
import re
from collections.abc import Iterator
from itertools import combinations

from app.core.safety.concepts import HARMLESS, concepts
from app.core.safety.learned import Weights

_ENGLISH = re.compile(r"[a-z]{2}")
_WORD = re.compile(r"[a-z]+|\d+")
_TOGETHER, _THREE, _IN_A_ROW = 0.7, 0.5, 0.8
"""What pairs and triples of concepts, and pairs of words, count beside one."""
_SHORTEST, _USUAL = 40, 60  # characters: shorter sentences count as so long; counts unscaled
_LONGEST, _OVERLAP = 240, 60  # endless sentences are weighed in parts


def signs(sentence: str) -> dict[str, float]:
    """The signs of a normalised sentence, and what each counts.

    ``D`` a concept, ``DW`` two in the sentence, ``>WD`` one after the other, and three;
    ``_die`` a word, ``_to die`` two in a row, with ``^`` and ``$`` for the sentence's ends.
    """
    names = concepts(sentence)
    present = sorted(set(names))
    found = dict.fromkeys(present, 1.0)
    found |= dict.fromkeys(map("".join, combinations(present, 2)), _TOGETHER)
    found |= dict.fromkeys(map(">{}{}".format, names, names[1:]), _TOGETHER)
    core = [name for name in names if name not in HARMLESS]
    found |= dict.fromkeys(map(">{}{}{}".format, core, core[1:], core[2:]), _THREE)
    words = ["_" + word for word in _WORD.findall(sentence.replace("'", ""))]
    found |= dict.fromkeys(words, 1.0)
    rows = map("{} {}".format, ["_^", *words], [*(word[1:] for word in words), "$"])
    return found | dict.fromkeys(rows, _IN_A_ROW)


def scale(sentence: str) -> float:
    """What every sign is multiplied with, so that long sentences don't outweigh short ones."""
    return float((max(len(sentence), _SHORTEST) / _USUAL) ** -0.25)


def score(weights: Weights, text: str, sums: dict[str, float]) -> float:
    """How far a normalised text lies above the threshold, by its loudest sentence.

    Args:
        sums: of sentences already weighed with these weights; more are added.

    The more sentences, the likelier one is loud by chance, so each has to be louder by the
    logarithm of their number.
    """
    sentences = dict.fromkeys(
        part for line in text.split("\n") if _ENGLISH.search(line) for part in _parts(line)
    )
    if not sentences:
        return -math.inf
    for sentence in sentences:
        if sentence not in sums:
            sums[sentence] = _sum(weights, sentence)
    loudest = max(map(sums.__getitem__, sentences))
    return loudest - math.log(len(sentences)) - weights.threshold


def _parts(line: str) -> Iterator[str]:
    """A line as it is weighed: whole, or in parts that overlap and end between words."""
    line = line.strip()
    while len(line) > _LONGEST:
        end = line.rfind(" ", _OVERLAP * 2, _LONGEST)
        end = end if end > 0 else _LONGEST
        yield line[:end]
        line = line[end - _OVERLAP :]
    yield line


def _sum(weights: Weights, sentence: str) -> float:
    known = weights.by_sign
    total = sum(known.get(sign, 0.0) * count for sign, count in signs(sentence).items())
    return weights.bias + total * scale(sentence)
