"""Violence that happens now gets a card of its own at once; idioms and the past don't."""

from pathlib import Path

import pytest

from app.core.safety.levels import danger_of
from app.core.safety.screen import Kind, Level, Said, assess, assess_talk

_FILE = Path(__file__).resolve().parents[3] / "golden" / "screen" / "violence.txt"
_SECTIONS = {
    title: lines
    for title, *lines in (
        section.strip().split("\n") for section in _FILE.read_text("utf-8").split("\n## ")[1:]
    )
}


@pytest.mark.parametrize("text", _SECTIONS["attacked now"])
def test_who_is_attacked_now_is_in_imminent_danger_of_violence(text: str) -> None:
    assert assess(text).level is Level.IMMINENT
    assert danger_of(assess(text).kinds) is Kind.ABUSE_SUFFERED


@pytest.mark.parametrize("text", _SECTIONS["attacked lately"])
def test_who_was_attacked_lately_gets_the_card_of_violence(text: str) -> None:
    assert assess(text).level >= Level.HIGH
    assert danger_of(assess(text).kinds) is Kind.ABUSE_SUFFERED


@pytest.mark.parametrize("text", _SECTIONS["means to hurt somebody"])
def test_who_means_to_hurt_somebody_is_not_taken_for_suicidal(text: str) -> None:
    assert assess(text).level >= Level.HIGH
    assert danger_of(assess(text).kinds) is Kind.HARM_TO_OTHERS


@pytest.mark.parametrize("text", _SECTIONS["no violence of now"])
def test_idioms_games_and_the_past_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("The voices are telling me to kill my mother", Kind.PSYCHOSIS_OR_MANIA),
        ("有个声音命令我去杀人", Kind.PSYCHOSIS_OR_MANIA),
        ("I haven't eaten in five days and I fainted", Kind.EATING_DISORDER),
        ("我三天没吃东西了，刚刚晕倒了", Kind.EATING_DISORDER),
    ],
)
def test_a_voice_that_commands_and_fainting_from_hunger_cannot_wait(
    text: str, danger: Kind
) -> None:
    assert assess(text).level is Level.HIGH
    assert danger_of(assess(text).kinds) is danger


@pytest.mark.parametrize(
    "text",
    [
        "A voice in my head says that I'm not good enough",
        "I didn't eat for a day because of the flu and nearly fainted",
        "心里有个声音让我别放弃",
        "献血的时候晕倒了",
    ],
)
def test_what_only_sounds_like_it_can(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "He hits me and I want to die",
        "I'll kill him and then kill myself",
        "I could kill him. The pills are in my hand and I will take them tonight",
        "他天天打我，我不想活了",
        "我要杀了他再自杀",
    ],
)
def test_of_two_dangers_the_own_hand_goes_first(text: str) -> None:
    assert danger_of(assess(text).kinds) is Kind.SELF_HARM


def test_but_who_is_attacked_this_minute_is_told_of_that_first() -> None:
    heard = assess("He is strangling me right now, I want to die")
    assert danger_of(heard.kinds) is Kind.ABUSE_SUFFERED
    assert Kind.PASSIVE_IDEATION in heard.kinds


def test_a_weapon_told_after_a_threat_belongs_to_it() -> None:
    heard = assess("I have a gun tonight.", ["I'm going to kill my boss tomorrow."])
    assert heard.level is Level.IMMINENT
    assert danger_of(heard.kinds) is Kind.HARM_TO_OTHERS


@pytest.mark.parametrize(
    ("asked", "answer", "danger"),
    [
        ("Are you afraid that you might really hurt someone?", "yes", Kind.HARM_TO_OTHERS),
        ("你担心自己真的会伤害别人吗？", "嗯", Kind.HARM_TO_OTHERS),
        ("Is the urge stronger, the same, or weaker?", "stronger", Kind.HARM_TO_OTHERS),
        ("那股冲动是更强了，差不多，还是弱了一些？", "更强了", Kind.HARM_TO_OTHERS),
        ("Are you in more danger than before, or less?", "more", Kind.ABUSE_SUFFERED),
        ("你的处境是更危险了，还是安全了一些？", "更危险了", Kind.ABUSE_SUFFERED),
    ],
)
def test_a_short_answer_is_about_the_danger_that_was_asked_about(
    asked: str, answer: str, danger: Kind
) -> None:
    heard = assess_talk([Said("hm"), Said(answer, asked)])
    assert heard.level >= Level.HIGH
    assert danger_of(heard.kinds) is danger
