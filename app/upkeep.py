"""The upkeep of a profile: backups, going back to one, new keys. No Qt."""

from pathlib import Path

from app.bootstrap import Program, snapshots_of
from app.core.inference import snapshots
from app.core.journal import backup
from app.core.journal.backups import Backups
from app.core.journal.store import Journal
from app.core.journal.values import Backup, Told
from app.core.vault import sealed_file
from app.core.vault.keys import Subkeys
from app.core.vault.profiles import NewProfile, OpenVault, Profile


def backups_of(program: Program, profile: Profile) -> Backups:
    """The backups of a profile, where the settings want them."""
    return Backups(program.settings, profile)


def backup_at(path: str) -> Backup:
    """The backup in a file, from wherever.

    Raises:
        UserFacingError: ``backup_not_found``.
    """
    return backup.at(path)


def restore_journal(vault: OpenVault, made: Backup, source: Subkeys | None, told: Told) -> None:
    """Put a backup in the place of the journal, which nobody has open.

    Args:
        source: the keys it was made with; None for those of today.

    Raises:
        UserFacingError: what ``Journal.restore`` raises.
    """
    Journal.restore(
        vault.profile.folder,
        vault.subkey,
        made,
        source=source,
        witness=vault,
        told=told,
    )


def return_to(vault: OpenVault, name: str) -> None:
    """Put a journal that was set aside back in its place; nobody has the one of now open.

    Raises:
        UserFacingError: what ``Journal.return_to`` raises.
    """
    Journal.return_to(vault.profile.folder, vault.subkey, name, witness=vault)


def create_profile_from(
    program: Program,
    made: Backup,
    *,
    name: str,
    passphrase: str,
    source: Subkeys,
    told: Told,
) -> NewProfile:
    """A new profile with the journal of a backup, under keys of its own.

    Args:
        source: the keys that the backup was made with.

    Raises:
        UserFacingError: what ``Profiles.create`` and ``Journal.restore`` raise.
    """

    def put(folder: Path, subkey: Subkeys) -> None:
        backup.furnish(made.file, source, folder, subkey, told)

    return program.profiles.create(name, passphrase, put)


def renew_keys(program: Program, vault: OpenVault, passphrase: str, told: Told) -> str:
    """Give a profile, whose journal nobody has open, a new data key.

    Args:
        passphrase: that opens it from now on; may be the one of now.
        told: of how far it is; ends it by raising, and nothing has changed then.

    Returns:
        The new recovery code.

    Raises:
        UserFacingError: what ``Profiles.renew_keys``, ``Journal.open`` and
            ``Journal.move_to`` raise.
    """

    def move(folder: Path, subkey: Subkeys) -> None:
        journal = Journal.open(vault.profile.folder, vault.subkey, witness=vault)
        journal.move_to(folder, subkey, told)

    return program.profiles.renew_keys(vault, passphrase, move)


def mend_snapshots(vault: OpenVault) -> bool:
    """Remove the engine's snapshots that are not as they were written; whether there were any."""
    key = vault.subkey("snapshots")
    return snapshots.mend(
        snapshots_of(vault), lambda file, name: sealed_file.is_whole(file, key, name)
    )
