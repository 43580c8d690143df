"""A journal with one of everything, and another one that is empty."""

import pytest

from app.core.journal.store import Journal
from app.core.journal.values import SafetyPlan
from tests.support.keys import subkey


@pytest.fixture
def journal(tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        yield journal


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        yield journal


@pytest.fixture
def talk(journal) -> str:
    """The id of a conversation with all that can belong to one."""
    asked = journal.add_message(
        None, "user", "我很难过, Mei doesn't call. <script>alert(1)</script>", title="Mei 梅"
    )
    home = asked.conversation_id
    weights = "/home/somebody/tiny.gguf"
    first = journal.add_message(home, "assistant", "第一个", weights=weights)
    journal.add_message(home, "assistant", "Since when?", instead_of=first.id, weights=weights)
    journal.add_message(home, "user", "Since Monday. ![x](http://tracker/x.png)")
    journal.add_message(home, "assistant", "Call somebody.", reviewed=True)
    journal.know_weights(weights, "Tiny", "ab" * 32)
    journal.rate_reply(first.id, -1, "cold")
    journal.add_note("a note of Mei", home)
    journal.add_note("a note of its own")
    journal.save_check_in(2, "=HYPERLINK(1)", conversation=home, moment="before")
    journal.tag(home, "night")
    journal.save_safety_plan(SafetyPlan(own_coping="walk"))
    journal.save_draft(home, "unsent")
    return home
