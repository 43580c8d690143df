"""The part of the journal that takes in what was taken along elsewhere.

Nothing that is here is replaced. A conversation is the same by its id; a message by its
place, role, time and words; all else by its place, time and words. What is not here is added:
a message whose place is taken becomes another version there. So the same file twice changes
nothing, and one that was written on elsewhere brings what is new in it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.branches import Branches
from app.core.journal.chain import new_salt, next_sequence, wrote
from app.core.journal.contents import Conversation, FirstDraft, Item, Tally
from app.core.journal.present import Present, digest
from app.core.journal.rows import Part, check_readable, milliseconds_of, now
from app.core.journal.tables import (
    CheckInRow,
    ConversationRow,
    ConversationSettingsRow,
    DraftRow,
    Kept,
    KnownWeightsRow,
    MessageRow,
    NoteRow,
    RatingRow,
    RiskStateRow,
    SafetyPlanRow,
    SummaryRow,
    TagRow,
)
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

_AT_ONCE = 500  # rows written at a time
_STEPS = tuple(SafetyPlan.__dataclass_fields__)


class Bringing(Part):
    """Takes in :data:`Item` after :data:`Item`."""

    @contextmanager
    def bringing(self, *, dry: bool = False) -> Iterator["Arrival"]:
        """One change that takes in everything, or nothing when it raises.

        Args:
            dry: only find out what it would do.
        """
        if dry:
            with self._database.reading() as session:
                yield Arrival(session, None)
            return
        with self._database.writing() as session:
            settle = self._database.settle or (lambda _session: None)
            arrival = Arrival(session, settle)
            yield arrival
            arrival.end()
        self._database.fold_log()


class Arrival:
    """What comes in, one thing after the other, in the order of :data:`Item`.

    Args:
        settle: lets go of what was written so far; None to write nothing.
    """

    def __init__(self, session: Session, settle: Callable[[Session], None] | None) -> None:
        self.tally = Tally()
        self._session = session
        self._settle = settle
        self._present = Present(session)
        self._waiting: list[dict[str, Any]] = []
        self._written = 0
        self._imagined = 0  # sequences of a dry run are below zero
        self._home: _Home | None = None

    def add(self, item: Item) -> None:
        """Take one thing in.

        Raises:
            UserFacingError: ``message_unreadable``, ``import_out_of_order``.
        """
        match item:
            case Conversation():
                self._end_conversation()
                self._begin_conversation(item)
            case Message():
                self._add_message(item)
            case Rating():
                self._add_rating(item)
            case Summary():
                self._add_summary(item)
            case Note():
                self._add_note(item.text, item.conversation_id, item)
            case CheckIn():
                self._add_check_in(item)
            case KnownWeights():
                self._add_weights(item)
            case SafetyPlan():
                self._add_plan(item)
            case FirstDraft():
                self._add_draft(item.text, None)

    def end(self) -> None:
        """Everything came."""
        self._end_conversation()
        self._write_on()

    def _begin_conversation(self, item: Conversation) -> None:
        check_readable(item.id, item.title, *item.tags)
        self._present.let_go()
        row = self._present.conversation(item.id)
        if row:
            self.tally.know("Conversation")
            self._home = _Home(item, row.sequence, row.leaf, self._present.taken(row.sequence))
        else:
            self.tally.add("Conversation")
            sequence = self._next()
            self._home = _Home(item, sequence, None, {})
            self._write(
                ConversationRow(
                    sequence=sequence,
                    id=item.id,
                    title=item.title,
                    created=milliseconds_of(item.created),
                    updated=milliseconds_of(item.updated),
                    activity=sequence,
                    leaf=None,
                    origin=item.origin,
                )
            )
            self._write_on()
            self._add_settings(sequence, item)
        place = self._home.sequence
        here = self._present.tags(place)
        for name in dict.fromkeys(item.tags):
            if name not in here:
                self._write(TagRow(sequence=self._next(), conversation=place, name=name))
        if item.draft:
            self._add_draft(item.draft, place)

    def _add_settings(self, place: int, item: Conversation) -> None:
        chosen, risk = item.settings, item.risk
        check_readable(chosen.style, chosen.weights, chosen.sampling, *risk.kinds)
        if chosen != ConversationSettings():
            self._write(
                ConversationSettingsRow(
                    sequence=self._next(),
                    conversation=place,
                    style=chosen.style,
                    style_version=chosen.style_version,
                    weights=chosen.weights,
                    sampling=chosen.sampling,
                )
            )
        if risk != RiskState():
            self._write(
                RiskStateRow(
                    sequence=self._next(),
                    conversation=place,
                    level=risk.level,
                    kinds=" ".join(risk.kinds),
                    spoken=risk.spoken,
                    dismissed=risk.dismissed,
                )
            )

    def _add_message(self, item: Message) -> None:
        home = self._inside(item.conversation_id)
        check_readable(item.text, item.weights or "", item.ending)
        parent = None if item.parent_id is None else home.branches.row(item.parent_id)
        depth = home.branches.depth_after(item.parent_id)
        time = milliseconds_of(item.time)
        place = (parent, item.role, time, digest(item.text))
        if known := self._present.take_message(home.sequence, place):
            self.tally.know("Message")
            home.branches.add(item.id, known, depth, home.taken.get(known, 0))
            return
        self.tally.add("Message")
        self.tally.versions += parent in home.taken
        sequence = self._next()
        version = home.branches.next_version(item.parent_id, item.version)
        home.branches.add(item.id, sequence, depth)
        home.grew(sequence, parent)
        if self._settle:
            self._waiting.append(
                {
                    "sequence": sequence,
                    "conversation": home.sequence,
                    "parent": parent,
                    "version": version,
                    "depth": depth,
                    "role": item.role,
                    "state": "interrupted" if item.state == "streaming" else item.state,
                    "text": item.text,
                    "time": time,
                    "weights": item.weights,
                    "risk": item.risk,
                    "reviewed": item.reviewed,
                    "salt": new_salt(),
                    "ending": item.ending,
                }
            )
            if len(self._waiting) >= _AT_ONCE:
                self._write_on()

    def _add_rating(self, item: Rating) -> None:
        home = self._inside(None)
        check_readable(item.words)
        message = home.branches.row(item.message_id)
        if self._present.has(RatingRow, RatingRow.message, message):
            self.tally.know("Rating")
            return
        self.tally.add("Rating")
        self._write(
            RatingRow(
                sequence=self._next(),
                conversation=home.sequence,
                message=message,
                value=item.value,
                words=item.words,
                time=milliseconds_of(item.time),
                salt=new_salt(),
            )
        )

    def _add_summary(self, item: Summary) -> None:
        home = self._inside(item.conversation_id)
        check_readable(item.text)
        message = home.branches.row(item.message_id)
        if self._present.has(SummaryRow, SummaryRow.conversation, home.sequence):
            self.tally.know("Summary")
            return
        self.tally.add("Summary")
        self._write(
            SummaryRow(
                sequence=self._next(),
                conversation=home.sequence,
                message=message,
                text=item.text,
                time=milliseconds_of(item.time),
                salt=new_salt(),
                author=item.author,
            )
        )

    def _add_note(self, text: str, conversation: str | None, item: Note | None = None) -> None:
        """A note; one without a time of its own is of now, and known by its words alone."""
        check_readable(text)
        place = None if conversation is None else self._inside(conversation).sequence
        time = milliseconds_of(item.time) if item else now()
        if self._present.take_note(place, text, time if item else None):
            self.tally.know("Note")
            return
        self.tally.add("Note")
        self._write(
            NoteRow(
                sequence=self._next(),
                conversation=place,
                text=text,
                time=time,
                changed=milliseconds_of(item.changed) if item else time,
                salt=new_salt(),
            )
        )

    def _add_check_in(self, item: CheckIn) -> None:
        check_readable(item.words)
        conversation = item.conversation_id
        place = None if conversation is None else self._inside(conversation).sequence
        time = milliseconds_of(item.time)
        if self._present.take_check_in(place, item.moment, item.mood, item.words, time):
            self.tally.know("CheckIn")
            return
        self.tally.add("CheckIn")
        self._write(
            CheckInRow(
                sequence=self._next(),
                conversation=place,
                moment=item.moment,
                mood=item.mood,
                words=item.words,
                time=time,
                salt=new_salt(),
            )
        )

    def _add_weights(self, item: KnownWeights) -> None:
        check_readable(item.weights, item.title, item.sha256)
        if self._present.knows_weights(item.weights, item.sha256):
            self.tally.know("KnownWeights")
            return
        self.tally.add("KnownWeights")
        self._write(
            KnownWeightsRow(
                sequence=self._next(),
                weights=item.weights,
                title=item.title,
                sha256=item.sha256,
                time=milliseconds_of(item.time),
            )
        )
        self._write_on()

    def _add_plan(self, item: SafetyPlan) -> None:
        """The plan, where there is none; beside another one it is kept as a note."""
        steps = dict(zip(_STEPS, astuple(item), strict=True))
        check_readable(*steps.values())
        here = self._present.plan()
        if here == item:
            self.tally.know("SafetyPlan")
        elif here is None:
            self.tally.add("SafetyPlan")
            row = SafetyPlanRow(sequence=self._next(), time=now(), salt=new_salt(), **steps)
            self._write(row)
        else:
            lines = [_("A safety plan that was brought in:"), *filter(None, steps.values())]
            self._add_note("\n\n".join(lines), None)

    def _add_draft(self, text: str, place: int | None) -> None:
        """A draft, where there is none; beside another one it is kept as a note."""
        check_readable(text)
        here = self._present.draft(place)
        if here == text:
            self.tally.know("FirstDraft")
        elif here is None:
            self.tally.add("FirstDraft")
            row = DraftRow(sequence=self._next(), conversation=place, text=text, time=now())
            self._write(row)
        else:
            self._add_note(text, self._home.item.id if place is not None and self._home else None)

    def _inside(self, conversation: str | None) -> "_Home":
        """The conversation that things are now told of.

        Raises:
            UserFacingError: ``import_out_of_order``.
        """
        if self._home is None or conversation not in (None, self._home.item.id):
            raise UserFacingError("import_out_of_order")
        return self._home

    def _end_conversation(self) -> None:
        home, self._home = self._home, None
        if home is None or home.last is None or not self._settle:
            return
        self._write_on()
        row = self._session.get_one(ConversationRow, home.sequence)
        row.leaf = home.new_leaf(row.leaf)
        row.activity = home.last
        row.updated = max(row.updated, milliseconds_of(home.item.updated))

    def _next(self) -> int:
        if self._settle:
            return next_sequence(self._session)
        self._imagined -= 1
        return self._imagined

    def _write(self, row: Kept) -> None:
        if not self._settle:
            return
        self._write_messages()
        self._session.add(row)
        self._written += 1
        if self._written >= _AT_ONCE:
            self._write_on()

    def _write_on(self) -> None:
        if not self._settle:
            return
        self._write_messages()
        self._session.flush()
        self._settle(self._session)
        self._written = 0

    def _write_messages(self) -> None:
        if self._waiting:
            self._session.execute(insert(MessageRow), self._waiting)
            wrote(self._session, MessageRow, [tuple(row.values()) for row in self._waiting])
            self._waiting = []


class _Home:
    """The conversation that comes in.

    Args:
        leaf: of its active branch here; None when it was not here.
        taken: how many versions follow each message that was here.
    """

    def __init__(
        self, item: Conversation, sequence: int, leaf: int | None, taken: dict[int | None, int]
    ) -> None:
        self.item = item
        self.sequence = sequence
        self.taken = taken
        self.branches = Branches(taken.get(None, 0))
        self.last: int | None = None
        self._continued = {leaf}

    def grew(self, sequence: int, parent: int | None) -> None:
        """A message was added."""
        self.last = sequence
        if parent in self._continued:
            self._continued.add(sequence)

    def new_leaf(self, leaf: int | None) -> int | None:
        """The last message of the active branch: the one of before, unless it goes on."""
        wanted = self.branches.row(self.item.leaf) if self.item.leaf else self.last
        return wanted if leaf is None or wanted in self._continued else leaf
