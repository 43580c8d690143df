"""A person's stories in the terminal, with the real program and the real demo weights."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pexpect
import psutil
import pytest

from app.core.paths import DataHome
from app.core.settings.store import SettingsStore
from tests.support.terminal import PASSPHRASE, Shell

pytestmark = pytest.mark.usefixtures("endless_replies")
LETTERS = r"[^\W\d_]{2}"
"""Of a reply; what steers a terminal has no two in a row."""
CRISES = ("I want to kill myself tonight.", "我不想活了，想自杀。")


def read(chat: "subprocess.Popen[bytes]", least: int) -> bytes:
    """The first of what it writes."""
    assert chat.stdout
    seen = b""
    while len(seen) < least:
        piece = os.read(chat.stdout.fileno(), 1024)
        assert piece, "it ended"
        seen += piece
    return seen


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


@pytest.fixture
def person(shell: Shell) -> Shell:
    """Somebody who has a profile."""
    assert shell.run("profile", "create", "Mei", passphrase=PASSPHRASE).code == 0
    return shell


def test_a_talk_is_found_again_tomorrow(shell: Shell) -> None:
    created = shell.run("profile", "create", "Mei", "--json", passphrase=PASSPHRASE).json
    assert created["profile"] == "Mei"
    assert len(created["recovery_code"]) > 30
    assert shell.run("profile", "list", "--json").json == [{"profile": "Mei", "id": created["id"]}]

    first = shell.opened(
        "chat", "--once", "My cat is ill.", "--max-tokens", "24", "--seed", "7", "--json"
    ).json
    assert first["reply"].strip()
    assert first["risk"] == "none"
    assert 0 < first["reply_tokens"] <= 24
    assert first["prompt_tokens"] > 0
    assert first["first_token_ms"] > 0

    plain = shell.opened("chat", "--once", "-", "--max-tokens", "8", stdin=b"She eats nothing.\n")
    assert plain.code == 0
    assert plain.out.strip()

    (conversation,) = shell.opened("journal", "list", "--json").json
    assert conversation["id"] == first["conversation"]
    messages = shell.opened("journal", "show", conversation["id"], "--json").json["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant"] * 2
    assert messages[0]["text"] == "My cat is ill."
    assert messages[1] == {**messages[1], "id": first["message"], "text": first["reply"]}
    assert messages[3]["text"] == plain.out.removesuffix("\n")
    assert shell.opened("journal", "verify", "--json").json["ok"]


def test_the_recovery_code_opens_the_journal(shell: Shell) -> None:
    code = shell.run("profile", "create", "Mei", passphrase=PASSPHRASE).out.strip()
    reading, writing = os.pipe()
    os.write(writing, code.encode() + b"\n")
    os.close(writing)
    done = subprocess.run(
        shell.command("journal", "list", "--json", "--recovery-fd", str(reading)),
        pass_fds=[reading],
        capture_output=True,
        check=False,
    )
    os.close(reading)
    assert (done.returncode, done.stdout) == (0, b"[]\n")

    terminal = pexpect.spawn(
        shell.command()[0], shell.command("journal", "list")[1:], encoding="utf-8", timeout=60
    )
    terminal.expect("or recovery code")
    terminal.sendline(code.lower())
    terminal.expect("no conversation yet")


@pytest.mark.parametrize("words", CRISES)
def test_danger_shows_a_helpline_before_any_reply(person: Shell, words: str) -> None:
    said = person.opened("chat", "--once", words, "--json")
    assert said.json["risk"] in ("high", "imminent")
    assert "findahelpline.com" in said.err

    plain = person.opened("chat", "--new", "--once", words)
    reply = person.opened("journal", "list", "--json").json[0]["id"]
    answer = person.opened("journal", "show", reply, "--json").json["messages"][-1]
    assert answer["reviewed"], "no weights are trusted with a person in danger"
    assert plain.out.index("findahelpline.com") < plain.out.index(answer["text"])

    after = person.opened("chat", "--once", "ok", "--json").json
    assert after["stop_reason"] == "reviewed", "danger is not forgotten at the next message"
    assert after["reply"] != answer["text"]


def test_the_card_is_said_once_and_again_when_one_comes_back(person: Shell) -> None:
    wish = b"I want to die.\nI want to die.\n/quit\n"
    heading = "Talk to someone now"
    first = person.opened("chat", "--new", stdin=wish)
    assert first.out.count(heading) == 1, "not at every message"
    back = person.opened("chat", stdin=b"/quit\n")
    assert back.out.count(heading) == 1
    anew = person.opened("chat", "--new", "--once", "Hello.")
    assert heading in anew.out, "danger counts in every conversation"
    assert "not a therapist" in anew.err


def test_a_kill_in_mid_reply_loses_nothing_acknowledged(person: Shell) -> None:
    chat = person.start("chat", "--once", "Tell me a very long story about the sea.")
    seen = read(chat, 200)
    end = time.monotonic() + 1  # in which it is committed
    while time.monotonic() < end:
        read(chat, 1)
    read(chat, 1)  # what comes later is shown after that commit
    chat.kill()
    chat.communicate()
    (conversation,) = person.opened("journal", "list", "--json").json
    user, reply = person.opened("journal", "show", conversation["id"], "--json").json["messages"]
    assert user["text"] == "Tell me a very long story about the sea."
    assert reply["state"] == "interrupted"
    assert reply["text"].startswith(seen.decode(errors="ignore")[:150])
    again = person.opened("chat", "--once", "Go on.", "--max-tokens", "4", "--json").json
    assert again["conversation"] == conversation["id"]


def test_a_newcomer_talks_stops_a_reply_and_leaves(shell: Shell, home: Path) -> None:
    terminal = pexpect.spawn(
        shell.command("chat")[0],
        shell.command("chat")[1:],
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 120),
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )
    terminal.expect("not a therapist")
    terminal.expect("call you")
    terminal.sendline("Mei")
    for question in ("New passphrase", "same again"):
        terminal.expect(question)
        terminal.sendline(PASSPHRASE)
    terminal.expect("Write it down")
    terminal.expect("Press Enter")
    terminal.sendline("")
    terminal.expect("mostly English")
    terminal.expect(">")
    terminal.sendline("Tell me a very long story about the sea.")
    terminal.expect("Loading the weights")
    terminal.expect(LETTERS)
    terminal.sendintr()
    terminal.expect(r"\(stopped\)")
    terminal.sendline("/helplines")
    terminal.expect("findahelpline.com")
    terminal.sendline("/new")
    terminal.expect("new conversation begins")
    terminal.expect("right now")
    terminal.expect(">")
    terminal.sendline("Hello, tell me a very long story about a lighthouse.")
    terminal.expect(r"Hello[^\n]*\n")
    terminal.expect(LETTERS)
    terminal.sendintr()
    terminal.expect(r"\(stopped\)")
    terminal.send("half a thought")
    terminal.expect("thought")
    terminal.sendintr()
    terminal.expect("half a thought")
    terminal.sendcontrol("u")
    terminal.sendline("/quit")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    talks = shell.opened("journal", "list", "--json").json
    assert [talk["title"][:5] for talk in talks] == ["Hello", "Tell "]


def test_nothing_that_was_said_lies_readable_on_the_disk(person: Shell, home: Path) -> None:
    words = ("quokkaparade", "海边的灯塔守望者")
    for word in words:
        person.opened("chat", "--once", f"My word is {word}.", "--max-tokens", "8")
    with person.start(
        "chat", "--once", "quokkaparade, a long story please", "--max-tokens", "200"
    ) as chat:
        read(chat, 64)
        written = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
        chat.send_signal(signal.SIGKILL)
    written += [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert sum(map(len, written)) > 10_000
    for word in (*words, PASSPHRASE):
        for encoding in ("utf-8", "utf-16-le", "gbk"):
            assert not [1 for content in written if word.encode(encoding) in content]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("chat", "--once", "hi", "--weights", "no-such-weights"), "no weights named"),
        (("chat", "--once", "hi", "--conversation", "nope"), "no conversation with that ID"),
        (("chat", "--once", "  "), "nothing to send"),
        (("chat", "--once", "hi", "--profile", "Nobody"), "No profile has that name"),
    ],
)
def test_a_refusal_is_one_plain_sentence(
    person: Shell, arguments: tuple[str, ...], sentence: str
) -> None:
    outcome = person.opened(*arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert sentence in outcome.err
    assert "Traceback" not in outcome.err


def test_secrets_are_asked_for_only_where_somebody_can_answer(person: Shell) -> None:
    wrong = person.run("journal", "list", passphrase="a lantern in the cellar")
    assert (wrong.code, wrong.out) == (1, "")
    assert "doesn't open this journal" in wrong.err
    nobody = person.run("journal", "list")
    assert nobody.code == 1
    assert "--passphrase-fd" in nobody.err


def test_wrong_usage_is_told_apart(shell: Shell) -> None:
    assert shell.run("no-such-command").code == 2
    assert shell.run("chat", "--max-tokens", "0").code == 2
    assert shell.run("chat", "--json").code == 2
    assert shell.run("--version").out.startswith("soulchat ")


def test_the_screen_answers_without_a_profile(shell: Shell) -> None:
    checked = shell.run("safety", "check", "-", "--json", stdin="我不想活了".encode()).json
    assert checked["level"] in ("high", "imminent")
    assert checked["kinds"]
    assert checked["ms"] > 0
    assert shell.run("safety", "check", "I had soup.", "--json").json["level"] == "none"


def test_the_doctor_finds_everything_a_talk_needs(shell: Shell) -> None:
    report = shell.run("doctor", "--json").json
    assert report["problems"] == []
    assert report["llama"]["version"]
    assert report["llama"]["devices"]
    assert report["sqlcipher"]
    assert any("SmolLM2" in weights for weights in report["weights"])
    plain = shell.run("doctor")
    assert plain.code == 0
    assert report["sqlcipher"] in plain.out
    assert report["llama"]["backend"]
    assert f"Answers are computed by: {report['llama']['backend']}" in plain.out


def test_without_a_display_the_terminal_chat_opens(home: Path) -> None:
    shell = Shell(home, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    outcome = shell.run()
    assert outcome.code == 1
    assert "window can't be shown" in outcome.err
    assert "no profile yet" in outcome.err


@pytest.mark.parametrize("broken", ["renamed", "truncated"])
def test_a_bad_file_is_refused_kindly_and_the_message_is_kept(
    person: Shell, tmp_path: Path, broken: str
) -> None:
    from app.core import paths
    from app.core.weights.catalogue import Catalogue
    from app.core.weights.installed import Installed
    from app.core.weights.records import Records

    weights = tmp_path / "weights.gguf"
    if broken == "renamed":
        weights.write_text("not weights at all, only text\n" * 100)
    else:
        whole = (
            Installed(
                tmp_path, Catalogue(paths.catalogue(), tmp_path), Records(tmp_path / "records")
            )
            .find("demo")
            .path
        )
        weights.write_bytes(whole.read_bytes()[:5_000_000])
    outcome = person.opened("chat", "--once", "Are you there?", "--weights", str(weights))
    assert outcome.code == 1
    assert "weights.gguf" in outcome.err
    assert "Traceback" not in outcome.err
    (talk,) = person.opened("journal", "list", "--json").json
    (message,) = person.opened("journal", "show", talk["id"], "--json").json["messages"]
    assert message["text"] == "Are you there?"


def test_walking_away_from_a_reply_keeps_what_was_shown(person: Shell) -> None:
    for leave in (signal.SIGINT, None):
        chat = person.start("chat", "--new", "--once", "Tell me a long story about the sea.")
        seen = read(chat, 60)
        if leave:
            chat.send_signal(leave)
        assert chat.stdout
        assert chat.stderr
        chat.stdout.close()
        assert b"Traceback" not in chat.stderr.read()
        chat.stderr.close()
        chat.wait(60)
        newest = person.opened("journal", "list", "--json").json[0]["id"]
        _, reply = person.opened("journal", "show", newest, "--json").json["messages"]
        assert reply["state"] == "stopped"
        assert reply["text"].startswith(seen.decode(errors="ignore")[:50])


def test_nothing_shown_can_steer_the_terminal(person: Shell, tmp_path: Path) -> None:
    evil = tmp_path / "e\x1b[31mvil\x9b.gguf"
    evil.write_text("no weights")
    refused = person.opened("chat", "--once", "a \x1b]0;title\x07 b", "--weights", str(evil))
    listed = person.opened("journal", "list")
    as_json = person.opened("journal", "list", "--json")
    for text in (refused.err, listed.out, as_json.out):
        assert not set(text) & set("\x1b\x07\x9b")
    assert as_json.json[0]["title"] == "a \x1b]0;title\x07 b"


def test_a_huge_message_leaves_its_conversation_usable(person: Shell) -> None:
    huge = person.opened("chat", "--once", "-", stdin="很长的话。".encode() * 1_200_000)
    assert "too long" in huge.err
    again = person.opened("chat", "--once", "hello again", "--max-tokens", "4", "--json")
    assert again.json["reply"]
    assert len(person.opened("journal", "list", "--json").json) == 1


def test_an_unset_variable_never_writes_into_another_talk(person: Shell) -> None:
    person.opened("chat", "--once", "private", "--max-tokens", "4")
    outcome = person.opened("chat", "--conversation", "", "--once", "hello")
    assert outcome.code == 1
    assert "no conversation" in outcome.err
    assert person.run("--home", "", "profile", "list").code == 2


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    assert Shell(shared).run("profile", "list").code == 0
    assert shared.stat().st_mode & 0o777 == 0o755
    assert (shared / "profiles").stat().st_mode & 0o777 == 0o700


def test_no_process_of_ours_can_leave_a_core_dump(person: Shell) -> None:
    with person.start("chat", "--once", "Tell me a long story about the sea.") as chat:
        read(chat, 8)
        processes = [psutil.Process(chat.pid), *psutil.Process(chat.pid).children()]
        limits = [Path(f"/proc/{process.pid}/limits").read_text() for process in processes]
        chat.kill()
    assert len(limits) == 2
    for limit in limits:
        (line,) = (line for line in limit.splitlines() if line.startswith("Max core file size"))
        assert line.split()[4:6] == ["1", "1"]  # no file is that small, no collector is started


def test_a_snapshot_too_large_for_its_room_is_said(person: Shell, home: Path) -> None:
    settings = SettingsStore(DataHome(home).settings_file)
    settings.set("snapshots_mb", 1)
    talk = ("chat", "--once", "I walked home along the river. " * 12, "--max-tokens", "2")
    said = person.run(*talk, passphrase=PASSPHRASE)
    assert said.code == 0
    assert "too large to be kept: it is read anew tomorrow. In the settings" in said.err
    assert not list(home.glob("profiles/*/snapshots/*"))
    settings.reset("snapshots_mb")
    assert "too large" not in person.run(*talk, passphrase=PASSPHRASE).err
    assert len(list(home.glob("profiles/*/snapshots/*"))) == 1


def test_a_talk_goes_on_where_it_was_left(person: Shell) -> None:
    first = person.opened("chat", "--once", "My cat is ill.", "--max-tokens", "8", "--json").json
    again = person.opened("chat", "--max-tokens", "4", stdin=b"She is ten.\n")
    assert again.code == 0
    assert again.out.index("My cat is ill.") < again.out.index(first["reply"])
    shown = person.opened("journal", "show", first["conversation"], "--json").json["messages"]
    assert [m["text"] for m in shown if m["role"] == "user"] == ["My cat is ill.", "She is ten."]


def test_a_moved_weights_file_keeps_nobody_from_the_journal(person: Shell, home: Path) -> None:
    person.opened("chat", "--once", "hello", "--max-tokens", "4")
    (home / "settings.toml").write_text('version = 1\nweights = "/nowhere/gone.gguf"\n')
    outcome = person.opened("chat", "--once", "are you there")
    assert outcome.code == 1
    assert "gone.gguf" in outcome.err
    (talk,) = person.opened("journal", "list", "--json").json
    assert talk["messages"] == 3


def test_what_needs_qt_says_so_where_there_is_none(tmp_path: Path) -> None:
    missing = tmp_path / "PySide6"
    missing.mkdir()
    (missing / "__init__.py").write_text("raise ModuleNotFoundError(name='PySide6')")
    outcome = Shell(tmp_path / "home", PYTHONPATH=str(tmp_path)).run("bench", "ui", "--json")
    assert outcome.code == 1
    assert "PySide6 can't be loaded" in outcome.err
    assert "Traceback" not in outcome.err
    assert not outcome.out
