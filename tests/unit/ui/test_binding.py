import sys

from PySide6.QtCore import QObject


def test_qt_gives_back_what_it_borrows() -> None:
    """PySide6 6.12.0 lost a reference to None with every call, and then the program died."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("a")
        thing.property("unset")
    assert sys.getrefcount(None) - before > -100
