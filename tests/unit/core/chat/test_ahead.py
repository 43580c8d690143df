"""What the engine is given to read before anything is sent."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core import paths
from app.core.chat.care import Place
from app.core.chat.session import ChatSession
from app.core.chat.turn import MessageSaved
from app.core.inference.engine import EngineOptions
from app.core.inference.scripted import ScriptedEngine
from app.core.journal.store import Journal
from app.core.prompts.styles import Styles, read_style
from app.core.safety.helplines import Helplines
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights
from tests.support.keys import subkey

PROMPTS = paths.resources() / "prompts"
LONG = "I walked home along the river and thought of her. " * 10
DANGER = "I want to kill myself tonight. " * 12


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as opened:
        yield opened


@pytest.fixture
def begin(journal: Journal, tmp_path: Path) -> Callable[..., ChatSession]:
    safety = paths.resources() / "safety"

    def begin(engine: ScriptedEngine, *, allowed: bool = True, loaded: bool = True) -> ChatSession:
        chat = ChatSession(
            journal=journal,
            engine=engine,
            weights=InstalledWeights("w", {"en": "W"}, {}, tmp_path / "w.gguf", "listener"),
            options=EngineOptions(),
            style=read_style(PROMPTS, "listener"),
            styles=Styles(PROMPTS),
            triage=Triage(safety, Helplines(safety)),
            place=lambda: Place("en", "US"),
            may_read_ahead=lambda: allowed,
        )
        if loaded:
            list(chat.warm_up())
        return chat

    return begin


def talk(chat: ChatSession, text: str, conversation: str | None = None) -> str:
    """Send it; the id of the conversation."""
    saved = [event for event in chat.send(conversation, text) if isinstance(event, MessageSaved)]
    return saved[0].message.conversation_id


def test_the_next_prompt_begins_with_what_was_read_ahead(begin) -> None:
    engine = ScriptedEngine(["What is it like?"])
    chat = begin(engine)
    conversation = talk(chat, "My cat is ill.")
    chat.read_ahead(conversation)
    ((ahead, draft),) = engine.prepared
    assert not draft
    assert "What is it like?" in ahead
    for message in ("She is ten.", "一只老猫。"):
        talk(chat, message, conversation)
        assert engine.requests[-1].prompt.startswith(ahead)


def test_a_new_conversation_begins_with_its_style(begin) -> None:
    engine = ScriptedEngine()
    chat = begin(engine)
    chat.read_ahead(None, style="rebt")
    chat.read_ahead(None)
    (rebt, _), (listener, _) = engine.prepared
    assert rebt != listener
    talk(chat, "My cat is ill.")
    assert engine.requests[-1].prompt.startswith(listener)


def test_a_long_draft_is_read_as_it_will_be_asked_for(begin, journal: Journal) -> None:
    engine = ScriptedEngine()
    chat = begin(engine)
    conversation = talk(chat, "My cat is ill.")
    before = journal.messages(conversation)
    chat.read_ahead(conversation, LONG)
    assert journal.messages(conversation) == before
    assert journal.draft(conversation) == ""
    talk(chat, LONG, conversation)
    assert engine.prepared == [(engine.requests[-1].prompt, True)]


def test_a_short_draft_is_left_aside(begin) -> None:
    engine = ScriptedEngine()
    begin(engine).read_ahead(None, "A zebra.")
    ((ahead, draft),) = engine.prepared
    assert not draft
    assert "zebra" not in ahead


def test_danger_in_a_draft_is_nobodys_business_yet(begin, journal: Journal) -> None:
    engine = ScriptedEngine()
    chat = begin(engine)
    conversation = talk(chat, "My cat is ill.")
    chat.read_ahead(conversation, DANGER)
    assert engine.prepared[-1][1]
    assert chat.care.card_of(conversation) is None
    assert journal.risk_state(conversation).level == "none"


@pytest.mark.parametrize("missing", ["allowed", "loaded"])
def test_nothing_is_read_where_it_is_not_wanted_or_not_ready(begin, missing: str) -> None:
    engine = ScriptedEngine()
    begin(engine, **{missing: False}).read_ahead(None, LONG)
    assert engine.prepared == []


def test_a_conversation_that_is_gone_is_no_fault(begin, journal: Journal) -> None:
    engine = ScriptedEngine()
    chat = begin(engine)
    chat.read_ahead("nowhere", LONG)
    assert all("nowhere" not in prompt for prompt, _draft in engine.prepared)


def test_what_is_far_too_long_is_not_read(begin) -> None:
    engine = ScriptedEngine(context_length=512)
    begin(engine).read_ahead(None, LONG * 20)
    assert engine.prepared == []
