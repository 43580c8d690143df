"""The card and the reviewed answers: complete, steady, and true about what the program does."""

import itertools
import re
import tomllib
from dataclasses import fields

import pytest

from app.core import paths
from app.core.i18n import LANGUAGES
from app.core.journal.values import SafetyPlan
from app.core.safety.helplines import Helplines
from app.core.safety.levels import Kind, Level
from app.core.safety.triage import Triage

_FOLDER = paths.resources() / "safety"
_ALARMS = [Level.HIGH, Level.IMMINENT]
_REGIONS = ["CN", "HK", "TW", "US", "CA", "GB", "IE", "AU", "XX", ""]
_EVERY_PLACE = list(itertools.product(_ALARMS, LANGUAGES, _REGIONS))
_VIOLENCE = [Kind.HARM_TO_OTHERS, Kind.ABUSE_SUFFERED]
_DANGERS = [Kind.SELF_HARM, *_VIOLENCE, Kind.PSYCHOSIS_OR_MANIA, Kind.EATING_DISORDER]
_ENTRIES = tomllib.loads((_FOLDER / "replies.toml").read_text(encoding="utf-8"))
_CARDS = [card for levels in _ENTRIES["card"].values() for card in levels.values()]
_REPLIES = [
    text for levels in _ENTRIES["reply"].values() for texts in levels.values() for text in texts
]


@pytest.fixture
def triage() -> Triage:
    return Triage(_FOLDER, Helplines(_FOLDER))


def _answers(
    triage: Triage, level: Level, place: tuple[str, str], count: int, danger: Kind = Kind.SELF_HARM
) -> list[str]:
    said: list[str] = []
    for _turn in range(count):
        said.append(triage.reviewed_reply(level, *place, said, danger))
    return said


@pytest.mark.parametrize(("level", "language", "region"), _EVERY_PLACE)
def test_every_alarm_gets_a_card_with_a_number_to_reach(
    triage: Triage, level: Level, language: str, region: str
) -> None:
    card = triage.card(level, language, region)
    assert card
    assert card.level is level
    assert any(any(sign.isdigit() for sign in line.contact) for line in card.helplines)


@pytest.mark.parametrize("level", [Level.NONE, Level.CONCERN])
def test_below_an_alarm_there_is_no_card(triage: Triage, level: Level) -> None:
    assert triage.card(level, "en", "GB") is None


@pytest.mark.parametrize("danger", _DANGERS)
@pytest.mark.parametrize("level", _ALARMS)
def test_the_card_says_that_nothing_is_sent_and_no_one_notified(
    triage: Triage, level: Level, danger: Kind
) -> None:
    english = triage.card(level, "en", "GB", danger)
    chinese = triage.card(level, "zh_CN", "CN", danger)
    assert english and chinese
    assert "Nothing is sent anywhere and no one is notified" in english.text
    assert "不会把任何内容发送出去，也不会通知任何人" in chinese.text


@pytest.mark.parametrize(("level", "language", "region"), _EVERY_PLACE)
def test_no_answer_comes_twice_in_a_row_however_long_risk_lasts(
    triage: Triage, level: Level, language: str, region: str
) -> None:
    said = _answers(triage, level, (language, region), 20)
    assert all(one != next_ for one, next_ in itertools.pairwise(said))
    assert len(set(said)) >= 6
    assert said.count(said[0]) == 1, "the opening is said once"
    assert all("{" not in text for text in said)


def test_no_answer_repeats_when_level_and_language_change_on_the_way(triage: Triage) -> None:
    said: list[str] = []
    for level, language in itertools.product(_ALARMS * 3, LANGUAGES):
        said.append(triage.reviewed_reply(level, language, "CN", said))
        said.append(triage.reviewed_reply(level, language, "HK", said))
    assert all(one != next_ for one, next_ in itertools.pairwise(said))


def test_who_has_been_answered_is_not_greeted_anew_when_danger_falls(triage: Triage) -> None:
    opening = triage.reviewed_reply(Level.HIGH, "en", "US", [])
    said = _answers(triage, Level.IMMINENT, ("en", "US"), 2)
    assert triage.reviewed_reply(Level.HIGH, "en", "US", said) != opening


