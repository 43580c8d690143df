"""The part of the journal that takes in what was taken along elsewhere.

Nothing that is here is replaced. A conversation is the same by its id; a message by its
place, role, time and words; all else by its place, time and words. What is not here is added:
a message whose place is taken becomes another version there. So the same file twice changes
nothing, and one that was written on elsewhere brings what is new in it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple

from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.branches import Branches
from app.core.journal.chain import new_salt
from app.core.journal.contents import Conversation, FirstDraft, Item, Tally
from app.core.journal.present import Present, digest
from app.core.journal.row_writer import RowWriter
from app.core.journal.rows import Part, check_readable, milliseconds_of, now
from app.core.journal.tables import (
    CheckInRow,
    ConversationRow,
    ConversationSettingsRow,
    DraftRow,
    KnownWeightsRow,
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
        self._rows = RowWriter(session, settle)
        self._present = Present(session)
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
        self._rows.flush()

    def _begin_conversation(self, item: Conversation) -> None:
        check_readable(item.id, item.title, *item.tags)
        self._present.let_go()
        row = self._present.conversation(item.id)
        if row:
            self.tally.know("Conversation")
            self._home = _Home(item, row.sequence, row.leaf, self._present.taken(row.sequence))
        else:
            self.tally.add("Conversation")
            sequence = self._rows.next()
            self._home = _Home(item, sequence, None, {})
            self._rows.add(
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
            self._rows.flush()
            self._add_settings(sequence, item)
        place = self._home.sequence
        here = self._present.tags(place)
        for name in dict.fromkeys(item.tags):
            if name not in here:
                self._rows.add(TagRow(sequence=self._rows.next(), conversation=place, name=name))
        if item.draft:
            self._add_draft(item.draft, place)

    def _add_settings(self, place: int, item: Conversation) -> None:
        chosen, risk = item.settings, item.risk
        check_readable(chosen.style, chosen.weights, chosen.sampling, *risk.kinds)
        if chosen != ConversationSettings():
            self._rows.add(
                ConversationSettingsRow(
                    sequence=self._rows.next(),
                    conversation=place,
                    style=chosen.style,
                    style_version=chosen.style_version,
                    weights=chosen.weights,
                    sampling=chosen.sampling,
                )
            )
        if risk != RiskState():
            self._rows.add(
                RiskStateRow(
                    sequence=self._rows.next(),
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
        sequence = self._rows.next()
        version = home.branches.next_version(item.parent_id, item.version)
        home.branches.add(item.id, sequence, depth)
        home.grew(sequence, parent)
        self._rows.add_message(
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

    def _add_rating(self, item: Rating) -> None:
        home = self._inside(None)
        check_readable(item.words)
        message = home.branches.row(item.message_id)
        here = self._present.rating_words(message)
        if here is not None:
            self._keep_words("Rating", item.words, here)
            return
        self.tally.add("Rating")
        self._rows.add(
            RatingRow(
                sequence=self._rows.next(),
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
        here = self._present.summary(home.sequence)
        if here is not None:
            self._keep_words("Summary", item.text if item.author == "person" else "", here)
            return
        self.tally.add("Summary")
        self._rows.add(
            SummaryRow(
                sequence=self._rows.next(),
                conversation=home.sequence,
                message=message,
                text=item.text,
                time=milliseconds_of(item.time),
                salt=new_salt(),
                author=item.author,
            )
        )

    def _keep_words(self, kind: str, words: str, here: str) -> None:
        """Of what there is one of here: the person's own other words are kept as a note."""
        if words in ("", here):
            self.tally.know(kind)
        else:
            self._add_note(words, self._inside(None).item.id)

    def _add_note(self, text: str, conversation: str | None, item: Note | None = None) -> None:
        """A note; one without a time of its own is of now, and known by its words alone."""
        check_readable(text)
        place = None if conversation is None else self._inside(conversation).sequence
        time = milliseconds_of(item.time) if item else now()
        if self._present.take_note(place, text, time if item else None):
            self.tally.know("Note")
            return
        self.tally.add("Note")
        self._rows.add(
            NoteRow(
                sequence=self._rows.next(),
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
        self._rows.add(
            CheckInRow(
                sequence=self._rows.next(),
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
        self._rows.add(
            KnownWeightsRow(
                sequence=self._rows.next(),
                weights=item.weights,
                title=item.title,
                sha256=item.sha256,
                time=milliseconds_of(item.time),
            )
        )
        self._rows.flush()

    def _add_plan(self, item: SafetyPlan) -> None:
        """The plan, where there is none; beside another one it is kept as a note."""
        steps = dict(zip(_STEPS, astuple(item), strict=True))
        check_readable(*steps.values())
        here = self._present.plan()
        if here == item:
            self.tally.know("SafetyPlan")
        elif here is None:
            self.tally.add("SafetyPlan")
            row = SafetyPlanRow(sequence=self._rows.next(), time=now(), salt=new_salt(), **steps)
            self._rows.add(row)
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
            row = DraftRow(sequence=self._rows.next(), conversation=place, text=text, time=now())
            self._rows.add(row)
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
        if home is None or home.last is None or self._rows.dry:
            return
        self._rows.flush()
        row = self._session.get_one(ConversationRow, home.sequence)
        row.leaf = home.new_leaf(row.leaf)
        row.activity = home.last
        row.updated = max(row.updated, milliseconds_of(home.item.updated))


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
