"""The shape in which a language's rules are written down."""

import re
from dataclasses import dataclass

from app.core.safety.levels import Kind, Level


@dataclass(frozen=True)
class Rule:
    """One way in which people say one kind of thing.

    Attributes:
        name: says in a word or two what was heard.
        said: a pattern, searched in normalised text with one sentence a line, so that
            ``.`` stays inside a sentence. Gaps are bounded (``.{0,6}``) and never nested:
            a search takes linear time. ``safety/signs.py`` knows what to look for first.
        guarded: False where negation is part of the meaning ("don't want to live")
            and must not take the rule back.
        own: True where the words are about the person, whomever the sentence speaks of
            besides ("he would be better off without me").
        where: must be found somewhere in the sentence of a match.
        unless: must be found nowhere in it.
    """

    name: str
    kind: Kind
    level: Level
    said: str
    guarded: bool = True
    own: bool = False
    where: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Speech:
    """How risk is said, and unsaid, in one language.

    Attributes:
        letters: fits where the language may be present at all.
        idioms: harmless phrases that contain harmful words; blotted out first.
        idiom_signs: every idiom holds one of these strings, parted by ``|``.
        rules: what counts by itself.
        escalations: what counts only beside, or after, a message of ``HIGH`` or more.
        negated: fits the text right before a match that is denied.
        asked: fits that text when the denial is only a question's form ("怎么才能不…").
        withdrawn: fits the text right after a match that is denied ("…的念头没有了").
        someone_else: fits that text when the sentence speaks of another person.
        quoted: fits that text inside a title or a report of fiction or news.
        past: fits that text when it tells of former times.
        overcome: fits the text around a match that says that those times are over.
    """

    letters: re.Pattern[str]
    idioms: re.Pattern[str]
    idiom_signs: str
    rules: tuple[Rule, ...]
    escalations: tuple[Rule, ...]
    negated: re.Pattern[str]
    asked: re.Pattern[str]
    withdrawn: re.Pattern[str]
    someone_else: re.Pattern[str]
    quoted: re.Pattern[str]
    past: re.Pattern[str]
    overcome: re.Pattern[str]


def any_of(*patterns: str) -> str:
    """A pattern, still to be compiled, that fits where any of these does."""
    return "|".join(patterns)


def one_of(*patterns: str) -> re.Pattern[str]:
    """A pattern that fits where any of these does; ``^`` and ``$`` are a sentence's ends."""
    return re.compile("|".join(patterns), re.MULTILINE)
