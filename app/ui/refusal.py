"""Why the program does not start, for who started it where no terminal tells them."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from app.core.errors import UserFacingError
from app.ui.shell import display
from app.ui.shell.main_window import TITLE

_NOBODY_SEES = {"offscreen", "minimal"}


def show(words: str) -> None:
    """Show a sentence until it is closed; where there is no display, do nothing."""
    with suppress(UserFacingError), display.reachable():
        app = QApplication.instance() or QApplication([TITLE])
        if not isinstance(app, QApplication) or app.platformName() in _NOBODY_SEES:
            return
        told = QMessageBox(QMessageBox.Icon.Critical, TITLE, words)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.finished.connect(app.quit)
        told.show()
        app.exec()
