"""What the rules promise about themselves: nothing is passed over that they would meet."""

import re
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

from app.core.safety.chinese import CHINESE
from app.core.safety.speech import Rule

SIGNED = [rule for rule in CHINESE.rules + CHINESE.escalations if rule.signs]


def _must_have_one(sequence: Any, signs: frozenset[str]) -> bool:
    """Whether every match of a parsed pattern holds one of some characters."""
    return any(_holds(code, value, signs) for code, value in sequence)


def _holds(code: Any, value: Any, signs: frozenset[str]) -> bool:
    if code is codes.LITERAL:
        return chr(value) in signs
    if code is codes.IN:
        return all(_member(*member, signs) for member in value)
    if code is codes.BRANCH:
        return all(_must_have_one(branch, signs) for branch in value[1])
    if code is codes.SUBPATTERN:
        return _must_have_one(value[3], signs)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return value[0] > 0 and _must_have_one(value[2], signs)
    return code is codes.ASSERT and value[0] == 1 and _must_have_one(value[1], signs)


def _member(code: Any, value: Any, signs: frozenset[str]) -> bool:
    if code is codes.LITERAL:
        return chr(value) in signs
    if code is codes.RANGE:
        return all(chr(one) in signs for one in range(value[0], value[1] + 1))
    return bool(value is codes.CATEGORY_DIGIT) and set("0123456789") <= signs


def test_most_chinese_rules_have_signs() -> None:
    assert len(SIGNED) >= 25


@pytest.mark.parametrize("rule", SIGNED, ids=lambda rule: rule.name)
def test_every_match_of_a_rule_holds_one_of_its_signs(rule: Rule) -> None:
    assert _must_have_one(parser.parse(rule.pattern.pattern, re.MULTILINE), frozenset(rule.signs))
