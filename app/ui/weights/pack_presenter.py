"""Engine packs without a widget: which there are, which computes, which come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Signal

from app.bootstrap import Program
from app.core.packs.shelf import Offer
from app.core.weights.download_queue import Job
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks

T = TypeVar("T")


@dataclass(frozen=True)
class PackCard:
    """A pack as the page shows it.

    Attributes:
        job: its download or try, while there is one.
    """

    offer: Offer
    job: Job | None


class PackPresenter(Presenter):
    """Lists packs, fetches and tries them, lets go of them; nothing of it waits.

    Args:
        program: has them, and their queue.
        tasks: the lanes.
    """

    listed = Signal(object)
    """PackCards, in their order."""
    job_changed = Signal(object)
    """A Job whose progress or state is another one."""
    failed = Signal(object)

    _queue_changed = Signal(object)
    _shelf_changed = Signal()

    def __init__(self, *, program: Program, tasks: Tasks) -> None:
        super().__init__()
        self._program = program
        self._tasks = tasks
        self._queue_changed.connect(self._on_queue_changed)
        self._shelf_changed.connect(self.begin)
        self._watches = (  # both speak in any thread
            program.pack_queue.watch(self._queue_changed.emit),
            program.packs.watch(self._shelf_changed.emit),
        )

    def begin(self) -> None:
        self._do(self._look, self.listed.emit)

    def end(self) -> None:
        for stop in self._watches:
            stop()
        super().end()

    def get(self, id: str) -> None:
        """Fetch a pack and try it; one that is here is only tried."""
        self._do(lambda: self._program.pack_queue.add(id))

    def pause(self, job: Job) -> None:
        """Keep what is here of it, and fetch no more for now."""
        self._do(lambda: self._program.pack_queue.pause(job.key))

    def cancel(self, job: Job) -> None:
        """Want it no more, and delete what is here of its file."""
        self._do(lambda: self._program.pack_queue.cancel(job.key))

    def remove(self, id: str) -> None:
        """Delete a pack; the program's own engine takes over."""

        def let_go() -> None:
            self._program.pack_queue.cancel(id)
            self._program.packs.remove(id)

        self._do(let_go)

    def _look(self) -> tuple[PackCard, ...]:
        jobs = {job.what: job for job in self._program.pack_queue.jobs()}
        return tuple(PackCard(offer, jobs.get(offer.id)) for offer in self._program.packs.offers())

    def _on_queue_changed(self, job: Job) -> None:
        self.job_changed.emit(job)
        if job.state in ("done", "failed", "paused"):
            self.begin()

    def _do(self, work: Callable[[], T], done: Callable[[T], Any] = lambda _: None) -> None:
        self._tasks.journal.run(self, work, done, self.failed.emit)
