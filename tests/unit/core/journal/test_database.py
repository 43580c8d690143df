import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from app.core.errors import UserFacingError
from app.core.journal.database import Database, cipher_version
from app.core.journal.store import JOURNAL_FILE, Journal
from tests.support.keys import other, subkey

FILES = ("journal.db", "journal.db-wal", "journal.db-shm", "journal.anchor")


@pytest.fixture
def folder(tmp_path) -> Path:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        conversation = journal.start_conversation("title")
        for number in range(40):
            journal.add_message(conversation, "user", f"{number} words " * 40)
    return tmp_path


def code_of(action, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    return caught.value.code


def texts(journal: Journal) -> list[str]:
    return [m.text for head in journal.conversations() for m in journal.messages(head.id)]


def test_sqlcipher_is_at_work():
    assert cipher_version().startswith("4.")


def test_the_file_is_encrypted_and_for_this_account_alone_whatever_the_umask(tmp_path):
    before = os.umask(0o022)
    try:
        Journal.create(tmp_path, subkey)
        with Journal.open(tmp_path, subkey) as journal:
            journal.start_conversation()
            modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(FILES, 0o600)
    with pytest.raises(sqlite3.DatabaseError):
        plain = sqlite3.connect(tmp_path / JOURNAL_FILE)
        try:
            plain.execute("SELECT * FROM sqlite_schema")
        finally:
            plain.close()


def test_the_settings_that_the_promises_rest_on_hold_on_every_connection(folder):
    database = Database(folder / JOURNAL_FILE, subkey("journal"))
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
    }
    with database.reading() as one, database.reading() as two:
        for session in (one, two):
            connection = session.connection()
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected
            }
            assert found == expected
    database.close()


def test_a_key_of_the_wrong_length_is_refused_before_it_becomes_a_passphrase(tmp_path):
    with pytest.raises(ValueError, match="32 bytes"):
        Journal.create(tmp_path, lambda purpose: subkey(purpose)[:-1])


def test_a_journal_is_never_made_over_another_one(folder):
    with pytest.raises(FileExistsError):
        Journal.create(folder, subkey)


def test_a_missing_or_empty_journal_is_never_replaced_by_a_fresh_one(folder):
    file = folder / JOURNAL_FILE
    file.write_bytes(b"")
    assert code_of(Journal.open, folder, subkey) == "journal_missing"
    assert file.read_bytes() == b""
    file.unlink()
    assert code_of(Journal.open, folder, subkey) == "journal_missing"
    assert [file.name for file in folder.iterdir()] == ["journal.anchor"]


def test_a_journal_that_goes_missing_while_it_is_open_is_not_made_anew(folder):
    database = Database(folder / JOURNAL_FILE, subkey("journal"))
    with database.reading() as first:
        first.connection()
        for file in folder.iterdir():
            file.unlink()
        with pytest.raises(UserFacingError) as caught, database.reading() as second:
            second.connection()
        assert caught.value.code == "journal_unreachable"
    database.close()
    assert not (folder / JOURNAL_FILE).exists()


@pytest.mark.parametrize("kept", [1, 15, 16, 100, 4095, 4096, 4097, 3 * 4096, -4096, -1])
def test_a_truncated_journal_is_noticed(folder, kept):
    file = folder / JOURNAL_FILE
    data = file.read_bytes()[:kept]
    file.write_bytes(data)
    try:
        with Journal.open(folder, subkey) as journal:
            assert journal.verify() != []
    except UserFacingError as error:
        assert error.code in {"journal_damaged", "journal_foreign"}
        assert file.read_bytes() == data


def test_a_journal_without_its_tables_is_damaged_and_not_filled_anew(tmp_path):
    file = tmp_path / JOURNAL_FILE
    file.touch()
    database = Database(file, subkey("journal"))
    with database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE emptied (out)")
    database.close()
    before = file.read_bytes()
    assert code_of(Journal.open, tmp_path, subkey) == "journal_damaged"
    assert file.read_bytes() == before


