"""The crisis screen: reads what a person wrote, outside the weights, the same way every time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from app.core import paths
from app.core.safety.answers import answered
from app.core.safety.chinese_learned import Opinions, kinds_heard, read_opinions
from app.core.safety.chinese_learned import score as second_score
from app.core.safety.hints import added_up, alarm_at, concepts_hinted_at
from app.core.safety.learned import Weights, read_weights, score
from app.core.safety.learned_english import score as learned_english_score
from app.core.safety.levels import Kind, Level, own_hand
from app.core.safety.normalise import spellings
from app.core.safety.rules import (
    Finding,
    escalations,
    findings,
    languages,
    unexplained,
    without_idioms,
)
from app.core.safety.speech import one_of
from app.core.safety.violence import happening

__all__ = ["Assessment", "Kind", "Level", "Said", "assess", "assess_talk"]

DENIED = 2.5
"""How much louder a text must be for an alarm when it denies what the rules met in it: see
decision 080."""

CHINESE_FILE, ENGLISH_FILE = "screen_chinese.tsv", "screen_english.tsv"

_REMEMBERED = 12  # earlier messages that count; older risk is kept by the conversation itself
_HINTS_THAT_ADD_UP = 3
_SHORT = 300  # characters of a message whose half-loud sum counts
# How far below its threshold a sum still hints:
_HALF_LOUD, _HALF_LOUD_SECOND, _HALF_LOUD_ENGLISH = 0.15, 0.6, 1.6
_AGAINST_ONESELF = one_of(
    r"\b(?:pills?|tablets?|meds|overdose|rope|noose|bridge|roof|balcony|train|note)\b",
    r"药|绳|楼|桥|天台|炭|遗书",
)


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


def prepare() -> None:
    """Make ready what the first text would otherwise wait for."""
    languages()
    _weights(ENGLISH_FILE)
    _kinds()
    spellings("".join({*"".join(_opinions().first.by_sign)}))  # looks its characters up


def assess(
    text: str,
    recent: Sequence[str] = (),
    *,
    asked: str = "",
    open_risk: Level = Level.NONE,
    learned: Opinions | None = None,
    learned_english: Weights | None = None,
) -> Assessment:
    """Assess what a person wrote, in Chinese, English or a mixture.

    Args:
        text: the newest message.
        recent: the person's earlier messages, oldest first. They can raise the
            level of the newest one and never lower it.
        asked: the reply that the newest message answers; "yes" alone says nothing.
        open_risk: what the conversation already knows, also by messages that have faded.
        learned: other weights than those the program brought along, to measure them.
        learned_english: likewise for English.

    Deterministic, offline, in time proportional to the length of the texts.
    """
    spelled = spellings(text)
    now = _read(spelled, findings) + _read(spelled, happening) + answered(asked, text)
    before = [spellings(message) for message in recent[-_REMEMBERED:]]
    earlier = [_read(message, findings) for message in before]
    level = _gravest(now)
    violence = _violence([*now, *(one for found in earlier for one in found)])
    if max(level, open_risk, *map(_gravest, earlier)) >= Level.HIGH:
        now += [_turned(one, violence) for one in _read(spelled, escalations)]
        level = _gravest(now)
    elif _add_up(now, earlier):
        level = Level.HIGH
    if violence is Kind.HARM_TO_OTHERS:
        now = [_turned(one, violence) for one in now]
    kinds = [finding.rule.kind for finding in _worrying(now)]
    reasons = [f"{finding.rule.name}: {finding.words}" for finding in _worrying(now)]
    if level < Level.HIGH:
        loudness = max(
            *_loudness(spelled[0], now, learned or _opinions()),
            _loudness_of_english(spelled[0], now, learned_english or _weights(ENGLISH_FILE)),
        )
        if loudness > 0:
            level = Level.HIGH
            kinds.insert(0, violence or Kind.PASSIVE_IDEATION)
            reasons.append(f"learned: {loudness:.2f}")
    heard = kinds_heard(_kinds(), spelled[0])
    if heard:
        level = max(level, Level.CONCERN)
        kinds += heard
        reasons += [f"learned: {kind}" for kind in heard]
    if level < Level.HIGH and before and (hinted := _hinted_at(spelled, now)):
        total = added_up([*map(_hinted_at, before, earlier), hinted])
        if total >= alarm_at(spelled[0]):
            level = Level.HIGH
            kinds.insert(0, Kind.PASSIVE_IDEATION)
            reasons.append(f"adds up: {total:.2f}, {', '.join(hinted)}")
    return Assessment(level, tuple(dict.fromkeys(kinds)), tuple(dict.fromkeys(reasons)))


def _hinted_at(spelled: Sequence[str], found: list[Finding]) -> dict[str, float]:
    """What a message hints at, and how clearly: concepts, what rules met, a half-loud sum."""
    hinted = dict.fromkeys(sorted(concepts_hinted_at(spelled[0])), 1.0)
    if len(spelled[0]) <= _SHORT:
        first, second = _loudness(spelled[0], found, _opinions())
        english = _loudness_of_english(spelled[0], found, _weights(ENGLISH_FILE))
        loudness = 1 + max(
            first / _HALF_LOUD, second / _HALF_LOUD_SECOND, english / _HALF_LOUD_ENGLISH
        )
        if loudness > 0:
            hinted["half loud"] = min(1.0, loudness)
    kinds = {one.rule.kind for one in found if one.level is one.rule.level}
    if Kind.PASSIVE_IDEATION in kinds:
        hinted.setdefault("no future", 0.6)
    if Kind.PLAN_OR_MEANS in kinds:
        hinted.setdefault("settled affairs", 1.0)
    return hinted


@dataclass(frozen=True)
class Said:
    """A message of the person, and the reply that it answers."""

    text: str = field(repr=False)
    asked: str = field(default="", repr=False)


def assess_talk(messages: Sequence[Said]) -> Assessment:
    """The gravest that was heard while a person wrote these messages, oldest first."""
    gravest = Assessment(Level.NONE)
    texts = [message.text for message in messages]
    for at, message in enumerate(messages):
        heard = assess(message.text, texts[:at], asked=message.asked, open_risk=gravest.level)
        gravest = max(gravest, heard, key=lambda one: one.level)
    return gravest


@cache
def _weights(name: str) -> Weights:
    return read_weights(paths.resources() / "safety" / name)[0]


@cache
def _opinions() -> Opinions:
    return read_opinions(paths.resources() / "safety")[0]


@cache
def _kinds() -> list[Weights]:
    return read_weights(paths.resources() / "safety" / CHINESE_FILE)[1:]


def _loudness(spelled: str, found: list[Finding], opinions: Opinions) -> tuple[float, float]:
    """How far each of the Chinese sums lies above its threshold."""
    sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
    loudness = _weigh(opinions, spelled, sums)
    if max(loudness) > 0:
        for window in _loud(opinions, sums):
            spelled = spelled.replace(window, unexplained(window))
        loudness = _weigh(opinions, spelled, sums)
    denied = DENIED if any(finding.level is Level.NONE for finding in found) else 0.0
    return loudness[0] - denied, loudness[1] - denied


def _loud(opinions: Opinions, sums: tuple[dict[str, float], dict[str, float]]) -> list[str]:
    """The windows of a text that either sum is above its threshold in."""
    first, second = opinions.first.threshold, opinions.second.threshold
    return [
        window for window, total in sums[0].items() if total > first or sums[1][window] > second
    ]


def _weigh(
    opinions: Opinions, text: str, sums: tuple[dict[str, float], dict[str, float]]
) -> tuple[float, float]:
    return score(opinions.first, text, sums[0]), second_score(opinions.second, text, sums[1])


def _loudness_of_english(spelled: str, found: list[Finding], weights: Weights) -> float:
    sums: dict[str, float] = {}
    loudness = learned_english_score(weights, spelled, sums)
    if loudness > 0:
        loudness = learned_english_score(weights, without_idioms(spelled), sums)
    if any(finding.level < finding.rule.level for finding in found):
        loudness -= DENIED
    return loudness


def _read(spelled: Sequence[str], reading: Callable[[str], list[Finding]]) -> list[Finding]:
    """The findings of one reading in every spelling of a text."""
    return [finding for spelling in spelled for finding in reading(spelling)]


def _gravest(found: list[Finding]) -> Level:
    return max((finding.level for finding in found), default=Level.NONE)


class _Hints(NamedTuple):
    """Hints in the person's own name, now: at a wish to die, and at getting ready for it."""

    wish: int
    getting_ready: int

    @classmethod
    def of(cls, found: Sequence[Finding]) -> "_Hints | None":
        """The hints among findings; None without any."""
        hints = [one for one in found if one.level is one.rule.level is Level.CONCERN]
        wish = sum(one.times for one in hints if one.rule.kind is Kind.PASSIVE_IDEATION)
        ready = sum(one.times for one in hints if one.rule.kind is Kind.PLAN_OR_MEANS)
        return cls(wish, ready) if wish or ready else None

    @property
    def alarm(self) -> bool:
        """Whether they come to an alarm: both, or many."""
        return bool(self.wish and self.getting_ready) or sum(self) >= _HINTS_THAT_ADD_UP


