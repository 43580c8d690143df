"""What stands in the memory of processes, their own will or not.

The program's processes let no other look into them (PR_SET_DUMPABLE), so this works for
root, or with CAP_SYS_PTRACE, alone; CI runs as root. Elsewhere it fails and says so.
"""

import ctypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
_CHUNK = 32 * 2**20


@dataclass
class Findings:
    """What a search found.

    Attributes:
        found: by process, the names of what was sought and is there.
        searched: bytes read.
    """

    found: dict[str, set[str]] = field(default_factory=dict)
    searched: int = 0

    @property
    def names(self) -> set[str]:
        """Everything found anywhere."""
        return set().union(*self.found.values())


@contextmanager
def every_descendant() -> Iterator[None]:
    """Inside it no process that this one started, however indirectly, gets out of sight."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def forms(words: str) -> dict[str, bytes]:
    """How a text may stand in memory: as Python and Qt keep it, and as keys are written."""
    return {
        f"{words} ({encoding})": words.encode(encoding)
        for encoding in ("utf-8", "utf-16-le", "utf-32-le")
    }


def search(processes: Iterable[psutil.Process], sought: Mapping[str, bytes]) -> Findings:
    """Look for byte strings in everything these processes can read.

    Raises:
        AssertionError: the system does not let us look.
    """
    findings = Findings()
    for process in processes:
        name = f"{process.pid} {' '.join(process.cmdline()[1:])}"
        here = findings.found.setdefault(name, set())
        for chunk in _memory(process.pid, longest=max(map(len, sought.values()))):
            findings.searched += len(chunk)
            here.update(key for key, value in sought.items() if value in chunk)
    return findings


def _memory(pid: int, longest: int) -> Iterator[bytes]:
    """All readable memory, in pieces that overlap by the longest thing sought."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115 - with, below
    except PermissionError:
        raise AssertionError(
            "The memory of processes that forbid it can be read by root alone: run this test as"
            " root, as CI does, or give the interpreter CAP_SYS_PTRACE. Nothing was proven."
        ) from None
    assert maps
    with memory:
        for line in maps:
            where, permissions, *_rest = line.split()
            if not permissions.startswith("r") or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(each, 16) for each in where.split("-"))
            for place in range(start, end, _CHUNK):
                memory.seek(place)
                try:
                    yield memory.read(min(_CHUNK + longest, end - place))
                except OSError:  # a page of a device or beyond the end of a file
                    continue
