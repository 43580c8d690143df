"""What the listener still remembers of a long conversation: a thin strip, and all of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.chat.memory import InMind
from app.core.errors import UserFacingError
from app.core.i18n import _, ngettext
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.flow import Flow
from app.ui.shell.notices import explain_any
from app.ui.shell.writing import Writing


class MemoryStrip(QWidget):
    """One quiet line, there only when something is no longer read word by word."""

    opened = Signal(object)
    """The person wants to see it: an InMind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: InMind | None = None
        self._line = parts.button("", "memory_strip", "quiet")
        self._line.clicked.connect(lambda: self.opened.emit(self._found))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_mind(self, found: InMind | None) -> None:
        """Say it in a line; nothing where everything is in mind, or nothing known."""
        self._found = found
        shown = found is not None and not found.whole
        if found:
            self._line.setText(" · ".join(_counts(found)))
            self._line.setAccessibleName(
                _("What I still remember: {counts}").format(counts=", ".join(_counts(found)))
            )
        self.setVisible(shown)


class MemoryView(QWidget):
    """What was written down of the beginning, to be read, changed and cleared.

    Args:
        found: what is in mind now.
    """

    kept = Signal(str)
    done = Signal()

    def __init__(self, found: InMind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: str | None = None
        label = _("What the listener has in mind of it")
        self._field = Writing("memory_text", label, least=6, framed=True)
        self._field.replace(found.summary)
        keep = parts.button(_("Keep it so"), "memory_keep", "primary")
        clear = parts.button(_("Clear it"), "memory_clear")
        keep.clicked.connect(lambda: self._want(self._field.toPlainText().strip()))
        clear.clicked.connect(lambda: self._want(""))
        self._told = parts.remark("")
        self._told.setObjectName("memory_told")
        does = Flow()
        does.addWidget(clear)
        does.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for line in _lines(found):
            column.addWidget(parts.paragraph(line))
        column.addWidget(parts.remark(label))
        column.addWidget(self._field)
        column.addLayout(does)
        column.addWidget(self._told)

    def refuse(self, error: UserFacingError | None) -> None:
        """Say why it can't be kept; the words stay."""
        self._wanted = None
        self._told.setText(str(explain_any(error)))
        announce(self._told, self._told.text())

    def follow(self, found: InMind | None) -> None:
        """Something is in mind now; when it is what the person wanted, they are done."""
        if found and self._wanted is not None and found.summary == self._wanted:
            self.done.emit()

    def _want(self, text: str) -> None:
        self._wanted = text
        self.kept.emit(text)


def _counts(found: InMind) -> list[str]:
    counts = [
        ngettext("{count} message in mind", "{count} messages in mind", found.kept).format(
            count=found.kept
        )
    ]
    if found.condensed:
        counts.append(
            ngettext("{count} noted in short", "{count} noted in short", found.condensed).format(
                count=found.condensed
            )
        )
    if found.lost:
        counts.append(
            ngettext("{count} no longer in mind", "{count} no longer in mind", found.lost).format(
                count=found.lost
            )
        )
    return counts


def _lines(found: InMind) -> list[str]:
    lines = [
        _(
            "The listener reads the newest messages word by word. What came before no longer fits "
            "its memory; here all of it is kept, and you can read it any time."
        ),
        " · ".join(_counts(found)),
    ]
    if found.by_person:
        lines.append(_("These are your own words."))
    elif found.summary:
        lines.append(_("The weights wrote this. It may be wrong: change it as you like."))
    else:
        lines.append(_("Nothing is written down of it. You can do so yourself."))
    return lines
