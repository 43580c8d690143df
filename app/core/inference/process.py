"""The engine as a child process: whatever kills it, it is not the window."""

import contextlib
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.executable import engine_command
from app.core.inference.child import Child, ChildEnded
from app.core.inference.engine import (
    EngineDescription,
    EngineOptions,
    EngineStatus,
    GenerationEvent,
    GenerationRequest,
    Loaded,
    LoadEvent,
    Loading,
)
from app.core.inference.frames import (
    Frame,
    engine_description,
    engine_status,
    fields_of,
    generation_event,
    load_event,
)
from app.core.inference.library import OWN, Library
from app.core.inference.room import NO_MEMORY, NO_MEMORY_BESIDE_WEIGHTS
from app.core.inference.running import Running
from app.core.inference.snapshots import Kept, Snapshots
from app.core.inference.ways import Failure, Way

_log = logging.getLogger(__name__)

GRACE = 3.0
"""Seconds the worker has to obey a cancel; then it is killed."""

_ANSWER_WITHIN = 60.0
"""Seconds for what takes a moment: starting, counting, describing."""

_MENTIONED = 0
"""The number of a command that nothing answers."""

_FAILURES: Mapping[int, Failure] = {
    -9: "memory",  # SIGKILL: the system ended it
    NO_MEMORY: "memory",
    NO_MEMORY_BESIDE_WEIGHTS: "context_memory",
}
"""What the exit status of a worker says; anything else is a crash."""
_COUNTS_KEPT = 10_000


