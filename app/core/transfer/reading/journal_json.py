"""Our own form: decision 111."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

from app.core.errors import UserFacingError
from app.core.journal.contents import Conversation, FirstDraft
from app.core.journal.values import (
    Author,
    CheckIn,
    ConversationSettings,
    KnownWeights,
    Message,
    Moment,
    Note,
    Rating,
    Risk,
    RiskState,
    Role,
    SafetyPlan,
    State,
    Summary,
)
from app.core.transfer.reading.events import Closed, JsonReader, Opened, Path, Value
from app.core.transfer.reading.fields import Fields, malformed
from app.core.transfer.reading.parts import Read
from app.core.transfer.writing.journal_json import FORMAT, VERSION

_HOME = ("conversations", "*")
_LISTS = ("messages", "ratings", "summaries", "notes", "check_ins")
_STEPS = tuple(SafetyPlan.__dataclass_fields__)
_MOST = 2**53  # the last whole number that every program reads alike
_LONGEST_SAMPLING, _LONGEST_TITLE = 2000, 4000


def _opens(path: Path) -> bool:
    if path[:2] == _HOME:
        return len(path) == 2 or (len(path) == 3 and path[2] in _LISTS)
    return path in {(), ("conversations",), ("weights",), ("notes",), ("check_ins",)}


class JournalReader:
    """Reads version 1.

    Args:
        knows_style: whether a conversation can be answered in the style of that name here.
    """

    def __init__(self, knows_style: Callable[[str], bool]) -> None:
        self._knows_style = knows_style
        self._json = JsonReader(_opens)
        self._seen: set[str] = set()
        self._head: dict[str, Any] | None = None  # of the conversation, until it is told
        self._home = ""

    def feed(self, data: bytes) -> Iterator[Read]:
        for step in self._json.feed(data):
            match step:
                case Opened(path) if path == _HOME:
                    self._head = {}
                case Opened(path) if path[:2] == _HOME and len(path) == 3:
                    yield from self._begin()
                case Closed(path) if path == _HOME:
                    yield from self._begin()
                case Value((*_above, "*") as path, value):
                    yield self._thing(path, value)
                case Value(path, value) if path[:2] == _HOME:
                    if self._head is None:  # a field after the lists
                        raise malformed()
                    self._head[path[2]] = value
                case Value(path, value):
                    yield from self._top(path, value)

    def end(self) -> Iterator[Read]:
        self._json.end()
        if self._seen != {"format", "version"}:
            raise malformed()
        return iter(())

    def _top(self, path: Path, value: Any) -> Iterator[Read]:
        match path:
            case ("format",) if value == FORMAT:
                self._seen.add("format")
            case ("version",):
                if isinstance(value, int) and value > VERSION:
                    raise UserFacingError("import_newer")
                if value != VERSION:
                    raise malformed()
                self._seen.add("version")
            case ("safety_plan",):
                fields = Fields(value)
                yield SafetyPlan(*(fields.text(step) for step in _STEPS))
            case ("draft",):
                yield FirstDraft(Fields({"draft": value}).text("draft"))

    def _begin(self) -> Iterator[Read]:
        if self._head is None:
            return
        fields, self._head = Fields(self._head), None
        self._home = fields.identity("id")
        settings, risk = fields.object("settings"), fields.object("risk")
        style = settings.text("style")
        if style and not self._knows_style(style):
            style = ""
        yield Conversation(
            id=self._home,
            title=fields.short_text("title", _LONGEST_TITLE),
            created=fields.time("created"),
            updated=fields.time("updated"),
            origin=fields.text("origin"),
            leaf=fields.maybe_text("leaf"),
            tags=fields.texts("tags"),
            settings=ConversationSettings(
                style=style,
                style_version=settings.number("style_version", 0, 10_000) if style else 0,
                weights=settings.text("weights"),
                sampling=settings.json_text("sampling", _LONGEST_SAMPLING),
            ),
            risk=RiskState(
                level=risk.one_of("level", get_args(Risk)),
                kinds=risk.texts("kinds"),
                spoken=risk.number("spoken", 0, _MOST),
                dismissed=risk.one_of("dismissed", get_args(Risk)),
            ),
            draft=fields.text("draft"),
        )

    def _thing(self, path: Path, value: Any) -> Read:
        fields = Fields(value)
        home = self._home if path[:2] == _HOME else None
        match path[-2:-1]:
            case ("messages",):
                return Message(
                    id=fields.text("id"),
                    conversation_id=self._home,
                    parent_id=fields.maybe_text("parent"),
                    role=fields.one_of("role", get_args(Role)),
                    text=fields.text("text"),
                    state=fields.one_of("state", get_args(State)),
                    time=fields.time("time"),
                    version=fields.number("version", 1, 1_000_000),
                    weights=fields.maybe_text("weights"),
                    risk=fields.one_of("risk", get_args(Risk)),
                    reviewed=fields.flag("reviewed"),
                    ending=fields.text("ending", ""),
                )
            case ("ratings",):
                return Rating(
                    message_id=fields.text("message"),
                    value=1 if fields.number("value", -1, 1) > 0 else -1,
                    words=fields.text("words"),
                    time=fields.time("time"),
                )
            case ("summaries",):
                return Summary(
                    id="",
                    conversation_id=self._home,
                    message_id=fields.text("message"),
                    text=fields.text("text"),
                    time=fields.time("time"),
                    author=fields.one_of("author", get_args(Author)),
                )
            case ("notes",):
                times = fields.time("time"), fields.time("changed")
                return Note("", home, fields.text("text"), *times)
            case ("check_ins",):
                return CheckIn(
                    id="",
                    conversation_id=home,
                    moment=fields.one_of("moment", get_args(Moment)),
                    mood=fields.number("mood", 1, 5),
                    words=fields.text("words"),
                    time=fields.time("time"),
                )
            case ("weights",):
                return KnownWeights(
                    weights=fields.text("weights"),
                    title=fields.text("title"),
                    sha256=fields.text("sha256"),
                    time=fields.time("time"),
                )
        raise malformed()
