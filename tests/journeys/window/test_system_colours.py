"""Light and dark follow a real desktop while the window is open."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.shell.colours import DARK, LIGHT
from tests.support.desktop import Desktop
from tests.support.lockable import wait_until
from tests.support.settings_portal import SettingsPortal

_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.core import paths
from app.ui.shell.theme import Theme

app = QApplication([])
theme = Theme(app, paths.resources())
tell = lambda: Path(sys.argv[1]).write_text(app.palette().window().color().name())
theme.changed.connect(tell)
tell()
app.exec()
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    desktop = Desktop(tmp_path)
    yield desktop
    desktop.close()


@pytest.mark.slow
def test_the_colours_of_the_desktop_are_worn_at_once(desktop: Desktop, tmp_path: Path) -> None:
    portal = SettingsPortal(desktop.bus, animations=None, dark=True)
    told = tmp_path / "colour"
    told.touch()
    desktop.start(
        sys.executable, "-c", _PROGRAM, str(told), QT_QPA_PLATFORMTHEME="xdgdesktopportal"
    )
    for dark in (True, False, True):
        portal.paint(dark=dark)
        worn = (DARK if dark else LIGHT).window.lower()
        wait_until(lambda worn=worn: told.read_text() == worn, worn)
    portal.close()
