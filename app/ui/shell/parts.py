"""The small parts every page is built of, dressed as resources/styles/README.md says."""

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.ui.shell import text_size

SPACE = 4
"""Pixels of one step of space."""

READING = 1.1
"""What is read at length, beside the program's own words."""

READING_WIDTH = 720
FORM_WIDTH = 440
"""Pixels at a text size of 100 %; see ``text_size.px``."""


_PART = re.compile(r"([/\\_.:-]|[0-9a-f]{16})")
"""After these a word without spaces may be broken."""


def title(text: str, factor: float = 1.6) -> QLabel:
    """The name of a page or a card."""
    return _label(text, "title", factor)


def paragraph(text: str) -> QLabel:
    """Something to read."""
    return _label(text, "text", 1.0)


def remark(text: str) -> QLabel:
    """Something to read when one has time."""
    return _label(text, "quiet", 0.92)


def breakable(text: str) -> QLabel:
    """A path or an address, which may go on in a further line after each of its parts."""
    label = remark(_PART.sub("\\1\u200b", text))
    label.setAccessibleName(text)
    return label


def fault(text: str = "") -> QLabel:
    """What went wrong with the form above; hidden while empty."""
    label = _label(text, "fault", 1.0)
    label.setVisible(bool(text))
    return label


def code(text: str) -> QLabel:
    """Characters to copy down one by one."""
    label = _label(text, "code", 1.0)
    text_size.set_font(label, 1.25, fixed=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def button(text: str, name: str, role: str = "plain") -> QPushButton:
    """A button with words on it.

    Args:
        text: also its accessible name.
        name: object name, stable for tests.
        role: ``plain``, ``primary`` (the next step), ``quiet`` (an aside), or ``danger``
            (what can't be taken back).
    """
    made = _Button(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setProperty("role", role)
    made.setAutoDefault(True)  # Enter presses it, outside of dialogs too
    return made


def rename(button: QPushButton, text: str) -> None:
    """Put other words on a button."""
    button.setText(text)
    button.setAccessibleName(text)


def icon_button(label: str, name: str) -> QPushButton:
    """A button that is only an icon (``Theme.dress_icon``); ``label`` names and explains it."""
    made = button("", name, "quiet")
    made.setAccessibleName(label)
    made.setToolTip(label)
    made.setProperty("square", True)
    return made


def shortened(text: str, longest: int) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def field(label: str, name: str, *, secret: bool = False) -> tuple[QLabel, QLineEdit]:
    """A line to fill in, and the label that names it."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(label)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText
        )
    caption = QLabel(label)
    caption.setWordWrap(True)
    caption.setBuddy(line)
    return caption, line


def _label(text: str, role: str, factor: float) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    text_size.set_font(label, factor, bold=role == "title")
    return label


class _Button(QPushButton):
    """Where the style sheet's ring would drown in the accent, the ring is drawn inside."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().highlightedText(), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)
