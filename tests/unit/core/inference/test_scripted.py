"""The scripted engine keeps the promises of a real one."""

import threading
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.inference.engine import Delta, Engine, EngineOptions, Finished, GenerationRequest
from app.core.inference.process import ProcessEngine
from app.core.inference.scripted import ScriptedEngine


def loaded(engine: ScriptedEngine) -> ScriptedEngine:
    list(engine.load(Path("any.gguf"), EngineOptions()))
    return engine


def say(engine: ScriptedEngine, **options: int) -> tuple[str, Finished]:
    *events, last = engine.generate(GenerationRequest("one two three", **options))  # type: ignore[arg-type]
    assert isinstance(last, Finished)
    return "".join(event.text for event in events if isinstance(event, Delta)), last


def test_both_are_engines() -> None:
    engines: list[Engine] = [ScriptedEngine(), ProcessEngine()]
    assert len(engines) == 2


def test_it_says_its_replies_in_turn() -> None:
    engine = loaded(ScriptedEngine(["I hear  you.", "Go on."]))
    assert [say(engine)[0] for _ in range(3)] == ["I hear  you.", "Go on.", "I hear  you."]
    assert engine.requests[0].prompt == "one two three"


def test_it_is_bounded_and_counts() -> None:
    text, finished = say(loaded(ScriptedEngine(["a b c d"])), max_tokens=2)
    assert text == "a b"
    assert (finished.stop_reason, finished.reply_tokens, finished.prompt_tokens) == ("length", 2, 3)


def test_it_can_be_cancelled_in_a_pause() -> None:
    engine = loaded(ScriptedEngine(["a b c"], pause=30))
    timer = threading.Timer(0.05, engine.cancel)
    timer.start()
    text, finished = say(engine)
    timer.join()
    assert (text, finished.stop_reason) == ("", "cancelled")


def test_it_can_fail_in_mid_reply_and_loads_again() -> None:
    engine = loaded(ScriptedEngine(["a b c"], fails_after=1))
    with pytest.raises(UserFacingError, match="engine_stopped"):
        say(engine)
    with pytest.raises(UserFacingError, match="engine_stopped"):
        say(engine)
    loaded(engine)


def test_a_fault_can_stand_in_place_of_a_reply() -> None:
    engine = loaded(ScriptedEngine([UserFacingError("message_too_long", tokens=9, limit=5), "b"]))
    with pytest.raises(UserFacingError, match="message_too_long"):
        say(engine)
    assert say(engine)[0] == "b"
