"""What every readable format says in the same words: who, when, how they were, who wrote it."""

from datetime import datetime
from pathlib import PureWindowsPath

from app.core.dates import locale
from app.core.i18n import N_, _
from app.core.journal.contents import Conversation
from app.core.journal.values import CheckIn, KnownWeights, Message

_MOODS = (N_("Very low"), N_("Low"), N_("In between"), N_("Good"), N_("Very good"))
_MOMENTS = {"before": N_("before a conversation"), "after": N_("after a conversation"), "alone": ""}


def who(message: Message) -> str:
    """Who said it; a reviewed text is none of the weights'."""
    if message.role == "user":
        return _("You")
    return _("Listener (a text reviewed by people)") if message.reviewed else _("Listener (an AI)")


def when(moment: datetime) -> str:
    """A time of this computer's time zone, in a form that sorts."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def stamp(moment: datetime) -> str:
    """A time for programs: UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def title_of(conversation: Conversation) -> str:
    """What names a conversation, on one line."""
    return " ".join(conversation.title.split()) or _("Untitled")


def file_name(path: str) -> str:
    """The last part of a path, of whichever system: the folders before it name a person."""
    return PureWindowsPath(path).name or path


def how(check_in: CheckIn) -> str:
    """How the person said they were, without their words."""
    mood = _("{mood} ({number} of 5)").format(
        mood=_(_MOODS[check_in.mood - 1]), number=check_in.mood
    )
    moment = _MOMENTS[check_in.moment]
    return f"{mood}, {_(moment)}" if moment else mood


class Provenance:
    """Who wrote what is read here: gathered while a conversation passes by.

    Args:
        program: name and version of this program.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._titles: dict[str, str] = {}
        self.begin()

    def begin(self) -> None:
        """Another conversation."""
        self._used: dict[str, None] = {}
        self._reviewed = False
        self._first: datetime | None = None
        self._last: datetime | None = None

    def know(self, weights: KnownWeights) -> None:
        """What an id of weights stands for; the newest counts."""
        checksum = f", SHA-256 {weights.sha256[:16]}…" if weights.sha256 else ""
        self._titles[weights.weights] = f"{weights.title}{checksum}"

    def hear(self, message: Message) -> None:
        """A message."""
        self._first = self._first or message.time
        self._last = message.time
        if message.role == "assistant":
            if message.reviewed:
                self._reviewed = True
            else:
                name = message.weights or _("unknown weights")
                self._used[self._titles.get(name) or file_name(name)] = None

    def lines(self) -> list[str]:
        """Whole sentences; none where nothing was said."""
        if self._first is None or self._last is None:
            return []
        told = [
            _("Written between {first} and {last}, with {program}.").format(
                first=when(self._first), last=when(self._last), program=self._program
            )
        ]
        if self._used:
            told.append(
                _(
                    "The listener's words were written by an AI ({weights}). It is no person and "
                    "no therapist, and nobody has checked what it said."
                ).format(weights="; ".join(self._used))
            )
        if self._reviewed:
            told.append(
                _("Texts marked as reviewed were written by people, and chosen by the program.")
            )
        return told


def language_tag() -> str:
    """The language spoken now, as HTML names it."""
    spoken = locale()
    return f"{spoken.language}-{spoken.territory}" if spoken.territory else str(spoken.language)
