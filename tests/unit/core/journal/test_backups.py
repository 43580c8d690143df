"""The backups of a profile in a folder that the person chose, such as a stick."""

import resource
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.journal import backup_folder
from app.core.journal.backups import Backups
from app.core.journal.files import TIME
from app.core.journal.store import Journal
from app.core.settings.store import SettingsStore
from app.core.vault.values import Profile
from tests.support.keys import subkey

QUIET = lambda _done, _size: None  # noqa: E731


@pytest.fixture
def stick(tmp_path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def backups(tmp_path, stick) -> Backups:
    settings = SettingsStore(tmp_path / "settings.toml")
    settings.set("backup_folder", str(stick))
    folder = tmp_path / "profile"
    folder.mkdir()
    Journal.create(folder, subkey)
    return Backups(settings, Profile("one", "Mira", folder))


@pytest.fixture
def journal(tmp_path, backups):
    with Journal.open(tmp_path / "profile", subkey) as journal:
        journal.add_message(None, "user", "the sea")
        yield journal


def code_of(call, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        call(*arguments)
    return caught.value.code


def places(backups: Backups) -> list[str]:
    return [each.file.parent.name for each in backups.all()]


def test_a_stick_that_was_pulled_is_told_once_a_day_and_costs_no_backup(backups, journal, stick):
    assert backups.make_if_due(journal, QUIET)
    assert places(backups) == ["stick"]
    kept = stick.rename(stick.with_name("pulled"))
    assert code_of(backups.make_if_due, journal, QUIET) == "backup_beside_missing"
    assert places(backups) == ["backups"]
    assert not backups.make_if_due(journal, QUIET)
    assert code_of(backups.make, journal, QUIET) == "backup_folder_missing"
    kept.rename(stick)
    assert not backups.make_if_due(journal, QUIET)  # there is the one of today
    assert sorted(places(backups)) == ["backups", "stick"]


def test_the_automatic_ones_of_seven_days_and_four_weeks_are_kept(backups, journal, stick):
    """On the disk; what was asked for stays beside them."""
    made = journal.back_up(stick, kind="automatic")
    asked = journal.back_up(stick)

    def older(days: int) -> Path:
        time = (made.time - timedelta(days=days)).strftime(TIME)
        return stick / f"soulchat-profile-{time}{made.file.suffix}"

    for days in range(1, 60):
        shutil.copy(made.file, older(days))
    backups.delete(made)
    asked = backups.find(asked.file.rename(older(100)).name)
    assert backups.make_if_due(journal, QUIET)
    left = backups.all()
    assert asked in left
    automatic = [each.time.astimezone() for each in left if each != asked]
    today = automatic[0].date()
    assert [(today - each.date()).days for each in automatic[:7]] == list(range(7))
    assert len({each.isocalendar()[:2] for each in automatic}) == 4
    assert len(list(stick.iterdir())) == len(left) <= 12
    assert journal.verify(stick) == []


def test_a_stick_that_is_full_is_told(backups, journal, stick, monkeypatch):
    full = shutil.disk_usage(stick)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: full)
    assert code_of(backups.make_if_due, journal, QUIET) == "backup_beside_full"
    assert places(backups) == ["backups"]


def test_a_stick_that_takes_nothing_is_told(backups, journal, stick, monkeypatch):
    monkeypatch.setattr(backup_folder.os, "access", lambda _place, _mode: False)
    assert code_of(backups.make_if_due, journal, QUIET) == "backup_beside_unwritable"
    assert code_of(backups.make, journal, QUIET) == "backup_folder_unwritable"
    assert places(backups) == ["backups"]


def test_a_stick_that_is_full_half_way(backups, journal, stick):
    """The system takes no more than so many bytes of one file."""
    file = journal.back_up(stick)
    size = file.bytes
    backups.delete(file)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, hard))
    try:
        assert code_of(backups.make, journal, QUIET) == "backup_folder_full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert list(stick.iterdir()) == []
    assert journal.verify() == []
