"""The crisis screen: reads what a person wrote, outside the weights, the same way every time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.safety.levels import Kind, Level
from app.core.safety.normalise import spellings
from app.core.safety.rules import Finding, Findings, findings

__all__ = ["Assessment", "Kind", "Level", "assess"]

_REMEMBERED = 12  # earlier messages that count; older risk is kept by the conversation itself
_HINTS_THAT_ADD_UP = 3


@dataclass(frozen=True)
class Assessment:
    """How much a text worries the screen, about what, and why.

    Attributes:
        kinds: the gravest first, each once.
        reasons: ``rule: matched words``. Private words: for tests, never for a log.
    """

    level: Level
    kinds: tuple[Kind, ...] = ()
    reasons: tuple[str, ...] = field(default=(), repr=False)


def assess(text: str, recent: Sequence[str] = ()) -> Assessment:
    """Assess what a person wrote, in Chinese, English or a mixture.

    Args:
        text: the newest message.
        recent: the person's earlier messages, oldest first. They can raise the
            level of the newest one and never lower it.

    Deterministic, offline, in time proportional to the length of the texts.
    """
    now = _read(text)
    earlier = [_read(message) for message in recent[-_REMEMBERED:]]
    found = list(now.alone)
    level = now.level
    if now.escalating and max([level, *(one.level for one in earlier)]) >= Level.HIGH:
        found += now.escalating
        level = max(level, *(finding.level for finding in now.escalating))
    elif level is Level.CONCERN and _hints([now]) and _hints([*earlier, now]) >= _HINTS_THAT_ADD_UP:
        level = Level.HIGH
    found.sort(key=lambda finding: -finding.level)
    return Assessment(
        level,
        tuple(dict.fromkeys(finding.rule.kind for finding in found)),
        tuple(dict.fromkeys(map(_reason, found))),
    )


def _read(text: str) -> Findings:
    """The findings in every spelling of a text."""
    read = [findings(spelling) for spelling in spellings(text)]
    return Findings(
        tuple(finding for one in read for finding in one.alone),
        tuple(finding for one in read for finding in one.escalating),
    )


def _hints(messages: Sequence[Findings]) -> int:
    """How many messages hint at a passive wish to die."""
    return sum(one.speak_of(Kind.PASSIVE_IDEATION, Level.CONCERN) for one in messages)


def _reason(finding: Finding) -> str:
    return f"{finding.rule.name}: {finding.words}"
