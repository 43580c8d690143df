"""What can be downloaded, by what a person calls it; starts no connection itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import SourceFile, is_file_name, is_repository
from app.core.weights.records import Records

if TYPE_CHECKING:
    from app.core.weights.download import Download

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
    """

    def __init__(self, folder: Path, catalogue: Catalogue, records: Records) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._records = records

    def of(self, what: str, *, quantization: str = "", mirror: str = "") -> "Download":
        """A download that hasn't begun.

        Args:
            what: an ID of the catalogue, ``owner/name:file.gguf``, or an https address.

        Raises:
            UserFacingError: ``weights_unknown``, ``entry_unreadable``, ``weights_no_source``,
                ``quantization_unknown``, ``weights_packaged``, ``source_unclear``.
        """
        from app.core.weights.download import Download  # noqa: PLC0415 - HTTP only when wanted

        source, entry = self._source(what, quantization)
        return Download(
            source, folder=self._folder, records=self._records, entry=entry, mirror=mirror
        )

    def _source(self, what: str, quantization: str) -> tuple[SourceFile, str]:
        if what.startswith("https://"):
            name = unquote(urlsplit(what).path).rpartition("/")[2]
            if is_file_name(name):
                return SourceFile(name, url=what), ""
            raise UserFacingError("source_unclear", name=what)
        if "/" in what:
            repository, _colon, name = what.partition(":")
            if is_repository(repository) and is_file_name(name):
                return SourceFile(name, quantization, repository), ""
            raise UserFacingError("source_unclear", name=what)
        entry = self._catalogue.find(what)
        if entry.package:
            raise UserFacingError("weights_packaged")
        return entry.file(quantization), entry.id
