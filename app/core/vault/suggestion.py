"""Passphrases to offer: random, easy to read, easy to type, and known to be strong."""

import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic

from app.core.vault.pinyin import SYLLABLES

LEAST_BITS = 54
"""At 10,000 guesses a second (:mod:`app.core.vault.strength`), 28,000 years on the average."""

# Words of the list that nobody should have to type every evening.
_UNKIND = (
    "abandon abuse accident alarm alone anger angry anxiety argue armed army arrest assault"
    " attack awful awkward betray bitter blame bleak blood bomb broken bullet burden burst cancel"
    " chaos crash crazy crime cruel crush cry damage danger decline demise denial deny desert"
    " despair destroy disease dismiss disorder divorce dizzy drastic dumb enemy evil exclude exile"
    " fade false fat fatal fatigue fault fever forget fury ghost gloom grief guilt gun horror"
    " hospital hurdle hurt ignore ill illegal illness inflict injury inmate insane jealous kick"
    " knife lawsuit liar lonely mad misery mistake monster nasty negative neglect nerve noise"
    " nothing obey obscure orphan panic penalty pill pistol poverty prison problem punch regret"
    " reject rifle riot risk rude sad sadness satoshi scare shock shoot sick skull slam spy strike"
    " struggle suffer suspect symptom tired tobacco tragic trap trash trouble ugly unable unfair"
    " unhappy upset useless vicious virus void warfare waste weapon weird worry wreck wrong"
)


@dataclass(frozen=True)
class Suggestion:
    """A passphrase nobody has thought of.

    Attributes:
        bits: of randomness: 2 to this power others were as likely.
    """

    text: str = field(repr=False)
    bits: int


def suggest(language: str) -> Suggestion:
    """A new passphrase of at least :data:`LEAST_BITS` random bits.

    Args:
        language: ``zh_CN`` gives syllables of pinyin, for no input method helps in
            a field that hides what is typed; anything else gives English words.
    """
    pieces = SYLLABLES if language == "zh_CN" else english_words()
    each = math.log2(len(pieces))
    count = math.ceil(LEAST_BITS / each)
    text = " ".join(secrets.choice(pieces) for _ in range(count))
    return Suggestion(text, math.floor(count * each))


@cache
def english_words() -> Sequence[str]:
    """About two thousand words that no two of begin with the same four letters (BIP-39)."""
    unkind = frozenset(_UNKIND.split())
    return tuple(word for word in Mnemonic("english").wordlist if word not in unkind)
