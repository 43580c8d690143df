"""Whether a window can be shown at all, found out before Qt would abort the program.

Qt ends the process when its platform plugin can't be loaded or its display can't be
reached; these look first, and cost a few milliseconds.
"""

import ctypes
import os
import socket
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from app.core.errors import UserFacingError
from app.core.i18n import _


def check() -> None:
    """Make sure that a window can be shown.

    Raises:
        UserFacingError: ``window_unavailable`` with the reason as a sentence.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    faults = [fault for fault in (_wayland_fault(), _x11_fault()) if fault]
    if len(faults) == 2:
        raise UserFacingError("window_unavailable", reason=faults[-1])


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


def _x11_fault() -> str | None:
    name = os.environ.get("DISPLAY")
    if not name:
        return _("there is no display.")
    if fault := _plugin_fault("libqxcb.so"):
        return fault
    xcb = ctypes.CDLL("libxcb.so.1")  # loaded by the plugin already
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _("the display {name} can't be reached.").format(name=name) if refused else None


def _plugin_fault(file: str) -> str | None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(plugins / "platforms" / file))
    except OSError as error:
        library = str(error).split(":", 1)[0]
        return _("the system library {library} is missing.").format(library=library)
    return None
