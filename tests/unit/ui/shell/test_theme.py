"""The window looks as the person chose, at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.settings.store import SettingsStore
from app.ui.chat.composer import Composer
from app.ui.shell import parts, text_size
from app.ui.shell.theme import DARK, LIGHT, Theme


@pytest.fixture
def settings(theme: Theme, tmp_path: Path) -> Iterator[SettingsStore]:
    settings = SettingsStore(tmp_path / "settings.toml")
    theme.follow(settings)
    yield settings
    settings.reset_all()


def window_colour() -> str:
    return QApplication.palette().color(QPalette.ColorRole.Window).name().upper()


def test_light_and_dark_are_worn_at_once(theme: Theme, settings: SettingsStore) -> None:
    settings.set("theme", "dark")
    assert (theme.colours, window_colour()) == (DARK, DARK.window)
    settings.set("theme", "light")
    assert (theme.colours, window_colour()) == (LIGHT, LIGHT.window)


def test_a_choice_stays_when_the_system_changes(
    qapp: QApplication, theme: Theme, settings: SettingsStore
) -> None:
    settings.set("theme", "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colours is DARK
    settings.reset("theme")
    assert theme.colours is LIGHT  # this display knows neither


def test_every_word_shown_already_grows_and_shrinks(
    qtbot: QtBot, theme: Theme, settings: SettingsStore
) -> None:
    composer, line = Composer(), QLineEdit()
    shown: list[QWidget] = [
        parts.title("a"),
        parts.paragraph("a"),
        parts.remark("a"),
        parts.code("a"),
        parts.button("a", "a"),
        parts.button("a", "b", "primary"),
        QLabel("a"),
        line,
        composer,
    ]
    page = QWidget()
    qtbot.addWidget(page)
    for each in shown:
        each.setParent(page)
    page.show()
    before = [each.font().pointSizeF() for each in shown]
    weights = [each.font().weight() for each in shown]
    composer.setPlainText("你好 hello")
    heights = composer.sizeHint().height()
    for percent in (80, 200, 100):
        settings.set("text_size", percent)
        wanted = [size * percent / 100 for size in before]
        assert [each.font().pointSizeF() for each in shown] == pytest.approx(wanted, rel=0.02)
        for colours in (DARK, LIGHT):
            theme.wear(colours)
        sizes = [each.font().pointSizeF() for each in shown]
        assert sizes == pytest.approx(wanted, rel=0.02)
        assert [each.font().weight() for each in shown] == weights
    settings.set("text_size", 200)
    assert composer.sizeHint().height() > 1.5 * heights  # its margins stay


def test_what_is_made_later_has_the_size_chosen(
    qtbot: QtBot, theme: Theme, settings: SettingsStore
) -> None:
    before = parts.paragraph("a")
    settings.set("text_size", 150)
    after = parts.paragraph("a")
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    assert before.font() == after.font()


def test_widths_and_icons_grow_along(qtbot: QtBot, theme: Theme, settings: SettingsStore) -> None:
    column, button = QWidget(), QPushButton()
    qtbot.addWidget(column)
    qtbot.addWidget(button)
    text_size.fix_width(column, 400)
    theme.dress_icon(button, "lock")
    settings.set("text_size", 200)
    button.ensurePolished()
    assert column.width() == 800
    assert button.iconSize().width() == 40
    assert button.icon().availableSizes()[-1].width() >= 40
    settings.set("text_size", 100)
    assert column.width() == 400


def test_a_change_from_another_thread_is_heard(
    qtbot: QtBot, theme: Theme, settings: SettingsStore
) -> None:
    thread = threading.Thread(target=settings.set, args=("theme", "dark"))
    with qtbot.waitSignal(theme.changed):
        thread.start()
    thread.join()
    assert theme.colours is DARK


@pytest.mark.parametrize(("chosen", "moves"), [("on", False), ("off", True)])
def test_less_motion_stills_the_caret_and_every_effect(
    qapp: QApplication, theme: Theme, settings: SettingsStore, chosen: str, moves: bool
) -> None:
    settings.set("reduced_motion", chosen)
    assert theme.moves is moves
    assert (qapp.styleHints().cursorFlashTime() > 0) is moves
    if not moves:
        assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
