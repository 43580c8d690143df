"""What keeps the memory of our processes out of files."""

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # prctl(2)


def refuse_core_dumps() -> None:
    """No core dump of this process, and no look into it by other programs of the account."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
