"""Our own form, which loses nothing: JSON as decision 111 describes it, version 1.

One thing a line, so that a person can look into it and a program need not hold it all.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from app.core.journal.contents import Conversation, FirstDraft, Item
from app.core.journal.values import (
    CheckIn,
    KnownWeights,
    Message,
    Note,
    Rating,
    SafetyPlan,
    Summary,
)
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.told import stamp

FORMAT, VERSION = "soulchat-journal", 1


def write(items: Iterator[Item], about: About) -> Iterator[Piece]:
    """One file."""
    yield Begin("soulchat.json")
    head = {
        "format": FORMAT,
        "version": VERSION,
        "program": about.program,
        "written": stamp(about.written),
        "whole": about.whole,
    }
    yield _dumps(head)[:-1]
    yield from _Lists().of(items)
    yield "}\n"


class _Lists:
    """Opens and closes the lists that the things stand in."""

    def __init__(self) -> None:
        self._inside: str | None = None  # the id of the conversation that is open
        self._list = ""

    def of(self, items: Iterator[Item]) -> Iterator[str]:
        """All things, and the ends of what was begun."""
        began = False
        for item in items:
            match item:
                case Conversation():
                    yield from self._end_conversation()
                    yield ",\n" if began else ', "conversations": [\n'
                    began = True
                    self._inside, self._list = item.id, "messages"
                    yield f'{_dumps(_conversation(item))[:-1]}, "messages": ['
                    self._first = True
                case SafetyPlan():
                    yield from self._end_conversations(began)
                    began = False
                    yield f', "safety_plan": {_dumps(asdict(item))}'
                case FirstDraft():
                    yield from self._end_conversations(began)
                    began = False
                    yield f', "draft": {_dumps(item.text)}'
                case _:
                    name, fields, home = _entry(item)
                    if home is None and self._inside is not None and name != "ratings":
                        yield from self._end_conversations(began)
                        began = False
                    yield from self._entry(name, fields)
        yield from self._end_conversations(began)

    def _entry(self, name: str, fields: dict[str, Any]) -> Iterator[str]:
        if name != self._list:
            yield "]" if self._list else ""
            yield f', "{name}": ['
            self._list, self._first = name, True
        yield "\n" if self._first else ",\n"
        self._first = False
        yield _dumps(fields)

    def _end_conversation(self) -> Iterator[str]:
        yield "]" if self._list else ""
        yield "}" if self._inside is not None else ""
        self._inside, self._list = None, ""

    def _end_conversations(self, began: bool) -> Iterator[str]:
        yield from self._end_conversation()
        yield "]" if began else ""


def _conversation(item: Conversation) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "created": stamp(item.created),
        "updated": stamp(item.updated),
        "origin": item.origin,
        "leaf": item.leaf,
        "tags": list(item.tags),
        "settings": asdict(item.settings),
        "risk": asdict(item.risk),
        "draft": item.draft,
    }


def _entry(item: Item) -> tuple[str, dict[str, Any], str | None]:
    """The list that a thing stands in, its fields, and its conversation."""
    fields = {
        key: stamp(value) if key in {"time", "changed"} else value
        for key, value in vars(item).items()
        if key != "conversation_id"
    }
    match item:
        case Message():
            return "messages", _renamed(fields, parent_id="parent"), item.conversation_id
        case Rating():
            return "ratings", _renamed(fields, message_id="message"), None
        case Summary():
            fields.pop("id")
            return "summaries", _renamed(fields, message_id="message"), item.conversation_id
        case Note():
            fields.pop("id")
            return "notes", fields, item.conversation_id
        case CheckIn():
            fields.pop("id")
            return "check_ins", fields, item.conversation_id
        case KnownWeights():
            return "weights", fields, None
    raise TypeError(type(item).__name__)


def _renamed(fields: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in fields.items()}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
