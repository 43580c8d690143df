"""How much of what harms obliquely the output screen stops, and how seldom it stops needlessly.

The sentences in ``tests/golden/output`` were written for this project, by whoever wrote the
patterns. What people answered people is read from ``../shared/data``, beside the checkout;
they may say that they are human, so that is not counted.
"""

import csv
import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.safety.output import Harm, OutputScreen

_GOLDEN = Path(__file__).resolve().parents[3] / "golden" / "output"
_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"


def _stopped(text: str, *, danger: bool = False) -> Harm | None:
    screen = OutputScreen(hold=True, danger=danger)
    return screen.read(text + "\n").harm or screen.end().harm


def _golden(language: str) -> list[tuple[str, str]]:
    lines = (_GOLDEN / f"{language}.txt").read_text("utf-8").splitlines()
    told = [line.partition(": ") for line in lines]
    return [(harm, text) for harm, _colon, text in told]


@pytest.mark.parametrize("language", ["english", "chinese"])
@pytest.mark.parametrize("harm", Harm)
def test_most_of_what_harms_obliquely_is_stopped_in_danger(language: str, harm: Harm) -> None:
    texts = [text for named, text in _golden(language) if named == harm]
    assert len(texts) > 10
    missed = [text for text in texts if not _stopped(text, danger=True)]
    assert len(missed) <= len(texts) * 0.15, missed


@pytest.mark.parametrize("language", ["english", "chinese"])
@pytest.mark.parametrize("danger", [False, True])
def test_a_good_listener_is_hardly_ever_stopped(language: str, danger: bool) -> None:
    texts = [text for named, text in _golden(language) if named == "ok"]
    assert len(texts) >= 100
    stopped = [text for text in texts if _stopped(text, danger=danger)]
    assert len(stopped) <= len(texts) * 0.02, stopped


def _counsellors() -> set[str]:
    with (_DATA / "counsel_chat.csv").open(encoding="utf-8", newline="") as file:
        answers = [row["answerText"] for row in csv.DictReader(file)]
    return {html.unescape(re.sub("<[^>]+>", " ", answer)) for answer in answers[::4]}


def _supporters() -> set[str]:
    return set(re.findall(r"\d\.\d 1 \d+ \[[^\]]*\] (.*?) (?:EOS|$)", _read("esconv_dev.tsv")))


def _listeners() -> set[str]:
    talks = map(json.loads, _read("smile_sample.jsonl").splitlines())
    return {m["content"] for talk in talks for m in talk["messages"] if m["role"] != "user"}


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("texts", [_counsellors, _supporters, _listeners])
def test_what_people_answer_people_is_hardly_ever_stopped(
    texts: Callable[[], set[str]],
) -> None:
    answers = sorted(texts())
    assert len(answers) > 400
    stopped = [_stopped(answer) for answer in answers]
    needless = [harm for harm in stopped if harm not in {None, Harm.CLAIMS_TO_BE_HUMAN}]
    assert len(needless) <= len(answers) * 0.02
    assert needless.count(Harm.ROMANCE) <= len(answers) * 0.005
