"""Keys: derived from what a person knows, wrapped around one random data key (VAULT: Keys)."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserFacingError

SlotKind = Literal["passphrase", "recovery", "keyring"]
Purpose = Literal["journal", "snapshots", "chain", "anchor"]
Subkeys = Callable[[Purpose], bytes]
"""Gives the key of 32 bytes for a purpose."""

STANDS_ALONE: frozenset[SlotKind] = frozenset({"passphrase", "recovery"})
"""What opens a profile whatever becomes of the system's keyring; one of them always stays."""

KEY_BYTES = 32
PASSPHRASE_CHARACTERS = 8
_SALT_BYTES = 16
_NONCE_BYTES = 12  # the length AES-GCM is specified for (NIST SP 800-38D, 8.2)
_TAG_BYTES = 16
_CONCEALED_BYTES = 256  # 64 characters of UTF-8
CONCEALED_LENGTH = _NONCE_BYTES + _CONCEALED_BYTES + _TAG_BYTES
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: the parameters of Argon2id (RFC 9106).

    Bounded both ways, so that a changed file makes Argon2 neither cheap to guess
    nor endless; the bounds hold before Argon2 runs.

    Args:
        memory_kib: memory in KiB, 64 MiB to 1 GiB.
        time: passes over that memory, 3 to 16.
        lanes: of that memory filled side by side, 1 to 16.

    Raises:
        ValueError: outside the bounds, or no whole numbers.
    """

    memory_kib: int
    time: int
    lanes: int

    def __post_init__(self) -> None:
        for value, least, most in (
            (self.memory_kib, 64 * 1024, 1024 * 1024),
            (self.time, 3, 16),
            (self.lanes, 1, 16),
        ):
            if type(value) is not int or not least <= value <= most:
                raise ValueError("the cost of Argon2 is out of bounds")

    def covers(self, other: "Cost") -> bool:
        """Whether a guess at this cost is at least as dear; lanes make it no dearer."""
        return self.memory_kib >= other.memory_kib and self.time >= other.time


DEFAULT_COST = Cost(memory_kib=128 * 1024, time=3, lanes=4)
MINIMUM_COST = Cost(memory_kib=64 * 1024, time=3, lanes=4)


@dataclass(frozen=True)
class Slot:
    """The data key, wrapped with AES-256-GCM under one secret of the person's.

    Args:
        kind: which secret opens it.
        cost: of Argon2id; None where the secret is random and HKDF-SHA256 is enough.
    """

    kind: SlotKind
    cost: Cost | None
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def fits(self) -> bool:
        """Whether its parts are as long as :func:`wrap` makes them."""
        lengths = (len(self.salt), len(self.nonce), len(self.wrapped))
        return lengths == (_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES)

    def circumstances(self) -> dict[str, Any]:
        """All that the wrapping is bound to, as it stands in the file."""
        named: dict[str, Any] = {"kind": self.kind, "salt": self.salt.hex()}
        if self.cost is None:
            return named | {"kdf": "hkdf-sha256"}
        return named | {
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "time": self.cost.time,
            "lanes": self.cost.lanes,
        }


def new_data_key() -> bytes:
    """A random key for a new profile."""
    return secrets.token_bytes(KEY_BYTES)


def new_wrapping_text() -> str:
    """256 random bits as 44 characters of ASCII, for a keyring: those keep text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def passphrase_bytes(passphrase: str) -> bytes:
    """The passphrase as it is derived from: equal however the keyboard composed it.

    Raises:
        UserFacingError: ``message_unreadable``.
    """
    if _LONE_SURROGATE.search(passphrase):
        raise UserFacingError("message_unreadable")
    return unicodedata.normalize("NFC", passphrase).encode()


def check_new_passphrase(passphrase: str) -> None:
    """Refuse what protects nothing.

    Raises:
        UserFacingError: ``passphrase_too_short``, ``message_unreadable``.
    """
    if len(passphrase_bytes(passphrase).decode()) < PASSPHRASE_CHARACTERS:
        raise UserFacingError("passphrase_too_short", minimum=PASSPHRASE_CHARACTERS)


def wrap(
    data_key: bytes, *, kind: SlotKind, secret: bytes, vault: str, cost: Cost | None = None
) -> Slot:
    """Wrap the data key under a secret, with a fresh salt and nonce.

    Args:
        vault: id of the vault, so that no slot opens in another one.
        cost: given for a passphrase; None only for a random secret.

    Raises:
        UserFacingError: ``memory_short``.
    """
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    bare = Slot(kind=kind, cost=cost, salt=salt, nonce=nonce, wrapped=b"")
    cipher = AESGCM(_wrapping_key(bare, secret))
    wrapped = cipher.encrypt(nonce, data_key, _bound_to(bare, vault))
    return Slot(kind=kind, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def unwrap(slot: Slot, *, secret: bytes, vault: str) -> bytes | None:
    """The data key; None when the secret is not the one, or the slot was changed.

    Raises:
        UserFacingError: ``memory_short``.
    """
    cipher = AESGCM(_wrapping_key(slot, secret))
    try:
        return cipher.decrypt(slot.nonce, slot.wrapped, _bound_to(slot, vault))
    except InvalidTag:
        return None


def conceal(data_key: bytes, text: str, *, bound_to: str) -> bytes:
    """A short text that only a holder of the data key can read, its length hidden too.

    Args:
        text: at most 256 bytes of UTF-8, without NUL.
        bound_to: what it can't be moved away from: the id of the vault.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    padded = text.encode().ljust(_CONCEALED_BYTES, b"\0")
    return nonce + AESGCM(subkey(data_key, "name")).encrypt(nonce, padded, bound_to.encode())


def reveal(data_key: bytes, concealed: bytes, *, bound_to: str) -> str | None:
    """The text that :func:`conceal` was given; None when anything was changed."""
    nonce, wrapped = concealed[:_NONCE_BYTES], concealed[_NONCE_BYTES:]
    try:
        padded = AESGCM(subkey(data_key, "name")).decrypt(nonce, wrapped, bound_to.encode())
    except InvalidTag:
        return None
    return padded.rstrip(b"\0").decode()


def subkey(data_key: bytes, purpose: Purpose | Literal["header", "name"]) -> bytes:
    """A key of 32 bytes for one purpose alone, by HKDF-SHA256 (RFC 5869)."""
    return _hkdf(data_key, salt=None, info=purpose)


def seal(data_key: bytes, content: bytes) -> bytes:
    """What only a holder of the data key can say about the key file's content."""
    return hmac.digest(subkey(data_key, "header"), content, hashlib.sha256)


def _bound_to(slot: Slot, vault: str) -> bytes:
    return json.dumps(slot.circumstances() | {"vault": vault}, sort_keys=True).encode()


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    if slot.cost is None:
        return _hkdf(secret, salt=slot.salt, info=slot.kind)
    return argon2(secret, slot.salt, **asdict(slot.cost))


def argon2(secret: bytes, salt: bytes, *, memory_kib: int, time: int, lanes: int) -> bytes:
    """A key of 32 bytes from a secret that can be guessed, by Argon2id (RFC 9106).

    Bounds nothing: what it costs is a :class:`Cost` wherever it protects something.

    Raises:
        UserFacingError: ``memory_short``.
    """
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=time,
            memory_cost=memory_kib,
            parallelism=lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:  # with valid parameters: the memory was refused
        raise UserFacingError("memory_short") from error


def _hkdf(secret: bytes, *, salt: bytes | None, info: str) -> bytes:
    derivation = HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"soulchat/1/" + info.encode()
    )
    return derivation.derive(secret)
