"""Weights of one's own: a file chosen or dropped, or a place on a hub."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.flow import Flow
from app.ui.shell.reading import card
from app.ui.shell.theme import Theme
from app.ui.weights.likes import Likes


class Adding(QWidget):
    """A card with two ways.

    Args:
        theme: gives the icons.
    """

    file_requested = Signal()
    place_given = Signal(str, str)
    """A place, and the ID of the weights that are said to be there, or nothing."""
    look_requested = Signal(str)
    """A place whose file is to be judged, and nothing else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, inside = card()
        own = parts.button(_("Choose a file…"), "weights_own")
        theme.dress_icon(own, "folder")
        own.clicked.connect(self.file_requested)
        self._add = parts.button(_("Add to the list"), "weights_add")
        self._add.setEnabled(False)
        self._add.clicked.connect(self._on_place_given)
        self._look = parts.button(_("Would it fit?"), "weights_fit", "quiet")
        self._look.setEnabled(False)
        self._look.clicked.connect(self._on_look_clicked)
        self.likes = Likes("weights_like", theme)
        self._judged = parts.remark("")
        self._judged.setObjectName("weights_judged")
        self._judged.hide()
        self._caption, self._place = parts.field(
            _("Or a place on a hub (owner/name:file.gguf), or an https address"), "weights_where"
        )
        self._place.textChanged.connect(self._on_text_changed)
        self._place.returnPressed.connect(self._on_place_given)
        inside.addWidget(parts.paragraph(_("Choose a GGUF file, or drop one anywhere here.")))
        inside.addWidget(own, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(8)
        inside.addWidget(self._caption)
        inside.addWidget(self._place)
        inside.addWidget(self.likes, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._judged)
        buttons = QWidget()
        row = Flow(parent=buttons)
        row.addWidget(self._add)
        row.addWidget(self._look)
        inside.addWidget(buttons)
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

    def ask_for_place(self, id: str, title: str) -> None:
        """Ask where a GGUF of these weights is."""
        self.likes.show_id(id)
        self._caption.setText(
            _("Where is a GGUF of {title}? owner/name:file.gguf, or an https address").format(
                title=title
            )
        )
        self._place.setAccessibleName(self._caption.text())
        self._place.setFocus()

    def _on_look_clicked(self) -> None:
        self.look_requested.emit(self._place.text().strip())

    def _on_place_given(self) -> None:
        if place := self._place.text().strip():
            like = self.likes.id
            self._place.clear()
            self.likes.show_id("")
            self.place_given.emit(place, like)

    def tell(self, sentence: str, role: str) -> None:
        """Say how the file at the place would fit."""
        self._judged.setText(sentence)
        self._judged.setProperty("role", role)
        self._judged.style().polish(self._judged)
        self._judged.show()
        announce(self, sentence)

    def _on_text_changed(self, text: str) -> None:
        for button in (self._add, self._look):
            button.setEnabled(bool(text.strip()))
        self._judged.hide()
