"""The weights that are on this computer: the demo, the weights folder, any file by its path."""

import importlib.util
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import Entry
from app.core.weights.records import Record, Records

DEMO = "demo"


@dataclass(frozen=True)
class InstalledWeights:
    """Weights that can be loaded now.

    Attributes:
        id: what ``--weights`` takes: ``demo``, or the path of the file.
        title: what the person reads, by language.
        notice: what to know before trusting them, by language; may be empty.
        style: name of the counsellor style they were tuned for.
        licence: an SPDX name; empty where only their maker knows it.
        size: of the file, in bytes; 0 where it is not there.
        sha256: of the file when it came, in hexadecimal; empty where nobody looked.
        reviewed_only: too simple to answer a person in danger; reviewed texts do then.
        chat_template: see :class:`~app.core.weights.entry.Entry`.
    """

    id: str
    titles: dict[str, str]
    notices: dict[str, str]
    path: Path
    style: str
    licence: str = ""
    size: int = 0
    reviewed_only: bool = False
    sha256: str = ""
    chat_template: str = ""

    @property
    def demo(self) -> bool:
        return self.id == DEMO

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles["en"]

    def notice(self, language: str) -> str:
        return self.notices.get(language) or self.notices.get("en", "")


class Installed:
    """Finds weights.

    Args:
        folder: the weights folder of the data home.
        catalogue: what is known of weights.
        records: of the files fetched or imported.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, records: Records) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._records = records

    def all(self) -> list[InstalledWeights]:
        """The demo first where it is installed, then what was taken in, then other files."""
        recorded = [record for record in self._records.all() if record.file.is_file()]
        files = [record.file for record in recorded]
        others = [path for path in sorted(self._folder.glob("*.gguf")) if path not in files]
        demo = [weights] if (weights := self._demo()) else []
        return (
            demo
            + [self._recorded(record) for record in recorded]
            + [self._from_file(path) for path in others]
        )

    def ids(self) -> dict[str, InstalledWeights]:
        """What is here, by what the terminal calls it."""
        recorded = {record.file: record.id for record in self._records.all()}
        return {
            DEMO if weights.demo else recorded.get(weights.path, weights.path.name): weights
            for weights in self.all()
        }

    def has(self, entry: Entry) -> bool:
        """Whether weights of the catalogue are on this computer."""
        if entry.id == DEMO:
            return bool(self._demo() or self._demo_taken_in())
        return any(
            record.entry == entry.id and record.file.is_file() for record in self._records.all()
        )

    def find(self, name: str) -> InstalledWeights:
        """Weights by ``demo``, by ID, by file name in the weights folder, or by path.

        Raises:
            UserFacingError: ``demo_missing`` or ``weights_not_found``.
        """
        if name == DEMO:
            if demo := self._demo() or self._demo_taken_in():
                return demo
            raise UserFacingError("demo_missing")
        record = self._records.find(name)
        if record and record.file.is_file():
            return self._recorded(record)
        with suppress(OSError, RuntimeError):  # no name of a file at all
            for path in (Path(name).expanduser().absolute(), self._folder / name):
                if path.is_file():
                    return self._from_file(path)
        raise UserFacingError("weights_not_found", name=name)

    def expected(self, name: str) -> InstalledWeights:
        """The weights a person once chose, whether or not they are still there.

        So a moved file shows when it is loaded, and keeps nobody from their journal.
        """
        try:
            return self.find(name)
        except UserFacingError:
            return self._from_file(Path(name))

    def _from_file(self, path: Path) -> InstalledWeights:
        if record := self._records.of(path):
            return self._recorded(record)
        size = path.stat().st_size if path.is_file() else 0
        return InstalledWeights(str(path), {"en": path.stem}, {}, path, "listener", size=size)

    def _recorded(self, record: Record) -> InstalledWeights:
        with suppress(UserFacingError):  # its entry may be gone by now
            entry = self._catalogue.find(record.entry)
            known = _known(entry, str(record.file), record.file)
            return replace(known, sha256=record.sha256)
        title = record.title or record.file.stem
        size = record.file.stat().st_size if record.file.is_file() else 0
        return InstalledWeights(
            str(record.file),
            {"en": title},
            {},
            record.file,
            "listener",
            size=size,
            sha256=record.sha256,
        )

    def _demo(self) -> InstalledWeights | None:
        entry = self._catalogue.find(DEMO)
        folder = _package_folder(entry.package.replace("-", "_"))
        path = folder / entry.file().name if folder else None
        return _known(entry, DEMO, path) if path and path.is_file() else None

    def _demo_taken_in(self) -> InstalledWeights | None:
        """The demo that a person brought; an installed program comes without its package."""
        for record in self._records.all():
            if record.entry == DEMO and record.file.is_file():
                known = _known(self._catalogue.find(DEMO), DEMO, record.file)
                return replace(known, sha256=record.sha256)
        return None


def _known(entry: Entry, id: str, path: Path) -> InstalledWeights:
    return InstalledWeights(
        id=id,
        titles=dict(entry.titles),
        notices=dict(entry.notices),
        path=path,
        style=entry.style,
        licence=entry.licence,
        size=path.stat().st_size if path.is_file() else 0,
        reviewed_only=entry.reviewed_only,
        chat_template=entry.chat_template,
    )


def _package_folder(module: str) -> Path | None:
    """Where a package put its files, without running any of its code."""
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None
