"""When the program says again that it is an AI, and when it suggests a pause. Never more.

Pure: the caller keeps a :class:`Sitting` and hands in the time. No streaks, no calling back:
a suggestion is one line that goes by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.i18n import N_

DISCLOSE_AGAIN_AFTER = timedelta(hours=2)
"""China's measures for human-like interactive AI (in force since 15 July 2026); New York asks
for three hours."""

ABSENCE = timedelta(minutes=20)
"""Without a message for so long, a sitting is over, and its time counts no longer."""

LONGEST_SITTING = timedelta(hours=12)
"""How far back a sitting is recalled."""

_NIGHT_ENDS = 5  # o'clock


class Suggestion(StrEnum):
    """A gentle line beside the conversation."""

    AI = "ai"
    LONG = "long"
    LATE = "late"


SUGGESTIONS = {
    Suggestion.AI: N_("A word in between: you are talking with an AI listener, not with a person."),
    Suggestion.LONG: N_(
        "You have been here for a while. A short pause may feel good; everything stays as it is."
    ),
    Suggestion.LATE: N_("It is late. What you wrote is kept, should you want to rest now."),
}
"""What is said for each: no question, no reproach, gone with the next message."""


@dataclass(frozen=True)
class Pauses:
    """What the person wants to be reminded of.

    Attributes:
        after: a pause is suggested after sitting so long; zero for never.
        late_from: the hour of the evening from which it is late; None for never.
    """

    after: timedelta = timedelta(minutes=60)
    late_from: int | None = 23


@dataclass(frozen=True)
class Sitting:
    """How long somebody has been talking without a longer absence.

    Attributes:
        since: when it began; None before the first message.
        last: when the last message came.
        disclosed: when it was last said that this is an AI.
        suggested: when a pause was last suggested for length.
        said_late: whether the hour was mentioned in this sitting.
    """

    since: datetime | None = None
    last: datetime | None = None
    disclosed: datetime | None = None
    suggested: datetime | None = None
    said_late: bool = False

    @classmethod
    def recalled(cls, spoken: Iterable[datetime], pauses: Pauses) -> "Sitting":
        """The sitting that these messages, oldest first, made: a lock must not shorten it."""
        sitting = cls()
        for moment in spoken:
            sitting, _suggestion = sitting.after_message(moment, pauses)
        return sitting

    def after_message(
        self, now: datetime, pauses: Pauses, *, danger: bool = False
    ) -> tuple["Sitting", Suggestion | None]:
        """A message was sent.

        Args:
            now: local time of the person, aware or not but always alike.
            danger: while risk is open nobody is told to pause; the AI line still comes.

        Returns:
            The sitting now, and what to say beside it, at most one thing.
        """
        away = self.last is None or not timedelta(0) <= now - self.last <= ABSENCE
        sitting = Sitting(now, now, now) if away else replace(self, last=now)
        begun, disclosed = sitting.since or now, sitting.disclosed or now
        if now - disclosed >= DISCLOSE_AGAIN_AFTER:
            return replace(sitting, disclosed=now), Suggestion.AI
        if danger:
            return sitting, None
        if pauses.after and now - max(begun, sitting.suggested or begun) >= pauses.after:
            return replace(sitting, suggested=now), Suggestion.LONG
        if not sitting.said_late and _late(now, pauses.late_from):
            return replace(sitting, said_late=True), Suggestion.LATE
        return sitting, None


def _late(now: datetime, late_from: int | None) -> bool:
    if late_from is None:
        return False
    if late_from < _NIGHT_ENDS:  # after midnight
        return late_from <= now.hour < _NIGHT_ENDS
    return now.hour >= late_from or now.hour < _NIGHT_ENDS
