"""A program that must not start says why, also to who started it with a click."""

from pathlib import Path

from tests.support.desktop import PATIENCE, Desktop
from tests.support.terminal import COMMAND

_REPLACED = """
from argon2 import low_level
low_level.hash_secret_raw = lambda *_secret, hash_len, **_cost: bytes(hash_len)
"""


def test_cryptography_that_is_not_what_it_says_is_told_in_a_window(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(_REPLACED)
    desktop = Desktop(tmp_path)
    try:
        program = desktop.start(COMMAND, SOULCHAT_HOME=str(home), PYTHONPATH=str(tmp_path))
        desktop.wait_for(program, lambda it: "doesn't work as it must (Argon2id)" in it.name)
        assert list((home / "profiles").iterdir()) == []
        assert desktop.active() == program.pid
        desktop.press("Return")
        assert program.wait(PATIENCE) == 1
    finally:
        desktop.close()
