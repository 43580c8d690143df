"""A person makes the program theirs: language, colours, size; at once, and for good."""

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import i18n, paths
from app.ui.shell.colours import DARK
from app.ui.shell.fonts import CHINESE_FACES
from app.ui.shell.theme import Theme
from tests.support.whole_window import PASSPHRASE, Window, program_in


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Window]]:
    bootstrap.create_profile(program_in(tmp_path), "Mira", PASSPHRASE)
    windows = []

    def open_window() -> Window:
        windows.append(Window(qtbot, qapp, tmp_path))
        return windows[-1]

    yield open_window
    windows[-1].close()
    i18n.use("en", paths.translations())
    Theme(qapp, paths.resources())


def english_left(words: set[str]) -> set[str]:
    """What is still said in English though there is Chinese for it."""
    chinese = gettext.translation(i18n.DOMAIN, paths.translations(), ["zh_CN"])
    catalogue: dict[str, str] = chinese._catalog  # type: ignore[attr-defined]
    return {word for word in words if catalogue.get(word, word) != word}


def test_language_colours_and_size_change_at_once_and_stay(
    open_window: Callable[[], Window], qapp: QApplication
) -> None:
    window = open_window()
    window.unlock()
    window.qtbot.keyClicks(window.find("composer"), "not sent yet")
    window.find("go_settings").click()
    size = qapp.font().pointSizeF()

    window.choose("language", Qt.Key.Key_Down, Qt.Key.Key_Down)
    window.qtbot.waitUntil(lambda: "语言与外观" in window.words())
    window.qtbot.waitUntil(lambda: english_left(window.words()) == set())
    assert qapp.font().families()[0] == CHINESE_FACES[0]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    menu = window.find("settings_search").createStandardContextMenu()
    assert any("粘贴" in action.text() for action in menu.actions())

    window.choose("theme", Qt.Key.Key_Down, Qt.Key.Key_Down)
    window.qtbot.waitUntil(lambda: window.theme.colours == DARK)
    for _step in range(5):
        slider = window.find("setting_text_size").focusProxy()
        window.qtbot.keyClick(slider, Qt.Key.Key_Right)
    window.qtbot.waitUntil(lambda: qapp.font().pointSizeF() == size * 1.5)

    window.find("go_chat").click()
    assert window.find("composer").toPlainText() == "not sent yet"
    assert window.find("composer").font().pointSizeF() == pytest.approx(size * 1.65, rel=0.01)
    window.close()

    again = open_window()
    again.unlock()
    assert english_left(again.words()) == set()
    assert (again.theme.colours, qapp.font().pointSizeF()) == (DARK, size * 1.5)


def test_the_search_is_kept_when_the_language_changes(open_window: Callable[[], Window]) -> None:
    window = open_window()
    window.unlock()
    window.find("go_settings").click()
    search: QLineEdit = window.find("settings_search")
    search.setText("简体")
    window.program.settings.set("language", "zh_CN")
    window.qtbot.waitUntil(lambda: "语言与外观" in window.words())
    assert window.find("settings_search").text() == "简体"
    assert window.find("setting_language").isVisible()
    assert not any(w.isVisible() for w in window.window.findChildren(QWidget, "setting_theme"))
