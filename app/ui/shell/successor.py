"""What follows at lock: a fresh process of this program, and nothing left of this one.

The order: the successor starts and shows its lock screen; then this process ends. It
ends by becoming the waiter (``ui/waiter.py``) if it is the one the person started, so
that a terminal or a launcher still sees the program run under the number it knows.
"""

import json
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from app.core import executable

_PROGRAM = Path(__file__).resolve().parents[3]
"""The folder that holds ``app``."""

_WAITER = Path(__file__).resolve().parents[1] / "waiter.py"

SUCCESSOR = "--successor"
"""The private flag, and all that stands in the successor's arguments."""

SHOWN = b"shown\n"
"""What the successor says when its window is on the screen."""

PATIENCE = 20_000
"""Milliseconds the successor may take to show its window; a slow disk takes a few seconds."""


@dataclass(frozen=True)
class Handover:
    """What a successor is told, through its standard input; nothing of it is private.

    Attributes:
        geometry: of the window, as ``QWidget.saveGeometry`` writes it.
        profile: id of the one to offer first.
        minimised: whether the window is an icon.
        active: whether the person was using it; another program keeps the keyboard.
        lock, door: descriptors of the single instance.
        waiting: descriptor on which the waiter is told how things go.
    """

    geometry: bytes
    profile: str = ""
    minimised: bool = False
    active: bool = True
    lock: int | None = None
    door: int | None = None
    waiting: int | None = None

    def to_line(self) -> bytes:
        """For :meth:`from_line` in the other process."""
        fields = asdict(self) | {"geometry": b64encode(self.geometry).decode()}
        return json.dumps(fields).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Handover":
        """Read what :meth:`to_line` wrote.

        Raises:
            ValueError: it did not write that.
        """
        try:
            fields: dict[str, Any] = json.loads(line)
            return cls(**(fields | {"geometry": b64decode(fields["geometry"])}))
        except (TypeError, KeyError, ValueError) as error:
            raise ValueError("not a handover") from error

    def descriptors(self) -> list[int]:
        """Those the successor inherits."""
        return [each for each in (self.lock, self.door, self.waiting) if each is not None]


class Successor(QObject):
    """A process of the same program that takes over the window.

    Args:
        home: the data home, for it to use the same.
        patience: milliseconds until it has failed.
    """

    shown = Signal()
    """Its window is on the screen."""
    failed = Signal()
    """It will not take over: it can't be started, died, or takes too long."""

    def __init__(self, home: Path, patience: int = PATIENCE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.setProcessEnvironment(_environment(home))
        self._process.readyReadStandardOutput.connect(self._on_said)
        self._process.errorOccurred.connect(self._fail)
        self._process.finished.connect(self._fail)
        self._timer = QTimer(self, singleShot=True, interval=patience)
        self._timer.timeout.connect(self._fail)

    def start(self, handover: Handover) -> None:
        """Start it; a signal follows. This process keeps what it hands over, too."""
        program, *arguments = executable.command(SUCCESSOR)
        with _inheritable(handover.descriptors()):
            self._process.start(program, arguments)
        self._process.write(handover.to_line())
        self._timer.start()

    def end(self) -> None:
        """It is not wanted any more: the person quits meanwhile."""
        self._over = True
        self._timer.stop()
        self._process.kill()
        self._process.waitForFinished(1000)

    def _on_said(self) -> None:
        if SHOWN.strip() in bytes(self._process.readAllStandardOutput().data()):
            self._timer.stop()
            self.shown.emit()

    def _fail(self, *_reason: object) -> None:
        if not self._over:
            self.end()
            self.failed.emit()


def step_back(waiting: int | None) -> NoReturn:
    """End this process, memory and all, and leave its number to the waiter.

    Args:
        waiting: descriptor the waiter listens on; None where there is one already, or
            where the system can't replace a process by another.
    """
    if waiting is None or sys.platform == "win32" or executable.frozen():
        os._exit(0)  # a frozen program has no interpreter that could wait
    os.set_inheritable(waiting, True)
    # Isolated, without site: it starts in milliseconds and needs some ten megabytes.
    command = [sys.executable, "-I", "-S", str(_WAITER), str(waiting)]
    os.execv(command[0], command)  # noqa: S606 - our own program, no shell


def _environment(home: Path) -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("SOULCHAT_HOME", str(home))
    environment.insert(
        "PYTHONPATH",
        os.pathsep.join(filter(None, (str(_PROGRAM), environment.value("PYTHONPATH")))),
    )
    return environment


@contextmanager
def _inheritable(descriptors: list[int]) -> Iterator[None]:
    """Inside it children that close nothing inherit these; ours elsewhere close all."""
    if sys.platform == "win32":
        yield
        return
    for each in descriptors:
        os.set_inheritable(each, True)
    try:
        yield
    finally:
        for each in descriptors:
            os.set_inheritable(each, False)
