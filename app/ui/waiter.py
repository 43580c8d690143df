"""What a window process becomes when it has handed its window on: something that waits.

Started by path with nothing but the standard library, in place of the process the person
started (``os.execv``): same number, none of its memory. It ends when the last window
does, with that one's exit code, and passes on what it is told meanwhile.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

_POLITE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def wait(pipe: int) -> int:
    """Wait for the last window.

    Args:
        pipe: every window process writes ``pid N`` at its start and ``exit CODE`` at its
            end; the system closes it when none is left.

    Returns:
        The exit code of the last; 1 where it died.
    """
    running, code = 0, 1

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if running:
            with suppress(ProcessLookupError):
                os.kill(running, number)

    for each in _POLITE:
        signal.signal(each, pass_on)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries our children
    with os.fdopen(pipe) as lines:
        for line in lines:
            word, number = line.split()
            if word == "pid":
                running = int(number)
            else:
                code = int(number)
    return code


if __name__ == "__main__":
    sys.exit(wait(int(sys.argv[1])))
