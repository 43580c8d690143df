import subprocess
import sys

import pytest

CHECK = """
import sys
from app.core.errors import UserFacingError
from app.ui.shell import display
try:
    with display.reachable():
        pass
except UserFacingError as error:
    sys.exit(f"{error.code}: {error.fields['reason']}")
"""


def check(**environment: str) -> str:
    """What a program of its own, with only these displays, says before Qt is started."""
    outcome = subprocess.run(
        [sys.executable, "-c", CHECK],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return outcome.stderr.strip()


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "there is no display."),
        ({"DISPLAY": ":987"}, "the display :987 can't be reached."),
        ({"WAYLAND_DISPLAY": "wayland-987", "XDG_RUNTIME_DIR": "/nowhere"}, "no display."),
    ],
)
def test_a_missing_display_is_a_sentence_not_an_abort(
    environment: dict[str, str], reason: str
) -> None:
    said = check(**environment)
    assert said.startswith("window_unavailable: ")
    assert reason in said or "the system library" in said


def test_a_chosen_platform_is_believed() -> None:
    assert check(QT_QPA_PLATFORM="offscreen") == ""


def test_a_processor_too_old_for_qt_is_a_sentence_not_an_abort() -> None:
    """On an emulated one of 2007; every instruction of it takes its time."""
    outcome = subprocess.run(
        ["qemu-x86_64", "-cpu", "Penryn", sys.executable, "-m", "app", "bench", "ui", "--once"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1, outcome.stderr
    assert "processor is too old" in outcome.stderr
    assert 'Use "soulchat chat" in the terminal.' in outcome.stderr
