"""Starts the window: the one place that knows both Qt's program and ours."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.bootstrap import Program
from app.core import i18n, paths
from app.core.errors import UserFacingError, told
from app.session import open_session
from app.ui.guards import Guards
from app.ui.shell import display, input_method, introduction
from app.ui.shell.file_opening import FileOpening
from app.ui.shell.first_sight import FirstSight
from app.ui.shell.instance import Instance, claim, knock
from app.ui.shell.interrupt import Interrupt
from app.ui.shell.main_window import TITLE, MainWindow
from app.ui.shell.predecessor import Predecessor
from app.ui.shell.stall import StallWatch
from app.ui.shell.system_lock import system_bus
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.succession import Succession
from app.ui.wiring import Wiring

_SILENCE = 30.0
"""Seconds in which a window that starts or ends may answer no knock: on a busy computer, during a
lock, 10 were too few."""

_SIGHT = 2000
"""Milliseconds until a successor's window counts as seen: one that starts as an icon, or
behind a screen that is locked, may never be exposed."""

_log = logging.getLogger(__name__)


def run(
    program: Program,
    offered: Path | None = None,
    before_shown: Callable[[MainWindow], None] | None = None,
) -> int:
    """Show the window until it is closed; where one is open already, bring it to the front.

    Args:
        offered: a file that the person wants to bring in.
        before_shown: called with the window when everything else is done.

    Returns:
        The exit code.

    Raises:
        UserFacingError: ``window_unavailable``, before anything of Qt's can abort;
            ``window_silent``; ``data_home_unwritable``.
    """
    with display.reachable():
        if not (instance := _first(program.home.running, offered)):
            return 0
        app = _application()
    return _show(app, program, instance, None, offered=offered, before_shown=before_shown)


def take_over(program: Program) -> int:
    """Show the window in the place of a process that locked.

    Returns:
        The exit code.

    Raises:
        UserFacingError: as :func:`run`.
    """
    predecessor = Predecessor.meet()
    if not predecessor:
        return run(program)
    with display.reachable():
        app = _application()
    handover = predecessor.handover
    instance = Instance(program.home.running, handover.lock, handover.door)
    code = _show(app, program, instance, predecessor)
    predecessor.tell_end(code)
    return code


def _application() -> QApplication:
    input_method.make_reachable()
    introduction.begin()
    return QApplication([TITLE])


def _first(running: Path, offered: Path | None) -> Instance | None:
    """The right to show the window; None when another window came forward instead.

    Raises:
        UserFacingError: ``window_silent``, ``data_home_unwritable``.
    """
    deadline = time.monotonic() + _SILENCE
    while not knock(running, offered):  # one that has just started does not listen yet
        if instance := claim(running):  # one that is ending does not listen any more
            return instance
        if time.monotonic() > deadline:
            raise UserFacingError("window_silent")
        time.sleep(0.1)
    return None


def _show(
    app: QApplication,
    program: Program,
    instance: Instance,
    predecessor: Predecessor | None,
    *,
    offered: Path | None = None,
    before_shown: Callable[[MainWindow], None] | None = None,
) -> int:
    app.setApplicationName(TITLE)
    app.setDesktopFileName("org.soulchat.SoulChat")
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, paths.resources())
    theme.follow(program.settings)
    tasks = Tasks(app)
    window, wiring = build(program, theme, tasks)
    wiring.succession = Succession(
        home=program.home.root, window=window, instance=instance, predecessor=predecessor
    )
    wiring.open_changed.connect(introduction.Introduction(app).end)
    StallWatch(app)
    instance.knocked.connect(window.come_forward)
    instance.offered.connect(wiring.offer)
    FileOpening(app).asked.connect(wiring.offer)
    wiring.ending.connect(instance.fall_silent)
    wiring.finished.connect(app.quit)
    for queue in (program.queue, program.pack_queue):
        queue.start()  # downloads go on by themselves, locked or open
        wiring.hidden.connect(queue.stop)
        wiring.open_changed.connect(lambda _open, queue=queue: queue.start())
    interrupt = Interrupt(wiring.quit, app)
    with _bugs_told(tasks.failed.emit):
        instance.open()
        if predecessor:
            _follow(predecessor, window, wiring, tasks)
        else:
            wiring.start()
            if offered:
                wiring.offer(offered)
            if before_shown:
                before_shown(window)
            window.show()
        Guards(
            app=app,
            window=window,
            wiring=wiring,
            settings=program.settings,
            system=system_bus(),
        )
        code = app.exec()
    interrupt.close()
    program.queue.stop()
    program.pack_queue.stop()
    tasks.close(timeout=0.5)
    instance.close()
    return code


def _follow(predecessor: Predecessor, window: MainWindow, wiring: Wiring, tasks: Tasks) -> None:
    """Show the lock screen where the window before was, and tell it when it may end."""
    handover = predecessor.handover
    wiring.start(first=handover.profile)
    tasks.journal.run(wiring, predecessor.await_end)  # what comes after it finds the journal free
    window.restoreGeometry(handover.geometry)
    told = False

    def tell() -> None:
        nonlocal told
        if not told:
            told = True
            predecessor.tell_shown()

    # First of all: Qt looks at it when it makes the window that the system shows.
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not handover.active)
    FirstSight(window, tell)
    QTimer.singleShot(_SIGHT, window, tell)
    if handover.minimised:
        window.showMinimized()
    else:
        window.show()


def build(program: Program, theme: Theme, tasks: Tasks) -> tuple[MainWindow, Wiring]:
    """The window and what connects it, not shown yet."""
    window = MainWindow(theme)
    words = QtWords()
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
        open_session=lambda vault, accept_loss: open_session(
            program, vault, accept_loss=accept_loss
        ),
        speak=speak,
    )
    return window, wiring


class QtWords:
    """Qt's own words: context menus, standard buttons."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def speak(self) -> None:
        """Speak the program's language from now on."""
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
        self._translator = QTranslator()
        QLocale.setDefault(QLocale(i18n.language()))  # numbers, and what Qt tells input methods
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
