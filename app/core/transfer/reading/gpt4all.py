"""GPT4All's ``.chat`` files, version 12: what its program writes with Qt's QDataStream.

The order of the fields is that of https://github.com/nomic-ai/gpt4all at cd70db2,
gpt4all-chat/src: chatlistmodel.cpp (magic, version), chat.cpp (Chat::serialize), chatmodel.cpp
(ChatItem::serialize), tool.cpp (ToolCallInfo::serialize). How Qt writes each kind of value:
https://doc.qt.io/qt-6/datastreamformat.html, all numbers with the highest byte first.
"""

import struct
from collections.abc import Iterator

from app.core.errors import UserFacingError
from app.core.journal.values import Role
from app.core.transfer.reading.events import DEEPEST, LARGEST_THING
from app.core.transfer.reading.fields import from_seconds, malformed
from app.core.transfer.reading.parts import (
    Read,
    Turn,
    Unread,
    chain,
    conversation,
    unknown_time,
)

MAGIC = bytes.fromhex("F5D553CC")
VERSION = 12
_PROMPT, _RESPONSE = "Prompt: ", "Response: "
_ROLES: dict[str, Role] = {_PROMPT: "user", _RESPONSE: "assistant"}
_SAID = {"Text: ", _RESPONSE}
_NONE = 0xFFFFFFFF
_QSTRING = 10  # QMetaType::QString
_QNUMBERS = {1: "?", 2: "i", 3: "I", 4: "q", 5: "Q", 6: "d"}  # bool, int … double


class Gpt4AllReader:
    """Reads one chat, which is held as a whole: such files are small."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[Read]:
        self._data += data
        if len(self._data) > LARGEST_THING:
            raise UserFacingError("import_too_large")
        return iter(())

    def end(self) -> Iterator[Read]:
        try:
            yield from _chat(_Stream(bytes(self._data)))
        except (struct.error, UnicodeDecodeError):
            raise malformed() from None


class _Stream:
    """Values one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, form: str) -> int:
        """By the letters of :mod:`struct`."""
        size = struct.calcsize(f">{form}")
        (value,) = struct.unpack(f">{form}", self._take(size))
        return int(value)

    def text(self) -> str:
        """A QString: its bytes in UTF-16, which may be null."""
        size = self.number("I")
        return "" if size == _NONE else self._take(size).decode("utf-16-be")

    def skip_bytes(self) -> None:
        """A QByteArray."""
        size = self.number("I")
        if size != _NONE:
            self._take(size)

    def count(self, form: str = "q") -> int:
        """How many things follow; each takes four bytes at least."""
        value = self.number(form)
        if not 0 <= value <= (len(self._data) - self._at) // 4:
            raise malformed()
        return value

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise malformed()
        self._at += size
        return self._data[self._at - size : self._at]


def _chat(stream: _Stream) -> Iterator[Read]:
    if stream.number("I") != int.from_bytes(MAGIC):
        raise malformed()
    version = stream.number("i")
    if version != VERSION:
        raise UserFacingError("import_gpt4all_version", version=version)
    created = from_seconds(stream.number("q"), unknown_time())
    identity, name, own_name, weights = (stream.text() for _field in range(4))
    for _collection in range(stream.count("I")):
        stream.text()
    title = own_name or name
    turns, unread = [], dict[str, None]()
    for _item in range(stream.count("i")):
        kind, text = _item_of(stream)
        role = _ROLES.get(kind)
        if role and text.strip():
            turns.append(Turn(role, text, None, None, weights if role == "assistant" else None))
        elif not role:
            unread["no_person"] = None
    yield from (Unread(why, title) for why in unread)
    if not turns:
        yield Unread("empty_conversation", title)
        return
    yield from conversation("gpt4all", identity, title, chain(turns), created=created)


def _item_of(stream: _Stream) -> tuple[str, str]:
    """The name of an item, and its words."""
    kind, text = stream.text(), stream.text()
    stream.text()  # what the person would rather have read: for a collection of such
    for _flag in range(5 if kind == _RESPONSE else 4):
        stream.number("?")
    for _source in range(stream.count()):
        for _field in range(7):
            stream.text()
        for _field in range(3):
            stream.number("i")
    for _attachment in range(stream.count()):
        stream.skip_bytes()  # a QUrl is written as one
        stream.skip_bytes()
    parts = [_part_of(stream, DEEPEST) for _part in range(stream.count())]
    return kind, text + "".join(parts)


def _part_of(stream: _Stream, left: int) -> str:
    """The words of a part of a response; none of thoughts and tools."""
    if left == 0:
        raise UserFacingError("import_too_deep")
    name, words = stream.text(), stream.text()
    match name:
        case "ToolCall: ":
            _skip_call(stream)
        case "Think: ":
            stream.number("i")
    inside = "".join(_part_of(stream, left - 1) for _part in range(stream.count()))
    return (words if name in _SAID else "") + inside


def _skip_call(stream: _Stream) -> None:
    stream.text()
    for _parameter in range(stream.count()):
        stream.text()
        stream.number("i")
        _skip_variant(stream)
    stream.text()
    stream.number("i")
    stream.text()


def _skip_variant(stream: _Stream) -> None:
    """A QVariant: the number of its kind, whether it is null, its value."""
    kind = stream.number("I")
    stream.number("?")
    if kind == _QSTRING:
        stream.text()
    elif kind in _QNUMBERS:
        stream.number(_QNUMBERS[kind])
    else:
        raise malformed()
