"""What is said beside a talk, and when: seldom, once, and never in danger but that it is an AI."""

from datetime import datetime, timedelta

import pytest

from app.core.safety.boundaries import Pauses, Sitting, Suggestion

MORNING = datetime(2026, 11, 21, 9)
QUIET = Pauses(timedelta(0), None)


def _talk(
    start: datetime, minutes: int, pauses: Pauses, *, every: int = 5, danger: bool = False
) -> list[tuple[int, Suggestion]]:
    """What was said, with the minute, while somebody wrote steadily."""
    sitting, said = Sitting(), []
    for minute in range(0, minutes + 1, every):
        now = start + timedelta(minutes=minute)
        sitting, suggestion = sitting.after_message(now, pauses, danger=danger)
        if suggestion:
            said.append((minute, suggestion))
    return said


def test_after_two_hours_it_is_said_again_that_this_is_an_ai() -> None:
    assert _talk(MORNING, 245, QUIET) == [(120, Suggestion.AI), (240, Suggestion.AI)]


def test_it_is_said_in_danger_too_but_no_pause_is_suggested() -> None:
    assert _talk(MORNING, 130, Pauses(), danger=True) == [(120, Suggestion.AI)]


def test_a_pause_is_suggested_after_each_long_stretch() -> None:
    pauses = Pauses(timedelta(minutes=45), None)
    assert _talk(MORNING, 95, pauses) == [(45, Suggestion.LONG), (90, Suggestion.LONG)]


def test_an_absence_begins_a_new_sitting() -> None:
    assert _talk(MORNING, 300, Pauses(), every=30) == []


@pytest.mark.parametrize(
    ("hour", "late_from", "said"),
    [(22, 23, False), (23, 23, True), (2, 23, True), (6, 23, False), (1, 2, False), (3, 2, True)],
)
def test_the_hour_is_mentioned_once(hour: int, late_from: int, said: bool) -> None:
    night = MORNING.replace(hour=hour)
    expected = [(0, Suggestion.LATE)] if said else []
    assert _talk(night, 30, Pauses(timedelta(0), late_from)) == expected


def test_a_clock_that_is_set_back_begins_anew() -> None:
    sitting, _none = Sitting().after_message(MORNING, QUIET)
    sitting, suggestion = sitting.after_message(MORNING - timedelta(days=1), QUIET)
    assert suggestion is None
    assert sitting.since == MORNING - timedelta(days=1)


def test_a_lock_does_not_shorten_a_sitting() -> None:
    begun = datetime(2026, 11, 21, 12, 0)
    before_the_lock = [begun + timedelta(minutes=10 * at) for at in range(12)]
    sitting = Sitting.recalled(before_the_lock, Pauses())
    assert sitting.since == begun
    after, suggestion = sitting.after_message(begun + timedelta(hours=2), Pauses())
    assert suggestion is Suggestion.AI
    assert after.disclosed == begun + timedelta(hours=2)


def test_who_was_away_long_enough_sits_down_anew() -> None:
    begun = datetime(2026, 11, 21, 12, 0)
    sitting = Sitting.recalled([begun, begun + timedelta(minutes=5)], Pauses())
    later = begun + timedelta(hours=3)
    assert sitting.after_message(later, Pauses())[0].since == later
