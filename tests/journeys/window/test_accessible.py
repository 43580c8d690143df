"""Somebody without a mouse, or without the picture, finds and uses everything."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.bootstrap import Program
from app.core import paths
from app.core.inference.scripted import ScriptedEngine
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.pages import PAGES
from app.ui.shell.pieces import Pieces
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.first_start import walk_through
from tests.support.walker import faults

PASSPHRASE = "a lantern in the window"


_NOTHING = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _program(home: Path) -> Program:
    program = bootstrap.start(home, new_engine=lambda: ScriptedEngine(("I am listening.",)))
    return replace(program, profiles=Profiles(program.home.profiles, MINIMUM_COST))


class Visit:
    """The program with real data and a scripted listener, used by the keyboard alone."""

    def __init__(self, qtbot: QtBot, theme: Theme, home: Path) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks()
        program = _program(home)
        program.settings.set("region", "US")
        self.window, self.wiring = launch.build(program, theme, self.tasks)
        self.window.resize(1000, 700)
        self.looked_at = 0
        self.ended: list[bool] = []
        self.wiring.finished.connect(lambda: self.ended.append(True))
        self.wiring.start()
        self.window.show()
        qtbot.waitActive(self.window)

    def find(self, name: str) -> Any:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        self.qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]

    def settle(self) -> None:
        """Wait for what the page loads, for what it loads next, and for what that builds."""
        for _time in range(2):
            done: list[None] = []
            for lane in (self.tasks.files, self.tasks.journal):
                lane.run(self.window, lambda: None, done.append)
            self.qtbot.waitUntil(lambda done=done: len(done) == 2)  # type: ignore[misc]
        self.qtbot.waitUntil(lambda: not self.window.findChildren(Pieces))

    def focused(self) -> QWidget:
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused
        return focused

    def press(self, name: str) -> None:
        """Look around, then go to a button by Tab and press it."""
        button = self.find(name)
        self.qtbot.waitUntil(button.isEnabled)
        assert faults(self.window) == []
        self.looked_at += 1
        self.reach(button)
        self.key(Qt.Key.Key_Space)

    def fill(self, name: str, text: str) -> None:
        """Go to a line by Tab and type."""
        line = self.find(name)
        self.qtbot.waitUntil(line.isEnabled)
        self.reach(line)
        self.type(text)

    def reach(self, control: QWidget) -> None:
        for _step in range(60):
            if self.focused() is control:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(control.objectName())

    def await_focus(self, name: str) -> None:
        control = self.find(name)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is control)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focused(), text)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = _NOTHING) -> None:
        self.qtbot.keyClick(self.focused(), key, held)

    def unlock(self) -> None:
        self.await_focus("unlock_passphrase")
        self.type(PASSPHRASE)
        self.key(Qt.Key.Key_Return)
        self.await_focus("composer")

    def say(self, text: str) -> None:
        self.await_focus("composer")
        self.type(text)
        self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: "I am listening." in self.find("transcript").toPlainText())

    def close(self) -> None:
        self.window.close()
        self.qtbot.waitUntil(lambda: bool(self.ended))
        assert self.tasks.close(timeout=60)
        self.window.deleteLater()
        self.tasks.deleteLater()
        self.qtbot.wait(1)


@pytest.fixture
def visit(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Visit]:
    """Somebody with a journal, before the lock screen."""
    program = _program(home)
    bootstrap.create_profile(program, "Mira", PASSPHRASE)
    visit = Visit(qtbot, Theme(qapp, paths.resources()), home)
    yield visit
    visit.close()


def test_the_lock_screen_is_for_everybody(visit: Visit) -> None:
    visit.await_focus("unlock_passphrase")
    assert faults(visit.window) == []


@pytest.mark.parametrize("page", [kind.key for kind in PAGES])
def test_every_page_is_for_everybody(visit: Visit, page: str) -> None:
    visit.unlock()
    visit.say("I can't sleep.")
    number = [kind.key for kind in PAGES].index(page)
    visit.key(Qt.Key(Qt.Key.Key_1 + number), _CONTROL)
    visit.qtbot.waitUntil(lambda: visit.find(f"go_{page}").isChecked())
    visit.settle()
    assert faults(visit.window) == []


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_F1, _NOTHING), (Qt.Key.Key_H, _CONTROL | _SHIFT)]
)
def test_every_sheet_is_for_everybody(visit: Visit, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    visit.await_focus("unlock_passphrase")
    visit.key(key, held)
    sheet = visit.find("sheet")
    visit.qtbot.waitUntil(lambda: sheet.isAncestorOf(visit.focused()))
    assert faults(sheet) == []
    visit.key(Qt.Key.Key_Escape)
    visit.window.activateWindow()  # what a window manager does, and an offscreen one does not
    visit.await_focus("unlock_passphrase")


def test_the_first_start_is_for_everybody(qtbot: QtBot, qapp: QApplication, home: Path) -> None:
    visit = Visit(qtbot, Theme(qapp, paths.resources()), home)
    try:
        walk_through(visit, "Mira", PASSPHRASE)
        visit.await_focus("composer")
        assert visit.looked_at > 4
    finally:
        visit.close()


def test_the_care_card_is_for_everybody(visit: Visit) -> None:
    visit.unlock()
    visit.type("I want to kill myself tonight.")
    visit.key(Qt.Key.Key_Return)
    visit.find("care_card")
    visit.find("send")
    assert faults(visit.window) == []


def test_what_comes_and_goes_is_for_everybody(visit: Visit) -> None:
    visit.unlock()
    visit.say("I can't sleep.")
    visit.key(Qt.Key.Key_F9)
    visit.find("details")
    assert faults(visit.window) == []
    visit.key(Qt.Key.Key_F9)

    visit.key(Qt.Key.Key_2, _CONTROL)
    visit.await_focus("journal_search")
    visit.key(Qt.Key.Key_Return)  # down into the list
    visit.await_focus("journal_list")
    assert visit.find("journal_delete").isEnabled()
    assert faults(visit.window) == []
    visit.press("journal_delete")
    question = visit.find("question")
    visit.await_focus("question_no")  # Enter does no harm
    assert faults(question) == []
    visit.key(Qt.Key.Key_Escape)


def test_the_sheets_beside_a_talk_are_for_everybody(visit: Visit) -> None:
    def sheet(opened_by: str) -> QWidget:
        button = visit.find(opened_by)
        visit.qtbot.waitUntil(button.isEnabled)  # once it is known what there is to do
        button.click()
        found: QWidget = visit.find("sheet")
        visit.qtbot.waitUntil(lambda: found.isAncestorOf(visit.focused()))
        return found

    def closed() -> None:
        visit.qtbot.waitUntil(lambda: not visit.window.findChildren(QDialog, "sheet"))
        visit.window.activateWindow()  # what a window manager does, and an offscreen one does not

    visit.unlock()
    visit.say("I can't sleep.")
    visit.key(Qt.Key.Key_F9)
    for opened_by in (
        "own_way_open",
        "check_in_open",
        "look_back_open",
        "details_along",
        "details_share",
    ):
        assert faults(sheet(opened_by)) == []
        visit.find("sheet_close").click()
        closed()
    sheet("look_back_open")
    visit.find("look_back").setPlainText("I was heard.")
    visit.find("look_back_keep").click()
    closed()
    visit.key(Qt.Key.Key_2, _CONTROL)
    visit.await_focus("journal_search")
    visit.key(Qt.Key.Key_Return)
    visit.await_focus("journal_list")
    sheet("journal_bring")
    assert faults(visit.find("sheet")) == []
    visit.find("sheet_close").click()
    closed()
    notes = sheet("journal_notes")
    assert visit.find("note").toPlainText() == "I was heard."
    assert faults(notes) == []


def test_a_message_has_its_menu_and_its_rating(visit: Visit) -> None:
    visit.unlock()
    visit.say("I can't sleep.")
    visit.find("send")  # the reply is whole
    transcript = visit.find("transcript")
    visit.reach(transcript)
    for _step in range(2):
        visit.key(Qt.Key.Key_Up, _CONTROL)
    visit.key(Qt.Key.Key_Down, _CONTROL)
    visit.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    menu = visit.find("message_menu")
    said = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert said[1:] == ["Take this message along…", "Rate this reply…", "Delete this message…"]
    for _step in range(3):
        visit.qtbot.keyClick(menu, Qt.Key.Key_Down)
    visit.qtbot.keyClick(menu, Qt.Key.Key_Return)
    sheet = visit.find("sheet")
    visit.qtbot.waitUntil(lambda: sheet.isAncestorOf(visit.focused()))
    assert faults(sheet) == []
    visit.key(Qt.Key.Key_Escape)


def test_the_recovery_code_is_for_everybody(visit: Visit) -> None:
    visit.await_focus("unlock_passphrase")
    visit.press("unlock_other_way")
    assert faults(visit.window) == []
