"""The waiter, as a process: what a shell sees of a program whose window moved on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.ui import waiter

POLITE = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
WAITER = str(Path(waiter.__file__))


class Waiting:
    """A waiter and the end of its pipe that window processes hold."""

    def __init__(self) -> None:
        reading, self.writing = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", WAITER, str(reading)], pass_fds=[reading]
        )
        os.close(reading)

    def await_readiness(self) -> None:
        """Until it has taken all signals that it passes on."""
        status = Path(f"/proc/{self.process.pid}/status")
        wanted = sum(1 << number - 1 for number in POLITE)
        while int(status.read_text().partition("SigCgt:")[2].split()[0], 16) & wanted != wanted:
            time.sleep(0.005)

    def say(self, words: str) -> None:
        os.write(self.writing, words.encode() + b"\n")

    def end(self) -> int:
        os.close(self.writing)
        return self.process.wait(60)


@pytest.mark.parametrize("code", [0, 1, 7])
def test_it_ends_as_the_last_window_did(code: int) -> None:
    waiting = Waiting()
    waiting.say("pid 1")
    waiting.say(f"exit {code}")
    assert waiting.process.poll() is None
    assert waiting.end() == code


def test_a_window_that_died_is_a_failure() -> None:
    waiting = Waiting()
    waiting.say("pid 1")
    assert waiting.end() == 1


@pytest.mark.parametrize("kind", POLITE)
def test_what_it_is_told_reaches_the_newest_window(kind: signal.Signals) -> None:
    waiting = Waiting()
    # Where the tests run in the background they ignore some of these, and would bequeath it.
    window = subprocess.Popen(["env", "--default-signal", "sleep", "60"])
    waiting.say("pid 1000000000")  # one that is gone
    waiting.say(f"pid {window.pid}")
    waiting.await_readiness()
    while window.poll() is None:  # it may not have read of it yet
        waiting.process.send_signal(kind)
        time.sleep(0.05)
    assert window.returncode == -kind
    assert waiting.process.poll() is None
    waiting.say("exit 0")
    assert waiting.end() == 0


def test_it_is_small() -> None:
    waiting = Waiting()
    waiting.say("pid 1")
    status = Path(f"/proc/{waiting.process.pid}/status").read_text()
    kilobytes = int(status.partition("VmRSS:")[2].split()[0])
    waiting.say("exit 0")
    waiting.end()
    assert kilobytes < 20_000
