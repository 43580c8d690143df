"""Opening a vault: a secret, the key it unwraps, and what the keyring knows besides."""

import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys, names, rotation
from app.core.vault.calibration import calibrated, raised, risen
from app.core.vault.disk import disk_faults
from app.core.vault.format import Header
from app.core.vault.keyring import ANCHOR, Keyring
from app.core.vault.keys import Cost, SlotKind
from app.core.vault.lock import LOCK_FILE, hold
from app.core.vault.session import OpenVault

_REFUSALS: dict[SlotKind, str] = {
    "passphrase": "passphrase_wrong",
    "recovery": "recovery_code_wrong",
    "keyring": "keyring_foreign",
}
WRONG = frozenset({"passphrase_wrong", "recovery_code_wrong"})
"""Codes of a person's wrong try; a keyring's is none."""


def open_vault(
    folder: Path, kind: SlotKind, secret: bytes, *, least: Cost | None, keyring: Keyring
) -> OpenVault:
    """The vault of a profile's folder, held by this process from now on.

    Args:
        least: that a passphrase is to cost; None for what takes half a second here.

    Raises:
        UserFacingError: see ``Profiles.unlock``.
    """
    with ExitStack() as undo:
        lock = hold(folder / LOCK_FILE)
        undo.callback(lock.release)
        with disk_faults(folder):
            rotation.settle(folder)
        header = keyfile.read(folder).header
        # Beside the work on the passphrase; and whatever the key file says, for that may be
        # an older one, put back.
        recalled = keyring.fetch_beside(
            header.vault, ANCHOR, expected=header.slot("keyring") is not None
        )
        slot = header.slot(kind)
        begun = time.perf_counter()
        data_key = keys.unwrap(slot, secret=secret, vault=header.vault) if slot else None
        taken = time.perf_counter() - begun
        if slot is None or data_key is None:
            raise UserFacingError(_REFUSALS[kind])
        if not header.seal_holds(data_key):
            raise UserFacingError("vault_damaged")
        name = header.true_name(data_key)
        repaired = False
        with suppress(UserFacingError):  # a full disk must not keep anybody from reading
            behind = not keyfile.is_everywhere(folder, header)
            today = _brought_up_to_date(
                header, slot, secret=secret, data_key=data_key, seconds=taken, least=least
            )
            if behind or today is not header:
                keyfile.write(folder, today)
                header, repaired = today, behind
        undo.pop_all()
    return OpenVault(
        profile=replace(names.listed(folder, header), name=name),
        opened_with=kind,
        header=header,
        data_key=data_key,
        lock=lock,
        repaired=repaired,
        new_cost=lambda: least or calibrated(),
        keyring=keyring,
        recalled=recalled,
    )


def _brought_up_to_date(
    header: Header,
    slot: keys.Slot,
    *,
    secret: bytes,
    data_key: bytes,
    seconds: float,
    least: Cost | None,
) -> Header:
    """The header in today's format and at today's cost.

    Raises:
        UserFacingError: ``memory_short``.
    """
    cost = slot.cost
    if cost is not None:
        cost = raised(cost, least) if least else risen(cost, seconds)
    if cost != slot.cost:
        header = header.with_slot(
            keys.wrap(data_key, kind=slot.kind, secret=secret, vault=header.vault, cost=cost)
        )
    elif header.format == keyfile.FORMAT:
        return header
    return header.revised(data_key)
