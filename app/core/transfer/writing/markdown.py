"""Markdown: a file for each conversation, with front matter, and one for the rest.

What was said stands as it was said, save that nothing in it becomes HTML or fetches a picture
where it is read: weights write such things, and a picture from the network tells who reads.
"""

import json
import re
from collections.abc import Iterator

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
from app.core.transfer.pieces import About, Begin, Names, Piece
from app.core.transfer.told import Provenance, how, stamp, title_of, when, who

_STEERS = re.compile(r"<(?=[A-Za-z/!?])|(?<=!)\[")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write(items: Iterator[Item], about: About) -> Iterator[Piece]:
    """Files, each in the order in which its conversation was last written in."""
    names, provenance = Names(), Provenance(about.program)
    inside: str | None = None  # the id of the conversation whose file is open; "" for the rest
    for item in items:
        match item:
            case KnownWeights():
                provenance.know(item)
                continue
            case Rating():
                continue
            case Conversation():
                if inside is not None:
                    yield from _end(provenance)
                inside = item.id
                provenance.begin()
                yield Begin(names.give(f"{when(item.created)[:10]} {title_of(item)}", "md"))
                yield from _front_matter(item)
                continue
            case Message():
                provenance.hear(item)
        place = getattr(item, "conversation_id", None) or ""
        if inside is None or (inside and place != inside):
            if inside is not None:
                yield from _end(provenance)
            inside = ""
            provenance.begin()
            yield Begin(names.give(_("Notes and check-ins"), "md"))
            yield f"# {_('Notes and check-ins')}\n"
        yield from _section(item, about)
    if inside is not None:
        yield from _end(provenance)


def _front_matter(item: Conversation) -> Iterator[str]:
    """YAML, of which JSON strings are a part."""
    fields = {
        "soulchat": 1,
        "id": item.id,
        "title": title_of(item),
        "created": stamp(item.created),
        "updated": stamp(item.updated),
        "tags": list(item.tags),
        "origin": item.origin or "soulchat",
    }
    yield "---\n"
    yield from (
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()
    )
    yield f"---\n\n# {harmless(title_of(item))}\n"


def _section(item: Item, about: About) -> Iterator[str]:
    match item:
        case Message():
            yield f"\n**{who(item)}**, {when(item.time)}\n\n{harmless(item.text)}\n"
        case Note():
            yield f"\n**{_('Note')}**, {when(item.time)}\n\n{_quoted(item.text)}\n"
        case Summary():
            yield f"\n**{_('Summary')}**, {when(item.time)}\n\n{_quoted(item.text)}\n"
        case CheckIn():
            yield f"\n**{_('Check-in')}**, {when(item.time)}: {how(item)}\n"
            if item.words:
                yield f"\n{_quoted(item.words)}\n"
        case SafetyPlan():
            yield f"\n## {_('A plan for hard times')}\n"
            for heading, words in about.of_plan(item):
                yield f"\n### {heading}\n\n{harmless(words)}\n"


def _end(provenance: Provenance) -> Iterator[str]:
    if lines := provenance.lines():
        yield "\n---\n\n" + "\n".join(f"*{line}*\n" for line in lines)


def harmless(text: str) -> str:
    """The text without tags, pictures and characters that steer."""
    return _STEERS.sub(lambda found: f"\\{found[0]}", _CONTROL.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in harmless(text).splitlines())
