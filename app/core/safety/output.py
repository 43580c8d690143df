"""The screen of what the weights write: read while it grows, stopped where it could harm.

Outside the weights, like the screen of what a person writes. A sentence is judged by itself,
and a question about danger is no danger. Only in danger "do it tonight" is judged too: as a
push, unless it, or the sentence before it, leads to help.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.safety.normalise import spellings
from app.core.safety.output_danger import told
from app.core.safety.output_rules import PATTERNS, PUSHES, TOWARDS_HELP

_LONGEST = 400  # characters after which a sentence counts as over, so that work stays bounded
_OVERLAP = 80  # of its characters that are read again with what follows
_END = re.compile(r"[。！？!?…\n]+[”’\"')）]*|\.+[\"')]*(?=\s)")


class Harm(StrEnum):
    """What a reply must never hold."""

    METHODS = "methods"
    ENCOURAGEMENT = "encouragement"
    SECRECY = "secrecy"
    DIAGNOSIS_OR_MEDICATION = "diagnosis_or_medication"
    CLAIMS_TO_BE_HUMAN = "claims_to_be_human"
    ROMANCE = "romance"
    DISCOURAGES_HELP = "discourages_help"


@dataclass(frozen=True)
class Screened:
    """What one more piece of a reply came to.

    Attributes:
        text: may be shown now, after what was shown before.
        harm: why the reply ends here, or None.
    """

    text: str
    harm: Harm | None = None


def harm_in(sentence: str, *, danger: bool = False) -> Harm | None:
    """What is wrong with a sentence of the weights, or None.

    Args:
        danger: risk is open: what could be harmless at another time is not written then.
    """
    spelled = spellings(sentence)
    named = _named(spelled)
    if named or "?" in sentence or "？" in sentence:
        return named
    sensed = (told(line, danger=danger) for line in spelled)
    return next((Harm(name) for name in sensed if name), None)


def _named(spelled: Sequence[str]) -> Harm | None:
    """What is wrong with words as they stand, whatever follows."""
    lines = "\n".join(spelled)
    return next((Harm(name) for name, pattern in PATTERNS.items() if pattern.search(lines)), None)


def pushes(sentence: str, before: str) -> bool:
    """Whether a sentence drives somebody in danger on, and doesn't speak of help.

    Args:
        before: the sentence before it in the same reply.
    """
    lines, led = "\n".join(spellings(sentence)), "\n".join(spellings(before))
    return bool(
        PUSHES.search(lines) and not TOWARDS_HELP.search(lines) and not TOWARDS_HELP.search(led)
    )


class OutputScreen:
    """Reads one reply.

    Args:
        hold: keep each sentence back until it is whole and has passed; else the text
            streams, and what was shown of a sentence that fires is to be withdrawn.
        danger: risk is open: short pushes count as encouragement. Only whole sentences
            can be known for such, so hold them back, too.
    """

    def __init__(self, *, hold: bool, danger: bool = False) -> None:
        self._hold = hold
        self._danger = danger
        self._sentence = ""
        self._before = self._begun = ""
        self.kept = ""
        """The whole sentences that have passed: what stays when the reply is stopped."""

    def read(self, piece: str) -> Screened:
        """Read on; after a harm, nothing more is to be read."""
        shown = ""
        self._sentence += piece
        while end := self._sentence_end():
            sentence, self._sentence = self._sentence[:end], self._sentence[end:]
            if harm := self._harm_in(self._begun + sentence):
                self._sentence = ""
                return Screened(shown if self._hold else "", harm)
            self._begun = sentence[-_OVERLAP:] if end == _LONGEST else ""
            self._before = sentence
            self.kept += sentence
            shown += sentence
        if self._hold:
            return Screened(shown)
        # Of a sentence that grows, only words that no end of it could make harmless.
        if self._sentence and (harm := _named(spellings(self._begun + self._sentence))):
            self._sentence = ""
            return Screened("", harm)
        return Screened(piece)

    def end(self) -> Screened:
        """The reply is over: judge what no full stop closed."""
        rest, self._sentence = self._sentence, ""
        if rest and (harm := self._harm_in(self._begun + rest)):
            return Screened("", harm)
        self.kept += rest
        return Screened(rest if self._hold else "")

    def _harm_in(self, sentence: str) -> Harm | None:
        """What is wrong with a whole sentence."""
        if self._danger and pushes(sentence, self._before):
            return Harm.ENCOURAGEMENT
        return harm_in(sentence, danger=self._danger)

    def _sentence_end(self) -> int:
        if found := _END.search(self._sentence):
            return found.end()
        return _LONGEST if len(self._sentence) > _LONGEST else 0
