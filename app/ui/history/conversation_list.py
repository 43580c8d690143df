"""The list of conversations beside every page."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView, QWidget

from app.core.i18n import _
from app.core.journal.values import ConversationHead
from app.ui.history.conversation_item_model import CONVERSATION, ConversationItemModel
from app.ui.history.days import by_day
from app.ui.history.presenter import HistoryPresenter


class ConversationList(QListView):
    """Chooses among the conversations.

    Args:
        presenter: does everything that is not a widget.
    """

    def __init__(self, presenter: HistoryPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._current: str | None = None
        self._conversations = ConversationItemModel(self)
        self.setObjectName("conversations")
        self.setAccessibleName(_("Conversations"))
        self.setModel(self._conversations)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        presenter.conversations_listed.connect(self._on_listed)
        presenter.marked.connect(self._on_marked)

    def showEvent(self, event: QShowEvent) -> None:
        """What was listed before is measured again: the style sheet is only worn now."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def forget(self) -> None:
        """Drop every title."""
        self._conversations.replace([])

    def _on_listed(self, heads: list[ConversationHead]) -> None:
        self._conversations.replace(by_day(heads, self._presenter.today()))
        self._on_marked(self._current)

    def _on_marked(self, conversation: str | None) -> None:
        self._current = conversation
        row = self._conversations.row_of(conversation)
        if row < 0:
            self.clearSelection()
            return
        self.selectionModel().setCurrentIndex(
            self._conversations.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _on_chosen(self, index: QModelIndex) -> None:
        if conversation := index.data(CONVERSATION):
            self._presenter.open(conversation)
