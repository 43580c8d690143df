"""HTML: one file that brings everything along, prints well, and runs nothing."""

import re
from collections.abc import Iterator
from html import escape

from app.core.i18n import _
from app.core.journal.contents import Conversation, Item
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
from app.core.transfer.told import Provenance, how, language_tag, title_of, when, who

# HTML can hold none of these, not even escaped (HTML Living Standard, 13.1.4).
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LOOKS = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 3rem 0 1rem; }
.part { margin: 1.2rem 0; break-inside: avoid-page; }
.part > p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.who { font-size: .85rem; opacity: .75; }
.aside { border-inline-start: 3px solid; padding-inline-start: .8rem; }
footer { font-size: .85rem; opacity: .75; border-top: 1px solid; margin-top: 1.5rem; }
@media print { body { margin: 0; max-width: none; } article + article { break-before: page; } }
"""


def write(items: Iterator[Item], about: About) -> Iterator[Piece]:
    """One file."""
    yield Begin("soulchat.html")
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(language_tag())}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>SoulChat</title>\n<style>{_LOOKS}</style>\n</head>\n<body>\n"
    )
    for _title, parts in articles(items, about):
        yield from parts
    yield "</body>\n</html>\n"


def articles(items: Iterator[Item], about: About) -> Iterator[tuple[str, Iterator[str]]]:
    """Each conversation, and what belongs to none: its title, and its parts.

    The parts of one are to be read before the next one is asked for.
    """
    reading = _Articles(items, about)
    while reading.begin():
        yield reading.title, reading.parts()


class _Articles:
    def __init__(self, items: Iterator[Item], about: About) -> None:
        self._items = items
        self._about = about
        self._provenance = Provenance(about.program)
        self._ahead = next(items, None)
        self._home = ""
        self.title = ""

    def begin(self) -> bool:
        """Whether there is another one."""
        while isinstance(self._ahead, KnownWeights):
            self._provenance.know(self._ahead)
            self._ahead = next(self._items, None)
        if self._ahead is None:
            return False
        self._home, self.title = "", _("Notes and check-ins")
        if isinstance(self._ahead, Conversation):
            self._home, self.title = self._ahead.id, title_of(self._ahead)
            self._ahead = next(self._items, None)
        self._provenance.begin()
        return True

    def parts(self) -> Iterator[str]:
        """All of it."""
        yield f"<article>\n<h1>{safe(self.title)}</h1>\n"
        while self._ahead is not None and not isinstance(self._ahead, Conversation):
            if self._home and not _belongs(self._ahead, self._home):
                break
            if isinstance(self._ahead, Message):
                self._provenance.hear(self._ahead)
            yield _section(self._ahead, self._about)
            self._ahead = next(self._items, None)
        if lines := self._provenance.lines():
            yield "<footer>" + "".join(f"<p>{safe(line)}</p>" for line in lines) + "</footer>\n"
        yield "</article>\n"


def _belongs(item: Item, home: str) -> bool:
    """Whether a thing is told of a conversation."""
    return isinstance(item, Rating) or getattr(item, "conversation_id", None) == home


def safe(text: str) -> str:
    """A text that HTML takes for nothing but text."""
    return escape(_IMPOSSIBLE.sub("\ufffd", text))


def _section(item: Item, about: About) -> str:
    match item:
        case Message():
            return _part(f"{who(item)}, {when(item.time)}", item.text, item.role)
        case Note():
            return _part(f"{_('Note')}, {when(item.time)}", item.text, "aside")
        case Summary():
            return _part(f"{_('Summary')}, {when(item.time)}", item.text, "aside")
        case CheckIn():
            said = f"{_('Check-in')}, {when(item.time)}: {how(item)}"
            return _part(said, item.words, "aside")
        case SafetyPlan():
            title = f"<h2>{safe(_('A plan for hard times'))}</h2>\n"
            steps = (_part(heading, words, "aside") for heading, words in about.of_plan(item))
            return title + "".join(steps)
    return ""


def _part(who_said: str, text: str, kind: str) -> str:
    head = f'<div class="part {kind}"><p class="who">{safe(who_said)}</p>'
    return f"{head}<p>{safe(text)}</p></div>\n" if text else f"{head}</div>\n"
