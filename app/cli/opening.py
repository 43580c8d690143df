"""Opening a journal from the terminal: which profile, and with which secret."""

import argparse
import math
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

from app import bootstrap
from app.bootstrap import Program
from app.cli.console import ask_secret, line_from, say
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.messages import explain
from app.core.vault.profiles import OpenVault, Profile
from app.core.vault.recovery import is_recovery_code

_TRIES = 5
_WRONG = {"passphrase_wrong", "recovery_code_wrong"}


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
    """Unlock the profile that the options name, by quick unlock where that is turned on.

    Raises:
        UserFacingError: what ``Program.default_profile`` and ``Profiles.unlock`` raise.
    """
    profile = program.default_profile(options.profile)
    if profile.quick_unlock and not secret_given(options):
        try:
            return program.profiles.unlock_with_keyring(profile)
        except UserFacingError as error:
            if not error.code.startswith("keyring_"):
                raise
            say(str(explain(error)))
    return unlock_with_secret(program, options, profile)


@contextmanager
def opened(
    program: Program, options: argparse.Namespace, *, accept_loss: bool = False
) -> Iterator[Journal]:
    """The journal of the profile that the options name, unlocked as :func:`unlock` does.

    Args:
        accept_loss: see ``Journal.open``.
    """
    with (
        unlock(program, options) as vault,
        closing(bootstrap.open_journal(program, vault, accept_loss=accept_loss)) as journal,
    ):
        yield journal


def unlock_with_secret(
    program: Program, options: argparse.Namespace, profile: Profile
) -> OpenVault:
    """Unlock with what the person knows: asked for where it isn't given.

    Raises:
        UserFacingError: what ``Profiles.unlock`` raises.
    """
    program.profiles.expect()
    vault = _with_secret(program, options, profile)
    if vault.unheard:
        say(str(explain(UserFacingError("witness_unheard"))))
    return vault


def _with_secret(program: Program, options: argparse.Namespace, profile: Profile) -> OpenVault:
    if options.recovery_fd is not None:
        return program.profiles.unlock_with_recovery(
            profile, line_from(options.recovery_fd, "--recovery-fd")
        )
    if options.passphrase_fd is not None:
        return program.profiles.unlock(profile, line_from(options.passphrase_fd))
    for _left in range(1, _TRIES):
        try:
            return _asked(program, profile)
        except UserFacingError as error:
            if error.code not in _WRONG:
                raise
            say(str(explain(error)))
        _pause(math.ceil(program.profiles.pause(profile)))
    return _asked(program, profile)


def day(text: str) -> date:
    """A day of an argument, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a day is written as 2026-11-21")) from None


def secret_given(options: argparse.Namespace) -> bool:
    """Whether the command line says where a secret can be read."""
    return options.passphrase_fd is not None or options.recovery_fd is not None


def _asked(program: Program, profile: Profile) -> OpenVault:
    secret = ask_secret(_("Passphrase of {name} (or recovery code): ").format(name=profile.name))
    try:
        return program.profiles.unlock(profile, secret)
    except UserFacingError as error:
        if error.code != "passphrase_wrong" or not is_recovery_code(secret):
            raise
    return program.profiles.unlock_with_recovery(profile, secret)


def _pause(seconds: int) -> None:
    if seconds:
        say(
            _("After several wrong tries, the next one comes in {seconds} s.").format(
                seconds=seconds
            )
        )
        time.sleep(seconds)
