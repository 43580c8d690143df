"""What the screen is worth on texts it was not written from.

Reads the labelled sets beside the checkout (``../shared/data``); without them it fails.
The floors stand below what was measured, so that a better rule may cost a sentence or two,
and a broken one is seen.
"""

import csv
import json
import re
from pathlib import Path

from app.core.safety.screen import Level, assess

_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
_CALM = "与自杀/自伤/攻击行为无关"
_GRAVE = {"主动自杀意图", "自杀计划", "自杀准备行为", "自杀未遂"}
_SELF = _GRAVE | {"被动自杀意图", "关于自杀的探索", "自伤行为", "自伤意图"}


def _alarms(texts: list[str]) -> float:
    assert len(texts) > 20
    return sum(assess(text).level >= Level.HIGH for text in texts) / len(texts)


def _labelled(labels: set[str]) -> list[str]:
    rows = json.loads((_DATA / "psyguard_valid.json").read_text(encoding="utf-8"))
    return [row["text"] for row in rows if labels & set(row["labels"])]


def test_most_chinese_texts_about_suicide_or_self_harm_are_heard() -> None:
    assert _alarms(_labelled(_SELF)) >= 0.86


def test_nearly_all_chinese_intents_plans_and_attempts_are_heard() -> None:
    assert _alarms(_labelled(_GRAVE)) >= 0.92


def test_few_other_chinese_texts_raise_an_alarm() -> None:
    assert _alarms(_labelled({_CALM})) <= 0.04


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
