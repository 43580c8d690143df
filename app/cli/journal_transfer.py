"""``soulchat journal export`` and ``import``: taking along, and taking in."""

import argparse
from dataclasses import asdict
from pathlib import Path

from app import bootstrap
from app.bootstrap import Program
from app.cli import opening
from app.cli.console import (
    ask_new_passphrase,
    ask_secret,
    from_standard_input,
    line_from,
    say,
    show,
    show_json,
    text_argument,
)
from app.cli.progress import progress
from app.cli.window import Window
from app.core import i18n
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.transfer import words
from app.core.transfer.arrive import Key, Outcome, arrive
from app.core.transfer.choice import Choice, found_by
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS, Format
from app.core.transfer.redaction import Redactions, read
from app.core.transfer.sealed import CONTAINERS, Seal, identity_in

_PDF, _DAY_ONE = "pdf", "dayone"


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", window: Window) -> None:
    """Add both commands and their options."""
    leaving = actions.add_parser("export", help=_("take conversations along, in many forms"))
    leaving.add_argument(
        "--format",
        required=True,
        choices=[*FORMATS, _PDF, *CONTAINERS],
        help=_("the form; age and zip are sealed, with another form inside"),
    )
    leaving.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="PATH",
        help=_("the file to make; for md a folder. Nothing is ever replaced"),
    )
    leaving.add_argument(
        "--inside",
        choices=[*FORMATS, _PDF],
        default="json",
        help=_("what age or zip holds (json, which can be taken in again)"),
    )
    _add_choice(leaving)
    sealing = leaving.add_mutually_exclusive_group()
    sealing.add_argument(
        "--export-passphrase-fd",
        type=int,
        metavar="N",
        help=_("read the passphrase of the sealed file from this file descriptor"),
    )
    sealing.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="KEY",
        help=_("seal for this public key of age; may be given several times"),
    )
    leaving.set_defaults(run=lambda program, options: _export(program, options, window))

    coming = actions.add_parser(
        "import", help=_("take in exports of SoulChat, ChatGPT, Day One, GPT4All, Jan and others")
    )
    coming.add_argument("path", type=Path, metavar="PATH", help=_("a file or a folder"))
    coming.add_argument(
        "--dry-run", action="store_true", help=_("only tell what would be taken in")
    )
    opens = coming.add_mutually_exclusive_group()
    opens.add_argument(
        "--import-passphrase-fd",
        type=int,
        metavar="N",
        help=_("read the passphrase of the sealed file from this file descriptor"),
    )
    opens.add_argument(
        "--identity", type=Path, metavar="FILE", help=_("the file with your secret key of age")
    )
    coming.set_defaults(run=_import)
    for action in (leaving, coming):
        opening.add_options(action)
        action.add_argument("--json", action="store_true", help=_("print JSON"))


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--conversation",
        action="append",
        metavar="ID",
        help=_("only this conversation; may be given several times"),
    )
    parser.add_argument(
        "--message",
        action="append",
        metavar="ID",
        help=_("only this message, by the ID that show prints; may be given several times"),
    )
    parser.add_argument(
        "--from", dest="since", type=opening.day, metavar="DATE", help=_("first day")
    )
    parser.add_argument("--to", dest="until", type=opening.day, metavar="DATE", help=_("last day"))
    parser.add_argument(
        "--search",
        metavar="WORDS|-",
        help=_("only what a search finds; {dash}").format(dash=from_standard_input()),
    )
    parser.add_argument(
        "--without-replies", action="store_true", help=_("leave out what the listener said")
    )
    parser.add_argument("--without-notes", action="store_true", help=_("leave out your notes"))
    parser.add_argument(
        "--redact",
        type=Path,
        metavar="FILE",
        help=_("replace names by this list: a pair a line, such as Mei -> M."),
    )


