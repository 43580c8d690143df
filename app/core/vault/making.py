"""A vault that nobody has opened yet."""

import secrets
import time
from dataclasses import dataclass, field

from app.core.vault import keys, recovery
from app.core.vault.calibration import calibrated
from app.core.vault.format import Header
from app.core.vault.keys import Cost


@dataclass(frozen=True)
class NewVault:
    """What is needed to write it, and the one time its recovery code is seen."""

    header: Header
    data_key: bytes = field(repr=False)
    code: str = field(repr=False)


def new_vault(
    name: str, number: int, passphrase: str, *, cost: Cost | None, like: Header | None = None
) -> NewVault:
    """Random keys, opened by this passphrase and by a new recovery code.

    Args:
        number: above 0 for a private name.
        cost: of the passphrase; None for what takes half a second here.
        like: of the vault that it takes the place of.

    Raises:
        UserFacingError: ``message_unreadable``, ``memory_short``.
    """
    vault, data_key, spare = secrets.token_hex(16), keys.new_data_key(), recovery.new_secret()
    slots = (
        keys.wrap(
            data_key,
            kind="passphrase",
            secret=keys.passphrase_bytes(passphrase),
            vault=vault,
            cost=cost or calibrated(),
        ),
        keys.wrap(data_key, kind="recovery", secret=spare, vault=vault),
    )
    header = Header(
        vault=vault,
        name=name,
        created=like.created if like else time.time_ns() // 1_000_000,
        slots=slots,
        revision=like.revision + 1 if like else 1,
    )
    sealed = header.named(name, number, data_key).sealed(data_key)
    return NewVault(sealed, data_key, recovery.written(spare))
