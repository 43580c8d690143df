"""A process that changes keys and is killed before a chosen step of its work on files.

python -m tests.support.killing FOLDER CODE WORK STEP

FOLDER holds the profiles, CODE is the recovery code of the first of them. Before file
operation number STEP (from 0) of WORK the process ends itself with SIGKILL; when there
are fewer it does the work to its end and exits with 0.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST
from app.core.vault.profiles import Profiles

OLD, NEW = "rain on the window", "seven grey pebbles"
WORKS = ("passphrase", "recovery", "rename", "upgrade", "delete", "create")
_STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}


def main(folder: Path, code: str, work: str, step: int) -> None:
    profiles = Profiles(folder, MINIMUM_COST)
    first = profiles.all()[0]
    opened = work in {"passphrase", "recovery", "rename"}
    vault = profiles.unlock_with_recovery(first, code) if opened else None
    works: dict[str, Callable[[], object]] = {
        "passphrase": lambda: vault and vault.change_passphrase(NEW),
        "recovery": lambda: vault and vault.renew_recovery(),
        "rename": lambda: vault and profiles.rename(vault, "Mo", private=True),
        "upgrade": lambda: Profiles(folder, DEFAULT_COST).unlock(first, OLD),
        "delete": lambda: profiles.delete(first),
        "create": lambda: profiles.create("Mo", NEW, lambda _folder, _subkey: None),
    }
    left = step

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event in _STEPS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    works[work]()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
