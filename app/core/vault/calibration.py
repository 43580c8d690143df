"""How dear a guess can be made on this computer, without making a person wait."""

import secrets
import time
from dataclasses import asdict

import psutil

from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST, Cost, argon2

_SECONDS = 0.5  # what an unlock may take: felt, but no wait
_BEARABLE_SECONDS = 1.0  # what one may take so that a passphrase set on a slower day is upgraded
_STEP_KIB = 16 * 1024
_MOST_KIB = 1024 * 1024
_MOST_PASSES = 16
_MEMORY_SHARE = 4  # of the free memory, at most one part in so many


def calibrated() -> Cost:
    """The cost that takes about half a second here; a sixth of one to find out.

    Memory first, for that is what makes guessing on graphics cards dear; when a
    quarter of the free memory (or 1 GiB) is reached, more passes over it.
    """
    return affordable(_seconds(MINIMUM_COST), psutil.virtual_memory().available // 1024)


def affordable(minimum_seconds: float, free_kib: int) -> Cost:
    """The cost that takes about half a second, or the default where that takes up to one.

    Args:
        minimum_seconds: that :data:`MINIMUM_COST` takes.
        free_kib: memory that is free, in KiB.
    """
    times = _SECONDS / max(minimum_seconds, 0.001)
    room = min(_MOST_KIB, free_kib // _MEMORY_SHARE)
    wanted = min(int(MINIMUM_COST.memory_kib * times), room) // _STEP_KIB * _STEP_KIB
    memory = max(MINIMUM_COST.memory_kib, wanted)
    passes = int(MINIMUM_COST.time * times * MINIMUM_COST.memory_kib / memory)
    cost = Cost(memory, min(max(MINIMUM_COST.time, passes), _MOST_PASSES), MINIMUM_COST.lanes)
    if room < DEFAULT_COST.memory_kib:
        return cost
    return risen(cost, minimum_seconds * _work(cost) / _work(MINIMUM_COST))


def risen(cost: Cost, seconds: float) -> Cost:
    """What a passphrase should cost from now on, seen when it was just used.

    Args:
        cost: that it has.
        seconds: that it took just now.

    Returns:
        :data:`DEFAULT_COST` where that is dearer and this computer bears it, for the
        default may have risen since the passphrase was set; else the cost it has.
    """
    expected = seconds * _work(DEFAULT_COST) / _work(cost)
    return cost if expected > _BEARABLE_SECONDS else raised(cost, DEFAULT_COST)


def raised(cost: Cost, least: Cost) -> Cost:
    """The cost itself where it covers the least there should be, else what covers both."""
    if cost.covers(least):
        return cost
    memory, passes = max(cost.memory_kib, least.memory_kib), max(cost.time, least.time)
    return Cost(memory, passes, least.lanes)


def _work(cost: Cost) -> int:
    return cost.memory_kib * cost.time


def _seconds(cost: Cost) -> float:
    salt = secrets.token_bytes(16)
    begun = time.perf_counter()
    argon2(secrets.token_bytes(16), salt, **asdict(cost))
    return time.perf_counter() - begun
