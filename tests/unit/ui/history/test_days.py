from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import i18n, paths
from app.core.journal.values import ConversationHead
from app.ui.history.days import by_day

SATURDAY = date(2026, 11, 21)


def written(day: date, hour: int = 12) -> ConversationHead:
    """Last written in at noon of a day here."""
    moment = datetime(day.year, day.month, day.day, hour).astimezone().astimezone(UTC)
    return ConversationHead(f"{day} {hour}", "", moment, moment, 2)


def headings(days: Sequence[date], today: date = SATURDAY) -> list[str]:
    return [heading for heading, _ in by_day([written(day) for day in days], today)]


def test_each_day_finds_its_heading() -> None:
    ago = [SATURDAY - timedelta(days=days) for days in (0, 1, 2, 5, 6, 21, 60, 400)]
    assert headings(ago) == [
        "Today",
        "Yesterday",
        "This week",
        "November",
        "October",
        "September",
        "October 2025",
    ]


def test_the_week_begins_as_in_the_language() -> None:
    sunday, monday = SATURDAY - timedelta(days=6), SATURDAY - timedelta(days=5)
    assert headings([monday]) == ["This week"]
    i18n.use("zh_CN", paths.translations())
    assert headings([monday]) == ["本周"]
    assert headings([sunday]) == ["十一月"]
    assert headings([date(2025, 10, 3)]) == ["2025年10月"]


def test_the_order_within_a_heading_is_the_order_given() -> None:
    later, earlier = written(SATURDAY, 9), written(SATURDAY, 20)
    ((_today, heads),) = by_day([later, earlier], SATURDAY)
    assert heads == [later, earlier]


def test_a_day_that_lies_ahead_counts_as_today() -> None:
    assert headings([SATURDAY + timedelta(days=3), SATURDAY]) == ["Today"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_january_reaches_back_over_the_year(language: str) -> None:
    i18n.use(language, paths.translations())
    found = headings([date(2026, 12, 30), date(2026, 12, 3)], today=date(2027, 1, 1))
    assert len(found) == 2
    assert "2026" in found[1]
