"""Plain text: one file, for any program there is."""

from collections.abc import Iterator

from app.core.i18n import _
from app.core.journal.contents import Conversation, Item
from app.core.journal.values import CheckIn, KnownWeights, Message, Note, SafetyPlan, Summary
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.told import Provenance, how, title_of, when, who

_LINE = "=" * 24


def write(items: Iterator[Item], about: About) -> Iterator[Piece]:
    """One file."""
    provenance = Provenance(about.program)
    yield Begin("soulchat.txt")
    for item in items:
        match item:
            case KnownWeights():
                provenance.know(item)
            case Conversation():
                yield from _end(provenance)
                yield f"{_LINE}\n{title_of(item)}\n{_LINE}\n"
            case Message():
                provenance.hear(item)
                yield f"\n{who(item)}, {when(item.time)}\n{item.text}\n"
            case Note():
                yield f"\n{_('Note')}, {when(item.time)}\n{item.text}\n"
            case Summary():
                yield f"\n{_('Summary')}, {when(item.time)}\n{item.text}\n"
            case CheckIn():
                yield f"\n{_('Check-in')}, {when(item.time)}: {how(item)}\n"
                yield f"{item.words}\n" if item.words else ""
            case SafetyPlan():
                yield f"\n{_('A plan for hard times')}\n"
                for heading, words in about.of_plan(item):
                    yield f"\n{heading}\n{words}\n"
    yield from _end(provenance)


def _end(provenance: Provenance) -> Iterator[str]:
    if lines := provenance.lines():
        yield "\n" + "\n".join(f"[{line}]" for line in lines) + "\n\n"
    provenance.begin()
