"""What keeps the memory of our processes out of files, and away from other programs."""

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # prctl(2)


def refuse_core_dumps() -> None:
    """No core dump of this process, and no look into it by other programs of the account."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    # One byte is too little for any file, and unlike none it also keeps Linux from starting
    # a program that collects dumps (fs/coredump.c: "RLIMIT_CORE is set to 1"). Nobody but
    # root may raise a limit of none.
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    least = 0 if hard == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))
    let_others_look(False)


def let_others_look(allowed: bool) -> None:
    """Whether other programs of the account may look into this process; Linux alone has it.

    As long as they may not, /proc hides even who this process is (decision 031).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, int(allowed), 0, 0, 0)
