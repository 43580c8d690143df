"""Sentences about faults of the journal and its backups: a room of messages.py."""

from app.core.i18n import N_

JOURNAL: dict[str, tuple[str, str]] = {
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
}
