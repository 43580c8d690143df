"""The backups page over a real journal, and errands that need it closed."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.errors import UserFacingError
from app.core.journal.backups import Backups
from app.core.journal.store import Journal
from app.core.settings.store import SettingsStore
from app.core.vault.values import Profile
from app.ui.backups.daily import DailyBackup
from app.ui.backups.page import BackupsPage
from app.ui.backups.presenter import BackupsPresenter
from app.ui.errand import Errand
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from tests.support.keys import subkey
from tests.support.person import Person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    Journal.create(folder, subkey)
    return folder


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    with Journal.open(folder, subkey) as journal:
        journal.add_message(None, "user", "the sea")
        yield journal


@pytest.fixture
def backups(tmp_path: Path, folder: Path) -> Backups:
    settings = SettingsStore(tmp_path / "settings.toml")
    return Backups(settings, Profile("one", "Mira", folder))


@pytest.fixture
def errands() -> list[Errand]:
    return []


@pytest.fixture
def presenter(
    window: MainWindow, tasks: Tasks, journal: Journal, backups: Backups, errands: list[Errand]
) -> BackupsPresenter:
    presenter = BackupsPresenter(
        backups=backups,
        journal=journal,
        conversations=HistoryPresenter(journal=journal, tasks=tasks, parent=window),
        tasks=tasks,
        while_closed=errands.append,
    )
    presenter.setParent(window)
    return presenter


@pytest.fixture
def page(
    qtbot: QtBot, window: MainWindow, dialogs: Dialogs, presenter: BackupsPresenter
) -> BackupsPage:
    page = BackupsPage(presenter=presenter, dialogs=dialogs)
    window.show_locked(page)
    window.show()
    presenter.begin()
    qtbot.waitUntil(lambda: bool(text(page, "backups_about")))
    return page


def text(page: Any, name: str) -> str:
    """What a label says; nothing where there is none."""
    label = page.findChild(QLabel, name)
    return str(label.text()) if label else ""


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    def there() -> bool:
        return any(
            each.isVisible() and each.isEnabled()
            for each in window.findChildren(QAbstractButton, name)
        )

    qtbot.waitUntil(there)
    next(each for each in window.findChildren(QAbstractButton, name) if each.isVisible()).click()


def test_a_backup_is_made_gone_back_to_and_deleted(
    qtbot: QtBot, window: MainWindow, page: BackupsPage, backups: Backups, errands: list[Errand]
) -> None:
    assert "no backup yet" in text(page, "backups_about")
    press(qtbot, window, "backup_make")
    qtbot.waitUntil(lambda: "made and checked" in text(page, "backups_done"))
    qtbot.waitUntil(lambda: "last backup" in text(page, "backups_about"))
    press(qtbot, window, "backup_restore")
    press(qtbot, window, "question_no")
    assert errands == []
    press(qtbot, window, "backup_restore")
    press(qtbot, window, "question_yes")
    qtbot.waitUntil(lambda: len(errands) == 1)
    press(qtbot, window, "backup_delete")
    press(qtbot, window, "question_yes")
    qtbot.waitUntil(lambda: backups.all() == [])


def test_after_a_deletion_the_backups_that_hold_it_are_named_and_renewed(
    qtbot: QtBot, window: MainWindow, page: BackupsPage, backups: Backups, journal: Journal
) -> None:
    old = backups.make(journal, lambda _done, _size: None)
    first = page.findChild(QLineEdit, "delete_first")
    today = first.text()
    first.setText("yesterday")
    press(qtbot, window, "delete_days")
    assert "2026-11-21" in text(page, "backups_fault")
    first.setText(today)
    press(qtbot, window, "delete_days")
    press(qtbot, window, "question_yes")
    qtbot.waitUntil(lambda: journal.conversations() == [])
    qtbot.waitUntil(lambda: old.name in text(window, "question_details"))
    press(qtbot, window, "question_yes")
    qtbot.waitUntil(lambda: [each.name for each in backups.all()] not in ([], [old.name]))
    qtbot.waitUntil(lambda: old not in backups.all())
    journal.add_message(None, "user", "the hills")
    qtbot.waitUntil(lambda: "only what the journal holds" in text(page, "backups_done"))
    press(qtbot, window, "delete_everything")
    press(qtbot, window, "question_yes")
    qtbot.waitUntil(lambda: journal.conversations() == [])


def test_the_backup_of_the_day_is_made_once_and_given_up_at_the_lock(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, backups: Backups, journal: Journal
) -> None:
    daily = DailyBackup(backups=backups, journal=journal, tasks=tasks, parent=window)
    for _again in range(2):
        daily.look()
        qtbot.waitUntil(lambda: len(backups.all()) == 1)
    (made,) = backups.all()
    assert made.kind == "automatic"
    assert datetime.now(UTC) >= made.time
    backups.delete(made)
    daily.end()
    daily.look()
    ended: list[bool] = []
    tasks.files.run(window, lambda: None, lambda _none: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert backups.all() == []


@pytest.mark.parametrize("fault", ["", "disk_full"])
def test_an_errand_closes_the_journal_tells_how_it_went_and_locks(
    person: Person, fault: str
) -> None:
    person.begin()
    closed: list[bool] = []

    def work(vault: Any, told: Any) -> None:
        told(1, 2)
        closed.append(person.journal.closed and vault.opens_with("rain on the window"))
        if fault:
            raise UserFacingError(fault)

    person.wiring.do_closed(Errand("Going back", work, "All is well."))
    words = person.find("errand_words")
    expected = "full" if fault else "All is well."
    person.qtbot.waitUntil(lambda: expected in words.text())
    assert closed == [True]
    person.press("errand_on")
    person.find("unlock_passphrase")
    person.unlock()
    person.find("composer")


def test_a_lock_stops_an_errand_and_follows_it(person: Person) -> None:
    person.begin()
    begun, stopped = threading.Event(), threading.Event()

    def work(_vault: Any, told: Any) -> None:
        try:
            while True:
                told(1, 2)
                begun.set()
                time.sleep(0.01)
        finally:
            stopped.set()

    person.wiring.do_closed(Errand("Going back", work, "All is well."))
    person.qtbot.waitUntil(begun.is_set)
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert stopped.is_set()
    person.unlock()
    person.find("composer")


def test_a_lock_after_an_errand_waits_for_no_click(person: Person) -> None:
    person.begin()
    person.wiring.do_closed(Errand("Going back", lambda _vault, _told: None, "All is well."))
    words = person.find("errand_words")
    person.qtbot.waitUntil(lambda: "All is well." in words.text())
    person.wiring.lock()
    person.find("unlock_passphrase")