@pytest.mark.parametrize("level", _ALARMS)
def test_english_sentences_begin_with_a_capital_in_every_region(
    triage: Triage, level: Level
) -> None:
    for region in _REGIONS:
        for text in _answers(triage, level, ("en", region), 9):
            assert not re.search(r"(?:^|[.?!]\s+|\n)[a-z]", text), text


def test_risk_that_is_still_open_is_answered_as_high(triage: Triage) -> None:
    for level in (Level.NONE, Level.CONCERN):
        assert triage.reviewed_reply(level, "en", "GB", []) == triage.reviewed_reply(
            Level.HIGH, "en", "GB", []
        )


def test_the_first_answer_to_imminent_danger_holds_all_that_matters(triage: Triage) -> None:
    english = triage.reviewed_reply(Level.IMMINENT, "en", "US", [])
    for words in (
        "staying here with you",
        "Are you safe",
        "Move away from",
        "you trust",
        "911",
        "988",
        "AI",
    ):
        assert words in english
    chinese = triage.reviewed_reply(Level.IMMINENT, "zh_CN", "CN", [])
    for words in (
        "陪着你",
        "你现在安全吗",
        "离开可能伤到自己的东西",
        "信得过的人",
        "120",
        "12356",
        "AI",
    ):
        assert words in chinese


