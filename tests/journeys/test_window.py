"""A person's stories in the window, with the real engine and the real demo weights."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import paths
from app.ui import launch
from app.ui.shell.instance import knock
from app.ui.shell.stall import LONGEST, StallWatch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.first_start import walk_through
from tests.support.gguf import small
from tests.support.hub import FILE, PART, REPOSITORY, Hub, Order
from tests.support.patience import SLOWED
from tests.support.reading import letters

PASSPHRASE = "a lantern in the window"

pytestmark = pytest.mark.usefixtures("endless_replies")


class Sitting:
    """The program from its start to its end, as the person at the keyboard sees it."""

    def __init__(self, qtbot: QtBot, theme: Theme, home: Path) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks()
        self.stalls = StallWatch(self.tasks)
        self.window, self.wiring = launch.build(bootstrap.start(home), theme, self.tasks)
        self.said = ""
        self.ended: list[bool] = []
        self.wiring.finished.connect(lambda: self.ended.append(True))
        self.wiring.start()
        self.window.show()

    def find(self, name: str) -> Any:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        self.qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]

    def press(self, name: str) -> None:
        button = self.find(name)
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill(self, name: str, text: str) -> None:
        line = self.find(name)
        self.qtbot.waitUntil(line.isEnabled)
        self.qtbot.keyClicks(line, text)

    def first_start(self) -> None:
        walk_through(self, "Mira", PASSPHRASE)
        self.find("composer")

    def unlock(self) -> None:
        self.fill("unlock_passphrase", PASSPHRASE)
        self.press("unlock_open")
        self.find("composer")

    def say(self, text: str) -> None:
        self.said = text
        self.qtbot.keyClicks(self.find("composer"), text)
        self.qtbot.keyClick(self.find("composer"), Qt.Key.Key_Return)

    def reads(self) -> str:
        return str(self.find("transcript").toPlainText())

    def reply(self) -> str:
        """The reply to what was said last, as far as it has come."""
        return self.reads().partition(f"You\n{self.said}\nListener\n")[2]

    def await_reply(self) -> None:
        """Wait for its first words."""
        self.qtbot.waitUntil(lambda: bool(self.reply()))

    def stop(self) -> None:
        self.press("stop")
        self.await_end()

    def await_end(self) -> None:
        self.find("send")

    def titles(self) -> list[str]:
        model = self.find("conversations").model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def choose(self, title: str) -> None:
        listed = self.find("conversations")
        self.qtbot.waitUntil(lambda: title in self.titles())
        place = listed.visualRect(listed.model().index(self.titles().index(title), 0)).center()
        self.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.qtbot.waitUntil(lambda: title in self.reads())

    def close(self) -> None:
        self.window.close()
        self.qtbot.waitUntil(lambda: bool(self.ended))
        assert self.tasks.close(timeout=60)
        self.window.deleteLater()
        self.tasks.deleteLater()
        self.qtbot.wait(1)


class Desk:
    """Starts sittings one after the other on the same data home."""

    def __init__(self, qtbot: QtBot, theme: Theme, home: Path) -> None:
        self._parts = qtbot, theme, home
        self.sittings: list[Sitting] = []

    def sit_down(self) -> Sitting:
        self.sittings.append(Sitting(*self._parts))
        return self.sittings[-1]


@pytest.fixture
def desk(qtbot: QtBot, qapp: Any, home: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, Theme(qapp, paths.resources()), home)
    yield desk
    for sitting in desk.sittings:
        if not sitting.ended:
            sitting.close()


def workers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "worker" in " ".join(child.cmdline())]


def test_first_start_to_finding_it_all_again(desk: Desk, home: Path) -> None:
    sitting = desk.sit_down()
    sitting.first_start()
    sitting.say("hello")
    sitting.await_reply()
    sitting.stop()
    first = sitting.reply()
    # What computes stands beside the name of the weights.
    sitting.qtbot.waitUntil(lambda: " · CPU · " in sitting.find("status").text())

    sitting.say("Tell me a very long story about a lighthouse and the sea")
    sitting.await_reply()
    sitting.stop()
    stopped = sitting.reply()
    assert stopped.endswith("\nStopped.")

    sitting.press("new_conversation")
    sitting.qtbot.waitUntil(
        lambda: "hello" not in sitting.reads() and "not a therapist" in sitting.reads()
    )
    sitting.say("another evening")
    sitting.await_reply()
    sitting.stop()
    sitting.close()
    assert not workers()
    assert max(sitting.stalls.stalls, default=0.0) < SLOWED * LONGEST

    again = desk.sit_down()
    again.unlock()
    again.choose("hello")
    for words in (first, stopped, "lighthouse"):
        assert words in again.reads()
    again.choose("another evening")

    again.close()
    for file in home.rglob("*"):
        if file.is_file():
            for word in ("lighthouse", "another evening", "Mira".encode("utf-16-le")):
                sought = word if isinstance(word, bytes) else word.encode()
                assert sought not in file.read_bytes(), file


def test_danger_is_answered_with_people_first(desk: Desk) -> None:
    sitting = desk.sit_down()
    sitting.first_start()
    sitting.say("I want to kill myself tonight.")
    card = sitting.find("care_card")
    assert card.isVisible()
    assert sitting.find("helpline_contact").text()
    sitting.await_end()
    assert "Listener" in sitting.reads()


def test_an_engine_that_dies_takes_nothing_along(desk: Desk) -> None:
    sitting = desk.sit_down()
    sitting.first_start()
    sitting.say("Tell me a very long story about a lighthouse and the sea")
    sitting.await_reply()
    (worker,) = workers()
    worker.kill()
    words = sitting.find("notice_words").text()
    assert "The engine stopped" in words
    assert "lighthouse" in sitting.reads()

    sitting.say("are you back?")
    sitting.qtbot.waitUntil(lambda: "are you back?" in sitting.reads())
    sitting.await_reply()
    sitting.stop()


def test_quitting_in_mid_reply_keeps_the_part(desk: Desk) -> None:
    sitting = desk.sit_down()
    sitting.first_start()
    sitting.say("Tell me a very long story about a lighthouse and the sea")
    sitting.await_reply()
    part = sitting.reply()
    sitting.close()
    assert not workers()

    again = desk.sit_down()
    again.unlock()
    again.choose("Tell me a very long story about a lighth")
    assert letters(part)[:20] in letters(again.reads())
    assert "Stopped." in again.reads()


def test_the_program_itself_opens_and_obeys_a_polite_kill(qtbot: QtBot, home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "app"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )
    log, running = home / "logs" / "soulchat.log", home / "running"
    qtbot.waitUntil(lambda: running.is_dir() and knock(running))  # it answers from its event loop
    process.send_signal(signal.SIGTERM)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert not log.exists() or "unexpected fault" not in log.read_text()


def test_a_download_goes_on_by_itself_when_the_program_is_opened(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    with Hub(small(data=3_000_000)) as hub:
        hub.orders.append(Order(stall_after=1_000_000))
        kind = f"{REPOSITORY}:{FILE}"
        queue = bootstrap.start(home).queue
        queue.add(kind)  # and the program ends before anything came of it
        environment = {"HF_ENDPOINT": hub.url, "HF_HUB_CACHE": str(tmp_path / "hf")}
        part = home / "weights" / PART

        def open_window() -> "subprocess.Popen[bytes]":
            return subprocess.Popen(
                [sys.executable, "-m", "app"],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
            )

        first = open_window()
        qtbot.waitUntil(lambda: part.exists() and part.stat().st_size == 1_000_000)
        first.kill()
        first.wait()
        second = open_window()
        qtbot.waitUntil((home / "weights" / FILE).exists)
        qtbot.waitUntil(lambda: "what" not in (home / "weights" / "queue.toml").read_text())
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=60) == 0
        assert hub.ranges()[-1] == "bytes=1000000-"
        assert hub.sent == len(hub.content)
        assert (home / "weights" / FILE).read_bytes() == hub.content
