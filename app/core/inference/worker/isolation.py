"""What keeps the worker's words inside: private pipes, no prints, no core dumps."""

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from app.core.hardening import refuse_core_dumps

_PR_SET_PDEATHSIG = 1


def claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Move the two pipes away from the standard descriptors, which lead nowhere from now on.

    Whatever a native library prints can then neither damage a frame nor be read.

    Returns:
        The pipe to read commands from and the pipe to answer on.
    """
    reading, writing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return reading, writing


def close_doors() -> None:
    """No core dump, no debugger of another program, no life without the parent.

    Where memory runs out, the system is asked to end this process, not the window.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("500")
        prctl = ctypes.CDLL(None).prctl
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    refuse_core_dumps()  # last: from then on /proc is closed to this process itself
