"""The safety plan a person writes in calm times: its six steps in words, and as a page to print."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import LANGUAGES


@dataclass(frozen=True)
class Step:
    """One step of the plan.

    Attributes:
        id: the field of the journal's plan that holds the person's words for it.
    """

    id: str
    title: str
    question: str


def plan_steps(folder: Path, language: str) -> tuple[Step, ...]:
    """The steps in the order of their use, from ``plan.toml`` of ``resources/safety``.

    Args:
        language: ``en`` or ``zh_CN``; any other is answered in English.
    """
    spoken = language if language in LANGUAGES else "en"
    data = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
    return tuple(
        Step(step["id"], step["title"][spoken], step["question"][spoken]) for step in data["step"]
    )


def plan_text(steps: tuple[Step, ...], words: Mapping[str, str]) -> str:
    """The plan as plain text to print; steps without words are left out.

    Args:
        words: the person's, by the ids of the steps.
    """
    written = [
        f"{number}. {step.title}\n{words[step.id].strip()}"
        for number, step in enumerate(steps, 1)
        if words.get(step.id, "").strip()
    ]
    return "\n\n".join(written)
