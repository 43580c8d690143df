"""Fetching an engine pack: the weights' download, then unpacked and tried."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.packs.manifest import Pack
from app.core.packs.shelf import PackShelf
from app.core.packs.trial import Trial
from app.core.weights.download import Download, Pace
from app.core.weights.download_target import Target
from app.core.weights.downloads import Progress
from app.core.weights.entry import SourceFile
from app.core.weights.pins import Pins
from app.core.weights.records import Record, Records


class PackDownload(Download):
    """One pack on its way here, and into use. What is here already is only tried anew.

    Args:
        pack: the pack.
        shelf: takes it in.
        weights: asked for weights to try it with.
    """

    def __init__(
        self,
        pack: Pack,
        shelf: PackShelf,
        weights: Callable[[], Path | None],
        pace: Pace | None = None,
    ) -> None:
        source = SourceFile(f"{pack.called}.zip", url=pack.url, size=pack.size, sha256=pack.sha256)
        # The manifest has its SHA-256 and the shelf writes down what is here: both stay empty.
        super().__init__(
            source,
            folder=shelf.folder,
            records=Records(shelf.folder / "records"),
            pins=Pins(shelf.folder / "pins.toml"),
            pace=pace,
        )
        self._pack = pack
        self._shelf = shelf
        self._weights = weights
        self._trial: Trial | None = None

    def run(self) -> Iterator[Progress]:
        """Fetch, unpack, try; the phase ``done`` comes last, or nothing when stopped.

        Raises:
            UserFacingError: as ``Download.run``, ``pack_mismatch``, ``pack_damaged``,
                ``packs_unwritable``, ``packs_busy``, and what ``Trial.run`` raises; then the
                pack is not used.
        """
        try:
            self._shelf.folder.mkdir(mode=0o700, exist_ok=True)
            yield from super().run()
        except OSError as error:
            raise UserFacingError("packs_unwritable") from error
        except UserFacingError as fault:
            match fault.code:
                case "weights_folder_unwritable":
                    raise UserFacingError("packs_unwritable") from fault
                case "download_mismatch":
                    (self._shelf.folder / str(fault.fields["aside"])).unlink()
                    raise UserFacingError("pack_mismatch", name=self._pack.id) from fault
            raise

    def stop(self) -> None:
        super().stop()
        if trial := self._trial:
            trial.stop()

    def _run(self) -> Iterator[Progress]:
        if self._shelf.holds(self._pack):
            yield Progress("checking", 0, 0)
            yield self._tried()
        else:
            yield from super()._run()

    def _fetch(self, target: Target) -> Iterator[Progress]:
        """The size is known exactly, before anybody tells it."""
        yield from super()._fetch(replace(target, size=self._pack.size))

    def _examine(self, file: Path, whole: int = 0) -> None:
        """Its SHA-256 says it all."""

    def _settle(self, file: Path, target: Target, sha256: str) -> Progress:
        if file == self._partial.file:
            self._partial.finish()
        archive = self._partial.target
        try:
            self._shelf.take_in(self._pack, archive)
        except UserFacingError as fault:
            if fault.code == "pack_damaged":  # it will be so the next time, too
                archive.unlink()
            raise
        archive.unlink()
        return self._tried()

    def _tried(self) -> Progress:
        pack, place = self._pack, self._shelf.place_of(self._pack)
        self._trial = Trial(place, self._weights(), gpu=pack.backend != "cpu")
        try:
            self._stop.check()
            self._trial.run()
        except UserFacingError as fault:
            self._stop.check()
            self._shelf.judge(pack, fault.code)
            raise
        finally:
            self._trial = None
        self._stop.check()
        self._shelf.judge(pack)
        self.record = Record(pack.id, place, pack.sha256, pack.size)
        return Progress("done", pack.size, pack.size)
