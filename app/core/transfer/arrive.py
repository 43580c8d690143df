"""Taking in: from files of ours and of other programs into an open journal."""

import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.core.errors import UserFacingError
from app.core.journal.contents import Tally
from app.core.journal.store import Journal
from app.core.transfer.export import Stopped
from app.core.transfer.reading.chatgpt import ChatGptReader
from app.core.transfer.reading.fields import from_seconds, readable
from app.core.transfer.reading.gpt4all import MAGIC, Gpt4AllReader
from app.core.transfer.reading.journal_json import JournalReader
from app.core.transfer.reading.lines import ConversationLinesReader, JanReader
from app.core.transfer.reading.parts import Read, Reader, Unread, unknown_time
from app.core.transfer.reading.texts import DayOneReader, TextReader
from app.core.transfer.reading.zips import Zip, is_link
from app.core.transfer.sealed import AGE_BEGINNINGS, unseal_age

_AT_ONCE = 65_536  # bytes
_HEAD = 4096  # bytes that tell what a file is
_TEXTS = (".md", ".markdown", ".txt")
_READ_IN_ZIPS = (".json", ".jsonl", ".chat", *_TEXTS)
_CHATGPT = re.compile(r"conversations(-\d+)?\.json")  # of a large export there are several
_FIRST_KEY = re.compile(rb'\A\{\s*"((?:[^"\\]|\\.)*)"\s*:\s*("soulchat-journal")?')
_MOST_FILES = 100_000
_EXAMPLES, _LONGEST_EXAMPLE = 5, 80


@dataclass(frozen=True)
class Key:
    """What opens a sealed file.

    Args:
        identity: the text of an age identity: "AGE-SECRET-KEY-1…".
    """

    passphrase: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)


@dataclass
class Outcome:
    """What came in, or would come in.

    Attributes:
        unread: how often something was not taken in, by the reason.
        examples: a few titles or names for each reason.
    """

    tally: Tally = field(default_factory=Tally)
    unread: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def miss(self, unread: Unread) -> None:
        self.unread[unread.why] = self.unread.get(unread.why, 0) + 1
        named = self.examples.setdefault(unread.why, [])
        where = readable(" ".join(unread.where[:_LONGEST_EXAMPLE].split()))
        if where and len(named) < _EXAMPLES and where not in named:
            named.append(where)


