"""A settings portal for a test: the desktop's switches for motion, and for light and dark."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_NAME = "org.freedesktop.portal.Desktop"
_PLACE = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
_SWITCH = ("org.gnome.desktop.interface", "enable-animations")
_SCHEME = ("org.freedesktop.appearance", "color-scheme")


class SettingsPortal:
    """Answers ``Read`` and tells of changes, as xdg-desktop-portal does.

    Args:
        address: of the bus.
        animations: what the desktop says; None: it knows no such switch.
        dark: likewise.
    """

    def __init__(self, address: str, animations: bool | None, *, dark: bool = False) -> None:
        self._animations = animations
        self._dark = dark
        self.asked = 0
        self._bus: DBusConnection = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(_NAME))
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def switch(self, animations: bool) -> None:
        """The person changes it in the settings of their desktop."""
        self._animations = animations
        body = (*_SWITCH, ("b", animations))
        self._bus.send(new_signal(_PLACE, "SettingChanged", "ssv", body))

    def paint(self, *, dark: bool) -> None:
        """The person changes the colours of their desktop."""
        self._dark = dark
        body = (*_SCHEME, ("u", self._scheme))
        self._bus.send(new_signal(_PLACE, "SettingChanged", "ssv", body))

    @property
    def _scheme(self) -> int:
        return 1 if self._dark else 2

    def close(self) -> None:
        self._bus.sock.shutdown(2)
        self._thread.join()
        self._bus.close()

    def _answer(self) -> None:
        while True:
            try:
                message = self._bus.receive()
            except (OSError, EOFError, ConnectionError):
                return
            if message.header.message_type == MessageType.method_call:
                self._bus.send(self._reply(message))

    def _reply(self, message: Message) -> Message:
        self.asked += 1
        if message.header.fields[HeaderFields.member] == "ReadAll":
            namespace, key = _SCHEME
            everything = {namespace: {key: ("u", self._scheme)}}
            return new_method_return(message, "a{sa{sv}}", (everything,))
        known = message.header.fields[HeaderFields.member] == "Read" and message.body == _SWITCH
        if known and self._animations is not None:
            # The old method wraps its answer twice; so does every real portal.
            return new_method_return(message, "v", (("v", ("b", self._animations)),))
        return new_error(message, "org.freedesktop.portal.Error.NotFound", "s", ("no such switch",))


@contextmanager
def message_bus_of_its_own() -> Iterator[str]:
    """The address of a bus that nobody else uses."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout
        yield daemon.stdout.readline().strip()
        daemon.terminate()
