"""Judging texts and files with the real program."""

import json
from pathlib import Path

import pytest

from tests.support.terminal import Shell


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


def _judge(shell: Shell, file: Path, content: bytes) -> tuple[int, list[str], str]:
    file.write_bytes(content)
    outcome = shell.run("safety", "check", "--file", str(file), "--json")
    levels = [json.loads(line)["level"] for line in outcome.out.splitlines()]
    return outcome.code, levels, outcome.err


def test_a_file_of_texts_and_talks_is_judged_in_its_order(shell: Shell, tmp_path: Path) -> None:
    lines = [
        {"text": "I lost my job today"},
        {"text": "我朋友想自杀，我该怎么劝她"},
        {"messages": [{"role": "user", "content": "我想死"}]},
        {
            "messages": [
                {"role": "user", "content": "I want to die"},
                {"role": "assistant", "content": "I'm going to kill myself"},
                {"role": "user", "content": "I have the pills here"},
            ]
        },
        {"messages": [{"role": "assistant", "content": "I want to die"}]},
    ]
    content = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    code, levels, _err = _judge(shell, tmp_path / "talks.jsonl", content.encode())
    assert code == 0
    assert levels == ["none", "concern", "high", "imminent", "none"]


def test_one_text_says_its_kinds_and_its_time(shell: Shell) -> None:
    answer = shell.run("safety", "check", "I have the pills in my hand", "--json").json
    assert answer["level"] == "imminent"
    assert answer["kinds"] == ["plan_or_means"]
    assert answer["ms"] > 0


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"7",
        b"null",
        b'{"text": 5}',
        b'{"messages": "x"}',
        b'{"messages": [{"role": "user"}]}',
        b'{"messages": 5}',
        b"[" * 20_000,
        b"\x00\x01",
    ],
)
def test_a_broken_line_is_named_after_those_before_it(
    shell: Shell, tmp_path: Path, line: bytes
) -> None:
    code, levels, err = _judge(shell, tmp_path / "x.jsonl", b'{"text": "hello"}\n' + line)
    assert (code, levels) == (1, ["none"])
    assert "Line 2 of x.jsonl" in err
    assert "Traceback" not in err


def test_hostile_texts_are_judged_all_the_same(shell: Shell, tmp_path: Path) -> None:
    texts = ["\ud800 I want to die", "\x00" * 50_000, "我不想" * 30_000, "\u202e" * 999, ""]
    content = "\n".join(json.dumps({"text": text}) for text in texts)
    code, levels, _err = _judge(shell, tmp_path / "x.jsonl", content.encode())
    assert code == 0
    assert len(levels) == len(texts)
    assert levels[0] == "high"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x80\n"])
def test_a_file_that_cannot_be_read_is_named(
    shell: Shell, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "x.jsonl"
    if content:
        file.write_bytes(content)
    for words in (("safety", "check"), ("bench", "safety")):
        outcome = shell.run(*words, "--file", str(file), "--json")
        assert outcome.code == 1
        assert "x.jsonl can't be read" in outcome.err


@pytest.mark.parametrize(
    "words", [("safety", "check"), ("safety", "check", "a", "--file", "b"), ("bench", "safety")]
)
def test_wrong_usage_is_said(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.run(*words).code == 2


def test_figures_of_a_labelled_file_come_with_intervals(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    rows = [{"text": "我想自杀", "label": "grave"}, {"text": "今天吃了火锅", "label": "none"}]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = shell.run("bench", "safety", "--file", str(file), "--json").json
    assert figures["grave_recall"]["value"] == 1.0
    assert figures["grave_recall"]["low"] < 0.3
    assert figures["false_alarms"]["hits"] == 0
    assert figures["cross_validated"] == 0
