"""A person keeps, loses and gets back a journal, in the terminal."""

import shutil
from pathlib import Path

import pytest

from tests.support.terminal import PASSPHRASE, Shell

NEW = "seven grey pebbles"


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


@pytest.mark.slow
def test_backups_move_house_and_go_back(person: Shell, home: Path, tmp_path: Path) -> None:
    """Kept in a folder of the person's, opened elsewhere, and with the keys of their day."""
    stick = tmp_path / "stick"
    settings = home / "settings.toml"
    settings.write_text(settings.read_text() + f'backup_folder = "{stick}"\n')
    missing = journal(person, "backup")
    assert missing.code == 1
    assert str(stick) in missing.err
    stick.mkdir()
    code = person.opened("profile", "recovery", "new").out.strip()
    made = journal(person, "backup", "--if-due", "--json").json
    assert made["kind"] == "automatic"
    assert Path(made["file"]).parent == stick
    assert "due" in journal(person, "backup", "--if-due").err
    conversation = journal(person, "list", "--json").json[0]["id"]

    moved = Shell(tmp_path / "another computer")
    file = str(shutil.copy(made["file"], tmp_path))
    wrong = moved.run("journal", "restore", file, "--new-profile", "Mei", passphrase="not that one")
    assert wrong.code == 1
    new = moved.run(
        "journal", "restore", file, "--new-profile", "Mei", "--json", passphrase=PASSPHRASE
    )
    assert new.json["profile"] == "Mei"
    assert journal(moved, "verify").code == 0
    assert journal(moved, "list", "--json").json[0]["id"] == conversation
    for name, given in (
        ("Lan", {"--recovery-fd": code, "--new-passphrase-fd": NEW}),
        ("Bao", {"--backup-passphrase-fd": PASSPHRASE, "--new-passphrase-fd": NEW}),
    ):
        restore = ("journal", "restore", file, "--new-profile", name, "--json")
        assert moved.run(*restore, secrets=given).json["profile"] == name
        theirs = moved.run("journal", "list", "--profile", name, "--json", passphrase=NEW)
        assert theirs.json[0]["id"] == conversation
    without = moved.run(*restore, secrets={"--recovery-fd": code})
    assert without.code == 1
    assert "--new-passphrase-fd" in without.err

    given = {"--passphrase-fd": PASSPHRASE, "--new-passphrase-fd": NEW}
    renewed = person.run("profile", "key", "new", passphrase=None, secrets=given)
    assert renewed.code == 0
    assert "backups made before" in renewed.err.lower()
    (old,) = person.run("journal", "backups", "--json", passphrase=NEW).json
    assert not old["ours"]
    assert person.run("journal", "verify", passphrase=NEW).code == 0
    assert person.run("journal", "delete", conversation, passphrase=NEW).code == 0
    given = {"--passphrase-fd": NEW, "--backup-passphrase-fd": PASSPHRASE}
    back = person.run("journal", "restore", old["name"], passphrase=None, secrets=given)
    assert back.code == 0, back.err
    listed = person.run("journal", "list", "--json", passphrase=NEW)
    assert listed.json[0]["id"] == conversation

    (aside,) = person.run("journal", "set-aside", "--json", passphrase=NEW).json
    assert person.run("journal", "set-aside", "return", aside["name"], passphrase=NEW).code == 0
    assert person.run("journal", "list", "--json", passphrase=NEW).json == []
    for each in person.run("journal", "set-aside", "--json", passphrase=NEW).json:
        deleted = person.run("journal", "set-aside", "delete", each["name"], passphrase=NEW)
        assert deleted.code == 0
    assert person.run("journal", "verify", passphrase=NEW).code == 0


@pytest.mark.slow
def test_what_is_deleted_is_told_where_it_still_is(person: Shell) -> None:
    made = journal(person, "backup").out.strip()
    conversation = journal(person, "list", "--json").json[0]["id"]
    message = journal(person, "show", conversation, "--json").json["messages"][0]["id"]
    deleted = journal(person, "delete", "--message", message)
    assert deleted.code == 0
    assert made in deleted.err
    assert "最近总是睡不着" not in journal(person, "show", conversation).out
    assert journal(person, "delete", "--message", "999999").code == 1
    unsure = journal(person, "delete", "--everything")
    assert unsure.code == 1
    assert journal(person, "list", "--json").json != []
    gone = journal(person, "delete", "--from", "2020-01-01", "--yes", "--remake-backups")
    assert gone.code == 0
    assert journal(person, "list", "--json").json == []
    (left,) = journal(person, "backups", "--json").json
    assert left["name"] != made
    assert journal(person, "delete", "--everything", "--yes").code == 0
    assert journal(person, "verify").code == 0
