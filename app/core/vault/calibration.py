"""How dear a guess can be made on this computer, without making a person wait."""

import os
import secrets
import time

import psutil

from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST, Cost, argon2

_SECONDS = 0.5  # what an unlock may take: felt, but no wait
_BEARABLE_SECONDS = 1.0  # what one may take so that a passphrase set on a slower day is upgraded
_STEP_KIB = 16 * 1024
_MOST_KIB = 1024 * 1024
_MOST_PASSES = 16
_MEMORY_SHARE = 4  # of the free memory, at most one part in so many


def calibrated() -> Cost:
    """The cost that takes about half a second here; takes a fraction of one to find out.

    Memory first, for that is what makes guessing on graphics cards dear; when a
    quarter of the free memory (or 1 GiB) is reached, more passes over it.
    """
    return affordable(_seconds(MINIMUM_COST), psutil.virtual_memory().available // 1024)


def affordable(minimum_seconds: float, free_kib: int) -> Cost:
    """The cost that takes about half a second.

    Args:
        minimum_seconds: that :data:`MINIMUM_COST` takes.
        free_kib: memory that is free, in KiB.
    """
    times = _SECONDS / max(minimum_seconds, 0.001)
    room = min(_MOST_KIB, free_kib // _MEMORY_SHARE)
    wanted = min(int(MINIMUM_COST.memory_kib * times), room) // _STEP_KIB * _STEP_KIB
    memory = max(MINIMUM_COST.memory_kib, wanted)
    passes = int(MINIMUM_COST.time * times * MINIMUM_COST.memory_kib / memory)
    return Cost(memory, min(max(MINIMUM_COST.time, passes), _MOST_PASSES), MINIMUM_COST.lanes)


def risen(cost: Cost, seconds: float) -> Cost:
    """What a passphrase should cost from now on, seen when it was just used.

    Args:
        cost: that it has.
        seconds: that it took just now.

    Returns:
        :data:`DEFAULT_COST` where that is dearer and this computer bears it, for the
        default may have risen since the passphrase was set; else the cost it has.
    """
    work = cost.memory_kib * cost.time
    expected = seconds * DEFAULT_COST.memory_kib * DEFAULT_COST.time / work
    return cost if expected > _BEARABLE_SECONDS else raised(cost, DEFAULT_COST)


def raised(cost: Cost, least: Cost) -> Cost:
    """The cost itself where it covers the least there should be, else what covers both."""
    if cost.covers(least):
        return cost
    memory, passes = max(cost.memory_kib, least.memory_kib), max(cost.time, least.time)
    return Cost(memory, passes, least.lanes)


def _seconds(cost: Cost) -> float:
    """The shorter of two runs: the first also fetches the memory from the system."""
    salt, taken = secrets.token_bytes(16), []
    for _ in range(2):
        begun = time.perf_counter()
        argon2(os.urandom(16), salt, cost)
        taken.append(time.perf_counter() - begun)
    return min(taken)
