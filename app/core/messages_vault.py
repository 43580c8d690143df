"""Sentences about faults with profiles and what opens them: a room of messages.py."""

from app.core.i18n import N_

VAULT: dict[str, tuple[str, str]] = {
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
}
