"""Any change of the journal's files is noticed, whatever the file (VAULT: Promises)."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from app import bootstrap, upkeep
from app.core.errors import UserFacingError
from app.core.journal.anchor import ANCHOR_FILE
from app.core.journal.files import BACKUPS
from app.core.journal.store import JOURNAL_FILE, LOSSES, Journal
from app.core.vault import attached, sealed_file
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from tests.support.flips import flipped
from tests.support.keys import subkey

NOTICED = "any change is noticed"
FLIPS = 300
PAGE = 4096
LOG_FILE = f"{JOURNAL_FILE}-wal"
REFUSED = LOSSES | {"journal_damaged", "journal_foreign", "journal_missing"}

pytestmark = pytest.mark.promises(NOTICED)


def said(journal: Journal) -> list[object]:
    """All that a person could see, search included."""
    heads = journal.conversations()
    messages = [message for head in heads for message in journal.messages(head.id)]
    return [heads, messages, journal.notes(), journal.search("words", 10_000), journal.draft(None)]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A journal closed in order."""
    folder = tmp_path / "profile"
    folder.mkdir()
    Journal.create(folder, subkey)
    with Journal.open(folder, subkey) as journal:
        for title in ("one", "two"):
            conversation = journal.start_conversation(title)
            for number in range(25):
                journal.add_message(conversation, "user", f"{number} words 难过 " * 20)
        journal.add_note("a note with words")
    return folder


@pytest.fixture
def killed(folder) -> Path:
    """The same and more, as a kill leaves it: the last commits are in the log alone."""
    with Journal.open(folder, subkey) as journal:
        conversation = journal.conversations()[0].id
        for number in range(40):
            journal.add_message(conversation, "user", f"later words {number}")
            journal.save_draft(None, f"draft {number}")
        return Path(shutil.copytree(folder, folder.with_name("killed")))


def noticed(folder: Path, whole: list[object]) -> str:
    """The code that tells of the damage; "" when it had no effect at all."""
    try:
        with Journal.open(folder, subkey) as journal:
            found = journal.verify()
            if found:
                return found[0]
            assert said(journal) == whole, "something was lost or changed in silence"
            return ""
    except UserFacingError as error:
        assert error.code in REFUSED, error.code
        return error.code


def test_any_bit_that_flips_in_the_write_ahead_log_is_noticed(killed, tmp_path, promise, soak):
    work = tmp_path / "work"
    shutil.copytree(killed, work)
    with Journal.open(work, subkey) as journal:
        whole = said(journal)
    log = (killed / LOG_FILE).read_bytes()
    chance = random.Random(21)
    outcomes: Counter[str] = Counter()
    for _ in range(FLIPS * soak):
        shutil.rmtree(work)
        shutil.copytree(killed, work)
        (work / LOG_FILE).write_bytes(flipped(log, chance))
        outcomes[noticed(work, whole)] += 1
    assert outcomes["journal_tail_lost"] > FLIPS * soak / 2
    promise(NOTICED, FLIPS * soak - outcomes[""], "flips in the write-ahead log told")
    promise(NOTICED, outcomes[""], "such flips proven without effect")


def test_any_bit_that_flips_in_the_anchor_is_noticed(folder, promise, soak):
    with Journal.open(folder, subkey) as journal:
        whole = said(journal)
    anchor = (folder / ANCHOR_FILE).read_bytes()
    chance = random.Random(22)
    for _ in range(FLIPS * soak):
        (folder / ANCHOR_FILE).write_bytes(flipped(anchor, chance))
        assert noticed(folder, whole) in {"anchor_damaged", "anchor_repaired"}
    promise(NOTICED, FLIPS * soak, "flips in the anchor")


def test_any_bit_that_flips_in_a_backup_is_noticed(tmp_path, promise, soak):
    profiles = Profiles(tmp_path, MINIMUM_COST)
    profile = profiles.create("Lin", "a pebble in the shoe", bootstrap.furnish).profile
    chance = random.Random(23)
    with (
        profiles.unlock(profile, "a pebble in the shoe") as vault,
        Journal.open(profile.folder, vault.subkey) as journal,
    ):
        conversation = journal.start_conversation("title")
        for number in range(30):
            journal.add_message(conversation, "user", f"{number} words " * 30)
        file = journal.back_up().file
        assert journal.verify() == []
        whole = file.read_bytes()
        for number in range(FLIPS * soak):
            if number % 3:
                file.write_bytes(flipped(whole, chance))
            else:  # the label and the key file are a small part of it
                head = flipped(whole[: attached.AFTER], chance)
                file.write_bytes(head + whole[attached.AFTER :])
            assert journal.verify() == ["backup_damaged"]
        file.write_bytes(whole)
        assert journal.verify() == []
    promise(NOTICED, FLIPS * soak, "flips in a backup")


