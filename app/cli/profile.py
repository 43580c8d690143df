"""``soulchat profile``: the people who keep a journal on this computer."""

import argparse
import sys
from contextlib import suppress

from app import bootstrap, upkeep
from app.bootstrap import Program
from app.cli import opening
from app.cli.console import (
    ask,
    ask_new_passphrase,
    from_standard_input,
    line_from,
    say,
    show,
    show_json,
    text_argument,
)
from app.cli.progress import progress
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.vault import keys
from app.core.vault.keys import SlotKind
from app.core.vault.profiles import OpenVault, Profile


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("profile", help=_("create, list and change profiles"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))

    create = actions.add_parser("create", help=_("create a profile with an empty journal"))
    create.add_argument(
        "name",
        metavar="NAME|-",
        help=_("your name here, readable on the lock screen; {dash}").format(
            dash=from_standard_input()
        ),
    )
    create.add_argument(
        "--private-name",
        action="store_true",
        help=_("seal the name: until it is unlocked the profile is called Profile N"),
    )
    opening.add_passphrase_option(create)
    create.add_argument("--json", action="store_true", help=_("print one JSON object"))
    create.set_defaults(run=_create)

    listing = actions.add_parser("list", help=_("list the profiles"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    listing.set_defaults(run=_list)

    rename = actions.add_parser("rename", help=_("give a profile another name"))
    rename.add_argument("old", metavar="NAME", nargs="?", help=_("the name or ID it has now"))
    rename.add_argument(
        "new",
        metavar="NEW|-",
        help=_("the name it shall have; {dash}").format(dash=from_standard_input()),
    )
    rename.add_argument(
        "--private-name",
        action=argparse.BooleanOptionalAction,
        help=_("seal the name, or make it readable again"),
    )
    opening.add_options(rename)
    rename.set_defaults(run=_rename)

    delete = actions.add_parser("delete", help=_("delete a profile and its journal for good"))
    delete.add_argument("name", metavar="NAME", help=_("the name or ID of the profile"))
    _add_yes(delete)
    delete.set_defaults(run=_delete)

    passphrase = actions.add_parser("passphrase", help=_("change, set or remove the passphrase"))
    passphrase.add_argument(
        "what",
        choices=["remove"],
        nargs="?",
        help=_("remove: only the recovery code, which you give, opens the journal then"),
    )
    _add_yes(passphrase)
    opening.add_options(passphrase)
    passphrase.add_argument(
        "--new-passphrase-fd",
        type=int,
        metavar="M",
        help=_("read the new passphrase as one line from this file descriptor"),
    )
    passphrase.set_defaults(run=_passphrase)

    recovery = actions.add_parser("recovery", help=_("make a new recovery code, or remove it"))
    recovery.add_argument(
        "what",
        choices=["new", "remove"],
        help=_(
            "new: make a new code; the one of before opens nothing any more; remove: only the "
            "passphrase, which you give, opens the journal then"
        ),
    )
    _add_yes(recovery)
    opening.add_options(recovery)
    recovery.add_argument("--json", action="store_true", help=_("print one JSON object"))
    recovery.set_defaults(run=_recovery)

    key = actions.add_parser("key", help=_("change the key that the journal is sealed with"))
    key.add_argument(
        "what",
        choices=["new"],
        help=_("new: seal the journal anew, when somebody may have had its key"),
    )
    opening.add_options(key)
    key.add_argument(
        "--new-passphrase-fd",
        type=int,
        metavar="M",
        help=_("read the new passphrase as one line from this file descriptor"),
    )
    key.add_argument("--json", action="store_true", help=_("print one JSON object"))
    key.set_defaults(run=_key)

    quick = actions.add_parser(
        "quick-unlock", help=_("let the keyring of this computer open the journal too")
    )
    quick.add_argument("state", choices=["on", "off"], help=_("turn it on or off"))
    opening.add_options(quick)
    quick.set_defaults(run=_quick_unlock)


def _add_yes(action: argparse.ArgumentParser) -> None:
    action.add_argument("--yes", action="store_true", help=_("don't ask whether you are sure"))


def recovery_words() -> str:
    """What the person should know of the recovery code, just before it is shown."""
    return _(
        "This recovery code opens the journal when the passphrase is forgotten. Write it down "
        "and keep it safe; it is shown only now. Without both, nobody can open the journal."
    )


def _create(program: Program, options: argparse.Namespace) -> int:
    if options.passphrase_fd is not None:
        passphrase = line_from(options.passphrase_fd)
    else:
        passphrase = ask_new_passphrase()
    name = text_argument(options.name)
    new = bootstrap.create_profile(program, name, passphrase, private=options.private_name)
    facts = {"profile": new.profile.name, "id": new.profile.id}
    try:
        show_code(new.recovery_code, facts if options.json else None)
    except BaseException:  # Ctrl+C too
        # Nobody has seen the code, so it is as if nothing had been created.
        with suppress(UserFacingError):
            program.profiles.delete(new.profile)
        raise
    if not options.private_name:
        say(_("The name stays readable without the passphrase; --private-name seals it."))
    return 0


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


def _rename(program: Program, options: argparse.Namespace) -> int:
    with _opened(program, options, options.old) as vault:
        program.profiles.rename(vault, text_argument(options.new), private=options.private_name)
    say(_("The profile has its new name."))
    return 0


def _delete(program: Program, options: argparse.Namespace) -> int:
    profile = program.profiles.find(options.name)
    if not options.yes:
        _confirm_deletion(profile)
    program.profiles.delete(profile)
    say(_("The profile and its journal are deleted."))
    return 0


def _confirm_deletion(profile: Profile) -> None:
    if not sys.stdin.isatty():
        raise UserFacingError("deletion_unconfirmed")
    say(_("This deletes {name} and the whole journal, for good.").format(name=profile.name))
    if ask(_("Type the name again to delete it: ")) != profile.name:
        raise UserFacingError("deletion_unconfirmed")


def _passphrase(program: Program, options: argparse.Namespace) -> int:
    if options.what == "remove":
        return _remove(program, options, "passphrase")
    with _opened(program, options) as vault:
        if options.new_passphrase_fd is not None:
            vault.change_passphrase(line_from(options.new_passphrase_fd, "--new-passphrase-fd"))
        else:
            vault.change_passphrase(ask_new_passphrase("--new-passphrase-fd"))
        coded = "recovery" in vault.slots()
    if coded:
        say(_("The passphrase is changed. The recovery code is the same as before."))
    else:
        say(_("The passphrase is changed. There is no recovery code."))
    return 0


def _recovery(program: Program, options: argparse.Namespace) -> int:
    if options.what == "remove":
        return _remove(program, options, "recovery")
    with _opened(program, options) as vault:
        code = vault.renew_recovery()
        try:
            show_code(code, {} if options.json else None)
        except (UserFacingError, BrokenPipeError) as error:
            raise UserFacingError("recovery_code_unshown") from error
    return 0


def _remove(program: Program, options: argparse.Namespace, kind: SlotKind) -> int:
    """Let a secret open the journal no more, for who opened it with the one that stays."""
    from app.core.vault import words  # noqa: PLC0415 - no other command needs them

    say(words.removal(kind))
    with _opened(program, options) as vault:
        if vault.opened_with == kind and set(vault.slots()) >= keys.STANDS_ALONE:
            raise UserFacingError("slot_unproven")
        if not options.yes:
            _confirm_removal()
        vault.remove(kind)
    if kind == "passphrase":
        say(_("The passphrase is removed. The recovery code opens your journal."))
    else:
        say(_("The recovery code is removed. The passphrase opens your journal."))
    return 0


def _confirm_removal() -> None:
    if not sys.stdin.isatty():
        raise UserFacingError("removal_unconfirmed")
    if ask(_("Type {word} to remove it: ").format(word=_("remove"))) != _("remove"):
        raise UserFacingError("removal_unconfirmed")


def _key(program: Program, options: argparse.Namespace) -> int:
    with _opened(program, options) as vault:
        quick = vault.profile.quick_unlock
        if options.new_passphrase_fd is not None:
            passphrase = line_from(options.new_passphrase_fd, "--new-passphrase-fd")
        else:
            say(_("A passphrase opens the new key. It may be the one of now."))
            passphrase = ask_new_passphrase("--new-passphrase-fd")
        with progress(_("Sealing the journal anew"), as_json=False) as told:
            code = upkeep.renew_keys(program, vault, passphrase, told)
        old = upkeep.backups_of(program, vault.profile).all()
        if quick and not vault.profile.quick_unlock:
            say(_("Quick unlock is off: the keyring could not be asked. Turn it on again."))
    say(_("The journal has a new key, and a new recovery code. The one of before opens nothing."))
    if old:
        say(
            _(
                "Backups made before are still sealed with the key of before. Make a new one, "
                "and delete them if somebody may have that key."
            )
        )
    show_code(code, {} if options.json else None)
    return 0


def _quick_unlock(program: Program, options: argparse.Namespace) -> int:
    with _opened(program, options) as vault:
        if options.state == "on":
            vault.enable_quick_unlock()
            say(
                _(
                    "Quick unlock is on: whoever uses this account of the computer can open the "
                    "journal. The passphrase and the recovery code go on opening it too."
                )
            )
        else:
            vault.disable_quick_unlock()
            say(_("Quick unlock is off."))
    return 0


def _opened(program: Program, options: argparse.Namespace, name: str | None = None) -> OpenVault:
    """The vault, opened by what the person knows: who only sits there changes no keys."""
    profile = program.default_profile(options.profile if name is None else name)
    return opening.unlock_with_secret(program, options, profile)


def show_code(code: str, facts: dict[str, str] | None) -> None:
    """Show a recovery code once: with what to do with it, or as JSON beside other facts."""
    if facts is not None:
        show_json(facts | {"recovery_code": code})
        return
    say(recovery_words())
    show(code)
