"""Whether a window can be shown at all, found out before Qt would abort the program.

Qt ends the process when its platform plugin can't be loaded or its display can't be
reached; these look first, and cost a few milliseconds.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from app.core.errors import UserFacingError
from app.core.i18n import _


@contextmanager
def reachable() -> Iterator[None]:
    """Inside it a window can be shown; Qt's application is made there.

    The display stays connected meanwhile: an X server without a desktop starts
    anew when its last client leaves, and would refuse Qt just then.

    Raises:
        UserFacingError: ``window_unavailable`` with the reason as a sentence.
    """
    with ExitStack() as connections:
        if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
            faults = (_wayland_fault(), _x11_fault(connections))
            if all(faults):
                raise UserFacingError("window_unavailable", reason=faults[-1] or "")
        yield


def _wayland_fault() -> str | None:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return _("there is no display.")
    address = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name)
    with socket.socket(socket.AF_UNIX) as display:
        try:
            display.connect(str(address))
        except OSError:
            return _("the display {name} can't be reached.").format(name=name)
    return _plugin_fault("libqwayland.so")


def _x11_fault(connections: ExitStack) -> str | None:
    name = os.environ.get("DISPLAY")
    if not name:
        return _("there is no display.")
    if fault := _plugin_fault("libqxcb.so"):
        return fault
    xcb = ctypes.CDLL("libxcb.so.1")  # loaded by the plugin already
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    connections.callback(xcb.xcb_disconnect, connection)
    if xcb.xcb_connection_has_error(connection):
        return _("the display {name} can't be reached.").format(name=name)
    return None


def _plugin_fault(file: str) -> str | None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(plugins / "platforms" / file))
    except OSError as error:
        library = str(error).split(":", 1)[0]
        return _("the system library {library} is missing.").format(library=library)
    return None
