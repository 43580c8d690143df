"""How the journal came to look as it does: one named step for each schema version.

A step stays as it was released; what changes later is a step of its own, with a
golden journal of the version before it in tests/golden.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from app.core.journal.folding import folded
from app.core.journal.search import add


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


def add_notes_care_search_and_chain(connection: Connection) -> None:
    """Version 2: all that a person keeps, one counter of sequences, the index, the chain.

    Messages lose their random ids: their sequence names them as well, and an id and its
    index made a twelfth of a long journal.
    """
    for table in ("drafts", "messages", "conversations"):
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO old_{table}")
    for index in ("messages_first", "messages_streaming", "drafts_place"):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    for statement in _TABLES_2:
        connection.exec_driver_sql(statement)
    last = "SELECT coalesce(max(sequence), 0) FROM"
    shift = connection.exec_driver_sql(f"{last} old_messages").scalar_one()
    conversations = connection.exec_driver_sql(f"{last} old_conversations").scalar_one()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql(
        "INSERT INTO conversations SELECT sequence + ?, id, title, created, updated, activity,"
        " leaf FROM old_conversations",
        (shift,),
    )
    connection.exec_driver_sql(
        "INSERT INTO messages SELECT sequence, conversation + ?, parent, version, depth, role,"
        " state, text, time, weights, risk, reviewed, randomblob(16) FROM old_messages"
        " ORDER BY sequence",
        (shift,),
    )
    connection.exec_driver_sql(
        "INSERT INTO drafts SELECT sequence + ?, conversation + ?, text, time FROM old_drafts",
        (shift + conversations, shift),
    )
    connection.exec_driver_sql("UPDATE old_conversations SET leaf = NULL")
    # Their cascade from parent to child fails below a thousand messages: SQLite stops there.
    connection.exec_driver_sql("UPDATE old_messages SET parent = NULL, depth = 1")
    for table in ("drafts", "messages", "conversations"):
        connection.exec_driver_sql(f"DROP TABLE old_{table}")
    connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")
    # What fits beside the page's authentication, so that none spills into a second page.
    connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('pgsz', 3960)")
    texts = connection.exec_driver_sql(
        "SELECT sequence, text FROM messages WHERE state <> 'streaming'"
        " UNION ALL SELECT sequence, title FROM conversations"
    )
    while batch := texts.fetchmany(1000):
        add(connection, [(sequence, folded(words)) for sequence, words in batch])


_PLACE_IN_TREE = """
    conversation INTEGER NOT NULL REFERENCES conversations (sequence) ON DELETE CASCADE
"""
_PLACE_OR_NONE = """
    conversation INTEGER REFERENCES conversations (sequence) ON DELETE CASCADE
