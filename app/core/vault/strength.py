"""How long a passphrase would stand against guessing: an estimate, and an honest one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.vault.pinyin import count_syllables

# An upper bound for one very fast graphics card: each guess moves 128 MiB three times to
# memory and back (Argon2id as in `keys`), 0.8 GB; at 4.8 TB/s, as an NVIDIA H200 has,
# that is 6,000 guesses a second, rounded up.
GUESSES_PER_SECOND = 10_000

# Common words of Chinese have two syllables, and some ten thousand of them are most of
# what is written: a hundred guesses for each syllable of pinyin.
_GUESSES_PER_SYLLABLE = 100

# zxcvbn takes longer the longer the text is, and most for one made of look-alikes; what
# comes after this many characters only makes a passphrase stronger.
_READ_CHARACTERS = 40

_DAY = 86_400.0


@dataclass(frozen=True)
class Strength:
    """What guessing would take.

    Attributes:
        seconds: for somebody with a copy of the journal and :data:`GUESSES_PER_SECOND`.
    """

    seconds: float

    @property
    def weak(self) -> bool:
        """Guessed within a month."""
        return self.seconds < 30 * _DAY

    @property
    def strong(self) -> bool:
        """Not guessed within a hundred years."""
        return self.seconds > 100 * 365 * _DAY


def estimate(passphrase: str, own_words: Sequence[str] = ()) -> Strength:
    """Estimate a passphrase; takes milliseconds, and up to a second for a hostile one.

    It knows English words, names, dates, keyboard rows and much-used passwords
    (zxcvbn, https://dropbox.tech/security/zxcvbn-realistic-password-strength-estimation).
    Of Chinese it knows only that pinyin is made of syllables; of a person's life, nothing.

    Args:
        passphrase: only its beginning is read.
        own_words: what a guesser would try first, such as the name of the profile.
    """
    beginning = passphrase[:_READ_CHARACTERS]
    if not beginning:
        return Strength(0.0)
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists of words take a while to load

    guesses = float(zxcvbn(beginning, user_inputs=list(own_words))["guesses"])
    if syllables := count_syllables(beginning):
        guesses = min(guesses, float(_GUESSES_PER_SYLLABLE**syllables))
    return Strength(guesses / GUESSES_PER_SECOND)
