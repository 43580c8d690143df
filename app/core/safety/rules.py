"""What the rules of all languages make of one text, without the messages before it.

However long and dense a text is, the work stays bounded: the same sentence is read once, and
after so many excuses of a text ("not", "she", "in the film") none is believed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import add
from typing import NamedTuple

from app.core.safety.levels import Level
from app.core.safety.signs import SIGNS
from app.core.safety.speech import Rule, Speech

_BLOT = "○"
_Span = tuple[int, int]
_CLAUSE_ENDS = ",\n"
_COUNTED = 3  # hints of one kind; more say no more
_BEFORE, _AFTER = 80, 60  # characters looked at around a match
_EXCUSES = 40  # different surroundings that are weighed in one text
_LONG, _OVERLAP = 200, 30  # characters: longer sentences are read in parts
_BEGIN = 3  # characters of a sign that are looked up at once


class Finding(NamedTuple):
    """One rule that was met, with the level that its surroundings left of it, perhaps none.

    Attributes:
        times: how often a rule of ``CONCERN`` was met at that level; hints are counted.
    """

    rule: Rule
    level: Level
    words: str
    times: int = 1


class _Heard(NamedTuple):
    """A rule made ready for reading.

    Attributes:
        bit: stands for it among those that a sentence may meet.
    """

    rule: Rule
    pattern: re.Pattern[str]
    bit: int


class _Ear:
    """The rules for one purpose in one language, and the signs that tell where to use them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._heard = []
        bits: dict[str, int] = {}
        self._unsigned = 0
        for at, rule in enumerate(rules):
            signs, begins = SIGNS[rule.name]
            pattern = re.compile(f"{begins}(?:{rule.said})", re.MULTILINE)
            self._heard.append(_Heard(rule, pattern, 1 << at))
            if not signs:
                self._unsigned |= 1 << at
            for sign in signs.split("|") if signs else ():
                bits[sign] = bits.get(sign, 0) | 1 << at
        self._signs: dict[str, list[tuple[str, int]]] = {}  # by how they begin
        for sign, bit in bits.items():
            self._signs.setdefault(sign[:_BEGIN], []).append((sign, bit))

    def likely(self, lines: str, begins: set[str] | None) -> list[tuple[_Heard, list[_Span]]]:
        """The rules that a text may meet, with the sentences in which they may.

        Args:
            begins: the :func:`_begins` of the text, or of more than it; None where
                there are too few signs to work that out for.
        """
        present = [
            (sign, bit)
            for begin in (self._signs if begins is None else self._signs.keys() & begins)
            for sign, bit in self._signs[begin]
            if sign in lines
        ]
        sentences: list[tuple[int, _Span]] = []
        start = 0
        for line in lines.split("\n"):
            bits = self._unsigned
            for sign, bit in present:
                if sign in line:
                    bits |= bit
            sentences.append((bits, (start, start + len(line))))
            start += len(line) + 1
        likely = []
        for heard in self._heard:
            search = heard.pattern.search
            spans = [
                span
                for bits, span in sentences
                if bits & heard.bit and search(lines, *span) and _fits(heard.rule, lines, span)
            ]
            if spans:
                likely.append((heard, spans))
        return likely


class _Listener(NamedTuple):
    """A language, and its rules made ready."""

    speech: Speech
    rules: _Ear
    escalations: _Ear


@cache
def languages() -> tuple[_Listener, _Listener]:
    """The rules of every language; compiling them takes time that no start need wait for."""
    from app.core.safety.chinese import CHINESE  # noqa: PLC0415
    from app.core.safety.english import ENGLISH  # noqa: PLC0415

    chinese, english = (
        _Listener(speech, _Ear(speech.rules), _Ear(speech.escalations))
        for speech in (CHINESE, ENGLISH)
    )
    return chinese, english


def findings(lines: str) -> list[Finding]:
    """What counts by itself in a normalised text of one sentence a line.

    Takes time in proportion to the length of the text, whatever it holds.
    """
    return _read(lines, [(one.speech, one.rules) for one in languages()], many=True)


def escalations(lines: str) -> list[Finding]:
    """What counts only beside, or after, a finding of ``HIGH``: readiness, means, a farewell."""
    return _read(lines, [(one.speech, one.escalations) for one in languages()], many=False)


