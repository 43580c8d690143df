"""The part of the journal that is read from one end to the other, a little at a time."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.journal.care import check_in_of, plan_of, risk_state_of, settings_of
from app.core.journal.contents import Conversation, FirstDraft, Item
from app.core.journal.conversations import message_of
from app.core.journal.notes import note_of, summary_of
from app.core.journal.replies import known_weights_of, rating_of
from app.core.journal.rows import Part, moment_of
from app.core.journal.tables import (
    CheckInRow,
    ConversationRow,
    ConversationSettingsRow,
    DraftRow,
    KnownWeightsRow,
    MessageRow,
    NoteRow,
    RatingRow,
    RiskStateRow,
    SafetyPlanRow,
    SummaryRow,
    TagRow,
)

_AT_ONCE = 500  # rows fetched from the database at a time

_Place = TypeVar(
    "_Place",
    MessageRow,
    RatingRow,
    SummaryRow,
    NoteRow,
    CheckInRow,
    TagRow,
    DraftRow,
    ConversationSettingsRow,
    RiskStateRow,
)
_Row = TypeVar("_Row")


class Taking(Part):
    """Everything, in order."""

    def contents(
        self,
        conversations: Collection[str] | None = None,
        *,
        branches: bool = True,
        also: Collection[str] = (),
    ) -> Iterator[Item]:
        """What the journal holds, as it is at this moment; a little in memory at a time.

        A reply that is being written is left out: it has not passed the screen as a whole.

        Args:
            conversations: ids; None for all, and for what belongs to none.
            branches: all that was ever said, and not the active branch alone.
            also: ids of messages that are told of whatever branch they are in.

        Raises:
            UserFacingError: see ``faults.faults``; from the first item on.
        """
        with self._database.reading() as session:
            for weights in session.scalars(select(KnownWeightsRow)):
                yield known_weights_of(weights)
            wanted = select(ConversationRow.sequence).order_by(ConversationRow.activity)
            if conversations is not None:
                wanted = wanted.where(ConversationRow.id.in_(conversations))
            for sequence in session.scalars(wanted).all():
                home = session.get_one(ConversationRow, sequence)
                yield from _conversation(session, home, also, branches=branches)
                session.expunge_all()
            if conversations is None:
                yield from _of_no_conversation(session)


def _conversation(
    session: Session, home: ConversationRow, also: Collection[str], *, branches: bool
) -> Iterator[Item]:
    growing = set(
        session.scalars(
            select(MessageRow.sequence).where(
                MessageRow.conversation == home.sequence, MessageRow.state == "streaming"
            )
        )
    )
    branch = [message for message in _branch(session, home) if message not in growing]
    shown = set(branch)

    def is_told(message: int) -> bool:
        return branches or message in shown or str(message) in also

    yield _head(session, home, str(branch[0]) if branch else None)
    for message in _streamed(session, _of(MessageRow, home)):
        if message.sequence not in growing and is_told(message.sequence):
            yield message_of(message, home.id)
    for rating in _streamed(session, _of(RatingRow, home)):
        if is_told(rating.message):
            yield rating_of(rating)
    for summary in _streamed(session, _of(SummaryRow, home)):
        yield summary_of(summary, home.id)
    for note in _streamed(session, _of(NoteRow, home)):
        yield note_of(note, home.id)
    for check_in in _streamed(session, _of(CheckInRow, home)):
        yield check_in_of(check_in, home.id)


def _head(session: Session, home: ConversationRow, leaf: str | None) -> Conversation:
    draft = session.scalars(_of(DraftRow, home)).one_or_none()
    return Conversation(
        id=home.id,
        title=home.title,
        created=moment_of(home.created),
        updated=moment_of(home.updated),
        origin=home.origin,
        leaf=leaf,
        tags=tuple(tag.name for tag in session.scalars(_of(TagRow, home))),
        settings=settings_of(session.scalars(_of(ConversationSettingsRow, home)).one_or_none()),
        risk=risk_state_of(session.scalars(_of(RiskStateRow, home)).one_or_none()),
        draft=draft.text if draft else "",
    )


def _branch(session: Session, home: ConversationRow) -> list[int]:
    """The active branch, last message to first."""
    places = select(MessageRow.sequence, MessageRow.parent)
    of_home = places.where(MessageRow.conversation == home.sequence)
    parents = dict(session.execute(of_home).all())
    branch, at = [], home.leaf
    while at is not None:
        branch.append(at)
        at = parents[at]
    return branch


def _of_no_conversation(session: Session) -> Iterator[Item]:
    for note in _streamed(session, _of(NoteRow, None)):
        yield note_of(note, None)
    for check_in in _streamed(session, _of(CheckInRow, None)):
        yield check_in_of(check_in, None)
    for plan in session.scalars(select(SafetyPlanRow)):
        yield plan_of(plan)
    for draft in session.scalars(_of(DraftRow, None)):
        yield FirstDraft(draft.text)


def _of(table: type[_Place], home: ConversationRow | None) -> Select[_Place]:
    place = home.sequence if home else None
    return select(table).where(table.conversation.is_(place)).order_by(table.sequence)


def _streamed(session: Session, wanted: Select[_Row]) -> Iterator[_Row]:
    """Rows, of which a few are in memory at a time."""
    yield from session.scalars(wanted, execution_options={"yield_per": _AT_ONCE})
