"""The list of conversations, as Qt wants to see it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.core.journal.values import ConversationHead
from app.ui.history.presenter import about, title_of, told_aloud

CONVERSATION = Qt.ItemDataRole.UserRole
"""The id of a conversation; None for a heading."""

ABOUT = Qt.ItemDataRole.UserRole + 1
"""What is known about a conversation, on one line; None for a heading."""

Index = QModelIndex | QPersistentModelIndex


class ConversationItemModel(QAbstractListModel):
    """Headings, each above its conversations; an adapter without a thought of its own.

    Args:
        editable: titles can be changed in place.
    """

    renamed = Signal(str, str)
    """The id of a conversation, and the title the person gave it."""

    def __init__(self, parent: QObject | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self._rows: list[str | ConversationHead] = []
        self._found: dict[str, str] = {}
        self._editable = editable

    def replace(
        self,
        groups: Sequence[tuple[str, Sequence[ConversationHead]]],
        found: Mapping[str, str] | None = None,
    ) -> None:
        """Show these from now on.

        Args:
            groups: headings with their conversations.
            found: by id, words that say more of a conversation than its length.
        """
        self.beginResetModel()
        self._found = dict(found or {})
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

    def head(self, index: Index) -> ConversationHead | None:
        """The conversation of a row; None for a heading, or for no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, ConversationHead) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.head(index):
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not (head := self.head(index)):
            heading = index.isValid() and role == Qt.ItemDataRole.DisplayRole
            return self._rows[index.row()] if heading else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return title_of(head)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told_aloud(head)
        if role == ABOUT:
            return self._found.get(head.id) or about(head)
        return head.id if role == CONVERSATION else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        head = self.head(index)
        if not head or role != Qt.ItemDataRole.EditRole or value == title_of(head):
            return False
        self.renamed.emit(head.id, str(value))
        return True  # the list comes anew once the journal has it
