"""What stands beside a conversation: its facts, a look back, check-ins, a word about the time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.core.chat.session import ChatSession
from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.safety.boundaries import LONGEST_SITTING, Pauses, Sitting, Suggestion
from app.ui.chat.facts import Facts, facts_of
from app.ui.shell.tasks import Task, Tasks


class Beside(QObject):
    """Of the conversation that is shown, or of the one that is about to begin.

    Args:
        chat: writes the draft of a look back, on the engine's lane.
        journal: keeps notes and check-ins, on its own lane.
        tasks: the lanes.
        name_weights: the title of weights by their id; called on the journal's lane.
        pauses: when the person wants to be reminded of one.
        now: the local time.
    """

    draft_written = Signal(str)
    draft_refused = Signal(object)
    suggested = Signal(object)
    """A Suggestion to show beside the conversation, or None."""
    facts_changed = Signal(object)
    """Facts, with titles of weights."""
    failed = Signal(object)

    def __init__(
        self,
        *,
        chat: ChatSession,
        journal: Journal,
        tasks: Tasks,
        name_weights: Callable[[str], str],
        pauses: Callable[[], Pauses],
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._journal = journal
        self._tasks = tasks
        self._name_weights = name_weights
        self._pauses = pauses
        self._now = now
        self._conversation: str | None = None
        self._sitting = Sitting()
        self._suggestion: Suggestion | None = None
        self._facts = Facts()
        self._draft: Task | None = None
        self._recall()

    def look(self, conversation: str | None, *, anew: bool = False) -> None:
        """This conversation is shown from now on.

        Args:
            anew: another one than before: nothing is known of it yet.
        """
        self._conversation = conversation
        if anew:
            self._facts = Facts()

    def tell(self) -> None:
        """Suggest again, to a page newly built; the facts come with the messages."""
        self.suggested.emit(self._suggestion)

    def sum_up(self, messages: Sequence[Message]) -> None:
        """These are all messages of the conversation."""
        self._tell_facts(facts_of(messages, self._facts.left_out))

    def learn(self, message: Message, left_out: int | None = None) -> None:
        """One more message stands in the conversation.

        Args:
            left_out: of how many messages the weights knew nothing; None where it says nothing.
        """
        self._tell_facts(self._facts.after(message, left_out))

    def look_at_clock(self, danger: bool) -> None:
        """What was suggested goes with the next message; seldom something new comes."""
        self._sitting, suggestion = self._sitting.after_message(
            self._now(), self._pauses(), danger=danger
        )
        if suggestion != self._suggestion:
            self._suggestion = suggestion
            self.suggested.emit(suggestion)

    def _recall(self) -> None:
        """Go on with the sitting that a lock, or an end of the program, broke into."""
        begun = self._now().astimezone() - LONGEST_SITTING

        def recalled(spoken: list[datetime]) -> None:
            if self._sitting.since is None:
                local = [moment.astimezone().replace(tzinfo=None) for moment in spoken]
                self._sitting = Sitting.recalled(local, self._pauses())

        # Without it the person is told later that this is an AI; no fault worth a word.
        self._tasks.journal.run(
            self, lambda: self._journal.spoken_since(begun), recalled, failed=lambda _error: None
        )

    def look_back(self) -> None:
        """Have the weights write a draft of what the conversation was about."""
        if conversation := self._conversation:
            self._draft = self._tasks.engine.run(
                self,
                lambda: self._chat.looking_back.summarise(conversation),
                self.draft_written.emit,
                self.draft_refused.emit,
            )
        else:
            self.draft_refused.emit(UserFacingError("message_empty"))

    def leave(self) -> None:
        """Somebody waits for a reply, perhaps in danger: the draft is given up."""
        if self._draft:
            self._draft.cancel()
            self._draft = None
            self._chat.looking_back.leave()

    def keep_note(self, text: str) -> None:
        """Keep a note of the conversation."""
        conversation = self._conversation
        self._tasks.journal.run(
            self,
            lambda: self._journal.add_note(text, conversation),
            failed=self.failed.emit,
        )

    def check_in(self, mood: int, words: str) -> None:
        """Keep how the person is, before the conversation or after it."""
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

    def end(self) -> None:
        """Signal nothing any more."""
        self.blockSignals(True)

    def _tell_facts(self, facts: Facts) -> None:
        self._facts = facts

        def named() -> Facts:
            return replace(facts, weights=tuple(map(self._name_weights, facts.weights)))

        self._tasks.journal.run(self, named, self.facts_changed.emit)
