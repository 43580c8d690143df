"""One turn, as the person and the journal see it."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app.core import paths
from app.core.chat.session import ChatSession, Place
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions
from app.core.inference.scripted import ScriptedEngine
from app.core.journal.store import Journal
from app.core.prompts.styles import read_style
from app.core.safety.helplines import Helplines
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights
from tests.support.keys import subkey

DANGER = "I want to kill myself tonight."


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as opened:
        yield opened


@pytest.fixture
def talk(journal: Journal, tmp_path: Path) -> Callable[[ScriptedEngine], ChatSession]:
    safety = paths.resources() / "safety"

    def begin(engine: ScriptedEngine) -> ChatSession:
        return ChatSession(
            journal=journal,
            engine=engine,
            weights=InstalledWeights("w", {"en": "W"}, {}, tmp_path / "w.gguf", "listener"),
            options=EngineOptions(),
            style=read_style(paths.resources() / "prompts", "listener"),
            triage=Triage(safety, Helplines(safety)),
            place=lambda: Place("en", "US"),
        )

    return begin


def kinds(events: list[TurnEvent]) -> list[str]:
    """Names of the events, repetitions left out."""
    names = [type(event).__name__ for event in events]
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


def conversation_of(events: list[TurnEvent]) -> str:
    return next(
        event.message.conversation_id for event in events if isinstance(event, MessageSaved)
    )


def test_a_turn_is_saved_before_the_weights_are_asked(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["I am listening."])
    turn = talk(engine).send(None, "My cat is ill.")
    saved = next(turn)
    assert isinstance(saved, MessageSaved)
    assert engine.requests == []
    assert journal.messages(saved.message.conversation_id) == [saved.message]

    events = list(turn)
    assert kinds(events) == ["WeightsLoading", "PromptReading", "ReplyText", "ReplySaved"]
    assert "".join(e.text for e in events if isinstance(e, ReplyText)) == "I am listening."
    _, reply = journal.messages(saved.message.conversation_id)
    assert (reply.text, reply.state, reply.weights) == ("I am listening.", "complete", "w")
    assert "My cat is ill." in engine.requests[0].prompt
    assert "You are a warm, patient listener" in engine.requests[0].prompt


def test_the_weights_hear_the_whole_conversation_in_its_language(talk) -> None:
    engine = ScriptedEngine(["嗯，我在听。"])
    session = talk(engine)
    first = list(session.send(None, "我的猫病了。"))
    list(session.send(conversation_of(first), "She eats nothing."))
    assert "倾听者" in engine.requests[1].prompt
    assert engine.requests[1].prompt.startswith(engine.requests[0].prompt)


def test_a_draft_is_gone_once_its_message_is_sent(talk, journal: Journal) -> None:
    journal.save_draft(None, "My cat")
    events = list(talk(ScriptedEngine()).send(None, "My cat is ill."))
    assert journal.draft(None) == ""
    assert isinstance(events[-1], ReplySaved)


@pytest.mark.parametrize("words", [DANGER, "我今晚就要自杀"])
def test_in_danger_the_card_comes_first_and_no_weights_write(
    talk, journal: Journal, words: str
) -> None:
    engine = ScriptedEngine(["You should."])
    events = list(talk(engine).send(None, words))
    assert kinds(events) == ["CareOffered", "MessageSaved", "ReplyText", "ReplySaved"]
    assert any("988" in line.contact for line in events[0].card.helplines)
    assert engine.requests == []
    user, reply = journal.messages(conversation_of(events))
    assert user.risk in ("high", "imminent")
    assert reply.reviewed
    assert reply.weights is None


def test_danger_is_kept_in_mind_and_then_let_go(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["Tell me more."])
    session = talk(engine)
    conversation = conversation_of(list(session.send(None, DANGER)))
    answers = []
    for _ in range(2):
        events = list(session.send(conversation, "ok"))
        assert not any(isinstance(event, CareOffered) for event in events)
        answers.append(events[-1].message.text)
    assert engine.requests == []
    replies = [m.text for m in journal.messages(conversation) if m.role == "assistant"]
    assert all(one != other for one, other in pairwise(replies))
    list(session.send(conversation, "I made tea for my sister."))
    assert len(engine.requests) == 1


def test_danger_outlives_a_restart(talk) -> None:
    conversation = conversation_of(list(talk(ScriptedEngine()).send(None, DANGER)))
    engine = ScriptedEngine(["Sure."])
    events = list(talk(engine).send(conversation, "ok"))
    assert events[-1].facts.stop_reason == "reviewed"
    assert engine.requests == []


def test_the_card_comes_even_when_nothing_can_be_saved(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine())
    events = list(session.send(None, DANGER + "\ud800"))
    assert kinds(events) == ["CareOffered", "TurnFailed"]


def test_stopping_keeps_what_was_said(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine(["one two three four five six"], pause=0.01))
    events = []
    for event in session.send(None, "Count."):
        events.append(event)
        if isinstance(event, ReplyText) and "two" in event.text:
            session.stop()
    assert isinstance(events[-1], ReplySaved)
    _, reply = journal.messages(conversation_of(events))
    assert (reply.text, reply.state) == ("one two", "stopped")


def test_stopping_before_the_first_word_leaves_no_empty_reply(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine())
    events = []
    for event in session.send(None, "Count."):
        events.append(event)
        if isinstance(event, WeightsLoading):
            session.stop()
    assert isinstance(events[-1], NothingSaid)
    assert len(journal.messages(conversation_of(events))) == 1


def test_walking_away_keeps_what_was_said(talk, journal: Journal) -> None:
    turn = talk(ScriptedEngine(["one two three"])).send(None, "Count.")
    saved = next(turn)
    while not isinstance(next(turn), ReplyText):
        pass
    turn.close()
    _, reply = journal.messages(saved.message.conversation_id)
    assert (reply.text, reply.state) == ("one", "stopped")


def test_an_engine_that_dies_loses_nothing_and_answers_the_next_message(
    talk, journal: Journal
) -> None:
    engine = ScriptedEngine(["one two three"], fails_after=2)
    events = list(talk(engine).send(None, "Count."))
    assert isinstance(events[-1], TurnFailed)
    assert events[-1].error.code == "engine_stopped"
    conversation = conversation_of(events)
    _, reply = journal.messages(conversation)
    assert (reply.text, reply.state) == ("one two", "interrupted")

    again = list(talk(ScriptedEngine(["Here I am."])).send(conversation, "Are you there?"))
    assert isinstance(again[-1], ReplySaved)


@pytest.mark.parametrize(
    ("conversation", "text", "code"),
    [(None, " \n", "message_empty"), ("nowhere", "hello", "conversation_not_found")],
)
def test_what_cannot_be_sent_leaves_no_trace(
    talk, journal: Journal, conversation: str | None, text: str, code: str
) -> None:
    (event,) = talk(ScriptedEngine()).send(conversation, text)
    assert isinstance(event, TurnFailed)
    assert event.error.code == code
    assert journal.conversations() == []


def test_a_message_too_long_for_the_weights_is_kept_and_said(talk, journal: Journal) -> None:
    engine = ScriptedEngine(context_length=512)
    events = list(talk(engine).send(None, "word " * 600))
    assert events[-1].error.code == "message_too_long"
    assert len(journal.messages(conversation_of(events))) == 1


def test_weights_that_fail_to_load_are_named_ahead_and_in_the_turn(talk) -> None:
    class Unreadable(ScriptedEngine):
        def load(self, weights: Path, options: EngineOptions):
            raise UserFacingError("weights_unreadable", name=weights.name)
            yield

    session = talk(Unreadable())
    with pytest.raises(UserFacingError):
        list(session.warm_up())
    assert kinds(list(session.send(None, "hello"))) == ["MessageSaved", "TurnFailed"]


def test_a_stop_that_comes_before_the_engine_listens_is_not_lost(talk, journal: Journal) -> None:
    class Stopping(ScriptedEngine):
        """Its listener hears the stop while the prompt is still being made."""

        def count_tokens(self, text: str) -> int:
            session.stop()
            return super().count_tokens(text)

    session = talk(Stopping(["one two three four five six seven"], pause=0.01))
    events = list(session.send(None, "Count."))
    assert sum(isinstance(event, ReplyText) for event in events) <= 1
    assert events[-1].facts.stop_reason == "cancelled"
