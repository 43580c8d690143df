"""Sentences about faults while something is taken along or taken in: a room of messages.py."""

from app.core.i18n import N_

TRANSFER: dict[str, tuple[str, str]] = {
    "export_exists": (
        N_("There is a file or folder named {name} already, and nothing is ever replaced."),
        N_("Choose another name."),
    ),
    "export_unwritable": (
        N_("Nothing can be written in {folder}."),
        N_("Check that the folder is there and its permissions, or choose another one."),
    ),
    "export_empty": (
        N_("There is nothing of that kind to take along."),
        N_("Choose other days, another conversation or another form."),
    ),
    "export_no_qt": (
        N_("PDF files need the window's library, and it can't be loaded here: {reason}"),
        N_("Choose another form, such as html."),
    ),
    "export_several": (
        N_("This form makes several files, and only one file can be sealed with age."),
        N_("Choose another form to put inside, or seal a zip."),
    ),
    "day_unreadable": (
        N_("That is no day."),
        N_("Write it as 2026-11-21, or leave it empty."),
    ),
    "redaction_unreadable": (
        N_("Line {line} of the list of names can't be understood."),
        N_("Write one pair a line, such as: Mei -> M."),
    ),
    "passphrase_or_key": (
        N_("A sealed file needs either a passphrase or the key of who may open it."),
        N_("Give one of the two."),
    ),
    "recipient_unknown": (
        N_("That is no public key of age."),
        N_("It begins with age1 or ssh-; copy all of it."),
    ),
    "identity_unreadable": (
        N_("That is no secret key that could open age files."),
        N_("Give what age-keygen made, or the file of an SSH key without a passphrase."),
    ),
    "seal_key_needed": (
        N_("This file is sealed."),
        N_("Give its passphrase, or the key it was sealed for."),
    ),
    "seal_wrong": (
        N_("That passphrase or key doesn't open this file."),
        N_("Try again, or ask who sealed it."),
    ),
    "seal_broken": (
        N_("The sealed file is damaged or was changed; nothing of it was taken in."),
        N_("Ask for it once more."),
    ),
    "sealed_too_large": (
        N_("That is too much to be sealed with a passphrase: at most 512 MB."),
        N_("Seal it for a key instead, or take less along."),
    ),
    "import_unreadable": (
        N_("{name} can't be read."),
        N_("Check that it is there, and that you may read it."),
    ),
    "import_unknown": (
        N_("This is nothing that can be taken in here."),
        N_("The help names the forms that are understood."),
    ),
    "import_encoding": (
        N_("This file is not written in UTF-8."),
        N_("Save it as UTF-8 in the program it came from, and try again."),
    ),
    "import_malformed": (
        N_("The file is damaged or not in order, and nothing of it was taken in."),
        N_("Export it once more where it came from."),
    ),
    "import_line_unreadable": (
        N_("Line {line} of the file is no JSON; nothing was taken in."),
        N_("Correct that line, or export it once more where it came from."),
    ),
    "import_out_of_order": (
        N_("Something in the file refers to what is not before it; nothing was taken in."),
        N_("Export it once more where it came from."),
    ),
    "import_too_large": (
        N_("A single part of the file is too large to be real; nothing was taken in."),
        N_("If it is real, split it where it came from."),
    ),
    "import_too_deep": (
        N_("The file is nested too deeply to be real; nothing was taken in."),
        N_("Export it once more where it came from."),
    ),
    "import_bomb": (
        N_("The file would swell to a size that can't be real; nothing was taken in."),
        N_("Don't use it unless you know who made it."),
    ),
    "import_newer": (
        N_("The file was written by a newer version of the program."),
        N_("Update the program to take it in."),
    ),
    "import_gpt4all_version": (
        N_("This chat of GPT4All is of version {version}; only version 12 is understood."),
        N_("Open and save it once with the newest GPT4All."),
    ),
}
