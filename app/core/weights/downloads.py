"""What can be downloaded, by what a person calls it; starts no connection itself."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import Entry, SourceFile, is_file_name, is_repository
from app.core.weights.fit import Needs, needs_by_header
from app.core.weights.gguf_header import Header
from app.core.weights.looks import Looks
from app.core.weights.own_entries import OwnEntries
from app.core.weights.pins import Pins
from app.core.weights.records import Records

if TYPE_CHECKING:
    from app.core.weights.download import Download
    from app.core.weights.download_stop import Stop

_QUANTIZATION = re.compile(
    r"(?:^|[-._])((?:IQ|Q)[1-8](?:_[0-9A-Z]+)*|BF16|F16|F32)(?=[-._])", re.IGNORECASE
)
"""How makers write it into the names of their files."""

Phase = Literal["downloading", "waiting", "checking", "done"]


@dataclass(frozen=True)
class Progress:
    """How far a download is.

    Attributes:
        done, size: bytes; size is 0 where nobody tells.
        speed: bytes a second.
        left: seconds, or None where nobody can tell.
    """

    phase: Phase
    done: int
    size: int
    speed: float = 0.0
    left: float | None = None


class Downloads:
    """Makes downloads.

    Args:
        folder: the weights folder.
        catalogue: what is known.
        records: of the files taken in.
        own: takes what the person names into the catalogue.
        pins: what each source was at its first use.
        looks: what headers said, told here.
        mirror: asked for the hub that the settings choose; see ``download_hub.hub``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        catalogue: Catalogue,
        records: Records,
        own: OwnEntries,
        pins: Pins,
        looks: Looks,
        mirror: Callable[[], str] = str,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._records = records
        self._own = own
        self._pins = pins
        self._looks = looks
        self._mirror = mirror

    def of(
        self,
        what: str,
        *,
        quantization: str = "",
        mirror: str = "",
        like: str = "",
        accept_change: bool = False,
    ) -> "Download":
        """A download that hasn't begun.

        Args:
            what: an ID of the catalogue, ``owner/name:file.gguf``, or an https address.
            mirror: ``modelscope`` or an address; else the hub of the settings.
            like: ID of the entry that a file named by its place is a copy of.
            accept_change: take another file than at the first use.

        Raises:
            UserFacingError: ``weights_unknown``, ``entry_unreadable``, ``weights_no_source``,
                ``quantization_unknown``, ``weights_packaged``, ``source_unclear``.
        """
        from app.core.weights.download import Download  # noqa: PLC0415 - HTTP only when wanted

        kin = self._catalogue.find(like) if like else None
        source = self.source(what, quantization)

        def entry() -> str:
            return self._own.add(source, like=kin).id if is_place(what) else what

        def seen(header: Header, size: int) -> None:
            with suppress(OSError):  # it is seen again when the file is here
                self._looks.keep(source, needs_by_header(header, size))

        return Download(
            source,
            folder=self._folder,
            records=self._records,
            pins=self._pins,
            entry=entry,
            seen=seen,
            mirror=mirror or self._mirror(),
            accept_change=accept_change,
        )

    def look(
        self, what: str, *, quantization: str = "", mirror: str = "", stop: "Stop | None" = None
    ) -> tuple[SourceFile, Needs]:
        """What a file needs by its own header, asked for where it lies; remembered from then on.

        Raises:
            UserFacingError: as for :meth:`of`, and what ``remote_header`` raises.
            StoppedError: it was ended by ``stop``.
        """
        from app.core.weights.download_header import remote_header  # noqa: PLC0415 - as above

        source = self.source(what, quantization)
        needs = needs_by_header(*remote_header(source, mirror or self._mirror(), stop))
        with suppress(OSError):  # then it is asked again
            self._looks.keep(source, needs)
        return source, needs

    def source(self, what: str, quantization: str = "") -> SourceFile:
        """The file that a person means.

        Raises:
            UserFacingError: as for :meth:`of`.
        """
        if is_place(what):
            return source_at(what, quantization)
        known = self._catalogue.find(what)
        if known.package:
            raise UserFacingError("weights_packaged")
        return known.file(quantization)

    def add(self, what: str, *, title: str = "", like: str = "") -> Entry:
        """Take a file into the catalogue by its place, without asking whether it is there.

        Raises:
            UserFacingError: ``source_unclear``, ``weights_unknown``, ``entry_unreadable``,
                ``weights_folder_unwritable``.
        """
        kin = self._catalogue.find(like) if like else None
        return self._own.add(source_at(what), title=title, like=kin)

    @staticmethod
    def check_mirror(address: str) -> None:
        """See whether a mirror could have that address; none at all is well too.

        Raises:
            UserFacingError: ``mirror_refused``.
        """
        from app.core.weights.download_client import endpoint  # noqa: PLC0415 - as above

        if address:
            endpoint(address)


def is_place(what: str) -> bool:
    """Whether it names a place on a hub or the web, not an ID."""
    return "/" in what


def source_at(place: str, quantization: str = "") -> SourceFile:
    """The file at ``owner/name:file.gguf`` or at an https address.

    Raises:
        UserFacingError: ``source_unclear``.
    """
    place = place.strip()
    if _is_address(place):
        name = unquote(urlsplit(place).path).rpartition("/")[2]
        if is_file_name(name):
            return SourceFile(name, quantization or _told_by(name), url=place)
    else:
        repository, _colon, name = place.partition(":")
        if is_repository(repository) and is_file_name(name):
            kind = quantization or _told_by(name)
            return SourceFile(name, kind, repository, modelscope=repository)
    raise UserFacingError("source_unclear", name=place)


def _told_by(name: str) -> str:
    found = _QUANTIZATION.search(name)
    return found[1].upper() if found else ""


def _is_address(place: str) -> bool:
    """An https address; http only to this very computer, where nobody stands between."""
    try:
        parts = urlsplit(place)
        loopback = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        return (
            place.isprintable() and bool(parts.hostname) and (parts.scheme == "https" or loopback)
        )
    except ValueError:
        return False
