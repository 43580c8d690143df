"""``soulchat profile``: the people who keep a journal on this computer."""

import argparse

from app import bootstrap
from app.bootstrap import Program
from app.cli.console import ask_new_passphrase, line_from, say, show, show_json
from app.cli.opening import add_passphrase_option
from app.core.i18n import _


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("profile", help=_("create and list profiles"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))

    create = actions.add_parser("create", help=_("create a profile with an empty journal"))
    create.add_argument(
        "name",
        metavar="NAME",
        help=_("your name here; it stays readable on the lock screen"),
    )
    add_passphrase_option(create)
    create.add_argument("--json", action="store_true", help=_("print one JSON object"))
    create.set_defaults(run=_create)

    listing = actions.add_parser("list", help=_("list the profiles"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    listing.set_defaults(run=_list)


def _create(program: Program, options: argparse.Namespace) -> int:
    if options.passphrase_fd is not None:
        passphrase = line_from(options.passphrase_fd)
    else:
        passphrase = ask_new_passphrase()
    new = bootstrap.create_profile(program, options.name, passphrase)
    if options.json:
        show_json(
            {
                "profile": new.profile.name,
                "id": new.profile.id,
                "recovery_code": new.recovery_code,
            }
        )
        return 0
    say(recovery_words())
    show(new.recovery_code)
    return 0


def recovery_words() -> str:
    """What the person should know of the recovery code, just before it is shown."""
    return _(
        "This recovery code opens the journal when the passphrase is forgotten. Write it down "
        "and keep it safe; it is shown only now. Without both, nobody can open the journal."
    )


def _list(program: Program, options: argparse.Namespace) -> int:
    profiles = program.profiles.all()
    if options.json:
        show_json([{"profile": profile.name, "id": profile.id} for profile in profiles])
        return 0
    for profile in profiles:
        show(f"{profile.name}  ({profile.id})")
    if not profiles:
        say(_("There is no profile yet."))
    return 0
