"""What a person adds to the catalogue: files of the same kind as the program's own."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import Entry, SourceFile, id_like

_HUB = "https://huggingface.co/"


class OwnEntries:
    """Writes them, and takes them away.

    Args:
        folder: holds one TOML file for each.
        catalogue: what is known already.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue

    def add(self, source: SourceFile, *, title: str = "", like: Entry | None = None) -> Entry:
        """The entry of that source: the one there is, else a new one.

        Args:
            title: else the name of the file.
            like: weights that these are a copy of: makers, licence, way of listening and
                size of the cache are the same.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        known = self._catalogue.all()
        for entry in known:
            if any(_same(file, source) for file in entry.files):
                return entry
        name = Path(source.name).stem
        id = id_like(like.id if like else name, {entry.id for entry in known})
        made = replace(like, notices={}) if like else _unknown()
        made = replace(
            made,
            id=id,
            titles=_titles(title or name, like),
            availability="download",
            files=(source,),
            checked=datetime.now(UTC).date(),
            origin=source.url or f"{_HUB}{source.repository}",
            own=True,
        )
        self.keep(made)
        return made

    def keep(self, entry: Entry) -> None:
        """Write an entry down, in the place of an older one of its ID.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        target = self._folder / f"{entry.id}.toml"
        passing = target.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with passing.open("wb") as stream:
                tomli_w.dump(_table(entry), stream)
                stream.flush()
                os.fsync(stream.fileno())
            passing.replace(target)
        except OSError as error:
            passing.unlink(missing_ok=True)
            raise UserFacingError("weights_folder_unwritable") from error

    def remove(self, id: str) -> bool:
        """Take an entry of the person's own away; whether there was one.

        Raises:
            UserFacingError: ``weights_folder_unwritable``.
        """
        file = self._folder / f"{id}.toml"
        if file not in self._folder.glob("*.toml"):
            return False
        try:
            file.unlink()
        except OSError as error:
            raise UserFacingError("weights_folder_unwritable") from error
        return True


def _same(one: SourceFile, other: SourceFile) -> bool:
    return (one.repository, one.revision, one.name, one.url) == (
        other.repository,
        other.revision,
        other.name,
        other.url,
    )


def _titles(title: str, like: Entry | None) -> dict[str, str]:
    if like is None:
        return {"en": title}
    return {language: f"{name} · {title}" for language, name in like.titles.items()}


def _unknown() -> Entry:
    """What is known of weights that somebody names: nothing yet."""
    return Entry(
        id="",
        titles={},
        family="",
        base="",
        parameters="",
        languages=(),
        licence="",
        licence_link="",
        allows={},
        origin="",
        context_length=0,
        availability="download",
        style="listener",
        checked=datetime.now(UTC).date(),
        notices={},
    )


def _table(entry: Entry) -> dict[str, Any]:
    """The TOML that ``read_entry`` reads back as the same entry."""
    table: dict[str, Any] = {
        "id": entry.id,
        "family": entry.family,
        "base": entry.base,
        "parameters": entry.parameters,
        "languages": list(entry.languages),
        "licence": entry.licence,
        "licence_link": entry.licence_link,
        "origin": entry.origin,
        "context_length": entry.context_length,
        "availability": entry.availability,
        "style": entry.style,
        "reviewed_only": entry.reviewed_only,
        "package": entry.package,
        "chat_template": entry.chat_template,
        "checked": entry.checked,
        "title": dict(entry.titles),
    }
    if entry.allows:
        table["allows"] = dict(entry.allows)
    if entry.notices:
        table["notice"] = dict(entry.notices)
    if shape := entry.shape:
        table["shape"] = {
            "layers": shape.layers,
            "kv_heads": shape.kv_heads,
            "head_size": shape.head_size,
            "heads": shape.heads,
        }
    if entry.files:
        table["file"] = [_file(file) for file in entry.files]
    return table


def _file(file: SourceFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "quantization": file.quantization,
        "repository": file.repository,
        "revision": file.revision,
        "modelscope": file.modelscope,
        "url": file.url,
        "size": file.size,
        "sha256": file.sha256,
    }