def _add_up(now: Sequence[Finding], earlier: Sequence[Sequence[Finding]]) -> bool:
    """Whether this message hints at danger, and all hints together come to an alarm."""
    hints = _Hints.of([finding for found in [*earlier, now] for finding in found])
    return hints is not None and hints.alarm and _Hints.of(now) is not None


def _worrying(found: list[Finding]) -> list[Finding]:
    """What worries, the gravest first; of equals, what is about one's own hand."""
    return sorted(
        (finding for finding in found if finding.level),
        key=lambda one: (-one.level, not own_hand(one.rule.kind)),
    )


def _violence(found: Sequence[Finding]) -> Kind | None:
    """Which violence rules heard beside nothing of the person's own death; None for none.

    The means and the moment that are named, and a loud sum, are then about it.
    """
    heard = {one.rule.kind for one in found if one.level and one.level is one.rule.level}
    if any(own_hand(kind) and kind is not Kind.PLAN_OR_MEANS for kind in heard):
        return None
    if Kind.HARM_TO_OTHERS in heard:
        return Kind.HARM_TO_OTHERS
    suffered = [one.level for one in found if one.rule.kind is Kind.ABUSE_SUFFERED]
    return Kind.ABUSE_SUFFERED if max(suffered, default=Level.NONE) >= Level.HIGH else None


def _turned(finding: Finding, violence: Kind | None) -> Finding:
    """A finding of means or a moment, told of the violence that it belongs to.

    Means that one only uses against oneself belong to none.
    """
    means = finding.rule.kind is Kind.PLAN_OR_MEANS
    if not violence or not means or _AGAINST_ONESELF.search(finding.words):
        return finding
    return finding._replace(rule=replace(finding.rule, kind=violence))
