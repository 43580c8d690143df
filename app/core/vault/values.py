"""Values of the vault."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Profile:
    """One local person.

    Args:
        id: random, also the name of the folder.
        name: shown on the lock screen; readable without a key.
        folder: holds the key file and the journal.
    """

    id: str
    name: str
    folder: Path


@dataclass(frozen=True)
class NewProfile:
    """A profile just made, and the one time its recovery code is seen."""

    profile: Profile
    recovery_code: str = field(repr=False)
