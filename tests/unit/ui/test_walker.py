"""The walker sees what it is for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.walker import faults


def a_form(qtbot: QtBot) -> QWidget:
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    row = QHBoxLayout()
    for name in ("Name", "Town"):
        line = QLineEdit()
        line.setObjectName(name.lower())
        line.setAccessibleName(name)
        column.addWidget(line)
    for word in ("Save", "Cancel"):
        row.addWidget(QPushButton(word, objectName=word.lower()))
    column.addLayout(row)
    return form


def seen(qtbot: QtBot, form: QWidget) -> list[str]:
    form.show()
    qtbot.waitActive(form)
    form.findChild(QLineEdit, "name").setFocus()
    qtbot.waitUntil(form.findChild(QLineEdit, "name").hasFocus)
    return faults(form)


def test_nothing_is_wrong_with_an_honest_form(qtbot: QtBot) -> None:
    assert seen(qtbot, a_form(qtbot)) == []


def test_a_control_without_a_name(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    form.findChild(QPushButton, "cancel").setText("")
    assert seen(qtbot, form) == ["QPushButton 'cancel' has no name"]


def test_a_control_that_tab_leaves_out(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    form.findChild(QPushButton, "save").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert seen(qtbot, form) == ["QPushButton 'save' can't be reached by Tab"]


def test_controls_behind_one_that_keeps_tab(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    trap = QTextEdit()
    trap.setAccessibleName("Trap")
    form.layout().insertWidget(1, trap)
    QWidget.setTabOrder(form.findChild(QLineEdit, "name"), trap)
    QWidget.setTabOrder(trap, form.findChild(QLineEdit, "town"))
    assert len(seen(qtbot, form)) == 3


def test_an_order_that_jumps_about(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    save, town = form.findChild(QPushButton, "save"), form.findChild(QLineEdit, "town")
    QWidget.setTabOrder(form.findChild(QLineEdit, "name"), save)
    QWidget.setTabOrder(save, town)
    assert "the keyboard goes back from QPushButton 'save' to QLineEdit 'town'" in seen(qtbot, form)
