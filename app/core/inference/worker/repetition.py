"""Notices when weights only say the same again, so that a reply ends instead of turning round."""

from collections import deque

LEAST = 32
"""Tokens that a loop must fill: "no, no, no" or a breath counted aloud is no loop yet."""

ROUNDS = 3
"""Times that a phrase must stand there in a row."""

LONGEST_PHRASE = 128
"""Tokens; a longer one is a page said again, and meets the reply's own limit."""

_NEAR = 96
_GRAM = 3
_DISTINCT = 0.55
"""Of the last 96 groups of three tokens, so few are distinct in a loop that changes a word in
each round ("I am a language of love. I am a language of …"). Counselling texts of people had
0.69 at least: 677 in Chinese, 2,711 in English, with the demo's vocabulary, which cuts Chinese
finest and so repeats most."""


class Repetition:
    """Watches the tokens of one reply, each in a time that does not grow with the reply.

    Attributes:
        surplus: how many of the last tokens only repeat what stands before them.
    """

    def __init__(self) -> None:
        self._tokens: list[int] = []
        self._matches = [0] * (LONGEST_PHRASE + 1)
        self._grams: deque[tuple[int, ...]] = deque()
        self._counts: dict[tuple[int, ...], int] = {}
        self.surplus = 0

    def add(self, token: int) -> bool:
        """Take one more token; True when the reply turns round and round."""
        self._tokens.append(token)
        end = len(self._tokens) - 1
        for length in range(1, min(end, LONGEST_PHRASE) + 1):
            same = self._tokens[end - length] == token
            self._matches[length] = self._matches[length] + 1 if same else 0
            # So many tokens equal to those one phrase before: one round more than they fill.
            if self._matches[length] + length >= max(LEAST, ROUNDS * length):
                self.surplus = self._matches[length]
                return True
        return self._circles()

    def _circles(self) -> bool:
        if len(self._tokens) < _GRAM:
            return False
        gram = tuple(self._tokens[-_GRAM:])
        self._grams.append(gram)
        self._counts[gram] = self._counts.get(gram, 0) + 1
        if len(self._grams) <= _NEAR:
            return False
        gone = self._grams.popleft()
        self._counts[gone] -= 1
        if not self._counts[gone]:
            del self._counts[gone]
        return len(self._counts) < _NEAR * _DISTINCT
