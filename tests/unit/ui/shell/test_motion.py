"""Nothing moves where the person, or their desktop, asked for stillness."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.shell.controls import Switch
from app.ui.shell.motion import Motion
from app.ui.shell.theme import Theme
from tests.support.settings_portal import SettingsPortal, message_bus_of_its_own


@pytest.fixture
def portal() -> Iterator[Callable[[bool | None], tuple[SettingsPortal, QDBusConnection]]]:
    portals = []
    with message_bus_of_its_own() as address:

        def open_portal(animations: bool | None) -> tuple[SettingsPortal, QDBusConnection]:
            portals.append(SettingsPortal(address, animations))
            return portals[-1], QDBusConnection.connectToBus(address, "motion")

        yield open_portal
        QDBusConnection.disconnectFromBus("motion")
        for each in portals:
            each.close()


def test_the_desktops_switch_is_read_and_followed(
    qtbot: QtBot, qapp: QApplication, portal: Callable[..., tuple[SettingsPortal, QDBusConnection]]
) -> None:
    desktop, bus = portal(False)
    motion = Motion(qapp, bus)
    qtbot.waitUntil(lambda: not motion.wanted)
    desktop.switch(True)
    qtbot.waitUntil(lambda: motion.wanted)
    desktop.switch(False)
    qtbot.waitUntil(lambda: not motion.wanted)
    motion.choose("off")
    assert motion.wanted
    motion.choose("auto")
    assert not motion.wanted
    motion.choose("off")
    motion.deleteLater()


def test_a_desktop_without_the_switch_moves(
    qtbot: QtBot, qapp: QApplication, portal: Callable[..., tuple[SettingsPortal, QDBusConnection]]
) -> None:
    desktop, bus = portal(None)
    motion = Motion(qapp, bus)
    qtbot.waitUntil(lambda: desktop.asked > 0)
    qtbot.wait(50)
    assert motion.wanted
    motion.choose("on")
    assert not motion.wanted
    motion.choose("off")
    motion.deleteLater()


@pytest.mark.parametrize("still", [True, False])
def test_the_knob_of_a_switch_jumps_or_slides(qtbot: QtBot, theme: Theme, still: bool) -> None:
    theme._motion.choose("on" if still else "off")
    switch = Switch(theme)
    qtbot.addWidget(switch)
    switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    with qtbot.waitExposed(switch):
        switch.show()
    off = switch.grab().toImage()
    switch.click()
    at_once = switch.grab().toImage()
    slide = switch.findChild(QVariantAnimation)
    assert isinstance(slide, QVariantAnimation)
    qtbot.waitUntil(lambda: slide.state() == QVariantAnimation.State.Stopped)
    on = switch.grab().toImage()
    theme._motion.choose("auto")
    assert on != off
    assert (at_once == on) is still
