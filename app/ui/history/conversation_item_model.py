"""The list of conversations, as Qt wants to see it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.journal.values import ConversationHead
from app.ui.history.presenter import title_of, told_aloud

CONVERSATION = Qt.ItemDataRole.UserRole
"""The id of a conversation; None for a heading."""

Index = QModelIndex | QPersistentModelIndex


class ConversationItemModel(QAbstractListModel):
    """Headings, each above its conversations; an adapter without a thought of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | ConversationHead] = []

    def replace(self, groups: Sequence[tuple[str, Sequence[ConversationHead]]]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._rows = []
        for heading, heads in groups:
            self._rows += [heading, *heads]
        self.endResetModel()

    def row_of(self, conversation: str | None) -> int:
        """The row of a conversation, or -1."""
        return next(
            (
                at
                for at, row in enumerate(self._rows)
                if isinstance(row, ConversationHead) and row.id == conversation
            ),
            -1,
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told_aloud(row)
        return row.id if role == CONVERSATION else None
