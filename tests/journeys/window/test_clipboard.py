"""What is copied from the program, as another program on the same display gets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import Desktop
from tests.support.lockable import Lockable, wait_until
from tests.support.terminal import PASSPHRASE, Shell

WORDS = "between us"


@pytest.fixture
def desktop(home: Path, tmp_path: Path) -> Iterator[Desktop]:
    shell = Shell(home)
    assert shell.run("profile", "create", "Mira", passphrase=PASSPHRASE).code == 0
    desktop = Desktop(tmp_path)
    yield desktop
    desktop.close()


def set_seconds(home: Path, seconds: int) -> None:
    (home / "settings.toml").write_text(f"version = 1\nclear_clipboard_seconds = {seconds}\n")


def copy_draft(desktop: Desktop) -> None:
    desktop.type(WORDS)
    desktop.press("ctrl+a")
    desktop.press("ctrl+c")
    wait_until(lambda: desktop.clipboard() == WORDS, "copied")


@pytest.mark.slow
def test_it_is_hinted_secret_and_gone_at_lock(desktop: Desktop, home: Path) -> None:
    set_seconds(home, 600)
    program = Lockable(desktop)
    program.unlock()
    copy_draft(desktop)
    assert "x-kde-passwordManagerHint" in desktop.clipboard("TARGETS").split()
    assert desktop.clipboard("x-kde-passwordManagerHint") == "secret"
    assert desktop.selection() == WORDS
    program.lock()
    assert desktop.clipboard() == desktop.selection() == ""


@pytest.mark.slow
def test_it_is_gone_after_a_while_but_what_others_copied_stays(
    desktop: Desktop, home: Path
) -> None:
    set_seconds(home, 1)
    program = Lockable(desktop)
    program.unlock()
    copy_draft(desktop)
    wait_until(lambda: desktop.clipboard() == "", "taken back")

    desktop.press("ctrl+c")
    wait_until(lambda: desktop.clipboard() == WORDS, "copied again")
    desktop.copy("a recipe")
    wait_until(lambda: desktop.clipboard() == "a recipe", "copied elsewhere")
    program.lock()
    assert desktop.clipboard() == "a recipe"
