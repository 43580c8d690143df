"""Nothing leaves the computer: every call to the network is watched from outside (VAULT)."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import network
from tests.support.terminal import PASSPHRASE, Shell

NOTHING_LEAVES = "nothing leaves"
pytestmark = pytest.mark.promises(NOTHING_LEAVES)

USES = (
    ("chat", "--once", "My cat is ill, and I am alone.", "--max-tokens", "8"),
    ("chat", "--once", "我不想活了。"),
    ("journal", "list"),
    ("journal", "verify"),
    ("profile", "recovery", "new"),
    ("doctor",),
)


def test_what_asks_for_the_network_would_be_seen(tmp_path: Path) -> None:
    asking = """
import socket
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
    try:
        asking = socket.socket(family, socket.SOCK_DGRAM)
        asking.sendto(b"hello", (address, 53))
    except OSError:
        pass
"""
    assert network.seen(asking, tmp_path / "record") == {"192.0.2.1", "2001:db8::1"}


@pytest.mark.slow
def test_nobody_but_this_computer_is_ever_asked(home: Path, tmp_path: Path, promise: Any) -> None:
    shell = Shell(home, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert shell.run("profile", "create", "Mei", passphrase=PASSPHRASE).code == 0
    for number, use in enumerate(USES):
        record = tmp_path / f"record {number}"
        reading, writing = os.pipe()
        os.write(writing, PASSPHRASE.encode() + b"\n")
        os.close(writing)
        secret = () if use == ("doctor",) else ("--passphrase-fd", str(reading))
        done = subprocess.run(
            network.watched(shell.command(*use, *secret), record),
            pass_fds=[reading],
            capture_output=True,
            check=False,
        )
        os.close(reading)
        assert done.returncode == 0, done.stderr.decode()
        _calls, elsewhere = network.addresses(record)
        assert elsewhere == set()
    promise(NOTHING_LEAVES, len(USES), "commands watched")
    promise(NOTHING_LEAVES, 0, "addresses elsewhere")
