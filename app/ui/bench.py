"""How soon the window is there: fresh processes, timed from their start to its first picture.

A child lives the same start as the person's program, from the interpreter's first line on,
and tells when its window was exposed and painted. It opens the lock screen of a profile
made for it, in a data home that is gone afterwards. What it tells of its letters and words
is for packaging/smoke.py, which looks whether a bundle is whole.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QTextLayout

from app import bootstrap
from app.bootstrap import Program
from app.core import executable, i18n, paths
from app.core.i18n import _
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.shell import display
from app.ui.shell.first_sight import FirstSight
from app.ui.shell.fonts import with_chinese
from app.ui.shell.main_window import MainWindow

_PATIENCE = 60
"""Seconds after which a start that shows nothing is given up."""

_LETTERS = {"en": "Quiet night", "zh_CN": "安静的夜晚"}


def time_starts(program: Program, runs: int) -> list[float]:
    """Start the program that often, after one start that warms the disk's cache.

    Args:
        program: of the command that asks.
        runs: how many starts are timed.

    Returns:
        Milliseconds of each, from before the process is made to the painted window.

    Raises:
        UserFacingError: ``window_unavailable``.
    """
    environment = _environment()
    if environment == os.environ:
        with display.reachable():
            pass  # or the reason is told here, rather than by every child
    with tempfile.TemporaryDirectory() as folder:
        home = paths.data_home(Path(folder))
        home.prepare()
        there = replace(program, home=home, profiles=Profiles(home.profiles))
        bootstrap.create_profile(there, "Bench", os.urandom(16).hex())
        return [_time_start(home.root, environment) for _run in range(runs + 1)][1:]


def show_once(program: Program) -> int:
    """Show the window until it is seen, print when that was and how it looked, and end."""

    def watch(window: MainWindow) -> None:
        def tell() -> None:
            seen = {
                "seen": time.monotonic(),  # this clock is the whole computer's
                "memory": psutil.Process().memory_info().rss,
                "platform": QGuiApplication.platformName(),
                "spoken": {language: _spoken(language) for language in _LETTERS},
            }
            print(json.dumps(seen), flush=True)
            window.close()

        FirstSight(window, tell)

    return launch.run(program, before_shown=watch)


def _spoken(language: str) -> dict[str, str]:
    """A word of ours and one of Qt's in this language, and the face that draws its letters.

    The face is empty where a letter has none.
    """
    i18n.use(language, paths.translations())
    words = launch.QtWords()
    words.speak()
    layout = QTextLayout(_LETTERS[language], with_chinese(QGuiApplication.font()))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    drawn = runs and all(all(run.glyphIndexes()) for run in runs)
    return {
        "ours": _("Close"),
        "qt": QCoreApplication.translate("QPlatformTheme", "Close"),
        "face": runs[0].rawFont().familyName() if drawn else "",
    }


def _time_start(home: Path, environment: Mapping[str, str]) -> float:
    command = executable.command("--home", str(home), "bench", "ui", "--once")
    began = time.monotonic()
    child = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, timeout=_PATIENCE, check=True
    )
    return float((json.loads(child.stdout)["seen"] - began) * 1000)


def _environment() -> dict[str, str]:
    """Where there is no display, Qt's own that shows nothing takes its place."""
    displays = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    shown = sys.platform != "linux" or any(os.environ.get(name) for name in displays)
    return {**os.environ, **({} if shown else {"QT_QPA_PLATFORM": "offscreen"})}
