"""The folder of the engine packs: which are here, which one computes, and what went wrong."""

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any, Literal, get_args

import tomli_w
from filelock import FileLock, Timeout

from app.core.errors import UserFacingError
from app.core.packs.archive import unpack
from app.core.packs.manifest import Backend, Pack, read_manifest, this_platform
from app.core.weights.shelf import check_space

_VERSION = 1
_PATIENCE = 10.0
"""Seconds to wait for another process that changes the same folder."""

REASONS = {
    *("pack_untried", "pack_wont_start", "pack_no_gpu", "pack_crashed", "pack_stopped"),
    "engine_memory",
}
"""Codes of what can be wrong with a pack; their sentences need no fields."""


@dataclass(frozen=True)
class Here:
    """A pack on this computer.

    Attributes:
        folder: the name of its folder.
        engine: the version of llama-cpp-python that it is for.
        failed: the code of what went wrong when it was tried or used, or empty.
    """

    id: str
    backend: Backend
    folder: str
    engine: str
    failed: str = ""


@dataclass(frozen=True)
class Offer:
    """A pack as a person is told of it.

    Attributes:
        pack: what the manifest says; None for one that it no longer lists.
        here: what is on this computer of it, or None.
        in_use: it computes.
    """

    id: str
    pack: Pack | None
    here: Here | None
    in_use: bool

    @property
    def backend(self) -> Backend:
        """What it computes with."""
        found = self.pack or self.here
        assert found  # noqa: S101 - one of them made the offer
        return found.backend

    @property
    def state(self) -> Literal["in_use", "here", "failed", "available"]:
        """Where it stands."""
        if self.in_use:
            return "in_use"
        if self.here is None:
            return "available"
        return "failed" if self.fault else "here"

    @property
    def fault(self) -> UserFacingError | None:
        """What keeps a pack that is here from being used."""
        if self.here is None:
            return None
        other = self.here.engine != engine_version()
        code = "pack_other_version" if other else self.here.failed
        return UserFacingError(code) if code else None

    def needs(self, language: str) -> str:
        """What must be there beside it, or empty."""
        needs = self.pack.needs if self.pack else {}
        return needs.get(language) or needs.get("en", "")


