"""One set of icons, drawn by one grammar, sharp on every screen."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.core import paths
from app.ui.shell.theme import DARK, LIGHT, Theme

FOLDER = paths.resources() / "icons"
FILES = sorted(FOLDER.glob("*.svg"))
OURS = [file for file in FILES if file.stem != "soulchat"]
named = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def inked(picture: QImage) -> int:
    every = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y).alpha() > 0 for x, y in every)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_an_icon_follows_the_grammar(file: Path) -> None:
    drawn = file.read_text("utf-8")
    head = drawn.split(">")[0]
    for wanted in (
        'viewBox="0 0 24 24"',
        'stroke="currentColor"',
        'stroke-width="1.75"',
        'stroke-linecap="round"',
        'stroke-linejoin="round"',
    ):
        assert wanted in head
    assert re.findall(r"#[0-9A-Fa-f]{3,8}", drawn) == []


@named
def test_an_icon_loads_nothing(file: Path) -> None:
    assert not re.search(r"href|url\((?!#)|<script|<image", file.read_text("utf-8"))


@named
@pytest.mark.parametrize("density", [1, 1.25, 1.5, 1.75, 2, 2.5, 3])
def test_an_icon_has_every_pixel_of_the_screen(theme: Theme, file: Path, density: float) -> None:
    picture = theme.icon(file.stem).pixmap(QSize(20, 20), density)
    assert picture.size() == QSize(20, 20) * density
    assert picture.devicePixelRatio() == density
    assert inked(picture.toImage()) > 0


def test_more_pixels_show_more_and_are_not_only_enlarged(theme: Theme) -> None:
    coarse = theme.icon("phone").pixmap(QSize(20, 20), 1).toImage()
    fine = theme.icon("phone").pixmap(QSize(20, 20), 3).toImage()
    enlarged = coarse.scaled(fine.size())
    fine.setDevicePixelRatio(1)
    edges = [
        sum(20 < image.pixelColor(x, y).alpha() < 235 for x in range(60) for y in range(60))
        for image in (fine, enlarged)
    ]
    assert edges[0] < edges[1] / 2  # a sharp picture has few half-covered pixels


def test_a_button_keeps_an_icon_in_the_colours_worn(qtbot: QtBot, theme: Theme) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    theme.dress_icon(button, "stop")
    for colours in (DARK, LIGHT):
        theme.wear(colours)
        middle = button.icon().pixmap(QSize(20, 20), 1).toImage().pixelColor(10, 10)
        assert middle == QColor(colours.text)


def test_what_is_disabled_is_drawn_faintly(theme: Theme) -> None:
    alphas = [
        theme.icon("stop").pixmap(QSize(20, 20), 1, mode).toImage().pixelColor(10, 10).alpha()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    ]
    assert alphas[0] == 255
    assert 100 < alphas[1] < 150


@pytest.mark.parametrize("side", [16, 24, 32, 48, 64, 128, 256])
@pytest.mark.parametrize("density", [1, 2, 3])
def test_the_icon_of_the_application_is_drawn_for_every_use(
    qapp: QApplication, theme: Theme, side: int, density: int
) -> None:
    picture = qapp.windowIcon().pixmap(QSize(side, side), density)
    assert picture.size() == QSize(side, side) * density
    drawn = picture.toImage()
    drawn.setDevicePixelRatio(1)
    middle = drawn.pixelColor(side * density // 2, round(side * density * 0.06))
    assert middle.alpha() == 255
    assert middle.green() > middle.red()  # the evening behind the bubble
    assert drawn.pixelColor(0, 0).alpha() == 0
