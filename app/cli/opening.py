"""Opening a journal from the terminal: which profile, and with which secret."""

import argparse

from app.bootstrap import Program
from app.cli.console import ask_secret, line_from
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.vault.profiles import OpenVault
from app.core.vault.recovery import is_recovery_code


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command that opens a journal."""
    parser.add_argument(
        "--profile", metavar="NAME", help=_("whose journal (default: the only or the last one)")
    )
    secret = parser.add_mutually_exclusive_group()
    add_passphrase_option(secret)
    secret.add_argument(
        "--recovery-fd",
        type=int,
        metavar="N",
        help=_("read the recovery code as one line from this file descriptor"),
    )


def add_passphrase_option(parser: argparse._ActionsContainer) -> None:
    """Add ``--passphrase-fd``: a secret never stands in arguments or the environment."""
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help=_("read the passphrase as one line from this file descriptor"),
    )


def unlock(program: Program, options: argparse.Namespace) -> OpenVault:
    """Unlock the profile that the options name.

    Raises:
        UserFacingError: what ``Program.default_profile`` and ``Profiles.unlock`` raise.
    """
    profile = program.default_profile(options.profile)
    if options.recovery_fd is not None:
        return program.profiles.unlock_with_recovery(profile, line_from(options.recovery_fd))
    if options.passphrase_fd is not None:
        return program.profiles.unlock(profile, line_from(options.passphrase_fd))
    secret = ask_secret(_("Passphrase of {name} (or recovery code): ").format(name=profile.name))
    try:
        return program.profiles.unlock(profile, secret)
    except UserFacingError as error:
        if error.code != "passphrase_wrong" or not is_recovery_code(secret):
            raise
    return program.profiles.unlock_with_recovery(profile, secret)
