"""The turns of the engine, one at a time: what is sent, what comes back, what waits."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.core.chat.session import ChatSession
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    PromptReading,
    ReplyReplaced,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.safety.triage import CareCard
from app.ui.chat.loading import how_far
from app.ui.shell.tasks import Tasks


@dataclass
class Turn:
    """A turn that runs, or waits to.

    Attributes:
        conversation: None until a new one has its id.
        style: name of the style chosen for a new conversation; empty for the default.
        shown: whether the page shows the conversation it belongs to.
        care_dismissed: whether its card was put away before the conversation had its id.
        reply: what the weights have written so far.
    """

    conversation: str | None
    text: str = field(repr=False)
    style: str = field(default="", repr=False)
    shown: bool = True
    saved: bool = False
    stop_wanted: bool = False
    care_dismissed: bool = False
    reply: str = field(default="", repr=False)


class Turns(QObject):
    """Runs one turn, in whatever conversation; one more message can wait.

    Args:
        chat: runs the turns, on the engine's lane.
        journal: keeps what is sent as a draft until the engine has it.
        tasks: the lanes.
    """

    engine_wanted = Signal()
    """A turn is about to ask the engine: whatever else is under way there ends."""
    conversation_begun = Signal(str)
    """The id of a new conversation, before anything else is told of it."""
    care_offered = Signal(object, object)
    """A card, and the id of its conversation, or None."""
    care_dismissed = Signal()
    """A card that was put away early has its conversation now."""
    message_added = Signal(object)
    """A message of the person, in the conversation that is shown."""
    message_sent = Signal(bool)
    """A message was saved in any conversation; whether there is danger."""
    reply_grew = Signal(str)
    reply_saved = Signal(object, object)
    """A reply in the conversation that is shown, and how many messages were left out, or None."""
    reply_ended = Signal(object)
    reply_broke_off = Signal()
    """In the conversation that is shown: what there is of it stands in the journal."""
    not_sent = Signal(str)
    """A text that is nowhere kept but as a draft."""
    busy_changed = Signal(bool)
    told = Signal(object)
    """The state: a callable that says it in the language spoken when it is called."""
    answering_changed = Signal(object)
    """The id of the conversation in which a turn runs, or None."""
    journal_changed = Signal()
    failed = Signal(object)

    def __init__(
        self, *, chat: ChatSession, journal: Journal, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._journal = journal
        self._tasks = tasks
        self._conversation: str | None = None
        self._turn: Turn | None = None
        self._next: Turn | None = None

    @property
    def busy(self) -> bool:
        return self._turn is not None

    @property
    def full(self) -> bool:
        """Whether one message waits already."""
        return self._next is not None

    @property
    def shown(self) -> Turn | None:
        """The turn that runs in the conversation that is shown."""
        return self._turn if self._turn and self._turn.shown else None

    def look(self, conversation: str | None) -> None:
        """The page shows this conversation from now on; None is a new one."""
        self._conversation = conversation
        if turn := self._turn:
            turn.shown = conversation is not None and turn.conversation == conversation

    def send(self, text: str, style: str) -> None:
        """Begin a turn, or have it wait while the one that runs is stopped.

        Args:
            style: for a new conversation; empty for the default.
        """
        turn = Turn(self._conversation, text, style)
        self._foresee(turn)
        if self._turn:
            self._next = turn
            self.stop()
        else:
            self._start(turn)

    def _foresee(self, turn: Turn) -> None:
        """On the other lane: the card waits for no engine, whatever that is at."""

        def offer(card: CareCard | None) -> None:
            if card:
                self.care_offered.emit(card, turn.conversation)

        self._tasks.journal.run(
            self,
            lambda: self._chat.care.foresee(turn.conversation, turn.text),
            offer,
            lambda _error: None,  # the turn itself tells it
        )

    def stop(self) -> None:
        """End the reply soon and keep what is there."""
        if self._turn:
            self._turn.stop_wanted = True
            self.told.emit(lambda: _("Stopping…"))
            # The other lane: this thread waits for no pipe, and the engine's lane is busy.
            self._tasks.journal.run(self, self._chat.stop)

    def dismiss_care(self) -> None:
        """The card is put away, though its conversation has no id yet."""
        if self._turn:
            self._turn.care_dismissed = True

    def let_go(self, conversation: str) -> None:
        """A conversation is about to be deleted: no word goes into it any more."""
        if self._next and self._next.conversation == conversation:
            self._next = None
        if self._turn and self._turn.conversation == conversation:
            self.stop()

    def end(self) -> None:
        """Keep what waits as a draft, and stop."""
        if waiting := self._next:
            self._next = None
            self._tasks.journal.run(
                self, lambda: self._journal.save_draft(waiting.conversation, waiting.text)
            )
        self._tasks.journal.run(self, self._chat.stop)

    def _start(self, turn: Turn) -> None:
        self._turn = turn
        self.answering_changed.emit(turn.conversation)
        self.busy_changed.emit(True)
        self.told.emit(lambda: _("Reading your message…"))
        # Durable as a draft first: the engine's lane may still be at the weights.
        self._tasks.journal.run(
            self,
            lambda: self._journal.save_draft(turn.conversation, turn.text),
            lambda _saved: self._begin(),
            self._give_up,
        )

    def _begin(self) -> None:
        self.engine_wanted.emit()
        if turn := self._turn:
            self._tasks.engine.stream(
                self,
                lambda: self._chat.send(turn.conversation, turn.text, style=turn.style),
                self._on_events,
                lambda _ended: self._on_stream_over(turn),
                self._give_up,
            )

    def _on_events(self, events: list[TurnEvent]) -> None:
        """One batch: the text of a frame reaches the page in one piece."""
        grew = False
        for event in events:
            if isinstance(event, ReplyText) and self._turn:
                self._turn.reply += event.text
                grew = True
                continue
            if grew:
                self._show_reply()
                grew = False
            self._on_event(event)
        if grew:
            self._show_reply()

    def _on_event(self, event: TurnEvent) -> None:
        match event:
            case CareOffered(card):
                self.care_offered.emit(card, self._turn.conversation if self._turn else None)
            case MessageSaved(message, danger):
                self._on_message_saved(message)
                self.message_sent.emit(danger)
            case ReplyReplaced(text):
                if self._turn:
                    self._turn.reply = text
                    self._show_reply()
            case WeightsLoading():
                self.told.emit(how_far(event))
            case PromptReading():
                self.told.emit(lambda: _("Reading your message…"))
            case ReplySaved(message, facts):
                if self.shown:
                    self.reply_saved.emit(message, None if message.reviewed else facts.left_out)
                self._on_turn_over(message)
            case NothingSaid(facts):
                self._on_turn_over(None)
                if facts.stop_reason != "cancelled":
                    self.failed.emit(UserFacingError("reply_empty"))
            case TurnFailed(error):
                self._give_up(error)

    def _on_message_saved(self, message: Message) -> None:
        if not (turn := self._turn):
            return
        turn.saved = True
        if turn.conversation is None:
            self.conversation_begun.emit(message.conversation_id)
        turn.conversation = message.conversation_id
        if turn.care_dismissed:
            self.care_dismissed.emit()
        self.answering_changed.emit(turn.conversation)
        if turn.shown:
            self._conversation = turn.conversation
            self.message_added.emit(message)
        self.journal_changed.emit()
        if turn.stop_wanted:  # it came before the engine had begun
            self._tasks.journal.run(self, self._chat.stop)

    def _show_reply(self) -> None:
        if turn := self.shown:
            self.told.emit(lambda: _("Writing…"))
            self.reply_grew.emit(turn.reply)

    def _on_stream_over(self, turn: Turn) -> None:
        """The last event ends a turn; the next one may have begun before the stream is over."""
        if self._turn is turn:
            self._on_turn_over(None)

    def _on_turn_over(self, message: Message | None) -> None:
        if not (turn := self._turn):
            return
        self._turn = None
        self.answering_changed.emit(None)
        if turn.shown:
            self.reply_ended.emit(message)
        self.busy_changed.emit(False)
        self.journal_changed.emit()
        if waiting := self._next:
            self._next = None
            if waiting.conversation is None and turn.shown:
                waiting.conversation = turn.conversation
            waiting.shown = waiting.conversation == self._conversation
            self._start(waiting)

    def _give_up(self, error: UserFacingError | None) -> None:
        turn = self._turn
        self._on_turn_over(None)
        if turn and not turn.saved:
            self.not_sent.emit(turn.text)
        elif turn and turn.shown and turn.reply and turn.conversation == self._conversation:
            self.reply_broke_off.emit()
        self.failed.emit(error)