class ProcessEngine:
    """Runs weights in a worker process, a fresh one for each set of weights.

    A worker that dies while it loads, or has too little memory, is started again more
    modestly (ways.py), and the way that worked is remembered.

    Args:
        command: starts the worker.
        grace: seconds the worker has to obey a cancel.
        library: what the worker loads; one that crashes is given up for the program's own.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        grace: float = GRACE,
        library: Library = OWN,
    ) -> None:
        self._start_command = tuple(command or engine_command())
        self._grace = grace
        self._library = library
        self._folder: Path | None = None
        self._child: Child | None = None
        self._loaded: tuple[Path, EngineOptions, Loaded] | None = None
        self._ways: dict[tuple[Path, EngineOptions], Way] = {}
        self._last_command = 0
        self._running: Running | None = None
        self._counts: dict[str, int] = {}
        self._snapshots: Snapshots | None = None

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, where one was started."""
        return self._child.pid if self._child else None

    def load(self, weights: Path, options: EngineOptions) -> Iterator[LoadEvent]:
        """See :class:`~app.core.inference.engine.Engine`."""
        if loaded := self._at_hand(weights, options):
            yield loaded
            return
        self.close()
        _check_gguf(weights)
        folder = self._library.folder()
        try:
            yield from self._load_somehow(weights, options, folder)
        except UserFacingError as fault:
            if not folder or fault.code != "weights_unreadable":
                raise
            yield from self._load_somehow(weights, options, None, suspect=folder)

    def _load_somehow(
        self,
        weights: Path,
        options: EngineOptions,
        folder: Path | None,
        suspect: Path | None = None,
    ) -> Iterator[LoadEvent]:
        """Load, ever more modestly.

        Args:
            folder: of the library.
            suspect: of one that could not; it is given up where this one can, else the fault is
                the weights'.
        """
        asked = weights, replace(options, threads=None)
        way: Way | None = self._ways.get(asked, Way(options))
        while way:
            layers = way.options.gpu_layers or 0
            failure: Failure = "crash"
            try:
                for event in self._load(weights, way, folder):
                    if isinstance(event, Loading):
                        layers = max(layers, event.gpu_layers)
                        yield event
                    else:
                        loaded = self._settled(event, suspect or folder)
                        self._loaded = weights, options, loaded
                        self._ways[asked] = way
                        if suspect:
                            self._library.give_up(suspect, "pack_crashed")
                        self._tell_snapshots()
                        yield loaded
                return
            except UserFacingError as error:
                if error.code != "engine_memory" and not layers:
                    raise
                if error.code in ("engine_missing", "context_too_large"):
                    raise
                conversation = error.fields.get("beside_weights")
                failure = "context_memory" if conversation else "memory"
                fault = error
            except ChildEnded:
                failure = _FAILURES.get(self._end_child(), "crash")
                fault = (
                    UserFacingError("weights_unreadable", name=weights.name)
                    if failure == "crash"
                    else UserFacingError("engine_memory")
                )
            finally:
                if not self._loaded:
                    self._end_child()
            _log.warning("loading failed (%s) after %s", failure, way.concessions or "nothing")
            if folder and failure == "crash":
                break
            way = way.after(failure, layers)
        raise fault

    def _settled(self, loaded: Loaded, wanted: Path | None) -> Loaded:
        """What is told, where another library than the wanted one loaded them."""
        if self._folder == wanted:
            return loaded
        return replace(loaded, concessions=("own_engine", *loaded.concessions))

    def count_tokens(self, text: str) -> int:
        """See :class:`~app.core.inference.engine.Engine`; remembered until the next load."""
        count = self._counts.get(text)
        if count is None:
            if len(self._counts) >= _COUNTS_KEPT:
                self._counts.clear()
            with self._mourning():
                count = int(self._answer({"kind": "count", "text": text})["tokens"])
            self._counts[text] = count
        return count

    def generate(self, request: GenerationRequest) -> Iterator[GenerationEvent]:
        """See :class:`~app.core.inference.engine.Engine`."""
        with self._mourning():
            for frame in self._ask({**fields_of(request), "kind": "generate"}):
                yield generation_event(frame)

    def describe(self) -> EngineDescription:
        """What the engine is; starts a worker for the moment where none runs.

        Raises:
            UserFacingError: ``engine_missing``, ``engine_stopped``.
        """
        passing = not self._alive()
        with self._mourning():
            if passing:
                self._start(self._library.folder())
            description = engine_description(self._answer({"kind": "describe"}))
        if passing:
            self.close()
        return description

    def use_snapshots(self, snapshots: Snapshots) -> None:
        """See :class:`~app.core.inference.engine.Engine`."""
        self._snapshots = snapshots
        self._tell_snapshots()

    def keep(self, conversation: str, within: float | None = None) -> Kept:
        """See :class:`~app.core.inference.engine.Engine`."""
        if not (self._snapshots and self._alive() and self._loaded):
            return "unchanged"
        if self._running:  # another thread waits for its reply still
            return "interrupted"
        deadline = None if within is None else time.monotonic() + within
        with self._mourning():
            for frame in self._ask({"kind": "keep", "conversation": conversation}, deadline):
                outcome: Kept = frame["outcome"]
                return outcome
        return "interrupted"

    def prepare(self, prompt: str, *, draft: bool = False, conversation: str = "") -> None:
        """See :class:`~app.core.inference.engine.Engine`."""
        self._mention(
            {
                "kind": "prepare",
                "prompt": prompt,
                "draft": draft,
                "conversation": conversation,
            }
        )

    def withdraw(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`; its counts go too, with its words."""
        self._counts.clear()
        self._mention({"kind": "withdraw"})

    def status(self) -> EngineStatus:
        """See :class:`~app.core.inference.engine.Engine`."""
        with self._mourning():
            return engine_status(self._answer({"kind": "status"}))

    def cancel(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`; touches no pipe and never waits."""
        if running := self._running:
            running.cancel(self._grace)

    def close(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`."""
        self._end_child()

    def _alive(self) -> bool:
        return self._child is not None and self._child.alive()

    def _at_hand(self, weights: Path, options: EngineOptions) -> Loaded | None:
        """What is loaded, where it is what is asked for but for the number of threads."""
        if not (self._loaded and self._alive()):
            return None
        if self._folder != self._library.folder():
            return None
        path, before, loaded = self._loaded
        if (path, replace(before, threads=options.threads)) != (weights, options):
            return None
        if before != options:
            self._mention({"kind": "threads", "threads": options.threads})
            self._loaded = weights, options, loaded
        return loaded

    def _load(self, weights: Path, way: Way, folder: Path | None) -> Iterator[LoadEvent]:
        self._start(folder)
        command = {
            "kind": "load",
            "path": str(weights.absolute()),
            "options": asdict(way.options),
            "plain": way.plain,
        }
        for frame in self._ask(command):
            if frame["kind"] == "Cancelled":
                continue
            event = load_event(frame)
            yield (
                replace(event, concessions=way.concessions) if isinstance(event, Loaded) else event
            )

    def _start(self, folder: Path | None) -> None:
        """Start a worker; with the program's own library, where the other can't be loaded."""
        try:
            self._start_with(folder)
        except UserFacingError:
            if not folder:
                raise
            self._start_with(None)
            self._library.give_up(folder, "pack_wont_start")

    def _start_with(self, folder: Path | None) -> None:
        self._end_child()
        if folder != self._folder:
            self._ways.clear()
        self._folder = folder
        try:
            self._child = Child(self._start_command, folder)
            self._answer({"kind": "hello"})
        except ChildEnded:
            self._end_child()
            raise UserFacingError("engine_missing") from None

    def _tell_snapshots(self) -> None:
        """The key goes where prompts go: through the pipe alone."""
        if place := self._snapshots:
            self._mention(
                {
                    "kind": "snapshots",
                    "folder": str(place.folder.absolute()),
                    "key": place.key.hex(),
                    "limit": place.limit,
                }
            )

    def _mention(self, frame: Frame) -> None:
        """Send what nothing answers; to nobody, where no weights are loaded."""
        if (child := self._child) and self._loaded:
            child.send({**frame, "command": _MENTIONED})

    def _answer(self, command: Frame) -> Frame:
        """The one frame that answers a short command."""
        for frame in self._ask(command, time.monotonic() + _ANSWER_WITHIN):
            return frame
        raise ChildEnded

    def _ask(self, command: Frame, deadline: float | None = None) -> Iterator[Frame]:
        """Frames that answer a command; where the caller loses interest, it is cancelled."""
        if not self._child:
            raise ChildEnded
        self._last_command += 1
        self._running = running = Running(self._child, self._last_command, deadline)
        try:
            yield from running.ask(command)
        except GeneratorExit:
            running.cancel(self._grace)
            try:
                running.drain()
            except ChildEnded:
                self._end_child()
            raise
        finally:
            self._running = None

    @contextlib.contextmanager
    def _mourning(self) -> Iterator[None]:
        """Where the worker dies meanwhile: tidy up, and say so."""
        try:
            yield
        except ChildEnded:
            self._give_up_gpu()
            status = self._end_child()
            _log.warning("the worker ended with status %d", status)
            if self._folder and _is_crash(status):
                self._library.give_up(self._folder, "pack_crashed")
            lacking = status in (NO_MEMORY, NO_MEMORY_BESIDE_WEIGHTS)
            raise UserFacingError("engine_memory" if lacking else "engine_stopped") from None

    def _give_up_gpu(self) -> None:
        """After a crash on a GPU, the next load does without it."""
        if not self._loaded:
            return
        weights, options, loaded = self._loaded
        asked = weights, replace(options, threads=None)
        way = self._ways[asked]
        layers = max(loaded.weights.gpu_layers, way.options.gpu_layers or 0)
        if layers and (modest := way.after("crash", layers)):
            self._ways[asked] = modest

    def _end_child(self) -> int:
        child, self._child, self._loaded = self._child, None, None
        self._counts.clear()
        return child.end() if child else 0


def _is_crash(status: int) -> bool:
    """Whether a worker ended by a fault of the library: no exit of ours, and nobody killed it."""
    return status not in _FAILURES and (status < 0 or status > 255)


def _check_gguf(weights: Path) -> None:
    """Refuse what is plainly no GGUF file, before anything waits for it.

    Raises:
        UserFacingError: ``weights_not_found``, ``weights_unreadable`` or ``weights_not_gguf``.
    """
    if not weights.exists():
        raise UserFacingError("weights_not_found", name=weights.name)
    try:
        if not weights.is_file():  # a pipe would be waited for without end
            raise UserFacingError("weights_unreadable", name=weights.name)
        with weights.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise UserFacingError("weights_unreadable", name=weights.name) from error
    if magic != b"GGUF":
        raise UserFacingError("weights_not_gguf", name=weights.name)
