"""The list of conversations, as Qt wants to see it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.journal.values import ConversationHead
from app.ui.history.presenter import title_of, told_aloud

CONVERSATION = Qt.ItemDataRole.UserRole


class ConversationItemModel(QAbstractListModel):
    """An adapter without a thought of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: list[ConversationHead] = []

    def replace(self, heads: Sequence[ConversationHead]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._heads = list(heads)
        self.endResetModel()

    def row_of(self, conversation: str | None) -> int:
        """The row of a conversation, or -1."""
        return next((row for row, head in enumerate(self._heads) if head.id == conversation), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        head = self._heads[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(head)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told_aloud(head)
        return head.id if role == CONVERSATION else None
