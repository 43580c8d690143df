"""What the rules promise about themselves: nothing is passed over that they would meet."""

import re
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

from app.core.safety.chinese import CHINESE
from app.core.safety.english import ENGLISH
from app.core.safety.speech import Rule

SIGNED = [
    rule
    for speech in (CHINESE, ENGLISH)
    for rule in speech.rules + speech.escalations
    if rule.signs
]
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


def test_most_chinese_rules_and_some_english_ones_have_signs() -> None:
    assert len(SIGNED) >= 35


@pytest.mark.parametrize("rule", SIGNED, ids=lambda rule: rule.name)
def test_every_match_of_a_rule_holds_one_of_its_signs(rule: Rule) -> None:
    assert _must_have_one(parser.parse(rule.pattern.pattern, re.MULTILINE), frozenset(rule.signs))
