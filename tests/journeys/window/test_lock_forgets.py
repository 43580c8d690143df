"""Lock really forgets: the memory of every process, read from outside (DESIGN 4.10)."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap
from tests.support import memory
from tests.support.desktop import PATIENCE, Desktop
from tests.support.lockable import Lockable, wait_until
from tests.support.promises import Promise
from tests.support.terminal import PASSPHRASE, Shell

CHINESE = "金丝雀今晚飞走了"
SAID = "my kanarienvogel flew away tonight"
UNSENT = "and nobody noticed zwielicht"
PROMISE = "lock really forgets"
SECONDS = 5
SOME = 200
"""Letters of a reply and of what stands beneath it."""


@pytest.fixture
def shell(home: Path, endless_replies: None) -> Shell:
    shell = Shell(home)
    assert shell.run("profile", "create", "Mira", passphrase=PASSPHRASE).code == 0
    assert (
        shell.opened("chat", "--once", "-", "--max-tokens", "40", stdin=CHINESE.encode()).code == 0
    )
    return shell


@pytest.fixture
def desktop(home: Path, tmp_path: Path) -> Iterator[Desktop]:
    desktop = Desktop(tmp_path)
    yield desktop
    desktop.close()


def keys(home: Path) -> dict[str, bytes]:
    """The profile's keys as they are, and as SQLCipher is told them."""
    program = bootstrap.start(home)
    with program.profiles.unlock(program.default_profile(), PASSPHRASE) as vault:
        raw = {"data key": vault._data_key}
        for purpose in ("journal", "snapshots", "chain", "anchor"):
            raw[f"{purpose} key"] = vault.subkey(purpose)
    found = {name: key for name, key in raw.items() if key}
    assert len(found) == 5
    return found | {f"{name} (hex)": key.hex().encode() for name, key in found.items()}


def pieces(text: str) -> list[str]:
    """Parts of a reply, long enough to stand nowhere by chance."""
    whole = [text[at : at + 24] for at in range(0, len(text), 24)]
    return [piece for piece in whole if len(piece.encode()) >= 24][:8]


@pytest.mark.slow
@pytest.mark.promises(PROMISE)
def test_five_seconds_after_lock_no_process_remembers_a_word_or_a_key(
    home: Path, shell: Shell, desktop: Desktop, promise: Promise
) -> None:
    sought = keys(home)
    for words in (CHINESE, SAID, UNSENT, PASSPHRASE):
        sought |= memory.forms(words)
    with memory.every_descendant():
        program = Lockable(desktop)
        program.unlock()
        program.say(SAID)
        wait_until(lambda: len(program.reads().partition(SAID)[2]) > SOME, "no reply")
        desktop.type(UNSENT)
        before = memory.search(program.family(), sought)
        workers = program.workers()
        assert {"data key", "journal key (hex)"} <= before.names
        for words in (CHINESE, SAID, UNSENT):
            assert memory.forms(words).keys() & before.names, words
        assert any(SAID in name for name in memory.search(workers, memory.forms(SAID)).names)

        program.lock()
        replies = [
            message["text"]
            for talk in shell.opened("journal", "list", "--json").json
            for message in shell.opened("journal", "show", talk["id"], "--json").json["messages"]
            if message["role"] == "assistant"
        ]
        written = [piece for text in replies for piece in pieces(text)]
        assert written
        for piece in written:
            sought |= memory.forms(piece)
        time.sleep(SECONDS)
        family = program.family()
        assert not any(worker.is_running() for worker in workers)
        assert {program.started.pid, program.window.pid} <= {each.pid for each in family}
        after = memory.search(family, sought)
        assert after.names == set(), after.found
        promise(PROMISE, len(sought), "words and keys sought")
        promise(PROMISE, len(family), "processes")
        promise(PROMISE, round(after.searched / 2**20), "MB of memory")
        promise(PROMISE, len(after.names), f"found {SECONDS} s after lock")

        program.started.terminate()
        assert program.started.wait(PATIENCE) == 0
        assert not [each for each in program.family() if each.is_running()]


@pytest.mark.slow
@pytest.mark.promises(PROMISE)
def test_a_recovery_code_on_the_screen_is_forgotten_too(desktop: Desktop, promise: Promise) -> None:
    with memory.every_descendant():
        program = Lockable(desktop, first=lambda control: "quiet place" in control.name)
        desktop.press("Return")
        program.see(lambda control: control.name == "Create my journal")
        for words, keys_pressed in (
            ("Mira", ["Tab"]),
            (PASSPHRASE, ["Tab"] * 3),
            (PASSPHRASE, ["Return"]),
        ):
            desktop.type(words)
            for key in keys_pressed:
                desktop.press(key)
        shown = program.see(lambda control: control.name.startswith("Recovery code: "))
        code = shown.name.removeprefix("Recovery code: ")
        sought = memory.forms(code) | memory.forms(code.replace("-", "")) | memory.forms(PASSPHRASE)
        before = memory.search(program.family(), sought)
        assert memory.forms(code).keys() & before.names

        program.lock()
        time.sleep(SECONDS)
        after = memory.search(program.family(), sought)
        assert after.names == set(), after.found
        promise(PROMISE, len(sought), "forms of a recovery code and its passphrase sought")
        program.started.terminate()
        assert program.started.wait(PATIENCE) == 0
