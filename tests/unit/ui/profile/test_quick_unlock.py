from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from pytestqt.qtbot import QtBot

from app.core.vault.keyring import Keyring
from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.person import PASSPHRASE, Person


class Ring(KeyringBackend):
    """A keyring in memory."""

    kept: dict[tuple[str, str], str]

    def __init__(self) -> None:
        super().__init__()
        self.kept = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("no such entry")


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest.fixture
def person(  # noqa: PLR0917 - fixtures come by position
    qtbot: QtBot, tmp_path: Path, window: MainWindow, theme: Theme, tasks: Tasks, ring: Ring
) -> Iterator[Person]:
    kind = f"{Ring.__module__}.{Ring.__qualname__}"
    keyring = Keyring(lambda: ring, frozenset({kind}))
    person = Person(qtbot, tmp_path, window, theme, tasks, keyring=keyring)
    yield person
    person.wiring.quit()
    qtbot.waitUntil(lambda: bool(person.finished))


def turn(person: Person, words: str) -> None:
    person.press("go_profile")
    person.qtbot.waitUntil(lambda: person.find("quick_unlock_change").text() == words)
    if person.sees("quick_unlock_current"):
        person.fill("quick_unlock_current", PASSPHRASE)
    person.press("quick_unlock_change")
    person.find("quick_unlock_section_done")


def test_the_keyring_opens_the_journal_when_it_was_asked_to(person: Person) -> None:
    person.begin()
    turn(person, "Turn quick unlock on")
    person.wiring.lock()
    person.press("unlock_quick")
    person.find("composer")
    turn(person, "Turn quick unlock off")
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert not person.sees("unlock_quick")
    person.unlock()
    person.find("composer")


def test_who_does_not_know_the_passphrase_gets_no_quick_unlock(person: Person, ring: Ring) -> None:
    person.begin()
    person.press("go_profile")
    person.qtbot.waitUntil(lambda: person.sees("quick_unlock_current"))
    person.fill("quick_unlock_current", "a guess at the desk")
    person.press("quick_unlock_change")
    assert "not the passphrase that opens" in person.fault()
    assert ring.kept == {}


def test_a_keyring_that_lost_the_key_says_so_and_the_passphrase_opens(
    person: Person, ring: Ring
) -> None:
    person.begin()
    turn(person, "Turn quick unlock on")
    person.wiring.lock()
    person.find("unlock_quick")
    ring.kept.clear()
    person.press("unlock_quick")
    assert "keyring" in person.fault()
    person.unlock()
    person.find("composer")


def test_a_keyring_that_could_not_be_asked_for_the_journal_is_told(
    person: Person, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.begin()
    turn(person, "Turn quick unlock on")
    person.wiring.lock()
    person.find("unlock_passphrase")
    monkeypatch.setattr(ring, "get_password", _refuse)
    person.unlock()
    person.find("composer")
    assert "would not be noticed" in person.find("notice_words").text()


def _refuse(*_words: str) -> None:
    raise KeyringLocked("not now")
