"""JSON lines: OpenAI's ``messages``, ShareGPT's ``conversations``, and Jan's threads.

Jan keeps a thread as ``messages.jsonl``, a message a line, with ``role``, ``content`` as a list
of ``{"type": "text", "text": {"value": …}}`` and ``created_at``, beside ``thread.json``
(https://github.com/janhq/jan, docs/docs/specs/messages.md).
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.core.errors import UserFacingError
from app.core.journal.values import Role
from app.core.transfer.reading.events import (
    DEEPEST,
    LARGEST_THING,
    LONGEST_TEXT,
    MOST_PARTS,
)
from app.core.transfer.reading.fields import from_seconds
from app.core.transfer.reading.parts import (
    Read,
    Turn,
    Unread,
    chain,
    conversation,
    unknown_time,
)

_ROLES: dict[str, Role] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "model": "assistant",
}


class _Lines:
    """Parts bytes into lines, and reads each as JSON."""

    def __init__(self) -> None:
        self._begun = b""
        self._number = 0

    def feed(self, data: bytes) -> Iterator[Any]:
        *whole, rest = data.split(b"\n")
        for line in whole:
            yield from self._line(self._begun + line)
            self._begun = b""
        self._begun += rest
        if len(self._begun) > LONGEST_TEXT:
            raise UserFacingError("import_too_large")

    def end(self) -> Iterator[Any]:
        yield from self._line(self._begun)
        self._begun = b""

    def _line(self, line: bytes) -> Iterator[Any]:
        self._number += 1
        if not line.strip():
            return
        if line.count(b",") > MOST_PARTS:
            raise UserFacingError("import_too_large")
        fault = None
        try:
            value = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
        except UnicodeDecodeError:
            fault = UserFacingError("import_encoding")
        except (ValueError, RecursionError):
            fault = UserFacingError("import_line_unreadable", line=self._number)
        if fault:
            raise fault
        if _too_deep(value):
            raise UserFacingError("import_too_deep")
        yield value


class ConversationLinesReader:
    """A conversation a line; times are unknown there."""

    def __init__(self) -> None:
        self._lines = _Lines()

    def feed(self, data: bytes) -> Iterator[Read]:
        for value in self._lines.feed(data):
            yield from _conversation(value)

    def end(self) -> Iterator[Read]:
        for value in self._lines.end():
            yield from _conversation(value)


class JanReader:
    """A thread: a message a line.

    Args:
        identity: of the thread.
        title: of it.
    """

    def __init__(self, identity: str, title: str) -> None:
        self._identity = identity
        self._title = title
        self._lines = _Lines()
        self._size = 0
        self._turns: list[Turn] = []
        self._unread: dict[str, None] = {}

    def feed(self, data: bytes) -> Iterator[Read]:
        self._size += len(data)
        if self._size > LARGEST_THING:
            raise UserFacingError("import_too_large")
        for value in self._lines.feed(data):
            self._take(value)
        return iter(())

    def end(self) -> Iterator[Read]:
        for value in self._lines.end():
            self._take(value)
        yield from (Unread(why, self._title) for why in self._unread)
        if not self._turns:
            yield Unread("empty_conversation", self._title)
            return
        turns = chain(sorted(self._turns, key=lambda turn: turn.time or unknown_time()))
        yield from conversation(
            "jan", self._identity, self._title, turns, created=_first_time(turns)
        )

    def _take(self, value: Any) -> None:
        turn = _turn(value, "role", "content")
        if isinstance(turn, Turn):
            self._turns.append(turn)
        elif turn:
            self._unread[turn] = None


def _conversation(value: Any) -> Iterator[Read]:
    if isinstance(value, dict) and isinstance(value.get("messages"), list):
        origin, entries, keys = "messages", value["messages"], ("role", "content")
    elif isinstance(value, dict) and isinstance(value.get("conversations"), list):
        origin, entries, keys = "sharegpt", value["conversations"], ("from", "value")
    else:
        yield Unread("no_conversation")
        return
    found = [_turn(entry, *keys) for entry in entries]
    turns = chain([turn for turn in found if isinstance(turn, Turn)])
    title = value["title"] if isinstance(value.get("title"), str) else ""
    reasons = dict.fromkeys(why for why in found if isinstance(why, str) and why)
    yield from (Unread(why, title) for why in reasons)
    if not turns:
        yield Unread("empty_conversation", title)
        return
    name = value["id"] if isinstance(value.get("id"), str) else _digest(turns)
    yield from conversation(origin, name, title, turns, created=_first_time(turns))


def _turn(entry: Any, role_key: str, text_key: str) -> Turn | str:
    """A turn, or why it is none; "" where nothing is lost."""
    if not isinstance(entry, dict):
        return "no_text"
    named = str(entry.get(role_key))
    role = _ROLES.get(named)
    if role is None:
        return "" if named == "system" else "no_person"
    text = _text(entry.get(text_key))
    if not text.strip():
        return "no_text" if entry.get(text_key) else ""
    time = from_seconds(entry.get("created_at"), unknown_time())
    return Turn(role, text, None, None if time == unknown_time() else time)


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = []
    for part in content:
        said = part.get("text") if isinstance(part, dict) else None
        said = said.get("value") if isinstance(said, dict) else said
        if isinstance(said, str):
            parts.append(said)
    return "\n\n".join(parts)


def _first_time(turns: list[Turn]) -> datetime:
    return next((turn.time for turn in turns if turn.time), unknown_time())


def _digest(turns: list[Turn]) -> str:
    said = sha256()
    for turn in turns:
        said.update(f"{turn.role}\0{turn.text}\0".encode("utf-8", "replace"))
    return said.hexdigest()


def _too_deep(value: Any, left: int = DEEPEST) -> bool:
    if left == 0:
        return True
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_too_deep(each, left - 1) for each in inside)
