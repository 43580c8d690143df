"""Sentences about the strength of passphrases: honest, short, in the language spoken now."""

import re
from datetime import timedelta

from babel.dates import format_timedelta

from app.core import i18n
from app.core.i18n import _
from app.core.vault.keys import SlotKind
from app.core.vault.pinyin import count_syllables
from app.core.vault.strength import Strength
from app.core.vault.suggestion import Suggestion

_CHINESE = re.compile("[\u3400-\u9fff]")


def strength(strength: Strength, passphrase: str) -> str:
    """How long guessing would take, and what the estimate doesn't know."""
    if strength.strong:
        told = _("Strong: over 100 years to guess, unless it is about you.")
    else:
        time = format_timedelta(
            timedelta(seconds=max(1.0, strength.seconds)), locale=i18n.language()
        )
        told = (
            _("Weak: a fast graphics card guesses it within {time}.")
            if strength.weak
            else _("Fair: a fast graphics card needs {time} to guess it, unless it is about you.")
        ).format(time=time)
    if _CHINESE.search(passphrase) or count_syllables(passphrase):
        blind = _("Chinese words can't be judged here: it may be weaker.")
        return f"{told} {blind}"
    return told


def suggestion(suggestion: Suggestion) -> str:
    """What is good about an offered passphrase, and what to do with it."""
    return _(
        "Drawn by chance, {bits} random bits: strong. Write it down, then type it once below."
    ).format(bits=suggestion.bits)


def removal(kind: SlotKind) -> str:
    """What it means to remove the passphrase, or else the recovery code."""
    return (
        _(
            "Without a passphrase, only the recovery code opens this journal. Whoever loses the "
            "code loses everything in it, for good. A copy of the files that was made before "
            "still opens with the passphrase."
        )
        if kind == "passphrase"
        else _(
            "Without a recovery code, only the passphrase opens this journal. Whoever forgets "
            "it loses everything in it, for good. A copy of the files that was made before still "
            "opens with the code."
        )
    )
