"""A person takes a journal along and brings it in elsewhere, in the terminal."""

import json
import stat
import subprocess
import zipfile
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
def test_one_message_is_taken_along(person: Shell, tmp_path: Path) -> None:
    """Found by its words, and nothing that stands around it leaves with it."""
    person.opened("chat", "--new", "--once", "and then the sea came", "--max-tokens", "4")
    found = journal(person, "search", "没来", "--json").json
    (message,) = [each["id"] for each in found if each["kind"] == "message"]
    (other,) = [
        each["id"]
        for each in journal(person, "list", "--json").json
        if each["title"] == "and then the sea came"
    ]
    out = tmp_path / "one.txt"
    one = ("export", "--format", "txt", "--message", message)
    assert journal(person, *one, "--out", str(out), "--json").json["messages"] == 1
    text = out.read_text("utf-8")
    assert text.count(WORDS) == 2  # the title is made of it
    assert "the sea came" not in text
    assert "Listener" not in text

    refused = tmp_path / "refused.json"
    for options, words in (
        (("--message", "999999"), "There is no such message"),
        (("--message", "../1"), "There is no such message"),
        (("--message", message, "--message", "999999"), "There is no such message"),
        (("--message", message, "--conversation", other), "nothing of that kind"),
        (("--message", message, "--conversation", "none"), "There is no conversation with that ID"),
    ):
        told = journal(person, "export", "--format", "json", "--out", str(refused), *options)
        assert (told.code, words in told.err) == (1, True), told.err
        assert "Traceback" not in told.err
    assert list(tmp_path.glob("*refused*")) == []


@pytest.mark.slow
def test_what_wants_to_do_harm_is_refused_in_a_sentence(person: Shell, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("conversations.json", "[" + ("1,\n" + " " * 999_997) * 150 + "1]")
    (tmp_path / "gbk.json").write_bytes('[{"title": "难过"}]'.encode("gbk"))
    lines = b'{"messages": [{"role": "user", "content": "good"}]}\n{"messages": '
    (tmp_path / "half.jsonl").write_bytes(lines)
    before = journal(person, "list", "--json").json
    for name, words in (
        ("bomb.zip", "would swell to a size that can't be real"),
        ("gbk.json", "not written in UTF-8"),
        ("half.jsonl", "Line 2 of the file is no JSON"),
        ("\x1b[31m\udcff", "[31m? can't be read"),
    ):
        told = journal(person, "import", str(tmp_path / name))
        assert (told.code, told.out) == (1, "")
        assert words in told.err
        assert "\x1b" not in told.err and "inside the program" not in told.err
    assert journal(person, "list", "--json").json == before
    assert journal(person, "verify").code == 0


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