def test_any_bit_that_flips_in_a_snapshot_is_noticed(tmp_path, promise, soak):
    profiles = Profiles(tmp_path, MINIMUM_COST)
    profile = profiles.create("Lin", "a pebble in the shoe", bootstrap.furnish).profile
    folder = profile.folder / "snapshots"
    folder.mkdir()
    file = folder / "0123456789abcdef.kv"
    chance = random.Random(25)
    with profiles.unlock(profile, "a pebble in the shoe") as vault:
        key, content = vault.subkey("snapshots"), chance.randbytes(1_200_000)
        assert sealed_file.write(file, key, file.stem, [content], lambda: True)
        whole = file.read_bytes()
        assert not upkeep.mend_snapshots(vault)
        for _ in range(FLIPS * soak):
            file.write_bytes(flipped(whole, chance))
            assert upkeep.mend_snapshots(vault)
            assert not file.exists()
        for data in (b"", whole[:-1], whole[:1_000_000], whole + b"\0"):
            file.write_bytes(data)
            assert upkeep.mend_snapshots(vault)
        other = file.with_name("fedcba9876543210.kv")
        other.write_bytes(whole)  # one in the place of another
        assert upkeep.mend_snapshots(vault)
    promise(NOTICED, FLIPS * soak, "flips in a snapshot")


def test_an_old_page_put_back_is_noticed(folder, promise):
    """Each page that SQLCipher wrote at an earlier time, in the place where it was then."""
    stages = [(folder / JOURNAL_FILE).read_bytes()]
    for stage in range(4):
        with Journal.open(folder, subkey) as journal:
            conversation = journal.conversations()[-1].id
            for number in range(10):
                journal.add_message(conversation, "user", f"{stage} {number} words 难过 " * 10)
            journal.change_note(journal.notes()[0].id, f"words of stage {stage}")
        stages.append((folder / JOURNAL_FILE).read_bytes())
    now = stages.pop()
    with Journal.open(folder, subkey) as journal:
        whole = said(journal)
    outcomes: Counter[str] = Counter()
    for stage in stages:
        for at in range(0, len(stage), PAGE):
            old = stage[at : at + PAGE]
            if old == now[at : at + PAGE]:
                continue
            (folder / JOURNAL_FILE).write_bytes(now[:at] + old + now[at + PAGE :])
            outcomes[noticed(folder, whole)] += 1
            shutil.rmtree(folder / BACKUPS, ignore_errors=True)
            for log in folder.glob(f"{JOURNAL_FILE}-*"):
                log.unlink()
    assert sum(outcomes.values()) > 50
    promise(NOTICED, sum(outcomes.values()) - outcomes[""], "old pages put back told")
    promise(NOTICED, outcomes[""], "old pages without effect")


def test_old_files_and_cut_files_are_noticed(folder, promise):
    old = (folder / JOURNAL_FILE).read_bytes()
    with Journal.open(folder, subkey) as journal:
        journal.add_message(journal.conversations()[0].id, "user", "the newest words")
    now = (folder / JOURNAL_FILE).read_bytes()
    chance = random.Random(24)
    lengths = [0, 1, 15, 16, 100, 4095, 4096, 4097, len(now) - 1, len(now) - PAGE]
    lengths += [chance.randrange(len(now)) for _ in range(50)]
    for data in (old, *(now[:length] for length in lengths)):
        (folder / JOURNAL_FILE).write_bytes(data)
        assert noticed(folder, []) != ""
        for log in folder.glob(f"{JOURNAL_FILE}-*"):
            log.unlink()
    (folder / JOURNAL_FILE).unlink()
    assert noticed(folder, []) == "journal_missing"
    promise(NOTICED, len(lengths) + 2, "old, cut, emptied and missing files")
