"""What the screen is worth on texts it was not written from.

Reads the labelled sets beside the checkout (``../shared/data``); without them it fails.
The floors stand below what was measured, so that a better rule may cost a sentence or two,
and a broken one is seen.
"""

import csv
import json
import re
from pathlib import Path

import pytest

from app.core import paths
from app.core.safety.labelled import Worth, judge, measure, read_labelled
from app.core.safety.screen import Level, assess

_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"


def _alarms(texts: list[str]) -> float:
    assert len(texts) > 20
    return sum(assess(text).level >= Level.HIGH for text in texts) / len(texts)


@pytest.fixture(scope="module")
def worth() -> Worth:
    """On the texts the weights were trained on, each judged without it and its fold."""
    texts = read_labelled(_DATA / "psyguard_valid.json")
    return measure(texts, paths.resources() / "safety", judge)


def test_most_chinese_texts_about_suicide_or_self_harm_are_heard(worth: Worth) -> None:
    assert worth.recall.value >= 0.95
    assert worth.recall.all > 300


def test_nearly_all_chinese_intents_plans_and_attempts_are_heard(worth: Worth) -> None:
    assert worth.grave.value >= 0.99
    assert worth.grave.all > 150


def test_few_other_chinese_texts_raise_an_alarm(worth: Worth) -> None:
    assert worth.false_alarms.value <= 0.08
    assert worth.false_alarms.all > 1000


def test_no_text_is_judged_by_weights_that_learned_from_it(worth: Worth) -> None:
    assert worth.seen == worth.recall.all + worth.false_alarms.all == 1480


def test_few_english_talks_about_ordinary_sorrow_raise_an_alarm() -> None:
    said = re.findall(
        r"\d\.\d 0 \d+ (.*?) EOS", (_DATA / "esconv_dev.tsv").read_text(encoding="utf-8")
    )
    assert _alarms(sorted({text.strip() for text in said})) <= 0.005


def test_few_english_questions_to_counsellors_raise_an_alarm() -> None:
    with (_DATA / "counsel_chat.csv").open(encoding="utf-8", newline="") as file:
        questions = sorted({row["questionText"] for row in csv.DictReader(file)})
    assert _alarms(questions) <= 0.05  # some of these people do speak of suicide


def test_few_chinese_talks_raise_an_alarm() -> None:
    talks = map(json.loads, (_DATA / "smile_sample.jsonl").read_text("utf-8").splitlines())
    said = {m["content"] for talk in talks for m in talk["messages"] if m["role"] == "user"}
    assert _alarms(sorted(said)) <= 0.03  # some of these people do speak of suicide
