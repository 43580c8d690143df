"""Makes the golden journal of today's schema version: python -m tests.support.golden FOLDER.

Run once for each schema version, before its first release; the file is then kept
as it is, for every later version must open it.
"""

import sys
from dataclasses import replace
from pathlib import Path

from app.core.journal.anchor import ANCHOR_FILE
from app.core.journal.migrations import SCHEMA_VERSION
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.journal.values import ConversationSettings, RiskState, SafetyPlan
from tests.support.keys import subkey

FIRST = (
    ("user", "最近总是睡不着。"),
    ("assistant", "听起来你已经累了很久。"),
    ("user", "Yes. And nobody notices 🌙"),
    ("assistant", "I am listen"),
)
TITLES = ("夜里", "An empty one")
DRAFTS = ("still thinking", "写到一半")
OTHER_VERSION = "Would you like to tell me more?"
NOTE, CHECK_IN, SUMMARY, TAG = "那晚以后", "tired", "About the nights.", "sleep"
PLAN = SafetyPlan("pacing at night", "walk", "the library", "Mei", "Dr. Ito", "pills away")
SETTINGS = ConversationSettings("listener", 1, "demo")
SAMPLING = '{"temperature":0.5}'
ENDING, RATING, WEIGHTS = "repeated", "kind words", ("demo", "A demo", "0f" * 32)
RISK = RiskState("concern", ("passive",), 2, "concern")


def make(folder: Path) -> Path:
    """Two conversations: one with a second version of a reply, and a reply cut off."""
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        conversation, _empty = (journal.start_conversation(title) for title in TITLES)
        said = [
            journal.add_message(conversation, role, words, risk="concern", weights="demo")
            for role, words in FIRST[:-1]
        ]
        other = OTHER_VERSION
        journal.add_message(conversation, "assistant", other, instead_of=said[1].id)
        journal.switch_version(said[1].id)
        role, words = FIRST[-1]
        journal.add_message(conversation, role, words, state="streaming")
        journal.save_draft(None, DRAFTS[0])
        journal.save_draft(conversation, DRAFTS[1])
        journal.add_note(NOTE, conversation)
        journal.save_check_in(2, CHECK_IN)
        journal.save_summary(conversation, said[-1].id, SUMMARY)
        journal.save_safety_plan(PLAN)
        journal.tag(conversation, TAG)
        chosen = replace(SETTINGS, sampling=SAMPLING)
        journal.save_conversation_settings(conversation, chosen)
        journal.update_reply(said[1].id, said[1].text, "complete", ENDING)
        journal.rate_reply(said[1].id, 1, RATING)
        journal.know_weights(*WEIGHTS)
        journal.save_risk_state(conversation, RISK)
        journal.keep_place(conversation)
    (folder / ANCHOR_FILE).rename(folder / f"journal-{SCHEMA_VERSION}.anchor")
    return (folder / JOURNAL_FILE).rename(folder / f"journal-{SCHEMA_VERSION}.db")


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
