"""What is noticed when a journal is not as it was left, and that the person can go on."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.journal.anchor import ANCHOR_FILE, Anchor, Mark, Marks
from app.core.journal.files import BACKUPS
from app.core.journal.store import JOURNAL_FILE, LOSSES, Journal
from tests.support.keys import subkey

LOG_FILE = f"{JOURNAL_FILE}-wal"


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        journal.start_conversation("title")
        say(journal, 10)
    return folder


def say(journal: Journal, messages: int) -> None:
    conversation = journal.conversations()[0].id
    for number in range(messages):
        journal.add_message(conversation, "user", f"{number} words")


def said(folder: Path, **options: bool) -> int:
    with Journal.open(folder, subkey, **options) as journal:
        assert journal.verify() == []
        return len(journal.messages(journal.conversations()[0].id))


def copied(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(name)))


def code_of(folder: Path, **options: object) -> str:
    with pytest.raises(UserFacingError) as caught:
        Journal.open(folder, subkey, **options)
    return caught.value.code


def went_on(folder: Path, code: str) -> int:
    """The loss is told again and again, until the person goes on; nothing is deleted by that."""
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    assert code in LOSSES
    assert code_of(folder) == code_of(folder) == code
    left = said(folder, accept_loss=True)
    (aside,) = (folder / BACKUPS).glob("set-aside-*")
    kept = {file.name: file.read_bytes() for file in aside.iterdir()}
    assert kept.items() <= before.items()
    assert kept.keys() >= {JOURNAL_FILE}
    assert said(folder) == left
    return left


@pytest.fixture
def killed(folder) -> Path:
    """As a kill leaves it: five messages are in the write-ahead log alone."""
    with Journal.open(folder, subkey) as journal:
        say(journal, 5)
        return copied(folder, "killed")


def test_after_a_kill_all_is_there(killed):
    assert said(killed) == 15
    assert not (killed / LOG_FILE).exists()


def test_a_log_that_goes_missing_is_told(killed):
    (killed / LOG_FILE).unlink()
    assert went_on(killed, "journal_rolled_back") == 10


def test_a_log_cut_short_or_changed_is_told(killed):
    log = killed / LOG_FILE
    whole = log.read_bytes()
    log.write_bytes(whole[: len(whole) // 2])
    assert code_of(killed) == "journal_tail_lost"
    log.write_bytes(whole[:40] + b"\0\0" + whole[42:])
    assert went_on(killed, "journal_tail_lost") == 10


def test_a_damaged_log_is_left_as_it_is_until_the_person_goes_on(killed):
    log = killed / LOG_FILE
    log.write_bytes(log.read_bytes()[:9000])
    before = log.read_bytes(), (killed / JOURNAL_FILE).read_bytes()
    assert code_of(killed) == "journal_tail_lost"
    assert (log.read_bytes(), (killed / JOURNAL_FILE).read_bytes()) == before


def test_an_old_file_put_back_is_told(folder):
    old = (folder / JOURNAL_FILE).read_bytes()
    with Journal.open(folder, subkey) as journal:
        say(journal, 1)
    (folder / JOURNAL_FILE).write_bytes(old)
    assert went_on(folder, "journal_rolled_back") == 10


def test_a_journal_from_before_the_chain_is_not_taken_for_todays(folder):
    golden = Path(__file__).parents[3] / "golden" / "journal-1.db"
    shutil.copy(golden, folder / JOURNAL_FILE)
    assert code_of(folder) == "journal_rolled_back"


def test_a_journal_one_commit_ahead_is_what_a_crash_leaves(folder):
    anchor = (folder / ANCHOR_FILE).read_bytes()
    with Journal.open(folder, subkey) as journal:
        say(journal, 1)
    (folder / ANCHOR_FILE).write_bytes(anchor)
    assert said(folder) == 11


def test_an_anchor_that_is_older_missing_or_damaged_is_told(folder):
    anchor = (folder / ANCHOR_FILE).read_bytes()
    with Journal.open(folder, subkey) as journal:
        say(journal, 2)
    whole = (folder / ANCHOR_FILE).read_bytes()
    (folder / ANCHOR_FILE).write_bytes(anchor)
    assert code_of(folder) == "anchor_behind"
    for data in (b"", whole[:100], whole[:4096], whole + b"\0", bytes(len(whole))):
        (folder / ANCHOR_FILE).write_bytes(data)
        assert code_of(folder) == "anchor_damaged"
    (folder / ANCHOR_FILE).unlink()
    assert went_on(folder, "anchor_missing") == 12


def test_going_on_that_is_cut_off_tells_the_same_loss_again(folder):
    (folder / ANCHOR_FILE).unlink()
    coming = Mark(bytes(16), 1, bytes(32), pending=True)
    Anchor(folder, subkey("anchor")).announce(coming, beside=None)
    assert went_on(folder, "anchor_missing") == 10


@pytest.mark.parametrize("commits", [4, 5])
def test_settling_spares_what_vouches_for_the_journal_until_the_other_is_written(folder, commits):
    """The system takes no byte of the second slot: what was there is there still."""
    import resource  # not there on Windows

    anchor = Anchor(folder, subkey("anchor"))
    old = [Mark(b"o" * 16, 4 + number, bytes(32)) for number in (0, 1)]
    for each in old:
        anchor.write(each)
    new = Mark(b"n" * 16, 1, b"n" * 32)
    anchor.announce(replace(new, pending=True), beside=old[commits - 4])
    at = 1 - commits % 2
    before = (folder / ANCHOR_FILE).read_bytes()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        with pytest.raises(UserFacingError, match="disk_full"):
            anchor.settle(new)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    after = (folder / ANCHOR_FILE).read_bytes()
    assert (before[:4096] == after[:4096]) == (at == 0)
    anchor.settle(new)
    assert anchor.read() == Marks((new, new), damaged=0)


def test_the_newest_mark_lost_together_with_the_last_commit_is_told(folder):
    before = copied(folder, "before")
    with Journal.open(folder, subkey) as journal:
        say(journal, 1)
    anchor = bytearray((folder / ANCHOR_FILE).read_bytes())
    shutil.copy(before / JOURNAL_FILE, folder / JOURNAL_FILE)
    codes = set()
    for slot in (0, 4096):
        changed = bytearray(anchor)
        changed[slot + 50] ^= 1
        (folder / ANCHOR_FILE).write_bytes(changed)
        codes.add(code_of(folder))
    assert codes == {"anchor_damaged", "journal_rolled_back"}


def test_the_anchor_of_another_profile_is_not_believed(folder, tmp_path):
    def stranger(purpose: str) -> bytes:
        return bytes(32) if purpose == "anchor" else subkey(purpose)

    with pytest.raises(UserFacingError) as caught:
        Journal.open(folder, stranger)
    assert caught.value.code == "anchor_damaged"


class Memory:
    """Remembers one line, as a keyring does."""

    line: str | None = None

    def recall(self, purpose: str) -> str | None:
        return self.line

    def remember(self, purpose: str, text: str) -> bool:
        self.line = text
        return True


def test_an_older_copy_of_the_whole_folder_shows_where_a_witness_remembers(folder):
    witness = Memory()
    older = copied(folder, "older")
    with Journal.open(folder, subkey, witness=witness) as journal:
        say(journal, 1)
    with Journal.open(older, subkey):
        pass  # nobody can tell without one
    assert code_of(older, witness=witness) == "journal_rolled_back"
    with Journal.open(older, subkey, witness=witness, accept_loss=True) as journal:
        say(journal, 1)
    with Journal.open(older, subkey, witness=witness) as journal:
        assert journal.verify() == []


def test_a_restored_backup_is_no_rollback_to_a_witness(folder):
    witness = Memory()
    with Journal.open(folder, subkey, witness=witness) as journal:
        made = journal.back_up()
        say(journal, 3)
    Journal.restore(folder, subkey, made, witness=witness)
    with Journal.open(folder, subkey, witness=witness) as journal:
        assert len(journal.messages(journal.conversations()[0].id)) == 10


class Gone:
    """A witness who remembers, and whom nobody can tell anything any more."""

    def __init__(self, line: str | None) -> None:
        self.line = line

    def recall(self, purpose: str) -> str | None:
        return self.line

    def remember(self, purpose: str, text: str) -> bool:
        return False


def test_a_new_epoch_the_witness_was_not_told_of_is_no_rollback(folder):
    """Whether killed before it was told, or its keyring was locked: it follows what it knows."""
    witness = Memory()
    with Journal.open(folder, subkey, witness=witness) as journal:
        made = journal.back_up()
        say(journal, 3)
    gone = Gone(witness.line)
    for _again in range(3):
        Journal.restore(folder, subkey, made, witness=gone)
        with Journal.open(folder, subkey, witness=gone) as journal:
            say(journal, 1)
    (folder / ANCHOR_FILE).unlink()
    assert code_of(folder, witness=gone) == "anchor_missing"
    with Journal.open(folder, subkey, witness=gone, accept_loss=True):
        pass
    with Journal.open(folder, subkey, witness=gone) as journal:
        assert journal.verify() == []


def test_a_migration_the_witness_was_not_told_of_is_no_rollback(folder):
    for file in folder.iterdir():
        file.unlink()
    golden = Path(__file__).parents[3] / "golden"
    shutil.copy(golden / "journal-2.db", folder / JOURNAL_FILE)
    shutil.copy(golden / "journal-2.anchor", folder / ANCHOR_FILE)
    (mark, *_rest) = Anchor(folder, subkey("anchor")).read().known
    gone = Gone(f"{mark.epoch.hex()} {mark.commits}")
    for _again in range(2):
        with Journal.open(folder, subkey, witness=gone) as journal:
            assert journal.verify() == []


def test_an_epoch_left_unfinished_is_a_rollback_once_the_one_before_went_on(folder):
    """Who copied the folder in the middle of a restore can't put that in its place later."""
    witness = Memory()
    with Journal.open(folder, subkey, witness=witness) as journal:
        made = journal.back_up()
        say(journal, 3)
    middle = copied(folder, "middle")
    Journal.restore(middle, subkey, made, witness=Gone(witness.line))
    with Journal.open(folder, subkey, witness=witness) as journal:
        say(journal, 1)
    assert code_of(middle, witness=witness) == "journal_rolled_back"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE messages SET text = 'something else' WHERE depth = 3",
        "UPDATE messages SET risk = 'none', reviewed = 1 WHERE depth = 3",
        "UPDATE conversations SET leaf = (SELECT sequence FROM messages WHERE depth = 3)",
        "UPDATE conversations SET title = 'another'",
        "DELETE FROM messages WHERE depth = 10",
        "DELETE FROM changes WHERE number = 10",
        "DELETE FROM changes WHERE number = 3",
        "UPDATE changes SET digest = zeroblob(16) WHERE number = 3",
        "UPDATE chain SET sequence = 0",
        "UPDATE chain SET before = zeroblob(24)",
        "INSERT INTO notes VALUES (1000, NULL, 'not mine', 0, 0, zeroblob(16))",
    ],
)
def test_what_was_changed_past_the_chain_is_told(folder, change):
    with Journal.open(folder, subkey) as journal:
        with journal._database.reading() as session:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            if "DELETE FROM messages" in change:
                connection.exec_driver_sql("UPDATE conversations SET leaf = NULL")
            connection.exec_driver_sql(change)
            connection.commit()
        assert journal.verify()[0] == "journal_changed"


def test_an_index_that_lies_is_made_anew(folder):
    with Journal.open(folder, subkey) as journal:
        with journal._database.reading() as session:
            connection = session.connection()
            connection.exec_driver_sql("INSERT INTO words (rowid, text) VALUES (99, 'ghost')")
            connection.commit()
        assert journal.verify() == ["journal_index_repaired"]
        assert journal.verify() == []
        assert len(journal.search("words")) == 10
