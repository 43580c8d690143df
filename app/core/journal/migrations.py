"""How the journal came to look as it does: one named step for each schema version.

A step stays as it was released; what changes later is a step of its own, with a
golden journal of the version before it in tests/golden.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from app.core.errors import UserFacingError
from app.core.journal.database import Database


def make_conversations_messages_and_drafts(connection: Connection) -> None:
    """Version 1: messages are a tree, so that versions and branches fit in later."""
    for statement in (
        """
        CREATE TABLE conversations (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            activity INTEGER NOT NULL UNIQUE,
            leaf INTEGER,
            FOREIGN KEY (sequence, leaf) REFERENCES messages (conversation, sequence)
                DEFERRABLE INITIALLY DEFERRED
        ) STRICT
        """,
        """
        CREATE TABLE messages (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            conversation INTEGER NOT NULL
                REFERENCES conversations (sequence) ON DELETE CASCADE,
            parent INTEGER,
            version INTEGER NOT NULL CHECK (version >= 1),
            depth INTEGER NOT NULL CHECK (depth >= 1),
            role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
            state TEXT NOT NULL
                CHECK (state IN ('complete', 'streaming', 'stopped', 'interrupted')),
            text TEXT NOT NULL,
            time INTEGER NOT NULL,
            weights TEXT,
            risk TEXT NOT NULL CHECK (risk IN ('none', 'concern', 'high', 'imminent')),
            reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
            CHECK (parent < sequence),
            CHECK ((parent IS NULL) = (depth = 1)),
            UNIQUE (conversation, sequence),
            UNIQUE (conversation, parent, version),
            FOREIGN KEY (conversation, parent) REFERENCES messages (conversation, sequence)
                ON DELETE CASCADE
        ) STRICT
        """,
        # UNIQUE takes no two NULLs for equal, so the first messages need their own.
        """
        CREATE UNIQUE INDEX messages_first ON messages (conversation, version)
            WHERE parent IS NULL
        """,
        # Found at every opening without reading a long journal through.
        "CREATE INDEX messages_streaming ON messages (sequence) WHERE state = 'streaming'",
        """
        CREATE TABLE drafts (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER REFERENCES conversations (sequence) ON DELETE CASCADE,
            text TEXT NOT NULL,
            time INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX drafts_place ON drafts (ifnull(conversation, 0))",
    ):
        connection.exec_driver_sql(statement)


Step = Callable[[Connection], None]
MIGRATIONS: tuple[Step, ...] = (make_conversations_messages_and_drafts,)
SCHEMA_VERSION = len(MIGRATIONS)


def schema_version(connection: Connection) -> int:
    """The schema version a journal is at; 0 before the first step."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(database: Database, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Bring a journal to the last of the steps, each of them wholly or not at all.

    Raises:
        UserFacingError: ``journal_newer``; nothing was changed then.
    """
    with database.reading() as session:
        version = schema_version(session.connection())
    if version > len(steps):
        raise UserFacingError("journal_newer")
    for number, step in enumerate(steps[version:], start=version + 1):
        with database.writing() as session:
            step(session.connection())
            session.connection().exec_driver_sql(f"PRAGMA user_version = {number}")
