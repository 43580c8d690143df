"""Names and places that are replaced before anything leaves: a list the person keeps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from app.core.errors import UserFacingError

_ARROW = re.compile(r"\s*(?:->|→|⇒|＝>)\s*")
_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W{_SINGLE}]"  # of words that spaces part


@dataclass(frozen=True)
class Redactions:
    """Pairs of words and what stands in their place.

    A name in letters is replaced where it stands as a word of its own, in capitals or not; one
    in Chinese characters wherever it stands. Of two that overlap the longer one counts.
    """

    pairs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def apply(self, text: str) -> str:
        """The text with every name replaced."""
        if not self.pairs:
            return text
        return self._pattern.sub(lambda found: self._instead[found[0].casefold()], text)

    @cached_property
    def _instead(self) -> dict[str, str]:
        return {words.casefold(): instead for words, instead in self.pairs}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted((words for words, _ in self.pairs), key=len, reverse=True)
        return re.compile("|".join(map(_alone, longest_first)), re.IGNORECASE)


def read(lines: Iterable[str]) -> Redactions:
    """A list such as ``Mei -> M.``, one a line; empty lines and those after # are nothing.

    Raises:
        UserFacingError: ``redaction_unreadable`` with the number of the line.
    """
    pairs = []
    for number, line in enumerate(lines, start=1):
        said = line.strip().removeprefix("\ufeff")
        if not said or said.startswith("#"):
            continue
        parts = _ARROW.split(said, maxsplit=1)
        if len(parts) != 2 or not parts[0]:
            raise UserFacingError("redaction_unreadable", line=number)
        pairs.append((parts[0], parts[1]))
    return Redactions(tuple(pairs))


def _alone(words: str) -> str:
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, words) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, words[-1]) else ""
    return before + re.escape(words) + after
