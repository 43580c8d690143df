"""Calling a number from the desktop, where one of its programs can."""

import os
import re
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices

_NUMBER = re.compile(r"\+?[\d\s-]{3,}")
_DATA = "/usr/local/share:/usr/share"
"""Where the XDG Base Directory Specification looks if nobody says otherwise."""


def can_dial(contact: str) -> bool:
    """Whether this is a number, and the desktop knows what to do with one."""
    return bool(_NUMBER.fullmatch(contact)) and _has_handler()


def dial(contact: str) -> None:
    """Hand the number to the desktop; the person confirms the call there."""
    QDesktopServices.openUrl(QUrl(f"tel:{re.sub(r'[^+0-9]', '', contact)}"))


@cache
def _has_handler() -> bool:
    """Whether ``tel:`` addresses are opened by anything here."""
    if sys.platform == "darwin":
        return True  # FaceTime comes with the system
    if sys.platform == "win32":
        classes = QSettings(r"HKEY_CLASSES_ROOT\tel", QSettings.Format.NativeFormat)
        return bool(classes.contains("URL Protocol"))
    own = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    places = [str(own), *(os.environ.get("XDG_DATA_DIRS") or _DATA).split(os.pathsep)]
    return any(_lists_tel(Path(place) / "applications" / "mimeinfo.cache") for place in places)


def _lists_tel(cache_file: Path) -> bool:
    """Whether a desktop's list of programs by kind has one for ``tel:``."""
    try:
        lines = cache_file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.startswith("x-scheme-handler/tel=") for line in lines)
