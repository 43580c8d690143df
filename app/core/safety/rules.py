"""What the rules of all languages make of one text, without its context."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from app.core.safety.chinese import CHINESE
from app.core.safety.english import ENGLISH
from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, Speech

_LANGUAGES = (CHINESE, ENGLISH)
# A full stop ends a sentence only before a space: not in "3.5" or "a.m".
_SENTENCE_END = re.compile(r"[。!?\n;…]+|\.(?=\s|$)")
_BLOT = "○"
_BEFORE, _AFTER = 80, 60  # characters looked at around a match: bounds the work on endless text


class Finding(NamedTuple):
    """One rule that was met, with the level that its surroundings left of it."""

    rule: Rule
    level: Level
    words: str


@dataclass(frozen=True)
class Findings:
    """All that the rules found in one text."""

    alone: tuple[Finding, ...]
    escalating: tuple[Finding, ...]  # these count beside or after a finding of HIGH

    @property
    def level(self) -> Level:
        return max((finding.level for finding in self.alone), default=Level.NONE)

    def speak_of(self, kind: Kind, level: Level) -> bool:
        """Whether a rule of this kind and level was met and stood."""
        return any(f.rule.kind is kind and f.level is f.rule.level is level for f in self.alone)


def findings(text: str) -> Findings:
    """Read one normalised text by the rules of every language.

    Takes time in proportion to the length of the text, whatever it holds.
    """
    lines = _SENTENCE_END.sub("\n", text)
    alone: list[Finding] = []
    escalating: list[Finding] = []
    for speech in _LANGUAGES:
        if speech.letters.search(lines):
            blotted = speech.idioms.sub(lambda idiom: _BLOT * len(idiom[0]), lines)
            alone += _met(speech, speech.rules, blotted)
            escalating += _met(speech, speech.escalations, blotted)
    return Findings(tuple(alone), tuple(escalating))


def _met(speech: Speech, rules: tuple[Rule, ...], lines: str) -> list[Finding]:
    """The rules met in a text of one sentence a line, each at the gravest of its matches."""
    met = []
    for rule in rules:
        gravest = Level.NONE
        words = ""
        for match in rule.pattern.finditer(lines):
            level = _weighed(speech, rule, match)
            if level > gravest:
                gravest, words = level, match[0]
            if level is rule.level:
                break
        if words:
            met.append(Finding(rule, gravest, words))
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
