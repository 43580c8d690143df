"""What somebody who can't see the window is told of it, through the system's own AT-SPI."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.ui.pages import PAGES
from tests.support.desktop import Announcement, Control, Desktop
from tests.support.lockable import Lockable, wait_until
from tests.support.terminal import COMMAND, PASSPHRASE, Shell

REPLYING = 60.0
QUIET = 2.0
"""Seconds in which a second announcement of the same reply would have come."""


@pytest.fixture
def desktop(home: Path, tmp_path: Path) -> Iterator[Desktop]:
    assert Shell(home).run("profile", "create", "Mira", passphrase=PASSPHRASE).code == 0
    told = 'version = 1\nregion = "US"\nlate_from = "never"\n'  # at night one more line is said
    (home / "settings.toml").write_text(told)
    desktop = Desktop(tmp_path)
    yield desktop
    desktop.close()


def is_composer(control: Control) -> bool:
    return control.name == "Your message" and "editable" in control.states


def unnamed(controls: list[Control]) -> list[Control]:
    return [
        control
        for control in controls
        if {"focusable", "showing"} <= control.states and not control.name.strip()
    ]


@pytest.mark.slow
def test_every_page_tells_what_it_holds(desktop: Desktop) -> None:
    program = desktop.start(COMMAND)
    secret = desktop.wait_for(program, lambda control: control.role == "password text")
    assert secret.name == "Passphrase"
    assert unnamed(desktop.controls(program)) == []
    desktop.type(PASSPHRASE)
    desktop.press("Return")
    composer = desktop.wait_for(program, is_composer)
    assert {"focused", "multi line"} <= composer.states

    for number, kind in enumerate(PAGES, start=1):
        desktop.press(f"ctrl+{number}")
        entry = desktop.wait_for(
            program, lambda c, title=kind.title: c.name == title and "checked" in c.states
        )
        assert entry.actions
        controls = desktop.controls(program)
        assert len([each for each in controls if "focusable" in each.states]) > len(PAGES) + 4
        assert unnamed(controls) == [], kind.key

    desktop.press("F1")
    desktop.wait_for(program, lambda control: control.role == "dialog")
    assert unnamed(desktop.controls(program)) == []
    desktop.press("Escape")


@pytest.mark.slow
def test_a_reply_is_said_once_and_care_at_once(desktop: Desktop) -> None:
    program = desktop.start(COMMAND)
    desktop.wait_for(program, lambda control: control.role == "password text")
    desktop.type(PASSPHRASE)
    desktop.press("Return")
    desktop.wait_for(program, is_composer)
    heard = desktop.listen(program)

    desktop.type("hello")
    desktop.press("Return")
    (reply,) = _once_quiet(heard, 1)
    assert not reply.urgent
    talk = desktop.wait_for(program, lambda control: control.name == "Conversation")
    assert talk.text
    assert f"You\nhello\nListener\n{reply.words}" in talk.text

    desktop.type("I want to kill myself tonight.")
    desktop.press("Return")
    _reply, care, answer = _once_quiet(heard, 3)
    assert care.urgent
    assert "988" in care.words
    assert not answer.urgent
    desktop.wait_for(program, lambda c: c.role == "push button" and "988" in c.name)


@pytest.mark.slow
def test_what_is_hidden_is_not_said_either(endless_replies: None, desktop: Desktop) -> None:
    """An engine that dies is told aloud, but not over a hidden window."""
    program = Lockable(desktop)
    program.unlock()
    heard = desktop.listen(program.started)
    program.say("my kanarienvogel")
    wait_until(lambda: "Listener" in program.reads(), "no reply")
    desktop.press("ctrl+h")
    program.see(lambda control: control.name == "Press any key to come back.")
    kill(program)
    wait_until(lambda: not program.workers(), "the engine stays")
    time.sleep(QUIET)
    assert heard() == []
    desktop.press("x")
    program.see(lambda control: "The engine stopped" in control.name)

    program.say("once more")
    wait_until(lambda: bool(program.workers()), "no engine")
    wait_until(lambda: program.reads().count("Listener") == 2, "no second reply")
    kill(program)
    (urgent,) = [each for each in _once_quiet(heard, 1) if each.urgent]
    assert "The engine stopped" in urgent.words


def kill(program: Lockable) -> None:
    (worker,) = program.workers()
    worker.kill()


def _once_quiet(heard: Callable[[], list[Announcement]], least: int) -> list[Announcement]:
    """Everything announced, once there is enough and nothing more comes."""
    end = time.monotonic() + REPLYING
    while len(heard()) < least:
        assert time.monotonic() < end, heard()
        time.sleep(0.1)
    time.sleep(QUIET)
    return heard()
