"""The settings page, drawn from the schema: sections of rows, a search, the way back."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.settings.schema import Setting
from app.ui.settings.presenter import SettingsPresenter
from app.ui.settings.row import Row
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.notices import explain_any
from app.ui.shell.pages import House, PageKind
from app.ui.shell.pieces import Pieces
from app.ui.shell.reading import ReadingPage, card
from app.ui.shell.theme import Theme


class SettingsPage(ReadingPage):
    """Every setting that is shown here, in one column; the first are there at once.

    Args:
        presenter: does everything that is not a widget.
        dialogs: the door to questions.
        theme: colours and icons.
    """

    def __init__(
        self,
        *,
        presenter: SettingsPresenter,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Settings"), "settings_area", parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._rows: dict[str, Row] = {}
        self._cards: list[_Card] = []
        self._search = parts.field(_("Search the settings"), "settings_search")[1]
        self._search.setPlaceholderText(_("Search the settings"))
        self._search.setClearButtonEnabled(False)
        self._nothing = parts.remark(_("No setting speaks of that."))
        self._nothing.setObjectName("settings_nothing")
        self._reset_all = parts.button(_("All back to the defaults"), "settings_reset_all")
        theme.dress_icon(self._reset_all, "reset")
        self.column.setSpacing(8)
        self.column.addWidget(self._search)
        self.column.addWidget(self._nothing)
        self._search.textChanged.connect(self._on_searched)
        self._reset_all.clicked.connect(self._on_reset_all_clicked)
        presenter.value_changed.connect(self._on_value_changed)
        presenter.refused.connect(self._on_refused)
        self._on_searched("")
        pieces = Pieces(self._build(theme), self)
        pieces.done.connect(self.completed)
        pieces.go_on()

    def _build(self, theme: Theme) -> Iterator[Row]:
        """A row at each step, below what is there already."""
        for title, settings in self._presenter.sections:
            section = _Card(title)
            self._cards.append(section)
            self.column.addWidget(section)
            for setting in settings:
                row = self._row(setting, theme)
                section.add(row)
                row.setVisible(setting.key in self._found)
                section.fit()
                self._on_value_changed(setting.key)
                yield row
        self.column.addSpacing(16)
        self.column.addWidget(self._reset_all, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, setting: Setting, theme: Theme) -> Row:
        row = Row(setting, theme)
        key = setting.key
        row.chosen.connect(lambda value: self._presenter.choose(key, value))
        row.reset_requested.connect(lambda: self._presenter.reset(key))
        row.browse_requested.connect(lambda: self._on_browse_requested(key))
        self._rows[key] = row
        return row

    def first_control(self) -> QWidget | None:
        return self._search

    def _on_searched(self, text: str) -> None:
        self._found = self._presenter.find(text)
        for key, row in self._rows.items():
            row.setVisible(key in self._found)
        for each in self._cards:
            each.fit()
        self._nothing.setVisible(not self._found)
        if not self._found:
            announce(self._nothing, self._nothing.text())

    def _on_value_changed(self, key: str) -> None:
        if row := self._rows.get(key):
            row.show_value(
                self._presenter.value(key),
                is_default=self._presenter.is_default(key),
                remark=self._presenter.remark(key),
            )

    def _on_refused(self, key: str, error: UserFacingError | None) -> None:
        if row := self._rows.get(key):
            row.refuse(str(explain_any(error)))

    def _on_reset_all_clicked(self) -> None:
        self._dialogs.confirm(
            _("Take all settings back to their defaults?"),
            _("Your journal and everything in it stay as they are."),
            _("All back to the defaults"),
            self._presenter.reset_all,
        )

    def _on_browse_requested(self, key: str) -> None:
        if self._presenter.is_folder(key):
            self._dialogs.choose_folder(
                _("Choose a folder"), lambda path: self._presenter.choose(key, str(path))
            )
            return
        self._dialogs.choose_file(
            _("Choose weights"),
            _("Weights (*.gguf)"),
            lambda path: self._presenter.choose(key, str(path)),
        )


class _Card(QWidget):
    """The rows of a section, under its title, with lines between those that are shown."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows: list[tuple[QFrame, Row]] = []
        frame, self._inside = card()
        self._inside.setContentsMargins(16, 4, 16, 4)
        self._inside.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(parts.title(title, 1.15))
        column.addWidget(frame)

    def add(self, row: Row) -> None:
        """Put a row below the others."""
        line = QFrame()
        line.setObjectName("row_line")
        line.setFixedHeight(1)
        self._inside.addWidget(line)
        self._inside.addWidget(row)
        self._rows.append((line, row))

    def fit(self) -> None:
        """Show what is left of it by the search."""
        shown = [row for _line, row in self._rows if not row.isHidden()]
        for line, row in self._rows:
            line.setVisible(row in shown[1:])
        self.setVisible(bool(shown))


def _present(house: House) -> SettingsPresenter:
    return SettingsPresenter(
        settings=house.program.settings,
        tasks=house.tasks,
        checks={
            "weights": house.program.weights.find,
            "mirror": house.program.downloads.check_mirror,
        },
    )


def _build(presenter: SettingsPresenter, house: House) -> SettingsPage:
    return SettingsPage(presenter=presenter, dialogs=house.dialogs, theme=house.theme)


KIND = PageKind("settings", N_("Settings"), "settings", _present, _build)
