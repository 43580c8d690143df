"""Every fault has a sentence, every sentence a fault, and their fields agree."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from app.core import i18n, paths
from app.core.errors import UserFacingError
from app.core.messages import explain, known_codes

APP = Path(__file__).resolve().parents[3] / "app"


def literals() -> set[str]:
    return {
        node.value
        for file in APP.rglob("*.py")
        if not file.name.startswith("messages")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def raised() -> list[tuple[str, set[str]]]:
    calls = [
        node
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserFacingError"
    ]
    return [
        (call.args[0].value, {keyword.arg or "" for keyword in call.keywords})
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant)
    ]


def test_every_raised_fault_can_be_explained() -> None:
    assert len(raised()) > 20
    for code, fields in raised():
        if "" in fields:
            continue
        explanation = explain(UserFacingError(code, **dict.fromkeys(fields, 1)))
        assert explanation.sentence
        assert explanation.next_step


def test_no_sentence_waits_for_a_fault_that_never_comes() -> None:
    assert known_codes() - literals() == set()


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_sentences_are_whole(code: str) -> None:
    from app.core.messages import _TEXTS

    for text in _TEXTS[code]:
        fields = {name: 1 for _, name, _, _ in Formatter().parse(text) if name}
        shown = text.format(**fields)
        assert shown[0].isupper() or shown[0].isdigit() or not shown[0].isalpha()


def test_the_text_of_a_fault_is_its_code_alone() -> None:
    assert str(UserFacingError("weights_not_found", name="secret.gguf")) == "weights_not_found"


def test_chinese_sentences_follow_without_a_space() -> None:
    fault = UserFacingError("passphrases_differ")
    assert ". " in str(explain(fault))
    i18n.use("zh_CN", paths.resources() / "translations")
    try:
        assert "。" in str(explain(fault))
        assert " " not in str(explain(fault))
    finally:
        i18n.use("en", paths.resources() / "translations")
