"""Dates are told as people write them, in their language and their country."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from app.core import dates, i18n, paths

NOON = datetime(2026, 11, 21, 12, 5).astimezone()
"""A Saturday, in this computer's time zone."""


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    def use(language: str, system: str) -> None:
        for name in ("LANGUAGE", "LC_ALL", "LC_TIME", "LC_CTYPE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", system)
        i18n.use(language, paths.translations())

    yield use
    i18n.use("en", paths.translations())


@pytest.mark.parametrize(
    ("language", "system", "told"),
    [
        ("en", "C.UTF-8", ["12:05 PM", "Yesterday, 12:05 PM", "Nov 1, 12:05 PM"]),
        ("en", "en_US.UTF-8", ["12:05 PM", "Yesterday, 12:05 PM", "Nov 1, 12:05 PM"]),
        ("en", "en_GB.UTF-8", ["12:05", "Yesterday, 12:05", "1 Nov, 12:05"]),
        ("en", "zh_CN.UTF-8", ["12:05 PM", "Yesterday, 12:05 PM", "Nov 1, 12:05 PM"]),
        ("zh_CN", "en_GB.UTF-8", ["12:05", "昨天 12:05", "11月1日 12:05"]),
        ("zh_CN", "zh_TW.UTF-8", ["12:05", "昨天 12:05", "11月1日 12:05"]),
        ("zh_CN", "nonsense", ["12:05", "昨天 12:05", "11月1日 12:05"]),
    ],
)
def test_a_moment_is_told_by_language_and_country(
    speak: object, language: str, system: str, told: list[str]
) -> None:
    speak(language, system)  # type: ignore[operator]
    days = [0, 1, 20]
    moments = [dates.moment(NOON - timedelta(days=each), NOON.date()) for each in days]
    assert [each.replace("\u202f", " ") for each in moments] == told


def test_another_year_is_said(speak: object) -> None:
    speak("zh_CN", "C")  # type: ignore[operator]
    assert dates.moment(NOON, date(2027, 3, 1)) == "2026年11月21日 12:05"
    assert dates.month(NOON.date(), date(2027, 3, 1)) == "2026年11月"
    assert dates.month(NOON.date(), date(2026, 12, 1)) == "十一月"


@pytest.mark.parametrize(
    ("language", "system", "first"),
    [("zh_CN", "C", 16), ("en", "en_GB.UTF-8", 16), ("en", "en_US.UTF-8", 15)],
)
def test_a_week_begins_where_the_country_begins_it(
    speak: object, language: str, system: str, first: int
) -> None:
    speak(language, system)  # type: ignore[operator]
    assert dates.first_day_of_week(NOON.date()) == date(2026, 11, first)
