"""Waits that outlast a machine with other work to do: what comes at all comes within them."""

from functools import partialmethod

from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds until what never comes is given up."""

SLOWED = 3
"""How much longer a round of the window may take than the program allows itself, in tests.

It is CPU time of the window's thread, not the clock; but where others press on the same core and
its caches the same work costs more of it. Measured with eight at work on two cores: rounds of
40 ms took 124 ms at most, beside weights that write. This is no bar for speed, which is for
benchmarks: it finds the page that is built or laid out at once, whatever the machine.
"""


class PatientBot(QtBot):
    """A QtBot that gives nothing up before :data:`PATIENCE`, where its test names no time."""

    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)
    waitCallback = partialmethod(QtBot.waitCallback, timeout=PATIENCE)
