"""The sidebar: a new conversation, the old ones, help, lock."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.journal.values import ConversationHead
from app.ui.history.conversation_item_model import CONVERSATION, ConversationItemModel
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell import parts
from app.ui.shell.theme import Theme

_WIDTH = 248


class HistoryPage(QFrame):
    """Chooses among the conversations.

    Args:
        presenter: does everything that is not a widget.
        theme: gives the icons.
    """

    conversation_chosen = Signal(str)
    new_requested = Signal()
    helplines_requested = Signal()
    lock_requested = Signal()

    def __init__(
        self, *, presenter: HistoryPresenter, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current: str | None = None
        self.setObjectName("sidebar")
        self.setFixedWidth(_WIDTH)
        self._model = ConversationItemModel(self)
        self._list = QListView()
        self._list.setObjectName("conversations")
        self._list.setAccessibleName(_("Conversations"))
        self._list.setModel(self._model)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._new = parts.button(_("New conversation"), "new_conversation")
        self._help = parts.button(_("Helplines"), "helplines", "quiet")
        self._lock = parts.button(_("Lock"), "lock", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._new)
        column.addWidget(self._list, 1)
        column.addWidget(self._help)
        column.addWidget(self._lock)
        self._new.clicked.connect(self.new_requested)
        self._help.clicked.connect(self.helplines_requested)
        self._lock.clicked.connect(self.lock_requested)
        self._list.clicked.connect(self._on_chosen)
        self._list.activated.connect(self._on_chosen)
        presenter.conversations_listed.connect(self._on_listed)
        self.dress()

    def mark(self, conversation: str | None) -> None:
        """Show which conversation is open."""
        self._current = conversation
        row = self._model.row_of(conversation)
        if row < 0:
            self._list.clearSelection()
            return
        self._list.selectionModel().setCurrentIndex(
            self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def forget(self) -> None:
        """Drop every title."""
        self._model.replace([])

    def dress(self) -> None:
        """Take the theme's colours and icons."""
        for button, icon in ((self._new, "new"), (self._help, "phone"), (self._lock, "lock")):
            button.setIcon(self._theme.icon(icon))

    def _on_listed(self, heads: list[ConversationHead]) -> None:
        self._model.replace(heads)
        self.mark(self._current)

    def _on_chosen(self, index: QModelIndex) -> None:
        conversation = index.data(CONVERSATION)
        if conversation != self._current:
            self.conversation_chosen.emit(conversation)
