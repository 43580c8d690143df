"""What the terminal shows and reads."""

import json
import os
import re
import sys
from collections.abc import Sequence
from getpass import getpass
from typing import Any

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.deleting import DELETED
from app.core.journal.values import Message
from app.core.safety.helplines import Helpline
from app.core.safety.triage import CareCard

# C0 but tab and line feed, DEL, C1, and Unicode's direction controls.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_LONGEST_LINE = 65_536  # bytes; who reads a device without end is told so


def say(text: str) -> None:
    """Tell the person something beside the output: on standard error."""
    print(printable(text), file=sys.stderr, flush=True)


def show(text: str, end: str = "\n") -> None:
    """Write program output.

    Raises:
        BrokenPipeError: nobody reads it any more.
        UserFacingError: ``output_unwritable``.
    """
    _write(printable(text) + end)


def show_json(value: Any) -> None:
    """Write one JSON value on a line; raises as :func:`show` does."""
    text = json.dumps(value, ensure_ascii=False)
    _write(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def printable(text: str) -> str:
    """The text without what could steer a terminal or turn the direction of a line.

    Replies, titles, names and file names may come from anybody.
    """
    return _STEERING.sub("", text)


def _write(text: str) -> None:
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserFacingError("output_unwritable") from error


def message_text(message: Message) -> str:
    """Who said it, when, and what."""
    when = message.time.astimezone().strftime("%Y-%m-%d %H:%M")
    name = _("You") if message.role == "user" else _("Listener")
    text = _("(deleted)") if message.ending == DELETED else message.text
    return f"{name}, {when}\n{text}"


def card_text(card: CareCard) -> str:
    """The care card as lines for the terminal."""
    return "\n".join([card.heading, card.text, helpline_text(card.helplines)])


def helpline_text(helplines: Sequence[Helpline]) -> str:
    """Helplines, one a line."""
    return "\n".join(helpline.line for helpline in helplines)


def from_standard_input() -> str:
    """What the help says of an argument that :func:`text_argument` reads."""
    return _(
        "- reads it from standard input, so that it stands neither in the list of processes "
        "nor in your shell's history"
    )


def text_argument(text: str) -> str:
    """A text given as an argument; ``-`` reads it from standard input.

    Raises:
        UserFacingError: ``message_unreadable``.
    """
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise UserFacingError("message_unreadable") from error


def line_from(descriptor: int, option: str = "--passphrase-fd") -> str:
    """One line, without its end, from an open file descriptor; what follows stays unread.

    Args:
        option: that named the descriptor.

    Raises:
        UserFacingError: ``descriptor_unreadable``, also for a line that doesn't end.
    """
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
            if len(line) > _LONGEST_LINE:
                raise OverflowError
        return line.removesuffix(b"\r").decode()
    except (OSError, UnicodeDecodeError, OverflowError) as error:
        raise UserFacingError("descriptor_unreadable", number=descriptor, option=option) from error


def ask(question: str) -> str:
    """Ask on the terminal.

    Raises:
        UserFacingError: ``passphrase_needed`` where there is nobody to answer.
    """
    print(printable(question), end="", file=sys.stderr, flush=True)
    if line := sys.stdin.readline():
        return line.strip()
    raise UserFacingError("passphrase_needed", option="--passphrase-fd")


def ask_secret(question: str, option: str = "--passphrase-fd") -> str:
    """Ask on the terminal without showing what is typed.

    Args:
        option: that a script gives instead.

    Raises:
        UserFacingError: ``passphrase_needed`` where there is no terminal.
    """
    if not _terminal_at_hand():
        raise UserFacingError("passphrase_needed", option=option)
    try:
        return getpass(printable(question))
    except EOFError as error:
        raise UserFacingError("passphrase_needed", option=option) from error


def ask_new_passphrase(option: str = "--passphrase-fd") -> str:
    """Ask for a new passphrase until the same one is typed twice; raises as :func:`ask_secret`."""
    while True:
        passphrase = ask_secret(_("New passphrase: "), option)
        if passphrase == ask_secret(_("The same again: "), option):
            _tell_strength(passphrase)
            return passphrase
        say(_("The two are not the same. Please try again."))


def _tell_strength(passphrase: str) -> None:
    from app.core.vault import strength, words  # noqa: PLC0415 - no other command needs them

    say(words.strength(strength.estimate(passphrase), passphrase))


def _terminal_at_hand() -> bool:
    if sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
