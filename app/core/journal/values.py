"""Values of the journal, apart from how they are stored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Role = Literal["user", "assistant"]
State = Literal["complete", "streaming", "stopped", "interrupted"]
Risk = Literal["none", "concern", "high", "imminent"]


@dataclass(frozen=True)
class Message:
    """One message of a conversation.

    Args:
        parent_id: the message it answers or follows; None for the first.
        state: ``streaming`` becomes ``interrupted`` when the journal is next opened.
        time: when it was begun, UTC. Order never depends on it.
        version: 1, and more for another attempt at the same place.
        weights: id of the weights that wrote it.
        risk: level that the screen gave it.
        reviewed: a text reviewed by people for such a moment, not a generated one.
    """

    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    text: str = field(repr=False)
    state: State
    time: datetime
    version: int
    weights: str | None
    risk: Risk
    reviewed: bool


@dataclass(frozen=True)
class ConversationHead:
    """A conversation as a list shows it.

    Args:
        messages: how many the active branch has.
    """

    id: str
    title: str = field(repr=False)
    created: datetime
    updated: datetime
    messages: int
