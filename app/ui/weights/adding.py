"""Weights of one's own: a file chosen or dropped, or a place on a hub."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.reading import card
from app.ui.shell.theme import Theme


class Adding(QWidget):
    """A card with two ways.

    Args:
        theme: gives the icons.
    """

    file_requested = Signal()
    place_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, inside = card()
        own = parts.button(_("Choose a file…"), "weights_own")
        theme.dress_icon(own, "folder")
        own.clicked.connect(self.file_requested)
        self._add = parts.button(_("Add to the list"), "weights_add")
        self._add.setEnabled(False)
        self._add.clicked.connect(self._on_place_given)
        self._caption, self._place = parts.field(
            _("Or a place on a hub (owner/name:file.gguf), or an https address"), "weights_where"
        )
        self._place.textChanged.connect(lambda text: self._add.setEnabled(bool(text.strip())))
        self._place.returnPressed.connect(self._on_place_given)
        inside.addWidget(parts.paragraph(_("Choose a GGUF file, or drop one anywhere here.")))
        inside.addWidget(own, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(8)
        inside.addWidget(self._caption)
        inside.addWidget(self._place)
        inside.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        heading = parts.title(_("Weights of your own"), 1.25)
        heading.setContentsMargins(0, 12, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self._frame)
        column.addWidget(
            parts.remark(
                _(
                    "Any GGUF file made for conversation works, as far as memory allows. How well"
                    " it listens, nobody here has measured; its licence is its maker's."
                )
            )
        )

    def show_target(self, shown: bool) -> None:
        """Show that a file that is dragged may be dropped."""
        self._frame.setProperty("target", shown)
        self._frame.style().polish(self._frame)

    def ask_for_place(self, title: str) -> None:
        """Ask where a GGUF of these weights is."""
        self._caption.setText(
            _("Where is a GGUF of {title}? owner/name:file.gguf, or an https address").format(
                title=title
            )
        )
        self._place.setAccessibleName(self._caption.text())
        self._place.setFocus()

    def _on_place_given(self) -> None:
        if place := self._place.text().strip():
            self._place.clear()
            self.place_given.emit(place)
