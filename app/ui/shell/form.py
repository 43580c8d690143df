"""Forms of the locked program: one in the middle of a page, helplines at hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import _
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.pages import Page
from app.ui.shell.theme import Theme

_LOGO = 48
_LEAST_TOP = 16
_FORM_HEIGHT = 440
"""Pixels of a form of some length: what is left over lies a quarter above, the rest below."""


class Form(QWidget):
    """A column with a title, a fault line, and room for what is asked.

    Args:
        factor: how large the title is.
    """

    def __init__(self, title: str, *, name: str = "", factor: float = 1.6) -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(parts.SPACE)
        self.title = parts.title(title, factor)
        self.column.addWidget(self.title)
        self.column.addSpacing(8)
        self.fault = parts.fault()
        self.fault.setObjectName("form_fault")

    def primary(self, text: str, name: str) -> QPushButton:
        """The button that goes on, also by Enter."""
        return parts.button(text, name, "primary")

    def tell(self, words: str) -> None:
        """Show what went wrong; no words hide it."""
        self.fault.setText(words)
        self.fault.setAccessibleName(words)
        self.fault.setVisible(bool(words))
        if words:
            announce(self.fault, words, urgently=True)

    def begin(self) -> None:
        """Empty every field and put the cursor into the first."""

    def try_again(self) -> None:
        """Put the cursor where typing mends the fault."""


class FormPage(Page):
    """One form at a time, in the middle, under the lamp; helplines and About below it.

    Args:
        theme: gives colours and icons.
        forms: in any order; none is shown yet.
    """

    helplines_requested = Signal()
    about_requested = Signal()

    def __init__(self, theme: Theme, forms: tuple[Form, ...]) -> None:
        super().__init__()
        self.theme = theme
        self.forms = forms
        self.shown: Form | None = None
        self._logo = parts.paragraph("")
        self._help = parts.button(
            _("In need of a person now? Helplines"), "entrance_helplines", "quiet"
        )
        self._about = parts.button(_("About SoulChat"), "entrance_about", "quiet")
        theme.dress_icon(self._help, "phone")
        theme.dress_icon(self._about, "info")
        self._help.clicked.connect(self.helplines_requested)
        self._about.clicked.connect(self.about_requested)
        self.above = QVBoxLayout()
        """Room over the form for what stays from one to the next; ``below``: under it."""
        self.below = QVBoxLayout()
        self._top = QSpacerItem(0, _LEAST_TOP)
        self._area = QScrollArea()
        self._build()
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._on_focus_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The top stands still from form to form, whatever their length."""
        self._top.changeSize(0, max(_LEAST_TOP, (event.size().height() - _FORM_HEIGHT) // 4))
        if layout := self._column.layout():
            layout.invalidate()
        super().resizeEvent(event)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Where the program itself puts the cursor is in view."""
        if now and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def show_form(self, form: Form) -> None:
        """Show one form, empty and ready."""
        self.shown = form
        for each in self.forms:
            each.setVisible(each is form)
        form.tell("")
        form.begin()
        self._area.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Empty every field; the cursor goes back to the first of the form shown."""
        for form in self.forms:
            form.begin()
        if self.shown:
            self.shown.begin()

    def go_on_to_footer(self, last: QWidget) -> None:
        """Let Tab go from the last control below the forms to the footer."""
        QWidget.setTabOrder(last, self._help)
        QWidget.setTabOrder(self._help, self._about)

    def dress(self) -> None:
        self._logo.setPixmap(self.theme.picture("soulchat", _LOGO))

    def _footer(self) -> QHBoxLayout:
        """Outside of what scrolls: the helplines are one click away at every text size."""
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 8)
        row.addStretch(1)
        row.addWidget(self._help)
        row.addWidget(self._about)
        row.addStretch(1)
        return row

    def _build(self) -> None:
        self._column = QWidget()
        text_size.limit_width(self._column, parts.FORM_WIDTH)
        inside = QVBoxLayout(self._column)
        inside.setContentsMargins(0, 0, 0, 8)
        inside.addItem(self._top)
        inside.addWidget(self._logo)
        inside.addSpacing(8)
        inside.addLayout(self.above)
        for form in self.forms:
            inside.addWidget(form)
            form.hide()
        inside.addLayout(self.below)
        inside.addStretch(1)
        whole = QWidget()
        whole.setObjectName("page")
        around = QHBoxLayout(whole)  # an alignment would measure the words at full width
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch(1)
        around.addWidget(self._column, 100)
        around.addStretch(1)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._footer())
