"""Whether there is power to spend on what nobody asked for yet."""

import time
from collections.abc import Callable
from typing import Protocol

import psutil

LOW_BATTERY = 30
"""Percent of the battery below which nothing is computed that nobody asked for."""

LOOK_EVERY = 2.0
"""Seconds between two questions to the system: on some laptops each wakes a slow controller."""

_UNKNOWN = 255
"""Percent, where Windows does not know (``SYSTEM_POWER_STATUS.BatteryLifePercent``)."""


class Battery(Protocol):
    """As psutil describes one; ``power_plugged`` is None where that is not known."""

    @property
    def percent(self) -> float: ...
    @property
    def power_plugged(self) -> bool | None: ...


def battery() -> Battery | None:
    """The battery of this computer, as psutil finds it; None where there is none.

    Raises:
        OSError, TypeError, ValueError: the system does not tell, or tells nonsense.
    """
    if not hasattr(psutil, "sensors_battery"):
        return None
    try:
        found: Battery | None = psutil.sensors_battery()
    except FileNotFoundError:  # a Linux that was built without batteries
        return None
    return found


class Power:
    """Knows whether there is enough, as of the last two seconds.

    Args:
        battery: asks the system.
        clock: seconds.
    """

    def __init__(
        self,
        battery: Callable[[], Battery | None] = battery,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._battery = battery
        self._clock = clock
        self._ask_at = float("-inf")
        self._enough = False

    def enough(self) -> bool:
        """From the mains, or from a battery that is known to hold 30 % or more; from any thread."""
        now = self._clock()
        if now >= self._ask_at:
            self._enough = self._look()
            self._ask_at = now + LOOK_EVERY
        return self._enough

    def _look(self) -> bool:
        try:
            found = self._battery()
        except (OSError, TypeError, ValueError):
            return False
        if found is None or found.power_plugged:
            return True
        return LOW_BATTERY <= found.percent < _UNKNOWN
