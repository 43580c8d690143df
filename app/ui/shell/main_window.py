"""The one window: a page for the locked program, a frame of pages for the open one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.ui.shell.notices import NoticeBar
from app.ui.shell.theme import Theme

TITLE = "SoulChat"
"""Never a word of what is inside: titles are seen in task bars and screen shares."""


class MainWindow(QMainWindow):
    """Shows what it is given and says what is asked of it; knows no journal.

    Args:
        theme: gives the icons of its notices.
    """

    quit_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(QSize(640, 480))
        self.resize(1080, 720)
        self.notice = NoticeBar(theme)
        self._pages = QStackedWidget()
        whole = QWidget()
        whole.setObjectName("whole")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        self._layers = QStackedWidget()
        self._layers.addWidget(whole)
        self.setCentralWidget(self._layers)

    def show_locked(self, page: QWidget) -> None:
        """Show the page of the locked program, at once; everything else is dropped."""
        self._replace(page)

    def show_open(self, frame: QWidget) -> None:
        """Show the frame of the open program; the one before is dropped."""
        self._replace(frame)

    @property
    def covered(self) -> bool:
        """Whether a cover is shown instead of everything."""
        return self._layers.currentIndex() > 0

    def cover(self, cover: QWidget) -> None:
        """Show this alone; what is beneath stays as it is, out of sight."""
        self._layers.addWidget(cover)
        self._layers.setCurrentWidget(cover)
        cover.setFocus()

    def uncover(self) -> None:
        """Show what is beneath the cover."""
        self._layers.setCurrentIndex(0)
        while cover := self._layers.widget(1):
            self._layers.removeWidget(cover)
            cover.deleteLater()

    def come_forward(self) -> None:
        """Show the window before the others: the person started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The wiring decides when the program may end; the window only goes out of sight."""
        event.ignore()
        self.quit_requested.emit()

    def _replace(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        while (old := self._pages.widget(0)) not in (None, page):
            self._pages.removeWidget(old)
            old.deleteLater()
