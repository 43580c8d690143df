"""A person's profiles in the terminal: kept, renamed, given new secrets, deleted."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from app.core.vault import format as keyfile
from tests.support.terminal import PASSPHRASE, Outcome, Shell

NEW = "seven grey pebbles 石头"


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


@pytest.fixture
def code(shell: Shell) -> str:
    """The recovery code of somebody who has a profile."""
    return shell.run("profile", "create", "Mei", passphrase=PASSPHRASE).out.strip()


@pytest.fixture
def typed(shell: Shell) -> Iterator["Typed"]:
    typed = Typed(shell)
    yield typed
    typed.end()


class Typed:
    """What a person does who sits at a terminal."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._terminals: list[pexpect.spawn] = []

    def run(self, *arguments: str) -> pexpect.spawn:
        program, *rest = self._shell.command(*arguments)
        terminal = pexpect.spawn(program, rest, encoding="utf-8", timeout=60)
        self._terminals.append(terminal)
        return terminal

    def end(self) -> None:
        for terminal in self._terminals:
            terminal.close(force=True)


def answer(terminal: pexpect.spawn, *dialogue: tuple[str, str]) -> None:
    for question, words in dialogue:
        terminal.expect(question)
        terminal.sendline(words)


def ends_well(terminal: pexpect.spawn, sentence: str) -> None:
    terminal.expect(sentence)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def opens(shell: Shell, **secrets: str) -> bool:
    given = {f"--{name}-fd": text for name, text in secrets.items()}
    outcome = shell.run("journal", "list", "--json", secrets=given)
    assert outcome.code == 0 or "doesn't open" in outcome.err or "another journal" in outcome.err
    return outcome.code == 0


@pytest.mark.slow
def test_a_script_changes_the_passphrase_with_the_old_one_or_the_code(shell: Shell, code: str):
    journal = next((shell.home / "profiles").glob("*/journal.db"))
    before = journal.read_bytes()
    old_and_new = {"--passphrase-fd": PASSPHRASE, "--new-passphrase-fd": NEW}
    assert shell.run("profile", "passphrase", secrets=old_and_new).code == 0
    assert journal.read_bytes() == before
    assert opens(shell, passphrase=NEW)
    assert opens(shell, recovery=code)
    assert not opens(shell, passphrase=PASSPHRASE)

    code_and_new = {"--recovery-fd": code, "--new-passphrase-fd": PASSPHRASE}
    assert shell.run("profile", "passphrase", secrets=code_and_new).code == 0
    assert opens(shell, passphrase=PASSPHRASE)
    assert not opens(shell, passphrase=NEW)


def test_a_change_that_is_refused_changes_nothing(shell: Shell, code: str):
    for old, new, sentence in (
        (NEW, NEW, "doesn't open this journal"),
        (PASSPHRASE, "short", "too short"),
    ):
        secrets = {"--passphrase-fd": old, "--new-passphrase-fd": new}
        refused = shell.run("profile", "passphrase", secrets=secrets)
        assert (refused.code, refused.out) == (1, "")
        assert sentence in refused.err
    nobody = shell.run("profile", "passphrase", passphrase=PASSPHRASE)
    assert nobody.code == 1
    assert "--new-passphrase-fd" in nobody.err
    assert opens(shell, passphrase=PASSPHRASE)


@pytest.mark.slow
def test_one_way_in_is_removed_by_who_shows_the_other(shell: Shell, code: str):
    by_passphrase, by_code = {"--passphrase-fd": PASSPHRASE}, {"--recovery-fd": code}

    def remove(what: str, secrets: dict[str, str], *yes: str) -> Outcome:
        return shell.run("profile", what, "remove", *yes, secrets=secrets)

    for what, secrets, yes, sentence in (
        ("passphrase", by_passphrase, ("--yes",), "must be shown to open it now"),
        ("recovery", by_code, ("--yes",), "must be shown to open it now"),
        ("passphrase", by_code, (), "not confirmed"),
    ):
        refused = remove(what, secrets, *yes)
        assert refused.code == 1
        assert sentence in refused.err
    assert opens(shell, passphrase=PASSPHRASE)
    assert opens(shell, recovery=code)

    removed = remove("passphrase", by_code, "--yes")
    assert removed.code == 0
    assert "loses everything in it, for good" in removed.err
    assert not opens(shell, passphrase=PASSPHRASE)
    last = remove("recovery", by_code, "--yes")
    assert last.code == 1
    assert "Nothing that you know would open" in last.err
    assert opens(shell, recovery=code)

    back = {**by_code, "--new-passphrase-fd": NEW}
    assert shell.run("profile", "passphrase", secrets=back).code == 0
    by_passphrase = {"--passphrase-fd": NEW}
    assert remove("recovery", by_passphrase, "--yes").code == 0
    assert not opens(shell, recovery=code)
    assert remove("passphrase", by_passphrase, "--yes").code == 1
    renewed = shell.run("profile", "recovery", "new", secrets=by_passphrase).out.strip()
    assert opens(shell, recovery=renewed)


