"""What profiles are called, and which names are the same."""

import unicodedata
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.vault.format import Header
from app.core.vault.values import Profile, is_name

UNREADABLE_NAME = "?"


def checked(name: str) -> str:
    """The name as it is kept.

    Raises:
        UserFacingError: ``profile_name_refused``.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if name == UNREADABLE_NAME or not is_name(name):
        raise UserFacingError("profile_name_refused")
    return name


def folded(name: str) -> str:
    """What two spellings of the same name have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def numbered(number: int) -> set[str]:
    """What a profile with a private name is called, folded: here, and in English."""
    return {folded(f"Profile {number}"), folded(_("Profile {number}").format(number=number))}


def spellings(profile: Profile) -> set[str]:
    """What a listed profile can be called by, folded; nothing when its name can't be read."""
    if profile.name == UNREADABLE_NAME:
        return set()
    return numbered(profile.number) if profile.private else {folded(profile.name)}


def listed(folder: Path, header: Header) -> Profile:
    """The profile as anybody sees it, without a key."""
    name = header.name or _("Profile {number}").format(number=header.number)
    return Profile(folder.name, name, folder, header.number, header.ways)
