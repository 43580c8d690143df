"""Whole talks: the screen hears a crisis when a human would, and none in ordinary sorrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.safety.screen import Level, Said, assess, assess_talk

_FOLDER = Path(__file__).resolve().parents[3] / "golden" / "screen"


def _talks(name: str) -> list[list[str]]:
    blocks = (_FOLDER / name).read_text("utf-8").split("\n\n")[1:]
    return [block.strip().splitlines() for block in blocks]


def _said(talk: list[str]) -> Iterator[Said]:
    asked = ""
    for line in talk:
        if line.startswith("A: "):
            asked = line.removeprefix("A: ")
        else:
            yield Said(line.removeprefix("!"), asked)
            asked = ""


def _first_alarm(talk: list[str]) -> int | None:
    said = list(_said(talk))
    texts = [one.text for one in said]
    return next(
        (
            at
            for at, one in enumerate(said)
            if assess(one.text, texts[:at], asked=one.asked).level >= Level.HIGH
        ),
        None,
    )


@pytest.mark.parametrize("talk", _talks("crises.txt"), ids=lambda talk: talk[-1][:30])
def test_a_crisis_is_heard_when_a_human_would_notice(talk: list[str]) -> None:
    spoken = [line for line in talk if not line.startswith("A: ")]
    noticed = next(at for at, message in enumerate(spoken) if message.startswith("!"))
    assert _first_alarm(talk) == noticed
    assert assess_talk(list(_said(talk))).level >= Level.HIGH


@pytest.mark.parametrize("talk", _talks("sorrow.txt"), ids=lambda talk: talk[0][:30])
def test_ordinary_sorrow_raises_no_alarm(talk: list[str]) -> None:
    assert _first_alarm(talk) is None
