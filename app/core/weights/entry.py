"""One entry of the catalogue: what is known of some weights, read from TOML and checked."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from app.core.errors import UserFacingError

Availability = Literal["download", "package", "make", "point", "unsupported"]
"""Whether a GGUF can be downloaded, comes as a Python package, must first be made (no public one
is known), can't be made with what is here either (so somebody must point to one), or can't exist
because llama.cpp doesn't run them."""

UNPINNED = "unpinned"
"""In the place of a SHA-256 that nobody has written down yet: the hub tells it at download."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_NOT_OF_AN_ID = re.compile(r"[^a-z0-9._-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}")
_LANGUAGE_TEXTS = ("en", "zh_CN")


@dataclass(frozen=True)
class Shape:
    """What of the architecture decides how much memory a conversation takes.

    Attributes:
        layers: that have attention.
        kv_heads: key heads a layer; as many value heads.
        head_size: numbers in one head.
        heads: a layer, of queries; 0 where nobody says.
    """

    layers: int
    kv_heads: int
    head_size: int
    heads: int = 0

    @property
    def kv_numbers(self) -> int:
        """Numbers that the KV cache keeps of each token: keys and as many values."""
        return 2 * self.layers * self.kv_heads * self.head_size

    def kv_bytes(self, context_length: int) -> int:
        """Bytes of a 16-bit KV cache of so many tokens, as llama.cpp makes it by itself."""
        return 2 * self.kv_numbers * context_length


@dataclass(frozen=True)
class SourceFile:
    """One GGUF file, and where it is.

    Attributes:
        name: of the file, inside its repository.
        quantization: in llama.cpp's words, such as ``Q4_K_M``.
        repository: ``owner/name`` on the Hugging Face hub, or empty.
        revision: branch, tag or commit there.
        modelscope: ``owner/name`` on ModelScope, or empty.
        url: for a file that is on no hub, or empty.
        size: in bytes, often rounded as a page shows it; 0 where unknown.
        sha256: 64 hexadecimal digits, or :data:`UNPINNED`.
    """

    name: str
    quantization: str = ""
    repository: str = ""
    revision: str = "main"
    modelscope: str = ""
    url: str = ""
    size: int = 0
    sha256: str = UNPINNED

    @property
    def pinned(self) -> bool:
        return self.sha256 != UNPINNED

    @property
    def called(self) -> str:
        """Names the source, the same on every mirror: whoever offers it, the file is the same."""
        repository = self.repository or self.modelscope
        return self.url or f"{repository}@{self.revision}:{self.name}"

    @property
    def key(self) -> str:
        """Tells it, in a few letters for names of files, from all others."""
        return hashlib.sha256(self.called.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Entry:
    """Weights the program knows of, whether or not they are here.

    Attributes:
        titles, notices, allows: by language: name, what to know, what the licence allows.
        origin: a page of whoever made them.
        base: the weights they were tuned from.
        context_length: tokens they were trained for; 0 where nobody said.
        style: the counsellor style they were tuned for.
        files: the GGUF files known, the recommended one first.
        package: that brings the file, for ``availability == "package"``.
        chat_template: in the place of the GGUF's own, a template or the name of a format of
            core/prompts/formats.py; usually empty.
        reviewed_only: too simple to answer a person in danger.
        own: added by the person, not by the program.
        checked: the day these facts were last looked at.
    """

    id: str
    titles: Mapping[str, str]
    family: str
    base: str
    parameters: str
    languages: tuple[str, ...]
    licence: str
    licence_link: str
    allows: Mapping[str, str]
    origin: str
    context_length: int
    availability: Availability
    style: str
    checked: date
    notices: Mapping[str, str]
    files: tuple[SourceFile, ...] = ()
    shape: Shape | None = None
    package: str = ""
    chat_template: str = ""
    reviewed_only: bool = False
    own: bool = False

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles["en"]

    def notice(self, language: str) -> str:
        return self.notices.get(language) or self.notices.get("en", "")

    def allowed(self, language: str) -> str:
        """What its licence allows, in a sentence."""
        return self.allows.get(language) or self.allows.get("en", "")

    def file(self, quantization: str = "") -> SourceFile:
        """The file of that quantization, else the recommended one.

        Raises:
            UserFacingError: ``weights_no_source`` or ``quantization_unknown``.
        """
        if not self.files:
            raise UserFacingError("weights_no_source", name=self.id)
        for file in self.files:
            if not quantization or file.quantization.upper() == quantization.upper():
                return file
        known = ", ".join(file.quantization for file in self.files)
        raise UserFacingError("quantization_unknown", name=quantization, known=known)


def read_entry(table: Mapping[str, Any], *, own: bool = False) -> Entry:
    """An entry from parsed TOML.

    Raises:
        ValueError: names the key that is missing, unknown or wrong.
    """
    reader = _Reader(table)
    entry = Entry(
        id=reader.text("id", _ID),
        titles=reader.texts("title"),
        family=reader.text("family", empty=own),
        base=reader.text("base", empty=own),
        parameters=reader.text("parameters", empty=own),
        languages=reader.words("languages"),
        licence=reader.text("licence", empty=own),
        licence_link=reader.link("licence_link"),
        allows=reader.texts("allows", needed=not own),
        origin=reader.link("origin"),
        context_length=reader.number("context_length", needed=not own),
        availability=reader.one_of("availability", get_args(Availability)),
        style=reader.text("style"),
        checked=reader.day("checked"),
        notices=reader.texts("notice", needed=False),
        files=tuple(_file(table) for table in reader.tables("file")),
        shape=_shape(reader.table("shape")),
        package=reader.text("package", needed=False),
        chat_template=reader.text("chat_template", needed=False),
        reviewed_only=reader.flag("reviewed_only"),
        own=own,
    )
    reader.end()
    if bool(entry.files) != (entry.availability in ("download", "package")):
        raise ValueError("file")
    if bool(entry.package) != (entry.availability == "package"):
        raise ValueError("package")
    return entry


def _file(table: Mapping[str, Any]) -> SourceFile:
    reader = _Reader(table)
    sha256 = reader.text("sha256")
    if sha256 != UNPINNED and not _SHA256.fullmatch(sha256):
        raise ValueError("sha256")
    file = SourceFile(
        name=reader.text("name"),
        quantization=reader.text("quantization", needed=False),
        repository=reader.text("repository", _REPOSITORY, needed=False),
        revision=reader.text("revision", needed=False) or "main",
        modelscope=reader.text("modelscope", _REPOSITORY, needed=False),
        url=reader.link("url", needed=False),
        size=reader.number("size", needed=False),
        sha256=sha256,
    )
    reader.end()
    if not is_file_name(file.name):
        raise ValueError("name")
    return file


def id_like(wanted: str, taken: Collection[str]) -> str:
    """An ID like ``wanted`` that is not taken, fit for the name of a file."""
    plain = _NOT_OF_AN_ID.sub("-", wanted.lower()).strip("-._")[:80] or "weights"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def is_repository(name: str) -> bool:
    """Whether a hub could have a repository of that name."""
    return bool(_REPOSITORY.fullmatch(name)) and ".." not in name and "--" not in name


def is_file_name(name: str) -> bool:
    """Whether it names one GGUF file inside a repository, and nothing outside of it."""
    parts = name.split("/")
    plain = all(part not in ("", ".", "..") and part.isprintable() for part in parts)
    return plain and "\\" not in name and ":" not in name and name.lower().endswith(".gguf")


def _shape(table: Mapping[str, Any] | None) -> Shape | None:
    if table is None:
        return None
    reader = _Reader(table)
    shape = Shape(
        layers=reader.number("layers"),
        kv_heads=reader.number("kv_heads"),
        head_size=reader.number("head_size"),
        heads=reader.number("heads", needed=False),
    )
    reader.end()
    return shape


class _Reader:
    """Takes keys out of a table; ``end`` refuses what nobody took."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._left = dict(table)

    def text(
        self,
        key: str,
        shape: re.Pattern[str] | None = None,
        *,
        needed: bool = True,
        empty: bool = False,
    ) -> str:
        value = self._left.pop(key, None if needed else "")
        if not isinstance(value, str) or not (value or empty or not needed):
            raise ValueError(key)
        if value and (not value.isprintable() or (shape and not shape.fullmatch(value))):
            raise ValueError(key)
        return value

    def link(self, key: str, *, needed: bool = True) -> str:
        link = self.text(key, needed=needed, empty=True)
        if link and not link.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError(key)
        return link

    def number(self, key: str, *, needed: bool = True) -> int:
        value = self._left.pop(key, None if needed else 0)
        if type(value) is not int or value < 0 or (needed and not value):
            raise ValueError(key)
        return value

    def flag(self, key: str) -> bool:
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise ValueError(key)
        return value

    def day(self, key: str) -> date:
        value = self._left.pop(key, None)
        if type(value) is not date:
            raise ValueError(key)
        return value

    def one_of(self, key: str, allowed: tuple[Availability, ...]) -> Availability:
        value = self._left.pop(key, None)
        for one in allowed:
            if value == one:
                return one
        raise ValueError(key)

    def words(self, key: str) -> tuple[str, ...]:
        value = self._left.pop(key, None)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError(key)
        return tuple(value)

    def texts(self, key: str, *, needed: bool = True) -> Mapping[str, str]:
        value = self._left.pop(key, None)
        if value is None and not needed:
            return {}
        if not isinstance(value, dict) or "en" not in value:
            raise ValueError(key)
        if any(name not in _LANGUAGE_TEXTS or not isinstance(value[name], str) for name in value):
            raise ValueError(key)
        return value

    def table(self, key: str) -> Mapping[str, Any] | None:
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, dict):
            raise ValueError(key)
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise ValueError(key)
        return value

    def end(self) -> None:
        if self._left:
            raise ValueError(min(self._left))
