"""What the screen promises about conversations, and about texts of any size and shape."""

import random

import pytest

from app.core.safety.screen import Kind, Level, assess


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("I want to die", "I have the pills here"),
        ("I want to die", "I'm ready"),
        ("I've been thinking about killing myself", "goodbye"),
        ("I want to kill myself", "I'm on the roof"),
        ("我想自杀", "我准备好了"),
        ("我不想活了", "药就在手边"),
        ("我不想活了", "再见"),
        ("我想死", "谢谢你一直陪我，再见"),
        ("我想死", "别找我了"),
        ("I want to die", "我准备好了"),
    ],
)
def test_after_a_wish_to_die_readiness_is_imminent(earlier: str, now: str) -> None:
    assert assess(now).level < Level.HIGH
    assert assess(now, [earlier, "嗯"]).level is Level.IMMINENT


@pytest.mark.parametrize("now", ["I'm ready", "goodbye", "我准备好了", "再见", "药在桌上"])
def test_readiness_alone_means_nothing(now: str) -> None:
    assert assess(now, ["I have an exam tomorrow", "明天要考试"]).level is Level.NONE


def test_a_calm_message_after_a_wish_to_die_is_calm() -> None:
    assert assess("今天天气不错", ["我想死"]).level is Level.NONE


def test_hints_add_up_over_a_conversation() -> None:
    hints = ["I feel hopeless", "what's the point of anything"]
    assert assess("I can't go on anymore").level is Level.CONCERN
    assert assess("I can't go on anymore", hints).level is Level.HIGH


@pytest.mark.parametrize("now", ["我想死", "I took all my pills", "I feel hopeless", "你好"])
def test_what_came_before_never_lowers_the_level(now: str) -> None:
    alone = assess(now).level
    for earlier in (
        "我很好",
        "I don't want to die",
        "I used to want to die, not any more",
        "",
        "我想死",
    ):
        assert assess(now, [earlier]).level >= alone


def test_the_gravest_sentence_of_a_text_counts() -> None:
    text = "今天过得还可以，吃了火锅。我朋友来了。可是我想死。明天还要上班。"
    assert assess(text).level is Level.HIGH


def test_a_denial_does_not_cover_what_is_said_beside_it() -> None:
    assert assess("我不想死在医院里，我想自杀").level >= Level.HIGH
    assert assess("I don't want to die slowly. I want to kill myself").level >= Level.HIGH


def test_kinds_come_gravest_first_and_once() -> None:
    kinds = assess("看不到希望，我想自杀，我又割腕了，我今晚就去跳楼").kinds
    assert kinds[0] is Kind.ACTIVE_INTENT
    assert len(kinds) == len(set(kinds)) >= 3


def test_an_assessment_shown_or_logged_holds_no_words_of_the_person() -> None:
    assessment = assess("我想自杀")
    assert assessment.reasons
    assert "自杀" not in repr(assessment)


@pytest.mark.parametrize("level", Level)
def test_a_level_is_stored_as_a_word_and_read_back(level: Level) -> None:
    assert Level.from_word(level.word) is level


def test_the_same_text_gets_the_same_answer() -> None:
    assert assess("I want to die 我想死") == assess("I want to die 我想死")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀😀", "\u200b" * 50, "\ud800", "\x00\x01", "。。。", "1" * 500]
)
def test_texts_without_words_are_calm(text: str) -> None:
    assert assess(text).level is Level.NONE


@pytest.mark.parametrize(
    "unit",
    [
        "我",
        "不想",
        "我不想死，",
        "a ",
        "k i l l ",
        "don't want to ",
        "my friend ",
        "i want to die ",
        "《",
        "自 ",
        "\u0301",
        "怎么才能死了吧",
        "吃了",
        "i took all the ",
        "他 说 ",
        "1",
        "...",
        "\n",
        "the plan to to to ",
    ],
)
def test_a_huge_hostile_text_is_still_answered(unit: str) -> None:
    assess((unit * 100_000)[:100_000])


def test_a_wish_to_die_is_found_anywhere_in_a_huge_text() -> None:
    filler = "今天也是普通的一天，没有什么特别的事情。" * 2_000
    assert assess(filler + "我想自杀。" + filler).level >= Level.HIGH


def test_noise_never_breaks_the_screen() -> None:
    chance = random.Random(5)
    alphabet = "死杀活不想我他了的自a dieklmyself'.,。，《 \n\u200b1💀"
    for _ in range(300):
        assess("".join(chance.choices(alphabet, k=80)))
