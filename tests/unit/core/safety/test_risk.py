"""How danger stays in mind and fades."""

from app.core.safety.risk import OpenRisk
from app.core.safety.screen import Assessment, Kind, Level

CALM = Assessment(Level.NONE)
HINT = Assessment(Level.CONCERN)
HIGH = Assessment(Level.HIGH, (Kind.PASSIVE_IDEATION,))
IMMINENT = Assessment(Level.IMMINENT, (Kind.PLAN_OR_MEANS,))


def _after(*heard: Assessment, start: OpenRisk | None = None) -> OpenRisk:
    risk = start or OpenRisk()
    for one in heard:
        risk = risk.after(one)
    return risk


def test_an_alarm_opens_and_calm_words_let_it_go_after_a_while() -> None:
    assert not _after(HINT).open
    assert _after(HIGH, CALM, HINT).open
    assert _after(HIGH, CALM, CALM, CALM) == OpenRisk()


def test_imminent_danger_goes_down_by_way_of_high() -> None:
    risk = _after(IMMINENT, CALM, CALM, CALM)
    assert risk.level is Level.HIGH
    assert _after(CALM, CALM, CALM, start=risk) == OpenRisk()


def test_a_lesser_alarm_keeps_the_greater_open() -> None:
    risk = _after(IMMINENT, CALM, CALM, HIGH, CALM, CALM)
    assert risk.level is Level.IMMINENT
    assert risk.kinds == ("plan_or_means", "passive_ideation")


def test_a_dismissed_card_stays_away_until_danger_rises() -> None:
    put_away = _after(HIGH).put_away()
    assert not _after(CALM, HIGH, start=put_away).shows_card
    assert _after(IMMINENT, start=put_away).shows_card
    fallen = _after(CALM, CALM, CALM, start=_after(IMMINENT).put_away())
    assert not fallen.shows_card
    assert _after(IMMINENT, start=fallen).shows_card
    assert _after(CALM, CALM, CALM, HIGH, start=put_away).shows_card
