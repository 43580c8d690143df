"""What the chat page does, without a widget: which conversation is shown, and all it needs."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.core.chat.memory import InMind
from app.core.chat.session import ChatSession
from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.safety.boundaries import Pauses
from app.core.safety.triage import CareCard
from app.ui.backups.held import StillHeld
from app.ui.chat.beside import Beside
from app.ui.chat.care import Care
from app.ui.chat.draft import Draft
from app.ui.chat.loading import Loading
from app.ui.chat.one_message import OneMessage
from app.ui.chat.rest import Rest
from app.ui.chat.turns import Turns
from app.ui.chat.ways import Ways
from app.ui.safety.people import People
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks


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
        held: knows what still holds what was deleted; ends with this.
        now: the local time.

    Attributes:
        beside: what stands beside the conversation; ends with this.
        one: what is done with one message; ends with this.
    """

    conversation_changed = Signal(object)
    """The id now shown, or None for one that has not begun."""
    cleared = Signal()
    """Another conversation comes: forget the words of the one before."""
    messages_shown = Signal(list)
    message_sought = Signal(str)
    """The id of a message to bring into view, now or as soon as it is shown."""
    unanswered = Signal()
    """The last of the messages shown has no reply, and none is on its way."""
    message_added = Signal(object)
    reply_grew = Signal(str)
    reply_ended = Signal(object)
    care_offered = Signal(object)
    care_withdrawn = Signal()
    text_put = Signal(str)
    """What stands in the composer from now on."""
    busy_changed = Signal(bool)
    status_changed = Signal(str)
    failed = Signal(object)
    journal_changed = Signal()
    in_mind_changed = Signal(object)
    """An InMind, or None where nothing is known."""
    memory_refused = Signal(object)
    answering_changed = Signal(object)
    """The id of the conversation in which a turn runs, or None."""

    def __init__(
        self,
        *,
        chat: ChatSession,
        journal: Journal,
        tasks: Tasks,
        about_weights: Callable[[], str],
        care_again: Callable[[CareCard], CareCard | None],
        name_weights: Callable[[str], str],
        people: People,
        ways: Ways,
        pauses: Callable[[], Pauses],
        held: StillHeld,
        now: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._journal = journal
        self._tasks = tasks
        self._about_weights = about_weights
        self.people = people
        people.setParent(self)
        self.ways = ways
        ways.setParent(self)
        self.beside = Beside(
            chat=chat,
            journal=journal,
            tasks=tasks,
            name_weights=name_weights,
            pauses=pauses,
            now=now,
            parent=self,
        )
        self.held = held
        held.setParent(self)
        self.one = OneMessage(journal=journal, tasks=tasks, parent=self)
        self._care = Care(chat=chat, tasks=tasks, again=care_again, parent=self)
        self._loading = Loading(chat=chat, tasks=tasks, about_weights=about_weights, parent=self)
        self._turns = Turns(chat=chat, journal=journal, tasks=tasks, parent=self)
        self._draft = Draft(self._keep_draft, self)
        self._rest = Rest(chat=chat, tasks=tasks, parent=self)
        self._status: Callable[[], str] = str
        self._begun = False
        self._conversation: str | None = None
        self._reading = False
        """Whether the page still waits for the messages that stand above a growing reply."""
        self._ended = False
        self._in_mind: InMind | None = None
        self._connect()

    def _connect(self) -> None:
        self._draft.put.connect(self.text_put)
        self._care.offered.connect(self.care_offered)
        self._care.withdrawn.connect(self.care_withdrawn)
        self.beside.failed.connect(self.failed)
        self.one.failed.connect(self.failed)
        self.one.deleted.connect(self._on_message_deleted)
        self.held.failed.connect(self.failed)
        self._loading.told.connect(self._tell)
        self._loading.rested.connect(self._on_rested)
        self._loading.failed.connect(self.failed)
        turns = self._turns
        turns.engine_wanted.connect(self._loading.cancel)
        turns.engine_wanted.connect(self._rest.leave)
        turns.engine_wanted.connect(self.beside.leave)
        self._rest.in_mind_changed.connect(self._on_in_mind_changed)
        self._rest.told.connect(self.failed)
        self._rest.refused.connect(self.memory_refused)
        turns.conversation_begun.connect(self._care.place)
        turns.care_offered.connect(self._care.offer)
        turns.care_dismissed.connect(self.dismiss_care)
        turns.message_added.connect(self._on_message_added)
        turns.message_sent.connect(self.beside.look_at_clock)
        turns.reply_grew.connect(self._on_reply_grew)
        turns.reply_saved.connect(self.beside.learn)
        turns.reply_ended.connect(self.reply_ended)
        turns.reply_broke_off.connect(self._on_reply_broke_off)
        turns.not_sent.connect(self._draft.give_back)
        turns.busy_changed.connect(self._on_busy_changed)
        turns.told.connect(self._tell)
        turns.answering_changed.connect(self.answering_changed)
        turns.journal_changed.connect(self.journal_changed)
        turns.failed.connect(self.failed)

    @property
    def at_work(self) -> bool:
        return self._turns.busy

    def begin(self) -> None:
        """A new conversation and the weights on their way; later, what is shown already."""
        if not self._begun:
            self._begun = True
            self.open(None)
            self._loading.begin()
            return
        self._draft.tell()
        self.busy_changed.emit(self._turns.busy)
        self.status_changed.emit(self._status())
        self._care.tell()
        self.in_mind_changed.emit(self._in_mind)
        self.beside.tell()
        self.ways.look(self._conversation)
        self._reading = True
        self._load(self._conversation, again=True)

    def take_weights(self, take: Callable[[], None]) -> None:
        """Let other weights answer once the turn that runs is over.

        Args:
            take: makes the session use them; called on the engine's lane.
        """
        self._loading.take(take)

    def open(self, conversation: str | None) -> None:
        """Show a conversation, or an empty page for a new one; what is unsent is kept."""
        self._draft.keep()
        self._draft.drop()
        self._conversation = conversation
        self.beside.look(conversation, anew=True)
        self._turns.look(conversation)
        self._rest.look(conversation)
        self.cleared.emit()
        self.conversation_changed.emit(conversation)
        self.ways.look(conversation, anew=True)
        self._reading = True
        self._load(conversation, again=True)

    def write(self, text: str) -> None:
        """This stands in the composer now; a pause in writing keeps it as a draft."""
        self._draft.write(text)
        self._rest.listen(self.ways.for_new)
        self._rest.write(text)

    def send(self) -> bool:
        """Begin a turn; a reply under way ends, so that nobody in danger waits for care.

        Returns:
            False where there is nothing to send, or one message waits already;
            the text then stays where it is.
        """
        if self._ended or self._turns.full or not self._draft.text.strip():
            return False
        self._rest.send()
        self._turns.send(self._draft.take(), self.ways.for_new)
        return True

    def stop(self) -> None:
        """End the reply soon and keep what is there."""
        self._turns.stop()

    def remember(self, text: str) -> None:
        """Let this be remembered of what no longer fits; "" for nothing."""
        self._rest.remember(text)

    def _on_in_mind_changed(self, found: InMind | None) -> None:
        self._in_mind = found
        self.in_mind_changed.emit(found)

    def dismiss_care(self) -> None:
        """The person put the card of care away; it comes back when danger rises."""
        if not self._care.dismiss():
            self._turns.dismiss_care()

    def let_go(self, conversation: str) -> None:
        """A conversation is about to be deleted: no word goes into it any more."""
        self._turns.let_go(conversation)
        if self._conversation == conversation:
            self._draft.drop()
            self.open(None)

    def end(self) -> None:
        """Keep the draft and stop everything; nothing is signalled any more."""
        self._draft.keep()
        self._ended = True
        self.people.end()
        self.ways.end()
        self.beside.end()
        self.one.end()
        self.held.end()
        self._rest.end()
        super().end()
        self._draft.drop()
        self._loading.cancel()
        self._turns.end()

    def _keep_draft(self, text: str) -> None:
        unsaved = (turn := self._turns.shown) and not turn.saved
        if not self._ended and not unsaved:
            conversation = self._conversation
            self._tasks.journal.run(self, lambda: self._journal.save_draft(conversation, text))

    def _tell(self, status: Callable[[], str]) -> None:
        """Say the state in words now, and again when the language changes."""
        self._status = status
        self.status_changed.emit(status())

    def _on_rested(self, status: Callable[[], str]) -> None:
        if not self._turns.busy:
            self._tell(status)
            self._rest.begin()

    def _on_busy_changed(self, busy: bool) -> None:
        self.busy_changed.emit(busy)
        self._rest.set_busy(busy)
        if not busy:
            self._tell(self._about_weights)

    def _on_message_added(self, message: Message) -> None:
        if self._conversation is None:
            self._conversation = message.conversation_id
            self._rest.go_on(self._conversation)
            self.beside.look(self._conversation)
            self.conversation_changed.emit(self._conversation)
            self.ways.look(self._conversation)
            self._reading = False
        self.message_added.emit(message)
        self.beside.learn(message)
        self._draft.keep_soon()

    def _on_message_deleted(self, conversation: str) -> None:
        self.journal_changed.emit()
        self.held.look()
        if self._conversation == conversation:
            self._rest.leave()  # what was read ahead held it
            self._load(conversation, again=False)
            self._rest.begin()

    def _on_reply_grew(self, reply: str) -> None:
        if not self._reading:
            self.reply_grew.emit(reply)

    def _on_reply_broke_off(self) -> None:
        self._load(self._conversation, again=False)  # it says where

    def _load(self, conversation: str | None, *, again: bool) -> None:
        def read() -> tuple[list[Message], str, CareCard | None]:
            messages = self._journal.messages(conversation) if conversation else []
            care = self._chat.care.card_of(conversation)
            return messages, self._journal.draft(conversation), care

        def show(found: tuple[list[Message], str, CareCard | None]) -> None:
            if self._conversation == conversation:
                messages, draft, care = found
                self._care.look(care, conversation)
                self._on_loaded(messages, draft, again=again)

        self._tasks.journal.run(self, read, show, self._on_load_failed)

    def _on_loaded(self, messages: list[Message], draft: str, *, again: bool) -> None:
        running = self._turns.shown
        unfinished = bool(messages) and messages[-1].state == "streaming"
        if unfinished and running is None and again:
            self._load(self._conversation, again=False)  # it ended while we were reading
            return
        self._reading = False
        shown = messages[:-1] if unfinished and running else messages
        self.messages_shown.emit(shown)
        if shown and shown[-1].role == "user" and not running:
            self.unanswered.emit()
        self.beside.sum_up(shown)
        if running and running.reply:
            self.reply_grew.emit(running.reply)
        self._draft.find("" if running and not running.saved else draft)

    def _on_load_failed(self, error: UserFacingError | None) -> None:
        self._reading = False
        self.messages_shown.emit([])
        self.failed.emit(error)


def about(title: str, backend: str, notice: str) -> str:
    """What the status line says of the weights at rest."""
    return " · ".join(part for part in (title, backend, notice) if part)
