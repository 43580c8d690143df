"""What the engine does while nobody waits for it: it reads what is known of the next prompt."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.chat.memory import InMind
from app.core.chat.session import ChatSession, Rested
from app.core.errors import UserFacingError
from app.ui.shell.tasks import Task, Tasks

_AFTER = 600
"""Milliseconds without a key press that are a pause."""

_QUIET = 20_000
"""Milliseconds without anything that are rest."""

_LOOK_EVERY = 2_000
"""Milliseconds between two looks whether what is read ahead may still be."""

_MAYBE_LONG = 20
"""Characters of a draft from which on it is worth asking whether it is long: few vocabularies
need more than three tokens for one."""


class Rest(QObject):
    """Hands the engine what it can read ahead, and takes back a draft that has changed.

    Args:
        chat: reads ahead, on the engine's lane.
        tasks: the lanes.
        quiet: milliseconds of rest before it writes down and keeps.
        look_every: milliseconds between two looks whether it may still read ahead.
    """

    in_mind_changed = Signal(object)
    """An InMind of the conversation that is shown, or None where nothing is known."""
    told = Signal(object)
    """Something the person should know: a UserFacingError."""
    refused = Signal(object)
    """What the person wrote can't be kept: a UserFacingError."""

    def __init__(
        self,
        *,
        chat: ChatSession,
        tasks: Tasks,
        parent: QObject,
        quiet: int = _QUIET,
        look_every: int = _LOOK_EVERY,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._tasks = tasks
        self._conversation: str | None = None
        self._style = ""
        self._text = ""
        self._read = ""
        """The draft that the engine was given; empty for none."""
        self._busy = False
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_AFTER)
        self._pause.timeout.connect(self.begin)
        self._quiet = QTimer(self, singleShot=True, interval=quiet)
        self._quiet.timeout.connect(self._on_quiet)
        self._watch = QTimer(self, singleShot=True, interval=look_every)
        self._watch.timeout.connect(self._on_watch)
        self._too_large = False

    def look(self, conversation: str | None) -> None:
        """Another conversation is shown; None is a new one."""
        self.leave()
        self._forget()
        self._conversation = conversation
        self._text = ""
        self._pause.start()
        self.in_mind_changed.emit(None)

    def go_on(self, conversation: str) -> None:
        """The new conversation that is shown has its id now."""
        self._conversation = conversation

    def write(self, text: str) -> None:
        """This stands in the composer now."""
        if text == self._text:
            return
        self._text = text
        if self._quiet.isActive():
            self._quiet.start()
        self._chat.disturb()
        if not text.startswith(self._read):
            self._forget()
        if self._read or len(text) >= _MAYBE_LONG:
            self._pause.start()

    def listen(self, style: str) -> None:
        """A new conversation will have this style; empty for the person's default."""
        self._style = style

    def send(self) -> None:
        """The draft is none any more: what was read of it is what is asked for now."""
        self._text = self._read = ""
        self.leave()

    def leave(self) -> None:
        """Leave the engine to somebody who waits."""
        self._pause.stop()
        self._quiet.stop()
        self._watch.stop()
        self._chat.disturb()
        if self._task:
            self._task.cancel()
            self._task = None

    def set_busy(self, busy: bool) -> None:
        """A turn begins or is over; then the next one is prepared at once."""
        self._busy = busy
        if busy:
            self.leave()
        else:
            self.begin()

    def begin(self) -> None:
        """Have read ahead what is there now."""
        if self._busy:
            return
        self.leave()
        conversation, style = self._conversation, self._style
        draft = self._text if len(self._text) >= _MAYBE_LONG else ""
        self._read = draft
        self._task = self._tasks.engine.run(
            self,
            lambda: self._chat.read_ahead(conversation, draft, style=style),
            lambda _begun: self._check(draft),
        )
        self._look_into_mind()
        self._quiet.start()
        self._watch.start()

    def remember(self, text: str) -> None:
        """The person wants this to be remembered of what no longer fits; "" for nothing."""
        if conversation := self._conversation:
            self._tasks.engine.run(
                self,
                lambda: self._chat.remembering.keep_summary(conversation, text),
                lambda _kept: self.begin(),
                self.refused.emit,
            )

    def end(self) -> None:
        """Nothing more is read ahead."""
        self.leave()
        self._forget()
        self._busy = True

    def _look_into_mind(self) -> None:
        if conversation := self._conversation:

            def show(found: InMind | None) -> None:
                if self._conversation == conversation:
                    self.in_mind_changed.emit(found)

            self._tasks.engine.run(
                self, lambda: self._chat.remembering.in_mind(conversation), show, _not_worth_telling
            )

    def _on_quiet(self) -> None:
        conversation = self._conversation

        def rested(outcome: Rested) -> None:
            if outcome == "condensed" and not self._busy:
                self._look_into_mind()
                self._quiet.start()
            if outcome == "too_large" and not self._too_large:
                self._too_large = True
                self.told.emit(UserFacingError("snapshot_too_large"))

        self._task = self._tasks.engine.run(
            self, lambda: self._chat.rest(conversation), rested, _not_worth_telling
        )

    def _on_watch(self) -> None:
        def watched(reads: bool) -> None:
            if reads and not self._busy:
                self._watch.start()

        self._tasks.engine.run(self, self._chat.still_reads, watched, _not_worth_telling)

    def _check(self, draft: str) -> None:
        """The draft may have changed while it was on its way to the engine."""
        if draft and self._read != draft and not self._text.startswith(draft) and not self._busy:
            self._tasks.journal.run(self, self._chat.forget_draft)

    def _forget(self) -> None:
        if self._read:
            self._read = ""
            # The other lane: the engine's may be busy, and this thread waits for no pipe.
            self._tasks.journal.run(self, self._chat.forget_draft)


def _not_worth_telling(_error: UserFacingError | None) -> None:
    """Nobody asked for it, and nothing is lost; whoever asks next is told."""
