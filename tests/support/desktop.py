"""A desktop of its own for a test: a display, a message bus, a keyboard, a screen reader."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

SCREEN_READER = (
    *("/usr/bin/python3", "-c"),
    Path(__file__).with_name("screen_reader.py").read_text(encoding="utf-8"),
)
"""As text, since another account may not read our folder."""
_OURS = ("PATH", "PYTHONPATH", "SOULCHAT_HOME")
PATIENCE = 60.0
"""Seconds until what never comes is given up."""


@dataclass(frozen=True)
class Control:
    """What a screen reader finds of one control.

    Attributes:
        role: in AT-SPI's words ("push button", "text").
        text: of a control that has the text interface, else None.
    """

    role: str
    name: str
    text: str | None
    actions: tuple[str, ...]
    states: frozenset[str]

    @property
    def showing(self) -> bool:
        return "showing" in self.states


class Program(Protocol):
    """A process on the desktop."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...


@dataclass(frozen=True)
class Announcement:
    """What a screen reader is told to say, wherever the person is.

    Attributes:
        urgent: in the middle of what it says just then.
    """

    words: str
    urgent: bool


class Desktop:
    """Everything ends with :meth:`close`, in the opposite order of its start.

    Args:
        folder: takes every file that a desktop keeps; nothing of the person's is read.
        user: whose it is, by number; ours, if left out.

    Attributes:
        environment: what makes a program one of this desktop.
    """

    def __init__(self, folder: Path, user: int | None = None) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **{name: os.environ[name] for name in _OURS if name in os.environ},
            "LC_ALL": "C.UTF-8",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self._whose: dict[str, Any] = {"env": self.environment, "user": user, "group": user}
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
            place = folder / "desktop" / variable.lower()
            place.mkdir(mode=0o700, parents=True)
            if user is not None:
                os.chown(place, user, user)
            self.environment[variable] = str(place)
        self._told = folder / "desktop" / "told.log"
        self.config = Path(self.environment["XDG_CONFIG_HOME"])
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self.environment["DISPLAY"] = f":{self._first_line(screen)}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(bus)
        self.start("openbox")  # only a window manager makes a window the active one

    @property
    def bus(self) -> str:
        """The address of the message bus of this desktop's session."""
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[bytes]":
        """Start something that runs until it is killed or the desktop is closed."""
        with self._told.open("ab") as told:
            process = subprocess.Popen(
                command,
                **(self._whose | {"env": self.environment | environment}),
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def type(self, keys: str) -> None:
        """Type on the keyboard, letter by letter."""
        self._run("xdotool", "type", "--delay", "60", keys)

    def press(self, key: str) -> None:
        """Press one key or chord by its X name: ``Return``, ``ctrl+l``."""
        self._run("xdotool", "key", key)

    def titles(self) -> set[str]:
        """What task bars and switchers show of the windows there are."""
        end = time.monotonic() + PATIENCE
        while self._ask(*(search := ("xdotool", "search", "--name", "."))):
            assert time.monotonic() < end  # windows came and went while it looked
        found = self._run(*search, "getwindowname", "%@")
        return set(found.splitlines())

    def place(self) -> str:
        """Where the active window is, and how large."""
        return self._of_active("getwindowgeometry").partition("\n")[2]

    def visible(self) -> bool:
        """Whether a window of the program is on the screen."""
        return self._ask("xdotool", "search", "--onlyvisible", "--name", "SoulChat") == 0

    def active(self) -> int:
        """Process id of the program that has the keyboard."""
        return int(self._of_active("getwindowpid"))

    def minimise(self) -> None:
        """Make the active window an icon."""
        self._of_active("windowminimize")

    def clipboard(self, kind: str = "UTF8_STRING") -> str:
        """What another program gets out of the clipboard, in one of its formats; else nothing."""
        return self._paste("clipboard", kind)

    def selection(self) -> str:
        """What the middle button of the mouse would paste."""
        return self._paste("primary", "UTF8_STRING")

    def copy(self, words: str) -> None:
        """Copy something in another program, which keeps it while it runs."""
        self._running.append(
            subprocess.Popen(
                ["xclip", "-selection", "clipboard", "-quiet"],
                **self._whose,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        with self._running[-1].stdin as typed:  # type: ignore[union-attr]
            typed.write(words.encode())

    def wait_for_name(self, name: str) -> None:
        """Wait until something on the bus answers to this name."""
        question = "org.freedesktop.DBus.NameHasOwner", f"string:{name}"
        ask = ["dbus-send", "--print-reply=literal", "--dest=org.freedesktop.DBus"]
        end = time.monotonic() + PATIENCE
        while "true" not in self._run(*ask, "/org/freedesktop/DBus", *question):
            assert time.monotonic() < end, name
            time.sleep(0.05)

    def controls(self, program: Program) -> list[Control]:
        """What a screen reader finds in the program now."""
        found = self._run(*SCREEN_READER, str(program.pid))
        return [_control(json.loads(line)) for line in found.splitlines()]

    def wait_for(self, program: Program, found: Callable[[Control], bool]) -> Control:
        """The first control that is looked for, as soon as it shows."""
        end = time.monotonic() + PATIENCE
        while True:
            controls = self.controls(program)
            for control in controls:
                if control.showing and found(control):
                    return control
            assert program.poll() is None, self._told.read_text()
            assert time.monotonic() < end, [(each.role, each.name) for each in controls]

    def listen(self, program: "subprocess.Popen[bytes]") -> Callable[[], list[Announcement]]:
        """Hear what the program announces; gives back what reads all that was heard since."""
        heard = self.config / "announcements"
        command = [*SCREEN_READER, str(program.pid), "listen"]
        with heard.open("wb") as stream:
            self._running.append(
                subprocess.Popen(command, **self._whose, stdout=stream, start_new_session=True)
            )
        end = time.monotonic() + PATIENCE
        while not heard.read_text():
            assert time.monotonic() < end
            time.sleep(0.05)
        return lambda: [
            Announcement(**json.loads(line)) for line in heard.read_text().splitlines()[1:]
        ]

    def close(self) -> None:
        """End everything that was started."""
        for process in reversed(self._running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()

    def _of_active(self, question: str) -> str:
        """Ask or tell the active window, once the window manager has made one active."""
        end = time.monotonic() + PATIENCE
        while self._ask("xdotool", "getactivewindow"):
            assert time.monotonic() < end, "no window is active"
            time.sleep(0.05)
        return self._run("xdotool", "getactivewindow", question)

    def _ask(self, *command: str) -> int:
        return subprocess.run(
            command, **self._whose, capture_output=True, check=False, timeout=PATIENCE
        ).returncode

    def _paste(self, selection: str, kind: str) -> str:
        command = ["xclip", "-selection", selection, "-o", "-t", kind]
        done = subprocess.run(
            command, **self._whose, capture_output=True, check=False, timeout=PATIENCE
        )
        return done.stdout.decode()

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            **self._whose,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _first_line(self, command: list[str]) -> str:
        process = subprocess.Popen(
            command,
            **self._whose,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.append(process)
        assert process.stdout
        return process.stdout.readline().decode().strip()


def _control(found: dict[str, Any]) -> Control:
    return Control(
        found["role"],
        found["name"],
        found["text"],
        tuple(found["actions"]),
        frozenset(found["states"]),
    )
