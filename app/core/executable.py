"""The program as something that is started: from a checkout, or as an installed bundle."""

import os
import sys
from pathlib import Path

_ENGINE = "soulchat-engine"


def command(*arguments: str) -> list[str]:
    """Starts this same program anew; ``-P`` keeps modules of the working directory out."""
    if frozen():
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "app", *arguments]


def engine_command() -> list[str]:
    """Starts the engine's worker; in a bundle it is an executable beside ours."""
    if frozen():
        ours = Path(sys.executable)
        return [str(ours.with_name(_ENGINE + ours.suffix))]
    return [sys.executable, "-P", "-m", "app.core.inference.worker"]


def frozen() -> bool:
    """Whether this is a bundle that PyInstaller made, without an interpreter of its own."""
    return bool(getattr(sys, "frozen", False))


def leave_libraries_to_others() -> None:
    """Other programs that we start, such as a browser, find the system's own libraries.

    PyInstaller's loader points LD_LIBRARY_PATH at the bundle, and keeps what was there before.
    """
    if not frozen():
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
