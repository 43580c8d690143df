"""What a journal holds already, looked up while something is taken in."""

from collections import Counter, defaultdict
from hashlib import blake2b

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.journal.care import plan_of
from app.core.journal.tables import (
    CheckInRow,
    ConversationRow,
    DraftRow,
    KnownWeightsRow,
    MessageRow,
    NoteRow,
    RatingRow,
    SafetyPlanRow,
    SummaryRow,
    TagRow,
)
from app.core.journal.values import SafetyPlan

Place = tuple[int | None, str, int, bytes]
"""Of a message: the sequence it follows, its role, its time, the digest of its words."""


def digest(text: str) -> bytes:
    """16 bytes that stand for a text; they are only compared, and kept nowhere."""
    return blake2b(text.encode(), digest_size=16).digest()


class Present:
    """What was here before; what comes in meanwhile is none of it.

    Each thing is found as often as it is here, so two that are equal stay two.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._home: int | None = None
        self._messages: dict[Place, list[int]] = {}
        self._notes: dict[int | None, Counter[tuple[int, bytes]]] = {}
        self._check_ins: dict[int | None, Counter[tuple[str, int, int, bytes]]] = {}

    def let_go(self) -> None:
        """Forget what belongs to a conversation that is through."""
        self._home = None
        self._notes = {None: self._notes[None]} if None in self._notes else {}
        self._check_ins = {None: self._check_ins[None]} if None in self._check_ins else {}

    def conversation(self, identity: str) -> ConversationRow | None:
        """The row of that id."""
        wanted = select(ConversationRow).where(ConversationRow.id == identity)
        return self._session.scalars(wanted).one_or_none()

    def taken(self, conversation: int) -> dict[int | None, int]:
        """How many versions follow each message; None for the beginning."""
        wanted = (
            select(MessageRow.parent, func.max(MessageRow.version))
            .where(MessageRow.conversation == conversation)
            .group_by(MessageRow.parent)
        )
        return dict(self._session.execute(wanted).all())

    def take_message(self, conversation: int, place: Place) -> int | None:
        """The sequence of a message that is in that place with those words."""
        if self._home != conversation:
            self._home, self._messages = conversation, defaultdict(list)
            wanted = (
                select(MessageRow.__table__)
                .where(MessageRow.conversation == conversation)
                .order_by(MessageRow.sequence.desc())
            )
            for row in self._session.execute(wanted, execution_options={"yield_per": 500}):
                where = (row.parent, row.role, row.time, digest(row.text))
                self._messages[where].append(row.sequence)
        here = self._messages.get(place)
        return here.pop() if here else None

    def take_note(self, place: int | None, text: str, time: int | None) -> bool:
        """Whether there is a note of those words; of that time, where one is given."""
        if place not in self._notes:
            self._notes[place] = Counter()
            wanted = select(NoteRow.__table__).where(NoteRow.conversation.is_(place))
            for row in self._session.execute(wanted, execution_options={"yield_per": 500}):
                self._notes[place][row.time, digest(row.text)] += 1
        here, said = self._notes[place], digest(text)
        if time is None:
            return any(words == said for _time, words in here)
        found = here[time, said] > 0
        here[time, said] -= found
        return found

    def take_check_in(
        self, place: int | None, moment: str, mood: int, words: str, time: int
    ) -> bool:
        """Whether there is that check-in."""
        if place not in self._check_ins:
            self._check_ins[place] = Counter()
            wanted = select(CheckInRow.__table__).where(CheckInRow.conversation.is_(place))
            for row in self._session.execute(wanted):
                key = (row.moment, row.mood, row.time, digest(row.words))
                self._check_ins[place][key] += 1
        here, key = self._check_ins[place], (moment, mood, time, digest(words))
        found = here[key] > 0
        here[key] -= found
        return found

    def tags(self, conversation: int) -> frozenset[str]:
        """The tags of a conversation."""
        wanted = select(TagRow.name).where(TagRow.conversation == conversation)
        return frozenset(self._session.scalars(wanted))

    def rating_words(self, message: int) -> str | None:
        """What is said of a reply; None where it isn't rated."""
        wanted = select(RatingRow.words).where(RatingRow.message == message)
        return self._session.scalars(wanted).one_or_none()

    def summary(self, conversation: int) -> str | None:
        """The summary of a conversation."""
        wanted = select(SummaryRow.text).where(SummaryRow.conversation == conversation)
        return self._session.scalars(wanted).first()

    def knows_weights(self, weights: str, sha256: str) -> bool:
        """Whether those weights are known."""
        wanted = select(KnownWeightsRow.sequence).where(
            KnownWeightsRow.weights == weights, KnownWeightsRow.sha256 == sha256
        )
        return self._session.scalars(wanted).one_or_none() is not None

    def plan(self) -> SafetyPlan | None:
        """The safety plan."""
        row = self._session.scalars(select(SafetyPlanRow)).one_or_none()
        return plan_of(row) if row else None

    def draft(self, place: int | None) -> str | None:
        """What is written but not sent."""
        wanted = select(DraftRow.text).where(DraftRow.conversation.is_(place))
        return self._session.scalars(wanted).one_or_none()
