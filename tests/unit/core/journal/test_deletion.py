"""What is deleted leaves the disk: read past SQLCipher, page by page."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.core.errors import UserFacingError
from app.core.journal.store import JOURNAL_FILE, Journal
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
