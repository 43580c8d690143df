"""CSV of the check-ins, for a spreadsheet: one a row, none of it a formula."""

import csv
import io
from collections.abc import Iterator

from app.core.i18n import _
from app.core.journal.contents import Conversation, Item
from app.core.journal.values import CheckIn
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.told import title_of, when

# What a spreadsheet may run when a cell begins so (OWASP, "CSV Injection"), wide forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(items: Iterator[Item], _about: About) -> Iterator[Piece]:
    """One file, with the mark that lets a spreadsheet see it is UTF-8."""
    yield Begin("soulchat-check-ins.csv")
    yield "\ufeff" + _row([_("Time"), _("When"), _("Mood (1 to 5)"), _("Words"), _("Conversation")])
    title = ""
    for item in items:
        match item:
            case Conversation():
                title = title_of(item)
            case CheckIn():
                where = title if item.conversation_id else ""
                yield _row([when(item.time), item.moment, item.mood, item.words, where])


def _row(cells: list[str | int]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_tame(cell) if isinstance(cell, str) else cell for cell in cells])
    return line.getvalue()


def _tame(cell: str) -> str:
    """A cell that is read as text; a leading ' is how spreadsheets write that."""
    plain = cell.replace("\0", "\ufffd")
    return f"'{plain}" if plain.lstrip(" \u3000").startswith(_FORMULA) else plain
