"""The part of the journal that serves care: check-ins, the safety plan, what risk is open.

And how a conversation is answered, and where the person was.
"""

from dataclasses import asdict, fields
from typing import TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.journal.chain import new_salt, next_sequence
from app.core.journal.rows import Part, check_readable, conversation_row, moment_of, now, place_of
from app.core.journal.tables import (
    CheckInRow,
    ConversationRow,
    ConversationSettingsRow,
    PlaceRow,
    RiskStateRow,
    SafetyPlanRow,
)
from app.core.journal.values import (
    CheckIn,
    ConversationSettings,
    Moment,
    Risk,
    RiskState,
    SafetyPlan,
)

_STEPS = tuple(step.name for step in fields(SafetyPlan))


class Care(Part):
    """Check-ins, the safety plan, open risk, a conversation's settings, the place to return to."""

    def save_check_in(
        self,
        mood: int,
        words: str = "",
        *,
        moment: Moment = "alone",
        conversation: str | None = None,
    ) -> CheckIn:
        """Keep how the person says they are.

        Args:
            mood: 1 to 5.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
            ValueError: a mood that isn't one.
        """
        if mood not in range(1, 6):
            raise ValueError("a mood is 1 to 5")
        check_readable(words)
        with self._database.writing() as session:
            row = CheckInRow(
                sequence=next_sequence(session),
                conversation=place_of(session, conversation),
                moment=moment,
                mood=mood,
                words=words,
                time=now(),
                salt=new_salt(),
            )
            session.add(row)
            return check_in_of(row, conversation)

    def check_ins(self) -> list[CheckIn]:
        """Every check-in, oldest first: the person's own trend."""
        wanted = (
            select(CheckInRow, ConversationRow.id)
            .outerjoin(ConversationRow, ConversationRow.sequence == CheckInRow.conversation)
            .order_by(CheckInRow.sequence)
        )
        with self._database.reading() as session:
            return [check_in_of(row, home) for row, home in session.execute(wanted)]

    def safety_plan(self) -> SafetyPlan | None:
        """The person's plan; None while there is none."""
        with self._database.reading() as session:
            row = session.scalars(select(SafetyPlanRow)).one_or_none()
            return plan_of(row) if row else None

    def save_safety_plan(self, plan: SafetyPlan) -> None:
        """Keep the plan in place of the one before; an empty one deletes it.

        Raises:
            UserFacingError: ``message_unreadable``.
        """
        steps = asdict(plan)
        check_readable(*steps.values())
        with self._database.writing() as session:
            row = session.scalars(select(SafetyPlanRow)).one_or_none()
            if plan == SafetyPlan():
                if row is not None:
                    session.delete(row)
                return
            if row is None:
                row = SafetyPlanRow(sequence=next_sequence(session))
                session.add(row)
            for step, text in steps.items():
                setattr(row, step, text)
            row.time, row.salt = now(), new_salt()

    def conversation_settings(self, conversation: str) -> ConversationSettings:
        """How a conversation is answered.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            row = _of(session, ConversationSettingsRow, conversation)
            return settings_of(row)

    def save_conversation_settings(self, conversation: str, chosen: ConversationSettings) -> None:
        """Keep how a conversation is answered.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        check_readable(chosen.style, chosen.weights, chosen.sampling)
        with self._database.writing() as session:
            row = _of_or_new(session, ConversationSettingsRow, conversation)
            row.style, row.style_version = chosen.style, chosen.style_version
            row.weights, row.sampling = chosen.weights, chosen.sampling

    def newest_style(self, beginning: str) -> str:
        """The style with such a beginning that a conversation was given last; "" for none."""
        wanted = (
            select(ConversationSettingsRow.style)
            .where(ConversationSettingsRow.style.startswith(beginning, autoescape=True))
            .order_by(ConversationSettingsRow.sequence.desc())
            .limit(1)
        )
        with self._database.reading() as session:
            return session.scalars(wanted).one_or_none() or ""

    def risk_state(self, conversation: str) -> RiskState:
        """What is remembered of danger in a conversation.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            row = _of(session, RiskStateRow, conversation)
            return risk_state_of(row)

    def save_risk_state(self, conversation: str, state: RiskState) -> None:
        """Remember this of danger in a conversation.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.writing() as session:
            row = _of_or_new(session, RiskStateRow, conversation)
            row.level, row.kinds = state.level, " ".join(state.kinds)
            row.spoken, row.dismissed = state.spoken, state.dismissed

    def place(self) -> str | None:
        """The conversation to come back to; None for none."""
        wanted = select(ConversationRow.id).join(
            PlaceRow, PlaceRow.conversation == ConversationRow.sequence
        )
        with self._database.reading() as session:
            return session.scalars(wanted).one_or_none()

    def keep_place(self, conversation: str | None) -> None:
        """Remember where to come back to after a lock.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.writing() as session:
            place = place_of(session, conversation)
            row = session.scalars(select(PlaceRow)).one_or_none()
            if place is None:
                if row is not None:
                    session.delete(row)
            elif row is None:
                session.add(PlaceRow(sequence=next_sequence(session), conversation=place))
            else:
                row.conversation = place


_Row = TypeVar("_Row", ConversationSettingsRow, RiskStateRow)


def _of(session: Session, table: type[_Row], conversation: str) -> _Row | None:
    place = conversation_row(session, conversation).sequence
    return session.scalars(select(table).where(table.conversation == place)).one_or_none()


def _of_or_new(session: Session, table: type[_Row], conversation: str) -> _Row:
    row = _of(session, table, conversation)
    if row is None:
        place = conversation_row(session, conversation).sequence
        row = table(sequence=next_sequence(session), conversation=place)
        session.add(row)
    return row


def check_in_of(row: CheckInRow, conversation: str | None) -> CheckIn:
    """The value that a row of a check-in stands for."""
    return CheckIn(
        id=str(row.sequence),
        conversation_id=conversation,
        moment=cast(Moment, row.moment),
        mood=row.mood,
        words=row.words,
        time=moment_of(row.time),
    )


def settings_of(row: ConversationSettingsRow | None) -> ConversationSettings:
    """The value that a row of settings stands for; the defaults without one."""
    if row is None:
        return ConversationSettings()
    return ConversationSettings(row.style, row.style_version, row.weights, row.sampling)


def risk_state_of(row: RiskStateRow | None) -> RiskState:
    """The value that a row of remembered danger stands for; none without one."""
    if row is None:
        return RiskState()
    level, dismissed = cast(Risk, row.level), cast(Risk, row.dismissed)
    return RiskState(level, tuple(row.kinds.split()), row.spoken, dismissed)


def plan_of(row: SafetyPlanRow) -> SafetyPlan:
    """The value that the row of the plan stands for."""
    return SafetyPlan(*(getattr(row, step) for step in _STEPS))
