"""``soulchat journal``: what was said, in the terminal."""

import argparse
from contextlib import closing
from dataclasses import asdict

from app import bootstrap, upkeep
from app.bootstrap import Program
from app.cli import backup, deletion, journal_transfer, opening
from app.cli.console import (
    from_standard_input,
    message_text,
    say,
    show,
    show_json,
    text_argument,
)
from app.cli.window import Window
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.journal.store import ANCHOR_REPAIRED, INDEX_REPAIRED, LOSSES
from app.core.journal.values import Message
from app.core.messages import explain
from app.core.vault.profiles import REPAIRED

_DAMAGE = {
    "vault_damaged",
    "vault_newer",
    "journal_missing",
    "journal_foreign",
    "journal_damaged",
    "journal_newer",
    *LOSSES,
}
_SNAPSHOT = "snapshot_removed"
_REPAIRS = {
    _SNAPSHOT: N_("repaired: a damaged note of the engine was removed; it costs a little time."),
    REPAIRED: N_("repaired: one copy of the key file was written again from the other."),
    INDEX_REPAIRED: N_("repaired: the index for searching was made anew."),
    ANCHOR_REPAIRED: N_("repaired: a copy of how far the journal had come was written again."),
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", window: Window) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("journal", help=_("read and check the journal"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))

    listing = actions.add_parser("list", help=_("list the conversations"))
    listing.set_defaults(run=_list)

    showing = actions.add_parser("show", help=_("print one conversation"))
    showing.add_argument("id", metavar="ID", help=_("the ID that list prints"))
    showing.set_defaults(run=_show)

    verify = actions.add_parser("verify", help=_("check that everything is whole"))
    verify.set_defaults(run=_verify)

    accept = actions.add_parser(
        "accept", help=_("go on with the journal as it is, after verify told of a loss")
    )
    accept.set_defaults(run=_accept)

    backup.add_to(actions)

    search = actions.add_parser("search", help=_("find words again"))
    search.add_argument(
        "words",
        metavar="WORDS|-",
        help=_('what to find; "in quotes" as one phrase; {dash}').format(
            dash=from_standard_input()
        ),
    )
    search.set_defaults(run=_search)

    rename = actions.add_parser("rename", help=_("give a conversation another title"))
    rename.add_argument("id", metavar="ID", help=_("the ID that list prints"))
    rename.add_argument(
        "title",
        metavar="TITLE|-",
        help=_("the new title; {dash}").format(dash=from_standard_input()),
    )
    rename.set_defaults(run=_rename)

    deletion.add_to(actions)

    journal_transfer.add_to(actions, window)

    with_json = (listing, showing, verify, accept, search)
    for action in (*with_json, rename):
        opening.add_options(action)
    for action in with_json:
        action.add_argument("--json", action="store_true", help=_("print JSON"))


def _list(program: Program, options: argparse.Namespace) -> int:
    with opening.opened(program, options) as journal:
        conversations = journal.conversations()
    if options.json:
        show_json(
            [
                {
                    **asdict(head),
                    "created": head.created.isoformat(),
                    "updated": head.updated.isoformat(),
                }
                for head in conversations
            ]
        )
        return 0
    for head in conversations:
        when = head.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        show(f"{head.id}  {when}  {head.title}")
    if not conversations:
        say(_("There is no conversation yet."))
    return 0


def _show(program: Program, options: argparse.Namespace) -> int:
    with opening.opened(program, options) as journal:
        head = journal.conversation(options.id)
        messages = journal.messages(options.id)
    if options.json:
        show_json({"id": head.id, "title": head.title, "messages": [_as_json(m) for m in messages]})
        return 0
    show(head.title)
    for message in messages:
        show(f"\n{message.id}  {message_text(message)}")
    return 0


def _as_json(message: Message) -> dict[str, object]:
    return {**asdict(message), "time": message.time.isoformat()}


def _verify(program: Program, options: argparse.Namespace) -> int:
    profile = program.default_profile(options.profile)
    found = program.profiles.verify_header(profile)
    if set(found) <= set(_REPAIRS):
        found += _examine(program, options)
    problems = [code for code in found if code not in _REPAIRS]
    if options.json:
        repaired = len(problems) < len(found)
        show_json({"ok": not problems, "repaired": repaired, "problems": problems})
    for code in found:
        if code in problems:
            say(str(explain(UserFacingError(code))))
        elif not options.json:
            show(_(_REPAIRS[code]))
    if not problems and not options.json:
        show(_("Everything is whole."))
    return 1 if problems else 0


def _accept(program: Program, options: argparse.Namespace) -> int:
    with opening.opened(program, options, accept_loss=True) as journal:
        problems = [code for code in journal.verify() if code not in _REPAIRS]
    if options.json:
        show_json({"ok": not problems, "problems": problems})
    for code in problems:
        say(str(explain(UserFacingError(code))))
    if not problems and not options.json:
        show(_("The journal goes on as it is now. Its files as they were lie beside the backups."))
    return 1 if problems else 0


def _search(program: Program, options: argparse.Namespace) -> int:
    with opening.opened(program, options) as journal:
        found = journal.search(text_argument(options.words))
    if options.json:
        show_json([{**asdict(each), "time": each.time.isoformat()} for each in found])
        return 0
    for each in found:
        when = each.time.astimezone().strftime("%Y-%m-%d %H:%M")
        show(f"{each.conversation_id or ''}  {when}  {each.title}\n  {each.text}\n")
    if not found:
        say(_("Nothing was found."))
    return 0


def _rename(program: Program, options: argparse.Namespace) -> int:
    with opening.opened(program, options) as journal:
        journal.rename_conversation(options.id, text_argument(options.title))
    return 0


def _examine(program: Program, options: argparse.Namespace) -> list[str]:
    try:
        with (
            opening.unlock(program, options) as vault,
            closing(bootstrap.open_journal(program, vault)) as journal,
        ):
            elsewhere = upkeep.backups_of(program, vault.profile).elsewhere
            mended = upkeep.mend_snapshots(vault)
            return [
                *[REPAIRED] * vault.repaired,
                *journal.verify(elsewhere),
                *[_SNAPSHOT] * mended,
            ]
    except UserFacingError as error:
        if error.code in _DAMAGE:
            return [error.code]
        raise
