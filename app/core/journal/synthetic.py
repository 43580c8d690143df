"""Made-up conversations of any number, the same in every run.

No language is copied. English-like words are syllables put together, Chinese ones are
common characters put together; both come as often as words do (Zipf's law), and a few
known words stand among them so that a search has something to find.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from app.core.journal.values import Role

CHINESE_SHARE = 0.65
"""Of the messages. That, and 280 bytes of UTF-8 on average, is what the target says."""

ENGLISH_WORD, CHINESE_WORD, PHRASE = "sleep", "难过", "nobody notices"
"""Planted in one of 300, 150 and 1,000 messages."""

_LOG_OF_BYTES, _SPREAD, _MOST_BYTES = 5.34, 0.65, 4000  # a log-normal length
_SYLLABLES = [
    consonant + vowel
    for consonant in "bdfghklmnprstvwz"
    for vowel in ("a", "e", "i", "o", "u", "an", "er", "in")
]
_COMMON_CHARACTERS = [  # the first level of GB 2312: 3,755 of them
    character
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if (character := bytes((row, cell)).decode("gb2312", "ignore"))
]


class Corpus:
    """What is said in conversations without end.

    Args:
        seed: the same one, the same words.
    """

    def __init__(self, seed: int = 20) -> None:
        self._chance = chance = random.Random(seed)  # noqa: S311 - made-up text, no secret
        characters = chance.sample(_COMMON_CHARACTERS, len(_COMMON_CHARACTERS))
        self._english = self._words(_SYLLABLES, (1, 2, 2, 3), 12_000)
        self._chinese = self._words(characters, (1, 2, 2, 2, 3), 30_000)
        self._chances = _zipf(30_000)

    def conversation(self, messages: int) -> list[tuple[Role, str]]:
        """Role and text of each message."""
        return [
            ("assistant" if number % 2 else "user", self._message()) for number in range(messages)
        ]

    def _words(self, parts: Sequence[str], lengths: Sequence[int], number: int) -> list[str]:
        """Words made of parts, of which the first come most often."""
        chances = _zipf(len(parts))
        return [
            "".join(
                self._chance.choices(parts, cum_weights=chances, k=self._chance.choice(lengths))
            )
            for _ in range(number)
        ]

    def _message(self) -> str:
        size = min(int(self._chance.lognormvariate(_LOG_OF_BYTES, _SPREAD)), _MOST_BYTES)
        if self._chance.random() < CHINESE_SHARE:
            words = self._said(self._chinese, size // 6 + 1)
            words[7::8] = [word + "，" for word in words[7::8]]
            self._plant(words, CHINESE_WORD, 150 * CHINESE_SHARE)
            return "".join(words) + "。"
        words = self._said(self._english, size // 5 + 1)
        words[9::10] = [word + "." for word in words[9::10]]
        self._plant(words, ENGLISH_WORD, 300 * (1 - CHINESE_SHARE))
        self._plant(words, PHRASE, 1000 * (1 - CHINESE_SHARE))
        return " ".join(words)

    def _said(self, words: Sequence[str], number: int) -> list[str]:
        return self._chance.choices(words, cum_weights=self._chances[: len(words)], k=number)

    def _plant(self, words: list[str], word: str, one_in: float) -> None:
        if self._chance.random() < 1 / one_in:
            words.insert(len(words) // 2, word)


def _zipf(number: int) -> list[float]:
    """Cumulative weights of Zipf's law as Mandelbrot mended it: 1 / (rank + 2.7)."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(number)))
