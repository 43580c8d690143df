"""Values of the journal, apart from how they are stored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

Role = Literal["user", "assistant"]
State = Literal["complete", "streaming", "stopped", "interrupted"]
Risk = Literal["none", "concern", "high", "imminent"]
Moment = Literal["before", "after", "alone"]
Kind = Literal["message", "note", "conversation"]
Verdict = Literal[-1, 1]
Told = Callable[[int, int], None]
"""Called with how much of something long is done, and of how much; ends it by raising."""
Author = Literal["weights", "person"]


@dataclass(frozen=True)
class Message:
    """One message of a conversation.

    Args:
        parent_id: the message it answers or follows; None for the first.
        state: ``streaming`` becomes ``interrupted`` when the journal is next opened.
        time: when it was begun, UTC. Order never depends on it.
        version: 1, and more for each other attempt at the same place.
        weights: id of the weights that wrote it.
        risk: level that the screen gave it.
        reviewed: a text reviewed by people for such a moment, not a generated one.
        ending: why a reply ends where it does by no will of its own; else "".
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
    ending: str = ""


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


@dataclass(frozen=True)
class Note:
    """What the person noted, of a conversation or of nothing in particular.

    Args:
        conversation_id: with whose deletion it goes; None for one of its own.
        time: when it was written, UTC.
        changed: when it was last changed, UTC.
    """

    id: str
    conversation_id: str | None
    text: str = field(repr=False)
    time: datetime
    changed: datetime


@dataclass(frozen=True)
class CheckIn:
    """How the person said they were.

    Args:
        mood: 1 (very low) to 5 (very good).
        moment: before or after a conversation, or on its own.
    """

    id: str
    conversation_id: str | None
    moment: Moment
    mood: int
    words: str = field(repr=False)
    time: datetime


@dataclass(frozen=True)
class Summary:
    """What a conversation was about, up to one of its messages.

    Args:
        message_id: the last message that it covers.
        author: who wrote it, or changed it last.
    """

    id: str
    conversation_id: str
    message_id: str
    text: str = field(repr=False)
    time: datetime
    author: Author = "weights"


@dataclass(frozen=True)
class Rating:
    """What the person thought of a reply.

    Args:
        value: 1 for good, -1 for not.
    """

    message_id: str
    value: Verdict
    words: str = field(repr=False)
    time: datetime


@dataclass(frozen=True)
class KnownWeights:
    """Weights that wrote here.

    Args:
        weights: the id that messages name.
        title: as people call them.
        sha256: of the file, in hexadecimal.
        time: when they first wrote, UTC.
    """

    weights: str
    title: str
    sha256: str
    time: datetime


@dataclass(frozen=True)
class SafetyPlan:
    """What the person wrote in calm times for the other ones: six steps, each a text."""

    warning_signs: str = field(default="", repr=False)
    own_coping: str = field(default="", repr=False)
    people_and_places: str = field(default="", repr=False)
    people_to_ask: str = field(default="", repr=False)
    professionals: str = field(default="", repr=False)
    safe_surroundings: str = field(default="", repr=False)


@dataclass(frozen=True)
class ConversationSettings:
    """How a conversation is answered.

    Args:
        style: id of the counsellor style, with the version it began with; "" and 0
            while the person's default holds.
        weights: id of the weights; "" while the person's default holds.
        sampling: how words are drawn, as JSON; "" while the style's defaults hold.
    """

    style: str = ""
    style_version: int = 0
    weights: str = ""
    sampling: str = ""


@dataclass(frozen=True)
class RiskState:
    """What is remembered of danger in a conversation.

    Args:
        level: the open one.
        kinds: ids of what was heard.
        spoken: how many messages the person has written since it was heard.
        dismissed: the level whose card the person has put away.
    """

    level: Risk = "none"
    kinds: tuple[str, ...] = ()
    spoken: int = 0
    dismissed: Risk = "none"


@dataclass(frozen=True)
class Found:
    """A text in which a search found something.

    Args:
        id: of the message, note or conversation.
        conversation_id: where it belongs; None for a note of its own.
        title: of that conversation; "" without one.
        text: the whole text; for a conversation, its title.
    """

    kind: Kind
    id: str
    conversation_id: str | None
    title: str = field(repr=False)
    text: str = field(repr=False)
    time: datetime


BackupKind = Literal["asked", "automatic", "migration"]
"""Why a backup was made: somebody asked for it, it was due, or a new version changed the file."""


@dataclass(frozen=True)
class Backup:
    """A sealed copy of the journal.

    Args:
        file: where it is; its name is also what ``restore`` is given.
        time: when it was made, UTC.
        bytes: its size.
        kind: why it was made.
        ours: the keys of today open it; else those of its day do.
    """

    file: Path
    time: datetime
    bytes: int
    kind: BackupKind
    ours: bool

    @property
    def name(self) -> str:
        """Of the file."""
        return self.file.name


@dataclass(frozen=True)
class Aside:
    """The files of a journal that another one took the place of.

    Args:
        name: of their folder.
        time: when they were set aside, UTC.
        bytes: their size.
    """

    name: str
    time: datetime
    bytes: int
