"""What is deleted leaves the disk: read past SQLCipher, page by page."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.core.errors import UserFacingError
from app.core.journal.deleting import DELETED
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.journal.values import SafetyPlan
from tests.support.keys import subkey

PAGE, RESERVED, SALT = 4096, 80, 16  # SQLCipher 4: at a page's end 16 bytes of IV and 64 of HMAC
WORDS = "zyxwunicorn"


def decrypted(data: bytes) -> bytes:
    """Every page of the file as SQLite sees it."""
    pages = []
    for at in range(0, len(data), PAGE):
        page = data[at : at + PAGE]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        cipher = Cipher(algorithms.AES(subkey("journal")), modes.CBC(vector)).decryptor()
        pages.append(cipher.update(page[SALT if at == 0 else 0 : PAGE - RESERVED]))
    return b"".join(pages)


def on_disk(folder: Path, words: str) -> int:
    return decrypted((folder / JOURNAL_FILE).read_bytes()).count(words.encode())


@pytest.fixture
def folder(tmp_path) -> Path:
    Journal.create(tmp_path, subkey)
    return tmp_path


def fill(journal: Journal, words: str) -> str:
    conversation = journal.start_conversation(f"{words} title")
    for number in range(300):
        message = journal.add_message(conversation, "user", f"{words} {number} 难过 " * 3)
    journal.add_message(conversation, "user", f"{words} again", instead_of=message.id)
    journal.add_note(f"a note of {words}", conversation)
    journal.save_draft(conversation, f"{words} draft")
    journal.save_summary(conversation, message.id, f"{words} summary")
    journal.tag(conversation, words)
    journal.save_check_in(3, f"{words} check", conversation=conversation)
    journal.keep_place(conversation)
    return conversation


def test_a_deleted_conversation_leaves_no_word_in_rows_index_or_log(folder):
    with Journal.open(folder, subkey) as journal:
        kept = fill(journal, "otherwords")
        gone = fill(journal, WORDS)
        journal.search(WORDS)
    assert on_disk(folder, WORDS) > 300, "the reading itself must be able to find"
    with Journal.open(folder, subkey) as journal:
        journal.delete_conversation(gone)
        assert on_disk(folder, WORDS) == 0
        assert (folder / f"{JOURNAL_FILE}-wal").stat().st_size == 0
        assert on_disk(folder, "otherwords") > 300
        assert [head.id for head in journal.conversations()] == [kept]
        assert journal.search(WORDS) == []
        assert len(journal.search("otherwords", 1000)) == 303
        assert journal.place() is None
        assert len(journal.check_ins()) == len(journal.notes()) == 1
        assert journal.verify() == []
    assert on_disk(folder, WORDS) == 0


def test_a_deleted_or_changed_note_leaves_no_word(folder):
    with Journal.open(folder, subkey) as journal:
        journal.add_note(f"{WORDS} one")
        changed = journal.add_note(f"{WORDS} two")
        for note in journal.notes():
            if note.id == changed.id:
                journal.change_note(note.id, "nothing of it")
            else:
                journal.delete_note(note.id)
    assert on_disk(folder, WORDS) == 0
    with Journal.open(folder, subkey) as journal, pytest.raises(UserFacingError) as caught:
        journal.delete_note("1000000")
    assert caught.value.code == "note_not_found"


def test_a_very_long_conversation_can_be_deleted(folder):
    """SQLite's cascades end at a depth of a thousand."""
    with Journal.open(folder, subkey) as journal:
        long = journal.add_conversation("long", [("user", f"{n} words") for n in range(2500)])
        journal.delete_conversation(long)
        assert journal.conversations() == []
        assert journal.verify() == []


def test_a_deleted_message_leaves_no_word_and_the_others_stay(folder):
    with Journal.open(folder, subkey) as journal:
        first = journal.add_message(None, "user", f"{WORDS} began it", title=f"{WORDS} began it")
        home = first.conversation_id
        reply = journal.add_message(home, "assistant", f"the {WORDS} again")
        journal.rate_reply(reply.id, 1, f"{WORDS} was kind")
        journal.add_message(home, "user", "what stays")
        last = journal.add_message(home, "assistant", f"{WORDS} at last")
        journal.save_summary(home, last.id, f"about {WORDS}")
        assert journal.search(WORDS)
        for message in (first, reply, last):
            assert journal.delete_message(message.id) == home
        assert [(m.text, m.ending) for m in journal.messages(home)] == [
            ("", DELETED),
            ("", DELETED),
            ("what stays", ""),
        ]
        assert journal.conversation(home).title == ""
        assert journal.search(WORDS) == []
        assert journal.ratings(home) == {}
        assert journal.summary(home) is None
        assert on_disk(folder, WORDS) == 0
        assert journal.verify() == []
        added = journal.add_message(home, "assistant", "it goes on")
        assert journal.messages(home)[-1] == added
        with pytest.raises(LookupError):
            journal.delete_message("1000000")
    assert on_disk(folder, WORDS) == 0


