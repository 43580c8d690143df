"""The terminal's front door: reads the command line, runs a command, explains faults.

Program output goes to standard output, everything else to standard error.
Exit codes: 0 done, 1 refused or failed with one plain sentence, 2 wrong usage.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from app import bootstrap
from app.bootstrap import Program
from app.cli import bench, chat, doctor, engine, journal, profile, safety, weights
from app.cli.console import say
from app.cli.window import Window
from app.core import i18n, paths
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.messages import explain

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str], window: Window) -> int:
    """Run one command.

    Args:
        arguments: the command line without the program's name.
        window: the other face, for the commands that need it.

    Returns:
        The exit code. Wrong usage raises SystemExit(2), as argparse does.
    """
    _tolerate_narrow_terminals()
    i18n.use(i18n.system_language(), paths.translations())
    i18n.lend_to_argparse(paths.translations())
    options = _parser(window).parse_args(arguments)
    try:
        program = bootstrap.start(options.home)
        if options.successor:
            return window.take_over(program)
        if options.command:
            return int(options.run(program, options))
        return _window_or_chat(program, window, options.open)
    except UserFacingError as error:
        words = str(explain(error))
        say(words)
        if not (options.command or options.successor or sys.stderr.isatty()):
            window.refuse(words)
    except (KeyboardInterrupt, BrokenPipeError):
        say(_("Stopped."))
    except Exception as error:  # noqa: BLE001 - the outer edge: a bug of ours, told without private words
        _log.exception("unexpected fault")
        kind = type(error).__name__
        say(
            _(
                "Something went wrong inside the program ({kind}); this is its fault, not yours. "
                "Nothing saved is lost. Please start it again."
            ).format(kind=kind)
        )
    return 1


def _window_or_chat(program: Program, window: Window, offered: Path | None) -> int:
    try:
        return window.show(program, offered)
    except UserFacingError as error:
        if error.code != "window_unavailable":
            raise
        say(
            _("The window can't be shown: {reason} Opening the terminal chat instead.").format(
                reason=error.fields["reason"]
            )
        )
    return int(chat.run(program, _parser(window).parse_args(["chat"])))


def _parser(window: Window) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="soulchat",
        description=_(
            "An empathic listener that runs on your own computer. It is an AI, not a "
            "therapist. Without a command the window opens."
        ),
    )
    version = metadata.version("soulchat-desktop")
    parser.add_argument("--version", action="version", version=f"soulchat {version}")
    parser.add_argument(
        "--home",
        type=_folder,
        metavar="DIR",
        help=_("the folder of your data (or set SOULCHAT_HOME)"),
    )
    parser.add_argument(
        "--open",
        nargs="?",
        type=lambda name: Path(name).absolute(),
        metavar="FILE",
        help=_("show the window, and what could be brought in from this file"),
    )
    # How the window starts the process that follows it at lock (decision 030).
    parser.add_argument("--successor", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))
    for command in (chat, weights, engine, profile, safety, doctor):
        command.add_to(commands)
    journal.add_to(commands, window)
    bench.add_to(commands, window)
    return parser


def _folder(name: str) -> Path:
    if not name:
        raise argparse.ArgumentTypeError(_("the name of the folder is empty"))
    return Path(name)


def _tolerate_narrow_terminals() -> None:
    """A character that the terminal can't show becomes a question mark, not a fault.

    Into a file or a pipe goes UTF-8, also on Windows, whose old code page would lose letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            old_pages = sys.platform == "win32" and not stream.isatty()
            reconfigure(errors="replace", encoding="utf-8" if old_pages else None)
