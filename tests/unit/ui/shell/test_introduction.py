"""Whether others may look into a window's process, at each step of its start."""

import os
import subprocess
import sys

ASK = """
import ctypes, sys
from PySide6.QtCore import QCoreApplication
from app.core.hardening import refuse_core_dumps
from app.ui.shell import introduction

PR_GET_DUMPABLE = 3
may_look = lambda: ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)
refuse_core_dumps()
steps = [may_look()]
introduction.begin()
steps.append(may_look())
app = QCoreApplication([])
introduced = introduction.Introduction(app)
while may_look():
    app.processEvents()
steps.append(may_look())
print(*steps)
"""


def steps(*around: str, bus: str = "") -> str:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus}
    done = subprocess.run(
        [*around, sys.executable, "-c", ASK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()[-1]  # the bus may start programs that talk


def test_where_there_is_a_bus_until_the_portal_has_answered() -> None:
    assert steps("dbus-run-session", "--") == "0 1 0"


def test_where_there_is_none_never() -> None:
    assert steps() == "0 0 0"


def test_a_bus_that_is_silent_does_not_keep_it_open() -> None:
    assert steps(bus="unix:path=/nowhere") == "0 1 0"
