"""Every sentence about a fault, in one place: what happened, and what to do next.

Those of a room of the program stand in a file beside this one.
"""

from dataclasses import dataclass

from app.core import i18n
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.messages_engine import ENGINE
from app.core.messages_journal import JOURNAL
from app.core.messages_transfer import TRANSFER
from app.core.messages_vault import VAULT
from app.core.messages_weights import WEIGHTS


@dataclass(frozen=True)
class Explanation:
    """What the person reads about a fault, in the language spoken now."""

    sentence: str
    next_step: str

    def __str__(self) -> str:
        between = "" if i18n.language() == "zh_CN" else " "
        return f"{self.sentence}{between}{self.next_step}"


_PROGRAM: dict[str, tuple[str, str]] = {
    # places
    "data_home_unwritable": (
        N_("The data folder {folder} can't be written."),
        N_("Check its permissions, or choose another one with --home."),
    ),
    "disk_full": (
        N_("The disk is full, so nothing new can be saved."),
        N_("Free some space and try again; everything saved before is still there."),
    ),
    "settings_unreadable": (
        N_("The settings file {file} can't be understood."),
        N_("Move it away; the program then starts with its defaults."),
    ),
    "settings_newer": (
        N_("The settings file {file} was written by a newer version of the program."),
        N_("Update the program, or move the file away to start with the defaults."),
    ),
    "setting_refused": (
        N_("“{value}” can't be used for “{name}”."),
        N_("Allowed: {allowed}."),
    ),
    "self_test_failed": (
        N_("The encryption of this installation doesn't work as it must ({part})."),
        N_("Nothing was opened. Install the program anew, from where you first got it."),
    ),
    # what is read in
    "file_unreadable": (
        N_("{name} can't be read as UTF-8 text."),
        N_("Check that it is there, that you may read it, and how it is encoded."),
    ),
    "line_unreadable": (
        N_("Line {line} of {name} is not what is expected there."),
        N_("Each line is one JSON object; the help of the command says with which fields."),
    ),
    "message_unreadable": (
        N_("The text contains characters that are no valid Unicode."),
        N_("Remove them and try again."),
    ),
    # the program itself
    "bug": (
        N_("Something went wrong inside the program."),
        N_("What was saved is still there. If it happens again, please report it."),
    ),
    # window and terminal
    "passphrase_needed": (
        N_("A passphrase is needed, and there is no terminal to ask on."),
        N_("Give it as one line with {option} N."),
    ),
    "descriptor_unreadable": (
        N_("No line of text can be read from file descriptor {number}."),
        N_("Open it for reading, with one line in it, for instance: {option} 3 3<file"),
    ),
    "day_unclear": (
        N_("That is no day."),
        N_("Write days as 2026-11-21."),
    ),
    "deletion_unclear": (
        N_("Nothing was deleted: --to names the end of a range that has no beginning."),
        N_("Give the first day, too: --from 2026-11-21"),
    ),
    "deletion_unconfirmed": (
        N_("Nothing was deleted: it was not confirmed."),
        N_("Type the name as it is shown, or add --yes."),
    ),
    "recovery_code_unshown": (
        N_("A new recovery code was made, but it couldn't be shown; nobody knows it."),
        N_("Make another one, with a place to print it: soulchat profile recovery new"),
    ),
    "output_unwritable": (
        N_("The output can't be written."),
        N_("Check where it is sent to, and the space there."),
    ),
    "window_silent": (
        N_("SoulChat is open already, but its window does not answer."),
        N_("Wait a moment and start it again, or end it first."),
    ),
    "file_waits": (
        N_("A file is waiting to be brought in."),
        N_("Open your journal; then you see what is in the file before anything is kept."),
    ),
    "lock_incomplete": (
        N_("The journal is locked, but this window could not be replaced by a fresh one."),
        N_("Close it to be sure that nothing of what was said stays in the memory."),
    ),
    "window_unavailable": (
        N_("The window can't be shown: {reason}"),
        N_('Use "soulchat chat" in the terminal.'),
    ),
}
_TEXTS = _PROGRAM | VAULT | JOURNAL | WEIGHTS | ENGINE | TRANSFER


def explain(error: UserFacingError) -> Explanation:
    """The fault in the language spoken now.

    Args:
        error: a fault whose code stands in this module.

    Raises:
        KeyError: the code has no sentence (a bug; a test compares them all).
    """
    sentence, next_step = _TEXTS[error.code]
    return Explanation(_(sentence).format(**error.fields), _(next_step).format(**error.fields))


def known_codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_TEXTS)
