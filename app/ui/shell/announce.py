"""What a screen reader says by itself, wherever the keyboard is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(source: QWidget, words: str, *, urgently: bool = False) -> None:
    """Have the words said, unless they can't be seen either: quick-hide hides them from ears too.

    Args:
        source: the control they come from.
        words: plain text, whole sentences.
        urgently: in the middle of whatever is being said, rather than after it.
    """
    if not source.isVisible():
        return
    event = QAccessibleAnnouncementEvent(source, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgently else politeness.Polite)
    QAccessible.updateAccessibility(event)
