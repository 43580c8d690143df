"""Sealed files: age (https://age-encryption.org/v1), and zip with AES for who has nothing else.

age is sealed for recipients in a stream. With a passphrase the library takes and gives the
whole in memory, so there a bound is drawn.
"""

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from app.core.errors import UserFacingError

if TYPE_CHECKING:
    import pyzipper

MOST_IN_MEMORY = 512 * 1024 * 1024
"""Bytes that are sealed, or unsealed, with a passphrase at most."""

AGE_BEGINNINGS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
SHORTEST_PASSPHRASE = 8
_LARGEST_KEY_FILE = 65_536
_HEAD = 4096  # bytes in which the price of a passphrase stands
_BEFORE_CONTENT = 128 * 1024
"""Bytes in which the first piece of the content has to end: the library parses the head anew
with each of its lines, so that one of a megabyte takes minutes."""
_PASSPHRASE_HEAD = re.compile(rb"\S+\n-> scrypt \S+ \d+\n\S+\n--- \S{43}\n")
_DEAREST = 20  # 2**20 KiB of scrypt; age itself takes 18
CONTAINERS = ("age", "zip")
"""Forms that are sealed, with a file of another form inside."""

Feed = Callable[[bytes], object]


@dataclass(frozen=True)
class Seal:
    """How a file is sealed: for recipients, or with a passphrase.

    Args:
        recipients: age's public keys, ``age1…`` or ``ssh-…``.
    """

    passphrase: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()


def check(seal: Seal) -> None:
    """Refuse what can't seal, before any work.

    Raises:
        UserFacingError: ``recipient_unknown``, ``passphrase_too_short``, ``passphrase_or_key``.
    """
    if bool(seal.passphrase) == bool(seal.recipients):
        raise UserFacingError("passphrase_or_key")
    if seal.recipients:
        _recipients(seal)
    elif len(seal.passphrase) < SHORTEST_PASSPHRASE:
        raise UserFacingError("passphrase_too_short", minimum=SHORTEST_PASSPHRASE)


def seal_age(chunks: Iterator[bytes], target: BinaryIO, seal: Seal) -> None:
    """Write an age file.

    Raises:
        UserFacingError: ``sealed_too_large``; what the chunks raise.
    """
    if seal.recipients:
        source = _Source(chunks)
        try:
            pyrage.encrypt_io(source, target, _recipients(seal))
        except pyrage.EncryptError:
            if source.fault:
                raise source.fault from None
            raise
        return
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > MOST_IN_MEMORY:
            raise UserFacingError("sealed_too_large")
    target.write(pyrage.passphrase.encrypt(bytes(whole), seal.passphrase))


def unseal_age(source: BinaryIO, feed: Feed, *, passphrase: str = "", identity: str = "") -> None:
    """Hand on what an age file holds; only what is genuine is handed on.

    Raises:
        UserFacingError: ``seal_wrong`` for another passphrase or key, ``seal_broken`` for a
            damaged file, ``sealed_too_large``, ``seal_key_needed``, ``import_too_large`` for a
            head without end; what ``feed`` raises.
    """
    if identity:
        target = _Target(feed)
        opening = _Opening(source, target)
        try:
            pyrage.decrypt_io(opening, target, [_identity(identity)])
        except UserFacingError:
            raise
        except pyrage.DecryptError as error:
            raise UserFacingError(opening.fault or "seal_wrong") from error
        except OSError as error:
            raise UserFacingError("seal_broken") from error
        return
    if not passphrase:
        raise UserFacingError("seal_key_needed")
    _check_cost(source.read(_HEAD))
    source.seek(0)
    whole = source.read(MOST_IN_MEMORY + 1)
    if len(whole) > MOST_IN_MEMORY:
        raise UserFacingError("sealed_too_large")
    try:
        opened = pyrage.passphrase.decrypt(whole, passphrase)
    except pyrage.DecryptError as error:
        raise UserFacingError("seal_wrong") from error
    except OSError as error:
        raise UserFacingError("seal_broken") from error
    del whole
    for at in range(0, len(opened), 65_536):
        feed(opened[at : at + 65_536])


def _check_cost(head: bytes) -> None:
    """Refuse a passphrase that takes more than a gigabyte to try: its price is the file's to name.

    Raises:
        UserFacingError: ``import_too_large``; ``seal_wrong`` where it is sealed for a key.
    """
    if head.startswith(AGE_BEGINNINGS[1]):
        with suppress(ValueError):
            head = base64.b64decode(b"".join(head.splitlines()[1:5]))
    price = re.search(rb"^-> scrypt \S+ (\d+)$", head, re.MULTILINE)
    if price and int(price[1][:4]) > _DEAREST:
        raise UserFacingError("import_too_large")
    if not _PASSPHRASE_HEAD.match(head):
        raise UserFacingError("seal_wrong")


def identity_in(file: Path) -> str:
    """The secret keys in a file, as :func:`unseal_age` takes them.

    Raises:
        UserFacingError: ``identity_unreadable``.
    """
    try:
        with file.open("rb") as stream:
            identity = stream.read(_LARGEST_KEY_FILE).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError("identity_unreadable") from error
    _identity(identity)
    return identity


def aes_zip(target: BinaryIO, passphrase: str) -> "pyzipper.AESZipFile":
    """A zip to write into: AES-256, the names of files readable by anybody."""
    import pyzipper  # noqa: PLC0415 - its ciphers take a while to load

    made = pyzipper.AESZipFile(
        target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    )
    made.setpassword(passphrase.encode())
    return made


def _recipients(seal: Seal) -> list[object]:
    kinds = {"age1": pyrage.x25519.Recipient, "ssh-": pyrage.ssh.Recipient}
    try:
        return [kinds[key.strip()[:4]].from_str(key.strip()) for key in seal.recipients]
    except (KeyError, pyrage.RecipientError) as error:
        raise UserFacingError("recipient_unknown") from error


def _identity(identity: str) -> object:
    lines = [line.strip() for line in identity.splitlines()]
    key = next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), "")
    try:
        if key:
            return pyrage.x25519.Identity.from_str(key)
        return pyrage.ssh.Identity.from_buffer(identity.encode())
    except (pyrage.IdentityError, ValueError) as error:
        raise UserFacingError("identity_unreadable") from error


class _Source:
    """Chunks as a file to read; what they raise is kept, for the library makes it its own."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return b""
            except BaseException as fault:
                self.fault = fault
                raise
        given, self._left = self._left[:size], self._left[size:]
        return given


class _Target:
    """A file to write that hands on what is written."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.begun = False

    def write(self, data: bytes) -> int:
        self.begun = True
        self._feed(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class _Opening:
    """A sealed file to read: the library holds its head as a whole, so that must end soon."""

    def __init__(self, source: BinaryIO, target: _Target) -> None:
        self._source = source
        self._target = target
        self._read = 0
        self.fault = ""

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._read += len(data)
        if self._read > _BEFORE_CONTENT and not self._target.begun:
            self.fault = "import_too_large"  # kept, for the library makes what is raised its own
            raise UserFacingError(self.fault)
        return data
