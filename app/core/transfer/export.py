"""Taking along: from an open journal into files."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path, PurePath
from typing import IO

from app.core.errors import UserFacingError
from app.core.journal.contents import Item
from app.core.journal.store import Journal
from app.core.journal.values import KnownWeights, Message
from app.core.transfer import sealed
from app.core.transfer.choice import Choice, take
from app.core.transfer.files import new_file, whole_file, whole_folder
from app.core.transfer.formats import Format
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.sealed import Seal

_LARGE = 65_536  # bytes that are handed on at once
_EVERY = 100  # messages between two words on how far it is


class Stopped(Exception):
    """The person stopped it; nothing is left of it."""


@dataclass(frozen=True)
class Parcel:
    """What to take along, and how.

    Attributes:
        format: of the content.
        target: a file that is not there; for a format of several files a folder.
        container: ``age`` or ``zip`` to seal it, else "".
        seal: with what.
        steps: headings of the steps of a safety plan.
    """

    choice: Choice
    format: Format
    target: Path
    container: str = ""
    seal: Seal | None = None
    steps: tuple[str, ...] = ("",) * 6

    def of(self, items: frozenset[str]) -> "Parcel":
        """The same of these things alone."""
        return replace(self, choice=replace(self.choice, items=items))


def export(
    journal: Journal,
    parcel: Parcel,
    *,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Write it: all of it, or nothing.

    Args:
        told: hears how many messages are written, and about how many there are.
        stopped: asked again and again.

    Returns:
        How many messages were written, or of the one kind of thing that the form holds.

    Raises:
        UserFacingError: ``export_exists``, ``export_unwritable``, ``export_empty``,
            ``disk_full``, what ``sealed`` raises, and what reading a journal raises.
        Stopped: ``stopped`` said so.
    """
    if parcel.seal:
        sealed.check(parcel.seal)
    counted = _Counted(journal, parcel, told, stopped)
    about = about_now(whole=parcel.choice.whole, steps=parcel.steps)
    pieces = parcel.format.write(counted.items(), about)
    if parcel.container == "age" and parcel.seal:
        if parcel.format.several or parcel.format.zipped:
            raise UserFacingError("export_several")
        with whole_file(parcel.target) as stream:
            sealed.seal_age(_chunks(pieces), stream, parcel.seal)
    elif parcel.container == "zip" and parcel.seal:
        with (
            whole_file(parcel.target) as stream,
            sealed.aes_zip(stream, parcel.seal.passphrase) as made,
        ):
            _fill_zip(made, _nameless(pieces))
    elif parcel.format.zipped:
        with (
            whole_file(parcel.target) as stream,
            zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as made,
        ):
            _fill_zip(made, pieces)
    elif parcel.format.several:
        with whole_folder(parcel.target) as folder:
            _fill_folder(folder, pieces)
            counted.refuse_nothing()
    else:
        with whole_file(parcel.target) as stream:
            for chunk in _chunks(pieces):
                stream.write(chunk)
            counted.refuse_nothing()
    return counted.messages


def about_now(*, whole: bool = False, steps: tuple[str, ...] = ("",) * 6) -> About:
    """What is said of what is taken along now."""
    program = f"SoulChat {metadata.version('soulchat-desktop')}"
    return About(program, datetime.now(UTC), whole, steps)


class _Counted:
    """The items on their way, counted."""

    def __init__(
        self,
        journal: Journal,
        parcel: Parcel,
        told: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> None:
        self.messages = 0
        self._things = 0
        self._journal = journal
        self._parcel = parcel
        self._holds = parcel.format.holds
        self._told = told
        self._stopped = stopped

    def items(self) -> Iterator[Item]:
        chosen = self._parcel.choice
        heads = self._journal.conversations()
        wanted = [
            head
            for head in heads
            if chosen.conversations is None or head.id in chosen.conversations
        ]
        expected = sum(head.messages for head in wanted)
        for item in take(self._journal, chosen, branches=self._parcel.format.branches):
            if self._stopped():
                raise Stopped
            held = not isinstance(item, KnownWeights)
            self._things += isinstance(item, self._holds) if self._holds else held
            if isinstance(item, self._holds or Message):
                self.messages += 1
                if self.messages % _EVERY == 0:
                    self._told(self.messages, max(expected, self.messages))
            yield item
        self._told(self.messages, self.messages)
        self.refuse_nothing()

    def refuse_nothing(self) -> None:
        """An empty file is no export.

        Raises:
            UserFacingError: ``export_empty``.
        """
        if not self._things:
            raise UserFacingError("export_empty")


def _chunks(pieces: Iterator[Piece]) -> Iterator[bytes]:
    """The content of the one file there is, in handy sizes."""
    waiting = bytearray()
    for piece in pieces:
        if not isinstance(piece, Begin):
            waiting += piece.encode() if isinstance(piece, str) else piece
        if len(waiting) >= _LARGE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _nameless(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Numbers for the names of files, which a sealed zip shows to anybody: titles are private."""
    number = 0
    for piece in pieces:
        if isinstance(piece, Begin):
            number += 1
            yield Begin(f"{number:04}{PurePath(piece.name).suffix}")
        else:
            yield piece


def _fill_folder(folder: Path, pieces: Iterator[Piece]) -> None:
    with ExitStack() as open_file:
        _fill(pieces, open_file, lambda name: open_file.enter_context(new_file(folder, name)))


def _fill_zip(made: zipfile.ZipFile, pieces: Iterator[Piece]) -> None:
    with ExitStack() as open_file:
        _fill(
            pieces,
            open_file,
            lambda name: open_file.enter_context(made.open(name, "w", force_zip64=True)),
        )


def _fill(pieces: Iterator[Piece], open_file: ExitStack, begin: Callable[[str], IO[bytes]]) -> None:
    """One file after the other."""
    stream: IO[bytes] | None = None
    for piece in pieces:
        if isinstance(piece, Begin):
            open_file.close()
            stream = begin(piece.name)
        elif stream:
            stream.write(piece.encode() if isinstance(piece, str) else piece)
