"""What readers of files hand on, and what they share."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from app.core.journal.contents import Conversation, Item
from app.core.journal.values import Message, Note, Role
from app.core.transfer.reading.fields import readable

TITLE_LENGTH = 40
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Unread:
    """Something of a file that is not taken in.

    Args:
        why: one of :data:`app.core.transfer.words.REASONS`.
        where: a title or a name of a file; "" for none.
    """

    why: str
    where: str = field(default="", repr=False)


Read = Item | Unread


class Reader(Protocol):
    """Reads one file, a few bytes at a time."""

    def feed(self, data: bytes) -> Iterator[Read]:
        """What the next bytes complete.

        Raises:
            UserFacingError: the file can't be read; codes begin with ``import_``.
        """

    def end(self) -> Iterator[Read]:
        """What the end completes; raises as :meth:`feed` does."""


@dataclass(frozen=True)
class Turn:
    """A message of another program.

    Args:
        parent: number of the turn it follows, from 1 on; None for the first.
        weights: the name of what wrote it.
    """

    role: Role
    text: str = field(repr=False)
    parent: int | None = None
    time: datetime | None = None
    weights: str | None = None


def conversation(
    origin: str,
    identity: str,
    title: str,
    turns: list[Turn],
    *,
    created: datetime,
    leaf: int | None = None,
) -> Iterator[Read]:
    """A conversation of another program; without danger of its own, for it is past.

    Args:
        origin: which program.
        identity: what names it there; the same one is the same conversation.
        leaf: number of the last turn of the branch that is shown.
    """
    home = sha256(f"{origin}\n{identity}".encode("utf-8", "replace")).hexdigest()[:16]
    times = [turn.time or created for turn in turns]
    yield Conversation(
        id=home,
        title=readable(title).strip()[:_LONGEST_TITLE] or _first_words(turns),
        created=min([created, *times]),
        updated=max([created, *times]),
        origin=origin,
        leaf=None if leaf is None else str(leaf),
    )
    versions: dict[int | None, int] = {}
    for number, (turn, time) in enumerate(zip(turns, times, strict=True), start=1):
        versions[turn.parent] = versions.get(turn.parent, 0) + 1
        yield Message(
            id=str(number),
            conversation_id=home,
            parent_id=None if turn.parent is None else str(turn.parent),
            role=turn.role,
            text=readable(turn.text),
            state="complete",
            time=time,
            version=versions[turn.parent],
            weights=turn.weights and readable(turn.weights)[:200],
            risk="none",
            reviewed=False,
        )


def chain(turns: list[Turn]) -> list[Turn]:
    """Turns each of which follows the one before."""
    return [
        Turn(turn.role, turn.text, number or None, turn.time, turn.weights)
        for number, turn in enumerate(turns)
    ]


def note(text: str, time: datetime, changed: datetime | None = None) -> Note:
    """What another program kept as a text."""
    return Note("", None, readable(text), time, max(time, changed or time))


def unknown_time() -> datetime:
    """A time for what tells none: 1970, so that the same file twice stays the same."""
    return datetime(1970, 1, 1, tzinfo=UTC)


def _first_words(turns: list[Turn]) -> str:
    said = next((turn.text for turn in turns if turn.role == "user"), "")
    return " ".join(readable(said).split())[:TITLE_LENGTH]
