"""A talk through all of the core, with the real demo weights in their real process."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from app import bootstrap
from app.bootstrap import Program
from app.core.chat.turn import MessageSaved, ReplySaved, ReplyText, TurnFailed
from app.session import OpenSession, open_session

PASSPHRASE = "a lantern in the window"
pytestmark = pytest.mark.usefixtures("endless_replies")


@pytest.fixture
def program(home: Path) -> Program:
    program = bootstrap.start(home)
    bootstrap.create_profile(program, "Mei", PASSPHRASE)
    return program


@pytest.fixture
def session(program: Program) -> Iterator[OpenSession]:
    vault = program.profiles.unlock(program.default_profile(), PASSPHRASE)
    opened = open_session(program, vault)
    yield opened
    opened.close()


def worker() -> psutil.Process:
    (child,) = psutil.Process().children()
    return child


def test_the_second_turn_reads_only_what_is_new(session: OpenSession) -> None:
    first = list(session.chat.send(None, "My cat is ill.", seed=1, max_tokens=24))[-1]
    assert isinstance(first, ReplySaved)
    conversation = first.message.conversation_id
    second = list(session.chat.send(conversation, "She is ten.", seed=1, max_tokens=8))[-1]
    assert isinstance(second, ReplySaved)
    assert first.facts.reused_tokens == 0
    assert second.facts.reused_tokens >= first.facts.prompt_tokens
    assert second.facts.prompt_tokens > second.facts.reused_tokens


def test_tomorrow_goes_on_where_today_ended_and_a_deleted_conversation_leaves_nothing(
    program: Program,
) -> None:
    def opened() -> OpenSession:
        vault = program.profiles.unlock(program.default_profile(), PASSPHRASE)
        return open_session(program, vault)

    snapshots = program.default_profile().folder / "snapshots"
    with closing(opened()) as today:
        first = list(today.chat.send(None, "My cat is ill.", seed=1, max_tokens=24))[-1]
        assert isinstance(first, ReplySaved)
    (file,) = snapshots.iterdir()
    assert b"My cat is ill." not in file.read_bytes()
    (snapshots / "0123456789abcdef.kv").touch()  # of a conversation that is not there

    conversation = first.message.conversation_id
    with closing(opened()) as tomorrow:
        assert list(snapshots.iterdir()) == [file]
        second = list(tomorrow.chat.send(conversation, "She is ten.", seed=1, max_tokens=8))[-1]
        assert isinstance(second, ReplySaved)
        assert second.facts.reused_tokens >= first.facts.prompt_tokens
        tomorrow.journal.delete_conversation(conversation)
        assert list(snapshots.iterdir()) == []
    assert list(snapshots.iterdir()) == []

    program.settings.set("snapshots_mb", 0)
    with closing(opened()) as later:
        list(later.chat.send(None, "My cat is well.", seed=1, max_tokens=8))
    assert list(snapshots.iterdir()) == []


def test_an_engine_killed_in_mid_reply_is_said_and_the_next_message_works(
    session: OpenSession,
) -> None:
    turn = session.chat.send(None, "Tell me a very long story about the sea.")
    saved = next(event for event in turn if isinstance(event, MessageSaved))
    next(event for event in turn if isinstance(event, ReplyText))
    worker().kill()
    last = list(turn)[-1]
    assert isinstance(last, TurnFailed)
    assert last.error.code == "engine_stopped"

    conversation = saved.message.conversation_id
    user, reply = session.journal.messages(conversation)
    assert user == saved.message
    assert reply.state == "interrupted"
    again = list(session.chat.send(conversation, "Are you there?", max_tokens=8))[-1]
    assert isinstance(again, ReplySaved)


def test_locking_ends_the_process_that_remembers(session: OpenSession) -> None:
    list(session.chat.send(None, "Hello", max_tokens=4))
    remembering = worker()
    session.close()
    assert not remembering.is_running()
