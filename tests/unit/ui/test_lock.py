"""Locking with a successor that the test plays: who waits for whom, and what is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.person import PASSPHRASE, Person


class Heir(QObject):
    """Shows itself or fails when the test says so."""

    shown = Signal()
    failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ended = False

    def end(self) -> None:
        self.ended = True


class Line:
    """The line of succession."""

    def __init__(self) -> None:
        self.heirs: list[Heir] = []
        self.first: list[str] = []
        self.completed = 0

    def start(self, profile: str) -> Heir:
        self.first.append(profile)
        self.heirs.append(Heir())
        return self.heirs[-1]

    def complete(self) -> None:
        self.completed += 1


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def person(  # noqa: PLR0917 - fixtures
    qtbot: QtBot, tmp_path: Path, window: MainWindow, theme: Theme, tasks: Tasks, line: Line
) -> Iterator[Person]:
    person = Person(qtbot, tmp_path, window, theme, tasks)
    succession: Any = line
    person.wiring.succession = succession
    person.begin()
    yield person
    person.wiring.quit()
    qtbot.waitUntil(lambda: bool(person.finished))


def words(person: Person) -> str:
    return " ".join(each.text() for each in person.window.findChildren(QLabel) if each.isVisible())


def await_close(person: Person) -> None:
    """Until the window's thread knows it, too."""
    person.qtbot.waitUntil(lambda: person.journal.closed)
    told: list[None] = []
    person.tasks.journal.run(person.window, lambda: None, told.append)
    person.qtbot.waitUntil(lambda: bool(told))


def test_this_process_ends_when_the_journal_is_closed_and_the_next_window_seen(
    person: Person, line: Line
) -> None:
    person.wiring.lock()
    assert person.sees("cover")
    await_close(person)
    assert line.completed == 0
    assert not person.sees("unlock_passphrase")
    line.heirs[0].shown.emit()
    assert line.completed == 1


def test_a_quick_successor_waits_for_the_journal(person: Person, line: Line) -> None:
    person.chat.endless = True
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    person.wiring.lock()
    line.heirs[0].shown.emit()
    assert line.completed == 0
    assert not person.journal.closed
    person.qtbot.waitUntil(lambda: line.completed == 1)
    assert person.journal.closed
    assert person.journal.stored["c0"][-1].state == "stopped"


def test_without_a_successor_the_window_locks_and_says_what_is_less(
    person: Person, line: Line
) -> None:
    person.wiring.lock()
    line.heirs[0].failed.emit()
    person.find("unlock_passphrase")
    assert "could not be replaced" in words(person)
    assert line.completed == 0
    person.fill("unlock_passphrase", PASSPHRASE)
    person.press("unlock_open")
    person.find("composer")


def test_locking_twice_starts_one_successor(person: Person, line: Line) -> None:
    person.wiring.lock()
    person.wiring.lock()
    await_close(person)
    person.wiring.lock()
    line.heirs[0].shown.emit()
    assert len(line.heirs) == line.completed == 1


def test_quitting_while_it_locks_ends_the_successor_too(person: Person, line: Line) -> None:
    person.wiring.lock()
    person.wiring.quit()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert line.heirs[0].ended
    assert person.journal.closed
    line.heirs[0].shown.emit()
    assert line.completed == 0


def test_quitting_when_only_the_successor_is_awaited(person: Person, line: Line) -> None:
    person.wiring.lock()
    await_close(person)
    person.wiring.quit()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert line.heirs[0].ended


def test_what_is_locked_already_starts_no_successor(person: Person, line: Line) -> None:
    person.wiring.lock()
    line.heirs[0].failed.emit()
    person.find("unlock_passphrase")
    person.wiring.lock()
    assert len(line.heirs) == 1


def test_the_profile_to_offer_is_handed_on(person: Person, line: Line) -> None:
    person.wiring.lock(first="ab12")
    assert line.first == ["ab12"]
    line.heirs[0].failed.emit()
    person.find("unlock_passphrase")


def test_a_lock_while_the_passphrase_is_tried_locks_what_it_opens(
    person: Person, line: Line
) -> None:
    person.wiring.lock()
    line.heirs[0].failed.emit()
    person.fill("unlock_passphrase", PASSPHRASE)
    person.press("unlock_open")
    person.wiring.lock()
    person.qtbot.waitUntil(lambda: len(line.heirs) == 2)
    assert not person.sees("transcript")
    line.heirs[1].failed.emit()
    person.unlock(PASSPHRASE)
    person.find("composer")
    assert len(line.heirs) == 2


def test_it_tells_when_a_journal_is_open_and_when_no_more(person: Person, line: Line) -> None:
    told: list[bool] = []
    person.wiring.open_changed.connect(told.append)
    person.wiring.lock()
    await_close(person)
    assert told == []  # the end of this process tells it
    line.heirs[0].failed.emit()
    assert told == [False]
    person.unlock(PASSPHRASE)
    person.find("composer")
    assert told == [False, True]


def test_only_a_turn_under_way_is_waited_for(person: Person) -> None:
    assert not person.wiring.at_work
    person.chat.endless = True
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    assert person.wiring.at_work
    person.press("stop")
    person.qtbot.waitUntil(lambda: not person.wiring.at_work)


def test_after_unlock_the_talk_is_there_and_the_draft_in_it(person: Person, line: Line) -> None:
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    person.qtbot.keyClicks(person.find("composer"), "unsent")
    person.wiring.lock()
    line.heirs[0].failed.emit()
    person.unlock(PASSPHRASE)
    person.qtbot.waitUntil(lambda: person.reads("my secret"))
    person.qtbot.waitUntil(lambda: person.find("composer").toPlainText() == "unsent")


def test_a_passphrase_that_was_typed_and_left_is_gone(person: Person, line: Line) -> None:
    person.wiring.lock()
    line.heirs[0].failed.emit()
    person.fill("unlock_passphrase", PASSPHRASE)
    person.press("unlock_passphrase_show")
    person.wiring.lock()
    typed = person.find("unlock_passphrase")
    assert typed.text() == ""
    assert typed.hasFocus()
    person.press("unlock_passphrase_show")
    typed.undo()
    assert typed.text() == ""
    person.unlock(PASSPHRASE)
    person.find("composer")