def test_a_title_made_of_several_lines_goes_with_them(folder):
    """As one is that was brought in."""
    with Journal.open(folder, subkey) as journal:
        said = journal.add_message(
            None, "user", f"Dear\n{WORDS},\tmy friend", title=f"Dear {WORDS}, my fr"
        )
        journal.add_message(said.conversation_id, "assistant", "what stays")
        journal.delete_message(said.id)
        assert journal.conversation(said.conversation_id).title == ""
    assert on_disk(folder, WORDS) == 0


def test_the_last_messages_go_wholly_and_another_version_takes_their_place(folder):
    with Journal.open(folder, subkey) as journal:
        asked = journal.add_message(None, "user", "asked")
        home = asked.conversation_id
        one = journal.add_message(home, "assistant", "one")
        two = journal.add_message(home, "assistant", "two", instead_of=one.id)
        journal.delete_message(two.id)
        assert [m.text for m in journal.messages(home)] == ["asked", "one"]
        journal.delete_message(asked.id)
        journal.delete_message(one.id)
        assert journal.messages(home) == []
        assert journal.conversation(home).messages == 0
        assert journal.verify() == []


def test_a_range_of_time_goes_from_conversations_notes_and_check_ins(folder):
    with Journal.open(folder, subkey) as journal:
        before = journal.add_message(None, "user", "said before")
        start = datetime.now(UTC)
        time.sleep(0.01)
        gone = fill(journal, WORDS)
        journal.add_message(before.conversation_id, "assistant", f"{WORDS} in between")
        journal.save_draft(None, f"{WORDS} unsent")
        time.sleep(0.01)
        end = datetime.now(UTC)
        after = journal.add_note("noted after")
        touched = journal.delete_between(start, end)
        assert set(touched) == {gone, before.conversation_id}
        assert [head.id for head in journal.conversations()] == [before.conversation_id]
        assert [m.text for m in journal.messages(before.conversation_id)] == ["said before"]
        assert journal.notes() == [after]
        assert journal.check_ins() == []
        assert journal.draft(None) == ""
        assert journal.delete_between(start, end) == []
        assert journal.verify() == []
        assert on_disk(folder, WORDS) == 0
    assert on_disk(folder, WORDS) == 0


def test_when_everything_goes_nothing_is_left_but_an_empty_journal(folder):
    empty = (folder / JOURNAL_FILE).stat().st_size
    with Journal.open(folder, subkey) as journal:
        for _again in range(3):
            fill(journal, WORDS)
        journal.save_safety_plan(SafetyPlan(f"{WORDS} sign"))
        journal.know_weights(WORDS, WORDS, "")
    assert on_disk(folder, WORDS) > 300
    with Journal.open(folder, subkey) as journal:
        journal.delete_everything()
        assert journal.conversations() == journal.notes() == journal.check_ins() == []
        assert journal.safety_plan() is None
        assert on_disk(folder, WORDS) == 0
        assert (folder / JOURNAL_FILE).stat().st_size <= empty + 8 * PAGE
        assert journal.verify() == []
        journal.add_message(None, "user", "anew")
        assert len(journal.search("anew")) == 1
    with Journal.open(folder, subkey) as journal:
        assert journal.verify() == []
    assert on_disk(folder, WORDS) == 0


def test_what_else_was_made_of_the_words_is_forgotten_with_them(folder):
    told: list[str | None] = []
    with Journal.open(folder, subkey) as journal:
        journal.forget = told.append
        begun = datetime.now(UTC)
        homes = [journal.add_message(None, "user", f"{n} words") for n in range(3)]
        journal.delete_message(homes[0].id)
        journal.delete_conversation(homes[1].conversation_id)
        journal.delete_between(begun, datetime.now(UTC) + timedelta(days=1))
        journal.delete_everything()
    assert told == [*(home.conversation_id for home in homes), None]
