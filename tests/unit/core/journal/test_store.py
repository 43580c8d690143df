from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from tests.support.keys import subkey


@pytest.fixture
def folder(tmp_path) -> Path:
    Journal.create(tmp_path, subkey)
    return tmp_path


@pytest.fixture
def journal(folder):
    with Journal.open(folder, subkey) as journal:
        yield journal


def code_of(action, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    assert caught.value.__cause__ is None
    return caught.value.code


def test_what_was_said_is_there_tomorrow(folder):
    with Journal.open(folder, subkey) as journal:
        conversation = journal.start_conversation("夜里")
        said = journal.add_message(conversation, "user", "睡不着 🌙", risk="concern")
        answered = journal.add_message(
            conversation, "assistant", "I am here.", weights="demo", state="stopped"
        )
        reviewed = journal.add_message(conversation, "assistant", "Call someone.", reviewed=True)
    assert said.parent_id is None
    assert (answered.parent_id, reviewed.parent_id) == (said.id, answered.id)
    assert (said.text, said.risk, said.state) == ("睡不着 🌙", "concern", "complete")
    assert (answered.weights, answered.state, answered.reviewed) == ("demo", "stopped", False)
    assert reviewed.reviewed is True
    assert abs(datetime.now(UTC) - said.time) < timedelta(minutes=1)
    with Journal.open(folder, subkey) as journal:
        assert journal.messages(conversation) == [said, answered, reviewed]
        (head,) = journal.conversations()
        assert (head.id, head.title, head.messages) == (conversation, "夜里", 3)
        assert head.updated == reviewed.time
        assert journal.verify() == []


def test_the_conversation_last_written_in_comes_first(journal):
    first, second = journal.start_conversation("one"), journal.start_conversation("two")
    assert [head.id for head in journal.conversations()] == [second, first]
    journal.add_message(first, "user", "again")
    assert [head.id for head in journal.conversations()] == [first, second]
    journal.rename_conversation(second, "renamed")
    assert [head.title for head in journal.conversations()] == ["one", "renamed"]
    assert journal.messages(second) == []


def test_a_reply_grows_while_it_streams(folder, journal):
    conversation = journal.start_conversation()
    journal.add_message(conversation, "user", "Hello")
    reply = journal.add_message(conversation, "assistant", "", state="streaming")
    journal.update_reply(reply.id, "Hel", "streaming")
    journal.update_reply(reply.id, "Hello you", "complete")
    assert journal.messages(conversation)[-1].text == "Hello you"
    assert journal.messages(conversation)[-1].state == "complete"
    with pytest.raises(LookupError):
        journal.update_reply("nothing", "text", "complete")


def test_a_reply_that_was_cut_off_is_kept_as_interrupted(folder):
    with Journal.open(folder, subkey) as journal:
        conversation = journal.start_conversation()
        journal.add_message(conversation, "user", "Hello")
        reply = journal.add_message(conversation, "assistant", "I was ab", state="streaming")
        assert reply.state == "streaming"
    with Journal.open(folder, subkey) as journal:
        states = [(message.text, message.state) for message in journal.messages(conversation)]
        assert states == [("Hello", "complete"), ("I was ab", "interrupted")]


def test_drafts_are_kept_one_a_place(folder):
    with Journal.open(folder, subkey) as journal:
        conversation = journal.start_conversation()
        assert journal.draft(None) == journal.draft(conversation) == ""
        journal.save_draft(None, "new")
        journal.save_draft(conversation, "hal")
        journal.save_draft(conversation, "half")
    with Journal.open(folder, subkey) as journal:
        assert (journal.draft(None), journal.draft(conversation)) == ("new", "half")
        journal.save_draft(None, "")
        journal.save_draft(None, "")
        assert (journal.draft(None), journal.draft(conversation)) == ("", "half")


def test_a_conversation_that_is_not_there_is_said(journal):
    for action in (journal.messages, journal.draft):
        assert code_of(action, "nothing") == "conversation_not_found"
    assert code_of(journal.add_message, "nothing", "user", "Hi") == "conversation_not_found"
    assert code_of(journal.rename_conversation, "nothing", "Hi") == "conversation_not_found"
    assert code_of(journal.save_draft, "nothing", "Hi") == "conversation_not_found"


def test_half_a_character_is_refused_everywhere_and_nothing_is_stored(journal):
    conversation = journal.start_conversation()
    reply = journal.add_message(conversation, "assistant", "", state="streaming")
    half = "broken \ud83d"
    assert code_of(journal.start_conversation, half) == "message_unreadable"
    assert code_of(journal.rename_conversation, conversation, half) == "message_unreadable"
    assert code_of(journal.add_message, conversation, "user", half) == "message_unreadable"
    assert code_of(journal.update_reply, reply.id, half, "complete") == "message_unreadable"
    assert code_of(journal.save_draft, None, half) == "message_unreadable"
    assert journal.messages(conversation) == [reply]


def test_every_text_comes_back_as_it_was(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        conversation = journal.start_conversation()

        @settings(deadline=None, max_examples=60)
        @given(st.text())
        def comes_back(text):
            journal.add_message(conversation, "user", text)
            journal.save_draft(conversation, text)
            assert journal.messages(conversation)[-1].text == text
            assert journal.draft(conversation) == text

        comes_back()


def test_a_long_conversation_is_one_branch_in_order(journal):
    conversation = journal.start_conversation()
    texts = [f"message {number}" for number in range(300)]
    for text in texts:
        journal.add_message(conversation, "user", text)
    messages = journal.messages(conversation)
    assert [message.text for message in messages] == texts
    assert [m.parent_id for m in messages] == [None, *(m.id for m in messages[:-1])]
    assert len({message.id for message in messages}) == 300


def test_threads_writing_together_lose_nothing(journal):
    shared = journal.start_conversation()

    def write(number: int) -> str:
        own = journal.start_conversation(f"{number}")
        for index in range(15):
            journal.add_message(shared, "user", f"{number}/{index}")
            journal.add_message(own, "user", f"{index}")
            journal.conversations()
        return own

    with ThreadPoolExecutor(8) as pool:
        owned = list(pool.map(write, range(8)))
    said = [message.text for message in journal.messages(shared)]
    assert sorted(said) == sorted(f"{n}/{i}" for n in range(8) for i in range(15))
    for own in owned:
        assert [m.text for m in journal.messages(own)] == [f"{i}" for i in range(15)]
    assert journal.verify() == []


def test_a_bug_is_not_passed_off_as_a_fault_and_quotes_nobody(journal):
    conversation = journal.start_conversation()
    with pytest.raises(DBAPIError) as caught:
        journal.add_message(conversation, "robot", "a private word")
    assert "private" not in str(caught.value)
    assert journal.messages(conversation) == []


def test_neither_words_nor_keys_show_in_a_repr(journal):
    conversation = journal.start_conversation("a private title")
    message = journal.add_message(conversation, "user", "a private word")
    assert "private" not in repr(message) + repr(journal.conversations())
    assert subkey("journal").hex() not in repr(journal) + repr(vars(journal))


def test_after_closing_nothing_works_and_no_log_is_left(folder):
    journal = Journal.open(folder, subkey)
    journal.start_conversation()
    journal.close()
    journal.close()
    assert sorted(file.name for file in folder.iterdir()) == ["journal.anchor", "journal.db"]
    with pytest.raises(RuntimeError):
        journal.conversations()
    assert sorted(file.name for file in folder.iterdir()) == ["journal.anchor", "journal.db"]


def test_the_times_of_what_the_person_wrote_are_known_across_conversations(journal):
    begun = datetime.now(UTC) - timedelta(seconds=1)
    first = journal.add_message(None, "user", "hello")
    journal.add_message(first.conversation_id, "assistant", "I'm listening.")
    second = journal.add_message(None, "user", "and something else")
    assert journal.spoken_since(begun) == [first.time, second.time]
    assert journal.spoken_since(datetime.now(UTC) + timedelta(hours=1)) == []
