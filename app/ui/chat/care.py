"""The card of care that lies over the conversations, without a widget."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.chat.session import ChatSession
from app.core.safety.triage import CareCard
from app.ui.shell.tasks import Tasks


class Care(QObject):
    """The card of the conversation that is shown; over an empty page, the last one stays.

    So somebody who flees to an empty page still has the numbers, and nobody finds the card of
    one conversation over another.

    Args:
        chat: keeps that a card was put away; told on the journal's lane.
        tasks: the lanes.
        again: such a card, in the language spoken now.
    """

    offered = Signal(object)
    withdrawn = Signal()

    def __init__(
        self,
        *,
        chat: ChatSession,
        tasks: Tasks,
        again: Callable[[CareCard], CareCard | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._tasks = tasks
        self._again = again
        self._card: CareCard | None = None
        self._conversation: str | None = None

    def offer(self, card: CareCard, conversation: str | None) -> None:
        """Show the card of a conversation, which is None until it has its id."""
        if (card, conversation) == (self._card, self._conversation):
            return  # it stands there: nothing is built anew under the person's hands
        self._card, self._conversation = card, conversation
        self.offered.emit(card)

    def look(self, card: CareCard | None, conversation: str | None) -> None:
        """A conversation is shown, for which the journal has this card; None is an empty page."""
        if self._card and conversation in (None, self._conversation):
            return
        if card:
            self.offer(card, conversation)
        elif self._card and self._conversation is not None:
            self._card = None
            self.withdrawn.emit()

    def place(self, conversation: str) -> None:
        """A new conversation has its id: a card offered before that is its card."""
        if self._conversation is None:
            self._conversation = conversation

    def tell(self) -> None:
        """Offer it again, in the language spoken now."""
        if self._card and (card := self._again(self._card)):
            self._card = replace(card, has_plan=self._card.has_plan)
            self.offered.emit(self._card)

    def dismiss(self) -> bool:
        """The person put the card away; it comes back when danger rises.

        Returns:
            False where its conversation has no id yet, and has to be told later.
        """
        self._card = None
        conversation = self._conversation
        self._tasks.journal.run(self, lambda: self._chat.care.dismiss(conversation))
        return conversation is not None
