"""A child process that speaks in frames, and the two threads that keep its pipes moving."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from app.core.inference.frames import Frame, FrameDamaged, read_frame, write_frame

_PROGRAM = Path(__file__).resolve().parents[3]
"""The folder that holds ``app``."""

_PASSED_ON = (
    "CUDA_VISIBLE_DEVICES",
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "PATH",
    "SYSTEMROOT",
)
"""What llama.cpp and its drivers need of the environment; the child gets nothing else."""


class ChildEnded(Exception):
    """The child is gone, or never came, or does not answer any more."""


class Child:
    """One running child. ``send`` and ``nudge`` never wait and may come from any thread.

    Args:
        command: starts it.
        library: the folder of another llama.cpp than the program's own.

    Raises:
        ChildEnded: it can't be started.
    """

    def __init__(self, command: Sequence[str], library: Path | None = None) -> None:
        self._inbox: SimpleQueue[Frame | None] = SimpleQueue()
        self._outbox: SimpleQueue[Frame | None] = SimpleQueue()
        started: SimpleQueue[subprocess.Popen[bytes] | OSError] = SimpleQueue()
        self._reader = threading.Thread(
            target=self._run, args=(command, library, started), daemon=True
        )
        self._reader.start()
        outcome = started.get()
        if isinstance(outcome, OSError):
            raise ChildEnded from outcome
        self._process = outcome
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def send(self, frame: Frame) -> None:
        """Queue a frame; one that can't be delivered any more is dropped."""
        self._outbox.put(frame)

    def nudge(self) -> None:
        """Let a waiting ``receive`` return an empty frame, to look at its deadline anew."""
        self._inbox.put({})

    def receive(self, deadline: float | None) -> Frame:
        """The next frame.

        Args:
            deadline: on the clock of ``time.monotonic``; None waits as long as the child lives.

        Raises:
            ChildEnded: there will be none, or the deadline has passed.
        """
        timeout = None if deadline is None else max(0.0, deadline - time.monotonic())
        try:
            frame = self._inbox.get(timeout=timeout)
        except Empty:
            raise ChildEnded from None
        if frame is None:
            self._inbox.put(None)
            raise ChildEnded
        return frame

    def end(self) -> int:
        """Kill it if it still runs, and wait until nothing of it is left.

        Returns:
            Its exit status; negative for a signal.
        """
        self._process.kill()
        status = self._process.wait()
        self._outbox.put(None)
        self._writer.join()
        self._reader.join()
        return status

    def _run(
        self,
        command: Sequence[str],
        library: Path | None,
        started: "SimpleQueue[subprocess.Popen[bytes] | OSError]",
    ) -> None:
        # The child is started here because Linux ends it (PR_SET_PDEATHSIG) together with
        # the thread that started it, and this thread lives exactly as long as it.
        try:
            process = _start(command, library)
        except OSError as error:
            started.put(error)
            return
        started.put(process)
        assert process.stdout  # noqa: S101 - a pipe, as asked for
        with process.stdout as stream, contextlib.suppress(OSError, FrameDamaged):
            while (frame := read_frame(stream)) is not None:
                self._inbox.put(frame)
        self._inbox.put(None)

    def _write(self) -> None:
        assert self._process.stdin  # noqa: S101 - a pipe, as asked for
        with contextlib.suppress(OSError, FrameDamaged), self._process.stdin as stream:
            while (frame := self._outbox.get()) is not None:
                write_frame(stream, frame)


def _start(command: Sequence[str], library: Path | None) -> "subprocess.Popen[bytes]":
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    if library:
        kept["LLAMA_CPP_LIB_PATH"] = str(library)  # llama-cpp-python's word for it
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_PROGRAM,
        env={**kept, "PYTHONPATH": str(_PROGRAM)},
        start_new_session=True,  # Ctrl+C in the terminal is meant for the parent
        **options,
    )
