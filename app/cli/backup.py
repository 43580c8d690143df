"""``soulchat journal backup`` and what belongs to it: listed, restored, deleted."""

import argparse
from contextlib import closing

from app import bootstrap, upkeep
from app.bootstrap import Program
from app.cli import opening
from app.cli.console import ask_new_passphrase, ask_secret, line_from, say, show, show_json
from app.cli.profile import show_code
from app.cli.progress import progress
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.journal.store import Journal
from app.core.journal.values import Backup
from app.core.vault import backup_keys
from app.core.vault.keys import Subkeys
from app.core.vault.recovery import is_recovery_code

_KINDS = {
    "asked": N_("asked for"),
    "automatic": N_("by itself"),
    "migration": N_("before a new version"),
}


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the actions of ``soulchat journal`` that are about backups."""
    backup = actions.add_parser("backup", help=_("make a sealed copy of the journal"))
    backup.add_argument(
        "--if-due", action="store_true", help=_("only when the settings want one by now")
    )
    backup.add_argument(
        "--remake",
        action="store_true",
        help=_("then delete all others, which may hold what was deleted from the journal"),
    )
    backup.set_defaults(run=_backup)

    backups = actions.add_parser("backups", help=_("list the backups"))
    backups.set_defaults(run=_backups)

    restore = actions.add_parser(
        "restore", help=_("go back to a backup; the journal as it is now is kept aside")
    )
    restore.add_argument(
        "name", metavar="NAME|FILE", help=_("the name that backups prints, or the path of a file")
    )
    restore.add_argument(
        "--new-profile",
        metavar="NEW",
        help=_("make a profile of this name of it instead; the secret is that of the backup"),
    )
    restore.add_argument(
        "--new-passphrase-fd",
        type=int,
        metavar="M",
        help=_("read the passphrase of the new profile as one line from this file descriptor"),
    )
    restore.add_argument(
        "--backup-passphrase-fd",
        type=int,
        metavar="N",
        help=_("read the passphrase of the backup's day as one line from this file descriptor"),
    )
    restore.set_defaults(run=_restore)

    aside = actions.add_parser(
        "set-aside", help=_("list, put back or delete what a restore has set aside")
    )
    aside.add_argument("what", choices=["list", "return", "delete"], nargs="?", default="list")
    aside.add_argument("name", metavar="NAME", nargs="?", help=_("the name that list prints"))
    aside.set_defaults(run=_set_aside)

    for action in (backup, backups, restore, aside):
        opening.add_options(action)
        action.add_argument("--json", action="store_true", help=_("print JSON"))


def _backup(program: Program, options: argparse.Namespace) -> int:
    with opening.unlock(program, options) as vault:
        backups = upkeep.backups_of(program, vault.profile)
        with (
            closing(bootstrap.open_journal(program, vault)) as journal,
            progress(_("Backing up"), as_json=False) as told,
        ):
            if options.if_due and not backups.make_if_due(journal, told):
                say(_("No backup is due yet."))
                return 0
            if options.if_due:
                made = backups.all()[0]
            else:
                made = (backups.remake if options.remake else backups.make)(journal, told)
    if options.json:
        show_json(_as_json(made))
    else:
        show(made.name)
    return 0


def _backups(program: Program, options: argparse.Namespace) -> int:
    profile = program.default_profile(options.profile)
    made = upkeep.backups_of(program, profile).all()
    if options.json:
        show_json([_as_json(backup) for backup in made])
        return 0
    for backup in made:
        when = backup.time.astimezone().strftime("%Y-%m-%d %H:%M")
        kind = _(_KINDS[backup.kind])
        show(f"{backup.name}  {when}  {backup.bytes / 1_000_000:.1f} MB  {kind}")
    if not made:
        say(_("There is no backup yet."))
    return 0


def _restore(program: Program, options: argparse.Namespace) -> int:
    if options.new_profile is not None:
        return _restore_as(program, options)
    with opening.unlock(program, options) as vault:
        made = upkeep.backups_of(program, vault.profile).find(options.name)
        source = None if made.ours else _keys_of(made, options.backup_passphrase_fd)
        with progress(_("Restoring"), as_json=False) as told:
            upkeep.restore_journal(vault, made, source, told)
    show(_("The backup is the journal now. What was there before is kept beside the backups."))
    say(
        _(
            "When all is as you want it, delete that: soulchat journal set-aside delete NAME. "
            "To go back to it: soulchat journal set-aside return NAME."
        )
    )
    return 0


def _restore_as(program: Program, options: argparse.Namespace) -> int:
    """Into a new profile: the secret that is given or asked for is that of the backup."""
    made = upkeep.backup_at(options.name)
    if options.recovery_fd is not None:
        secret = line_from(options.recovery_fd, "--recovery-fd")
        source = backup_keys.with_recovery(made.file, secret)
    elif options.backup_passphrase_fd is not None:
        secret = line_from(options.backup_passphrase_fd, "--backup-passphrase-fd")
        source = _keys_with(made, secret)
    else:
        secret = _secret(options.passphrase_fd, "--passphrase-fd")
        source = _keys_with(made, secret)
    if options.new_passphrase_fd is not None:
        passphrase = line_from(options.new_passphrase_fd, "--new-passphrase-fd")
    elif is_recovery_code(secret):
        passphrase = ask_new_passphrase("--new-passphrase-fd")
    else:
        passphrase = secret
    with progress(_("Restoring"), as_json=False) as told:
        new = upkeep.create_profile_from(
            program,
            made,
            name=options.new_profile,
            passphrase=passphrase,
            source=source,
            told=told,
        )
    say(_("The backup is a profile of its own now, with a recovery code of its own."))
    facts = {"profile": new.profile.name, "id": new.profile.id}
    try:
        show_code(new.recovery_code, facts if options.json else None)
    except (UserFacingError, BrokenPipeError) as error:
        raise UserFacingError("recovery_code_unshown") from error
    return 0


def _keys_of(made: Backup, descriptor: int | None) -> Subkeys:
    """The keys of a backup that those of today don't open."""
    return _keys_with(made, _secret(descriptor, "--backup-passphrase-fd"))


