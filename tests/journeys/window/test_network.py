"""The window asks nobody but this computer for anything."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support import network
from tests.support.terminal import PASSPHRASE, Shell

pytestmark = pytest.mark.promises("nothing leaves")


@pytest.mark.slow
def test_the_window_opens_without_asking_anybody(home: Path, tmp_path: Path, promise: Any) -> None:
    shell = Shell(home)
    assert shell.run("profile", "create", "Mei", passphrase=PASSPHRASE).code == 0
    record = tmp_path / "record"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ""}
    with subprocess.Popen(network.watched(shell.command(), record), env=environment) as window:
        time.sleep(6)
        for traced in psutil.Process(window.pid).children():
            traced.terminate()
    calls, elsewhere = network.addresses(record)
    assert calls > 0, f"{sys.platform}: the window asks the system for something at least"
    assert elsewhere == set()
    promise("nothing leaves", 1, "window watched")
