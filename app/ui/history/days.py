"""Conversations by the day they were last written in."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.core import dates
from app.core.i18n import _
from app.core.journal.values import ConversationHead


def by_day(
    heads: Iterable[ConversationHead], today: date
) -> list[tuple[str, list[ConversationHead]]]:
    """Headings in the language spoken now, each with its conversations, the newest first.

    Today, yesterday, the week so far, then a heading for each month. Days are those of
    this computer's time zone; one that lies ahead, from a clock put back, counts as today.

    Args:
        heads: in the order to keep within a heading.
        today: of this computer's calendar.
    """
    groups: dict[tuple[int, int], tuple[str, list[ConversationHead]]] = {}
    for head in heads:
        order, heading = _place(head.updated.astimezone().date(), today)
        groups.setdefault(order, (heading, []))[1].append(head)
    return [groups[order] for order in sorted(groups, reverse=True)]


def _place(day: date, today: date) -> tuple[tuple[int, int], str]:
    """What sorts a heading, the later the greater, and its words."""
    if day >= today:
        return (9999, 15), _("Today")
    if day == today - timedelta(days=1):
        return (9999, 14), _("Yesterday")
    if day >= dates.first_day_of_week(today):
        return (9999, 13), _("This week")
    return (day.year, day.month), dates.month(day, today)
