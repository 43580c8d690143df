"""Sentences about the strength of passphrases: honest, short, in the language spoken now."""

from datetime import timedelta

from babel.dates import format_timedelta

from app.core import i18n
from app.core.i18n import _
from app.core.vault.strength import Strength
from app.core.vault.suggestion import Suggestion


def strength(strength: Strength) -> str:
    """How long guessing would take, and what the estimate doesn't know."""
    if strength.strong:
        told = _("Strong: a fast graphics card would guess for over a hundred years.")
    else:
        time = format_timedelta(
            timedelta(seconds=max(1.0, strength.seconds)), locale=i18n.language()
        )
        told = (
            _("Weak: a fast graphics card guesses it within {time}.")
            if strength.weak
            else _("Fair: a fast graphics card guesses it within {time}.")
        ).format(time=time)
    blind = _("An estimate; it knows no Chinese words and nothing of your life.")
    return f"{told} {blind}"


def suggestion(suggestion: Suggestion) -> str:
    """What is good about an offered passphrase, and what to do with it."""
    return _(
        "Drawn by chance, {bits} random bits: strong. Write it down, then type it once below."
    ).format(bits=suggestion.bits)