def _keys_with(made: Backup, secret: str) -> Subkeys:
    """The keys of a backup, by the passphrase or the recovery code of its day."""
    if is_recovery_code(secret):
        return backup_keys.with_recovery(made.file, secret)
    return backup_keys.with_passphrase(made.file, secret)


def _secret(descriptor: int | None, option: str) -> str:
    if descriptor is not None:
        return line_from(descriptor, option)
    return ask_secret(_("Passphrase of the backup's day: "), option)


def _set_aside(program: Program, options: argparse.Namespace) -> int:
    if options.what != "list" and options.name is None:
        raise UserFacingError("backup_not_found")
    with opening.unlock(program, options) as vault:
        if options.what == "return":
            upkeep.return_to(vault, options.name)
            show(_("That is the journal again. What was there just now is set aside."))
            return 0
        if options.what == "delete":
            Journal.forget_aside(vault.profile.folder, options.name)
            show(_("What was set aside is deleted."))
            return 0
        asides = Journal.asides(vault.profile.folder)
    if options.json:
        show_json(
            [
                {"name": each.name, "time": each.time.isoformat(), "bytes": each.bytes}
                for each in asides
            ]
        )
        return 0
    for each in asides:
        when = each.time.astimezone().strftime("%Y-%m-%d %H:%M")
        show(f"{each.name}  {when}  {each.bytes / 1_000_000:.1f} MB")
    if not asides:
        say(_("Nothing is set aside."))
    return 0


def _as_json(backup: Backup) -> dict[str, object]:
    return {
        "name": backup.name,
        "file": str(backup.file),
        "time": backup.time.isoformat(),
        "bytes": backup.bytes,
        "kind": backup.kind,
        "ours": backup.ours,
    }