def test_a_wrong_key_changes_nothing(folder):
    before = (folder / JOURNAL_FILE).read_bytes()
    assert code_of(Journal.open, folder, other) == "journal_foreign"
    assert (folder / JOURNAL_FILE).read_bytes() == before
    with Journal.open(folder, subkey) as journal:
        assert len(texts(journal)) == 40


def test_a_wrong_key_spoils_no_write_ahead_log(folder, tmp_path_factory):
    left = tmp_path_factory.mktemp("left")
    with Journal.open(folder, subkey) as journal:
        journal.add_message(journal.conversations()[0].id, "user", "in the log only")
        for file in folder.iterdir():
            shutil.copy(file, left)  # as a kill would leave them
    assert (left / "journal.db-wal").stat().st_size > 0
    assert code_of(Journal.open, left, other) == "journal_foreign"
    with Journal.open(left, subkey) as journal:
        assert texts(journal)[-1] == "in the log only"
        assert journal.verify() == []


def test_a_plain_database_in_its_place_is_not_taken_for_the_journal(folder):
    file = folder / JOURNAL_FILE
    file.unlink()
    plain = sqlite3.connect(file)
    plain.execute("CREATE TABLE conversations (id)")
    plain.close()
    assert code_of(Journal.open, folder, subkey) == "journal_foreign"


def test_a_damaged_first_page_is_told_from_a_wrong_key(folder):
    flip(folder / JOURNAL_FILE, 700)
    assert code_of(Journal.open, folder, subkey) == "journal_damaged"


def test_damage_that_comes_while_the_journal_is_open_is_seen_on_the_disk(folder):
    with Journal.open(folder, subkey) as journal:
        assert texts(journal)
        assert journal.verify() == []
        flip(folder / JOURNAL_FILE, 5 * 4096 + 700)
        assert "journal_pages_damaged" in journal.verify()
        (folder / JOURNAL_FILE).rename(folder / "elsewhere")
        assert journal.verify() == ["journal_missing"]
        (folder / "elsewhere").rename(folder / JOURNAL_FILE)


def test_a_damaged_page_is_a_fault_when_it_is_read(folder):
    file = folder / JOURNAL_FILE
    for page in range(1, file.stat().st_size // 4096):
        flip(file, page * 4096 + 100)
    with pytest.raises(UserFacingError) as caught, Journal.open(folder, subkey) as journal:
        texts(journal)
    assert caught.value.code == "journal_damaged"


def test_broken_references_are_found(folder):
    with Journal.open(folder, subkey) as journal:
        database = Database(folder / JOURNAL_FILE, subkey("journal"))
        with database.reading() as session:
            connection = session.connection()
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("DELETE FROM messages WHERE depth = 5")
        database.close()
        assert journal.verify() == ["journal_references_broken"]


def test_a_full_disk_is_told_and_what_was_saved_stays(folder):
    with almost_full(), Journal.open(folder, subkey) as journal:
        conversation = journal.conversations()[0].id
        saved = len(journal.messages(conversation))
        for write in (
            lambda: journal.add_message(conversation, "user", "x" * 500_000),
            lambda: journal.start_conversation("x" * 500_000),
            lambda: journal.save_draft(None, "x" * 500_000),
        ):
            assert code_of(write) == "disk_full"
        assert len(journal.messages(conversation)) == saved
    with Journal.open(folder, subkey) as journal:
        assert len(journal.messages(conversation)) == saved
        journal.add_message(conversation, "user", "x" * 500_000)
        assert journal.verify() == []


@contextmanager
def almost_full() -> Iterator[None]:
    """SQLite finds no room for more than a few pages, as on a full disk."""

    def limit(connection, _record) -> None:
        connection.execute("PRAGMA max_page_count = 50")

    event.listen(QueuePool, "connect", limit)
    try:
        yield
    finally:
        event.remove(QueuePool, "connect", limit)


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
