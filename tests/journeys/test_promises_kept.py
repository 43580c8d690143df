"""Nothing acknowledged is lost: kills, a full disk, two programs (VAULT: Promises)."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.lock import LOCK_FILE
from app.core.vault.profiles import Profiles

ROOT = Path(__file__).parents[2]
PASSPHRASE = "a pebble in the shoe"
KEPT = "nothing acknowledged is lost"
FULL = "a full disk loses nothing"
ALONE = "two programs don't collide"
KILLS = 20
WRITES = 1000


@pytest.fixture
def profiles(tmp_path) -> Profiles:
    profiles = Profiles(tmp_path / "profiles", MINIMUM_COST)
    profiles.create("Lin", PASSPHRASE, bootstrap.furnish)
    return profiles


@contextmanager
def python(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def opened(profiles: Profiles) -> Iterator[Journal]:
    with (
        profiles.unlock(profiles.all()[0], PASSPHRASE) as vault,
        Journal.open(vault.profile.folder, vault.subkey) as journal,
    ):
        yield journal


def texts(journal: Journal) -> dict[str, str]:
    return {m.id: m.text for head in journal.conversations() for m in journal.messages(head.id)}


@pytest.mark.promises(KEPT)
@pytest.mark.slow
def test_kills_at_any_moment_lose_no_acknowledged_word(profiles, tmp_path, promise, soak):
    """The last acknowledged text of every message is there, or one written after it."""
    chance = random.Random(20)
    acknowledged: dict[str, list[str]] = {}
    kills = writes = 0
    while kills < KILLS * soak or writes < WRITES * soak:
        with python("-m", "tests.support.writer", str(tmp_path / "profiles"), PASSPHRASE) as child:
            assert child.stdout
            assert child.stdout.readline() == "open\n"
            time.sleep(chance.uniform(0, 0.6))
            child.send_signal(signal.SIGKILL)
            for line in child.stdout:
                if line.endswith("\n"):
                    _conversation, identity, text = line.rstrip("\n").split("\t")
                    acknowledged.setdefault(identity, []).append(text)
                    writes += 1
        kills += 1
        with opened(profiles) as journal:
            found = texts(journal)
            assert journal.verify() == []
        lost = [each for each, said in acknowledged.items() if not kept(found.get(each), said)]
        assert lost == []
    promise(KEPT, kills, "kills while writing")
    promise(KEPT, writes, "acknowledged writes")
    promise(KEPT, 0, "lost")


def kept(found: str | None, acknowledged: list[str]) -> bool:
    """Whether it is the last acknowledged text, or the next part that was not yet told."""
    if found is None or len(found) < len(acknowledged[-1]):
        return False
    return found == acknowledged[-1] or found.startswith(acknowledged[-1].split(" part ")[0])


@pytest.mark.promises(ALONE)
def test_the_second_program_is_refused_and_opens_after_the_first_was_killed(
    profiles, tmp_path, promise
):
    with python("-m", "tests.support.writer", str(tmp_path / "profiles"), PASSPHRASE) as first:
        assert first.stdout
        assert first.stdout.readline() == "open\n"
        (profile,) = profiles.all()
        for attempt in ("while it is there", "without its lock file"):
            with pytest.raises(UserFacingError) as caught:
                profiles.unlock(profile, PASSPHRASE)
            assert caught.value.code == "profile_in_use", attempt
            (profile.folder / LOCK_FILE).unlink()
        first.send_signal(signal.SIGKILL)
        first.wait()
        with opened(profiles) as journal:
            assert journal.verify() == []
    promise(ALONE, 2, "second programs refused, one of them after the lock file was deleted")


@pytest.mark.promises(KEPT)
def test_a_creation_killed_half_way_leaves_nothing(tmp_path):
    story = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from app import bootstrap
        from app.core.vault.keys import MINIMUM_COST
        from app.core.vault.profiles import Profiles

        def furnish(folder, subkey):
            bootstrap.furnish(folder, subkey)
            print("furnished", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

        Profiles(Path(sys.argv[1]), MINIMUM_COST).create("Lin", "long enough words", furnish)
    """)
    folder = tmp_path / "profiles"
    with python("-c", story, str(folder)) as child:
        assert child.stdout
        assert child.stdout.read() == "furnished\n"
    assert any(folder.glob(".new-*"))
    profiles = Profiles(folder, MINIMUM_COST)
    assert profiles.all() == []
    assert not any(folder.glob(".new-*"))
    profiles.create("Lin", PASSPHRASE, bootstrap.furnish)
    with opened(profiles) as journal:
        assert journal.conversations() == []


@pytest.mark.promises(FULL)
@pytest.mark.parametrize("room", [60_000, 150_000, 400_000])
def test_when_no_file_can_grow_writes_are_refused_and_nothing_saved_is_lost(
    profiles, tmp_path, room, promise
):
    """The system refuses the writes themselves, of the write-ahead log too."""
    story = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from app.core.errors import UserFacingError
        from app.core.journal.store import Journal
        from app.core.vault.keys import MINIMUM_COST
        from app.core.vault.profiles import Profiles

        folder, passphrase, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
        profiles = Profiles(folder, MINIMUM_COST)
        vault = profiles.unlock(profiles.all()[0], passphrase)
        journal = Journal.open(vault.profile.folder, vault.subkey)
        conversation = journal.start_conversation()
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        refused = 0
        for number in range(200):
            try:
                print(journal.add_message(conversation, "user", "word " * 200).id, flush=True)
            except UserFacingError as error:
                assert error.code in {"disk_full", "journal_unreachable"}, error.code
                refused += 1
        assert refused
        assert len(journal.messages(conversation)) == 200 - refused
        journal.close()
        vault.close()
    """)
    with python("-c", story, str(tmp_path / "profiles"), PASSPHRASE, str(room)) as child:
        assert child.stdout
        acknowledged = child.stdout.read().split()
        assert child.wait() == 0
    with opened(profiles) as journal:
        assert list(texts(journal)) == acknowledged
        assert journal.verify() == []
        journal.add_message(journal.conversations()[0].id, "user", "and on it goes")
    promise(FULL, len(acknowledged), f"messages kept with room for {room:,} bytes")
