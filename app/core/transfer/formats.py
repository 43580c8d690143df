"""The formats there are, by the names the terminal calls them."""

from dataclasses import dataclass

from app.core.i18n import N_
from app.core.journal.values import CheckIn, Message
from app.core.transfer.pieces import Writer
from app.core.transfer.writing import check_ins, dayone, html, journal_json, lines, markdown, plain


@dataclass(frozen=True)
class Format:
    """A form in which things are taken along.

    Attributes:
        key: its name.
        ending: of its files, without a dot.
        words: what a person reads of it, marked with ``N_``.
        write: yields the files.
        several: a folder of files, one for each conversation.
        branches: it holds all that was ever said, not the active branch alone.
        zipped: its files come in one zip.
        holds: the kinds of things that it holds, where that is not everything.
    """

    key: str
    ending: str
    words: str
    write: Writer
    several: bool = False
    branches: bool = False
    zipped: bool = False
    holds: tuple[type, ...] = ()


FORMATS = {
    each.key: each
    for each in (
        Format("md", "md", N_("Markdown, a file for each conversation"), markdown.write, True),
        Format("txt", "txt", N_("Plain text"), plain.write),
        Format("html", "html", N_("A web page, to read and print"), html.write),
        Format(
            "json",
            "json",
            N_("SoulChat's own form, which loses nothing (JSON)"),
            journal_json.write,
            branches=True,
        ),
        Format(
            "messages",
            "jsonl",
            N_("For training weights: messages"),
            lines.write_messages,
            holds=(Message,),
        ),
        Format(
            "sharegpt",
            "jsonl",
            N_("For training weights: ShareGPT"),
            lines.write_sharegpt,
            holds=(Message,),
        ),
        Format(
            "dayone",
            "zip",
            N_("Day One (not yet tried in Day One itself)"),
            dayone.write,
            zipped=True,
        ),
        Format("csv", "csv", N_("Check-ins as a table (CSV)"), check_ins.write, holds=(CheckIn,)),
    )
}
"""All but PDF, which needs Qt: app/ui/export/pdf.py."""
