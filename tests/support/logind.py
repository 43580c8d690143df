"""A logind without a computer: python-dbusmock's, on its own bus (Debian: python3-dbusmock)."""

import ast
import os
import subprocess
import time

from tests.support.desktop import PATIENCE

_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = f"{_NAME}.Manager"
_SESSION = f"{_NAME}.Session"
_MOCK = "org.freedesktop.DBus.Mock"


class Logind:
    """Says what it is told to say; sessions c1 and c2.

    Args:
        empty: a bus without a logind.

    Attributes:
        address: of the bus; programs take it from ``DBUS_SYSTEM_BUS_ADDRESS``.
    """

    def __init__(self, *, empty: bool = False) -> None:
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._bus.stdout
        self.address = self._bus.stdout.readline().decode().strip()
        self._running = [self._bus]
        if not empty:
            self._start()

    def sleep(self, begins: bool) -> None:
        """The computer goes to sleep, or wakes."""
        self._call(
            _PATH, _MOCK, "EmitSignal", _MANAGER, "PrepareForSleep", "b", f"[<{_word(begins)}>]"
        )

    def lock_session(self, session: str) -> None:
        """``loginctl lock-session``."""
        self._call(f"{_PATH}/session/{session}", _SESSION, "Lock")

    def set_locked_hint(self, session: str, locked: bool) -> None:
        """What a desktop does when its own lock screen is shown."""
        self._call(f"{_PATH}/session/{session}", _SESSION, "SetLockedHint", _word(locked))

    def inhibitors(self) -> list[tuple[str, str, str]]:
        """What, who and how of everybody for whom sleep waits."""
        (found,) = ast.literal_eval(
            self._call(_PATH, _MANAGER, "ListInhibitors")
            .replace("@a(ssssuu) ", "")
            .replace("uint32 ", "")
        )
        return [(what, who, mode) for what, who, _why, mode, *_rest in found]

    def close(self) -> None:
        """End it and its bus."""
        for process in reversed(self._running):
            process.terminate()
            process.wait(PATIENCE)
        assert self._bus.stdout
        self._bus.stdout.close()

    def _start(self) -> None:
        environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.address}
        command = ["/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind"]
        self._running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
        end = time.monotonic() + PATIENCE
        while self._ask(_PATH, _MANAGER, "ListInhibitors").returncode:
            assert time.monotonic() < end
            time.sleep(0.05)
        for session in ("c1", "c2"):
            self._call(_PATH, _MOCK, "AddSession", session, "seat0", "0", "somebody", "true")

    def _call(self, path: str, interface: str, method: str, *arguments: str) -> str:
        done = self._ask(path, interface, method, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _ask(
        self, path: str, interface: str, method: str, *arguments: str
    ) -> "subprocess.CompletedProcess[str]":
        call = ["gdbus", "call", "--address", self.address, "--dest", _NAME]
        return subprocess.run(
            [*call, "--object-path", path, "--method", f"{interface}.{method}", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )


def _word(value: bool) -> str:
    return "true" if value else "false"
