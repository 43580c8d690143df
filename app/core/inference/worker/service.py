"""The worker's loop: commands in, frames out, one at a time, each of them cancellable.

While no command waits, the worker reads ahead what it was told will probably be asked for; any
command ends that at once. What only asks something is answered beside all that.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineDescription, EngineStatus, Loaded, Loading
from app.core.inference.frames import (
    Frame,
    FrameDamaged,
    engine_options,
    fields_of,
    generation_request,
    read_frame,
    snapshots,
    write_frame,
)
from app.core.inference.worker.ahead import ReadingAhead
from app.core.inference.worker.binding import cpu_features, version
from app.core.inference.worker.devices import devices
from app.core.inference.worker.interrupt import Interrupt
from app.core.inference.worker.llama import Llama
from app.core.inference.worker.opening import Cancelled
from app.core.inference.worker.reply import ReplyWriter
from app.core.inference.worker.snapshots import SnapshotKeeper

_PROGRESS_EVERY = 0.05
"""Seconds between two reports of load progress."""


@dataclass(frozen=True)
class _Command:
    frame: Frame
    arrived: float


def serve(reading: BinaryIO, writing: BinaryIO) -> None:
    """Answer commands until ``reading`` ends; the process ends with it, whatever it is doing."""
    commands: SimpleQueue[_Command] = SimpleQueue()
    service = _Service(writing, commands)

    def listen() -> None:
        # On a thread, so that cancel and the parent's death arrive while llama.cpp computes.
        try:
            while (frame := read_frame(reading)) is not None:
                if frame["kind"] == "cancel":
                    service.cancelled = max(service.cancelled, frame["command"])
                elif not service.inform(frame):
                    service.received += 1
                    commands.put(_Command(frame, time.monotonic()))
                service.look()
        except (OSError, FrameDamaged, KeyError, TypeError):
            os._exit(1)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        service.answer(commands.get())
        service.read_ahead()
        service.done += 1


class _Service:
    def __init__(self, writing: BinaryIO, commands: "SimpleQueue[_Command]") -> None:
        self._writing = writing
        self._commands = commands
        self._command = 0
        self._weights: Llama | None = None
        self._ahead: ReadingAhead | None = None
        self._keeper: SnapshotKeeper | None = None
        self._reads_ahead = False
        self._interrupt = Interrupt()
        self._looking = threading.Lock()
        self._telling = threading.Lock()
        self._told_at = 0.0
        self.cancelled = 0
        self.received = self.done = 0

    def inform(self, frame: Frame) -> bool:
        """Answer what only asks something, on any thread; False where it asks for work."""
        match frame["kind"]:
            case "hello":  # having come so far means that llama.cpp is there
                answer: Frame = {"kind": "Ready"}
            case "describe":
                answer = fields_of(EngineDescription(version(), cpu_features(), devices()))
            case "status":
                answer = fields_of(self._status())
            case "count" if self._weights:
                tokens = self._weights.tokens(frame["text"], whole=False)
                answer = {"kind": "Counted", "tokens": len(tokens)}
            case _:
                return False
        self._send(frame["command"], answer)
        return True

    def answer(self, command: _Command) -> None:
        """Do what a command asks for; a fault of the person's side is a frame as well."""
        frame = command.frame
        self._command = frame["command"]
        self.look()
        try:
            match frame["kind"]:
                case "load":
                    self._load(frame)
                case "generate" if self._weights:
                    request = generation_request(frame)
                    find = self._finder(request.conversation)
                    ReplyWriter(
                        self._weights, request, command.arrived, self._tell_event, find
                    ).write()
                case "prepare" if self._weights:
                    find = self._finder(frame["conversation"])
                    self._ahead = ReadingAhead(
                        self._weights, frame["prompt"], draft=frame["draft"], find=find
                    )
                case "snapshots" if self._weights:
                    self._keeper = SnapshotKeeper(self._weights, snapshots(frame))
                case "keep" if self._keeper:
                    outcome = self._keeper.keep(
                        frame["conversation"], lambda: not self._interrupt.is_set()
                    )
                    self.tell({"kind": "Kept", "outcome": outcome})
                case "threads" if self._weights:
                    self._weights.use_threads(frame["threads"])
                case "withdraw" if self._weights:
                    self._weights.forget_draft()
        except UserFacingError as error:
            self.tell({"kind": "Failed", "code": error.code, "fields": error.fields})

    def _finder(self, conversation: str) -> Callable[[list[int]], None]:
        """Looks for tokens in the conversation's snapshot, where there can be one."""

        def find(tokens: list[int]) -> None:
            if self._keeper and conversation:
                self._keeper.find(conversation, tokens)

        return find

    def read_ahead(self) -> None:
        """Read what will probably be asked for, until a command comes or all is read."""
        ahead, self._ahead = self._ahead, None
        if not ahead:
            return
        self._reads_ahead = True
        self.look()
        # What can't be read is said to somebody when it is asked for.
        with contextlib.suppress(Cancelled, UserFacingError):
            ahead.work()
        self._reads_ahead = False

    def look(self) -> None:
        """Mark whether what runs now is to end: it was cancelled, or it is in somebody's way.

        Called whenever one of these may have changed, on any thread.
        """
        with self._looking:
            waited_for = not self._commands.empty()
            self._interrupt.set(
                waited_for if self._reads_ahead else self.cancelled >= self._command
            )

    def _status(self) -> EngineStatus:
        resting = self.done == self.received
        if not (weights := self._weights):
            return EngineStatus(0, resting)
        return EngineStatus(weights.cached, resting, weights.threads, weights.buffer_bytes)

    def tell(self, frame: Frame) -> None:
        """Send a frame that answers the present command."""
        self._send(self._command, frame)

    def _send(self, command: int, frame: Frame) -> None:
        with self._telling:
            write_frame(self._writing, {"command": command, **frame})

    def _tell_event(self, event: object) -> None:
        self.tell(fields_of(event))

    def _load(self, frame: Frame) -> None:
        try:
            self._weights = Llama(
                Path(frame["path"]),
                engine_options(frame),
                plain=frame["plain"],
                interrupt=self._interrupt,
                progress=self._tell_progress,
            )
        except Cancelled:
            self.tell({"kind": "Cancelled"})
        else:
            self._tell_event(Loaded(self._weights.describe()))

    def _tell_progress(self, fraction: float, gpu_layers: int) -> None:
        now = time.monotonic()
        if fraction == 0 or now - self._told_at >= _PROGRESS_EVERY:
            self._told_at = now
            self._tell_event(Loading(fraction, gpu_layers))
