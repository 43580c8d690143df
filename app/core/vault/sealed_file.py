"""Large files that only a holder of their key can read or change, sealed chunk by chunk.

The chunks are bound to their place and the last one to being the last, as in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance, 2015): none can be left out, repeated, moved or cut off. Each file
has a key of its own from a random salt, so that counting nonces never meet twice.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 1024 * 1024
"""Bytes of what is sealed in one piece."""

_MAGIC = b"SoulChat sealed 1\n"
_SALT_BYTES = 32
_TAG_BYTES = 16
_COUNTER_BYTES = 11

Piece = bytes | bytearray | memoryview


class SealBroken(Exception):
    """Not this key, not this name, or not one bit as it was written."""


def write(
    file: Path, key: bytes, name: str, content: Iterable[Piece], go_on: Callable[[], bool]
) -> bool:
    """Seal content into a file, in the place of one before; the file is whole or not there.

    Not synced: what a loss of power leaves of it does not open, and is lost, no more.

    Args:
        key: 32 bytes, for this purpose alone.
        name: what it is bound to; under another name it does not open.
        content: in pieces of any size.
        go_on: asked between chunks.

    Returns:
        False where ``go_on`` said no; nothing was changed then.

    Raises:
        OSError: nothing was changed.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher, bound_to = _cipher(key, salt), _MAGIC + name.encode()
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 - a descriptor
            stream.write(_MAGIC + salt)
            for number, (chunk, last) in enumerate(_with_last(_chunks(content))):
                if not go_on():
                    return False
                stream.write(cipher.encrypt(_nonce(number, last=last), chunk, bound_to))
        part.replace(file)
        return True
    finally:
        part.unlink(missing_ok=True)


def read(file: Path, key: bytes, name: str) -> Iterator[bytes]:
    """What was sealed, chunk by chunk; each is as it was written before it is given out.

    That nothing was cut off at the end is only known when all of it has been read.

    Raises:
        SealBroken: from there on nothing is to be trusted.
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        head = stream.read(len(_MAGIC) + _SALT_BYTES)
        if len(head) < len(_MAGIC) + _SALT_BYTES or not head.startswith(_MAGIC):
            raise SealBroken
        cipher, bound_to = _cipher(key, head[len(_MAGIC) :]), _MAGIC + name.encode()
        sealed = stream.read(CHUNK + _TAG_BYTES)
        number = 0
        while True:
            following = stream.read(CHUNK + _TAG_BYTES)
            try:
                yield cipher.decrypt(_nonce(number, last=not following), sealed, bound_to)
            except InvalidTag:
                raise SealBroken from None
            if not following:
                return
            number, sealed = number + 1, following


def is_whole(file: Path, key: bytes, name: str) -> bool:
    """Whether a sealed file is as it was written.

    Raises:
        OSError: it can't be read.
    """
    try:
        for _chunk in read(file, key, name):
            pass
    except SealBroken:
        return False
    return True


_BINARY = getattr(os, "O_BINARY", 0)


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"soulchat/1/sealed file")
    return AESGCM(derivation.derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes([last])


def _chunks(content: Iterable[Piece]) -> Iterator[bytes]:
    held = bytearray()
    for piece in content:
        with memoryview(piece) as view:
            at = 0
            while at < len(view):
                taken = min(CHUNK - len(held), len(view) - at)
                held += view[at : at + taken]
                at += taken
                if len(held) == CHUNK:
                    yield bytes(held)
                    held.clear()
    if held:
        yield bytes(held)


def _with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each with whether it is the last; one of nothing where there is none."""
    chunk = next(chunks, b"")
    for following in chunks:
        yield chunk, False
        chunk = following
    yield chunk, True
