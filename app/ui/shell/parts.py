"""The small parts every page is built of, dressed as resources/styles/README.md says."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

SPACE = 4
"""Pixels of one step of space."""

READING_WIDTH = 720
FORM_WIDTH = 440


def scaled_font(factor: float) -> QFont:
    """The program's font, larger or smaller."""
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    return font


def title(text: str, factor: float = 1.6) -> QLabel:
    """The name of a page or a card."""
    return _label(text, "title", factor)


def paragraph(text: str) -> QLabel:
    """Something to read."""
    return _label(text, "text", 1.0)


def remark(text: str) -> QLabel:
    """Something to read when one has time."""
    return _label(text, "quiet", 0.92)


def fault(text: str = "") -> QLabel:
    """What went wrong with the form above; hidden while empty."""
    label = _label(text, "fault", 1.0)
    label.setVisible(bool(text))
    return label


def code(text: str) -> QLabel:
    """Characters to copy down one by one."""
    label = _label(text, "code", 1.0)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(QApplication.font().pointSizeF() * 1.25)
    label.setFont(fixed)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def button(text: str, name: str, role: str = "plain", icon: QIcon | None = None) -> QPushButton:
    """A button with words on it.

    Args:
        text: also its accessible name.
        name: object name, stable for tests.
        role: ``plain``, ``primary`` (the next step), or ``quiet`` (an aside).
        icon: drawn before the words.
    """
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setProperty("role", role)
    if icon:
        made.setIcon(icon)
    return made


def icon_button(label: str, name: str, icon: QIcon) -> QPushButton:
    """A button that is only an icon; ``label`` is its accessible name and tool tip."""
    made = button("", name, "quiet", icon)
    made.setAccessibleName(label)
    made.setToolTip(label)
    made.setProperty("square", True)
    return made


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
    caption.setBuddy(line)
    return caption, line


def _label(text: str, role: str, factor: float) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setFont(scaled_font(factor))
    return label
