"""What the weights page does, without a widget: which there are, which answer, which come."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from PySide6.QtCore import Signal

from app.bootstrap import Program
from app.core import i18n
from app.core.errors import UserFacingError
from app.core.weights.download_queue import Job
from app.core.weights.download_stop import Stop, StoppedError
from app.core.weights.downloads import is_place
from app.core.weights.entry import Entry, SourceFile
from app.core.weights.fit import Fit
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
        download_from: the choice of the settings.
    """

    cards: tuple[Card, ...]
    hardware: Hardware
    aside: tuple[tuple[Path, int], ...]
    download_from: str = "hub"


@dataclass(frozen=True)
class Reading:
    """A file that is read to its end, or a hub that is asked for its header.

    Attributes:
        done, size: bytes.
        asking: it is the hub that is waited for.
    """

    name: str
    done: int = 0
    size: int = 0
    asking: bool = False


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
    judged = Signal(str, object)
    """The name of a file whose header was asked for, and a Fit."""
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
        self.context = 0  # tokens to judge for; 0: as in the settings
        self.like = ""  # ID of the weights that a file which is asked about is said to hold
        self._file: Path | None = None
        self._reading: Reading | None = None
        self._stop = Stop()
        self._titles: dict[str, str] = {}
        self._queue_changed.connect(self._on_queue_changed)
        self._read_on.connect(self._on_read_on)
        self._stop_watching = program.queue.watch(self._queue_changed.emit)  # in any thread
        for key in (_CHOSEN, "context_length", "download_from"):
            self.follow(program.settings, key, self.begin)

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
        self._stop.set()
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

    def add(self, place: str, like: str = "") -> None:
        """Put a file on a hub or the web on the list.

        Args:
            like: ID of the weights of the catalogue that it holds, or empty.
        """
        downloads = self._program.downloads
        self._do(lambda: downloads.add(place, like=like), lambda _entry: self.begin())

    def look(self, what: str, quantization: str = "") -> None:
        """Ask for the header of a file where it lies: how would it fit?"""
        program = self._program

        def ask(stop: Stop) -> tuple[SourceFile, Fit]:
            file, needs = program.downloads.look(what, quantization=quantization, stop=stop)
            at = program.offers.hardware()
            return file, program.offers.judge(file, needs, self._context(), at)

        def on_judged(found: tuple[SourceFile, Fit]) -> None:
            file, fit = found
            if is_place(what):  # else its card says it, when all are shown anew
                self.judged.emit(file.name, fit)
            self.begin()

        self._read(Reading(what, asking=True), ask, on_judged)

    def offer_file(self, file: Path, like: str = "") -> None:
        """Ask how a file is to be taken in."""
        self._file, self.like = file, like
        self.import_asked.emit(file)

    def forget_file(self) -> None:
        """It isn't to be taken in."""
        self._file, self.like = None, ""
        self.import_asked.emit(None)

    def take_in(self, *, copy: bool, like: str = "") -> None:
        """Check the file that was offered, write it down, and let it answer."""
        file, shelf = self._file, self._program.shelf
        self.forget_file()
        if file is None:
            return

        def on_taken(record: Record) -> None:
            self._keep(str(record.file))
            self.begin()

        def take(stop: Stop) -> Record:
            return shelf.take_in(file, self._teller(file.name, stop), copy=copy, like=like)

        self._read(Reading(file.name), take, on_taken)

    def verify(self, card: Card) -> None:
        """Read a file again: is it as it came? What was never written down is now."""
        here, shelf = card.offer.here, self._program.shelf
        if here is None:
            return
        record = card.offer.record

        def on_read(_record: Record) -> None:
            self.verified.emit(here.title(i18n.language()))
            self.begin()

        def check(stop: Stop) -> Record:
            told = self._teller(here.path.name, stop)
            if record:
                return shelf.verify(record.id, told)
            return shelf.take_in(here.path, told)

        self._read(Reading(here.path.name), check, on_read)

    def stop_reading(self) -> None:
        """End what is being read; nothing is kept of it."""
        self._stop.set()

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
        choice = program.offers.look(self._context(), i18n.language())
        used = program.weights.expected(program.settings.text(_CHOSEN))
        jobs = {job.what: job for job in reversed(program.queue.jobs())}
        cards = [_card(offer, choice, used.id, jobs) for offer in choice.offers]
        if not any(card.in_use for card in cards):
            gone = Offer(used.id, "installed", here=used)
            cards.append(Card(gone, "here", in_use=True, there=used.path.is_file()))
        cards.sort(key=_rank)
        aside = tuple((file, file.stat().st_size) for file in choice.aside if file.is_file())
        source = program.settings.text("download_from")
        return Listing(tuple(cards), choice.hardware, aside, source)

    def _context(self) -> int:
        return self.context or self._program.settings.number("context_length")

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

    def _read(self, reading: Reading, work: Callable[[Stop], T], done: Callable[[T], None]) -> None:
        """Read a large file, or ask a hub, on the lane for files, one at a time."""
        if self._reading:
            self.failed.emit(UserFacingError("reading_already", name=self._reading.name))
            return
        stop = self._stop = Stop()
        self._show_reading(reading)

        def attempt() -> T | None:
            try:
                return work(stop)
            except StoppedError:
                return None

        def on_done(found: T | None) -> None:
            self._show_reading(None)
            if found is not None:
                done(found)

        def on_failed(fault: UserFacingError | None) -> None:
            self._show_reading(None)
            self.failed.emit(fault)

        self._tasks.files.run(self, attempt, on_done, on_failed)

    def _teller(self, name: str, stop: Stop) -> Callable[[int, int], None]:
        """Tells how far a file is read, until that is stopped."""

        def told(so_far: int, size: int) -> None:
            stop.check()
            self._read_on.emit(Reading(name, so_far, size))

        return told

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
