"""Everything a person can choose among: what is here, what can be had, and what can't."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.download_partial import Partial
from app.core.weights.entry import Entry, SourceFile
from app.core.weights.fit import (
    Fit,
    Needs,
    judge,
    needs_by_header,
    needs_by_makers,
    recommended,
)
from app.core.weights.gguf_header import Header, read_header
from app.core.weights.hardware import Compute, Hardware, look_around
from app.core.weights.installed import Installed, InstalledWeights
from app.core.weights.looks import Looks
from app.core.weights.records import Record, Records

State = Literal["installed", "available", "missing", "no_gguf", "cannot_run"]

ABSENT: dict[str, State] = {
    "download": "available",
    "package": "missing",
    "make": "no_gguf",
    "point": "no_gguf",
    "unsupported": "cannot_run",
}
"""What an entry's availability means while its file is not here."""


@dataclass(frozen=True)
class Offer:
    """Weights, and how things stand with them.

    Attributes:
        id: what the terminal calls them.
        entry: where the catalogue knows them.
        here: where they are on this computer.
        record: what was written down when they came.
        files: what can be downloaded and isn't here, each with how it would fit; None where
            nobody knows.
        fit: of what is here.
        begun: bytes of a download that was begun, by the name of its file.
    """

    id: str
    state: State
    entry: Entry | None = None
    here: InstalledWeights | None = None
    record: Record | None = None
    files: tuple[tuple[SourceFile, Fit | None], ...] = ()
    fit: Fit | None = None
    begun: int = 0


@dataclass(frozen=True)
class Choice:
    """All of them, on this computer as it is now.

    Attributes:
        recommended: ID of the entry to take, or empty.
        aside: files that came damaged and were put aside.
    """

    offers: tuple[Offer, ...]
    hardware: Hardware
    recommended: str
    aside: tuple[Path, ...] = ()


class Offers:
    """Looks them up.

    Args:
        folder: the weights folder.
        catalogue: what is known.
        installed: what can be loaded now.
        records: of the files taken in.
        looks: what headers said that were asked for elsewhere.
        compute: asks what the engine may use of this computer; may take a second.
        kv_type, flash_attention: asked for what the settings choose of them.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        installed: Installed,
        records: Records,
        *,
        looks: Looks,
        compute: Callable[[], Compute] = Compute,
        kv_type: Callable[[], str] = lambda: "f16",
        flash_attention: Callable[[], str] = lambda: "auto",
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._installed = installed
        self._records = records
        self._looks = looks
        self._compute = compute
        self._kv_type = kv_type
        self._flash_attention = flash_attention
        self._headers: dict[tuple[Path, int, int], Header | None] = {}

    def look(self, context_length: int, language: str) -> Choice:
        """Look around; reads the header of each file that wasn't read before.

        Args:
            context_length: tokens the listener is to keep in mind.
            language: the person's own, to recommend what speaks it.
        """
        hardware = self.hardware()
        here = self._here(context_length, hardware)
        offers = [*here]
        for entry in self._catalogue.all():
            offer = self._absent(entry, here, context_length, hardware)
            if offer:
                offers.append(offer)
        best = recommended(self._fits(offers), language)
        return Choice(
            tuple(offers),
            hardware,
            best.id if best else "",
            tuple(sorted(self._folder.glob("*.wrong"))),
        )

    def hardware(self) -> Hardware:
        """This computer, now."""
        return look_around(self._folder, self._compute())

    def judge(self, file: SourceFile, needs: Needs, context_length: int, at: Hardware) -> Fit:
        """How a file would fit that isn't here, or not all of it."""
        to_fetch = max(0, needs.size - self._begun(file))
        return judge(
            needs,
            context_length,
            at,
            self._kv_type(),
            flash_attention=self._flash_attention(),
            to_fetch=to_fetch,
        )

    def judge_here(self, header: Header, size: int, context_length: int, at: Hardware) -> Fit:
        """How a file fits that is here, of so many bytes."""
        return judge(
            needs_by_header(header, size),
            context_length,
            at,
            self._kv_type(),
            flash_attention=self._flash_attention(),
        )

    @staticmethod
    def _fits(offers: Sequence[Offer]) -> list[tuple[Entry, Fit]]:
        """Each entry once, with the recommended file of it: here where it is, else to be had."""
        fits: dict[str, tuple[Entry, Fit]] = {}
        for offer in offers:
            fit = offer.fit or (offer.files[0][1] if offer.files else None)
            if offer.entry and fit:
                fits.setdefault(offer.entry.id, (offer.entry, fit))
        return list(fits.values())

    def _here(self, context_length: int, hardware: Hardware) -> list[Offer]:
        found = []
        for id, weights in self._installed.ids().items():
            record = self._records.of(weights.path)
            fit = None
            if header := self._header(weights.path):
                fit = self.judge_here(header, weights.size, context_length, hardware)
            entry = self._entry(record.entry if record else id)
            found.append(Offer(id, "installed", entry, weights, record, fit=fit))
        for record in self._records.all():
            if not record.file.is_file():
                gone = self._installed.expected(str(record.file))
                found.append(Offer(record.id, "installed", None, gone, record))
        return found

    def _absent(
        self, entry: Entry, here: Sequence[Offer], context_length: int, hardware: Hardware
    ) -> Offer | None:
        """What of an entry isn't here; None where all of it is."""
        mine = [offer for offer in here if offer.entry and offer.entry.id == entry.id]
        quantizations = {offer.record.quantization for offer in mine if offer.record}
        if mine and entry.availability != "download":
            return None
        left = [file for file in entry.files if not mine or file.quantization not in quantizations]
        if mine and not left:
            return None
        if entry.availability != "download":
            return Offer(entry.id, ABSENT[entry.availability], entry)
        looks = self._looks.all()
        files = []
        for file in left:
            needs = looks.get(file.called) or needs_by_makers(entry, file)
            fit = self.judge(file, needs, context_length, hardware) if needs else None
            files.append((file, fit))
        begun = max(self._begun(file) for file in left)
        return Offer(entry.id, "available", entry, files=tuple(files), begun=begun)

    def _begun(self, file: SourceFile) -> int:
        """Bytes of it that are here, of a download that didn't end."""
        return Partial(self._folder / Path(file.name).name, file.key).size

    def _entry(self, id: str) -> Entry | None:
        try:
            return self._catalogue.find(id) if id else None
        except UserFacingError:
            return None

    def _header(self, file: Path) -> Header | None:
        """Read once for each state of the file; None where it can't be read."""
        try:
            status = file.stat()
            key = (file, status.st_size, status.st_mtime_ns)
            if key not in self._headers:
                self._headers[key] = None
                self._headers[key] = read_header(file)
            return self._headers[key]
        except (OSError, UserFacingError):
            return None
