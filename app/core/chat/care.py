"""Danger in a conversation: what stays in mind of it, and what is shown and said because of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.core.journal.store import Journal
from app.core.journal.values import Message, RiskState
from app.core.prompts.styles import language_of
from app.core.safety.levels import Kind, Level, danger_of
from app.core.safety.risk import STAYS, OpenRisk
from app.core.safety.screen import Assessment, assess
from app.core.safety.triage import CareCard, Triage

COUNTS_ELSEWHERE = timedelta(hours=24)
"""How long danger in the conversation last written in counts in every other: who is in danger
is so on an empty page, too."""


@dataclass(frozen=True)
class Place:
    """Where and how the person reads: it decides the words and the numbers of care.

    Attributes:
        language: a key of :data:`app.core.i18n.LANGUAGES`.
        region: a region of the helplines.
    """

    language: str
    region: str


@dataclass(frozen=True)
class Heard:
    """What one message says of danger.

    Attributes:
        message: what the screen makes of it.
        known: what its conversation knew of danger.
        risk: what is open with it.
        card: to be shown now, before anything else; None where none is, or it stands there.
        newly_imminent: danger has become imminent here, or somebody has begun to act.
    """

    message: Assessment
    known: OpenRisk
    risk: OpenRisk
    card: CareCard | None
    newly_imminent: bool


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

    def hear(self, conversation: str | None, text: str, history: Sequence[Message]) -> Heard:
        """What a message says of danger in a conversation with this history; keeps nothing."""
        known = self.risk(conversation) if conversation else OpenRisk()
        before = known if known.open else self._elsewhere() or _brought_in(history) or known
        spoken = [message.text for message in history if message.role == "user"]
        asked = history[-1].text if history and history[-1].role == "assistant" else ""
        heard = assess(text, spoken, asked=asked, open_risk=before.level)
        risk = before.after(heard)
        new_here = heard.level >= Level.HIGH or not known.open
        heard_here = known.level is Level.IMMINENT and any(
            earlier.risk == Level.IMMINENT.word for earlier in history
        )
        acted = Kind.ATTEMPT in heard.kinds and Kind.ATTEMPT not in known.kinds
        return Heard(
            message=heard,
            known=known,
            risk=risk,
            card=self._card(risk) if new_here else None,
            newly_imminent=heard.level is Level.IMMINENT
            and (acted or not heard_here or known.is_another(heard)),
        )

    def open_for(self, conversation: str) -> bool:
        """Whether risk is open in a conversation, or was lately where the person wrote last.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        return self.risk(conversation).open or self._elsewhere() is not None

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

    def foresee(self, conversation: str | None, text: str) -> CareCard | None:
        """The card that a message will bring; needs no engine, so nobody waits for one.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        history = self._journal.messages(conversation) if conversation else []
        return self.hear(conversation, text, history).card

    def card_of(self, conversation: str | None) -> CareCard | None:
        """The card that belongs above a conversation now; None is an empty page.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        risk = self.risk(conversation) if conversation else self._elsewhere()
        return self._card(risk) if risk else None

    def dismiss(self, conversation: str | None) -> None:
        """The person dismissed the card: it comes back when danger rises above this level.

        Args:
            conversation: the one that it is about; None for that of an empty page.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        if where := conversation or self._lately():
            self.keep(where, self.risk(where).put_away())

    def reviewed_reply(self, message: Message, risk: OpenRisk, history: Sequence[Message]) -> str:
        """A reviewed text that answers a message, and never the same twice in a row."""
        said = [earlier.text for earlier in history if earlier.reviewed]
        language, region = language_of(message.text), self._place().region
        danger = danger_of(risk.kinds)
        return self._triage.reviewed_reply(risk.level, language, region, said, danger)

    def _card(self, risk: OpenRisk) -> CareCard | None:
        if not risk.shows_card:
            return None
        place = self._place()
        danger = danger_of(risk.kinds)
        card = self._triage.card(risk.level, place.language, place.region, danger)
        return card and replace(card, has_plan=self._journal.safety_plan() is not None)

    def _elsewhere(self) -> OpenRisk | None:
        """What is open in the conversation last written in; None where nothing is."""
        lately = self._lately()
        risk = self.risk(lately) if lately else None
        return risk if risk and risk.open else None

    def _lately(self) -> str | None:
        """The conversation last written in, unless that is long ago."""
        newest = next(iter(self._journal.conversations()), None)
        lately = newest and datetime.now(UTC) - newest.updated <= COUNTS_ELSEWHERE
        return newest.id if newest and lately else None


def _brought_in(history: Sequence[Message]) -> OpenRisk | None:
    """What is open by late messages that were not written here, where they would have been heard.

    Read again, a message that was written here says no more than it did.
    """
    now = datetime.now(UTC)
    spoken = [message for message in history if message.role == "user"]
    texts = [message.text for message in spoken]
    risk = OpenRisk()
    for at in range(max(len(spoken) - STAYS, 0), len(spoken)):
        if spoken[at].risk == Level.NONE.word and now - spoken[at].time <= COUNTS_ELSEWHERE:
            risk = risk.after(assess(texts[at], texts[:at]))
    return risk if risk.open else None