def unexplained(lines: str) -> str:
    """A normalised text without what the rules know to be harmless in it.

    Blotted out are Chinese idioms, and clauses that are overcome, quoted or about somebody
    else. A denial stays: whoever denies one thing often means another.
    """
    chinese, _english = languages()
    plain = _blotted(chinese.speech, lines, [(0, len(lines))])
    weigh = _Scales(chinese.speech)
    for heard, spans in chinese.rules.likely(plain, _begins(plain)):
        for match in _matches(heard, plain, spans):
            if Level.NONE < weigh(heard.rule, match) < heard.rule.level:
                start = max(plain.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
                ends = [plain.find(mark, match.end()) for mark in _CLAUSE_ENDS]
                end = min((end for end in ends if end >= 0), default=len(plain))
                plain = plain[:start] + _BLOT * (end - start) + plain[end:]
    return plain


def without_idioms(lines: str) -> str:
    """A normalised text without harmless English phrases that hold harmful words."""
    _chinese, english = languages()
    return _blotted(english.speech, lines, [(0, len(lines))])


def _blotted(speech: Speech, lines: str, spans: Iterable[_Span]) -> str:
    """The text without the idioms in some of its sentences, as long as it was."""
    signs = speech.idiom_signs.split("|")
    for start, end in spans:
        if not any(lines.find(sign, start, end) >= 0 for sign in signs):
            continue
        plain = speech.idioms.sub(lambda idiom: _BLOT * len(idiom[0]), lines[start:end])
        lines = lines[:start] + plain + lines[end:]
    return lines


def _read(lines: str, ears: Iterable[tuple[Speech, _Ear]], *, many: bool) -> list[Finding]:
    found: list[Finding] = []
    sentences = _different(lines)
    begins = _begins("\n".join(sentences)) if many else None
    for speech, ear in ears:
        lines = "\n".join(filter(speech.letters.search, sentences))
        # Most texts meet no rule; only for the others is it worth knowing their idioms.
        if likely := ear.likely(lines, begins):
            blotted = _blotted(speech, lines, {span for _heard, spans in likely for span in spans})
            weigh = _Scales(speech)
            for heard, spans in likely:
                found += _met(weigh, heard.rule, _matches(heard, blotted, spans))
    return found


def _different(lines: str) -> list[str]:
    """The sentences of a text, each once; endless ones in parts that end with a clause."""
    sentences: dict[str, None] = {}
    for line in lines.split("\n"):
        while len(line) > _LONG:
            end = line.rfind(",", 0, _LONG) + 1 or _LONG
            sentences[line[:end]] = None
            # Read on a little before the cut, for what is said across it.
            line = line[end if line[end - 1] == "," else end - _OVERLAP :]  # noqa: PLW2901
        sentences[line] = None
    return list(sentences)


def _begins(lines: str) -> set[str]:
    """All that a sign in a text may begin with: its characters, pairs and triples."""
    pairs = list(map(add, lines, lines[1:]))
    return {*lines, *pairs, *map(add, pairs, lines[2:])}


def _fits(rule: Rule, lines: str, span: _Span) -> bool:
    """Whether a sentence holds what a rule's matches need beside them, and nothing that bars."""
    return not (
        (rule.where and not rule.where.search(lines, *span))
        or (rule.unless and rule.unless.search(lines, *span))
    )


def _matches(heard: _Heard, lines: str, spans: Iterable[_Span]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from heard.pattern.finditer(lines, start, end)


class _Scales:
    """Weighs a text's matches by what stands around them, the same surroundings once."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._weighed: dict[tuple[str, str, str, str], Level] = {}

    def __call__(self, rule: Rule, match: re.Match[str]) -> Level:
        """The level of a match once its surroundings are read: never above the rule's own.

        After :data:`_EXCUSES` of a text it is the rule's own.
        """
        start, end = match.span()
        before = match.string[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        after = match.string[end : end + _AFTER].replace("\n", " ")
        key = (rule.name, before, match[0], after)
        level = self._weighed.get(key)
        if level is None:
            if len(self._weighed) >= _EXCUSES:
                return rule.level
            level = self._weighed[key] = self._weigh(rule, before, match[0], after)
        return level

    def _weigh(self, rule: Rule, before: str, words: str, after: str) -> Level:
        speech, level = self._speech, rule.level
        if rule.guarded and _denied(speech, before, after):
            return Level.NONE
        if speech.quoted.search(before) or (not rule.own and speech.someone_else.search(before)):
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
        elif level is gravest.level:
            gravest = gravest._replace(times=gravest.times + 1)
        if level is rule.level and (level > Level.CONCERN or gravest.times >= _COUNTED):
            break
    return [gravest] if gravest else []


def _denied(speech: Speech, before: str, after: str) -> bool:
    if speech.withdrawn.match(after):
        return True
    if (denial := speech.negated.search(before)) is None and not before.isascii():
        speech = languages()[0].speech  # Chinese may deny what is said in English
        denial = speech.negated.search(before.rstrip())
    return denial is not None and not speech.asked.search(before[: denial.end()])
