"""Values of the vault."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from app.core.vault.keys import STANDS_ALONE, SlotKind

_NAME_CHARACTERS = 64
_NO_NAME_CHARACTERS = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_name(name: str) -> bool:
    """Whether it can name a profile: one line that neither steers a terminal nor turns text."""
    return 1 <= len(name) <= _NAME_CHARACTERS and not any(
        unicodedata.category(character) in _NO_NAME_CHARACTERS
        or unicodedata.bidirectional(character) in _DIRECTION_CONTROLS
        for character in name
    )


@dataclass(frozen=True)
class Profile:
    """One local person.

    Args:
        id: random, also the name of the folder.
        name: shown on the lock screen; readable without a key unless it is private.
        folder: holds the key file and the journal.
        number: above 0 when the name is sealed: until it is unlocked the profile is
            called "Profile N", in the language spoken now.
        ways: the kinds of secret that open it.
    """

    id: str
    name: str
    folder: Path
    number: int = 0
    ways: frozenset[SlotKind] = STANDS_ALONE

    @property
    def quick_unlock(self) -> bool:
        """Whether the system's keyring can open it too."""
        return "keyring" in self.ways

    @property
    def private(self) -> bool:
        """Whether the name is sealed."""
        return self.number > 0


@dataclass(frozen=True)
class NewProfile:
    """A profile just made, and the one time its recovery code is seen."""

    profile: Profile
    recovery_code: str = field(repr=False)
