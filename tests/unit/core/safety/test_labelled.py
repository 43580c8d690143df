"""Labelled files, of any quality, and the figures made from them."""

import json
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.safety.labelled import Labelled, Rate, judge, measure, read_labelled
from app.core.safety.screen import Level

SAFETY = paths.resources() / "safety"


def _file(folder: Path, content: str) -> Path:
    file = folder / "labelled.jsonl"
    file.write_text(content, encoding="utf-8")
    return file


def test_lines_and_lists_say_the_same(tmp_path: Path) -> None:
    rows = [
        {"text": "a", "labels": ["自杀计划"]},
        {"text": "b", "label": "risk"},
        {"text": "c", "labels": ["none"]},
        {"text": "d", "label": True},
    ]
    expected = [
        Labelled("a", True, True),
        Labelled("b", True, False),
        Labelled("c", False, False),
        Labelled("d", True, False),
    ]
    assert read_labelled(_file(tmp_path, json.dumps(rows))) == expected
    assert read_labelled(_file(tmp_path, "\n\n".join(map(json.dumps, rows)))) == expected


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "7", '{"text": 1}', '{"text": "a"}', '{"text": "a", "label": "?"}', "[" * 9999],
)
def test_a_line_that_is_no_labelled_text_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        read_labelled(_file(tmp_path, '{"text": "a", "label": "none"}\n' + line))
    assert caught.value.code == "line_unreadable"
    assert caught.value.fields["line"] == 2


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "labelled.jsonl"
    if content:
        file.write_bytes(content)
    with pytest.raises(UserFacingError) as caught:
        read_labelled(file)
    assert caught.value.code == "file_unreadable"


def test_intervals_are_wilsons() -> None:
    low, high = Rate(9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_unseen_texts_are_judged_by_the_shipped_weights() -> None:
    asked = []

    def listen(text: str, weights: object) -> Level:
        asked.append(weights)
        return judge(text, None)

    worth = measure(
        [Labelled("我想自杀", True, True), Labelled("你好", False, False)], SAFETY, listen
    )
    assert asked == [None, None]
    assert (worth.seen, worth.recall, worth.grave, worth.false_alarms) == (
        0,
        Rate(1, 1),
        Rate(1, 1),
        Rate(0, 1),
    )