"""
_SALT = "salt BLOB NOT NULL CHECK (length(salt) = 16)"
_RISK = "IN ('none', 'concern', 'high', 'imminent')"
_TABLES_2 = (
    """
    CREATE TABLE conversations (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        activity INTEGER NOT NULL,
        leaf INTEGER,
        FOREIGN KEY (sequence, leaf) REFERENCES messages (conversation, sequence)
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    f"""
    CREATE TABLE messages (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE},
        parent INTEGER,
        version INTEGER NOT NULL CHECK (version >= 1),
        depth INTEGER NOT NULL CHECK (depth >= 1),
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        state TEXT NOT NULL
            CHECK (state IN ('complete', 'streaming', 'stopped', 'interrupted')),
        text TEXT NOT NULL,
        time INTEGER NOT NULL,
        weights TEXT,
        risk TEXT NOT NULL CHECK (risk {_RISK}),
        reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
        {_SALT},
        CHECK (parent < sequence),
        CHECK ((parent IS NULL) = (depth = 1)),
        UNIQUE (conversation, sequence),
        UNIQUE (conversation, parent, version),
        FOREIGN KEY (conversation, parent) REFERENCES messages (conversation, sequence)
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX messages_first ON messages (conversation, version)
        WHERE parent IS NULL
    """,
    "CREATE INDEX messages_streaming ON messages (sequence) WHERE state = 'streaming'",
    f"""
    CREATE TABLE notes (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_OR_NONE},
        text TEXT NOT NULL,
        time INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        {_SALT}
    ) STRICT
    """,
    "CREATE INDEX notes_place ON notes (conversation)",
    f"""
    CREATE TABLE check_ins (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_OR_NONE},
        moment TEXT NOT NULL CHECK (moment IN ('before', 'after', 'alone')),
        mood INTEGER NOT NULL CHECK (mood BETWEEN 1 AND 5),
        words TEXT NOT NULL,
        time INTEGER NOT NULL,
        {_SALT}
    ) STRICT
    """,
    "CREATE INDEX check_ins_place ON check_ins (conversation)",
    f"""
    CREATE TABLE summaries (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE},
        message INTEGER NOT NULL,
        text TEXT NOT NULL,
        time INTEGER NOT NULL,
        {_SALT},
        FOREIGN KEY (conversation, message) REFERENCES messages (conversation, sequence)
            ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX summaries_place ON summaries (conversation, message)",
    f"""
    CREATE TABLE safety_plans (
        sequence INTEGER PRIMARY KEY,
        warning_signs TEXT NOT NULL,
        own_coping TEXT NOT NULL,
        people_and_places TEXT NOT NULL,
        people_to_ask TEXT NOT NULL,
        professionals TEXT NOT NULL,
        safe_surroundings TEXT NOT NULL,
        time INTEGER NOT NULL,
        {_SALT}
    ) STRICT
    """,
    f"""
    CREATE TABLE drafts (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_OR_NONE},
        text TEXT NOT NULL,
        time INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX drafts_place ON drafts (ifnull(conversation, 0))",
    "CREATE INDEX drafts_conversation ON drafts (conversation)",
    f"""
    CREATE TABLE tags (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE},
        name TEXT NOT NULL,
        UNIQUE (conversation, name)
    ) STRICT
    """,
    f"""
    CREATE TABLE conversation_settings (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE} UNIQUE,
        style TEXT NOT NULL,
        style_version INTEGER NOT NULL,
        weights TEXT NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE risk_states (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE} UNIQUE,
        level TEXT NOT NULL CHECK (level {_RISK}),
        kinds TEXT NOT NULL,
        spoken INTEGER NOT NULL CHECK (spoken >= 0),
        dismissed TEXT NOT NULL CHECK (dismissed {_RISK})
    ) STRICT
    """,
    f"""
    CREATE TABLE places (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE} UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        subject INTEGER NOT NULL,
        digest BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE chain (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        epoch BLOB NOT NULL,
        commits INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        entries INTEGER NOT NULL,
        tip BLOB NOT NULL,
        loose BLOB NOT NULL,
        head BLOB NOT NULL,
        previous BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE VIEW searched AS
        SELECT sequence, folded(text) AS text FROM messages WHERE state <> 'streaming'
        UNION ALL SELECT sequence, folded(text) FROM notes
        UNION ALL SELECT sequence, folded(title) FROM conversations
    """,
    # No column sizes: they serve a ranking, and results come newest first.
    """
    CREATE VIRTUAL TABLE words USING fts5 (
        text, content = 'searched', content_rowid = 'sequence', columnsize = 0,
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)


def add_ratings_sampling_and_epochs_before(connection: Connection) -> None:
    """Version 3: a summary a conversation, ratings, provenance, and which epochs were before."""
    for statement in _CHANGES_3:
        connection.exec_driver_sql(statement)


_CHANGES_3 = (
    "ALTER TABLE conversations ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE messages ADD COLUMN ending TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE conversation_settings ADD COLUMN sampling TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE chain ADD COLUMN before BLOB NOT NULL DEFAULT x''",
    "DROP INDEX summaries_place",
    "ALTER TABLE summaries RENAME TO old_summaries",
    f"""
    CREATE TABLE summaries (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE} UNIQUE,
        message INTEGER NOT NULL,
        text TEXT NOT NULL,
        time INTEGER NOT NULL,
        {_SALT},
        author TEXT NOT NULL CHECK (author IN ('weights', 'person')),
        FOREIGN KEY (conversation, message) REFERENCES messages (conversation, sequence)
            ON DELETE CASCADE
    ) STRICT
    """,
    """
    INSERT INTO summaries SELECT sequence, conversation, message, text, time, salt, 'weights'
        FROM old_summaries WHERE sequence IN
        (SELECT max(sequence) FROM old_summaries GROUP BY conversation)
    """,
    "DROP TABLE old_summaries",
    "CREATE INDEX summaries_place ON summaries (conversation, message)",
    f"""
    CREATE TABLE ratings (
        sequence INTEGER PRIMARY KEY,
        {_PLACE_IN_TREE},
        message INTEGER NOT NULL UNIQUE,
        value INTEGER NOT NULL CHECK (value IN (-1, 1)),
        words TEXT NOT NULL,
        time INTEGER NOT NULL,
        {_SALT},
        FOREIGN KEY (conversation, message) REFERENCES messages (conversation, sequence)
            ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ratings_place ON ratings (conversation, message)",
    """
    CREATE TABLE known_weights (
        sequence INTEGER PRIMARY KEY,
        weights TEXT NOT NULL,
        title TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        time INTEGER NOT NULL,
        UNIQUE (weights, sha256)
    ) STRICT
    """,
    """
    CREATE TABLE replacements (
        sequence INTEGER PRIMARY KEY,
        words TEXT NOT NULL UNIQUE,
        instead TEXT NOT NULL
    ) STRICT
    """,
)

Step = Callable[[Connection], None]
MIGRATIONS: tuple[Step, ...] = (
    make_conversations_messages_and_drafts,
    add_notes_care_search_and_chain,
    add_ratings_sampling_and_epochs_before,
)
SCHEMA_VERSION = len(MIGRATIONS)
CHAIN_SINCE = 2
"""The first schema version with a chain, and so with an anchor beside it."""
EPOCHS_SINCE = 3
"""The first one whose chain names the epochs before."""


def migrate(connection: Connection, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Take every step that a journal has still before it, within the transaction open now."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    for step in steps[version:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