class PackShelf:
    """Keeps packs.

    Args:
        folder: holds them; made at the first one.
        manifest: the program's own.
    """

    def __init__(self, folder: Path, manifest: Path) -> None:
        self.folder = folder
        self._manifest = manifest
        self._state = folder / "packs.toml"
        self._given_up: set[Path] = set()
        self._listeners: list[Callable[[], None]] = []
        self._sweep()

    def watch(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have a listener called, in whatever thread, when something changed; stops by calling."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def published(self) -> list[Pack]:
        """Every pack for this computer and this program.

        Raises:
            UserFacingError: ``packs_unreadable``.
        """
        own = read_manifest(self.folder / "manifest.toml")
        packs = {pack.id: pack for pack in [*own, *read_manifest(self._manifest)]}
        ours = this_platform(), engine_version()
        return [pack for pack in packs.values() if (pack.platform, pack.engine) == ours]

    def find(self, id: str) -> Pack:
        """The published pack of that ID.

        Raises:
            UserFacingError: ``pack_unknown``, ``packs_unreadable``.
        """
        for pack in self.published():
            if pack.id == id:
                return pack
        raise UserFacingError("pack_unknown", name=id)

    def offers(self) -> list[Offer]:
        """What there is and what is here, by ID.

        Raises:
            UserFacingError: ``packs_unreadable``.
        """
        chosen, here = self._read()
        packs = {pack.id: pack for pack in self.published()}
        return [
            Offer(id, packs.get(id), here.get(id), id == chosen and self.in_use() is not None)
            for id in sorted({*packs, *here})
        ]

    def holds(self, pack: Pack) -> bool:
        """Whether it is here, as its manifest describes it now."""
        here = self._read()[1].get(pack.id)
        return here is not None and here.folder == pack.called and self._place(here).is_dir()

    def in_use(self) -> Path | None:
        """The folder of the pack that computes; None where the program's own engine does."""
        chosen, here = self._read()
        used = here.get(chosen)
        if used is None or used.failed or used.engine != engine_version():
            return None
        place = self._place(used)
        return place if place.is_dir() and place not in self._given_up else None

    def backend(self) -> str:
        """Of the pack in use; empty where there is none."""
        chosen, here = self._read()
        return here[chosen].backend if self.in_use() else ""

    def take_in(self, pack: Pack, archive: Path) -> Path:
        """Unpack a file whose SHA-256 was found right; its folder. It is not in use yet.

        Raises:
            UserFacingError: ``pack_damaged``, ``disk_space``, ``packs_busy``.
            OSError: the disk.
        """
        target = self.folder / pack.called
        with self._alone():
            check_space(self.folder, pack.unpacked)
            shutil.rmtree(target, ignore_errors=True)
            unpack(archive, target, pack.unpacked)
            chosen, here = self._read()
            fresh = Here(pack.id, pack.backend, pack.called, pack.engine, failed="pack_untried")
            self._write(chosen, {**here, pack.id: fresh})
        self._sweep()
        return target

    def place_of(self, pack: Pack) -> Path:
        """The folder of a pack that is here."""
        return self.folder / pack.called

    def judge(self, pack: Pack, failed: str = "") -> None:
        """Write down how trying it went; where it went well, it computes from now on.

        Raises:
            UserFacingError: ``packs_busy``.
            OSError: the disk.
        """
        with self._alone():
            chosen, here = self._read()
            if pack.id not in here:  # removed meanwhile
                return
            self._given_up.discard(self.place_of(pack))
            reason = failed if failed in REASONS or not failed else "pack_stopped"
            judged = {**here, pack.id: replace(here[pack.id], failed=reason)}
            self._write(chosen if failed else pack.id, judged)
        self._tell()

    def give_up(self, folder: Path, failed: str) -> None:
        """The pack of that folder failed while it was used: the program's own engine takes over."""
        self._given_up.add(folder)  # also where it can't be written down
        with suppress(OSError, UserFacingError), self._alone():
            chosen, here = self._read()
            for each in here.values():
                if each.folder == folder.name:
                    here = {**here, each.id: replace(each, failed=failed)}
            self._write(chosen, here)
        self._tell()

    def remove(self, id: str) -> None:
        """Delete a pack. What still computes with it goes on; what a system holds goes later.

        Raises:
            UserFacingError: ``pack_not_here``, ``packs_busy``, ``packs_unwritable``.
        """
        try:
            with self._alone():
                chosen, here = self._read()
                if id not in here:
                    raise UserFacingError("pack_not_here", name=id)
                kept = {each: one for each, one in here.items() if each != id}
                self._write("" if chosen == id else chosen, kept)
        except OSError as error:
            raise UserFacingError("packs_unwritable") from error
        self._sweep()
        self._tell()

    def _place(self, here: Here) -> Path:
        return self.folder / here.folder

    def _sweep(self) -> None:
        """Delete folders that belong to no pack: of one that was removed, or of a start cut off."""
        if not self.folder.is_dir():
            return
        with suppress(UserFacingError, OSError), self._alone(patience=0):
            known = {here.folder for here in self._read()[1].values()}
            for place in self.folder.iterdir():
                if place.is_dir() and place.name not in known:
                    shutil.rmtree(place, ignore_errors=True)

    @contextmanager
    def _alone(self, patience: float = _PATIENCE) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        try:
            with FileLock(self.folder / "packs.lock", timeout=patience):
                yield
        except Timeout as error:
            raise UserFacingError("packs_busy") from error

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _read(self) -> tuple[str, dict[str, Here]]:
        """The ID of the pack that was chosen, and every pack that is here."""
        try:
            table = tomllib.loads(self._state.read_text("utf-8"))
            if table["version"] != _VERSION:
                return "", {}
            here = [_here(row) for row in table["pack"]]
            return str(table["chosen"]), {each.id: each for each in here}
        except (OSError, ValueError, KeyError, TypeError):
            return "", {}

    def _write(self, chosen: str, here: dict[str, Here]) -> None:
        table = {
            "version": _VERSION,
            "chosen": chosen,
            "pack": [asdict(each) for each in here.values()],
        }
        passing = self._state.with_suffix(".new")
        with passing.open("wb") as stream:
            tomli_w.dump(table, stream)
            stream.flush()
            os.fsync(stream.fileno())
        passing.replace(self._state)


def _here(row: dict[str, Any]) -> Here:
    here = Here(**row)
    if not all(isinstance(text, str) for text in asdict(here).values()):
        raise TypeError("text")
    if Path(here.folder).name != here.folder or here.folder in ("", ".", ".."):
        raise ValueError("folder")
    if here.backend not in get_args(Backend) or here.failed not in {"", *REASONS}:
        raise ValueError("backend or reason")
    return here


def engine_version() -> str:
    """Of llama-cpp-python: its functions are called, whichever library has them."""
    try:
        return metadata.version("llama-cpp-python")
    except metadata.PackageNotFoundError:
        return ""
