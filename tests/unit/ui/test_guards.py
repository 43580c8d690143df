"""What watches over an open journal is connected, and asks the settings each time."""

from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication

from app.ui.guards import Guards
from app.ui.shell.idle_lock import IdleLock
from tests.support.logind import Logind
from tests.support.person import Person

BUS = "guards"


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.guards: Guards | None = None

    def later(self, minutes: float) -> None:
        assert self.guards
        self.now += minutes * 60
        idle = self.guards.findChild(IdleLock)
        assert isinstance(idle, IdleLock)
        idle.look()


@pytest.fixture
def watch(qapp: QApplication, person: Person, logind: Logind) -> Iterator[Watch]:
    person.begin()
    watch = Watch()
    watch.guards = Guards(
        app=qapp,
        window=person.window,
        wiring=person.wiring,
        settings=person.program.settings,
        system=QDBusConnection.connectToBus(logind.address, BUS),
        now=lambda: watch.now,
    )
    yield watch
    watch.guards.setParent(None)
    watch.guards.deleteLater()
    QDBusConnection.disconnectFromBus(BUS)


@pytest.fixture
def logind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Logind]:
    monkeypatch.setenv("XDG_SESSION_ID", "c1")
    logind = Logind()
    yield logind
    logind.close()


def test_ten_minutes_without_anybody_lock(person: Person, watch: Watch) -> None:
    watch.later(9.9)
    assert person.sees("composer")
    watch.later(0.2)
    person.find("unlock_passphrase")


def test_the_time_is_the_persons_to_choose(person: Person, watch: Watch) -> None:
    person.program.settings.set("auto_lock_minutes", 0)
    watch.later(1000)
    assert person.sees("composer")
    person.program.settings.set("auto_lock_minutes", 60)
    watch.later(1)
    person.find("unlock_passphrase")


def test_a_reply_under_way_gives_time(person: Person, watch: Watch) -> None:
    person.chat.endless = True
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    watch.later(19)
    assert person.sees("composer")
    watch.later(1.1)
    person.find("unlock_passphrase")


def test_sleep_locks_and_is_to_wait_for_it(person: Person, watch: Watch, logind: Logind) -> None:
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert logind.inhibitors() == []
    person.unlock()
    person.find("composer")
    person.qtbot.waitUntil(lambda: len(logind.inhibitors()) == 1)
    logind.sleep(True)
    person.find("unlock_passphrase")
    person.qtbot.waitUntil(lambda: logind.inhibitors() == [])


def test_who_wants_no_lock_at_sleep_has_none(person: Person, watch: Watch, logind: Logind) -> None:
    person.program.settings.set("lock_on_sleep", False)
    logind.sleep(True)
    person.qtbot.wait(200)
    assert person.sees("composer")
