import shutil
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
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
    place = folder / BACKUPS / made.name
    assert made.bytes == sum(file.stat().st_size for file in place.iterdir())
    assert {file.stat().st_mode & 0o777 for file in place.iterdir()} == {0o600}
    assert (place / JOURNAL_FILE).read_bytes()[:15] != b"SQLite format 3"
    Journal.restore(folder, subkey, made.name)
    assert texts(folder) == before
    with Journal.open(folder, subkey) as journal:
        assert len(journal.search("words")) == 30
        assert journal.search("after") == []


def test_what_a_restore_replaces_is_kept_and_can_be_put_back_by_hand(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    whole = texts(folder)
    Journal.restore(folder, subkey, made.name)
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
    Journal.restore(folder, subkey, made.name)
    assert texts(folder) == before


def test_a_backup_that_is_not_there_or_not_whole_replaces_nothing(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
    before = texts(folder)
    for name in ("", ".", "..", "elsewhere", made.name + "/..", "2020-01-01T000000.000000Z"):
        assert code_of(Journal.restore, folder, subkey, name) == "backup_not_found"
    file = folder / BACKUPS / made.name / JOURNAL_FILE
    whole = file.read_bytes()
    for data in (b"", whole[:100], whole[:-4096], whole[:9000] + b"\0" + whole[9001:]):
        file.write_bytes(data)
        assert code_of(Journal.restore, folder, subkey, made.name) == "backup_damaged"
        with Journal.open(folder, subkey) as journal:
            assert journal.verify() == ["backup_damaged"]
    file.write_bytes(whole)
    assert code_of(Journal.restore, folder, other, made.name) == "backup_damaged"
    assert texts(folder) == before


def test_one_backup_in_the_place_of_another_is_noticed(folder):
    with Journal.open(folder, subkey) as journal:
        first = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "more")
        second = journal.back_up()
        place = folder / BACKUPS
        shutil.copy(place / first.name / JOURNAL_FILE, place / second.name / JOURNAL_FILE)
        assert journal.verify() == ["backup_damaged"]


def test_a_restore_that_fails_half_way_leaves_the_journal_and_nothing_beside_it(folder):
    with Journal.open(folder, subkey) as journal:
        made = journal.back_up()
        journal.add_message(journal.conversations()[0].id, "user", "after the backup")
    obstacle = folder / f"{JOURNAL_FILE}-shm"
    obstacle.mkdir()  # can't be removed as a file is
    assert code_of(Journal.restore, folder, subkey, made.name) == "data_home_unwritable"
    obstacle.rmdir()
    assert not list(folder.glob(".*"))
    assert texts(folder)[-1] == "after the backup"
