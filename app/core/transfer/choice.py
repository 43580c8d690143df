"""What is taken along, out of all that a journal holds."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from app.core.journal.contents import Conversation, FirstDraft, Item
from app.core.journal.deleting import DELETED
from app.core.journal.store import Journal
from app.core.journal.values import (
    CheckIn,
    KnownWeights,
    Message,
    Note,
    Rating,
    SafetyPlan,
    Summary,
)
from app.core.transfer.redaction import Redactions
from app.core.transfer.told import file_name


@dataclass(frozen=True)
class Choice:
    """What to take along; by default everything.

    Attributes:
        conversations: ids of those to take; None for all, and what belongs to none.
        items: ids of single messages and notes, and of conversations to take as a whole:
            what a search found, or a person marked. None for no such limit.
        since: first day, of this computer's calendar.
        until: last day.
        replies: also what the counsellor said.
        notes: also notes, summaries, and what was written about replies and in check-ins.
        redactions: names that are replaced.
    """

    conversations: frozenset[str] | None = None
    items: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None
    replies: bool = True
    notes: bool = True
    redactions: Redactions = field(default_factory=Redactions)

    @property
    def picks(self) -> bool:
        """Whether single messages are left out, so that branches make no sense any more."""
        return not self.replies or (self.items, self.since, self.until) != (None, None, None)

    @property
    def whole(self) -> bool:
        """Whether what is taken is the same as what is here: it may be merged again later."""
        return not self.picks and self.notes and not self.redactions.pairs

    def takes(self, identity: str, conversation: str | None, time: datetime) -> bool:
        """Whether a message, note or check-in is among it."""
        if self.items is not None and not self.items & {identity, conversation}:
            return False
        day = time.astimezone().date()
        return not (self.since and day < self.since) and not (self.until and day > self.until)


def found_by(journal: Journal, wanted: str) -> frozenset[str]:
    """For :attr:`Choice.items`: all that a search finds, conversations by their titles too."""
    return journal.ids_of(wanted)


def take(journal: Journal, choice: Choice, *, branches: bool) -> Iterator[Item]:
    """What is taken along, in the order of :data:`Item`.

    Args:
        branches: all that was ever said, where the choice allows it.
    """
    items = journal.contents(
        choice.conversations,
        branches=branches and not choice.picks,
        also=choice.items or (),
    )
    return _Taken(choice, branches=branches and not choice.picks).of(items)


class _Taken:
    """Leaves out what is not taken, and replaces names in the rest."""

    def __init__(self, choice: Choice, *, branches: bool) -> None:
        self._choice = choice
        self._branches = branches
        self._redact = choice.redactions.apply
        self._head: Conversation | None = None  # as long as nothing of it was told
        self._told = ""  # the id that the conversation goes by
        self._last: str | None = None
        self._taken: set[str] = set()

    def of(self, items: Iterator[Item]) -> Iterator[Item]:
        """The items that are taken."""
        for item in self._titled(items):
            match item:
                case KnownWeights():
                    title = self._redact(item.title)
                    yield replace(item, weights=self._weights(item.weights), title=title)
                case Conversation():
                    self._head, self._last, self._taken = item, None, set()
                    if not self._choice.picks:
                        yield from self._begin(item.id)
                case Message() if self._takes_message(item):
                    yield from self._begin(item.conversation_id)
                    yield self._message(item)
                case Rating() if self._takes_of(item.message_id):
                    yield replace(item, words=self._redact(item.words))
                case Summary() if self._choice.notes and not self._choice.picks:
                    yield replace(item, conversation_id=self._told, text=self._redact(item.text))
                case Note() if self._choice.notes and self._takes(item):
                    yield from self._begin(item.conversation_id)
                    place = item.conversation_id and self._told
                    yield replace(item, conversation_id=place, text=self._redact(item.text))
                case CheckIn() if self._takes(item):
                    yield from self._begin(item.conversation_id)
                    place = item.conversation_id and self._told
                    said = self._redact(item.words) if self._choice.notes else ""
                    yield replace(item, conversation_id=place, words=said)
                case SafetyPlan() if not self._choice.picks and self._choice.notes:
                    yield SafetyPlan(*map(self._redact, astuple(item)))
                case FirstDraft() if self._choice.whole:
                    yield item

    def _titled(self, items: Iterator[Item]) -> Iterator[Item]:
        """Each conversation waits for what comes after it, which may have made its title."""
        head: Conversation | None = None
        for item in items:
            if head:
                yield replace(head, title=self._title(head.title, item))
            head = item if isinstance(item, Conversation) else None
            if not head:
                yield item
        if head:
            yield replace(head, title=self._redact(head.title))

    def _title(self, title: str, first: Item) -> str:
        """A title that is the first words of the first message tells no more than that does.

        It is cut once more after names are replaced: half a name is on no list.
        """
        said = " ".join(first.text.split()) if isinstance(first, Message) else ""
        if self._choice.whole or not said.startswith(" ".join(title.split()) or "\0"):
            return self._redact(title)
        taken = isinstance(first, Message) and self._takes_message(first)
        return self._redact(said)[: len(title)] if taken else ""

    def _takes(self, item: Note | CheckIn) -> bool:
        return self._choice.takes(item.id, item.conversation_id, item.time)

    def _takes_message(self, item: Message) -> bool:
        said = self._choice.replies or item.role == "user"
        if item.ending == DELETED and not self._branches:
            return False  # an empty place, which only the tree needs
        return said and self._choice.takes(item.id, item.conversation_id, item.time)

    def _takes_of(self, message: str) -> bool:
        """Whether what belongs to a message is taken."""
        return self._choice.notes and (not self._choice.picks or message in self._taken)

    def _weights(self, weights: str) -> str:
        """The id of weights may be a path, which names the person's folders."""
        return weights if self._choice.whole else self._redact(file_name(weights))

    def _begin(self, conversation: str | None) -> Iterator[Conversation]:
        """Tell of a conversation before the first thing in it that is taken."""
        if conversation is None or self._head is None:
            return
        head, self._head = self._head, None
        if self._choice.whole:
            self._told = head.id
            yield head
            return
        # Another id: what is not all of a conversation must never be merged into it.
        self._told = sha256(f"part of {head.id}".encode()).hexdigest()[:16]
        yield Conversation(
            id=self._told,
            title=head.title,
            created=head.created,
            updated=head.updated,
            origin=head.origin,
            leaf=None if self._choice.picks else head.leaf,
            tags=tuple(map(self._redact, head.tags)) if self._choice.notes else (),
        )

    def _message(self, item: Message) -> Message:
        before = item.parent_id
        if self._choice.picks:
            before, self._last = self._last, item.id
            self._taken.add(item.id)
        return replace(
            item,
            conversation_id=self._told,
            parent_id=before,
            text=self._redact(item.text),
            weights=item.weights and self._weights(item.weights),
            version=1 if self._choice.picks else item.version,
        )
