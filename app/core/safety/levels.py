"""How much a text worries us, and about what."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Literal, Self, cast

Word = Literal["none", "concern", "high", "imminent"]


class Level(IntEnum):
    """How near the danger is. ``HIGH`` and ``IMMINENT`` are the alarm.

    The order follows the usual ladder of suicide risk triage (passive thoughts,
    active thoughts, plan or means, behaviour), as in the Columbia protocol's screener.
    """

    NONE = 0
    CONCERN = 1  # hopelessness, hints, about somebody else, long past
    HIGH = 2  # a wish to die, thoughts of suicide, self-harm
    IMMINENT = 3  # intent now, a plan, means at hand, preparation, an attempt

    @property
    def word(self) -> Word:
        """The level as the journal stores it."""
        return cast(Word, self.name.lower())

    @classmethod
    def from_word(cls, word: str) -> Self:
        """The level of a stored word; raises ``KeyError`` for any other."""
        return cls[word.upper()]


class Kind(StrEnum):
    """What the worry is about."""

    PASSIVE_IDEATION = "passive_ideation"
    ACTIVE_INTENT = "active_intent"
    PLAN_OR_MEANS = "plan_or_means"
    ATTEMPT = "attempt"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE_SUFFERED = "abuse_suffered"
    EATING_DISORDER = "eating_disorder"
    PSYCHOSIS_OR_MANIA = "psychosis_or_mania"


_OTHER = frozenset(
    {
        Kind.HARM_TO_OTHERS,
        Kind.ABUSE_SUFFERED,
        Kind.EATING_DISORDER,
        Kind.PSYCHOSIS_OR_MANIA,
    }
)


def own_hand(kind: Kind) -> bool:
    """Whether it is suicide or self-harm."""
    return kind not in _OTHER


def danger_of(kinds: Iterable[str]) -> Kind:
    """Which danger the texts have to speak of, by the first of these kinds.

    Returns:
        ``SELF_HARM`` for all that is done by one's own hand, and where nothing is known.
    """
    first = next(iter(kinds), "")
    return Kind(first) if first in _OTHER else Kind.SELF_HARM
