"""The keys of a backup: opened with the passphrase or the recovery code of its day."""

from functools import partial
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys, recovery


def with_passphrase(file: Path, passphrase: str) -> keys.Subkeys:
    """The keys that a backup was made with.

    Raises:
        UserFacingError: ``passphrase_wrong``, ``backup_damaged``, ``vault_newer``,
            ``message_unreadable``, ``memory_short``.
    """
    secret = keys.passphrase_bytes(passphrase)
    return _opened(file, "passphrase", secret, "passphrase_wrong")


def with_recovery(file: Path, code: str) -> keys.Subkeys:
    """The same by its recovery code.

    Raises:
        UserFacingError: ``recovery_code_malformed``, ``recovery_code_wrong``,
            ``backup_damaged``, ``vault_newer``.
    """
    return _opened(file, "recovery", recovery.read(code), "recovery_code_wrong")


def _opened(file: Path, kind: keys.SlotKind, secret: bytes, refusal: str) -> keys.Subkeys:
    header = keyfile.in_backup(file)
    if header is None:
        raise UserFacingError("backup_damaged")
    slot = header.slot(kind)
    data_key = keys.unwrap(slot, secret=secret, vault=header.vault) if slot else None
    if data_key is None:
        raise UserFacingError(refusal)
    if not header.seal_holds(data_key):
        raise UserFacingError("backup_damaged")
    return partial(keys.subkey, data_key)
