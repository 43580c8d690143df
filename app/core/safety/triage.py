"""What follows a crisis: the card, reviewed answers, and what the weights are told meanwhile."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from app.core.i18n import LANGUAGES
from app.core.safety.helplines import Helpline, Helplines, by_danger
from app.core.safety.levels import Kind, Level
from app.core.safety.output import Harm

_FILE = "replies.toml"
_BEGINNING = re.compile(r"(?:^|(?<=[.?!] )|(?<=\n))[a-z]")


@dataclass(frozen=True)
class CareCard:
    """What stands above the conversation while a person may be in danger.

    Attributes:
        danger: which one it speaks of; ``SELF_HARM`` for suicide, too.
        has_plan: the person wrote a safety plan in calmer times.
    """

    level: Level
    heading: str
    text: str
    helplines: tuple[Helpline, ...]
    danger: Kind = Kind.SELF_HARM
    has_plan: bool = False


@dataclass(frozen=True)
class PlanStep:
    """What the safety plan asks for at one of its steps.

    Attributes:
        key: the field of the journal's plan that holds the answer.
    """

    key: str
    heading: str
    text: str


class Triage:
    """Chooses among the reviewed texts of ``replies.toml``; writes none itself."""

    def __init__(self, folder: Path, helplines: Helplines) -> None:
        """Read ``replies.toml`` in a folder; a damaged file is our bug and raises."""
        data = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
        self._cards: dict[str, dict[str, dict[str, Any]]] = data["card"]
        self._replies: dict[str, dict[str, list[dict[str, Any]]]] = data["reply"]
        self._guides: dict[str, dict[str, Any]] = data["guide"]
        self._about: dict[str, dict[str, Any]] = data["about"]
        self._instead: dict[str, dict[str, Any]] = data["instead"]
        self._plan: dict[str, dict[str, Any]] = data["plan"]
        self._wording: dict[str, dict[str, str]] = data["wording"]
        self._helplines = helplines

    def card(
        self, level: Level, language: str, region: str, danger: Kind = Kind.SELF_HARM
    ) -> CareCard | None:
        """The card for a level, ready to show at once.

        Args:
            level: what the screen, or the conversation's open risk, says.
            language: ``en`` or ``zh_CN``.
            region: a region's code; an unknown one gets the worldwide lines.
            danger: as :func:`~app.core.safety.levels.danger_of` names it.

        Returns:
            None below ``HIGH``.
        """
        if level < Level.HIGH:
            return None
        spoken = _spoken(language)
        texts = _of_level(self._cards[danger], level)
        lines = by_danger(self._helplines.for_region(region, spoken), danger)
        return CareCard(level, texts["heading"][spoken], texts["text"][spoken], lines, danger)

    def reviewed_reply(
        self,
        level: Level,
        language: str,
        region: str,
        previous: Sequence[str],
        danger: Kind = Kind.SELF_HARM,
    ) -> str:
        """The next reviewed answer while risk is open, whatever the person wrote.

        The texts of a danger and level follow each other, then come round again. The opening
        one is said once, and not to somebody whom a graver level of it was answered before.

        Args:
            level: below ``HIGH``, the answers for ``HIGH`` are given: risk is still open.
            language: ``en`` or ``zh_CN``.
            region: whose numbers the answer names.
            previous: the answers given so far, oldest first.
            danger: as :func:`~app.core.safety.levels.danger_of` names it.

        Returns:
            A text that is never the last of ``previous``.
        """
        spoken = _spoken(language)
        level = max(level, Level.HIGH)
        texts = self._answers(danger, level, spoken, region)
        latest = next((texts.index(said) for said in reversed(previous) if said in texts), None)
        if latest is None:
            graver = {
                text
                for each in LANGUAGES
                for text in self._answers(danger, Level.IMMINENT, each, region)
            }
            return texts[1 if level is Level.HIGH and not graver.isdisjoint(previous) else 0]
        return texts[latest + 1] if latest + 1 < len(texts) else texts[1]

    def _answers(self, danger: Kind, level: Level, language: str, region: str) -> list[str]:
        fields = self._numbers(language, region)
        return [
            _capitalised(reply["text"][language].strip().format(**fields))
            for reply in _of_level(self._replies[danger], level)
        ]

    def guide(
        self,
        level: Level,
        language: str,
        kinds: Collection[Kind] = (),
        danger: Kind = Kind.SELF_HARM,
    ) -> str:
        """What the weights are told beside a message of this level; empty where nothing is.

        Args:
            kinds: what the message is about. Where that is none of suicide or self-harm, a
                hint is not asked about as if it were.
            danger: the one that is open, as :func:`~app.core.safety.levels.danger_of` names it.
        """
        if level is Level.NONE:
            return ""
        about = next((self._about[kind] for kind in (*kinds, danger) if kind in self._about), None)
        if level is Level.CONCERN and kinds and all(kind in self._about for kind in kinds):
            told = []
        elif level > Level.CONCERN and danger in self._about:
            told = [self._guides[f"{level.word}_other"]]
        else:
            told = [self._guides[level.word]]
        told += [about] if about else []
        return "\n".join(str(one["text"][_spoken(language)]) for one in told)

    def guide_put_away(self, language: str) -> str:
        """What the weights are told while risk is open and the person is calm, card put away."""
        return str(self._guides["put_away"]["text"][_spoken(language)])

    def instead_of(self, harm: Harm, language: str) -> str:
        """What stands in the place of a sentence that the output screen stopped."""
        return str(self._instead[harm]["text"][_spoken(language)])

    def plan_steps(self, language: str) -> tuple[PlanStep, ...]:
        """The steps of a safety plan, in the order in which they are taken."""
        spoken = _spoken(language)
        return tuple(
            PlanStep(key, step["heading"][spoken], step["text"][spoken])
            for key, step in self._plan.items()
        )

    def _numbers(self, language: str, region: str) -> dict[str, str]:
        """The words for a region's first crisis line, its emergency numbers and its police."""
        wording = self._wording[language]
        lines = self._helplines.for_region(region, language)
        crisis = [line for line in lines if line.kind == "crisis" and line.way == "call"]
        emergency = [line.contact for line in lines if line.kind == "emergency"]
        police = by_danger(lines, Kind.ABUSE_SUFFERED)[0].contact
        if not crisis:
            unknown = wording["emergency_unknown"]
            return {"crisis": wording["crisis_unknown"], "emergency": unknown, "police": unknown}
        return {
            "police": wording["police"].format(contact=police),
            "crisis": wording["crisis"].format(name=crisis[0].name, contact=crisis[0].contact),
            "emergency": wording["emergency"].format(contact=wording["or"].join(emergency)),
        }


_Texts = TypeVar("_Texts")


def _of_level(texts: Mapping[str, _Texts], level: Level) -> _Texts:
    """The texts of a level; where it has none of its own, those of ``HIGH``."""
    return texts.get(level.word) or texts[Level.HIGH.word]


def _capitalised(text: str) -> str:
    """English sentences that begin with a field begin with a capital letter, too."""
    return _BEGINNING.sub(lambda first: first[0].upper(), text)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"
