"""With a logind that is not: python-dbusmock's, on a message bus of the test's own."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.ui.shell.system_lock import SystemLock
from tests.support.logind import Logind

_numbers = count()


@pytest.fixture(scope="module")
def logind() -> Iterator[Logind]:
    logind = Logind()
    yield logind
    logind.close()


class Listener:
    """Somebody who wants to lock, or not."""

    def __init__(self, address: str) -> None:
        self.wanted = True
        self.heard = 0
        self.name = f"test {next(_numbers)}"
        self.bus = QDBusConnection.connectToBus(address, self.name)
        self.lock = SystemLock(self.bus, lambda: self.wanted)
        self.lock.due.connect(lambda: setattr(self, "heard", self.heard + 1))


@pytest.fixture
def listener(logind: Logind, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    monkeypatch.setenv("XDG_SESSION_ID", "c1")
    listener = Listener(logind.address)
    qtbot.waitUntil(lambda: listener.lock._session != "")  # until then any may be its own
    yield listener
    QDBusConnection.disconnectFromBus(listener.name)


def test_sleep_locks_and_waking_does_not(logind: Logind, listener: Listener, qtbot: QtBot) -> None:
    logind.sleep(True)
    qtbot.waitUntil(lambda: listener.heard == 1)
    logind.sleep(False)
    qtbot.wait(100)
    assert listener.heard == 1


def test_a_locked_session_locks(logind: Logind, listener: Listener, qtbot: QtBot) -> None:
    logind.lock_session("c1")
    qtbot.waitUntil(lambda: listener.heard == 1)


def test_a_desktop_that_says_it_is_locked_locks(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    logind.set_locked_hint("c1", True)
    qtbot.waitUntil(lambda: listener.heard == 1)
    logind.set_locked_hint("c1", False)
    qtbot.wait(100)
    assert listener.heard == 1


def test_another_persons_session_is_no_business_of_ours(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    logind.lock_session("c2")
    logind.set_locked_hint("c2", True)
    qtbot.wait(200)
    assert listener.heard == 0


def test_who_does_not_want_it_is_left_alone(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    listener.wanted = False
    logind.sleep(True)
    logind.lock_session("c1")
    logind.set_locked_hint("c1", True)
    qtbot.wait(200)
    assert listener.heard == 0


def test_sleep_waits_while_a_journal_is_open(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    assert logind.inhibitors() == []
    listener.lock.hold_sleep(True)
    qtbot.waitUntil(lambda: logind.inhibitors() == [("sleep", "SoulChat", "delay")])
    logind.sleep(True)
    qtbot.waitUntil(lambda: listener.heard == 1)
    assert logind.inhibitors()  # until the lock is complete
    listener.lock.hold_sleep(False)
    qtbot.waitUntil(lambda: logind.inhibitors() == [])


def test_who_does_not_lock_does_not_keep_the_computer_awake(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    listener.wanted = False
    listener.lock.hold_sleep(True)
    qtbot.waitUntil(lambda: len(logind.inhibitors()) == 1)
    logind.sleep(True)
    qtbot.waitUntil(lambda: logind.inhibitors() == [])
    logind.sleep(False)
    qtbot.waitUntil(lambda: len(logind.inhibitors()) == 1)
    listener.lock.hold_sleep(False)
    qtbot.waitUntil(lambda: logind.inhibitors() == [])


def test_a_journal_that_is_closed_at_once_holds_nothing(
    logind: Logind, listener: Listener, qtbot: QtBot
) -> None:
    listener.lock.hold_sleep(True)
    listener.lock.hold_sleep(False)
    qtbot.wait(200)
    assert logind.inhibitors() == []


def test_a_bus_without_logind_is_quiet(qtbot: QtBot) -> None:
    bus = Logind(empty=True)
    listener = Listener(bus.address)
    listener.lock.hold_sleep(True)
    qtbot.wait(200)
    assert listener.heard == 0
    QDBusConnection.disconnectFromBus(listener.name)
    bus.close()
