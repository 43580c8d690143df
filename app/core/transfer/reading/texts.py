"""Journals of texts: Day One's JSON, and Markdown files. Each text becomes a note."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from app.core.errors import UserFacingError
from app.core.transfer.reading.events import LONGEST_TEXT, JsonReader, Value
from app.core.transfer.reading.fields import bounded
from app.core.transfer.reading.parts import Read, Unread, note

_DATED = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FRONT = re.compile(r"\A---\r?\n.*?^(?:date|created): *[\"']?([^\"'\n]+)", re.DOTALL | re.MULTILINE)


class DayOneReader:
    """``Journal.json`` of a Day One export; fields as in writing/dayone.py."""

    def __init__(self) -> None:
        self._json = JsonReader(lambda path: path in {(), ("entries",)})

    def feed(self, data: bytes) -> Iterator[Read]:
        for step in self._json.feed(data):
            if isinstance(step, Value) and step.path == ("entries", "*"):
                yield _entry(step.value)

    def end(self) -> Iterator[Read]:
        self._json.end()
        return iter(())


class TextReader:
    """One file of text.

    Args:
        name: of the file, which may hold its date.
        changed: when it was changed last.
    """

    def __init__(self, name: str, changed: datetime) -> None:
        self._name = name
        self._changed = changed
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[Read]:
        self._data += data
        if len(self._data) > LONGEST_TEXT:
            raise UserFacingError("import_too_large")
        return iter(())

    def end(self) -> Iterator[Read]:
        try:
            text = bytes(self._data).removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError:
            yield Unread("no_utf8", self._name)
            return
        if "\0" in text:
            yield Unread("no_utf8", self._name)
        elif text.strip():
            yield note(text, self._time(text), self._changed)
        else:
            yield Unread("no_text", self._name)

    def _time(self, text: str) -> datetime:
        """What the front matter says, else the name, else when it was changed."""
        told = _FRONT.search(text[:4096])
        if told and (moment := _moment(told[1].strip())):
            return moment
        dated = _DATED.search(self._name)
        return (dated and _moment(dated[0])) or self._changed


def _entry(value: Any) -> Read:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return Unread("no_text")
    if not value["text"].strip():
        return Unread("no_text")
    created = _moment(value.get("creationDate"))
    if created is None:
        return Unread("no_time", value["text"][:40])
    return note(value["text"], created, _moment(value.get("modifiedDate")))


def _moment(written: Any) -> datetime | None:
    if not isinstance(written, str):
        return None
    try:
        moment = datetime.fromisoformat(written)
        return bounded(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, UserFacingError):
        return None
