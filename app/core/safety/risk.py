"""How danger once spoken stays in mind, and fades: what a conversation remembers of it."""

from dataclasses import dataclass, replace

from app.core.safety.levels import Level, danger_of
from app.core.safety.screen import Assessment

STAYS = 6
"""Calm messages in a row after which an open risk goes down by one level: long enough for "I don't
know", "still on the table" and "I'm scared", which no screen of words can read."""


@dataclass(frozen=True)
class OpenRisk:
    """Danger in mind.

    Attributes:
        level: the open one; below ``HIGH`` none is.
        kinds: what was heard since it opened, as words of :class:`Kind`; the newest alarm's first.
        spoken: the person's calm messages since the last alarm, or since it last went down.
        dismissed: the gravest level whose card the person put away since it opened.
    """

    level: Level = Level.NONE
    kinds: tuple[str, ...] = ()
    spoken: int = 0
    dismissed: Level = Level.NONE

    @property
    def open(self) -> bool:
        return self.level >= Level.HIGH

    @property
    def shows_card(self) -> bool:
        """Whether the card belongs above the conversation now."""
        return self.open and self.level > self.dismissed

    @property
    def rests(self) -> bool:
        """Whether the person has put the card away, and nothing is imminent."""
        return self.level is Level.HIGH and not self.shows_card

    def is_another(self, heard: Assessment) -> bool:
        """Whether an alarm is about a danger that was not in mind before."""
        return danger_of(heard.kinds) not in {danger_of([kind]) for kind in self.kinds}

    def after(self, heard: Assessment) -> "OpenRisk":
        """What is in mind after one more message of the person."""
        if heard.level >= Level.HIGH:
            kinds = tuple(dict.fromkeys([*map(str, heard.kinds), *self.kinds]))
            level = max(self.level, heard.level)
            dismissed = Level.NONE if self.is_another(heard) else self.dismissed
            return OpenRisk(level, kinds, dismissed=dismissed)
        if not self.open:
            return OpenRisk()
        if heard.level is Level.CONCERN:
            return replace(self, spoken=0)
        if self.spoken + 1 < STAYS:
            return replace(self, spoken=self.spoken + 1)
        if self.level is Level.IMMINENT:
            return replace(
                self, level=Level.HIGH, spoken=0, dismissed=min(self.dismissed, Level.HIGH)
            )
        return OpenRisk()

    def put_away(self) -> "OpenRisk":
        """The person dismissed the card; it comes back when the level rises above this one."""
        return replace(self, dismissed=max(self.dismissed, self.level))
