"""What is known of the processor, on real and emulated ones (Debian: qemu-user)."""

import platform
import subprocess
import sys

import pytest

from app.core.processor import too_old_for_qt

ASK = "from app.core.processor import too_old_for_qt; print(too_old_for_qt())"


def test_the_processor_of_this_computer_is_new_enough() -> None:
    assert not too_old_for_qt()


@pytest.mark.parametrize(
    ("processor", "year", "too_old"), [("Nehalem", 2008, "False"), ("Penryn", 2007, "True")]
)
def test_what_came_before_x86_64_v2_is_too_old(processor: str, year: int, too_old: str) -> None:
    assert platform.machine() == "x86_64", f"no {processor} of {year} is emulated elsewhere"
    told = subprocess.run(
        ["qemu-x86_64", "-cpu", processor, sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == too_old
