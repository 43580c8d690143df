"""Work out what every match of a screen's rule must hold, so that most sentences are passed over.

    python models/making/signs.py --data ../shared/data

Writes ``app/core/safety/signs.py``; run it after each change of a rule. The data only tell
which signs are rare in ordinary talk; a test proves the signs from the rules themselves.
"""

import argparse
import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from re import _constants as codes  # public in no other way
from re import _parser as parser
from typing import Any

from app.core.safety.chinese import CHINESE
from app.core.safety.english import ENGLISH
from app.core.safety.normalise import spellings
from app.core.safety.speech import Speech

_OUT = Path(__file__).resolve().parents[2] / "app" / "core" / "safety" / "signs.py"
_AT_MOST = 60  # strings that are told apart at one place
_LOOK, _SEARCH = 1.0, 60.0  # microseconds: to look for one sign, to search a whole text
_RARE = 0.002  # of the sentences
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_DIGITS = set("0123456789")

_HEAD = '''"""What every match of a rule holds one of, and how every match begins.

Made by ``models/making/signs.py`` from the rules: run it after each change of one. A test
proves what stands here.
"""

SIGNS = {
'''


@dataclass
class Talk:
    """Ordinary sentences, to know what is rare in them."""

    sentences: list[str]
    _shares: dict[str, float] = field(default_factory=dict)

    def cost(self, signs: Iterable[str]) -> float:
        """What a rule costs that is searched where one of these signs stands."""
        return sum(_LOOK + _SEARCH * self._share(sign) for sign in signs)

    def shortest(self, sign: str) -> str:
        """The shortest part of a sign that is nearly as rare, so that rules share their signs."""
        enough = self._share(sign) + _RARE
        for length in range(1, len(sign)):
            for start in range(len(sign) - length + 1):
                if self._share(part := sign[start : start + length]) <= enough:
                    return part
        return sign

    def _share(self, sign: str) -> float:
        if sign not in self._shares:
            found = sum(sign in sentence for sentence in self.sentences)
            self._shares[sign] = found / len(self.sentences)
        return self._shares[sign]


def needs(sequence: Any, talk: Talk) -> set[str] | None:
    """The cheapest signs of which every match of a parsed pattern holds one; None without any."""
    parts = list(sequence)
    choices = [needed for code, value in parts if (needed := _needs_of(code, value, talk))]
    for start in range(len(parts)):
        strings: set[str] | None = {""}
        for part in parts[start:]:
            strings = _joined(strings, _strings(*part))
            if strings is None:
                break
            if all(strings):
                choices.append(strings)
    return min(choices, key=talk.cost, default=None)


def _needs_of(code: Any, value: Any, talk: Talk) -> set[str] | None:
    if code is codes.BRANCH:
        needed: set[str] = set()
        for branch in value[1]:
            one = needs(branch, talk)
            if one is None:
                return None
            needed |= one
        return set(_fewest(needed))
    if code is codes.SUBPATTERN:
        return needs(value[3], talk)
    if code in _REPEATS:
        return needs(value[2], talk) if value[0] else None
    return needs(value[1], talk) if code is codes.ASSERT and value[0] == 1 else None


def _strings(code: Any, value: Any) -> set[str] | None:
    """All that a part of a pattern can be; None where that is too much to say."""
    strings: set[str] | None = None
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        strings = {""}
    elif code is codes.LITERAL:
        strings = {chr(value)}
    elif code is codes.IN:
        strings = _union(_member(*member) for member in value)
    elif code is codes.SUBPATTERN:
        strings = _sequence(value[3])
    elif code is codes.BRANCH:
        strings = _union(_sequence(branch) for branch in value[1])
    elif code in _REPEATS and value[1] == 1:
        strings = _union([_sequence(value[2]), {""} if value[0] == 0 else set()])
    return strings


def _member(code: Any, value: Any) -> set[str] | None:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.RANGE:
        return {chr(one) for one in range(value[0], value[1] + 1)}
    return _DIGITS if value is codes.CATEGORY_DIGIT else None


def _sequence(parts: Any) -> set[str] | None:
    strings: set[str] | None = {""}
    for part in parts:
        strings = _joined(strings, _strings(*part))
    return strings


def _joined(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None or len(first) * len(second) > _AT_MOST:
        return None
    return {one + other for one in first for other in second}


def _union(choices: Iterable[set[str] | None]) -> set[str] | None:
    strings: set[str] = set()
    for choice in choices:
        if choice is None:
            return None
        strings |= choice
    return strings


def starts(sequence: Any) -> tuple[set[str] | None, bool]:
    """The characters a match may begin with, None for any; and whether it may be empty."""
    characters: set[str] = set()
    for code, value in sequence:
        more, empty = _starts_of(code, value)
        if more is None:
            return None, False
        characters |= more
        if not empty:
            return characters, False
    return characters, True


def _starts_of(code: Any, value: Any) -> tuple[set[str] | None, bool]:
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return set(), True
    if code is codes.SUBPATTERN:
        return starts(value[3])
    if code in _REPEATS:
        inner, empty = starts(value[2])
        return inner, empty or value[0] == 0
    if code is codes.BRANCH:
        each = [starts(branch) for branch in value[1]]
        return _union(one for one, _empty in each), any(empty for _one, empty in each)
    return _strings(code, value), False


def _fewest(signs: Iterable[str]) -> list[str]:
    """Signs without those that hold another."""
    each = set(signs)
    return sorted(one for one in each if not any(o != one and o in one for o in each))


def at_words(sequence: Any) -> bool:
    """Whether every match begins where a word or a sentence does."""
    first = next(((code, value) for code, value in sequence if code is not codes.ASSERT), None)
    if first is None:
        return False
    code, value = first
    if code is codes.AT:
        return value in (codes.AT_BOUNDARY, codes.AT_BEGINNING)
    if code is codes.SUBPATTERN:
        return at_words(value[3])
    return code is codes.BRANCH and all(at_words(branch) for branch in value[1])


def _sentences(data: Path) -> dict[str, list[str]]:
    with (data / "counsel_chat.csv").open(encoding="utf-8", newline="") as file:
        english = sorted({row["questionText"] for row in csv.DictReader(file)})
    talks = map(json.loads, (data / "smile_sample.jsonl").read_text("utf-8").splitlines())
    chinese = sorted({m["content"] for talk in talks for m in talk["messages"]})
    return {
        name: [line for text in texts for line in spellings(text)[0].split("\n") if line.strip()]
        for name, texts in (("english", english), ("chinese", chinese))
    }


def _lines(speech: Speech, talk: Talk) -> list[str]:
    lines = []
    for rule in speech.rules + speech.escalations:
        parsed = parser.parse(rule.said, re.MULTILINE)
        signs = _fewest(talk.shortest(sign) for sign in needs(parsed, talk) or ())
        first, empty = starts(parsed)
        begin = f"(?=[{re.escape(''.join(sorted(first)))}])" if first and not empty else ""
        if at_words(parsed):
            begin = rf"\b{begin}"
        lines.append(f"    {rule.name!r}: ({'|'.join(signs)!r}, {begin!r}),")
        print(rule.name, len(signs), round(talk.cost(signs), 1), begin)
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    talk = _sentences(options.parse_args().data)
    lines = _lines(CHINESE, Talk(talk["chinese"]))
    lines += _lines(ENGLISH, Talk(talk["english"]))
    _OUT.write_text(_HEAD + "\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