@pytest.mark.parametrize("region", _REGIONS)
def test_every_answer_to_imminent_danger_names_an_emergency_number(
    triage: Triage, region: str
) -> None:
    lines = Helplines(_FOLDER).for_region(region, "en")
    number = next(line.contact for line in lines if line.kind == "emergency")
    for language in LANGUAGES:
        assert all(
            number in text for text in _answers(triage, Level.IMMINENT, (language, region), 5)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_asks_directly_and_says_it_is_an_ai(triage: Triage, language: str) -> None:
    opening = triage.reviewed_reply(Level.HIGH, language, "CN", [])
    assert "AI" in opening
    assert ("自杀" if language == "zh_CN" else "suicide") in opening


def test_every_reviewed_text_is_whole_in_both_languages_and_gives_its_ground() -> None:
    data = _ENTRIES
    reviewed = [*_CARDS, *_REPLIES]
    reviewed += [*data["guide"].values(), *data["about"].values(), *data["instead"].values()]
    assert list(data["plan"]) == [step.name for step in fields(SafetyPlan)]
    for step in data["plan"].values():
        assert step["reason"]
        assert step["guideline"].startswith("SPI: step ")
        assert all(step[part][language] for part in ("heading", "text") for language in LANGUAGES)
    assert len(reviewed) >= 8
    for text in reviewed:
        assert len(text["reason"]) > 20
        assert any(name in text["guideline"] for name in ("WHO", "APA", "VERA-MH"))
        for language in LANGUAGES:
            assert len(text["text"][language].strip()) > 40
            assert text.get("heading", {language: "-"})[language].strip()


@pytest.mark.parametrize(
    "words",
    [
        "keep this secret",
        "between us",
        "I promise",
        "doctor",
        "therapist",
        "diagnos",
        "保密",
        "我保证",
        "医生",
        "诊断",
        "治疗师",
        "咨询师",
    ],
)
def test_no_reviewed_text_promises_secrecy_or_plays_the_professional(words: str) -> None:
    for entry in [*_CARDS, *_REPLIES]:
        assert words not in "".join(entry["text"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_worry_is_not_asked_about_as_if_it_were_a_wish_to_die(
    triage: Triage, language: str
) -> None:
    plain = triage.guide(Level.CONCERN, language)
    others = (
        Kind.HARM_TO_OTHERS,
        Kind.ABUSE_SUFFERED,
        Kind.EATING_DISORDER,
        Kind.PSYCHOSIS_OR_MANIA,
    )
    told = [triage.guide(Level.CONCERN, language, [kind]) for kind in others]
    assert len({plain, *told}) == 5
    assert all(plain not in text for text in told)
    both = triage.guide(Level.CONCERN, language, [Kind.PASSIVE_IDEATION, Kind.ABUSE_SUFFERED])
    assert both.startswith(plain)
    assert both.endswith(told[1])
    for level in (Level.HIGH, Level.IMMINENT):
        guide = triage.guide(level, language, [Kind.HARM_TO_OTHERS])
        assert guide == f"{triage.guide(level, language)}\n{told[0]}", "limits stay"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", _ALARMS)
def test_in_another_danger_the_guide_speaks_of_that_one(
    triage: Triage, level: Level, language: str
) -> None:
    for danger in _DANGERS[1:]:
        guide = triage.guide(level, language, [], danger)
        assert guide.endswith(triage.guide(Level.CONCERN, language, [danger]))
        assert triage.guide(level, language) not in guide
        assert ("绝不提任何方法" if language == "zh_CN" else "Never name methods") in guide


_OF_SUICIDE = ("suicid", "die", "kill", "hurt yourself", "自杀", "想死", "不想活", "伤害自己")


@pytest.mark.parametrize("danger", _VIOLENCE)
@pytest.mark.parametrize("level", _ALARMS)
def test_violence_is_not_first_answered_as_if_it_were_suicide(
    triage: Triage, level: Level, danger: Kind
) -> None:
    for language, region in (("en", "GB"), ("zh_CN", "CN")):
        own = triage.card(level, language, region)
        card = triage.card(level, language, region, danger)
        assert own and card
        assert card.heading != own.heading
        first = triage.reviewed_reply(level, language, region, [], danger)
        assert not [words for words in _OF_SUICIDE if words in first.casefold()]


@pytest.mark.parametrize(
    ("danger", "english", "chinese"),
    [
        (
            Kind.HARM_TO_OTHERS,
            ["staying here", "Is anyone hurt", "leave first", "you trust", "911", "AI"],
            ["陪着你", "有人受伤", "请先走开", "信得过的人", "110", "AI"],
        ),
        (
            Kind.ABUSE_SUFFERED,
            ["here with you", "not your fault", "Get out if you can", "you trust", "911", "AI"],
            ["陪着你", "不是你的错", "能出去就出去", "信得过的人", "110", "AI"],
        ),
    ],
)
def test_the_first_answer_to_violence_holds_what_matters(
    triage: Triage, danger: Kind, english: list[str], chinese: list[str]
) -> None:
    said = triage.reviewed_reply(Level.IMMINENT, "en", "US", [], danger)
    assert [words for words in english if words not in said] == []
    said = triage.reviewed_reply(Level.IMMINENT, "zh_CN", "CN", [], danger)
    assert [words for words in chinese if words not in said] == []


@pytest.mark.parametrize("danger", _VIOLENCE)
@pytest.mark.parametrize(("region", "number"), [("CN", "110"), ("TW", "110"), ("XX", "112")])
def test_where_violence_is_the_police_come_first(
    triage: Triage, danger: Kind, region: str, number: str
) -> None:
    card = triage.card(Level.IMMINENT, "zh_CN", region, danger)
    own = triage.card(Level.IMMINENT, "zh_CN", region)
    assert card and own
    assert card.helplines[0].contact == number
    assert set(card.helplines) == set(own.helplines)


@pytest.mark.parametrize("danger", _DANGERS)
@pytest.mark.parametrize("level", _ALARMS)
def test_every_danger_is_answered_in_turn_by_texts_of_its_own(
    triage: Triage, level: Level, danger: Kind
) -> None:
    for language, region in itertools.product(LANGUAGES, _REGIONS):
        said = _answers(triage, level, (language, region), 9, danger)
        assert all(one != next_ for one, next_ in itertools.pairwise(said))
        assert said.count(said[0]) == 1, "the opening is said once"
        assert all("{" not in text for text in said)
        assert not re.search(r"(?:^|[.?!]\s+|\n)[a-z]", "\n".join(said))


def test_who_was_answered_about_another_danger_gets_the_opening_of_this_one(
    triage: Triage,
) -> None:
    said = _answers(triage, Level.IMMINENT, ("en", "US"), 2, Kind.ABUSE_SUFFERED)
    opening = triage.reviewed_reply(Level.HIGH, "en", "US", [])
    assert triage.reviewed_reply(Level.HIGH, "en", "US", said) == opening
