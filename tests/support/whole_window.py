"""The whole program but for its process, operated by object names."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import paths
from app.core.inference.scripted import ScriptedEngine
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme

PASSPHRASE = "rain on the window"


class Window:
    """A real journal and real settings in a folder; only the listener is scripted."""

    def __init__(
        self,
        qtbot: QtBot,
        app: QApplication,
        home: Path,
        engine: ScriptedEngine | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.program = program_in(home, engine)
        self.theme = Theme(app, paths.resources())
        self.theme.follow(self.program.settings)
        self.tasks = Tasks()
        self.window, self.wiring = launch.build(self.program, self.theme, self.tasks)
        self.wiring.start()
        self.window.show()

    def find(self, name: str) -> Any:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        self.qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]

    def unlock(self) -> None:
        self.find("unlock_passphrase").setText(PASSPHRASE)
        self.find("unlock_open").click()
        self.find("composer")

    def choose(self, key: str, *presses: Qt.Key) -> None:
        for key_pressed in presses:
            self.qtbot.keyClick(self.find(f"setting_{key}"), key_pressed)

    def words(self) -> set[str]:
        """Everything that is written, or told to a screen reader; also what is hidden now."""
        everything = self.window.findChildren(QWidget)
        said = {w.text() for w in everything if isinstance(w, QLabel | QAbstractButton)}
        told = {word for w in everything for word in (w.accessibleName(), w.toolTip())}
        return (said | told) - {""}

    def close(self) -> None:
        with self.qtbot.waitSignal(self.wiring.finished):
            self.wiring.quit()
        assert self.tasks.close(timeout=60)
        self.window.deleteLater()
        self.qtbot.wait(1)


def program_in(home: Path, engine: ScriptedEngine | None = None) -> bootstrap.Program:
    """The program of a folder, with passphrases that cost nothing to try."""
    program = bootstrap.start(home, new_engine=lambda: engine or ScriptedEngine(("I hear you.",)))
    return replace(program, profiles=Profiles(home / "profiles", MINIMUM_COST))
