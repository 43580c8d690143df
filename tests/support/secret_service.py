"""A real keyring for a test: gnome-keyring-daemon on a session bus of its own."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import secretstorage
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

_PASSWORD = b"the password of a test's keyring\n"
# Reads the password from its standard input, and ends with it.
_STORY = """
read -r password
printf %s "$password" | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
echo "$DBUS_SESSION_BUS_ADDRESS"
exec cat
"""


@dataclass(frozen=True)
class SecretService:
    """The keyring of one test.

    Args:
        folder: holds what the keyring keeps on the disk.
        environment: that a program needs to find it; ``DBUS_SESSION_BUS_ADDRESS`` must
            also stand in this process's while the methods are called.
    """

    folder: Path
    environment: dict[str, str]

    def lock(self) -> None:
        """Lock it, as a screen lock or a log-out may do."""
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.Collection(bus).lock()

    def kept(self) -> dict[str, str]:
        """What it keeps: the user name of each entry, and the secret."""
        with closing(secretstorage.dbus_init()) as bus:
            items = secretstorage.Collection(bus).get_all_items()
            return {item.get_attributes()["username"]: item.get_secret().decode() for item in items}

    def labels(self) -> str:
        """Everything about the entries that anybody on the bus can read while it is locked."""
        with closing(secretstorage.dbus_init()) as bus:
            items = secretstorage.Collection(bus).get_all_items()
            return "".join(f"{item.get_label()}{item.get_attributes()}" for item in items)

    def lose(self) -> None:
        """Delete every entry, as a new keyring after a change of the system."""
        with closing(secretstorage.dbus_init()) as bus:
            for item in list(secretstorage.Collection(bus).get_all_items()):
                item.delete()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It is there and answers nobody, as long as this lasts."""
        with open_dbus_connection(bus="SESSION") as bus:
            asked = message_bus.GetConnectionUnixProcessID("org.freedesktop.secrets")
            (pid,) = bus.send_and_get_reply(asked).body
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def abolish(self) -> None:
        """Delete the keyring itself."""
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.Collection(bus).delete()


@contextmanager
def running(folder: Path) -> Iterator[SecretService]:
    """An unlocked keyring of its own, as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="ring") as short:  # a socket's path is 107 bytes
        environment = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_RUNTIME_DIR": short,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }
        folder.mkdir(mode=0o700)
        with subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", _STORY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment, "DISPLAY": "", "WAYLAND_DISPLAY": ""},
        ) as session:
            assert session.stdin
            assert session.stdout
            session.stdin.write(_PASSWORD)
            session.stdin.flush()
            address = session.stdout.readline().decode().strip()
            yield SecretService(folder, environment | {"DBUS_SESSION_BUS_ADDRESS": address})
