"""What the rules promise about themselves: nothing is passed over that they would meet."""

import re
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

from app.core.safety.chinese import CHINESE
from app.core.safety.english import ENGLISH
from app.core.safety.signs import SIGNS
from app.core.safety.speech import Rule, Speech

RULES = [rule for speech in (CHINESE, ENGLISH) for rule in speech.rules + speech.escalations]
_AT_MOST = 200  # strings that are told apart


def _must_have_one(sequence: Any, signs: frozenset[str]) -> bool:
    """Whether every match of a parsed pattern holds one of some signs.

    True where a part must hold one, or where all that some parts in a row can be does.
    """
    parts = list(sequence)
    if any(_holds(code, value, signs) for code, value in parts):
        return True
    for start in range(len(parts)):
        strings: set[str] | None = {""}
        for part in parts[start:]:
            strings = _joined(strings, _strings(*part))
            if strings is None:
                break
            if all(any(sign in string for sign in signs) for string in strings):
                return True
    return False


def _holds(code: Any, value: Any, signs: frozenset[str]) -> bool:
    if code is codes.BRANCH:
        return all(_must_have_one(branch, signs) for branch in value[1])
    if code is codes.SUBPATTERN:
        return _must_have_one(value[3], signs)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return value[0] > 0 and _must_have_one(value[2], signs)
    return code is codes.ASSERT and value[0] == 1 and _must_have_one(value[1], signs)


def _strings(code: Any, value: Any) -> set[str] | None:
    """All that a part of a pattern can be; None where that is too much to say."""
    if code is codes.LITERAL:
        choices = [_member(code, value)]
    elif code is codes.IN:
        choices = [_member(*member) for member in value]
    elif code is codes.SUBPATTERN:
        choices = [_sequence(value[3])]
    elif code is codes.BRANCH:
        choices = [_sequence(branch) for branch in value[1]]
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[1] == 1:
        choices = [_sequence(value[2]), set() if value[0] else {""}]
    else:
        return {""} if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT) else None
    return _any_of(choices)


def _member(code: Any, value: Any) -> set[str] | None:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.RANGE:
        return {chr(one) for one in range(value[0], value[1] + 1)}
    return set("0123456789") if value is codes.CATEGORY_DIGIT else None


def _sequence(parts: Any) -> set[str] | None:
    strings: set[str] | None = {""}
    for part in parts:
        strings = _joined(strings, _strings(*part))
    return strings


def _joined(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None or len(first) * len(second) > _AT_MOST:
        return None
    return {one + other for one in first for other in second}


def _any_of(choices: list[set[str] | None]) -> set[str] | None:
    strings: set[str] = set()
    for choice in choices:
        if choice is None:
            return None
        strings |= choice
    return strings


def test_every_rule_has_a_name_of_its_own_and_signs() -> None:
    assert sorted(rule.name for rule in RULES) == sorted(SIGNS)
    assert all(signs for signs, _begins in SIGNS.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_match_of_a_rule_holds_one_of_its_signs(rule: Rule) -> None:
    signs, _begins = SIGNS[rule.name]
    assert _must_have_one(_parsed(rule), frozenset(signs.split("|")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_match_of_a_rule_begins_as_is_said(rule: Rule) -> None:
    _signs, begins = SIGNS[rule.name]
    characters = re.search(r"\(\?=(\[.*\])\)", begins)
    if characters:
        assert all(map(re.compile(characters[1]).fullmatch, _firsts(_parsed(rule))))
    if begins.startswith(r"\b"):
        assert _begins_a_word(_parsed(rule))
    assert begins in (r"\b" * begins.startswith(r"\b") + (characters[0] if characters else ""))


@pytest.mark.parametrize("speech", [CHINESE, ENGLISH], ids=["chinese", "english"])
def test_every_idiom_holds_one_of_its_signs_and_begins_as_is_said(speech: Speech) -> None:
    ahead, characters, idioms = re.fullmatch(
        r"(\(\?=(\[.*?\])\))?(.*)", speech.idioms.pattern, re.DOTALL
    ).groups()  # type: ignore[union-attr]  # it fits every pattern
    parsed = parser.parse(idioms, re.MULTILINE)
    assert _must_have_one(parsed, frozenset(speech.idiom_signs.split("|")))
    assert not ahead or all(map(re.compile(characters).fullmatch, _firsts(parsed)))


def _parsed(rule: Rule) -> Any:
    return parser.parse(rule.said, re.MULTILINE)


def _firsts(sequence: Any) -> set[str]:
    """The characters a match may begin with; an empty string where it may be empty."""
    firsts = {""}
    for code, value in sequence:
        if "" not in firsts:
            break
        firsts = firsts - {""} | _firsts_of(code, value)
    return firsts


def _firsts_of(code: Any, value: Any) -> set[str]:
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return {""}
    if code is codes.SUBPATTERN:
        return _firsts(value[3])
    if code is codes.BRANCH:
        return set().union(*(_firsts(branch) for branch in value[1]))
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return _firsts(value[2]) | ({""} if value[0] == 0 else set())
    strings = _strings(code, value)
    assert strings, "a match may begin with anything"
    return {string[:1] for string in strings}


def _begins_a_word(sequence: Any) -> bool:
    code, value = next(part for part in sequence if part[0] is not codes.ASSERT)
    if code is codes.AT:
        return value in (codes.AT_BOUNDARY, codes.AT_BEGINNING)
    if code is codes.SUBPATTERN:
        return _begins_a_word(value[3])
    return code is codes.BRANCH and all(_begins_a_word(branch) for branch in value[1])
