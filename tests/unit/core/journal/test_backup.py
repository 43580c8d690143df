import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.journal import backup, backup_file
from app.core.journal.database import Database
from app.core.journal.files import BACKUPS
from app.core.journal.store import JOURNAL_FILE, Journal
from tests.support.keys import other, subkey


@pytest.fixture
def folder(tmp_path) -> Path:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        conversation = journal.start_conversation("夜里")
        for number in range(30):
            journal.add_message(conversation, "user", f"{number} words")
    return tmp_path


def texts(folder: Path) -> list[str]:
    with Journal.open(folder, subkey) as journal:
        assert journal.verify() == []
        return [m.text for head in journal.conversations() for m in journal.messages(head.id)]


def code_of(action, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    return caught.value.code


def test_a_backup_is_sealed_and_brings_back_what_was_there(folder):
    before = texts(folder)
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    assert Journal.backups(folder) == [made]
    assert made.bytes == made.file.stat().st_size
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert b"SQLite format 3" not in made.file.read_bytes()
    Journal.restore(folder, subkey, made)
    assert texts(folder) == before
    with Journal.open(folder, subkey) as journal:
        assert len(journal.search("words")) == 30
        assert journal.search("after") == []


def test_what_a_restore_replaces_is_kept_and_can_be_put_back_by_hand(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    whole = texts(folder)
    Journal.restore(folder, subkey, made)
    (aside,) = (folder / BACKUPS).glob("set-aside-*")
    for file in aside.iterdir():
        shutil.copy(file, folder / file.name)
    assert texts(folder) == whole


def test_a_journal_that_is_lost_comes_back_from_its_backup(folder):
    before = texts(folder)
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
    (folder / JOURNAL_FILE).write_bytes(b"")
    assert code_of(Journal.open, folder, subkey) == "journal_missing"
    Journal.restore(folder, subkey, made)
    assert texts(folder) == before


def test_a_backup_that_is_not_there_or_not_whole_replaces_nothing(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
    before = texts(folder)
    for name in ("", ".", "..", "elsewhere", made.name + "/..", str(folder)):
        assert code_of(backup.find, folder, None, name) == "backup_not_found"
    whole = made.file.read_bytes()
    for data in (b"", whole[:100], whole[:-4096], whole[:30000] + b"\0" + whole[30001:]):
        made.file.write_bytes(data)
        assert code_of(Journal.restore, folder, subkey, made) == "backup_damaged"
        with Journal.open(folder, subkey) as journal:
            assert journal.verify() == ["backup_damaged"]
    made.file.write_bytes(whole)
    assert code_of(Journal.restore, folder, other, made) == "backup_damaged"
    assert texts(folder) == before


def test_a_backup_made_by_somebody_without_the_keys_is_noticed(folder):
    """All its own sums are right, and it is another journal."""
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        label = backup_file.label_of(made.file)
        made.file.unlink()
        stranger = folder / "stranger"
        stranger.write_bytes(b"anything")
        forged = replace(label, size=8, digest=backup_file.digest_of(stranger))
        backup_file.write(made.file, forged, stranger, key=bytes(32), key_file=b"")
        assert backup_file.is_whole(made.file, None)
        assert journal.verify() == ["backup_damaged"]
    assert code_of(Journal.restore, folder, subkey, made) == "backup_damaged"


def test_a_copy_that_lacks_a_row_is_no_backup(folder, monkeypatch):
    """It opens, and its pages and structure are whole."""
    copy_to = Database.copy_to

    def copy_less(self, file, told):
        copy_to(self, file, told)
        with closing(Database(file, subkey("journal"))) as copy, copy.writing() as session:
            session.connection().exec_driver_sql("DELETE FROM notes")

    with Journal.open(folder, subkey) as journal:
        journal.add_note("a single one")
        monkeypatch.setattr(Database, "copy_to", copy_less)
        assert code_of(journal.back_up) == "backup_damaged"
    assert Journal.backups(folder) == []
    assert not list((folder / BACKUPS).glob(".*"))


def test_a_disk_that_gives_back_something_else_holds_no_backup(folder, monkeypatch):
    def decay(stream) -> None:
        stream.flush()
        os.pwrite(stream.fileno(), b"decay", stream.tell() - 2000)

    with Journal.open(folder, subkey) as journal:
        monkeypatch.setattr(backup_file, "_forget_cached", decay)
        assert code_of(journal.back_up) == "backup_damaged"
    assert Journal.backups(folder) == []
    assert not list((folder / BACKUPS).glob(".*"))


def test_a_backup_can_be_kept_elsewhere(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("stick")
    before = texts(folder)
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up(elsewhere)
        beside = journal.back_up()
        assert journal.verify(elsewhere) == []
        gone = elsewhere / "not there"
        assert code_of(journal.back_up, gone) == "backup_folder_missing"
    assert [file.name for file in elsewhere.iterdir()] == [made.name]
    assert Journal.backups(folder, elsewhere) == [beside, made]
    Journal.restore(folder, subkey, made)
    assert texts(folder) == before


def test_what_a_restore_set_aside_can_be_put_back_or_deleted(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    whole = texts(folder)
    Journal.restore(folder, subkey, made)
    (aside,) = Journal.asides(folder)
    Journal.return_to(folder, subkey, aside.name)
    assert texts(folder) == whole
    for each in Journal.asides(folder):
        Journal.forget_aside(folder, each.name)
    assert Journal.asides(folder) == []
    for name in ("", "..", aside.name):
        assert code_of(Journal.forget_aside, folder, name) == "backup_not_found"
    assert texts(folder) == whole


def test_a_backup_given_up_half_way_leaves_nothing(folder):
    def cancel(done: int, size: int) -> None:
        raise UserFacingError("cancelled")

    with Journal.open(folder, subkey) as journal, pytest.raises(UserFacingError, match="cancel"):
        journal.back_up(told=cancel)
    assert Journal.backups(folder) == []
    assert not list(folder.glob(".*"))


def test_a_restore_that_fails_half_way_leaves_the_journal_and_nothing_beside_it(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    obstacle = folder / f"{JOURNAL_FILE}-shm"
    obstacle.mkdir()  # can't be removed as a file is
    assert code_of(Journal.restore, folder, subkey, made) == "data_home_unwritable"
    obstacle.rmdir()
    assert not list(folder.glob(".*"))
    assert texts(folder)[-1] == "after the backup"
