"""What a screen reader says by itself, wherever the keyboard is."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(source: QObject, words: str, *, urgently: bool = False) -> None:
    """Have the words said.

    Args:
        source: the control they come from.
        words: plain text, whole sentences.
        urgently: in the middle of whatever is being said, rather than after it.
    """
    event = QAccessibleAnnouncementEvent(source, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgently else politeness.Polite)
    QAccessible.updateAccessibility(event)
