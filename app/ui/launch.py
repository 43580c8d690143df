"""Starts the window: the one place that knows both Qt's program and ours."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.bootstrap import Program
from app.core import i18n, paths
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
    _speak_qt(app)
    theme = Theme(app, paths.resources())
    tasks = Tasks(app)
    window, wiring = build(program, theme, tasks)
    StallWatch(app)
    wiring.finished.connect(app.quit)
    interrupt = Interrupt(wiring.quit, app)
    with _bugs_told(lambda: tasks.failed.emit(None)):
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
    wiring = Wiring(
        window=window,
        theme=theme,
        tasks=tasks,
        profiles=program.profiles,
        create=lambda name, passphrase: bootstrap.create_profile(program, name, passphrase),
        open_session=lambda vault: bootstrap.open_session(program, vault),
        last_profile=lambda: program.settings.text("last_profile"),
        helplines=lambda: program.helplines.for_region(program.place().region, i18n.language()),
    )
    return window, wiring


def _speak_qt(app: QApplication) -> None:
    """Qt's own words (context menus, standard buttons) in the language spoken now."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language()}", folder):
        app.installTranslator(translator)


@contextmanager
def _bugs_told(tell: Callable[[], None]) -> Iterator[None]:
    """A bug in a slot goes to the log, without words, and to the person as a sentence."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _log.error("unexpected fault", exc_info=(kind, fault, trace))
        tell()

    before, sys.excepthook = sys.excepthook, hook
    try:
        yield
    finally:
        sys.excepthook = before
