"""A person takes a journal along and brings it in elsewhere, in the terminal."""

import json
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.terminal import PASSPHRASE, Outcome, Shell

WORDS = "Mei 今天又没来"


@pytest.fixture
def person(home: Path) -> Shell:
    shell = Shell(home)
    shell.run("profile", "create", "Lin", passphrase=PASSPHRASE)
    shell.run("chat", "--once", WORDS, "--max-tokens", "4", passphrase=PASSPHRASE)
    return shell


def journal(shell: Shell, *arguments: str) -> Outcome:
    return shell.run("journal", *arguments, passphrase=PASSPHRASE)


@pytest.mark.slow
def test_a_journal_moves_house_sealed(person: Shell, home: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], capture_output=True, check=True)
    shown = subprocess.run(["age-keygen", "-y", key], capture_output=True, check=True)
    recipient = shown.stdout.decode().strip()
    sealed = tmp_path / "moved.age"
    told = journal(
        person,
        "export",
        "--format",
        "age",
        "--recipient",
        recipient,
        "--out",
        str(sealed),
        "--json",
    )
    assert (told.code, told.json["messages"] >= 1) == (0, True)
    assert "can read it" not in told.err

    elsewhere = Shell(tmp_path / "elsewhere")
    elsewhere.run("profile", "create", "Lin", passphrase=PASSPHRASE)
    look = journal(elsewhere, "import", str(sealed), "--identity", str(key), "--dry-run")
    assert look.out.startswith("This would be added: 1 conversation")
    assert journal(elsewhere, "list", "--json").json == []
    assert journal(elsewhere, "import", str(sealed), "--identity", str(key)).code == 0
    again = journal(elsewhere, "import", str(sealed), "--identity", str(key))
    assert again.out.startswith("There is nothing new in it.")
    found = journal(elsewhere, "search", "今天", "--json").json
    assert [each["text"] for each in found if each["kind"] == "message"][-1] == WORDS
    assert journal(elsewhere, "verify").code == 0


@pytest.mark.slow
def test_a_plain_file_comes_with_a_warning(person: Shell, tmp_path: Path) -> None:
    names = tmp_path / "names"
    names.write_text("Mei -> M.\n")
    out = tmp_path / "out.md"
    plain = ("export", "--format", "md", "--redact", str(names), "--out", str(out))
    told = journal(person, *plain)
    assert told.code == 0
    assert "Whoever gets hold of this file can read it" in told.err
    (file,) = out.iterdir()
    assert "M. 今天又没来" in file.read_text("utf-8")
    assert "Mei" not in file.name + file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = journal(person, *plain)
    assert (again.code, "nothing is ever replaced" in again.err) == (1, True)
    whole = ("export", "--format", "json", "--out", f"{out}.json")
    day = journal(person, *whole, "--to", "2000-01-01")
    assert (day.code, "nothing of that kind" in day.err) == (1, True)
    assert not Path(f"{out}.json").exists()
    assert journal(person, *whole).code == 0
    assert json.loads(Path(f"{out}.json").read_text("utf-8"))["version"] == 1
