"""How soon the window is there: fresh processes, timed from their start to its first picture.

A child lives the same start as the person's program, from the interpreter's first line on,
and tells when its window was exposed and painted. It opens the lock screen of a profile
made for it, in a data home that is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app import bootstrap
from app.bootstrap import Program
from app.core import executable, paths
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.shell import display
from app.ui.shell.first_sight import FirstSight
from app.ui.shell.main_window import MainWindow

_PATIENCE = 60
"""Seconds after which a start that shows nothing is given up."""


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
    """Show the window until it is seen, print the clock's time then, and end."""

    def watch(window: MainWindow) -> None:
        def tell() -> None:
            print(time.monotonic(), flush=True)  # this clock is the whole computer's
            window.close()

        FirstSight(window, tell)

    return launch.run(program, before_shown=watch)


def _time_start(home: Path, environment: Mapping[str, str]) -> float:
    command = executable.command("--home", str(home), "bench", "ui", "--once")
    began = time.monotonic()
    child = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, timeout=_PATIENCE, check=True
    )
    return (float(child.stdout) - began) * 1000


def _environment() -> dict[str, str]:
    """Where there is no display, Qt's own that shows nothing takes its place."""
    displays = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    shown = sys.platform != "linux" or any(os.environ.get(name) for name in displays)
    return {**os.environ, **({} if shown else {"QT_QPA_PLATFORM": "offscreen"})}
