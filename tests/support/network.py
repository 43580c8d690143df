"""What a program asks the system's network for, seen from outside of it (strace)."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_CALL = re.compile(r"^\d+ +(connect|sendto|sendmsg|sendmmsg|bind)\(")


def watched(command: Sequence[str], record: Path) -> list[str]:
    """The command, run so that :func:`addresses` can tell what it and its children did."""
    calls = "trace=connect,sendto,sendmsg,sendmmsg,bind"
    return ["strace", "-f", "-qq", "-e", calls, "-e", "signal=none", "-o", str(record), *command]


def addresses(record: Path) -> tuple[int, set[str]]:
    """How many calls were made, and the addresses in them that are not this computer's."""
    calls = [line for line in record.read_text().splitlines() if _CALL.match(line)]
    named = {four or six for line in calls for four, six in _ADDRESS.findall(line)}
    return len(calls), {each for each in named if not (each.startswith("127.") or each == "::1")}


def seen(program: str, record: Path) -> set[str]:
    """The same of a short Python program: to prove that something would be found."""
    subprocess.run(watched(["python3", "-c", program], record), check=False)
    return addresses(record)[1]
