"""The journal page: every conversation with its day; open, rename, delete, find."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_, _
from app.core.journal.values import ConversationHead, Note
from app.ui.backups.page import ask_to_renew, held_of
from app.ui.backups.presenter import Kept
from app.ui.export.sheets import Sheets
from app.ui.history.conversation_item_model import CONVERSATION, ConversationItemModel
from app.ui.history.presenter import about, title_of
from app.ui.journal.notes import NotesView
from app.ui.journal.presenter import JournalPresenter
from app.ui.journal.two_lines import TwoLines
from app.ui.shell import parts, text_size
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.flow import Flow
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, Page, PageKind
from app.ui.shell.theme import Theme

_NAMED = 8
"""Conversations that a question names."""


class JournalPage(Page):
    """A list to look through, and what can be done with the one that is chosen, or with several.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks before something is deleted.
        sheets: takes along and brings in.
        theme: colours and icons.
    """

    def __init__(
        self,
        *,
        presenter: JournalPresenter,
        dialogs: Dialogs,
        sheets: Sheets,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._sheets = sheets
        self._theme = theme
        self.notice = NoticeBar(theme)
        self._search = QLineEdit()
        self._search.setObjectName("journal_search")
        self._search.setAccessibleName(_("Find a conversation"))
        self._search.setPlaceholderText(_("Find a conversation"))
        self._search.setClearButtonEnabled(True)
        self._search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._model = ConversationItemModel(self, editable=True)
        self._list = QListView()
        self._list.setObjectName("journal_list")
        self._list.setAccessibleName(_("Conversations"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(TwoLines(theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._open = parts.button(_("Open"), "journal_open", "primary")
        self._rename = parts.button(_("Rename"), "journal_rename")
        self._along = parts.button(_("Take along…"), "journal_along")
        self._bring = parts.button(_("Bring in…"), "journal_bring")
        self._notes = parts.button(_("Notes…"), "journal_notes")
        self._delete = parts.button(_("Delete…"), "journal_delete", "danger")
        self._nothing = parts.remark("")
        self._nothing.setObjectName("journal_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._noted: ConversationHead | None = None
        self._sheet: NotesView | None = None
        self._build()
        self._connect()
        self._on_chosen()

    def _build(self) -> None:
        self._theme.dress_icon(self._rename, "edit")
        self._theme.dress_icon(self._delete, "delete", "fault")
        does = Flow(last_apart=True)
        for button in (
            self._open,
            self._rename,
            self._notes,
            self._along,
            self._bring,
            self._delete,
        ):
            does.addWidget(button)
        column = QWidget()
        text_size.limit_width(column, parts.READING_WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 32, 0, 16)
        inside.setSpacing(12)
        inside.addWidget(parts.title(_("Journal")))
        inside.addWidget(self._search)
        inside.addWidget(self.notice)
        inside.addWidget(self._list, 1)
        inside.addWidget(self._nothing, 1)
        inside.addLayout(does)
        around = QHBoxLayout(self)
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch(1)
        around.addWidget(column, 1000)
        around.addStretch(1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.listed.connect(self._on_listed)
        presenter.noted.connect(self._on_noted)
        presenter.settled.connect(self._on_settled)
        presenter.failed.connect(self.notice.tell)
        presenter.held.found.connect(self._on_still_held)
        self._search.textChanged.connect(presenter.find)
        self._search.returnPressed.connect(self._on_search_entered)
        self._model.renamed.connect(presenter.rename)
        self._list.activated.connect(self._on_open)
        self._list.selectionModel().selectionChanged.connect(self._on_chosen)
        self._list.customContextMenuRequested.connect(self._on_menu_requested)
        self._open.clicked.connect(self._on_open)
        self._rename.clicked.connect(self._on_rename)
        self._along.clicked.connect(self._on_along)
        self._bring.clicked.connect(self._sheets.bring_in)
        self._notes.clicked.connect(self._on_notes_requested)
        self._delete.clicked.connect(self._on_delete)
        gone = QShortcut(QKeySequence.StandardKey.Delete, self._list)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self._on_delete)

    def first_control(self) -> QWidget | None:
        return self._search

    def forget(self) -> None:
        self._model.replace([])
        self._search.blockSignals(True)
        self._search.clear()
        self.notice.dismiss()

    def _selected(self) -> list[ConversationHead]:
        rows = sorted(index.row() for index in self._list.selectionModel().selectedIndexes())
        return [head for row in rows if (head := self._model.head(self._model.index(row)))]

    def _chosen(self) -> ConversationHead | None:
        """The one that is selected."""
        selected = self._selected()
        return selected[0] if len(selected) == 1 else None

    def _on_listed(
        self, groups: list[tuple[str, list[ConversationHead]]], found: dict[str, str]
    ) -> None:
        chosen = self._list.currentIndex().data(CONVERSATION)
        self._model.replace(groups, found)
        row = self._model.row_of(chosen)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
        self._list.setVisible(bool(groups))
        self._nothing.setVisible(not groups)
        self._nothing.setText(
            _("No conversation has these words.")
            if self._search.text().strip()
            else _("What you talk about will be kept here.")
        )
        self._on_chosen()

    def _on_chosen(self) -> None:
        selected = len(self._selected())
        for button in (self._open, self._rename, self._notes):
            button.setEnabled(selected == 1)
        self._delete.setEnabled(selected > 0)

    def _on_search_entered(self) -> None:
        """Down into what is found, once it is."""
        if self._presenter.looking or not self._model.rowCount():
            self._presenter.settle()
        else:
            self._go_down()

    def _on_settled(self) -> None:
        if self._search.hasFocus():
            self._go_down()

    def _go_down(self) -> None:
        if self._chosen() is None and self._model.rowCount() > 1:
            self._list.setCurrentIndex(self._model.index(1))
        if self._model.rowCount():
            self._list.setFocus()

    def _on_open(self, _index: QModelIndex | bool = False) -> None:
        if head := self._chosen():
            self._presenter.open(head.id)

    def _on_rename(self) -> None:
        if editor := self._list.viewport().findChild(QLineEdit):
            editor.setFocus()  # it is being renamed already
            return
        self._list.setFocus()
        self._list.edit(self._list.currentIndex())

    def _on_along(self) -> None:
        chosen = [head.id for head in self._selected()]
        self._sheets.take_along(*chosen, sought=self._search.text())

    def _on_share(self) -> None:
        if head := self._chosen():
            self._sheets.share(head.id)

    def _on_notes_requested(self) -> None:
        if head := self._chosen():
            self._noted = head
            self._presenter.list_notes(head.id)

    def _on_noted(self, notes: Sequence[Note]) -> None:
        """Show them: in the sheet that is open, or in a new one."""
        if self._sheet is None and (head := self._noted):
            view, presenter, conversation = NotesView(), self._presenter, head.id
            view.changed.connect(lambda note, text: presenter.change_note(conversation, note, text))
            view.deleted.connect(lambda note: presenter.delete_note(conversation, note))
            view.destroyed.connect(self._on_sheet_closed)
            view.show_notes(notes)
            self._sheet = view
            self._dialogs.show(_("Notes of “{title}”").format(title=title_of(head)), view)
        elif self._sheet:
            self._sheet.show_notes(notes)

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    def _on_delete(self) -> None:
        selected = self._selected()
        if not selected:
            return
        if head := self._chosen():
            question = _("Delete this conversation for good?")
            details = f"{title_of(head)}\n{about(head)}"
        else:
            question = _("Delete these {count} conversations for good?").format(count=len(selected))
            more = ["…"] if len(selected) > _NAMED else []
            details = "\n".join([*map(title_of, selected[:_NAMED]), *more])
        gone = [each.id for each in selected]
        self._dialogs.confirm(
            question, details, _("Delete"), lambda: self._presenter.delete(*gone), harm=True
        )

    def _on_still_held(self, kept: Kept) -> None:
        ask_to_renew(self._dialogs, kept, self._presenter.held.renew)

    def _on_menu_requested(self, place: QPoint) -> None:
        if not self._selected():
            return
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        of_one = [menu.addAction(_("Open"), self._on_open)]
        of_one.append(menu.addAction(_("Rename"), self._on_rename))
        menu.addAction(_("Take along…"), self._on_along)
        of_one.append(menu.addAction(_("Share with a therapist…"), self._on_share))
        of_one.append(menu.addAction(_("Notes…"), self._on_notes_requested))
        for action in of_one:
            action.setEnabled(self._chosen() is not None)
        menu.addSeparator()
        menu.addAction(_("Delete…"), self._on_delete)
        menu.popup(self._list.viewport().mapToGlobal(place))


def _present(house: House) -> JournalPresenter:
    return JournalPresenter(
        conversations=house.conversations,
        journal=house.session.journal,
        held=held_of(house),
        tasks=house.tasks,
    )


def _build(presenter: JournalPresenter, house: House) -> JournalPage:
    return JournalPage(
        presenter=presenter, dialogs=house.dialogs, sheets=Sheets(house), theme=house.theme
    )


KIND = PageKind("journal", N_("Journal"), "journal", _present, _build)
