"""What the rules of all languages make of one text, without the messages before it."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from app.core.safety.levels import Level
from app.core.safety.speech import Rule, Speech

_BLOT = "○"
_Span = tuple[int, int]
_CLAUSE_ENDS = ",\n"
_BEFORE, _AFTER = 80, 60  # characters looked at around a match: bounds the work on endless text


class Finding(NamedTuple):
    """One rule that was met, with the level that its surroundings left of it, perhaps none."""

    rule: Rule
    level: Level
    words: str


@cache
def languages() -> tuple[Speech, Speech]:
    """The rules of every language; compiling them takes time that no start need wait for."""
    from app.core.safety.chinese import CHINESE  # noqa: PLC0415
    from app.core.safety.english import ENGLISH  # noqa: PLC0415

    return CHINESE, ENGLISH


def findings(lines: str) -> list[Finding]:
    """What counts by itself in a normalised text of one sentence a line.

    Takes time in proportion to the length of the text, whatever it holds.
    """
    return _read(lines, lambda speech: speech.rules)


def escalations(lines: str) -> list[Finding]:
    """What counts only beside, or after, a finding of ``HIGH``: readiness, means, a farewell."""
    return _read(lines, lambda speech: speech.escalations)


def unexplained(lines: str) -> str:
    """A normalised text without what the rules know to be harmless in it.

    Blotted out are Chinese idioms, and clauses that are overcome, quoted or about somebody
    else. A denial stays: whoever denies one thing often means another.
    """
    chinese, _english = languages()
    plain = _blotted(chinese, lines)
    weigh = _Scales(chinese)
    for rule, spans in _likely(chinese.rules, plain):
        for match in _matches(rule, plain, spans):
            if Level.NONE < weigh(rule, match) < rule.level:
                start = max(plain.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
                ends = [plain.find(mark, match.end()) for mark in _CLAUSE_ENDS]
                end = min((end for end in ends if end >= 0), default=len(plain))
                plain = plain[:start] + _BLOT * (end - start) + plain[end:]
    return plain


def _blotted(speech: Speech, lines: str) -> str:
    return speech.idioms.sub(lambda idiom: _BLOT * len(idiom[0]), lines)


def _read(lines: str, rules: Callable[[Speech], tuple[Rule, ...]]) -> list[Finding]:
    found: list[Finding] = []
    sentences = lines.split("\n")
    for speech in languages():
        lines = "\n".join(filter(speech.letters.search, sentences))
        # Most texts meet no rule; only for the others is it worth knowing their idioms.
        if likely := _likely(rules(speech), lines):
            blotted = _blotted(speech, lines)
            weigh = _Scales(speech)
            for rule, spans in likely:
                found += _met(weigh, rule, _matches(rule, blotted, spans))
    return found


def _likely(rules: tuple[Rule, ...], lines: str) -> list[tuple[Rule, list[_Span]]]:
    """The rules that a text may meet, with the sentences in which they may."""
    bits, unsigned = _signs(rules)
    present = [(sign, bit) for sign, bit in bits.items() if sign in lines]
    sentences: list[tuple[int, _Span]] = []
    start = 0
    for line in lines.split("\n"):
        signs = unsigned
        for sign, bit in present:
            if sign in line:
                signs |= bit
        sentences.append((signs, (start, start + len(line))))
        start += len(line) + 1
    likely = []
    for at, rule in enumerate(rules):
        bit, search = 1 << at, rule.pattern.search
        spans = [span for signs, span in sentences if signs & bit and search(lines, *span)]
        if spans:
            likely.append((rule, spans))
    return likely


@cache
def _signs(rules: tuple[Rule, ...]) -> tuple[dict[str, int], int]:
    """For each sign a bit for every rule it is a sign of; and the rules without signs."""
    bits: dict[str, int] = {}
    unsigned = 0
    for at, rule in enumerate(rules):
        unsigned |= 0 if rule.signs else 1 << at
        for sign in rule.signs:
            bits[sign] = bits.get(sign, 0) | 1 << at
    return bits, unsigned


def _matches(rule: Rule, lines: str, spans: Iterable[_Span]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from rule.pattern.finditer(lines, start, end)


class _Scales:
    """Weighs a text's matches by what stands around them, the same surroundings once."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._weighed: dict[tuple[Level, bool, str, str, str], Level] = {}

    def __call__(self, rule: Rule, match: re.Match[str]) -> Level:
        """The level of a match once its surroundings are read: never above the rule's own."""
        start, end = match.span()
        before = match.string[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        after = match.string[end : end + _AFTER].replace("\n", " ")
        key = (rule.level, rule.guarded, before, match[0], after)
        level = self._weighed.get(key)
        if level is None:
            level = self._weighed[key] = self._weigh(*key)
        return level

    def _weigh(self, level: Level, guarded: bool, before: str, words: str, after: str) -> Level:
        speech = self._speech
        if guarded and _denied(speech, before, after):
            return Level.NONE
        if speech.someone_else.search(before) or speech.quoted.search(before):
            return min(level, Level.CONCERN)
        if speech.past.search(before) or speech.past.match(words):
            over = speech.overcome.search(before + words + after)
            return min(level, Level.CONCERN if over else Level.HIGH)
        return level


def _met(weigh: _Scales, rule: Rule, matches: Iterable[re.Match[str]]) -> list[Finding]:
    """The rule at the gravest of its matches; none where there is no match."""
    gravest: Finding | None = None
    for match in matches:
        level = weigh(rule, match)
        if gravest is None or level > gravest.level:
            gravest = Finding(rule, level, match[0])
        if level is rule.level:
            break
    return [gravest] if gravest else []


def _denied(speech: Speech, before: str, after: str) -> bool:
    if speech.withdrawn.match(after):
        return True
    denial = speech.negated.search(before)
    return denial is not None and not speech.asked.search(before[: denial.end()])
