"""A reply that turns round and round is noticed; what people write is not taken for it."""

import tomllib
from itertools import count, cycle, islice

import pytest

from app.core import paths
from app.core.inference.worker.repetition import LEAST, Repetition


def noticed(tokens: list[int]) -> tuple[int, int] | None:
    """After how many tokens, and how many of them only repeat; None where never."""
    repetition = Repetition()
    for number, token in enumerate(tokens, 1):
        if repetition.add(token):
            return number, repetition.surplus
    return None


def said(text: str) -> list[int]:
    """Each character, or byte of it, for a token: finer than any vocabulary, so it repeats more."""
    return list(text.encode("utf-16-le"))[::2] if text.isascii() else [ord(one) for one in text]


@pytest.mark.parametrize("length", [1, 2, 7, 20, 100])
def test_a_phrase_said_thrice_is_noticed_and_only_its_first_round_is_kept(length: int) -> None:
    before = list(range(1000, 1050))
    phrase = list(range(length))
    found = noticed([*before, *islice(cycle(phrase), 500)])
    assert found
    after, surplus = found
    assert after == len(before) + max(LEAST, 3 * length)
    assert after - surplus == len(before) + length


def test_a_phrase_that_changes_a_word_each_round_is_noticed() -> None:
    new = count(1000)
    tokens = [token for _ in range(40) for token in (1, 2, 3, 4, 5, next(new))]
    found = noticed(tokens)
    assert found
    assert found[1] == 0


@pytest.mark.parametrize(
    "text",
    [
        "No, no, no, no, no. " * 2,
        "哈哈哈哈哈哈哈，我懂。",
        "……" * 8,
        "Breathe in, two, three, four. Breathe out, two, three, four. Breathe in. Breathe out.",
    ],
)
def test_what_people_repeat_is_no_loop(text: str) -> None:
    assert noticed(said(text)) is None


def test_texts_reviewed_by_people_are_no_loop() -> None:
    reviewed = tomllib.loads((paths.resources() / "safety/replies.toml").read_text("utf-8"))
    texts = [text for text in _texts(reviewed) if not text.isascii()]
    assert len(texts) > 10
    assert [text for text in texts if noticed(said(text))] == []


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []
