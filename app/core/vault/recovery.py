"""The recovery code: 160 random bits, to be written down by hand and typed again."""

import secrets
import unicodedata

from app.core.errors import UserFacingError

# Crockford's base32 (https://www.crockford.com/base32.html): no I, L, O or U, so
# that what looks like another character can be read as the one that was meant.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OILU", "011V")
_SECRET_BYTES = 20
_LENGTH = 36  # 160 bits and a checksum of 20, five a character
GROUP = 4
"""Characters of a group."""
GROUPS = _LENGTH // GROUP
"""How many groups of characters a code is written in."""
# The largest prime below 2**20. The checksum is the secret modulo it: one wrong
# character changes the secret by d * 32**k, two swapped neighbours by 31 * d * 32**k,
# with 0 < |d| < 32; neither is ever a multiple of a prime this large.
_MODULUS = 1_048_573


def new_secret() -> bytes:
    """160 random bits."""
    return secrets.token_bytes(_SECRET_BYTES)


def written(secret: bytes) -> str:
    """The code as it is shown: nine groups of four characters."""
    number = int.from_bytes(secret)
    rest = number << 20 | number % _MODULUS
    characters = "".join(_ALPHABET[rest >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(characters[at : at + GROUP] for at in range(0, _LENGTH, GROUP))


def read(code: str) -> bytes:
    """The secret of a code that a person typed.

    Case, full-width forms, spaces and dashes don't matter; O is read as 0, I and
    L as 1, U as V. One wrong character, or two swapped neighbours, are always noticed.

    Raises:
        UserFacingError: ``recovery_code_malformed``.
    """
    characters = _characters(code)
    if len(characters) != _LENGTH or not set(characters) <= set(_ALPHABET):
        raise UserFacingError("recovery_code_malformed")
    number = 0
    for character in characters:
        number = number << 5 | _ALPHABET.index(character)
    secret, checksum = number >> 20, number & 0xFFFFF
    if secret % _MODULUS != checksum:
        raise UserFacingError("recovery_code_malformed")
    return secret.to_bytes(_SECRET_BYTES)


def two_groups() -> tuple[int, int]:
    """The numbers of two groups by chance, in order: those to be typed from paper."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def is_group(code: str, number: int, typed: str) -> bool:
    """Whether a person typed one group of a code, as forgivingly as :func:`read` reads.

    Args:
        number: of the group, from 1.
    """
    end = number * GROUP
    return _characters(typed) == _characters(code)[end - GROUP : end]


def is_recovery_code(text: str) -> bool:
    """Whether it is a whole recovery code, of this or another profile."""
    try:
        read(text)
    except UserFacingError:
        return False
    return True


def _characters(code: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", code).upper().translate(_MEANT)
    return [character for character in plain if not _separates(character)]


def _separates(character: str) -> bool:
    """Whether it is a space, a line end, an invisible mark, a dash or an underscore."""
    return unicodedata.category(character) in {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"}
