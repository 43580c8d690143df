"""Sizes, speeds and times as a person says them, in the language spoken now."""

from babel.numbers import format_decimal

from app.core import i18n
from app.core.i18n import _, ngettext

_MINUTE, _HOUR = 60, 3600
_SOON = 50
"""Seconds below which nobody counts."""


def size(amount: int) -> str:
    """In the units a person buys memory in."""
    if amount < 1_000_000_000:
        return _("{amount} MB").format(amount=number(max(1, round(amount / 1_000_000))))
    return _("{amount} GB").format(amount=number(round(amount / 1_000_000_000, 1)))


def part(done: int, whole: int) -> str:
    """How much of how much."""
    return _("{done} of {size}").format(done=size(done), size=size(whole))


def speed(amount: float) -> str:
    """Bytes a second."""
    return _("{amount} MB/s").format(amount=number(round(amount / 1_000_000, 1)))


def left(seconds: float) -> str:
    """How long it will still take, no more exact than it can be known."""
    if seconds < _SOON:
        return _("less than a minute left")
    if seconds < _HOUR:
        minutes = max(1, round(seconds / _MINUTE))
        words = ngettext("about {count} minute left", "about {count} minutes left", minutes)
        return words.format(count=minutes)
    hours = round(seconds / _HOUR)
    words = ngettext("about {count} hour left", "about {count} hours left", hours)
    return words.format(count=number(hours))


def number(value: float) -> str:
    """With the marks of the language."""
    return format_decimal(value, locale=i18n.language())
