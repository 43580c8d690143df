"""The process that locked and made place for this one."""

import os
import select
import sys
from contextlib import suppress

from app.ui.shell.successor import SHOWN, Handover

_LONGEST_END = 15.0
"""Seconds; a process that locks gives itself five (``locking.py``)."""

_IN, _OUT = 0, 1
"""Descriptors of standard input and output: the predecessor holds their other ends."""


class Predecessor:
    """Speaks with it until it has ended.

    Args:
        handover: what it left.
    """

    def __init__(self, handover: Handover) -> None:
        self.handover = handover
        for each in handover.descriptors():
            os.set_inheritable(each, False)  # a browser we open inherits no lock
        self._tell_waiter("pid", os.getpid())

    @classmethod
    def meet(cls) -> "Predecessor | None":
        """Read what it says first; None where there is none (a person tried the flag)."""
        with suppress(ValueError, OSError):
            line = b""
            while not line.endswith(b"\n") and (byte := os.read(_IN, 1)):
                line += byte
            return cls(Handover.from_line(line))
        return None

    def tell_shown(self) -> None:
        """Our window is on the screen: it may end."""
        with suppress(OSError):
            os.write(_OUT, SHOWN)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _OUT)
        os.close(nowhere)

    def await_end(self) -> None:
        """Wait until nothing of it is left, but not for ever; not on the window's thread.

        Until then it may hold the journal that the person opens here.
        """
        with suppress(OSError):
            if sys.platform == "win32":
                os.read(_IN, 1)  # nothing comes but the end
            else:
                select.select([_IN], [], [], _LONGEST_END)

    def tell_end(self, code: int) -> None:
        """This process ends as the person wished; the waiter ends with its exit code."""
        self._tell_waiter("exit", code)

    def _tell_waiter(self, word: str, number: int) -> None:
        if self.handover.waiting is not None and sys.platform != "win32":
            with suppress(OSError):
                os.write(self.handover.waiting, f"{word} {number}\n".encode())
