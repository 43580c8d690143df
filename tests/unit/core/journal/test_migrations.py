import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.core.errors import UserFacingError
from app.core.journal import migrations
from app.core.journal.database import Database
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.journal.tables import Table
from tests.support import golden

GOLDEN = Path(__file__).parents[3] / "golden"
KEY = bytes(range(32))


def test_the_tables_are_as_python_sees_them(tmp_path):
    Journal.create(tmp_path, KEY)
    database = Database(tmp_path / JOURNAL_FILE, KEY)
    with database.reading() as session:
        found = inspect(session.connection())
        names = set(found.get_table_names()) - {"sqlite_sequence"}
        assert names == set(Table.metadata.tables)
        for name, table in Table.metadata.tables.items():
            made = {c["name"]: c["nullable"] for c in found.get_columns(name)}
            seen = {c.name: bool(c.nullable) for c in table.columns}
            assert made | {"sequence": False} == seen
    database.close()


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION + 1))
def test_a_journal_of_every_version_opens_with_all_it_held(tmp_path, version):
    shutil.copy(GOLDEN / f"journal-{version}.db", tmp_path / JOURNAL_FILE)
    with Journal.open(tmp_path, golden.KEY) as journal:
        assert journal.verify() == []
        heads = journal.conversations()
        assert {(head.title, head.messages) for head in heads} == set(
            zip(golden.TITLES, (4, 0), strict=True)
        )
        (conversation,) = (head.id for head in heads if head.messages)
        messages = journal.messages(conversation)
        assert tuple((message.role, message.text) for message in messages) == golden.FIRST
        assert [message.state for message in messages[2:]] == ["complete", "interrupted"]
        assert messages[0].risk == "concern"
        assert messages[0].weights == "demo"
        assert (journal.draft(None), journal.draft(conversation)) == golden.DRAFTS


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    Journal.create(tmp_path, KEY)
    file = tmp_path / JOURNAL_FILE
    database = Database(file, KEY)
    with database.writing() as session:
        newer = migrations.SCHEMA_VERSION + 1
        session.connection().exec_driver_sql(f"PRAGMA user_version = {newer}")
    database.close()
    before = file.read_bytes()
    with pytest.raises(UserFacingError) as caught:
        Journal.open(tmp_path, KEY)
    assert caught.value.code == "journal_newer"
    assert file.read_bytes() == before


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path):
    file = tmp_path / JOURNAL_FILE
    file.touch()
    database = Database(file, KEY)

    def half_way(connection):
        connection.exec_driver_sql("CREATE TABLE half (way)")
        raise UserFacingError("disk_full")

    with pytest.raises(UserFacingError):
        migrations.migrate(database, (*migrations.MIGRATIONS, half_way))
    with database.reading() as session:
        assert migrations.schema_version(session.connection()) == migrations.SCHEMA_VERSION
        assert "half" not in inspect(session.connection()).get_table_names()
    database.close()


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE messages SET role = 'robot'",
        "UPDATE messages SET state = 'lost'",
        "UPDATE messages SET parent = sequence WHERE depth = 2",
        "UPDATE messages SET depth = 3 WHERE depth = 1",
        "UPDATE messages SET version = 1",
        "UPDATE messages SET conversation = 2 WHERE depth = 1",
        "UPDATE conversations SET leaf = 1 WHERE sequence = 2",
        "UPDATE messages SET text = NULL",
        "INSERT INTO drafts (conversation, text, time) VALUES (NULL, '', 0)",
    ],
)
def test_the_tables_hold_no_nonsense(tmp_path, nonsense):
    from sqlalchemy.exc import IntegrityError

    shutil.copy(GOLDEN / "journal-1.db", tmp_path / JOURNAL_FILE)
    database = Database(tmp_path / JOURNAL_FILE, golden.KEY)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.connection().exec_driver_sql(nonsense)
    database.close()
