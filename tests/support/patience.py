"""Waits that outlast a machine with other work to do: what comes at all comes within them."""

from functools import partialmethod

from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds until what never comes is given up."""

SLOWED = 5
"""How much longer a round of the window may take than the program allows itself, in tests.

What was measured on two threads of one core: 2.8 times, beside weights that write. A page that
waits for the journal or the network takes longer than this.
"""


class PatientBot(QtBot):
    """A QtBot that gives nothing up before :data:`PATIENCE`, where its test names no time."""

    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)
    waitCallback = partialmethod(QtBot.waitCallback, timeout=PATIENCE)
