from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.journal.keeping import DAYS, WEEKS, is_due, past
from app.core.journal.values import Backup, BackupKind

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def made(days: float, kind: BackupKind = "automatic") -> Backup:
    """A backup of so many days ago."""
    return Backup(Path(f"{days}"), NOW - timedelta(days=days), 1, kind, ours=True)


@pytest.mark.parametrize(
    ("every", "ages", "due"),
    [
        ("daily", [], True),
        ("daily", [0.9, 5], False),
        ("daily", [1, 5], True),
        ("weekly", [6.9], False),
        ("weekly", [7], True),
        ("never", [], False),
        ("daily", [-400], True),
    ],
)
def test_a_backup_is_due_when_the_newest_is_old_enough(every, ages, due):
    assert is_due([made(age) for age in ages], every, NOW) == due


def test_of_a_daily_habit_seven_days_and_four_weeks_are_kept():
    every_day = [made(age) for age in range(100)]
    gone = past(every_day)
    kept = [each for each in every_day if each not in gone]
    assert kept[:DAYS] == every_day[:DAYS]
    weeks = {each.time.astimezone().isocalendar()[:2] for each in kept}
    assert len(weeks) == WEEKS
    assert DAYS < len(kept) <= DAYS + WEEKS


def test_what_was_asked_for_stays_and_so_does_the_newest_however_old():
    asked = [made(age, "asked") for age in range(50)]
    before = [made(200, "migration")]
    assert past([*asked, *before, made(400)]) == []
    assert past([]) == []


def test_of_one_day_the_last_is_kept():
    morning, evening = made(0.2), made(0.1)
    assert past([morning, evening]) == [morning]
