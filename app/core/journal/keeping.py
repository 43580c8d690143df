"""Which automatic backups are due, and which have had their time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from app.core.journal.values import Backup

Every = Literal["daily", "weekly", "never"]

DAYS, WEEKS = 7, 4
"""Of so many days, and of so many weeks, the last backup is kept."""

_BETWEEN = {"daily": timedelta(days=1), "weekly": timedelta(weeks=1)}


def is_due(backups: Iterable[Backup], every: Every, now: datetime) -> bool:
    """Whether a backup shall be made now.

    A newest one from the future, by a clock set wrong, is none.
    """
    if every == "never":
        return False
    newest = max((each.time for each in backups if each.time <= now), default=None)
    return newest is None or now - newest >= _BETWEEN[every]


def past(backups: Iterable[Backup]) -> list[Backup]:
    """The automatic backups that need not be kept any more.

    Days and weeks without one do not count: who was away for a year finds seven days of
    before. The newest stays in any case; what somebody asked for stays until they delete it.
    """
    automatic = sorted(
        (each for each in backups if each.kind == "automatic"),
        key=lambda each: each.time,
        reverse=True,
    )
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for each in automatic:
        local = each.time.astimezone()
        days.setdefault(local.date(), each)
        weeks.setdefault(local.isocalendar()[:2], each)
    kept = [*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]]
    return [each for each in automatic if each not in kept]
