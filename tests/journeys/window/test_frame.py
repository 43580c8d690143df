"""A person's way through the pages, with the real engine: nothing waits, nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import paths
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.pages import PAGES
from app.ui.shell.stall import LONGEST, StallWatch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.patience import SLOWED
from tests.support.reading import letters

PASSPHRASE = "a lantern in the window"

pytestmark = pytest.mark.usefixtures("endless_replies")


class Reader:
    """Somebody with two profiles and the keyboard under their hands."""

    def __init__(self, qtbot: QtBot, app: QApplication, home: Path) -> None:
        self.qtbot = qtbot
        program = bootstrap.start(home)
        self.program = replace(program, profiles=Profiles(home / "profiles", MINIMUM_COST))
        for name in ("Mira", "Lin"):
            bootstrap.create_profile(self.program, name, PASSPHRASE)
        theme = Theme(app, paths.resources())
        theme.follow(self.program.settings)
        self.tasks = Tasks()
        self.window, self.wiring = launch.build(self.program, theme, self.tasks)
        self.wiring.start()
        self.window.show()

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def find(self, name: str) -> Any:
        self.qtbot.waitUntil(lambda: self.sees(name))
        return next(w for w in self.window.findChildren(QWidget, name) if w.isVisible())

    def press(self, name: str) -> None:
        button = self.find(name)
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def keys(self, key: Qt.Key) -> None:
        self.window.activateWindow()  # offscreen nobody does, when a question has closed
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)

    def unlock(self) -> None:
        line = self.find("unlock_passphrase")
        self.qtbot.waitUntil(line.isEnabled)
        line.setText(PASSPHRASE)
        self.press("unlock_open")
        self.find("composer")

    def say(self, text: str) -> None:
        self.qtbot.keyClicks(self.find("composer"), text)
        self.qtbot.keyClick(self.find("composer"), Qt.Key.Key_Return)

    def reads(self) -> str:
        return str(self.find("transcript").toPlainText())

    def titles(self) -> list[str]:
        model = self.find("journal_list").model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(qtbot, qapp, tmp_path)
    yield reader
    with qtbot.waitSignal(reader.wiring.finished):
        reader.wiring.quit()
    assert reader.tasks.close(timeout=60)
    reader.window.deleteLater()
    qtbot.wait(1)


def test_a_walk_through_every_page_during_a_reply(reader: Reader) -> None:
    reader.unlock()
    stalls = StallWatch(reader.tasks)
    reader.say("Tell me a very long story about a lighthouse and the sea")
    reader.qtbot.waitUntil(lambda: "Listener" in reader.reads())
    for number, kind in enumerate(PAGES):
        reader.keys(Qt.Key(Qt.Key.Key_1 + number))
        assert reader.find(f"go_{kind.key}").isChecked()
        reader.qtbot.wait(50)
    reader.program.settings.set("language", "zh_CN")
    reader.qtbot.waitUntil(lambda: reader.find("lock").text() == "锁定")
    assert reader.find("go_settings").isChecked()
    reader.keys(Qt.Key.Key_1)
    reader.qtbot.waitUntil(lambda: "lighthouse" in reader.reads() and "倾听者" in reader.reads())
    said = reader.reads()
    # A slow machine walks longer than the longest reply takes: then it has ended by itself.
    reader.qtbot.waitUntil(lambda: len(reader.reads()) > len(said) or reader.sees("send"))
    if reader.sees("stop"):
        reader.press("stop")
    reader.find("send")
    seen = letters(said)
    assert letters(reader.reads()).startswith(seen[: len(seen) // 2])
    assert max(stalls.stalls, default=0.0) < SLOWED * LONGEST


def test_a_conversation_is_found_renamed_and_deleted(reader: Reader) -> None:
    reader.unlock()
    reader.say("hello about the heron")
    reader.qtbot.waitUntil(lambda: "Listener" in reader.reads())
    reader.press("stop")
    reader.find("send")
    reader.keys(Qt.Key.Key_F)
    reader.qtbot.keyClicks(reader.find("journal_search"), "HERON")
    reader.qtbot.waitUntil(lambda: "hello about the heron" in reader.titles())
    reader.qtbot.keyClick(reader.find("journal_search"), Qt.Key.Key_Return)
    listed = reader.find("journal_list")
    reader.qtbot.waitUntil(listed.hasFocus)
    reader.qtbot.keyClick(listed, Qt.Key.Key_F2)
    editor = listed.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("By the river")
    reader.qtbot.keyClick(editor, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: "By the river" in reader.titles())
    reader.press("journal_delete")
    reader.press("question_yes")
    reader.find("journal_nothing")
    reader.keys(Qt.Key.Key_1)
    reader.qtbot.waitUntil(lambda: "heron" not in reader.reads())


def test_another_person_takes_over_without_a_new_start(reader: Reader) -> None:
    reader.find("unlock_profile").setCurrentIndex(0)
    reader.unlock()
    reader.say("Mira's secret")
    reader.qtbot.waitUntil(lambda: "Mira's secret" in reader.reads())
    reader.press("profile")
    menu = reader.find("profile_menu")
    menu.actions()[0].trigger()
    assert reader.find("unlock_profile").currentText() == "Lin"
    reader.unlock()
    assert "secret" not in reader.reads()
    reader.press("go_journal")
    reader.find("journal_nothing")
