"""However long a file is that is brought in, it takes the same memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ALLOWED_MB = 20


LARGE = int(os.environ.get("SOULCHAT_SOAK_MB", "200"))
"""Megabytes that are looked at; 2000 is the soak, which takes minutes and that room on the disk."""


def peak(folder: Path, kind: str, megabytes: int, *options: str) -> float:
    command = [sys.executable, "-m", "tests.support.importing", folder, kind, str(megabytes)]
    made = subprocess.run([*command, *options], capture_output=True, check=True)
    told = json.loads(made.stdout)
    assert told["messages"] > 0
    return float(told["peak_mb"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["json", "chatgpt"])
def test_a_look_at_a_large_file_takes_what_a_small_one_takes(tmp_path: Path, kind: str) -> None:
    small, large = (peak(tmp_path, kind, size, "--dry") for size in (20, LARGE))
    print(f"{kind}: {small:.1f} MB of memory for 20 MB, {large:.1f} MB for {LARGE} MB")
    assert large - small < ALLOWED_MB


@pytest.mark.slow
def test_taking_in_takes_no_more(tmp_path: Path) -> None:
    small, large = (peak(tmp_path, "json", size) for size in (2, 16))
    print(f"written: {small:.1f} MB of memory for 2 MB, {large:.1f} MB for 16 MB")
    assert large - small < ALLOWED_MB
