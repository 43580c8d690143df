"""The safety plan has six steps in both languages, which the journal can keep."""

import dataclasses
from pathlib import Path

import pytest

from app.core import paths
from app.core.i18n import LANGUAGES
from app.core.journal.store import Journal
from app.core.journal.values import SafetyPlan
from app.core.safety.plan import plan_steps, plan_text
from tests.support.keys import subkey

SAFETY = paths.resources() / "safety"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_asked_for_and_has_its_place_in_the_journal(language: str) -> None:
    steps = plan_steps(SAFETY, language)
    assert [step.id for step in steps] == [field.name for field in dataclasses.fields(SafetyPlan)]
    assert all(step.title and step.question for step in steps)


def test_a_plan_is_kept_and_printed_as_it_was_written(tmp_path: Path) -> None:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        journal.save_safety_plan(SafetyPlan(own_coping="Tea.\nThe long walk.", professionals="988"))
        plan = journal.safety_plan()
    assert plan
    printed = plan_text(plan_steps(SAFETY, "en"), dataclasses.asdict(plan))
    assert printed == (
        "2. What I can do by myself\nTea.\nThe long walk.\n\n5. Professionals and helplines\n988"
    )
    assert plan_text(plan_steps(SAFETY, "en"), {}) == ""
