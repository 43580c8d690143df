"""Walks through a window as somebody without a mouse and without the picture does."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
_MOST_STOPS = 400


def faults(window: QWidget) -> list[str]:
    """What would leave somebody lost in this window or dialog, one sentence each."""
    controls = list(_controls(window))
    stops = _stops(window)
    return [
        *(f"{_called(each)} has no name" for each in controls if not name(each)),
        *(
            f"{_called(each)} can't be reached by Tab"
            for each in controls
            if not _reached(each, stops)
        ),
        *_astray(stops),
    ]


def name(control: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(control)
    return found.text(QAccessible.Text.Name).strip()


def _controls(window: QWidget) -> Iterator[QWidget]:
    """What can be used: shown, enabled, and no part of another control."""
    for each in window.findChildren(QWidget):
        if not isinstance(each, INTERACTIVE) and not each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        inner = any(isinstance(above, INTERACTIVE) for above in _above(each, window))
        shown = each.isVisible() and each.isEnabled() and each.window() is window
        if shown and not inner and not isinstance(each, QScrollBar):
            yield each


def _above(control: QWidget, window: QWidget) -> Iterator[QWidget]:
    while (above := control.parentWidget()) not in (None, window):
        yield above
        control = above


def _stops(window: QWidget) -> list[tuple[QWidget, QPoint]]:
    """Where Tab leads, once around, and where each stop lies on the unscrolled page."""
    first = window.focusWidget()
    assert first is not None, "nothing has the keyboard"
    stops: list[tuple[QWidget, QPoint]] = []
    while (at := QApplication.focusWidget()) and len(stops) < _MOST_STOPS:
        if any(at is stop for stop, _place in stops):
            break
        assert _in_sight(at), f"{_called(at)} has the keyboard and is unseen"
        stops.append((at, _place(at, window)))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    first.setFocus()
    return stops


def _in_sight(control: QWidget) -> bool:
    """Whether it, or what it is covered by and made of, is on the screen."""
    pieces = [control, *control.findChildren(QWidget)]
    return any(not piece.visibleRegion().isEmpty() for piece in pieces)


def _place(control: QWidget, window: QWidget) -> QPoint:
    """On the page as if nothing had to scroll: what stands below an area is that much lower."""
    top = control.mapTo(window, QPoint(0, 0))
    place = QPoint(top)
    for area in window.findChildren(QScrollArea):
        bar = area.verticalScrollBar()
        if area.isAncestorOf(control):
            place += QPoint(area.horizontalScrollBar().value(), bar.value())
        elif area.isVisible() and area.mapTo(window, area.rect().bottomLeft()).y() <= top.y():
            place += QPoint(0, bar.maximum())
    return place


def _reached(control: QWidget, stops: list[tuple[QWidget, QPoint]]) -> bool:
    return any(stop is control or control.isAncestorOf(stop) for stop, _place in stops)


def _astray(stops: list[tuple[QWidget, QPoint]]) -> Iterator[str]:
    """Steps against the direction of reading; once around there is one, from the end."""
    back = []
    for (before, at), (after, then) in zip(stops, stops[1:] + stops[:1], strict=True):
        above = then.y() + after.height() <= at.y()
        beside = then.x() >= at.x() + before.width()
        same_row = not above and then.y() < at.y() + before.height()
        if (above and not beside) or (same_row and then.x() + after.width() <= at.x()):
            back.append(f"the keyboard goes back from {_called(before)} to {_called(after)}")
    if len(back) > 1:
        yield from back


def _called(control: QWidget) -> str:
    return f"{type(control).__name__} {control.objectName() or name(control)!r}"
