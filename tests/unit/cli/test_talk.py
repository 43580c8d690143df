"""A talk in the terminal: what is said between the replies."""

import argparse
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.cli import talk
from app.core.chat.turn import MessageSaved, ReplyFacts, ReplySaved
from app.core.journal.values import Message
from app.core.safety.boundaries import Pauses


def _message(text: str) -> Message:
    return Message(
        id="m",
        conversation_id="c",
        parent_id=None,
        role="user",
        text=text,
        state="complete",
        time=datetime.now(UTC),
        version=1,
        weights=None,
        risk="none",
        reviewed=False,
    )


def _send(_conversation: str | None, text: str, **_how: Any) -> Any:
    yield MessageSaved(_message(text))
    yield ReplySaved(_message("I hear you."), ReplyFacts("end"))


class _Clock(datetime):
    """Every look at it is a quarter of an hour later."""

    _next = datetime(2026, 11, 21, 12, 0)

    @classmethod
    def now(cls, _zone: Any = None) -> "_Clock":
        cls._next += timedelta(minutes=15)
        return cls(*cls._next.timetuple()[:6])


def test_after_two_hours_it_is_said_again_that_this_is_an_ai(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(talk, "datetime", _Clock)
    monkeypatch.setattr(talk, "_lines", lambda: iter(["hm"] * 9))
    session: Any = SimpleNamespace(
        chat=SimpleNamespace(
            send=_send, stop=lambda: None, care=SimpleNamespace(card_of=lambda _where: None)
        ),
        weights=SimpleNamespace(title=str, notice=lambda _language: ""),
    )
    program: Any = SimpleNamespace(pauses=lambda: Pauses(timedelta(0), None))
    talk.run(program, session, None, argparse.Namespace(seed=None, max_tokens=None))
    assert capsys.readouterr().err.count("you are talking with an AI listener") == 1


def test_of_a_reply_that_was_replaced_only_the_rest_is_shown() -> None:
    assert talk.rest_of("I hear you.\n\nI stop.", "I hear you. ") == "\n\nI stop."
    assert talk.rest_of("I stop.", "") == "\n\nI stop."
    assert talk.rest_of("Once.", "Once. Once.") == "\n\nOnce."
