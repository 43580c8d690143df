"""How danger stays in mind and fades."""

from app.core.safety.risk import STAYS, OpenRisk
from app.core.safety.screen import Assessment, Kind, Level

CALM = Assessment(Level.NONE)
CALMED = [CALM] * STAYS
NEARLY = [CALM] * (STAYS - 1)
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
    assert _after(HIGH, *NEARLY).open
    assert _after(HIGH, *CALMED) == OpenRisk()


def test_a_hint_at_danger_is_not_calm() -> None:
    assert _after(HIGH, *NEARLY, HINT, *NEARLY).open
    assert not _after(HIGH, *NEARLY, HINT, *CALMED).open


def test_imminent_danger_goes_down_by_way_of_high() -> None:
    risk = _after(IMMINENT, *CALMED)
    assert risk.level is Level.HIGH
    assert _after(*CALMED, start=risk) == OpenRisk()


def test_a_lesser_alarm_keeps_the_greater_open() -> None:
    risk = _after(IMMINENT, *NEARLY, HIGH, *NEARLY)
    assert risk.level is Level.IMMINENT
    assert risk.kinds == ("passive_ideation", "plan_or_means"), "the newest first"


def test_a_dismissed_card_stays_away_until_danger_rises() -> None:
    put_away = _after(HIGH).put_away()
    assert not _after(CALM, HIGH, start=put_away).shows_card
    assert _after(IMMINENT, start=put_away).shows_card
    fallen = _after(*CALMED, start=_after(IMMINENT).put_away())
    assert not fallen.shows_card
    assert _after(IMMINENT, start=fallen).shows_card
    assert _after(*CALMED, HIGH, start=put_away).shows_card


def test_a_dismissed_card_comes_back_for_another_danger() -> None:
    beaten = Assessment(Level.HIGH, (Kind.ABUSE_SUFFERED,))
    put_away = _after(HIGH).put_away()
    assert _after(beaten, start=put_away).shows_card
    assert not _after(beaten, beaten, start=_after(beaten).put_away()).shows_card
    both = Assessment(Level.HIGH, (Kind.PASSIVE_IDEATION, Kind.ABUSE_SUFFERED))
    assert not _after(both, start=put_away).shows_card, "of the same danger"
