"""Dates and times as a person writes them: in the language spoken, as their country does."""

from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError, default_locale
from babel.dates import format_date, format_skeleton, format_time

from app.core import i18n
from app.core.i18n import _


def locale() -> Locale:
    """The language spoken now, with the country of the system where it speaks that language too.

    So an English window on a British computer writes 21 Nov, on an American one Nov 21.
    """
    spoken = Locale.parse(i18n.language())
    try:
        system = Locale.parse(default_locale("LC_TIME") or "")
    except (ValueError, UnknownLocaleError):
        return spoken
    same = (system.language, system.script) == (spoken.language, spoken.script)
    return system if same and system.territory and not system.variant else spoken


def moment(when: datetime, today: date | None = None) -> str:
    """A point in time, as short as it can be told; of today only the time.

    Args:
        when: aware; told in this computer's time zone.
        today: of this computer's calendar, else read from the clock.
    """
    local = when.astimezone()
    now = today or datetime.now().astimezone().date()
    time = format_time(local, "short", locale=locale())
    if local.date() == now:
        return time
    if local.date() == now - timedelta(days=1):
        day = _("Yesterday")
    elif local.year == now.year:
        day = format_skeleton("MMMd", local, locale=locale())
    else:
        day = format_date(local, "medium", locale=locale())
    return _("{day}, {time}").format(day=day, time=time)


def month(day: date, today: date) -> str:
    """The month of a day, with the year where it is another one than today's."""
    if day.year == today.year:
        return format_date(day, "LLLL", locale=locale())
    return format_skeleton("yMMMM", day, locale=locale())


def first_day_of_week(day: date) -> date:
    """The Monday or Sunday that a day's week began with."""
    return day - timedelta(days=(day.weekday() - locale().first_week_day) % 7)
