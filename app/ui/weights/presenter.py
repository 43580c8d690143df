"""What the weights page does, without a widget: which there are, which answer, which come."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from PySide6.QtCore import Signal

from app.bootstrap import Program
from app.core import i18n
from app.core.errors import UserFacingError
from app.core.weights.download_queue import Job
from app.core.weights.entry import Entry, SourceFile
from app.core.weights.hardware import Hardware
from app.core.weights.offers import Choice, Offer
from app.core.weights.records import Record
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks
from app.ui.weights.pack_presenter import PackPresenter

_CHOSEN = "weights"

Section = Literal["recommended", "here", "available", "no_gguf", "cannot_run"]

_ORDER: tuple[Section, ...] = ("recommended", "here", "available", "no_gguf", "cannot_run")
_VERDICTS = ("fits", "tight", "won't fit")

T = TypeVar("T")


@dataclass(frozen=True)
class Card:
    """Weights as the page shows them.

    Attributes:
        in_use: they answer, from the next message on at the latest.
        there: the file is where it was.
        job: their download, while there is one.
    """

    offer: Offer
    section: Section
    in_use: bool = False
    there: bool = True
    job: Job | None = None

    @property
    def key(self) -> str:
        """Names the card, for what was in it before it was shown anew."""
        return f"{self.offer.id} {self.offer.state}"

    def title(self, language: str) -> str:
        """What the weights are called."""
        if self.offer.here:
            return self.offer.here.title(language)
        return self.offer.entry.title(language) if self.offer.entry else self.offer.id


@dataclass(frozen=True)
class Listing:
    """Everything on the page.

    Attributes:
        aside: files put aside because they came damaged, with their bytes.
    """

    cards: tuple[Card, ...]
    hardware: Hardware
    aside: tuple[tuple[Path, int], ...]


@dataclass(frozen=True)
class Reading:
    """A file that is read to its end.

    Attributes:
        done, size: bytes.
    """

    name: str
    done: int = 0
    size: int = 0


class _StoppedError(Exception):
    """The person, or the end of the page, stopped a reading."""


class WeightsPresenter(Presenter):
    """Lists weights, fetches them, takes files in, and lets go of them; nothing of it waits.

    Args:
        program: weights, their queue, and settings.
        tasks: the lanes.
    """

    listed = Signal(object)
    """A Listing."""
    job_changed = Signal(object)
    """A Job whose progress or state is another one."""
    licence_asked = Signal(object, object)
    """An Entry whose licence the person has to accept, and what to call when they do."""
    import_asked = Signal(object)
    """A file, and nothing else yet: is it used where it lies, or copied? None: not asked."""
    reading_changed = Signal(object)
    """A Reading; None when it is over."""
    verified = Signal(str)
    """What was read again is whole: its name."""
    arrived = Signal(str)
    """A download is here: its name."""
    failed = Signal(object)

    _queue_changed = Signal(object)
    _read_on = Signal(object)

    def __init__(self, *, program: Program, tasks: Tasks) -> None:
        super().__init__()
        self._program = program
        self._tasks = tasks
        self.packs = PackPresenter(program=program, tasks=tasks)
        self.packs.failed.connect(self.failed)
        self.language, self.only_fitting = "", False
        self._like = ""
        self._file: Path | None = None
        self._reading: Reading | None = None
        self._stopped = threading.Event()
        self._titles: dict[str, str] = {}
        self._queue_changed.connect(self._on_queue_changed)
        self._read_on.connect(self._on_read_on)
        self._stop_watching = program.queue.watch(self._queue_changed.emit)  # in any thread
        self.follow(program.settings, _CHOSEN, self.begin)
        self.follow(program.settings, "context_length", self.begin)

    @property
    def at_work(self) -> bool:
        return self._reading is not None

    def begin(self) -> None:
        # Asking the engine what this computer has takes a second once: not on the journal's lane.
        lane = self._tasks.journal if self._reading else self._tasks.files
        lane.run(self, self._look, self._on_looked, self.failed.emit)
        self.packs.begin()
        self.import_asked.emit(self._file)
        self.reading_changed.emit(self._reading)

    def end(self) -> None:
        self.packs.end()
        self._stop_watching()
        self._stopped.set()
        super().end()

    def use(self, card: Card) -> None:
        """Let these answer from the next message on."""
        if card.offer.here:
            self._keep(card.offer.here.id)

    def download(self, entry: Entry, file: SourceFile, *, accept_change: bool = False) -> None:
        """Fetch a file, after the licence was accepted once."""
        licences, queue = self._program.licences, self._program.queue

        def fetch() -> None:
            quantization = file.quantization if len(entry.files) > 1 else ""
            self._do(lambda: queue.add(entry.id, quantization, accept_change=accept_change))

        def accept() -> None:
            self._do(lambda: licences.accept(entry), lambda _done: fetch())

        def on_looked(accepted: bool) -> None:
            if accepted:
                fetch()
            else:
                self.licence_asked.emit(entry, accept)

        self._do(lambda: licences.accepted(entry), on_looked)

    def go_on(self, job: Job, *, accept_change: bool = False) -> None:
        """Fetch what was paused or failed."""
        queue = self._program.queue
        self._do(lambda: queue.add(job.what, job.quantization, accept_change=accept_change))

    def pause(self, job: Job) -> None:
        """Keep what is here of it, and fetch no more for now."""
        self._do(lambda: self._program.queue.pause(job.key))

    def cancel(self, job: Job) -> None:
        """Want it no more, and delete what is here of it."""
        self._do(lambda: self._program.queue.cancel(job.key))

    def add(self, place: str) -> None:
        """Put a file on a hub or the web on the list."""
        like = self._like

        def on_added(_entry: Entry) -> None:
            self._like = ""
            self.begin()

        self._do(lambda: self._program.downloads.add(place, like=like), on_added)

    def say_what_follows(self, entry: Entry | None) -> None:
        """What is named or chosen next holds these weights of the catalogue; None: its own."""
        self._like = entry.id if entry else ""

    def offer_file(self, file: Path) -> None:
        """Ask how a file is to be taken in."""
        self._file = file
        self.import_asked.emit(file)

    def forget_file(self) -> None:
        """It isn't to be taken in."""
        self._file = None
        self._like = ""
        self.import_asked.emit(None)

    def take_in(self, *, copy: bool) -> None:
        """Check the file that was offered, write it down, and let it answer."""
        file, like, shelf = self._file, self._like, self._program.shelf
        self.forget_file()
        if file is None:
            return

        def on_taken(record: Record) -> None:
            self._keep(str(record.file))
            self.begin()

        self._read(
            file.name, lambda told: shelf.take_in(file, told, copy=copy, like=like), on_taken
        )

    def verify(self, card: Card) -> None:
        """Read a file again: is it as it came? What was never written down is now."""
        here, shelf = card.offer.here, self._program.shelf
        if here is None:
            return
        record = card.offer.record

        def on_read(_record: Record) -> None:
            self.verified.emit(here.title(i18n.language()))
            self.begin()

        def check(told: Callable[[int, int], None]) -> Record:
            if record:
                return shelf.verify(record.id, told)
            return shelf.take_in(here.path, told)

        self._read(here.path.name, check, on_read)

    def stop_reading(self) -> None:
        """End what is being read; nothing is kept of it."""
        self._stopped.set()

    def remove(self, card: Card) -> None:
        """Delete what lies in the weights folder; forget what lies elsewhere."""
        record, program = card.offer.record, self._program

        def let_go() -> None:
            if record:
                program.shelf.remove(record.id)
            elif card.offer.entry:
                program.own_entries.remove(card.offer.entry.id)
            if card.in_use:
                program.settings.reset(_CHOSEN)

        self._do(let_go, lambda _done: self.begin())

    def delete_aside(self, file: Path) -> None:
        """Delete a file that was put aside."""
        self._do(lambda: file.unlink(missing_ok=True), lambda _done: self.begin())

    def holds(self, record: Record) -> bool:
        """Whether its file would be deleted with it."""
        return self._program.shelf.holds(record)

    def _look(self) -> Listing:
        program = self._program
        choice = program.offers.look(program.settings.number("context_length"), i18n.language())
        used = program.weights.expected(program.settings.text(_CHOSEN))
        jobs = {job.what: job for job in reversed(program.queue.jobs())}
        cards = [_card(offer, choice, used.id, jobs) for offer in choice.offers]
        if not any(card.in_use for card in cards):
            gone = Offer(used.id, "installed", here=used)
            cards.append(Card(gone, "here", in_use=True, there=used.path.is_file()))
        cards.sort(key=_rank)
        aside = tuple((file, file.stat().st_size) for file in choice.aside if file.is_file())
        return Listing(tuple(cards), choice.hardware, aside)

    def _on_looked(self, listing: Listing) -> None:
        language = i18n.language()
        self._titles = {card.offer.id: card.title(language) for card in listing.cards}
        self.listed.emit(listing)

    def _on_queue_changed(self, job: Job) -> None:
        self.job_changed.emit(job)
        if job.state == "done":
            self.arrived.emit(self._titles.get(job.what, job.what))
        if job.state in ("done", "failed", "paused"):
            self.begin()

    def _read(
        self,
        name: str,
        work: Callable[[Callable[[int, int], None]], Record],
        done: Callable[[Record], None],
    ) -> None:
        """Read a large file on the lane for files, one at a time."""
        if self._reading:
            self.failed.emit(UserFacingError("reading_already", name=self._reading.name))
            return
        self._stopped.clear()
        self._show_reading(Reading(name))

        def told(so_far: int, size: int) -> None:
            if self._stopped.is_set():
                raise _StoppedError
            self._read_on.emit(Reading(name, so_far, size))

        def attempt() -> Record | None:
            try:
                return work(told)
            except _StoppedError:
                return None

        def on_done(record: Record | None) -> None:
            self._show_reading(None)
            if record:
                done(record)

        def on_failed(fault: UserFacingError | None) -> None:
            self._show_reading(None)
            self.failed.emit(fault)

        self._tasks.files.run(self, attempt, on_done, on_failed)

    def _on_read_on(self, reading: Reading) -> None:
        if self._reading:
            self._show_reading(reading)

    def _show_reading(self, reading: Reading | None) -> None:
        self._reading = reading
        self.reading_changed.emit(reading)

    def _keep(self, name: str) -> None:
        self._do(lambda: self._program.settings.set(_CHOSEN, name))

    def _do(self, work: Callable[[], T], done: Callable[[T], Any] = lambda _: None) -> None:
        self._tasks.journal.run(self, work, done, self.failed.emit)


def _card(offer: Offer, choice: Choice, used: str, jobs: dict[str, Job]) -> Card:
    if offer.state == "installed":
        in_use = offer.here is not None and offer.here.id == used
        there = offer.here is not None and offer.here.path.is_file()
        return Card(offer, "here", in_use=in_use, there=there)
    if offer.state != "available":
        return Card(offer, "no_gguf" if offer.state == "no_gguf" else "cannot_run")
    best = offer.id == choice.recommended
    return Card(offer, "recommended" if best else "available", job=jobs.get(offer.id))


def _rank(card: Card) -> tuple[int, bool, int, bool, int]:
    """Section by section; what fits before what doesn't, wiser ones before simpler ones."""
    entry, files = card.offer.entry, card.offer.files
    fit = files[0][1] if files else None
    return (
        _ORDER.index(card.section),
        not card.in_use,
        _VERDICTS.index(fit.verdict) if fit else 0,
        bool(entry and entry.reviewed_only),
        -files[0][0].size if files else 0,
    )
