"""What the chat page does, without a widget: turns, drafts, the state in words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

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
from app.core.safety.boundaries import Pauses, Sitting, Suggestion
from app.core.safety.levels import Level
from app.core.safety.triage import CareCard
from app.ui.chat.draft import Draft
from app.ui.chat.facts import Facts, facts_of
from app.ui.chat.ways import Ways
from app.ui.safety.people import People
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Task, Tasks


@dataclass
class _Turn:
    """The turn that runs now.

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


class ChatPresenter(Presenter):
    """One conversation at a time on the page, one turn at a time in the engine.

    Args:
        chat: runs the turns, on the engine's lane.
        journal: read and written on its own lane.
        tasks: the lanes.
        about_weights: what to say of the weights when nothing else is to be said,
            in the language spoken now.
        care_again: a card of care, in the language spoken now.
        name_weights: the title of weights by their id; called on the journal's lane.
        people: the helplines of the person's region; ends with this.
        ways: how the conversation is listened to; ends with this.
        pauses: when the person wants to be reminded of one.
        now: the local time.
    """

    conversation_changed = Signal(object)
    """The id now shown, or None for one that has not begun."""
    cleared = Signal()
    """Another conversation comes: forget the words of the one before."""
    messages_shown = Signal(list)
    message_sought = Signal(str)
    """The id of a message to bring into view, now or as soon as it is shown."""
    message_added = Signal(object)
    reply_grew = Signal(str)
    reply_ended = Signal(object)
    care_offered = Signal(object)
    text_put = Signal(str)
    """What stands in the composer from now on."""
    busy_changed = Signal(bool)
    status_changed = Signal(str)
    failed = Signal(object)
    draft_written = Signal(str)
    draft_refused = Signal(object)
    suggested = Signal(object)
    """A Suggestion to show beside the conversation, or None."""
    facts_changed = Signal(object)
    """Facts, with titles of weights."""
    journal_changed = Signal()
    answering_changed = Signal(object)
    """The id of the conversation in which a turn runs, or None."""

    def __init__(
        self,
        *,
        chat: ChatSession,
        journal: Journal,
        tasks: Tasks,
        about_weights: Callable[[], str],
        care_again: Callable[[Level], CareCard | None],
        name_weights: Callable[[str], str],
        people: People,
        ways: Ways,
        pauses: Callable[[], Pauses],
        now: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._journal = journal
        self._tasks = tasks
        self._about_weights = about_weights
        self._care_again = care_again
        self._name_weights = name_weights
        self.people = people
        people.setParent(self)
        self.ways = ways
        ways.setParent(self)
        self._pauses = pauses
        self._now = now
        self._sitting = Sitting()
        self._suggestion: Suggestion | None = None
        self._facts = Facts()
        self._status: Callable[[], str] = str
        self._care: CareCard | None = None
        self._care_of: str | None = None
        self._draft = Draft(self._keep_draft, self)
        self._draft.put.connect(self.text_put)
        self._begun = False
        self._conversation: str | None = None
        self._turn: _Turn | None = None
        self._next: _Turn | None = None
        self._warming: Task | None = None
        self._ended = False

    @property
    def at_work(self) -> bool:
        return self._turn is not None

    def begin(self) -> None:
        """A new conversation and the weights on their way; later, what is shown already."""
        if not self._begun:
            self._begun = True
            self.open(None)
            self.warm_up()
            return
        self._draft.tell()
        self.busy_changed.emit(self._turn is not None)
        self.status_changed.emit(self._status())
        if self._care and (card := self._care_again(self._care.level)):
            self._care = replace(card, has_plan=self._care.has_plan)
            self.care_offered.emit(self._care)
        self.suggested.emit(self._suggestion)
        self.ways.look(self._conversation)
        self._load(self._conversation, again=True)

    def warm_up(self) -> None:
        """Load the weights while the person already writes."""
        self._warming = self._tasks.engine.stream(
            self, self._chat.warm_up, self._on_loading, self._on_warm, self._on_warm_up_failed
        )

    def take_weights(self, take: Callable[[], None]) -> None:
        """Let other weights answer once the turn that runs is over.

        Args:
            take: makes the session use them; called on the engine's lane.
        """
        if self._warming:
            self._warming.cancel()
        self._tasks.engine.run(self, take, lambda _taken: self.warm_up(), self.failed.emit)

    def open(self, conversation: str | None) -> None:
        """Show a conversation, or an empty page for a new one; what is unsent is kept."""
        self._draft.keep()
        self._draft.drop()
        self._facts = Facts()
        self._conversation = conversation
        if turn := self._turn:
            turn.shown = conversation is not None and turn.conversation == conversation
        self.cleared.emit()
        self.conversation_changed.emit(conversation)
        self.ways.look(conversation, anew=True)
        self._load(conversation, again=True)

    def write(self, text: str) -> None:
        """This stands in the composer now; a pause in writing keeps it as a draft."""
        self._draft.write(text)

    def send(self) -> bool:
        """Begin a turn; a reply under way ends, so that nobody in danger waits for care.

        Returns:
            False where there is nothing to send, or one message waits already;
            the text then stays where it is.
        """
        if self._ended or self._next or not self._draft.text.strip():
            return False
        turn = _Turn(self._conversation, self._draft.take(), self.ways.for_new)
        if self._turn:
            self._next = turn
            self.stop()
        else:
            self._start(turn)
        return True

    def _start(self, turn: _Turn) -> None:
        self._turn = turn
        self.answering_changed.emit(turn.conversation)
        self.busy_changed.emit(True)
        self._tell(lambda: _("Reading your message…"))
        # Durable as a draft first: the engine's lane may still be at the weights.
        self._tasks.journal.run(
            self,
            lambda: self._journal.save_draft(turn.conversation, turn.text),
            lambda _saved: self._begin(),
            self._give_up,
        )

    def stop(self) -> None:
        """End the reply soon and keep what is there."""
        if self._turn:
            self._turn.stop_wanted = True
            self._tell(lambda: _("Stopping…"))
            # The other lane: this thread waits for no pipe, and the engine's lane is busy.
            self._tasks.journal.run(self, self._chat.stop)

    def dismiss_care(self) -> None:
        """The person put the card of care away; it comes back when danger rises."""
        self._care = None
        if conversation := self._care_of:
            self._tasks.journal.run(self, lambda: self._chat.dismiss_care(conversation))
        elif self._turn:
            self._turn.care_dismissed = True

    def look_back(self) -> None:
        """Have the weights write a draft of what the conversation that is shown was about."""
        if conversation := self._conversation:
            self._tasks.engine.run(
                self,
                lambda: self._chat.summarise(conversation),
                self.draft_written.emit,
                self.draft_refused.emit,
            )
        else:
            self.draft_refused.emit(UserFacingError("message_empty"))

    def keep_note(self, text: str) -> None:
        """Keep a note of the conversation that is shown."""
        conversation = self._conversation
        self._tasks.journal.run(
            self,
            lambda: self._journal.add_note(text, conversation),
            failed=self.failed.emit,
        )

    def check_in(self, mood: int, words: str) -> None:
        """Keep how the person is, before the conversation that is shown or after it."""
        conversation = self._conversation
        self._tasks.journal.run(
            self,
            lambda: self._journal.save_check_in(
                mood,
                words.strip(),
                moment="after" if conversation else "before",
                conversation=conversation,
            ),
            failed=self.failed.emit,
        )

    def let_go(self, conversation: str) -> None:
        """A conversation is about to be deleted: no word goes into it any more."""
        if self._next and self._next.conversation == conversation:
            self._next = None
        if self._turn and self._turn.conversation == conversation:
            self.stop()
        if self._conversation == conversation:
            self._draft.drop()
            self.open(None)

    def end(self) -> None:
        """Keep the draft and stop everything; nothing is signalled any more."""
        self._draft.keep()
        self._ended = True
        self.people.end()
        self.ways.end()
        super().end()
        self._draft.drop()
        if self._warming:
            self._warming.cancel()
        if waiting := self._next:
            self._next = None
            self._tasks.journal.run(
                self, lambda: self._journal.save_draft(waiting.conversation, waiting.text)
            )
        self._tasks.journal.run(self, self._chat.stop)

    def _keep_draft(self, text: str) -> None:
        if not self._ended and not (self._turn and self._turn.shown and not self._turn.saved):
            conversation = self._conversation
            self._tasks.journal.run(self, lambda: self._journal.save_draft(conversation, text))

    def _tell(self, status: Callable[[], str]) -> None:
        """Say the state in words now, and again when the language changes."""
        self._status = status
        self.status_changed.emit(status())

    def _offer_care(self, card: CareCard, conversation: str | None) -> None:
        """The card of a conversation stays over every other one, until one has its own."""
        self._care, self._care_of = card, conversation
        self.care_offered.emit(card)

    def _begin(self) -> None:
        if self._warming:
            self._warming.cancel()
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
                self._offer_care(card, self._turn.conversation if self._turn else None)
            case MessageSaved(message, danger):
                self._on_message_saved(message)
                self._look_at_clock(danger=danger)
            case ReplyReplaced(text):
                if self._turn:
                    self._turn.reply = text
                    self._show_reply()
            case WeightsLoading():
                self._on_loading([event])
            case PromptReading():
                self._tell(lambda: _("Reading your message…"))
            case ReplySaved(message, facts):
                if self._turn and self._turn.shown:
                    self._learn(message, None if message.reviewed else facts.left_out)
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
        if turn.conversation is None and self._care_of is None:
            self._care_of = message.conversation_id
        turn.conversation = message.conversation_id
        if turn.care_dismissed:
            self.dismiss_care()
        self.answering_changed.emit(turn.conversation)
        if turn.shown:
            if self._conversation is None:
                self._conversation = message.conversation_id
                self.conversation_changed.emit(self._conversation)
                self.ways.look(self._conversation)
            self.message_added.emit(message)
            self._learn(message)
            self._draft.keep_soon()
        self.journal_changed.emit()
        if turn.stop_wanted:  # it came before the engine had begun
            self._tasks.journal.run(self, self._chat.stop)

    def _look_at_clock(self, *, danger: bool) -> None:
        """What was suggested goes with the next message; seldom something new comes."""
        self._sitting, suggestion = self._sitting.after_message(
            self._now(), self._pauses(), danger=danger
        )
        if suggestion != self._suggestion:
            self._suggestion = suggestion
            self.suggested.emit(suggestion)

    def _learn(self, message: Message, left_out: int | None = None) -> None:
        """One more message stands in the conversation that is shown."""
        more = facts_of([message], left_out)
        facts = self._facts
        self._tell_facts(
            Facts(
                started=facts.started or more.started,
                messages=facts.messages + 1,
                weights=tuple(dict.fromkeys(facts.weights + more.weights)),
                reviewed=facts.reviewed + more.reviewed,
                left_out=facts.left_out if left_out is None else left_out,
            )
        )

    def _tell_facts(self, facts: Facts) -> None:
        self._facts = facts

        def named() -> Facts:
            return replace(facts, weights=tuple(map(self._name_weights, facts.weights)))

        self._tasks.journal.run(self, named, self.facts_changed.emit)

    def _show_reply(self) -> None:
        if (turn := self._turn) and turn.shown:
            self._tell(lambda: _("Writing…"))
            self.reply_grew.emit(turn.reply)

    def _on_stream_over(self, turn: _Turn) -> None:
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
        self._tell(self._about_weights)
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
            self._draft.give_back(turn.text)
        elif turn and turn.shown and turn.reply and turn.conversation == self._conversation:
            self._load(turn.conversation, again=False)  # it says where the reply broke off
        self.failed.emit(error)

    def _on_loading(self, events: list[WeightsLoading]) -> None:
        percent = round(events[-1].fraction * 100)
        self._tell(
            lambda: _("The weights are loading: {percent} %. You can write already.").format(
                percent=percent
            )
        )

    def _on_warm(self, _nothing: object) -> None:
        if not self._turn:
            self._tell(self._about_weights)

    def _on_warm_up_failed(self, error: UserFacingError | None) -> None:
        if not self._turn:
            self._tell(lambda: _("The weights are not ready."))
        self.failed.emit(error)

    def _load(self, conversation: str | None, *, again: bool) -> None:
        def read() -> tuple[list[Message], str, CareCard | None]:
            messages = self._journal.messages(conversation) if conversation else []
            care = self._chat.care(conversation) if conversation else None
            return messages, self._journal.draft(conversation), care

        def show(found: tuple[list[Message], str, CareCard | None]) -> None:
            if self._conversation == conversation:
                messages, draft, care = found
                if care and (not self._care or self._care_of != conversation):
                    self._offer_care(care, conversation)
                self._on_loaded(messages, draft, again=again)

        self._tasks.journal.run(self, read, show, self._on_load_failed)

    def _on_loaded(self, messages: list[Message], draft: str, *, again: bool) -> None:
        running = self._turn if self._turn and self._turn.shown else None
        unfinished = bool(messages) and messages[-1].state == "streaming"
        if unfinished and running is None and again:
            self._load(self._conversation, again=False)  # it ended while we were reading
            return
        shown = messages[:-1] if unfinished and running else messages
        self.messages_shown.emit(shown)
        self._tell_facts(facts_of(shown, self._facts.left_out))
        if running and running.reply:
            self.reply_grew.emit(running.reply)
        self._draft.find("" if running and not running.saved else draft)

    def _on_load_failed(self, error: UserFacingError | None) -> None:
        self.messages_shown.emit([])
        self.failed.emit(error)


def about(title: str, notice: str) -> str:
    """What the status line says of the weights at rest."""
    return f"{title} · {notice}" if notice else title
