"""At every text size, in both languages, no word is cut and nothing leaves the window."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import i18n, paths
from app.ui.pages import PAGES
from app.ui.shell.pieces import Pieces
from app.ui.shell.theme import Theme
from tests.support.whole_window import PASSPHRASE, Window, program_in

SIZES = [(80, 900, 600), (100, 900, 600), (150, 1080, 720), (200, 900, 600), (200, 1280, 800)]


@pytest.fixture(params=["en", "zh_CN"])
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Window]:
    program = program_in(tmp_path)
    program.settings.set("language", request.param)
    program.settings.set("region", "CN")
    bootstrap.create_profile(program, "Mira", PASSPHRASE)
    window = Window(qtbot, qapp, tmp_path)
    yield window
    window.close()
    i18n.use("en", paths.translations())
    Theme(qapp, paths.resources())


def cut(top: QWidget) -> list[str]:
    """What can't be read whole, or is not reached by scrolling downwards."""
    found = []
    for widget in [w for w in top.findChildren(QWidget) if w.isVisible()]:
        name = f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"
        if isinstance(widget, QLabel) and widget.text():
            found += [name] * _label_cut(widget)
        elif isinstance(widget, QPushButton | QToolButton):
            found += [name] * (widget.width() < widget.minimumSizeHint().width())
        elif (
            isinstance(widget, QScrollArea)
            and widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        ):
            found += [name] * (widget.widget().width() > widget.viewport().width())
        right = widget.mapTo(top, QPoint(widget.width(), 0)).x()
        found += [f"{name} leaves the window"] * (right > top.width())
    return found


def _label_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        return label.width() < label.minimumSizeHint().width()
    room = label.contentsRect().width() + 1
    metrics = QFontMetricsF(label.font())
    words = [w for w in label.text().split() if w.isascii()]
    return (
        label.height() < label.heightForWidth(label.width())
        or max((metrics.horizontalAdvance(word) for word in words), default=0) > room
    )


def test_what_is_cut_is_noticed(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 200)
    for top, size in ((0, (190, 10)), (50, (20, 90)), (100, (300, 40))):
        label = QLabel("some words that need room", page, wordWrap=True)
        label.setGeometry(0, top, *size)
    page.show()
    assert len(cut(page)) == 3


@pytest.mark.slow
def test_every_page_is_whole(window: Window, qtbot: QtBot) -> None:
    found: dict[str, list[str]] = {}

    def cut_when_built(whole: QWidget) -> list[str]:
        """What the page loads may come meanwhile, and is laid out in rounds to come."""
        qtbot.wait(30)
        with suppress(qtbot.TimeoutError):
            qtbot.waitUntil(
                lambda: not window.window.findChildren(Pieces) and not cut(whole), timeout=5000
            )
        return cut(whole)

    def look(place: str) -> None:
        for percent, width, height in SIZES:
            window.program.settings.set("text_size", percent)
            window.window.resize(width, height)
            if some := cut_when_built(window.window):
                found[f"{place}, {percent} % on {width}x{height}"] = some

    window.find("unlock_passphrase")
    look("unlock")
    window.unlock()
    for kind in PAGES:
        window.find(f"go_{kind.key}").click()
        look(kind.key)
    window.find("go_chat").click()
    window.find("composer").setPlainText("我不想活了，想自杀。")
    window.find("send").click()
    window.find("care_card")
    look("care card")
    for key in ("helplines", "shortcuts"):
        for percent, width, height in SIZES:
            window.program.settings.set("text_size", percent)
            window.window.resize(width, height)
            window.wiring.ask(key)
            sheet = window.find("sheet")
            if some := cut_when_built(sheet):
                found[f"{key}, {percent} % on {width}x{height}"] = some
            sheet.close()
            qtbot.waitUntil(lambda: not window.window.findChildren(QDialog))
    assert found == {}
