"""Danger in a conversation: what stays in mind of it, and what is shown and said because of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.core.journal.store import Journal
from app.core.journal.values import Message, RiskState
from app.core.prompts.styles import language_of
from app.core.safety.levels import Level
from app.core.safety.risk import OpenRisk
from app.core.safety.triage import CareCard, Triage


@dataclass(frozen=True)
class Place:
    """Where and how the person reads: it decides the words and the numbers of care.

    Attributes:
        language: a key of :data:`app.core.i18n.LANGUAGES`.
        region: a region of the helplines.
    """

    language: str
    region: str


class Care:
    """What each conversation remembers of danger, and what follows from it.

    Args:
        journal: remembers it.
        triage: knows what follows.
        place: asked each time, since the person may change it at any time.
    """

    def __init__(self, *, journal: Journal, triage: Triage, place: Callable[[], Place]) -> None:
        self._journal = journal
        self._triage = triage
        self._place = place

    def risk(self, conversation: str) -> OpenRisk:
        """The danger in mind.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        kept = self._journal.risk_state(conversation)
        return OpenRisk(
            Level.from_word(kept.level), kept.kinds, kept.spoken, Level.from_word(kept.dismissed)
        )

    def keep(self, conversation: str, risk: OpenRisk) -> None:
        """Remember this danger.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        state = RiskState(risk.level.word, risk.kinds, risk.spoken, risk.dismissed.word)
        self._journal.save_risk_state(conversation, state)

    def card_of(self, conversation: str) -> CareCard | None:
        """The card that belongs above a conversation now, as after a restart.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        risk = self.risk(conversation)
        return self.card(risk.level) if risk.shows_card else None

    def card(self, level: Level) -> CareCard | None:
        """The card for a level; None below the ones that have a card."""
        place = self._place()
        card = self._triage.card(level, place.language, place.region)
        return card and replace(card, has_plan=self._journal.safety_plan() is not None)

    def dismiss(self, conversation: str) -> None:
        """The person put the card away: it comes back when danger rises above this level.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        self.keep(conversation, self.risk(conversation).put_away())

    def reviewed_reply(self, message: Message, level: Level, history: Sequence[Message]) -> str:
        """A reviewed text that answers a message, and never the same twice in a row."""
        said = [earlier.text for earlier in history if earlier.reviewed]
        language = language_of(message.text)
        return self._triage.reviewed_reply(level, language, self._place().region, said)