def _export(program: Program, options: argparse.Namespace, window: Window) -> int:
    form = _format(options, window)
    redactions = _redactions(options.redact)
    container = options.format if options.format in CONTAINERS else ""
    seal = _seal(options) if container else None
    if form.key == _DAY_ONE:
        say(_(form.words))
    if not container:
        say(_(words.PLAIN))
    elif container == "zip":
        say(_(words.WEAKER))
    with opening.opened(program, options) as journal:
        parcel = Parcel(
            choice=_choice(journal, options, redactions),
            format=form,
            target=_target(options.out, form, container),
            container=container,
            seal=seal,
            steps=tuple(each.heading for each in program.triage.plan_steps(i18n.language())),
        )
        with progress(_("Writing"), as_json=False) as told:
            messages = export(journal, parcel, told=told)
    if options.json:
        show_json({"path": str(parcel.target), "messages": messages})
    else:
        show(words.written(form, messages, parcel.target))
    return 0


def _format(options: argparse.Namespace, window: Window) -> Format:
    key = options.inside if options.format in CONTAINERS else options.format
    return window.pdf() if key == _PDF else FORMATS[key]


def _target(out: Path, form: Format, container: str) -> Path:
    """A file within ``out`` where that is a folder, and one file is made."""
    if form.several and not container:
        return out
    ending = f"{form.ending}.age" if container == "age" else container or form.ending
    return out / f"soulchat.{ending}" if out.is_dir() else out


def _choice(journal: Journal, options: argparse.Namespace, redactions: Redactions) -> Choice:
    for identity in options.conversation or ():
        journal.conversation(identity)  # a mistyped one is told
    return Choice(
        conversations=frozenset(options.conversation) if options.conversation else None,
        items=_items(journal, options),
        since=options.since,
        until=options.until,
        replies=not options.without_replies,
        notes=not options.without_notes,
        redactions=redactions,
    )


def _items(journal: Journal, options: argparse.Namespace) -> frozenset[str] | None:
    """Single messages, and what a search finds."""
    if options.message is None and options.search is None:
        return None
    for identity in options.message or ():
        try:
            journal.versions(identity)
        except LookupError as error:  # a mistyped one is told
            raise UserFacingError("message_not_found") from error
    found = found_by(journal, text_argument(options.search)) if options.search else frozenset()
    return frozenset(options.message or ()) | found


def _redactions(file: Path | None) -> Redactions:
    if file is None:
        return Redactions()
    try:
        return read(file.read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError("file_unreadable", name=file.name) from error


def _seal(options: argparse.Namespace) -> Seal:
    if options.recipient:
        return Seal(recipients=tuple(options.recipient))
    if options.export_passphrase_fd is not None:
        return Seal(line_from(options.export_passphrase_fd))
    return Seal(ask_new_passphrase("--export-passphrase-fd"))


def _import(program: Program, options: argparse.Namespace) -> int:
    key = Key()
    if options.import_passphrase_fd is not None:
        key = Key(passphrase=line_from(options.import_passphrase_fd))
    elif options.identity:
        key = Key(identity=identity_in(options.identity))
    with opening.opened(program, options) as journal:
        outcome = _arrive(journal, options, key)
    if options.json:
        show_json({**asdict(outcome.tally), "unread": outcome.unread})
    else:
        for line in words.told(outcome, dry=options.dry_run):
            show(line)
    return 0


def _arrive(journal: Journal, options: argparse.Namespace, key: Key) -> Outcome:
    def attempt(key: Key) -> Outcome:
        with progress(_("Reading"), as_json=False) as told:
            return arrive(
                journal,
                options.path,
                knows_style=bootstrap.knows_style,
                dry=options.dry_run,
                key=key,
                told=told,
            )

    try:
        return attempt(key)
    except UserFacingError as error:
        if error.code != "seal_key_needed":
            raise
    option = "--import-passphrase-fd"
    return attempt(Key(ask_secret(_("Passphrase of the sealed file: "), option)))
