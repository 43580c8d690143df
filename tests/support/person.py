"""Somebody before the window: real profiles and settings, scripted conversations."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from keyring.backends.fail import Keyring as FailingKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.prompts.styles import Style
from app.core.vault.keyring import Keyring
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from app.core.vault.session import OpenVault
from app.core.weights.installed import InstalledWeights
from app.ui.pages import PAGES
from app.ui.shell.main_window import MainWindow
from app.ui.shell.pages import PageKind
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.wiring import Wiring
from tests.support.first_start import create_profile, walk_through
from tests.support.window import MemoryJournal, ScriptedChat

PASSPHRASE = "rain on the window"


@dataclass
class Session:
    """What bootstrap opens, with scripted parts."""

    vault: OpenVault
    journal: MemoryJournal
    chat: ScriptedChat

    @property
    def weights(self) -> InstalledWeights:
        return self.chat.weights

    @property
    def style(self) -> Style:
        return self.chat.listening.style

    def close(self) -> None:
        self.chat.close()
        self.journal.close()
        self.vault.close()


class Person:
    """Somebody before the window; the profiles are real, the conversations in memory."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        *,
        pages: Sequence[PageKind[Any]] = PAGES,
        keyring: Keyring | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.window = window
        self.tasks = tasks
        keyring = keyring or Keyring(FailingKeyring)
        program = replace(
            bootstrap.start(folder),
            profiles=Profiles(folder / "profiles", MINIMUM_COST, keyring),
            keyring=keyring,
        )
        program.settings.set("region", "US")
        self.program = program
        self.profiles = program.profiles
        self.journal = MemoryJournal()
        self.chat = ScriptedChat(self.journal)
        self.finished: list[float] = []
        self.loss = ""
        self.losses_accepted: list[bool] = []
        self.wiring = Wiring(
            window=window,
            theme=theme,
            tasks=tasks,
            program=program,
            create=lambda name, words: self.profiles.create(name, words, lambda *_: None),
            open_session=self._open,  # type: ignore[arg-type]
            speak=lambda: bootstrap.speak(program.settings),
            pages=pages,
        )
        self.wiring.finished.connect(lambda: self.finished.append(time.monotonic()))
        self.wiring.start()
        window.show()

    def _open(self, vault: OpenVault, accept_loss: bool) -> Session:
        self.losses_accepted.append(accept_loss)
        if self.loss and not accept_loss:
            vault.close()
            raise UserFacingError(self.loss)
        self.journal = self.chat.journal = replace(self.journal, closed=False)
        return Session(vault, self.journal, self.chat)

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def find(self, name: str) -> Any:
        self.qtbot.waitUntil(lambda: self.sees(name))
        return next(w for w in self.window.findChildren(QWidget, name) if w.isVisible())

    def press(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill(self, name: str, text: str) -> None:
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        self.qtbot.waitUntil(line.isEnabled)
        line.setText(text)

    def create(self, name: str = "Mira", passphrase: str = PASSPHRASE) -> str:
        return create_profile(self, name, passphrase)

    def begin(self, name: str = "Mira", passphrase: str = PASSPHRASE) -> str:
        code = walk_through(self, name, passphrase)
        self.find("composer")
        return code

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.fill("unlock_passphrase", passphrase)
        self.press("unlock_open")

    def unnamed(self) -> list[str]:
        """Controls to be reached by Tab that a screen reader would have no word for."""
        return [
            f"{type(widget).__name__} {widget.objectName()}"
            for widget in self.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]

    def say(self, text: str) -> None:
        self.qtbot.keyClicks(self.find("composer"), text)
        self.qtbot.keyClick(self.find("composer"), Qt.Key.Key_Return)

    def reads(self, text: str) -> bool:
        return text in self.find("transcript").toPlainText()

    def fault(self) -> str:
        return str(self.find("form_fault").text())
