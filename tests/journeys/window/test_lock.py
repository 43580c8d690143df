"""Locking, as processes: the window goes over to a fresh one, and nothing written is lost."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app import bootstrap
from tests.support import memory
from tests.support.desktop import PATIENCE, Control, Desktop
from tests.support.lockable import Lockable, is_composer, is_passphrase, wait_until
from tests.support.logind import Logind
from tests.support.terminal import COMMAND, PASSPHRASE, Shell

pytestmark = pytest.mark.slow

STORY = "tell me a very long story about a lighthouse"
UNSENT = "and then zwielicht"
MOST_STARTS = 12


@pytest.fixture
def shell(home: Path) -> Shell:
    shell = Shell(home)
    assert shell.run("profile", "create", "Mira", passphrase=PASSPHRASE).code == 0
    return shell


@pytest.fixture
def desktop(shell: Shell, tmp_path: Path) -> Iterator[Desktop]:
    desktop = Desktop(tmp_path)
    with memory.every_descendant():
        yield desktop
        desktop.close()


def is_sheet(control: Control) -> bool:
    return control.name == "People you can talk to"


def test_in_mid_reply_with_a_draft_and_a_sheet_open(
    endless_replies: None, desktop: Desktop, shell: Shell
) -> None:
    program = Lockable(desktop)
    program.unlock()
    program.say(STORY)
    wait_until(lambda: "Listener" in program.reads(), "no reply")
    desktop.type(UNSENT)
    place, workers = desktop.place(), program.workers()
    assert workers
    desktop.press("ctrl+shift+h")
    program.see(is_sheet)
    program.lock()

    assert desktop.place() == place
    assert "waiter.py" in " ".join(psutil.Process(program.started.pid).cmdline())
    assert len(program.windows()) == 1
    assert not any(worker.is_running() for worker in workers)
    read = program.reads()
    for words in (STORY, UNSENT, "Listener"):
        assert words not in read
    assert desktop.titles() & {STORY, UNSENT} == set()
    assert all("lighthouse" not in title for title in desktop.titles())
    (talk,) = shell.opened("journal", "list", "--json").json
    messages = shell.opened("journal", "show", talk["id"], "--json").json["messages"]
    assert [each["role"] for each in messages] == ["user", "assistant"]
    assert messages[1]["state"] == "stopped"
    assert messages[1]["text"]

    program.unlock()
    wait_until(lambda: STORY in program.reads(), "the talk is not there again")
    program.see(lambda control: is_composer(control) and control.text == UNSENT)
    program.lock()
    assert len(program.windows()) == 1
    program.started.terminate()
    assert program.started.wait(PATIENCE) == 0
    wait_until(lambda: not program.family(), "something stays")


def test_a_second_start_brings_the_window_forward(desktop: Desktop, home: Path) -> None:
    program = Lockable(desktop)
    desktop.minimise()
    wait_until(lambda: not desktop.visible(), "it is no icon")
    assert desktop.start(COMMAND).wait(PATIENCE) == 0
    wait_until(desktop.visible, "it does not come forward")
    assert len(program.windows()) == 1

    program.started.kill()
    program.started.wait()
    again = Lockable(desktop)
    assert again.started.poll() is None
    again.started.terminate()
    assert again.started.wait(PATIENCE) == 0
    assert [file.name for file in (home / "running").iterdir()] == ["window.lock"]


def test_starts_during_a_lock_open_no_second_window(desktop: Desktop) -> None:
    program = Lockable(desktop)
    program.unlock()
    before = program.window.pid
    desktop.press("ctrl+l")
    starts = []
    while program.runs_window(before) and len(starts) < MOST_STARTS:
        starts.append(desktop.start(COMMAND))
        time.sleep(0.3)
    program.await_successor(before)
    assert starts
    assert [start.wait(PATIENCE) for start in starts] == [0] * len(starts)
    assert [each.pid for each in program.windows()] == [program.window.pid]


def test_a_journal_is_open_in_one_process_alone(desktop: Desktop, shell: Shell, home: Path) -> None:
    terminal = bootstrap.start(home)
    program = Lockable(desktop)
    with terminal.profiles.unlock(terminal.default_profile(), PASSPHRASE):
        desktop.type(PASSPHRASE)
        desktop.press("Return")
        wait_until(lambda: "open in another window or terminal" in program.reads(), "no refusal")
    desktop.press("ctrl+a")
    program.unlock()
    refused = shell.opened("journal", "list")
    assert refused.code == 1
    assert "open in another window or terminal" in refused.err
    program.lock()
    assert shell.opened("journal", "list").code == 0


def test_where_no_successor_starts_the_window_locks_and_says_so(
    desktop: Desktop, shell: Shell, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    site = next(each for each in sys.path if each.endswith("site-packages"))
    program = Lockable(desktop, str(python), "-m", "app", PYTHONPATH=f"{Path.cwd()}:{site}")
    program.unlock()
    program.say("hello")
    python.unlink()
    desktop.press("ctrl+l")
    program.see(is_passphrase)
    assert "could not be replaced" in program.reads()
    assert "hello" not in program.reads()
    assert shell.opened("journal", "list").code == 0
    program.unlock()


def test_sleep_waits_for_the_lock(desktop: Desktop) -> None:
    logind = Logind()
    session = {"DBUS_SYSTEM_BUS_ADDRESS": logind.address, "XDG_SESSION_ID": "c1"}
    program = Lockable(desktop, **session)
    assert logind.inhibitors() == []
    program.unlock()
    wait_until(lambda: logind.inhibitors() == [("sleep", "SoulChat", "delay")], "sleep is free")
    before = program.window.pid
    logind.sleep(True)
    program.await_successor(before)
    assert logind.inhibitors() == []
    program.unlock()
    before = program.window.pid
    logind.lock_session("c1")
    program.await_successor(before)
    logind.close()


def test_who_is_elsewhere_stays_there_when_it_locks(desktop: Desktop, tmp_path: Path) -> None:
    logind = Logind()
    session = {"DBUS_SYSTEM_BUS_ADDRESS": logind.address, "XDG_SESSION_ID": "c1"}
    program = Lockable(desktop, **session)
    program.unlock()
    other = desktop.start(COMMAND, SOULCHAT_HOME=str(tmp_path / "other"))
    wait_until(lambda: desktop.active() == other.pid, "the other window is not there")
    time.sleep(1)  # until the first window knows it, too
    before = program.window.pid
    logind.lock_session("c1")
    program.await_successor(before)
    assert desktop.active() == other.pid
    other.terminate()
    assert other.wait(PATIENCE) == 0

    program.unlock()
    desktop.minimise()
    wait_until(lambda: not desktop.visible(), "it is no icon")
    before = program.window.pid
    logind.lock_session("c1")
    wait_until(lambda: not program.runs_window(before), "the old process stays")
    assert not desktop.visible()
    assert desktop.start(COMMAND).wait(PATIENCE) == 0
    wait_until(desktop.visible, "it does not come forward")
    logind.close()


def test_helplines_are_there_without_unlocking(desktop: Desktop) -> None:
    program = Lockable(desktop)
    desktop.press("ctrl+shift+h")
    program.see(is_sheet)


def test_one_key_press_hides_everything_and_any_key_brings_it_back(desktop: Desktop) -> None:
    program = Lockable(desktop)
    program.unlock()
    program.say("my kanarienvogel")
    desktop.press("ctrl+h")
    program.see(lambda control: control.name == "Press any key to come back.")
    assert "kanarienvogel" not in program.reads()
    desktop.press("x")
    wait_until(lambda: "kanarienvogel" in program.reads(), "it does not come back")
    program.see(lambda control: is_composer(control) and not control.text)
