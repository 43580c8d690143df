"""``soulchat journal delete``: what goes is gone, and where it still is gets named."""

import argparse
import sys
from contextlib import closing
from datetime import date, datetime, time, timedelta

from app import bootstrap, upkeep
from app.bootstrap import Program
from app.cli import opening
from app.cli.console import ask, say, show
from app.cli.progress import progress
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.backups import Backups
from app.core.journal.store import Journal


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the action to ``soulchat journal``."""
    delete = actions.add_parser(
        "delete", help=_("delete a conversation, a message, a range of days, or everything")
    )
    what = delete.add_mutually_exclusive_group(required=True)
    what.add_argument("id", metavar="ID", nargs="?", help=_("the conversation that list prints"))
    what.add_argument("--message", metavar="ID", help=_("one message, by the ID that show prints"))
    what.add_argument(
        "--from",
        dest="first",
        metavar="DATE",
        type=opening.day,
        help=_("all from a day on: 2026-11-21"),
    )
    what.add_argument("--everything", action="store_true", help=_("all that the journal holds"))
    delete.add_argument(
        "--to",
        dest="last",
        metavar="DATE",
        type=opening.day,
        help=_("up to this day, itself included"),
    )
    delete.add_argument("--yes", action="store_true", help=_("don't ask whether you are sure"))
    delete.add_argument(
        "--remake-backups",
        action="store_true",
        help=_("make a backup without it, then delete all those that still hold it"),
    )
    opening.add_options(delete)
    delete.set_defaults(run=_delete)


def _midnight(day: date) -> datetime:
    """The beginning of a day on this computer's clock."""
    return datetime.combine(day, time.min).astimezone()


def _delete(program: Program, options: argparse.Namespace) -> int:
    if options.last is not None and options.first is None:
        raise UserFacingError("deletion_unclear")
    with opening.unlock(program, options) as vault:
        backups = upkeep.backups_of(program, vault.profile)
        with closing(bootstrap.open_journal(program, vault)) as journal:
            _take(journal, options)
            _tell_of_backups(backups, journal, remake=options.remake_backups)
    return 0


def _take(journal: Journal, options: argparse.Namespace) -> None:
    if options.everything:
        _confirm(_("This deletes everything that the journal holds, for good."), options)
        journal.delete_everything()
        show(_("Everything is deleted. The journal is empty."))
    elif options.first is not None:
        end = (options.last or date.today()) + timedelta(days=1)
        _confirm(_("This deletes what was written on those days, for good."), options)
        journal.delete_between(_midnight(options.first), _midnight(end))
        show(_("What was written on those days is deleted."))
    elif options.message is not None:
        try:
            journal.delete_message(options.message)
        except LookupError as error:
            raise UserFacingError("message_not_found") from error
        show(_("The message is deleted."))
    else:
        journal.delete_conversation(options.id)
        show(_("The conversation is deleted."))


def _confirm(words: str, options: argparse.Namespace) -> None:
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise UserFacingError("deletion_unconfirmed")
    say(words)
    if ask(_("Type {word} to delete it: ").format(word=_("delete"))) != _("delete"):
        raise UserFacingError("deletion_unconfirmed")


def _tell_of_backups(backups: Backups, journal: Journal, *, remake: bool) -> None:
    if remake:
        with progress(_("Backing up"), as_json=False) as told:
            backups.remake(journal, told)
        show(_("The backups made before are deleted, too, and a new one is made."))
        return
    holding = [*(each.name for each in backups.all()), *(each.name for each in backups.asides())]
    if holding:
        say(_("These were made before and still hold it:"))
        for name in holding:
            say(f"  {name}")
        say(_("To be rid of it there, too: soulchat journal backup --remake"))
