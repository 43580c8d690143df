"""Values of the vault."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

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