@pytest.mark.slow
def test_a_removal_at_the_terminal_says_what_it_means_first(shell: Shell, code: str, typed: Typed):
    terminal = typed.run("profile", "passphrase", "remove")
    answer(
        terminal,
        ("(?s)loses everything.*or recovery code", code),
        ("Type remove to remove it", "yes"),
    )
    terminal.expect("Nothing was removed")
    terminal.expect(pexpect.EOF)
    assert opens(shell, passphrase=PASSPHRASE)
    terminal = typed.run("profile", "passphrase", "remove")
    answer(terminal, ("or recovery code", code), ("Type remove to remove it", "remove"))
    ends_well(terminal, "passphrase is removed")
    assert not opens(shell, passphrase=PASSPHRASE)


@pytest.mark.slow
def test_a_forgotten_passphrase_is_replaced_at_the_terminal(shell: Shell, code: str, typed: Typed):
    terminal = typed.run("profile", "passphrase")
    answer(
        terminal,
        ("or recovery code", "what was it again"),
        ("(?s)doesn't open this journal.*or recovery code", code.lower().replace("-", " ")),
        ("New passphrase", NEW),
        ("same again", NEW + "!"),
        ("(?s)not the same.*New passphrase", NEW),
        ("same again", NEW),
    )
    terminal.expect("Strong: over 100 years to guess")
    ends_well(terminal, "passphrase is changed")
    assert opens(shell, passphrase=NEW)
    assert opens(shell, recovery=code)


@pytest.mark.slow
def test_after_several_wrong_tries_the_terminal_takes_its_time(code: str, typed: Typed):
    terminal = typed.run("journal", "list")
    answer(terminal, *[("or recovery code", "wrong")] * 3)
    terminal.expect("the next one comes in 1 s")
    answer(terminal, ("or recovery code", PASSPHRASE))
    ends_well(terminal, "no conversation yet")


def test_a_new_recovery_code_replaces_the_one_before(shell: Shell, code: str):
    made = shell.run("profile", "recovery", "new", passphrase=PASSPHRASE)
    assert "Write it down" in made.err
    again = shell.run("profile", "recovery", "new", "--json", secrets={"--recovery-fd": made.out})
    newest = again.json["recovery_code"]
    assert opens(shell, recovery=newest)
    assert not opens(shell, recovery=code)
    assert not opens(shell, recovery=made.out)


def test_a_code_that_nobody_saw_is_not_the_only_way(shell: Shell, code: str):
    with Path("/dev/full").open("wb") as full:
        lost = shell.start("profile", "recovery", "new", stdout=full)
        _out, err = lost.communicate()
    assert lost.returncode == 1
    assert b"profile recovery new" in err
    assert opens(shell, passphrase=PASSPHRASE)

    with Path("/dev/full").open("wb") as full:
        lost = shell.start("profile", "create", "Lin", stdout=full)
        _out, err = lost.communicate()
    assert lost.returncode == 1
    assert b"can't be written" in err
    assert [each["profile"] for each in shell.run("profile", "list", "--json").json] == ["Mei"]


@pytest.mark.slow
def test_a_private_name_is_nowhere_without_the_passphrase(shell: Shell, home: Path):
    arguments = ("profile", "create", "-", "--private-name", "--json")
    made = shell.run(*arguments, passphrase=PASSPHRASE, stdin=b"Schneewittchen\n").json
    assert made["profile"] == "Schneewittchen"
    (listed,) = shell.run("profile", "list", "--json").json
    assert listed == {"profile": "Profile 1", "id": made["id"]}
    for words in ("Profile 1", made["id"]):
        shown = shell.run("journal", "list", "--profile", words, "--json", passphrase=PASSPHRASE)
        assert shown.json == []
    assert not [
        1 for file in home.rglob("*") if file.is_file() and b"chneewit" in file.read_bytes()
    ]
    second = shell.run("profile", "create", "Rotkäppchen", "--private-name", passphrase=PASSPHRASE)
    assert second.code == 0
    names = [each["profile"] for each in shell.run("profile", "list", "--json").json]
    assert names == ["Profile 1", "Profile 2"]