def arrive(
    journal: Journal,
    source: Path,
    *,
    knows_style: Callable[[str], bool],
    dry: bool = False,
    key: Key = Key(),
    told: Callable[[int, int], None] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Take in a file or folder: all that can be read of it, or nothing.

    Args:
        knows_style: whether this program has a counsellor style of that name.
        dry: only find out what would come in.
        told: hears how many bytes are read, and how many there are.

    Raises:
        UserFacingError: codes that begin with ``import_`` or ``seal_``, and those of a journal.
        Stopped: ``stopped`` said so.
    """
    with journal.bringing(dry=dry) as arrival:
        outcome = Outcome(arrival.tally)

        def take(reads: Iterator[Read]) -> None:
            for read in reads:
                if isinstance(read, Unread):
                    outcome.miss(read)
                else:
                    arrival.add(read)

        _Unpacking(take, knows_style, key, told, stopped).read(source)
    return outcome


class _Unpacking:
    """Finds out what a file is, and reads it."""

    def __init__(
        self,
        take: Callable[[Iterator[Read]], None],
        knows_style: Callable[[str], bool],
        key: Key,
        told: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._take = take
        self._knows_style = knows_style
        self._key = key
        self._told = told
        self._stopped = stopped

    def read(self, source: Path) -> None:
        """A file or a folder."""
        with _faults(source):
            if source.is_dir():
                self._read_folder(source)
                return
            if not stat.S_ISREG(source.stat().st_mode):
                raise UserFacingError("import_unreadable", name=source.name)
            with source.open("rb") as stream:
                self._read_file(stream, source)

    def _read_file(self, stream: BinaryIO, source: Path) -> None:
        size = source.stat().st_size
        head = stream.read(_HEAD)
        stream.seek(0)
        if head.startswith(AGE_BEGINNINGS):
            inside = _Inside(lambda first: self._reader(first, PurePosixPath(source.stem), _now()))

            def feed(data: bytes) -> None:
                self._go_on(stream, size)
                self._take(inside.feed(data))

            unseal_age(
                stream,
                feed,
                passphrase=self._key.passphrase,
                identity=self._key.identity,
            )
            self._take(inside.end())
        elif head.startswith(b"PK\x03\x04"):
            self._read_zip(stream, size)
        else:
            reader = self._reader(head, PurePosixPath(source.name), _changed(source))
            self._pour(stream, reader, lambda: self._go_on(stream, size))
        self._told(size, size)

    def _read_zip(self, stream: BinaryIO, size: int) -> None:
        opened = Zip(stream, size, self._key.passphrase)
        files = opened.files()
        names = {file: PurePosixPath(file.filename) for file in files}  # no name of a file of ours
        only = {file for file in files if _CHATGPT.fullmatch(names[file].name)}
        found = False
        for file, name in names.items():
            if only and file not in only:
                continue
            wanted = name.name.lower().endswith(_READ_IN_ZIPS) and not name.name.startswith(".")
            if wanted and not is_link(file) and self._read_member(opened, file, stream, size):
                found = True
            else:
                self._take(iter([Unread("other_file", name.name)]))
        if not found:
            raise UserFacingError("import_unknown")

    def _read_member(
        self, opened: Zip, member: zipfile.ZipInfo, stream: BinaryIO, size: int
    ) -> bool:
        """Whether it is something that can be taken in."""
        name, time = PurePosixPath(member.filename), _time_of(member)
        inside = _Inside(lambda first: self._reader(first, name, time))
        try:
            for data in opened.chunks(member):
                self._go_on(stream, size)
                self._take(inside.feed(data))
            self._take(inside.end())
        except UserFacingError as error:
            if error.code == "import_unknown":  # told at its beginning: nothing of it came
                return False
            raise
        return True

    def _read_folder(self, folder: Path) -> None:
        files = _files(folder)
        threads = [file for file in files if file.name == "messages.jsonl"]
        wanted = (
            threads
            or [file for file in files if _CHATGPT.fullmatch(file.name)]
            or [file for file in files if file.suffix.lower() in (".chat", *_TEXTS[:2])]
        )
        if not wanted:
            raise UserFacingError("import_unknown")
        for number, file in enumerate(wanted):
            self._told(number, len(wanted))
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
                stream.seek(0)
                if threads:
                    reader: Reader = JanReader(file.parent.name, _jan_title(file.parent))
                else:
                    reader = self._reader(head, PurePosixPath(file.name), _changed(file))
                self._pour(stream, reader, self._stop_here)
        self._told(len(wanted), len(wanted))

    def _pour(self, stream: BinaryIO, reader: Reader, between: Callable[[], None]) -> None:
        while data := stream.read(_AT_ONCE):
            between()
            self._take(reader.feed(data))
        self._take(reader.end())

    def _go_on(self, stream: BinaryIO, size: int) -> None:
        self._stop_here()
        self._told(min(stream.tell(), size), size)

    def _stop_here(self) -> None:
        if self._stopped():
            raise Stopped

    def _reader(self, head: bytes, name: PurePosixPath, changed: datetime) -> Reader:
        """What reads a file that begins so.

        Raises:
            UserFacingError: ``import_unknown``, ``import_encoding``.
        """
        if head.startswith(MAGIC):
            return Gpt4AllReader()
        if name.suffix.lower() in _TEXTS:
            return TextReader(name.name, changed)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
            is_json = head.lstrip(b"\xff\xfe\0 \t\r\n").startswith((b"[", b"{"))  # or a picture
            raise UserFacingError("import_encoding" if is_json else "import_unknown")
        begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if begun.startswith(b"["):
            return ChatGptReader()
        first = _FIRST_KEY.match(begun)
        if first is None:
            raise UserFacingError("import_unknown")
        if first[2]:
            return JournalReader(self._knows_style)
        if first[1] in {b"metadata", b"entries"}:
            return DayOneReader()
        return ConversationLinesReader()


class _Inside:
    """A file within a file: what it is shows when its beginning is there."""

    def __init__(self, reader: Callable[[bytes], Reader]) -> None:
        self._choose = reader
        self._reader: Reader | None = None
        self._begun = b""

    def feed(self, data: bytes) -> Iterator[Read]:
        if self._reader is None:
            self._begun += data
            if len(self._begun) < _HEAD:
                return
            data, self._reader = self._begun, self._choose(self._begun)
        yield from self._reader.feed(data)

    def end(self) -> Iterator[Read]:
        if self._reader is None:
            self._reader = self._choose(self._begun)
            yield from self._reader.feed(self._begun)
        yield from self._reader.end()


def _files(folder: Path) -> list[Path]:
    """The files below a folder; links lead nowhere.

    Raises:
        UserFacingError: ``import_too_large``.
    """
    found = []
    for place, _folders, names in os.walk(folder):
        files = [Path(place, name) for name in names if not name.startswith(".")]
        found += [file for file in files if file.is_file() and not file.is_symlink()]
        if len(found) > _MOST_FILES:
            raise UserFacingError("import_too_large")
    return sorted(found)


def _jan_title(thread: Path) -> str:
    """What the thread is called in its ``thread.json``."""
    file = thread / "thread.json"
    if not file.is_file() or file.is_symlink() or file.stat().st_size > _AT_ONCE:
        return ""
    try:
        title = json.loads(file.read_bytes()).get("title")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return title if isinstance(title, str) else ""


def _changed(file: Path) -> datetime:
    return from_seconds(round(file.stat().st_mtime), unknown_time())


def _now() -> datetime:
    return datetime.now(UTC)


def _time_of(member: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)  # where the calendar of zips begins


@contextmanager
def _faults(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise UserFacingError("import_unreadable", name=source.name) from None
