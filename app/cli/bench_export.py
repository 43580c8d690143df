"""``soulchat bench export``: how fast a long journal leaves and comes in, and what it takes."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import psutil

from app import bootstrap
from app.cli import bench_journal
from app.core.journal.store import Journal
from app.core.transfer.arrive import arrive
from app.core.transfer.choice import Choice
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS

_LEFT = ("md", "html", "json")


def measure(home: Path, messages: int) -> dict[str, tuple[float, ...]]:
    """Take made-up conversations along in three forms, and in again; all is removed.

    Returns:
        The runs behind each figure; ``peak_mb`` is the most memory that this process ever had,
        with the program itself and the making of the conversations.
    """
    with tempfile.TemporaryDirectory(prefix="bench-", dir=home) as place:
        folder, subkey = Path(place, "journal"), bench_journal.keys()
        other = Path(place, "other")
        for each in (folder, other):
            each.mkdir()
            Journal.create(each, subkey)
        bench_journal.fill(folder, subkey, messages)
        runs: dict[str, tuple[float, ...]] = {}
        with Journal.open(folder, subkey) as journal:
            for key in _LEFT:
                target = Path(place, f"out.{key}")
                parcel = Parcel(Choice(), FORMATS[key], target)
                runs[f"export_{key}_s"] = (_seconds(partial(export, journal, parcel)),)
        runs["export_peak_mb"] = (_peak(),)
        with Journal.open(other, subkey) as journal:
            source = Path(place, "out.json")
            come = partial(arrive, journal, source, knows_style=bootstrap.knows_style)
            runs["import_json_s"] = (_seconds(come),)
        runs["peak_mb"] = (_peak(),)
    return runs


def _seconds(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return perf_counter() - begun


def _peak() -> float:
    """Megabytes."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
