"""Quick-hide: somebody comes in. Every word off the screen at once, and nothing is locked."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from app.core.i18n import _
from app.ui.shell.cover import Cover
from app.ui.shell.main_window import MainWindow


class Hiding(QObject):
    """Covers the window, and uncovers it as it was when a key or the mouse is pressed.

    Args:
        window: with everything that stands over it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._focused: QWidget | None = None
        self._dialogs: list[QDialog] = []

    @property
    def on(self) -> bool:
        """Whether the words are hidden."""
        return self._window.covered

    def hide(self) -> None:
        """Take every word off the screen, painted when this returns."""
        if self.on:
            return
        while popup := QApplication.activePopupWidget():
            popup.close()
        QToolTip.hideText()
        self._focused = self._window.focusWidget()
        dialogs = self._window.findChildren(QDialog)
        self._dialogs = [dialog for dialog in dialogs if dialog.isVisible()]
        cover = Cover(_("Press any key to come back."))
        cover.touched.connect(self.come_back)
        self._window.cover(cover)
        for dialog in self._dialogs:
            dialog.hide()
        self._window.repaint()  # now, not after whatever waits in the event loop

    def come_back(self) -> None:
        """Show everything again, as it was."""
        if not self.on:
            return
        self._window.uncover()
        if self._focused:
            self._focused.setFocus()
        for dialog in self._dialogs:
            dialog.show()
        self.end()

    def end(self) -> None:
        """What was hidden is not to come back: the program is locked."""
        self._window.uncover()
        self._focused = None
        self._dialogs = []
