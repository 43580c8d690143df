"""The program as processes on a desktop: the one a person started, and those that follow."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from tests.support.desktop import PATIENCE, Control, Desktop
from tests.support.terminal import COMMAND, PASSPHRASE


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Wait for something that takes a moment."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.02)


@dataclass(frozen=True)
class Successor:
    """A window process that the test did not start itself."""

    pid: int

    def poll(self) -> int | None:
        return None if psutil.pid_exists(self.pid) else 1


class Lockable:
    """A started program, seen through its window.

    Args:
        command: other than the program's usual one.
        first: what shows when it has started; by default the lock screen.
    """

    def __init__(
        self,
        desktop: Desktop,
        *command: str,
        first: Callable[[Control], bool] | None = None,
        **environment: str,
    ) -> None:
        self.desktop = desktop
        self.started = desktop.start(*(command or (COMMAND,)), **environment)
        self.window: subprocess.Popen[bytes] | Successor = self.started
        self.see(first or is_passphrase)

    def see(self, found: Callable[[Control], bool]) -> Control:
        """The first such control, once it shows."""
        return self.desktop.wait_for(self.window, found)

    def reads(self) -> str:
        """Everything a screen reader finds in the window."""
        controls = self.desktop.controls(self.window)
        return "\n".join(f"{each.name}\n{each.text or ''}" for each in controls if each.showing)

    def unlock(self) -> None:
        self.desktop.type(PASSPHRASE)
        self.desktop.press("Return")
        self.see(is_composer)

    def say(self, words: str) -> None:
        self.desktop.type(words)
        self.desktop.press("Return")
        wait_until(lambda: f"You\n{words}" in self.reads(), words)

    def windows(self) -> list[psutil.Process]:
        """Those of the family that show a window, or are about to."""
        return [each for each in self.family() if self.runs_window(each.pid)]

    def lock(self) -> Successor:
        """Press the keys, and wait for the lock screen of the successor."""
        before = self.window.pid
        self.desktop.press("ctrl+l")
        return self.await_successor(before)

    def await_successor(self, before: int) -> Successor:
        """Wait until the process before is replaced and the lock screen shows."""
        found: list[set[int]] = []

        def replaced() -> bool:
            found.append(self.successors() - {before})
            return len(found[-1]) == 1

        wait_until(replaced, "no successor")
        (pid,) = found[-1]
        self.window = Successor(pid)
        self.see(is_passphrase)
        wait_until(lambda: not self.runs_window(before), "the old process stays")
        return self.window

    def family(self) -> list[psutil.Process]:
        """Every process of the program that this test started."""
        return [each for each in psutil.Process().children(recursive=True) if _is_ours(each)]

    def successors(self) -> set[int]:
        return {each.pid for each in self.family() if "--successor" in _arguments(each)}

    def workers(self) -> list[psutil.Process]:
        return [each for each in self.family() if "app.core.inference.worker" in _arguments(each)]

    def runs_window(self, pid: int) -> bool:
        """Whether this process is a window's: neither gone, nor the waiter, nor the engine."""
        try:
            words = psutil.Process(pid).cmdline()
        except psutil.Error:  # a zombie has none
            return False
        others = ("waiter.py", "app.core.inference.worker")
        return bool(words) and not any(each.endswith(others) for each in words)


def is_passphrase(control: Control) -> bool:
    return control.role == "password text"


def is_composer(control: Control) -> bool:
    return control.name == "Your message" and control.role == "text"


def _is_ours(process: psutil.Process) -> bool:
    words = _arguments(process)
    return any(
        "soulchat" in each or each == "app" or "app.core" in each or "waiter.py" in each
        for each in words
    )


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:  # it ended meanwhile
        return []
