"""Starts the window: the one place that knows both Qt's program and ours."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.bootstrap import Program
from app.core import i18n, paths
from app.core.errors import UserFacingError, told
from app.ui.shell import display
from app.ui.shell.interrupt import Interrupt
from app.ui.shell.main_window import TITLE, MainWindow
from app.ui.shell.stall import StallWatch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.wiring import Wiring

_log = logging.getLogger(__name__)


def run(program: Program, before_shown: Callable[[MainWindow], None] | None = None) -> int:
    """Show the window until it is closed.

    Args:
        before_shown: called with the window when everything else is done.

    Returns:
        The exit code.

    Raises:
        UserFacingError: ``window_unavailable``, before anything of Qt's can abort.
    """
    with display.reachable():
        app = QApplication([TITLE])
    app.setApplicationName(TITLE)
    app.setDesktopFileName("soulchat")
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, paths.resources())
    theme.follow(program.settings)
    tasks = Tasks(app)
    window, wiring = build(program, theme, tasks)
    StallWatch(app)
    wiring.finished.connect(app.quit)
    interrupt = Interrupt(wiring.quit, app)
    with _bugs_told(tasks.failed.emit):
        wiring.start()
        if before_shown:
            before_shown(window)
        window.show()
        code = app.exec()
    interrupt.close()
    tasks.close(timeout=0.5)
    return code


def build(program: Program, theme: Theme, tasks: Tasks) -> tuple[MainWindow, Wiring]:
    """The window and what connects it, not shown yet."""
    window = MainWindow(theme)
    words = _QtWords()
    words.speak()

    def speak() -> None:
        bootstrap.speak(program.settings)
        words.speak()
        theme.choose_sizes()

    wiring = Wiring(
        window=window,
        theme=theme,
        tasks=tasks,
        program=program,
        create=lambda name, passphrase: bootstrap.create_profile(program, name, passphrase),
        open_session=lambda vault: bootstrap.open_session(program, vault),
        speak=speak,
    )
    return window, wiring


class _QtWords:
    """Qt's own words: context menus, standard buttons."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def speak(self) -> None:
        """Speak the program's language from now on."""
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
        self._translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{i18n.language()}", folder):
            QCoreApplication.installTranslator(self._translator)


@contextmanager
def _bugs_told(tell: Callable[[UserFacingError], None]) -> Iterator[None]:
    """A bug in a slot goes to the log, without words, and to the person as a sentence."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _log.error("unexpected fault", exc_info=(kind, fault, trace))
        tell(told(fault))

    before, sys.excepthook = sys.excepthook, hook
    try:
        yield
    finally:
        sys.excepthook = before
