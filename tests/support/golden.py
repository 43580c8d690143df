"""Makes the golden journal of today's schema version: python -m tests.support.golden FOLDER.

Run once for each schema version, before its first release; the file is then kept
as it is, for every later version must open it.
"""

import sys
from pathlib import Path

from sqlalchemy import text

from app.core.journal.migrations import SCHEMA_VERSION
from app.core.journal.store import JOURNAL_FILE, Journal

KEY = bytes(range(32))
FIRST = (
    ("user", "最近总是睡不着。"),
    ("assistant", "听起来你已经累了很久。"),
    ("user", "Yes. And nobody notices 🌙"),
    ("assistant", "I am listen"),
)
TITLES = ("夜里", "An empty one")
DRAFTS = ("still thinking", "写到一半")
OTHER_VERSION = "Would you like to tell me more?"


def make(folder: Path) -> Path:
    """Two conversations: one with a second version of a reply, and a reply cut off."""
    Journal.create(folder, KEY)
    with Journal.open(folder, KEY) as journal:
        conversation, _empty = (journal.start_conversation(title) for title in TITLES)
        for role, words in FIRST[:-1]:
            journal.add_message(conversation, role, words, risk="concern", weights="demo")
        role, words = FIRST[-1]
        journal.add_message(conversation, role, words, state="streaming")
        journal.save_draft(None, DRAFTS[0])
        journal.save_draft(conversation, DRAFTS[1])
        with journal._database.writing() as session:  # what the journal can't write yet
            session.execute(
                text(
                    "INSERT INTO messages (id, conversation, parent, version, depth, role,"
                    " state, text, time, weights, risk, reviewed) SELECT 'another', conversation,"
                    " parent, 2, depth, role, state, :words, time, weights, risk, reviewed"
                    " FROM messages WHERE depth = 2"
                ),
                {"words": OTHER_VERSION},
            )
    return (folder / JOURNAL_FILE).rename(folder / f"journal-{SCHEMA_VERSION}.db")


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
