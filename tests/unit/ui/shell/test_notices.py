from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.core import i18n, paths
from app.core.errors import UserFacingError, told
from app.ui.shell.notices import NoticeBar
from app.ui.shell.theme import Theme


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Iterator[NoticeBar]:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    yield bar
    bar.hide()


def button(bar: NoticeBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def words(bar: NoticeBar) -> str:
    found = bar.findChild(QLabel, "notice_words")
    assert isinstance(found, QLabel)
    return found.text()


def details(bar: NoticeBar) -> QPlainTextEdit:
    found = bar.findChild(QPlainTextEdit, "notice_report")
    assert isinstance(found, QPlainTextEdit)
    return found


def a_bug(text: str) -> UserFacingError:
    try:
        raise RuntimeError(text)
    except RuntimeError as bug:
        return told(bug)


def test_a_sentence_and_a_next_step_first_details_when_asked_for(
    qtbot: QtBot, bar: NoticeBar
) -> None:
    bar.tell(UserFacingError("disk_full"))
    assert "The disk is full" in words(bar)
    assert "Free some space" in words(bar)
    assert not details(bar).isVisible()
    qtbot.mouseClick(button(bar, "notice_more"), Qt.MouseButton.LeftButton)
    assert details(bar).isVisible()
    assert "fault: disk_full" in details(bar).toPlainText()
    qtbot.mouseClick(button(bar, "notice_copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == details(bar).toPlainText()
    qtbot.mouseClick(button(bar, "notice_more"), Qt.MouseButton.LeftButton)
    assert not details(bar).isVisible()


def test_a_bug_says_so_and_its_details_say_where_without_a_word(bar: NoticeBar) -> None:
    bar.tell(a_bug("what was whispered"))
    assert "inside the program" in words(bar)
    assert bar.property("blame") == "program"
    button(bar, "notice_more").click()
    text = details(bar).toPlainText()
    assert "bug: RuntimeError" in text
    assert "test_notices.py" in text
    assert "SoulChat 0." in text
    assert "whispered" not in text
    bar.tell(UserFacingError("disk_full"))
    assert bar.property("blame") == "surroundings"
    assert not details(bar).isVisible()


def test_the_notice_changes_its_language_with_the_window(bar: NoticeBar) -> None:
    bar.tell(UserFacingError("disk_full"))
    i18n.use("zh_CN", paths.translations())
    bar.retell()
    assert "磁盘" in words(bar)


def test_dismissed_it_remembers_nothing(bar: NoticeBar) -> None:
    bar.tell(UserFacingError("disk_full"))
    button(bar, "notice_more").click()
    button(bar, "notice_dismiss").click()
    assert not bar.isVisible()
    assert bar.fault is None
    assert details(bar).toPlainText() == ""
