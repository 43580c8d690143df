"""A person keeps, loses and gets back a journal, in the terminal."""

import shutil
from pathlib import Path

import pytest

from tests.support.terminal import PASSPHRASE, Shell


@pytest.fixture
def person(home: Path) -> Shell:
    shell = Shell(home)
    shell.run("profile", "create", "Lin", passphrase=PASSPHRASE)
    say(shell, "最近总是睡不着")
    return shell


def say(shell: Shell, words: str) -> str:
    told = shell.run("chat", "--once", words, "--max-tokens", "4", "--json", passphrase=PASSPHRASE)
    return str(told.json["conversation"])


def journal(shell: Shell, *arguments: str):
    return shell.run("journal", *arguments, passphrase=PASSPHRASE)


def folder_of(home: Path) -> Path:
    return next(file.parent for file in home.glob("profiles/*/journal.db"))


@pytest.mark.slow
def test_a_backup_brings_back_what_was_there(person: Shell, home: Path) -> None:
    name = journal(person, "backup").out.strip()
    assert [each["name"] for each in journal(person, "backups", "--json").json] == [name]
    conversation = journal(person, "list", "--json").json[0]["id"]
    assert journal(person, "rename", conversation, "夜里").code == 0
    search = person.opened("journal", "search", "-", "--json", stdin="睡不着\n".encode())
    assert search.json[0]["title"] == "夜里", "words can be looked for unseen by others"
    assert journal(person, "delete", conversation).code == 0
    assert journal(person, "list", "--json").json == []
    assert journal(person, "search", "睡不着", "--json").json == []
    assert journal(person, "restore", "elsewhere").code == 1
    assert journal(person, "restore", name).code == 0
    assert journal(person, "list", "--json").json[0]["id"] == conversation
    assert journal(person, "verify").code == 0


@pytest.mark.slow
def test_an_older_journal_is_told_and_the_person_may_go_on(person: Shell, home: Path) -> None:
    folder = folder_of(home)
    older = folder.with_name("older.db")
    shutil.copy(folder / "journal.db", older)
    say(person, "and the newest words")
    older.rename(folder / "journal.db")
    for _again in range(2):
        told = journal(person, "verify")
        assert told.code == 1
        assert "an older one than was last open here" in told.err
        assert "soulchat journal accept" in told.err
    assert journal(person, "list").code == 1
    assert journal(person, "accept").code == 0
    assert journal(person, "verify").code == 0
    assert journal(person, "list").code == 0
    assert list(folder.glob("backups/set-aside-*/journal.db"))
