"""What comes in is added; what is here stays, and what differs is kept beside it."""

import json
from pathlib import Path

import pytest

from app.core.journal.contents import Conversation
from app.core.journal.store import Journal
from app.core.transfer.choice import Choice
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS
from tests.unit.core.transfer.test_arrive import bring, said


@pytest.fixture
def moved(journal, elsewhere, talk, tmp_path) -> Path:
    """A file that both journals hold."""
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "moved.json"))
    bring(elsewhere, tmp_path / "moved.json")
    return tmp_path


def back(elsewhere: Journal, journal: Journal, folder: Path):
    export(elsewhere, Parcel(Choice(), FORMATS["json"], folder / "back.json"))
    return bring(journal, folder / "back.json")


def test_both_went_on_and_nothing_is_lost(journal, elsewhere, talk, moved):
    journal.add_message(talk, "user", "here it went on")
    elsewhere.add_message(talk, "user", "there it went on")
    journal.rename_conversation(talk, "my title")
    outcome = back(elsewhere, journal, moved)
    assert outcome.tally.added == {"Message": 1}
    assert outcome.tally.versions == 1
    assert said(journal)["my title"][-1] == "here it went on"  # the branch shown stays
    here = journal.messages(talk)[-1]
    assert [each.text for each in journal.versions(here.id)] == [
        "here it went on",
        "there it went on",
    ]
    assert back(elsewhere, journal, moved.parent).tally.added == {}
    assert journal.verify() == []


def test_it_went_on_there_alone(journal, elsewhere, talk, moved):
    elsewhere.add_message(talk, "user", "there it went on")
    back(elsewhere, journal, moved)
    assert journal.messages(talk)[-1].text == "there it went on"


def test_own_words_that_differ_become_notes(journal, elsewhere, talk, moved):
    for each, words in ((journal, "here"), (elsewhere, "there")):
        (rated,) = each.ratings(talk)
        each.rate_reply(rated, 1, f"rated {words}")
        last = each.messages(talk)[-1]
        each.save_summary(talk, last.id, f"summed up {words}", author="person")
        each.save_draft(talk, f"unsent {words}")
    for _again in range(2):
        back(elsewhere, journal, moved)
        (moved / "back.json").unlink()
    assert [rating.words for rating in journal.ratings(talk).values()] == ["rated here"]
    assert journal.summary(talk).text == "summed up here"
    assert journal.draft(talk) == "unsent here"
    notes = sorted(note.text for note in journal.notes(talk))
    assert notes == ["a note of Mei", "rated there", "summed up there", "unsent there"]


def test_a_conversation_twice_in_one_file_is_one(elsewhere, moved):
    content = json.loads((moved / "moved.json").read_text())
    content["conversations"] *= 2
    (moved / "twice.json").write_text(json.dumps(content))
    bring(elsewhere, moved / "twice.json")
    homes = [item for item in elsewhere.contents() if isinstance(item, Conversation)]
    assert len(homes) == 1
    assert elsewhere.verify() == []
