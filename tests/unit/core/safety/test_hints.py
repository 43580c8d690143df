"""Hints that alone mean little add up over a talk, and fade."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.core.safety.hints import ALARM, added_up, concepts_hinted_at
from app.core.safety.screen import Level, assess

_MAKING = Path(__file__).resolve().parents[4] / "models" / "making"


def _messages(talk: str) -> list[str]:
    return [line for line in talk.splitlines() if not line.startswith(("A: ", "A：", "#"))]


def _talks(language: str) -> tuple[list[list[str]], list[list[str]]]:
    whole = (_MAKING / f"talks_{language}.txt").read_text("utf-8")
    crises, calm = whole.split("\n\n= calm\n\n")
    return [_messages(talk) for talk in crises.split("\n\n")[1:]], [
        _messages(talk) for talk in calm.split("\n\n")
    ]


def test_different_concepts_add_up_more_than_the_same_again() -> None:
    same = added_up([{"burden": 1.0}, {"burden": 1.0}])
    different = added_up([{"burden": 1.0}, {"farewell": 1.0}])
    assert same < ALARM <= different


def test_what_was_hinted_at_fades() -> None:
    far = added_up([{"burden": 1.0}, {}, {}, {}, {"farewell": 1.0}])
    assert far < added_up([{"burden": 1.0}, {"farewell": 1.0}])


def test_a_single_message_never_adds_up() -> None:
    assert added_up([dict.fromkeys(["a", "b", "c", "d"], 1.0)]) < ALARM


@pytest.mark.parametrize(
    "talk",
    [
        ("my dog is going to my nephew on saturday", "i feel so calm today"),
        ("房间收拾干净了，不麻烦别人", "突然很平静", "猫托给邻居了"),
    ],
)
def test_a_talk_of_hints_is_an_alarm_and_none_of_its_messages_is(talk: Sequence[str]) -> None:
    assert all(assess(message).level < Level.HIGH for message in talk)
    assert assess(talk[-1], talk[:-1]).level >= Level.HIGH


def test_a_calm_message_after_hints_is_no_alarm() -> None:
    hints = ["my dog is going to my nephew on saturday", "i feel so calm today"]
    assert assess("what is the weather like", hints).level < Level.HIGH


def test_a_long_message_and_everyday_matters_hint_at_nothing() -> None:
    assert concepts_hinted_at("i cleaned my room")
    assert not concepts_hinted_at("i cleaned my room " * 30)
    assert not concepts_hinted_at("i cleaned my room, we are moving")


@pytest.mark.parametrize(("language", "share"), [("english", 0.58), ("chinese", 1)])
def test_the_talks_they_were_set_by_are_heard_and_few_calm_ones_add_up(
    language: str, share: float
) -> None:
    crises, calm = _talks(language)
    heard = 0
    for talk in crises:
        noticed = next(at for at, message in enumerate(talk) if message.startswith("!"))
        said = [message.removeprefix("!") for message in talk[: noticed + 1]]
        levels = [assess(one, said[:at]).level for at, one in enumerate(said)]
        heard += max(levels) >= Level.HIGH
    assert len(crises) > 10
    assert heard >= share * len(crises)
    added_up_in = [
        talk
        for talk in calm
        if any(
            reason.startswith("adds up")
            for at, message in enumerate(talk)
            for reason in assess(message, talk[:at]).reasons
        )
    ]
    assert len(added_up_in) <= (1 - share) * len(calm) / 10
