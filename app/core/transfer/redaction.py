"""Names and places that are replaced before anything leaves: a list the person keeps."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from app.core.errors import UserFacingError
from app.core.simplified import Simplified

_ARROW = re.compile(r"\s*(?:->|→|⇒|＝>)\s*")
# Scripts that part their words by no spaces, or hang endings on a name: from Thai to Khmer,
# kana, Chinese, Hangul.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W\d_{_SINGLE}]"  # of words that spaces part
_ALIKE = str.maketrans(
    "\u2018\u2019\u02bc\u2032\u2010\u2011\u2012\u2013\u2212\u00f8\u0142\u0111\u0131",
    "''''-----oldi",
)
_ACCENTS = 200  # the least combining class of such marks; those below, as in kana, make letters


class _Folding(dict[int, str]):
    """A table for ``str.translate``: one character for one, so that places stay the same.

    Capitals, accents, width, traditional or simplified, and the shape of an apostrophe or a
    hyphen make no difference: nobody minds them when writing a name. A word that only looks
    like one may be replaced, too; a name that stays is worse.
    """

    _simplified = Simplified()

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).casefold().translate(self._simplified)
        parts = unicodedata.normalize("NFD", plain)
        bare = "".join(each for each in parts if unicodedata.combining(each) < _ACCENTS)
        folded = next((each for each in (bare, plain) if len(each) == 1), chr(code))
        self[code] = folded.translate(_ALIKE)
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True)
class Redactions:
    """Pairs of words and what stands in their place.

    A name in letters is replaced where no letter stands beside it, one in Chinese characters
    wherever it stands. Of two that begin at the same place the longer one counts; of two that
    overlap nothing stays.
    """

    pairs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def apply(self, text: str) -> str:
        """The text with every name replaced."""
        if not self.pairs:
            return text
        whole = unicodedata.normalize("NFC", text)
        parts: list[str] = []
        at = 0
        for found in self._pattern.finditer(whole.translate(_FOLDING)):
            group = found.lastindex or 1
            if found.end(group) > at:  # else it stands within another one
                parts += whole[at : found.start()], self._longest_first[group - 1][1]
                at = found.end(group)
        return "".join([*parts, whole[at:]])

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        return sorted(self.pairs, key=lambda pair: len(pair[0]), reverse=True)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(f"({_alone(words)})" for words, _ in self._longest_first)
        return re.compile(f"(?={names})")


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
    """A name as a pattern for folded texts; a line may break where a space stands in it."""
    folded = unicodedata.normalize("NFC", words).translate(_FOLDING)
    inside = r"\s+".join(map(re.escape, folded.split()))
    return f"{_edge(folded[0], '?<!')}{inside}{_edge(folded[-1], '?!')}"


def _edge(end: str, look: str) -> str:
    """What must not stand beside an end of a name: more of its own kind."""
    kind = next((kind for kind in (_LETTER, r"\d") if re.match(kind, end)), "")
    return f"({look}{kind})" if kind else ""
