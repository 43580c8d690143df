"""What a journal holds, one thing after the other: how it leaves, and how it comes back."""

from dataclasses import dataclass, field
from datetime import datetime

from app.core.journal.values import (
    CheckIn,
    ConversationSettings,
    KnownWeights,
    Message,
    Note,
    Rating,
    RiskState,
    SafetyPlan,
    Summary,
)


@dataclass(frozen=True)
class Conversation:
    """A conversation and what it has only one of; what is said in it comes after it.

    Args:
        origin: "" for one written here, else the program it came from.
        leaf: id of the last message of the active branch; None for the last one of all.
        draft: what is written but not sent.
    """

    id: str
    title: str = field(repr=False)
    created: datetime
    updated: datetime
    origin: str = ""
    leaf: str | None = None
    tags: tuple[str, ...] = field(default=(), repr=False)
    settings: ConversationSettings = field(default_factory=ConversationSettings)
    risk: RiskState = field(default_factory=RiskState)
    draft: str = field(default="", repr=False)


@dataclass(frozen=True)
class FirstDraft:
    """What is written but not sent, of the conversation that is not started yet."""

    text: str = field(repr=False)


Item = (
    KnownWeights
    | Conversation
    | Message
    | Rating
    | Summary
    | Note
    | CheckIn
    | SafetyPlan
    | FirstDraft
)
"""One thing. All of a conversation follows it: messages, each after the one it follows, then
ratings, the summary, notes and check-ins. What belongs to none stands at the end."""


@dataclass
class Tally:
    """How many things of each kind came: the names of :data:`Item`'s classes.

    Args:
        added: were not here before.
        known: were here already, and stay as they are.
        versions: messages that stand beside another one in the same place.
    """

    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    versions: int = 0

    def add(self, kind: str) -> None:
        self.added[kind] = self.added.get(kind, 0) + 1

    def know(self, kind: str) -> None:
        self.known[kind] = self.known.get(kind, 0) + 1
