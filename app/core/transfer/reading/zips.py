"""Zips of strangers: what is in them, a little at a time and within bounds."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from app.core.errors import UserFacingError
from app.core.transfer.reading.fields import malformed

_AT_ONCE = 65_536  # bytes
_LONGEST_READ = 4 * 1024 * 1024
"""Bytes the library may ask for at once: it reads the list of files, some 100 bytes each, whole."""
_BOMB_BYTES, _BOMB_RATIO = 100 * 1024 * 1024, 200
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others take what memory the file says
_BROKEN = (
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,  # a place before the file, a name that is no UTF-8
    LookupError,
)


class Zip:
    """A zip that is open to read.

    Args:
        passphrase: of what is sealed in it; "" for none.

    Raises:
        UserFacingError: from every method ``import_malformed``, ``import_bomb``,
            ``import_too_large``, ``seal_key_needed``, ``seal_wrong``.
    """

    def __init__(self, stream: BinaryIO, size: int, passphrase: str) -> None:
        import pyzipper  # noqa: PLC0415 - its ciphers take a while to load

        self._size = size
        self._password = passphrase.encode() or None
        self._inflated = 0
        with _faults():
            self._zip = pyzipper.AESZipFile(cast(BinaryIO, _Bounded(stream)))

    def files(self) -> list[zipfile.ZipInfo]:
        """What is in it, save for folders."""
        return [each for each in self._zip.infolist() if not each.is_dir()]

    def chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The content of a file in it."""
        if member.compress_type not in _READABLE:
            raise malformed()
        if member.flag_bits & 1 and not self._password:
            raise UserFacingError("seal_key_needed")
        before = self._inflated
        with _faults():
            packed = self._zip.open(member, pwd=self._password)
        with packed:
            while True:
                with _faults():
                    data = packed.read(_AT_ONCE)
                if not data:
                    return
                self._inflated += len(data)
                # The whole counts, too: its files may lie one over the other.
                for inflated, packed_size in (
                    (self._inflated - before, member.compress_size),
                    (self._inflated, self._size),
                ):
                    if inflated > max(_BOMB_BYTES, _BOMB_RATIO * packed_size):
                        raise UserFacingError("import_bomb")
                yield data


def is_link(member: zipfile.ZipInfo) -> bool:
    """Whether a file in a zip would lead elsewhere."""
    return stat.S_ISLNK(member.external_attr >> 16)


class _Bounded:
    """A file that gives no more at once than a zip in order asks for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_READ:
            raise UserFacingError("import_too_large")
        return self._stream.read(size)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@contextmanager
def _faults() -> Iterator[None]:
    """Tell what is wrong with the zip, and without quoting it."""
    from pyzipper import BadZipFile  # noqa: PLC0415 - see Zip

    try:
        yield
        return
    except (BadZipFile, *_BROKEN):
        fault = malformed()
    except RuntimeError as error:
        if "password" not in str(error).lower():
            raise
        fault = UserFacingError("seal_wrong")
    raise fault