@pytest.mark.slow
def test_a_profile_is_renamed_and_its_name_sealed(shell: Shell, code: str):
    def names() -> list[str]:
        return [each["profile"] for each in shell.run("profile", "list", "--json").json]

    assert shell.opened("profile", "rename", "小梅 Mei").code == 0
    assert names() == ["小梅 Mei"]
    assert shell.opened("profile", "rename", "小梅 mei", "Mei", "--private-name").code == 0
    assert names() == ["Profile 1"]
    assert shell.opened("profile", "rename", "Profile 1", "-", stdin=b"Lin\n").code == 0
    assert names() == ["Profile 1"], "a sealed name stays sealed"
    assert shell.opened("profile", "rename", "Lin", "--no-private-name").code == 0
    assert names() == ["Lin"]
    shell.run("profile", "create", "Mei", passphrase=PASSPHRASE)
    taken = shell.opened("profile", "rename", "Lin", "mei")
    assert taken.code == 1
    assert "exists already" in taken.err


def test_a_profile_is_deleted_only_when_that_is_confirmed(shell: Shell, code: str, typed: Typed):
    unconfirmed = shell.run("profile", "delete", "Mei")
    assert unconfirmed.code == 1
    assert "--yes" in unconfirmed.err
    terminal = typed.run("profile", "delete", "Mei")
    answer(terminal, ("(?s)for good.*Type the name again", "Mai"))
    terminal.expect("Nothing was deleted")
    assert opens(shell, passphrase=PASSPHRASE)
    terminal = typed.run("profile", "delete", "Mei")
    answer(terminal, ("Type the name again", "Mei"))
    ends_well(terminal, "are deleted")
    assert shell.run("profile", "list", "--json").json == []
    assert [*(shell.home / "profiles").glob("[!.]*")] == []


@pytest.mark.usefixtures("endless_replies")
def test_a_profile_in_use_is_not_deleted(shell: Shell, code: str):
    with shell.start("chat", "--once", "Tell me a long story about the sea.") as chat:
        assert chat.stdout
        assert os.read(chat.stdout.fileno(), 8)
        refused = shell.run("profile", "delete", "Mei", "--yes")
        assert refused.code == 1
        assert "open in another window" in refused.err
        chat.kill()
    assert opens(shell, passphrase=PASSPHRASE)
    assert shell.run("profile", "delete", "Mei", "--yes").code == 0


def test_quick_unlock_without_a_keyring_is_refused_kindly(shell: Shell, code: str):
    refused = shell.opened("profile", "quick-unlock", "on")
    assert refused.code == 1
    assert "no keyring that can be trusted" in refused.err
    assert opens(shell, passphrase=PASSPHRASE)
    assert shell.opened("profile", "quick-unlock", "off").code == 0


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("none", "That passphrase doesn't open this journal."),
        ("key file", "The key file of this profile is damaged, and so is its second copy."),
        ("newer", "This profile was written by a newer version of the program."),
        ("journal", "journal"),
    ],
)
def test_what_is_wrong_is_told_apart(shell: Shell, code: str, damage: str, sentence: str):
    (folder,) = (shell.home / "profiles").glob("[!.]*")
    copies = [folder / name for name in keyfile.COPIES]
    if damage == "key file":
        for copy in copies:
            copy.write_bytes(copy.read_bytes().replace(b"argon2id", b"argon2ie"))
    if damage == "newer":
        for copy in copies:
            newer = json.loads(copy.read_bytes())["header"] | {"format": keyfile.FORMAT + 1}
            line = json.dumps(newer, sort_keys=True, separators=(",", ":")).encode()
            whole = {"header": newer, "sha256": hashlib.sha256(line).hexdigest()}
            line = json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
            copy.write_bytes(line + b"\n")
    if damage == "journal":
        (folder / "journal.db").write_bytes(bytes(100_000))
    told = shell.run(
        "journal",
        "list",
        "--profile",
        folder.name,
        passphrase=NEW if damage == "none" else PASSPHRASE,
    )
    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    others = {"passphrase", "key file", "newer version"} - {
        word for word in ("passphrase", "key file", "newer version") if word in sentence
    }
    assert not [word for word in others if word in told.err.partition(".")[0]]


def test_a_new_key_seals_the_journal_anew(shell, code):
    given = {"--passphrase-fd": PASSPHRASE, "--new-passphrase-fd": NEW}
    made = shell.run("profile", "key", "new", "--json", passphrase=None, secrets=given)
    renewed = made.json["recovery_code"]
    assert renewed != code
    assert shell.run("journal", "verify", passphrase=PASSPHRASE).code == 1
    assert shell.run("journal", "verify", passphrase=NEW).code == 0
    with_code = {"--recovery-fd": renewed}
    assert shell.run("journal", "verify", passphrase=None, secrets=with_code).code == 0
    with_old = {"--recovery-fd": code}
    assert shell.run("journal", "verify", passphrase=None, secrets=with_old).code == 1
