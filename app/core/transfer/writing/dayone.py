"""Day One's JSON form: a zip with one JSON file, named as the journal shall be.

Field names and forms as programs that Day One imports from write them, and as its own exports
read: ``metadata.version`` "1.0"; an entry's ``uuid`` of 32 capital hexadecimal digits,
``creationDate`` and ``modifiedDate`` in UTC to the second, ``timeZone``, ``text`` in Markdown,
``tags``, ``starred`` (https://github.com/alxhslm/journey2dayone, journey2dayonejson.py; that the
zip's one JSON file names the journal: https://github.com/corajr/dayone-convert). Not tried in
Day One itself.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from babel.localtime import get_localzone

from app.core.i18n import _
from app.core.journal.contents import Conversation, Item
from app.core.journal.values import CheckIn, Message, Note
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.told import how, title_of, when, who
from app.core.transfer.writing.markdown import harmless


def write(items: Iterator[Item], _about: About) -> Iterator[Piece]:
    """One JSON file, to be put into a zip: an entry for each conversation, note and check-in."""
    yield Begin("SoulChat.json")
    yield '{"metadata": {"version": "1.0"}, "entries": ['
    entries = _Entries()
    for item in items:
        match item:
            case Conversation():
                yield entries.begin(item.id, item.created, item.updated, list(item.tags))
                yield _inside(f"# {harmless(title_of(item))}\n")
            case Message():
                words = f"\n**{who(item)}**, {when(item.time)}\n\n{harmless(item.text)}\n"
                yield _inside(words)
            case Note():
                yield entries.begin(f"note {item.id}", item.time, item.changed, [_("Note")])
                yield _inside(harmless(item.text))
            case CheckIn():
                yield entries.begin(f"check-in {item.id}", item.time, item.time, [_("Check-in")])
                yield _inside(harmless(f"{how(item)}\n\n{item.words}".strip()))
    yield entries.end()


class _Entries:
    """Entries one after the other: the text of each is still open, for it may be long."""

    def __init__(self) -> None:
        self._any = False

    def begin(self, identity: str, created: datetime, changed: datetime, tags: list[str]) -> str:
        """The end of the entry before, and this one up to its text."""
        before = '"},\n' if self._any else "\n"
        self._any = True
        return before + _head(identity, created, changed, ["SoulChat", *tags])

    def end(self) -> str:
        """The end of it all."""
        return '"}\n]}\n' if self._any else "]}\n"


def _head(identity: str, created: datetime, changed: datetime, tags: list[str]) -> str:
    """An entry up to the beginning of its text, which may be long."""
    fields = {
        "uuid": sha256(identity.encode()).hexdigest()[:32].upper(),
        "creationDate": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "modifiedDate": changed.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "timeZone": getattr(get_localzone(), "key", None) or "UTC",
        "starred": False,
        "tags": tags,
    }
    return json.dumps(fields, ensure_ascii=False)[:-1] + ', "text": "'


def _inside(text: str) -> str:
    """A part of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
