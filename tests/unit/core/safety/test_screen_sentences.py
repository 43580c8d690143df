"""What the screen promises about single sentences, alike in Chinese and in English.

Every sentence was written for this project; they stand in ``tests/golden/screen``, under what
must become of them.
"""

from pathlib import Path

import pytest

from app.core.safety.screen import Kind, Level, assess

_FOLDER = Path(__file__).resolve().parents[3] / "golden" / "screen"


def _under(heading: str) -> list[str]:
    sentences = []
    for name in ("chinese.txt", "english.txt"):
        for section in (_FOLDER / name).read_text("utf-8").split("\n## ")[1:]:
            title, *lines = section.strip().split("\n")
            sentences += lines if title == heading else []
    assert sentences
    return sentences


@pytest.mark.parametrize("text", _under("heard"))
def test_a_wish_to_die_or_to_hurt_oneself_is_heard(text: str) -> None:
    assert assess(text).level >= Level.HIGH


@pytest.mark.parametrize("text", _under("imminent"))
def test_plans_means_and_attempts_are_imminent(text: str) -> None:
    assert assess(text).level is Level.IMMINENT


@pytest.mark.parametrize("text", [*_under("everyday"), *_under("denied"), *_under("stories")])
def test_sorrow_everyday_speech_denials_and_stories_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize("text", _under("about others"))
def test_worry_about_somebody_else_is_a_concern(text: str) -> None:
    assert assess(text).level is Level.CONCERN


@pytest.mark.parametrize("text", _under("overcome"))
def test_what_is_overcome_is_a_concern_at_most(text: str) -> None:
    assert assess(text).level <= Level.CONCERN


@pytest.mark.parametrize("text", _under("hopeless"))
def test_hopelessness_is_a_concern_at_least(text: str) -> None:
    assert assess(text).level >= Level.CONCERN


@pytest.mark.parametrize("text", _under("threatened"))
def test_a_threat_by_somebody_near_is_violence_suffered_and_no_idiom(text: str) -> None:
    assessment = assess(text)
    assert assessment.level is Level.CONCERN
    assert assessment.kinds == (Kind.ABUSE_SUFFERED,)


@pytest.mark.parametrize("line", _under("kinds"))
def test_the_kind_of_worry_is_named(line: str) -> None:
    kind, _colon, text = line.partition(": ")
    assert Kind(kind) in assess(text).kinds
