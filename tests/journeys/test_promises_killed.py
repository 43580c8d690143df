"""Nothing acknowledged is lost when the program is killed in mid work (VAULT: Promises)."""

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from app.core.journal import migrations
from app.core.journal.anchor import ANCHOR_FILE, Anchor
from app.core.journal.database import Database
from app.core.journal.files import BACKUPS
from app.core.journal.opening import remembered, stand
from app.core.journal.store import JOURNAL_FILE, Journal
from tests.support.keys import subkey

ROOT = Path(__file__).parents[2]
KEPT = "nothing acknowledged is lost"
KILLS = 20
MESSAGES = 3_000

pytestmark = pytest.mark.slow


def kill(story: str, folder: Path, seconds: float | None) -> list[str]:
    """Start a program, kill it after a while, and give the lines it had printed.

    Args:
        seconds: None for a story that kills itself.
    """
    command = [sys.executable, "-c", textwrap.dedent(story), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        if seconds is not None:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        return [line.strip() for line in process.stdout if line.endswith("\n")]


class Keyring:
    """A witness in memory."""

    def __init__(self, line: str) -> None:
        self.line = line

    def recall(self, purpose: str) -> str | None:
        return self.line

    def remember(self, purpose: str, text: str) -> bool:
        self.line = text
        return True


def make_first_version(folder: Path) -> None:
    """A journal of schema version 1, long enough for a migration to take a while."""
    (folder / JOURNAL_FILE).touch()
    database = Database(folder / JOURNAL_FILE, subkey("journal"))
    with database.writing() as session:
        connection = session.connection()
        migrations.migrate(connection, migrations.MIGRATIONS[:1])
        connection.exec_driver_sql(
            "INSERT INTO conversations (id, title, created, updated, activity)"
            " VALUES ('c', 'title', 0, 0, 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO messages (id, conversation, parent, version, depth, role, state, text,"
            " time, risk, reviewed) VALUES (?, 1, ?, 1, ?, 'user', 'complete', ?, 0, 'none', 0)",
            [
                (f"m{number}", number - 1 or None, number, f"message {number} 难过 " * 10)
                for number in range(1, MESSAGES + 1)
            ],
        )
        connection.exec_driver_sql(f"UPDATE conversations SET leaf = {MESSAGES}")
    database.close()


@pytest.mark.promises(KEPT)
def test_kills_during_a_migration_lose_nothing(tmp_path, promise, soak):
    first, work = tmp_path / "first", tmp_path / "work"
    first.mkdir()
    make_first_version(first)
    story = """
        import sys
        from pathlib import Path
        from app.core.journal.store import Journal
        from tests.support.keys import subkey
        print("ready", flush=True)
        with Journal.open(Path(sys.argv[1]), subkey):
            print("migrated", flush=True)
    """
    shutil.copytree(first, work)
    begun = time.monotonic()
    with Journal.open(work, subkey):
        usual = time.monotonic() - begun
    chance = random.Random(31)
    in_time = 0
    for _ in range(KILLS * soak):
        shutil.rmtree(work)
        shutil.copytree(first, work)
        in_time += kill(story, work, chance.uniform(0, usual * 1.1)) == []
        with Journal.open(work, subkey) as journal:
            assert len(journal.messages("c")) == MESSAGES
            assert journal.verify() == []
    assert in_time > KILLS * soak / 4, "the kills came too late to mean anything"
    promise(KEPT, KILLS * soak, "kills around a migration")


@pytest.mark.promises(KEPT)
def test_kills_during_backups_lose_nothing_and_leave_no_half_backup(tmp_path, promise, soak):
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        said = [("user", f"message {number} 难过 " * 10) for number in range(1000)]
        journal.add_conversation("title", said)
    story = """
        import sys, threading
        from pathlib import Path
        from app.core.journal.store import Journal
        from tests.support.keys import subkey
        journal = Journal.open(Path(sys.argv[1]), subkey)
        conversation = journal.conversations()[0].id
        print("ready", flush=True)
        def tell(line):  # whole: two threads write, and print() writes the line's end apart
            sys.stdout.write(f"{line}\\n")
            sys.stdout.flush()
        def back_up():
            while True:
                tell(f"backup {journal.back_up().name}")
        threading.Thread(target=back_up, daemon=True).start()
        number = 0
        while True:
            number += 1
            tell(journal.add_message(conversation, "user", f"words {number}").id)
    """
    chance = random.Random(32)
    writes = backups = 0
    for _ in range(KILLS * soak):
        lines = kill(story, tmp_path, chance.uniform(0, 0.8))
        told = {line for line in lines if not line.startswith("backup")}
        made = {line.split()[1] for line in lines if line.startswith("backup")}
        with Journal.open(tmp_path, subkey) as journal:
            kept = {m.id for m in journal.messages(journal.conversations()[0].id)}
            assert told <= kept
            assert journal.verify() == []  # the backups too
        assert made <= {backup.name for backup in Journal.backups(tmp_path)}
        writes, backups = writes + len(told), backups + len(made)
        shutil.rmtree(tmp_path / BACKUPS, ignore_errors=True)
    promise(KEPT, KILLS * soak, "kills around backups")
    promise(KEPT, writes, "acknowledged writes meanwhile")
    promise(KEPT, backups, "backups meanwhile")


@pytest.mark.promises(KEPT)
def test_kills_during_a_restore_leave_what_was_there_or_the_backup(tmp_path, promise, soak):
    first, work = tmp_path / "first", tmp_path / "work"
    first.mkdir()
    Journal.create(first, subkey)
    with Journal.open(first, subkey) as journal:
        said = [("user", f"message {number} 难过 " * 10) for number in range(1000)]
        conversation = journal.add_conversation("title", said)
        journal.back_up()
        journal.add_message(conversation, "user", "after the backup")
    story = """
        import sys
        from pathlib import Path
        from app.core.journal.store import Journal
        from tests.support.keys import subkey
        folder = Path(sys.argv[1])
        made = Journal.backups(folder)[0]
        print("ready", flush=True)
        Journal.restore(folder, subkey, made)
        print("restored", flush=True)
    """
    shutil.copytree(first, work)
    begun = time.monotonic()
    Journal.restore(work, subkey, Journal.backups(work)[0])
    usual = time.monotonic() - begun
    chance = random.Random(33)
    in_time = 0
    for _ in range(KILLS * soak):
        shutil.rmtree(work)
        shutil.copytree(first, work)
        restored = kill(story, work, chance.uniform(0, usual * 1.1)) == ["restored"]
        in_time += not restored
        with Journal.open(work, subkey) as journal:
            assert len(journal.messages(conversation)) in ({1000} if restored else {1000, 1001})
            assert journal.verify() == []
    assert in_time > KILLS * soak / 4, "the kills came too late to mean anything"
    promise(KEPT, KILLS * soak, "kills around a restore")


@pytest.mark.promises(KEPT)
def test_kills_before_the_keyring_is_told_raise_no_alarm(tmp_path, promise):
    """Killed at the very call that tells it: what it remembers is an epoch of before."""
    first = tmp_path / "first"
    first.mkdir()
    Journal.create(first, subkey)
    with Journal.open(first, subkey) as journal:
        journal.start_conversation("title")
        journal.back_up()
        journal.save_draft(None, "after the backup")
        standing = stand(journal._database).mark
    assert standing
    line = remembered(standing)
    golden = ROOT / "tests" / "golden"
    for name, action in {
        "restored": "Journal.restore(folder, subkey, Journal.backups(folder)[0], witness=it)",
        "accepted": "Journal.open(folder, subkey, witness=it, accept_loss=True)",
        "migrated": "Journal.open(folder, subkey, witness=it)",
    }.items():
        folder = tmp_path / name
        shutil.copytree(first, folder)
        if name == "accepted":
            (folder / ANCHOR_FILE).unlink()
        if name == "migrated":
            shutil.copy(golden / "journal-2.db", folder / JOURNAL_FILE)
            shutil.copy(golden / "journal-2.anchor", folder / ANCHOR_FILE)
            marks = Anchor(folder, subkey("anchor")).read()
            assert marks
            line = remembered(marks.known[0])
        story = f"""
            import os, signal, sys
            from pathlib import Path
            from app.core.journal.store import Journal
            from tests.support.keys import subkey
            class Witness:
                def recall(self, purpose):
                    return {line!r}
                def remember(self, purpose, text):
                    os.kill(os.getpid(), signal.SIGKILL)
            folder, it = Path(sys.argv[1]), Witness()
            print("ready", flush=True)
            {action}
            print("told", flush=True)
        """
        assert kill(story, folder, None) == []
        witness = Keyring(line)
        with Journal.open(folder, subkey, witness=witness) as journal:
            assert journal.verify() == []
        assert witness.line != line
    promise(KEPT, 3, "kills before the keyring was told, without an alarm")


@pytest.mark.promises("a full disk loses nothing")
def test_a_disk_without_any_room_still_lets_a_person_read(tmp_path, promise):
    """No file can grow by a byte: not the log, nor the memory that connections share."""
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        said = [("user", f"message {number} 难过") for number in range(50)]
        conversation = journal.add_conversation("title", said)
    closed, killed = tmp_path / "closed", tmp_path / "killed"
    with Journal.open(tmp_path, subkey) as journal:
        closed.mkdir()
        for file in tmp_path.glob("journal.*"):
            shutil.copy(file, closed)
        journal.add_message(conversation, "assistant", "cut off", state="streaming")
        killed.mkdir()
        for file in tmp_path.glob("journal.*"):
            shutil.copy(file, killed)
    for file in (closed / "journal.db-wal", closed / "journal.db-shm", killed / "journal.db-shm"):
        file.unlink()
    story = """
        import resource, sys
        from pathlib import Path
        from app.core.errors import UserFacingError
        from app.core.journal.store import Journal
        from tests.support.keys import subkey
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        journal = Journal.open(Path(sys.argv[1]), subkey)
        conversation = journal.conversations()[0].id
        print(len(journal.messages(conversation)), len(journal.search("难过", 100)), flush=True)
        for write in (
            lambda: journal.add_message(conversation, "user", "more " * 2000),
            lambda: journal.save_draft(None, "draft " * 2000),
            journal.back_up,
        ):
            try:
                write()
            except UserFacingError as error:
                assert error.code in {"disk_full", "journal_unreachable"}, error.code
            else:
                raise AssertionError("there was room")
        print(len(journal.messages(conversation)), flush=True)
        journal.close()
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    for folder, messages in ((closed, 50), (killed, 51)):
        command = [sys.executable, "-c", textwrap.dedent(story), str(folder)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False
        )
        assert done.stdout.split() == [str(messages), "50", str(messages)], done.stderr
        with Journal.open(folder, subkey) as journal:
            assert len(journal.messages(conversation)) == messages
            assert journal.verify() == []
    promise("a full disk loses nothing", 2, "journals read where no file can grow")
