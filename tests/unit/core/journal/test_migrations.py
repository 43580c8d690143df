import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from app.core.errors import UserFacingError
from app.core.journal import migrations
from app.core.journal.anchor import ANCHOR_FILE
from app.core.journal.backup_file import label_of
from app.core.journal.database import Database
from app.core.journal.opening import open_ledger
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.journal.tables import TABLES, Table
from tests.support import golden
from tests.support.keys import subkey

GOLDEN = Path(__file__).parents[3] / "golden"


def put(folder: Path, version: int) -> None:
    """A golden journal, as a profile's."""
    shutil.copy(GOLDEN / f"journal-{version}.db", folder / JOURNAL_FILE)
    anchor = GOLDEN / f"journal-{version}.anchor"
    if anchor.exists():
        shutil.copy(anchor, folder / ANCHOR_FILE)


def test_the_tables_are_as_python_sees_them(tmp_path):
    Journal.create(tmp_path, subkey)
    database = Database(tmp_path / JOURNAL_FILE, subkey("journal"))
    with database.reading() as session:
        found = inspect(session.connection())
        names = {name for name in found.get_table_names() if not name.startswith("words")}
        assert names == set(Table.metadata.tables)
        for name, table in Table.metadata.tables.items():
            made = [
                (c["name"], c["nullable"] and not c["primary_key"]) for c in found.get_columns(name)
            ]
            assert made == [(c.name, bool(c.nullable)) for c in table.columns]
    database.close()


def test_the_chain_covers_every_table_but_its_own():
    assert {table.__table__ for table in TABLES} == {
        table for name, table in Table.metadata.tables.items() if name not in {"chain", "changes"}
    }


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION + 1))
def test_a_journal_of_every_version_opens_with_all_it_held(tmp_path, version):
    put(tmp_path, version)
    with Journal.open(tmp_path, subkey) as journal:
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
        versions = journal.versions(messages[1].id)
        assert [(v.version, v.text) for v in versions] == [
            (1, golden.FIRST[1][1]),
            (2, golden.OTHER_VERSION),
        ]
        assert [found.text for found in journal.search("睡不着")] == [golden.FIRST[0][1]]
        if version == 1:
            return
        (note,) = journal.notes(conversation)
        (check_in,) = journal.check_ins()
        summary = journal.summary(conversation)
        assert summary
        told = (note.text, check_in.words, summary.text, *journal.tags()[conversation])
        assert told == (golden.NOTE, golden.CHECK_IN, golden.SUMMARY, golden.TAG)
        assert journal.safety_plan() == golden.PLAN
        sampling = golden.SAMPLING if version > 2 else ""
        settings = replace(golden.SETTINGS, sampling=sampling)
        assert journal.conversation_settings(conversation) == settings
        assert journal.risk_state(conversation) == golden.RISK
        assert journal.place() == conversation
        if version == 2:
            return
        assert messages[1].ending == golden.ENDING
        (rating,) = journal.ratings(conversation).values()
        assert (rating.message_id, rating.value, rating.words) == (
            messages[1].id,
            1,
            golden.RATING,
        )
        (known,) = journal.known_weights()
        assert (known.weights, known.title, known.sha256) == golden.WEIGHTS


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION))
def test_before_a_migration_the_journal_is_backed_up_and_can_be_brought_back(tmp_path, version):
    put(tmp_path, version)
    with Journal.open(tmp_path, subkey) as journal:
        journal.delete_conversation(journal.conversations()[0].id)
    (made,) = Journal.backups(tmp_path)
    assert made.kind == "migration"
    assert label_of(made.file).version == version
    Journal.restore(tmp_path, subkey, made)
    with Journal.open(tmp_path, subkey) as journal:
        assert len(journal.conversations()) == 2
        assert journal.verify() == []


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION + 1))
def test_a_migrated_journal_is_written_on_in_its_order(tmp_path, version):
    put(tmp_path, version)
    with Journal.open(tmp_path, subkey) as journal:
        empty = next(head.id for head in journal.conversations() if not head.messages)
        new = journal.add_message(empty, "user", "on it goes")
        assert journal.conversations()[0].id == empty
        assert new.id not in {
            m.id for head in journal.conversations()[1:] for m in journal.messages(head.id)
        }
    with Journal.open(tmp_path, subkey) as journal:
        assert journal.messages(empty) == [new]
        assert journal.verify() == []


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    Journal.create(tmp_path, subkey)
    file = tmp_path / JOURNAL_FILE
    database = Database(file, subkey("journal"))
    with database.writing() as session:
        newer = migrations.SCHEMA_VERSION + 1
        session.connection().exec_driver_sql(f"PRAGMA user_version = {newer}")
    database.close()
    before = file.read_bytes()
    with pytest.raises(UserFacingError) as caught:
        Journal.open(tmp_path, subkey)
    assert caught.value.code == "journal_newer"
    assert file.read_bytes() == before


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path):
    put(tmp_path, 1)

    def half_way(connection):
        connection.exec_driver_sql("CREATE TABLE half (way)")
        raise UserFacingError("disk_full")

    with pytest.raises(UserFacingError):
        open_ledger(
            tmp_path,
            subkey,
            witness=None,
            accept_loss=False,
            before_migration=lambda _database: None,
            steps=(*migrations.MIGRATIONS, half_way),
        )
    database = Database(tmp_path / JOURNAL_FILE, subkey("journal"))
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
        assert sorted(names) == ["conversations", "drafts", "messages"]
    database.close()
    with Journal.open(tmp_path, subkey) as journal:
        assert journal.verify() == []


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE messages SET role = 'robot'",
        "UPDATE messages SET state = 'lost'",
        "UPDATE messages SET parent = sequence WHERE depth = 2",
        "UPDATE messages SET depth = 3 WHERE depth = 1",
        "UPDATE messages SET version = 1",
        "UPDATE messages SET conversation = 2 WHERE depth = 1",
        "UPDATE conversations SET leaf = 3 WHERE sequence = 2",
        "UPDATE messages SET text = NULL",
        "UPDATE messages SET salt = x'00'",
        "INSERT INTO drafts (conversation, text, time) VALUES (NULL, '', 0)",
        "UPDATE check_ins SET mood = 6",
        "UPDATE summaries SET message = 1000000",
        "INSERT INTO tags (conversation, name) SELECT conversation, name FROM tags",
        "INSERT INTO chain SELECT 2, epoch, 0, 0, 0, tip, loose, head, previous, before FROM chain",
        "UPDATE ratings SET value = 0",
        "UPDATE summaries SET author = 'robot'",
        "INSERT INTO known_weights SELECT 1000, weights, title, sha256, 0 FROM known_weights",
    ],
)
def test_the_tables_hold_no_nonsense(tmp_path, nonsense):
    put(tmp_path, migrations.SCHEMA_VERSION)
    database = Database(tmp_path / JOURNAL_FILE, subkey("journal"))
    with pytest.raises(IntegrityError), database.writing() as session:
        session.connection().exec_driver_sql(nonsense)
    database.close()
