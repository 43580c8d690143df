import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.shell.successor import Handover, Successor

MEET = """
import os
from app.ui.shell.predecessor import Predecessor
predecessor = Predecessor.meet()
print(predecessor and predecessor.handover, flush=True)
if predecessor:
    predecessor.tell_shown()
    predecessor.await_end()
    predecessor.tell_end(0)
    os.write(2, b"alone")
"""


def test_what_is_handed_over_arrives() -> None:
    handover = Handover(b"\x00\xff geometry", "ab12", minimised=True, active=False, lock=3, door=4)
    assert Handover.from_line(handover.to_line()) == handover
    assert handover.descriptors() == [3, 4]


@pytest.mark.parametrize("line", [b"", b"\n", b"hello\n", b"[1]\n", b"{}\n", b'{"geometry": 1}\n'])
def test_anything_else_is_no_handover(line: bytes) -> None:
    with pytest.raises(ValueError, match="handover"):
        Handover.from_line(line)


def test_the_new_process_waits_for_the_end_of_the_old() -> None:
    reading, writing = os.pipe()
    handover = Handover(b"place", waiting=writing)
    process = subprocess.Popen(
        [sys.executable, "-c", MEET],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[writing],
    )
    os.close(writing)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(handover.to_line())
    process.stdin.flush()
    assert process.stdout.readline().decode() == f"{handover}\n"
    assert process.stdout.readline() == b"shown\n"
    assert process.poll() is None
    process.stdin.close()  # the old one ends
    assert process.stderr.read() == b"alone"
    with process.stdout, process.stderr, os.fdopen(reading) as told:
        assert process.wait(60) == 0
        assert told.read().splitlines() == [f"pid {process.pid}", "exit 0"]


def test_the_flag_without_a_predecessor_meets_nobody() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEET], input=b"what?\n", capture_output=True, check=True
    )
    assert done.stdout == b"None\n"


def test_one_that_shows_nothing_in_time_has_failed(qtbot: QtBot, home: Path) -> None:
    successor = Successor(home, patience=1)
    with qtbot.waitSignal(successor.failed):
        successor.start(Handover(b""))


def test_one_that_is_not_wanted_any_more_tells_nothing(qtbot: QtBot, home: Path) -> None:
    successor = Successor(home, patience=50)
    told: list[str] = []
    successor.shown.connect(lambda: told.append("shown"))
    successor.failed.connect(lambda: told.append("failed"))
    successor.start(Handover(b""))
    successor.end()
    qtbot.wait(100)
    assert told == []
