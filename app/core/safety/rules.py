"""What the rules of all languages make of one text, without the messages before it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from app.core.safety.chinese import CHINESE
from app.core.safety.english import ENGLISH
from app.core.safety.levels import Level
from app.core.safety.speech import Rule, Speech

_LANGUAGES = (CHINESE, ENGLISH)
_BLOT = "○"
_CLAUSE_ENDS = ",\n"
_BEFORE, _AFTER = 80, 60  # characters looked at around a match: bounds the work on endless text


class Finding(NamedTuple):
    """One rule that was met, with the level that its surroundings left of it, perhaps none."""

    rule: Rule
    level: Level
    words: str


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
    plain = _blotted(CHINESE, lines)
    for rule in CHINESE.rules:
        for match in rule.pattern.finditer(plain):
            if Level.NONE < _weighed(CHINESE, rule, match) < rule.level:
                start = max(plain.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
                ends = [plain.find(mark, match.end()) for mark in _CLAUSE_ENDS]
                end = min((end for end in ends if end >= 0), default=len(plain))
                plain = plain[:start] + _BLOT * (end - start) + plain[end:]
    return plain


def _blotted(speech: Speech, lines: str) -> str:
    return speech.idioms.sub(lambda idiom: _BLOT * len(idiom[0]), lines)


def _read(lines: str, rules: Callable[[Speech], tuple[Rule, ...]]) -> list[Finding]:
    found: list[Finding] = []
    for speech in _LANGUAGES:
        if not speech.letters.search(lines):
            continue
        # Most texts meet no rule; only for the others is it worth knowing their idioms.
        likely = [rule for rule in rules(speech) if rule.pattern.search(lines)]
        if likely:
            found += _met(speech, likely, _blotted(speech, lines))
    return found


def _met(speech: Speech, rules: list[Rule], lines: str) -> list[Finding]:
    """The rules met in a text of one sentence a line, each at the gravest of its matches."""
    met = []
    for rule in rules:
        gravest: Finding | None = None
        for match in rule.pattern.finditer(lines):
            level = _weighed(speech, rule, match)
            if gravest is None or level > gravest.level:
                gravest = Finding(rule, level, match[0])
            if level is rule.level:
                break
        if gravest:
            met.append(gravest)
    return met


def _weighed(speech: Speech, rule: Rule, match: re.Match[str]) -> Level:
    """The level of a match once its surroundings are read: never above the rule's own."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]
    after = match.string[match.end() : match.end() + _AFTER].replace("\n", " ")
    if rule.guarded and _denied(speech, before, after):
        return Level.NONE
    if speech.someone_else.search(before) or speech.quoted.search(before):
        return min(rule.level, Level.CONCERN)
    if speech.past.search(before) or speech.past.match(match[0]):
        over = speech.overcome.search(before + match[0] + after)
        return min(rule.level, Level.CONCERN if over else Level.HIGH)
    return rule.level


def _denied(speech: Speech, before: str, after: str) -> bool:
    if speech.withdrawn.match(after):
        return True
    denial = speech.negated.search(before)
    return denial is not None and not speech.asked.search(before[: denial.end()])
