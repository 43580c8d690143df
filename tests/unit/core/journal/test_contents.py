"""What a journal holds leaves it, and comes back, as it was."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UserFacingError
from app.core.journal.contents import Conversation, Item, Tally
from app.core.journal.store import Journal
from app.core.journal.values import CheckIn, Message, Note, Rating, SafetyPlan, Summary
from tests.support.journals import conversations, journals
from tests.support.keys import subkey

NOW = datetime(2026, 11, 21, 22, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """The folder of an empty journal, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    Journal.create(folder, subkey)
    return folder


@pytest.fixture
def journal(tmp_path):
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        yield journal


def bring(journal: Journal, items: Iterable[Item], *, dry: bool = False) -> Tally:
    with journal.bringing(dry=dry) as arrival:
        for item in items:
            arrival.add(item)
    return arrival.tally


def numbered(told: Iterable[Item]) -> list[Item]:
    """Messages by their place in the conversation; no other ids, which are of one journal."""
    items = list(told)
    found: list[Item] = []
    numbers: dict[str | None, str | None] = {None: None}
    for item in items:
        match item:
            case Conversation():
                numbers = {None: None}
                found.append(item)
            case Message():
                numbers[item.id] = str(len(numbers))
                found.append(replace(item, id=numbers[item.id], parent_id=numbers[item.parent_id]))
            case Rating():
                found.append(replace(item, message_id=numbers[item.message_id]))
            case Summary():
                found.append(replace(item, id="", message_id=numbers[item.message_id]))
            case Note() | CheckIn():
                found.append(replace(item, id=""))
            case _:
                found.append(item)
    heads = iter(leaves(items))
    return [replace(i, leaf=next(heads)) if isinstance(i, Conversation) else i for i in found]


def leaves(items: list[Item]) -> list[str | None]:
    """The place of the last message of each active branch."""
    found: list[str | None] = []
    ids: list[str] = []
    for item in items:
        if isinstance(item, Conversation):
            ids, wanted = [], item.leaf
            found.append(None)
        elif isinstance(item, Message):
            ids.append(item.id)
            if item.id == wanted:
                found[-1] = str(len(ids))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(items=journals())
def test_any_journal_comes_back_as_it_was(empty, items):
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(empty, Path(place, "journal")))
        with Journal.open(folder, subkey) as journal:
            dry = bring(journal, items, dry=True)
            assert bring(journal, items) == dry
            assert numbered(journal.contents()) == items
            again = bring(journal, journal.contents())
            assert again.added == {}
            assert numbered(journal.contents()) == items
            assert journal.verify() == []


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(items=conversations("0" * 16), data=st.data())
def test_what_was_written_on_elsewhere_comes_along(empty, items, data):
    """Half of it is here, and then all of it arrives: nothing is twice, nothing is lost."""
    begun = items[: data.draw(st.integers(1, len(items)))]
    told = {item.id for item in begun if isinstance(item, Message)}
    begun = [
        replace(item, leaf=item.leaf if item.leaf in told else None)
        if isinstance(item, Conversation)
        else item
        for item in begun
    ]
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(empty, Path(place, "journal")))
        with Journal.open(folder, subkey) as journal:
            bring(journal, begun)
            bring(journal, items)
            assert sorted(map(str, messages(journal))) == sorted(
                str(item.text) for item in items if isinstance(item, Message)
            )
            assert journal.verify() == []


def messages(journal: Journal) -> list[str]:
    return [item.text for item in journal.contents() if isinstance(item, Message)]


def talk(*said: str, identity: str = "0" * 16) -> list[Item]:
    """A conversation in which one message follows the other."""
    return [
        Conversation(identity, "talk", NOW, NOW),
        *(
            Message(
                id=str(number),
                conversation_id=identity,
                parent_id=str(number - 1) if number > 1 else None,
                role="user" if number % 2 else "assistant",
                text=text,
                state="complete",
                time=NOW,
                version=1,
                weights=None,
                risk="none",
                reviewed=False,
            )
            for number, text in enumerate(said, start=1)
        ),
    ]


def test_a_message_changed_elsewhere_stands_beside_ours(journal):
    bring(journal, talk("I can't sleep", "Tell me more", "Since Monday"))
    tally = bring(journal, talk("I can't sleep", "Tell me less"))
    assert (tally.versions, tally.added) == (1, {"Message": 1})
    shown = journal.messages("0" * 16)
    assert [message.text for message in shown] == ["I can't sleep", "Tell me more", "Since Monday"]
    assert [each.text for each in journal.versions(shown[1].id)] == ["Tell me more", "Tell me less"]


def test_a_conversation_goes_on_where_it_was_written_on(journal):
    bring(journal, talk("one", "two"))
    bring(journal, talk("one", "two", "three", "four"))
    assert [message.text for message in journal.messages("0" * 16)] == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_another_safety_plan_becomes_a_note(journal):
    journal.save_safety_plan(SafetyPlan(own_coping="walk"))
    bring(journal, [SafetyPlan(own_coping="swim")])
    assert journal.safety_plan() == SafetyPlan(own_coping="walk")
    (note,) = journal.notes()
    assert "swim" in note.text


def test_nothing_stays_of_what_broke_off(journal):
    broken = [*talk("one", "two"), replace(talk("x")[1], id="9", parent_id="7")]
    with pytest.raises(UserFacingError, match="import_out_of_order"):
        bring(journal, broken)
    assert list(journal.contents()) == []
    assert journal.search("one") == []
    assert journal.verify() == []


def test_what_came_is_found(journal):
    bring(journal, talk("我很难过", "I hear you"))
    assert [found.text for found in journal.search("难过")] == ["我很难过"]


def test_a_reply_still_being_written_is_not_told(journal):
    asked = journal.add_message(None, "user", "Hello?")
    journal.add_message(asked.conversation_id, "assistant", "not yet scr", state="streaming")
    assert messages(journal) == ["Hello?"]
    (head,) = [item for item in journal.contents() if isinstance(item, Conversation)]
    assert head.leaf == asked.id


def test_the_active_branch_alone(journal):
    asked = journal.add_message(None, "user", "Hello?")
    first = journal.add_message(asked.conversation_id, "assistant", "first")
    journal.add_message(asked.conversation_id, "assistant", "second", instead_of=first.id)
    told = journal.contents([asked.conversation_id], branches=False)
    assert [item.text for item in told if isinstance(item, Message)] == ["Hello?", "second"]
