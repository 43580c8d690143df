"""Every sentence about a fault, in one place: what happened, and what to do next."""

from dataclasses import dataclass

from app.core import i18n
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.messages_transfer import TRANSFER


@dataclass(frozen=True)
class Explanation:
    """What the person reads about a fault, in the language spoken now."""

    sentence: str
    next_step: str

    def __str__(self) -> str:
        between = "" if i18n.language() == "zh_CN" else " "
        return f"{self.sentence}{between}{self.next_step}"


_TEXTS: dict[str, tuple[str, str]] = TRANSFER | {
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
    "summary_in_danger": (
        N_("Looking back can wait: what matters now is that you are safe."),
        N_("The people on the card are there for you; you can keep writing here, too."),
    ),
    "summary_too_long": (
        N_("This is too long to be kept in mind: {tokens} tokens, and {limit} fit."),
        N_("Keep what matters most."),
    ),
    "summary_withheld": (
        N_("The weights wrote something that should not be kept, so it is not shown."),
        N_("You can write your own words here."),
    ),
    # vault
    "no_profile": (
        N_("There is no profile yet."),
        N_("Create one with: soulchat profile create NAME"),
    ),
    "profile_not_found": (
        N_("No profile has that name."),
        N_("See the names with: soulchat profile list"),
    ),
    "profile_unclear": (
        N_("There are several profiles."),
        N_("Name the one you mean with --profile NAME."),
    ),
    "profile_exists": (
        N_("A profile with that name exists already."),
        N_("Choose another name."),
    ),
    "profile_name_refused": (
        N_("That name can't be used for a profile."),
        N_("Choose 1 to 64 characters on one line."),
    ),
    "profile_in_use": (
        N_("This journal is open in another window or terminal."),
        N_("Close it there first, then try again."),
    ),
    "passphrase_too_short": (
        N_("That passphrase is too short to protect a journal."),
        N_("Use at least {minimum} characters; a few words together work well."),
    ),
    "passphrases_differ": (
        N_("The two passphrases are not the same."),
        N_("Type both again."),
    ),
    "passphrase_wrong": (
        N_("That passphrase doesn't open this journal."),
        N_("Try again, or give the recovery code instead."),
    ),
    "passphrase_now_wrong": (
        N_("That is not the passphrase that opens this journal now."),
        N_("If you forgot it, lock, and open the journal with the recovery code."),
    ),
    "recovery_code_malformed": (
        N_("That is not a whole recovery code."),
        N_("Compare it with what you wrote down, group by group."),
    ),
    "recovery_code_wrong": (
        N_("That recovery code belongs to another journal."),
        N_("Look for the code written down when this profile was created."),
    ),
    "recovery_group_wrong": (
        N_("Group {number} is not the same as in your recovery code."),
        N_("Look at your paper once more, or go back to see the code again."),
    ),
    "vault_damaged": (
        N_("The key file of this profile is damaged, and so is its second copy."),
        N_("Put back a backup of the profile folder; don't delete anything yet."),
    ),
    "vault_newer": (
        N_("This profile was written by a newer version of the program."),
        N_("Update the program to open it."),
    ),
    "vault_repaired": (
        N_("One copy of the key file of this profile was damaged, and was repaired."),
        N_("Nothing is lost. If it happens again, check the disk."),
    ),
    "slot_last": (
        N_("Nothing that you know would open this journal any more."),
        N_("Set a passphrase or make a recovery code first."),
    ),
    "slot_unproven": (
        N_("What is to open this journal alone must be shown to open it now."),
        N_("Give the recovery code to remove the passphrase, or the other way round."),
    ),
    "removal_unconfirmed": (
        N_("Nothing was removed: it was not confirmed."),
        N_("Type the word as it is shown, or add --yes."),
    ),
    "quick_unlock_off": (
        N_("Quick unlock is not turned on for this journal."),
        N_("Open it with the passphrase."),
    ),
    "keyring_missing": (
        N_("This computer has no keyring that can be trusted with a key."),
        N_("The passphrase opens the journal as ever."),
    ),
    "keyring_locked": (
        N_("The keyring of this computer is locked."),
        N_("Open the journal with the passphrase, or unlock the keyring first."),
    ),
    "keyring_silent": (
        N_("The keyring of this computer doesn't answer."),
        N_("The passphrase opens the journal as ever."),
    ),
    "keyring_broken": (
        N_("The keyring of this computer doesn't work as it must."),
        N_("The passphrase opens the journal as ever."),
    ),
    "keyring_foreign": (
        N_("The keyring of this computer no longer holds the key of this journal."),
        N_("Open it with the passphrase, then turn quick unlock on again."),
    ),
    "witness_unheard": (
        N_("The keyring of this computer could not be asked how far your journal had come."),
        N_(
            "Nothing else is wrong. But an older copy of the whole profile, put in the place of "
            "today's, would not be noticed this time."
        ),
    ),
    "memory_short": (
        N_("There is not enough free memory to work with the passphrase."),
        N_("Close other programs and try again."),
    ),
    # journal
    "journal_missing": (
        N_("The journal file of this profile is missing or empty."),
        N_("Put back a backup of the profile folder; no new journal was started in its place."),
    ),
    "journal_damaged": (
        N_("The journal of this profile is damaged."),
        N_("Keep the folder as it is and put back a backup beside it."),
    ),
    "journal_newer": (
        N_("This journal was written by a newer version of the program."),
        N_("Update the program to open it."),
    ),
    "journal_foreign": (
        N_("The journal file doesn't fit the keys of this profile."),
        N_("It is another one's, or its beginning is damaged. Put back a backup beside it."),
    ),
    "journal_unreachable": (
        N_("The journal file can't be read or written just now."),
        N_("Check the disk and the permissions of the data folder, then try again."),
    ),
    "journal_pages_damaged": (
        N_("Parts of the journal file were damaged or changed."),
        N_("Keep the folder as it is and put back a backup beside it."),
    ),
    "journal_structure_damaged": (
        N_("The journal file is not in order inside."),
        N_("Keep the folder as it is and put back a backup beside it."),
    ),
    "journal_references_broken": (
        N_("Some messages of the journal have lost their place."),
        N_("Keep the folder as it is and put back a backup beside it."),
    ),
    "journal_tail_lost": (
        N_("The last things you wrote are missing: a file of the journal was damaged or changed."),
        N_('To go on without them, use "soulchat journal accept"; nothing is deleted by that.'),
    ),
    "journal_rolled_back": (
        N_("The journal is an older one than was last open here; what came since is missing."),
        N_('Put back the newer file, or go on with this one: "soulchat journal accept".'),
    ),
    "anchor_missing": (
        N_("The file that tells how far the journal had come is missing, so losses can't be seen."),
        N_('Put journal.anchor back, or go on as it is: "soulchat journal accept".'),
    ),
    "anchor_damaged": (
        N_("The file that tells how far the journal had come is damaged, so losses can't be seen."),
        N_('Look through the last conversations. To go on as it is: "soulchat journal accept".'),
    ),
    "anchor_behind": (
        N_("The file that tells how far the journal had come is older than the journal."),
        N_('If you put it back yourself, go on: "soulchat journal accept".'),
    ),
    "anchor_repaired": (
        N_("A part of the file that tells how far the journal had come was damaged, and repaired."),
        N_("Nothing is lost. If it happens again, check the disk."),
    ),
    "journal_changed": (
        N_("Something in the journal is not as it was left: old parts were put back, or changed."),
        N_("Keep the folder as it is and restore a backup: soulchat journal backups"),
    ),
    "journal_index_repaired": (
        N_("The index for searching didn't match the journal, and was made anew."),
        N_("Nothing you wrote is lost."),
    ),
    "backup_not_found": (
        N_("There is no backup with that name."),
        N_("See the names with: soulchat journal backups"),
    ),
    "backup_damaged": (
        N_("A backup of the journal is damaged or was changed."),
        N_("Make a new one while the journal is whole: soulchat journal backup"),
    ),
    "backup_folder_missing": (
        N_("The folder for backups isn't there: {folder}"),
        N_("Connect the disk it is on, or choose another folder in the settings."),
    ),
    "backup_folder_full": (
        N_("There is no room for a backup in {folder}."),
        N_("Make room there, or choose another folder in the settings. Your journal is safe."),
    ),
    "backup_folder_unwritable": (
        N_("Backups can't be read or written in {folder}."),
        N_("Check the disk and its permissions, or choose another folder in the settings."),
    ),
    "backup_beside_missing": (
        N_("The folder for backups isn't there: {folder}. The backup lies beside the journal now."),
        N_("Connect the disk it is on, or choose another folder in the settings."),
    ),
    "backup_beside_full": (
        N_("There is no room in {folder}. The backup lies beside the journal now."),
        N_("Make room there, or choose another folder in the settings."),
    ),
    "backup_beside_unwritable": (
        N_("Nothing can be written in {folder}. The backup lies beside the journal now."),
        N_("Check the disk and its permissions, or choose another folder in the settings."),
    ),
    "copy_damaged": (
        N_("A copy of the journal did not read as it was written."),
        N_("Nothing was changed. The disk may be failing: make a backup on another one."),
    ),
    "cancelled": (
        N_("It was stopped before the end, and nothing has changed."),
        N_("Begin again whenever you like."),
    ),
    "message_not_found": (
        N_("There is no such message in this journal."),
        N_("See the messages of a conversation with: soulchat journal show ID --json"),
    ),
    "note_not_found": (
        N_("There is no such note in this journal."),
        N_("It may have been deleted. Open the list of notes again."),
    ),
    "conversation_not_found": (
        N_("There is no conversation with that ID in this journal."),
        N_("See the IDs with: soulchat journal list"),
    ),
    # weights and engine
    "weights_not_found": (
        N_("There are no weights named {name}, and no such file."),
        N_('Use "demo", or the path of a .gguf file.'),
    ),
    "weights_unknown": (
        N_("The catalogue has no weights named {name}."),
        N_("See the names with: soulchat weights list"),
    ),
    "entry_unreadable": (
        N_("The catalogue's file {name} can't be understood."),
        N_("Correct it, or move it away."),
    ),
    "weights_malformed": (
        N_("{name} is not a GGUF file in good order ({what})."),
        N_("Download it again from where it came, or choose another file."),
    ),
    "weights_architecture": (
        N_("{name} holds weights of a kind that can't hold a conversation here: {kind}."),
        N_("Choose weights that llama.cpp runs and that were made for conversation."),
    ),
    "weights_split": (
        N_("{name} is one of {count} parts that these weights were cut into."),
        N_("Choose weights in one file, or join the parts with llama.cpp's llama-gguf-split."),
    ),
    "weights_exist": (
        N_("There is a file named {name} in the weights folder already."),
        N_("Remove that one first, or give this one another name."),
    ),
    "weights_not_recorded": (
        N_("No weights named {name} were downloaded or imported."),
        N_("See what is here with: soulchat weights list"),
    ),
    "weights_packaged": (
        N_("The demo weights came with the program and stay with it."),
        N_("They are checked and removed together with it."),
    ),
    "weights_changed": (
        N_("{name} is not the file it was: it was changed or damaged."),
        N_("Remove it and get it again."),
    ),
    "weights_folder_unwritable": (
        N_("The weights folder can't be written."),
        N_("Check its permissions, and the disk it is on."),
    ),
    "disk_space": (
        N_("There is too little space on the disk: {megabytes} MB more are needed."),
        N_("Free some space and try again; what was fetched so far is kept."),
    ),
    "weights_no_source": (
        N_("No GGUF file of {name} is known that could be downloaded."),
        N_("See why with: soulchat weights show {name}"),
    ),
    "quantization_unknown": (
        N_("There is no file of the kind {name} among these weights."),
        N_("Known: {known}."),
    ),
    "source_unclear": (
        N_("It is not clear where {name} is to be downloaded from."),
        N_("Give an ID of the catalogue, owner/name:file.gguf, or a https:// address."),
    ),
    "mirror_refused": (
        N_("{url} can't be used in the place of the hub."),
        N_("Give an address that begins with https://."),
    ),
    "hub_not_found": (
        N_("{name} is not on the hub, or not open to everybody."),
        N_("Look at its page there; it may have been renamed or taken away."),
    ),
    "hub_gated": (
        N_("The makers of {name} want to know who downloads it."),
        N_("Ask for access on its page, then sign in with: hf auth login"),
    ),
    "hub_refused": (
        N_("The hub refuses this file (answer {status})."),
        N_("Try again later, or use a mirror."),
    ),
    "hub_unreachable": (
        N_("The hub can't be reached, or the connection breaks again and again."),
        N_("What was fetched is kept. Try again later, or choose a mirror in the settings."),
    ),
    "hub_busy": (
        N_("The hub has too much to do just now."),
        N_("Try again later; what was fetched so far is kept."),
    ),
    "hub_insecure": (
        N_("It can't be told whether the hub is who it says: its certificate is not trusted."),
        N_("Nothing was downloaded. Somebody may be in between; try again in another network."),
    ),
    "hub_downgraded": (
        N_("The hub leads from a protected address to an unprotected one."),
        N_("Nothing was downloaded. Try again in another network, or use another mirror."),
    ),
    "hub_offline": (
        N_("Downloads are turned off by HF_HUB_OFFLINE."),
        N_("Unset it, or import a file that is here already."),
    ),
    "download_busy": (
        N_("{name} is being downloaded by another window or terminal."),
        N_("Wait for that one, or stop it there first."),
    ),
    "download_changed": (
        N_("The file was changed at its source while it was being downloaded."),
        N_("Start the download again; it begins anew."),
    ),
    "download_mismatch": (
        N_("{name} arrived damaged: its SHA-256 is not the one expected."),
        N_("It was put aside as {aside}. Download it again, perhaps from another source."),
    ),
    "download_not_as_known": (
        N_("The hub offers another file as {name} than the catalogue knows."),
        N_("Nothing was downloaded. If you trust it, name it as owner/name:file.gguf."),
    ),
    "download_not_as_before": (
        N_("The hub offers another file as {name} than when it was first downloaded here."),
        N_("Nothing was downloaded. If its makers say that they changed it, accept the change."),
    ),
    "download_another": (
        N_("{name} is not the file that was first downloaded from there: changed, or damaged."),
        N_(
            "It was put aside as {aside}. If its makers say that they changed it, take the new one."
        ),
    ),
    "modelscope_unknown": (
        N_("It is not known where {name} is on ModelScope, or whether its makers put it there."),
        N_("Fetch it from the hub or a mirror, or name the place there: owner/name:file.gguf."),
    ),
    "import_busy": (
        N_("{name} is being copied by another window or terminal."),
        N_("Wait for that one, or stop it there first."),
    ),
    "reading_already": (
        N_("{name} is still being read."),
        N_("Wait until it is done, or stop it first."),
    ),
    "demo_missing": (
        N_("The demo weights are not installed."),
        N_("Run packaging/dev.py again, or give the path of a .gguf file."),
    ),
    "weights_not_gguf": (
        N_("{name} is not a GGUF file."),
        N_("Choose a file that ends in .gguf and was downloaded completely."),
    ),
    "weights_unreadable": (
        N_("{name} can't be loaded; it may be incomplete or of an unknown kind."),
        N_("Download it again, or choose other weights."),
    ),
    "weights_no_template": (
        N_("{name} brings no chat format that can be used."),
        N_("Choose weights that were made for conversation."),
    ),
    "engine_missing": (
        N_("The engine that runs the weights can't be started."),
        N_('"soulchat doctor" shows what is missing.'),
    ),
    "engine_stopped": (
        N_("The engine stopped in the middle of its work."),
        N_("Your message is saved. Send another one, and it starts again."),
    ),
    "bench_rival_failed": (
        N_("What the engine is compared with can't load these weights, or stopped."),
        N_("Try other weights, or install the extra named bench anew."),
    ),
    "engine_memory": (
        N_("There is not enough free memory for these weights."),
        N_("Close other programs, or choose smaller weights."),
    ),
    "packs_unreadable": (
        N_("The list of engine packs {file} can't be understood."),
        N_("Correct it, or move it away."),
    ),
    "packs_unwritable": (
        N_("The folder of the engine packs can't be written."),
        N_("Check its permissions, and the disk it is on."),
    ),
    "packs_busy": (
        N_("Another window or terminal is changing the engine packs."),
        N_("Try again in a moment."),
    ),
    "pack_unknown": (
        N_("There is no engine pack named {name} for this computer and this version."),
        N_("See which there are with: soulchat engine list"),
    ),
    "pack_not_here": (
        N_("No engine pack named {name} is on this computer."),
        N_("See which there are with: soulchat engine list"),
    ),
    "pack_mismatch": (
        N_("The engine pack {name} arrived damaged: its SHA-256 is not the one expected."),
        N_("It was deleted. Download it again; if that happens again, tell whoever published it."),
    ),
    "pack_damaged": (
        N_("The engine pack {name} holds something else than an engine, so it was deleted."),
        N_("Tell whoever published it. The program's own engine goes on."),
    ),
    "pack_untried": (
        N_("The engine pack was never tried to the end."),
        N_("Try it again; until then the program's own engine computes."),
    ),
    "pack_wont_start": (
        N_("The engine pack can't be started here; something that it needs may be missing."),
        N_("See what it needs, such as a driver. The program's own engine computes until then."),
    ),
    "pack_no_gpu": (
        N_("The engine pack finds no graphics card that it can use."),
        N_("Install or update the card's driver and try again; the processor computes until then."),
    ),
    "pack_crashed": (
        N_("The engine pack crashed, so the program's own engine computes instead."),
        N_("Update the graphics card's driver and try again, or remove the pack."),
    ),
    "pack_stopped": (
        N_("The engine pack did not answer when it was tried."),
        N_("Try it again; until then the program's own engine computes."),
    ),
    "pack_other_version": (
        N_("This engine pack is for another version of the program, so it is not used."),
        N_("Get the one for this version, or remove it."),
    ),
    "context_too_large": (
        N_("Keeping {tokens} tokens in mind needs more memory than is free; {fits} fit."),
        N_("Choose a smaller memory of a conversation in the settings, or close other programs."),
    ),
    "snapshot_too_large": (
        N_("What was read of this conversation is too large to be kept: it is read anew tomorrow."),
        N_("In the settings, more room can be given to it."),
    ),
    "message_too_long": (
        N_("This message is too long for the weights: {tokens} tokens, and {limit} fit."),
        N_("Send it in smaller parts."),
    ),
    "reply_empty": (
        N_("The weights had no answer this time."),
        N_("Your message is saved. Say it in other words, or send it again."),
    ),
    "message_empty": (
        N_("There is nothing to send yet."),
        N_("Write something first."),
    ),
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
    # terminal
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
