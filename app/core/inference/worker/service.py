"""The worker's loop: commands in, frames out, one at a time, each of them cancellable."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineDescription, Loaded, Loading
from app.core.inference.frames import (
    Frame,
    FrameDamaged,
    engine_options,
    fields_of,
    generation_request,
    read_frame,
    write_frame,
)
from app.core.inference.worker.binding import cpu_features, devices, version
from app.core.inference.worker.llama import Cancelled, Llama
from app.core.inference.worker.reply import ReplyWriter

_PROGRESS_EVERY = 0.05
"""Seconds between two reports of load progress."""


@dataclass(frozen=True)
class _Command:
    frame: Frame
    arrived: float


def serve(reading: BinaryIO, writing: BinaryIO) -> None:
    """Answer commands until ``reading`` ends; the process ends with it, whatever it is doing."""
    commands: SimpleQueue[_Command] = SimpleQueue()
    service = _Service(writing)

    def listen() -> None:
        # On a thread, so that cancel and the parent's death arrive while llama.cpp computes.
        try:
            while (frame := read_frame(reading)) is not None:
                if frame["kind"] == "cancel":
                    service.cancelled = max(service.cancelled, frame["command"])
                else:
                    commands.put(_Command(frame, time.monotonic()))
        except (OSError, FrameDamaged, KeyError, TypeError):
            os._exit(1)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        service.answer(commands.get())


class _Service:
    def __init__(self, writing: BinaryIO) -> None:
        self._writing = writing
        self._command = 0
        self._weights: Llama | None = None
        self._told_at = 0.0
        self.cancelled = 0

    def answer(self, command: _Command) -> None:
        """Do what a command asks for; a fault of the person's side is a frame as well."""
        frame = command.frame
        self._command = frame["command"]
        try:
            match frame["kind"]:
                case "hello":  # having come so far means that llama.cpp is there
                    self.tell({"kind": "Ready"})
                case "describe":
                    self.tell(fields_of(EngineDescription(version(), cpu_features(), devices())))
                case "load":
                    self._load(frame)
                case "count" if self._weights:
                    tokens = self._weights.tokens(frame["text"], whole=False)
                    self.tell({"kind": "Counted", "tokens": len(tokens)})
                case "generate" if self._weights:
                    request = generation_request(frame)
                    ReplyWriter(self._weights, request, command.arrived, self._tell_event).write()
        except UserFacingError as error:
            self.tell({"kind": "Failed", "code": error.code, "fields": error.fields})

    def tell(self, frame: Frame) -> None:
        """Send a frame that answers the present command."""
        write_frame(self._writing, {"command": self._command, **frame})

    def _tell_event(self, event: object) -> None:
        self.tell(fields_of(event))

    def _load(self, frame: Frame) -> None:
        try:
            self._weights = Llama(
                Path(frame["path"]),
                engine_options(frame),
                plain=frame["plain"],
                cancelled=lambda: self.cancelled >= self._command,
                progress=self._tell_progress,
            )
        except Cancelled:
            self.tell({"kind": "Cancelled"})
        else:
            self._tell_event(Loaded(self._weights.describe()))

    def _tell_progress(self, fraction: float) -> None:
        now = time.monotonic()
        if now - self._told_at >= _PROGRESS_EVERY:
            self._told_at = now
            self._tell_event(Loading(fraction))
