"""Short answers, which say what the question before them says."""

import pytest

from app.core.safety.screen import Kind, Level, Said, assess, assess_talk

ASKED = (
    "That sounds so heavy. Are you thinking about suicide, or about hurting yourself?",
    "听起来很沉重。你现在是在想自杀，或者想伤害自己吗？",
    "May I ask: have there been thoughts of not wanting to live?",
    "有没有不想活下去的念头？",
)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "answer",
    [
        "yes",
        "Yeah, sometimes.",
        "I guess so",
        "I don't know",
        "嗯",
        "有",
        "想过很多次",
        "有时候会",
        "不知道",
    ],
)
def test_yes_to_a_direct_question_is_an_alarm(asked: str, answer: str) -> None:
    assert assess(answer).level is Level.NONE
    assert assess(answer, asked=asked).level is Level.HIGH
    assert assess(answer, asked=asked).kinds == (Kind.PASSIVE_IDEATION,)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "answer",
    [
        "no",
        "No, I'm not. I just miss her.",
        "not at all",
        "没有",
        "没有，就是累",
        "从来没想过",
        "那倒不会",
        "thank you for asking",
    ],
)
def test_no_to_it_is_none(asked: str, answer: str) -> None:
    assert assess(answer, asked=asked).level is Level.NONE


@pytest.mark.parametrize(
    "asked",
    [
        "How was your day?",
        "你今天吃饭了吗？",
        "Thinking about suicide is more common than people say.",
        "",
    ],
)
@pytest.mark.parametrize("answer", ["yes", "sometimes", "嗯", "有时候会"])
def test_yes_to_anything_else_means_nothing(asked: str, answer: str) -> None:
    assert assess(answer, asked=asked).level is Level.NONE


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("8", Level.HIGH),
        ("maybe a 7, rising", Level.HIGH),
        ("2", Level.NONE),
        ("大概9吧", Level.HIGH),
        ("10", Level.HIGH),
        ("10:30 now", Level.NONE),
    ],
)
def test_a_high_number_is_an_alarm(answer: str, level: Level) -> None:
    asked = "Write just a number from 0 to 10: how strong is the wish to die?"
    assert assess(answer, asked=asked).level is level


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Are you safe at this moment, or have you already done or taken something?", "I did"),
        ("有没有已经做了什么，或者吃下了什么？", "吃了"),
        ("Tell me one thing: is the danger greater, the same, or smaller?", "greater"),
        ("和几分钟前相比，危险是更大了，差不多，还是小了一些？", "更大了"),
    ],
)
def test_what_was_done_and_what_grows_is_imminent(asked: str, answer: str) -> None:
    assert assess(answer).level is Level.NONE
    assert assess(answer, asked=asked).level is Level.IMMINENT


def test_in_a_talk_each_answer_belongs_to_its_question() -> None:
    talk = [Said("I can't sleep"), Said("yes", ASKED[0]), Said("everything is ready")]
    assert [assess_talk(talk[: at + 1]).level for at in range(3)] == [
        Level.NONE,
        Level.HIGH,
        Level.IMMINENT,
    ]
