"""What the terminal shows and reads."""

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from getpass import getpass
from typing import Any

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.safety.helplines import Helpline
from app.core.safety.triage import CareCard


def say(text: str) -> None:
    """Tell the person something beside the output: on standard error."""
    print(text, file=sys.stderr, flush=True)


def show(text: str, end: str = "\n") -> None:
    """Write program output, without control characters that could steer a terminal."""
    print(printable(text), end=end, flush=True)


def show_json(value: Any) -> None:
    """Write one JSON value on a line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def printable(text: str) -> str:
    """The text without control characters but line feed and tab; weights are untrusted."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )


def card_text(card: CareCard) -> str:
    """The care card as lines for the terminal."""
    return "\n".join([card.heading, card.text, helpline_text(card.helplines)])


def helpline_text(helplines: Sequence[Helpline]) -> str:
    """Helplines, one a line."""
    return "\n".join(f"{line.name}: {line.contact}" for line in helplines)


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


def line_from(descriptor: int) -> str:
    """One line, without its end, from an open file descriptor; what follows stays unread.

    Raises:
        UserFacingError: ``descriptor_unreadable``.
    """
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
        return line.removesuffix(b"\r").decode()
    except (OSError, UnicodeDecodeError, OverflowError) as error:
        raise UserFacingError("descriptor_unreadable", number=descriptor) from error


def ask(question: str) -> str:
    """Ask on the terminal.

    Raises:
        UserFacingError: ``passphrase_needed`` where there is nobody to answer.
    """
    print(question, end="", file=sys.stderr, flush=True)
    if line := sys.stdin.readline():
        return line.strip()
    raise UserFacingError("passphrase_needed")


def ask_secret(question: str) -> str:
    """Ask on the terminal without showing what is typed.

    Raises:
        UserFacingError: ``passphrase_needed`` where there is no terminal.
    """
    if not _terminal_at_hand():
        raise UserFacingError("passphrase_needed")
    try:
        return getpass(question)
    except EOFError as error:
        raise UserFacingError("passphrase_needed") from error


def ask_new_passphrase() -> str:
    """Ask for a new passphrase until the same one is typed twice."""
    while True:
        passphrase = ask_secret(_("New passphrase: "))
        if passphrase == ask_secret(_("The same again: ")):
            return passphrase
        say(_("The two are not the same. Please try again."))


def _terminal_at_hand() -> bool:
    if sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
