"""Texts as the search index holds them.

FTS5's tokenizer `unicode61` takes a run of Chinese for one word, and its trigrams find
no word of two characters. So each character is made a word of its own, and several in
a row are asked for as a phrase, which finds what a plain comparison would find: a comma
or a space between two characters counts as a word. Case, width, and traditional or
simplified make no difference.
"""

import re
import unicodedata

from app.core.simplified import Simplified

FOLDED = "folded"
"""Name of :func:`folded` in SQL."""

_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_SINGLE}]")
_GAP = re.compile(rf"(?<=[{_SINGLE}])[\W_]+(?=[{_SINGLE}])")
_BREAK = " \ue000 "  # a word to the tokenizer, and in nobody's text
_TERM = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]?|([^\s"“”„«»]+)')
_SIMPLIFIED = Simplified()


class _Apart(dict[int, str]):
    """A table for ``str.translate``, which takes half of what a substitution takes."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = apart = f" {letter} " if _CHARACTER.match(letter) else letter
        return apart


_APART = _Apart()


def folded(written: str) -> str:
    """A text as the index holds it: words and single characters, apart by spaces.

    Whenever this changes, the index has to be made anew by a migration.
    """
    # SQL hands no more than that to us, and both ways must come to the same index.
    seen, _nul, _rest = written.partition("\0")
    plain = unicodedata.normalize("NFKC", seen).casefold().translate(_SIMPLIFIED)
    return _GAP.sub(_BREAK, plain).translate(_APART)


def expression(wanted: str) -> str:
    """What a person typed, for FTS5: all the words, quoted ones as one phrase; "" for none."""
    readable = wanted.encode("utf-8", "ignore").decode().replace("\0", " ")
    terms = (folded(quoted or word) for quoted, word in _TERM.findall(readable))
    return " ".join(f'"{term}"' for term in terms if any(letter.isalnum() for letter in term))
