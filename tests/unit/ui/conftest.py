"""The window's parts, dressed, with nothing of the machine's display."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core import paths
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.person import Person

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def theme(qapp: object) -> Theme:
    return Theme(qapp, paths.resources())  # type: ignore[arg-type]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Both lanes; a test fails when a thread outlives it."""
    lanes = Tasks()
    yield lanes
    assert lanes.close(timeout=60)


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """WORKAROUND: PySide6 6.11 dies at the end of a process if its clipboard still holds
    data that Python made; the program empties it when it quits (ClipboardWatch).
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    """Ours to close, after everything in it has ended."""
    window = MainWindow(theme)
    yield window
    window.hide()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def dialogs(window: MainWindow) -> Dialogs:
    return Dialogs(window)


@pytest.fixture
def person(
    qtbot: QtBot, tmp_path: Path, window: MainWindow, theme: Theme, tasks: Tasks
) -> Iterator[Person]:
    """Somebody before the locked window."""
    person = Person(qtbot, tmp_path, window, theme, tasks)
    yield person
    person.wiring.quit()
    qtbot.waitUntil(lambda: bool(person.finished))
