"""Pictures of the real window, made offscreen with a scripted listener.

    .venv/bin/python packaging/screenshots.py FOLDER

Chinese needs a CJK face; on Debian: apt install fonts-noto-cjk.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app import bootstrap
from app.core import i18n, paths
from app.core.inference.scripted import ScriptedEngine
from app.ui import launch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import DARK, LIGHT, Colours, Theme
from app.ui.vault.recovery_code import RecoveryCode

SIZE = (1080, 720)
PASSPHRASE = "a lantern in the window"
PATIENCE = 20.0
"""Seconds until a picture that never comes is given up."""


@dataclass(frozen=True)
class Story:
    """What is said in one language.

    Attributes:
        said: what the person writes, answered in turn by ``replies``.
        danger: a last message that calls for the care card.
    """

    language: str
    name: str
    region: str
    said: tuple[str, ...]
    replies: tuple[str, ...]
    danger: str


STORIES = (
    Story(
        "en",
        "Mira",
        "US",
        (
            "I can't sleep again.",
            "Mostly work. I give a talk on Thursday, and when I close my eyes"
            " I stand there without a single word and everybody waits.",
        ),
        (
            "I'm glad you wrote. Lying awake while the rest of the house sleeps can feel"
            " very lonely.\n\nWhat goes through your mind when it gets quiet?",
            "Standing there with no words while everybody waits: that is a hard picture to"
            " fall asleep with. It sounds as if the talk **matters** to you, and as if you"
            " carry the worry all alone at night.\n\nWhen you imagine that silence, what do"
            " you fear the others would think?",
        ),
        "I want to kill myself.",
    ),
    Story(
        "zh_CN",
        "小林",
        "CN",
        (
            "最近总是睡不着。",
            "周四有个报告，一闭上眼睛，就看到自己站在台上，一句话也说不出来，大家都在等我。",
        ),
        (
            "谢谢你愿意写下来。夜深人静，只有自己醒着，可能会觉得很孤单。\n\n"
            "安静下来的时候，你心里会想些什么呢？",
            "站在台上说不出话，所有人都在等：带着这样的画面，确实很难入睡。"
            "听得出来，这次报告对你**很重要**，而这份担心，夜里都是你一个人在扛。\n\n"
            "想到那段沉默的时候，你最怕别人怎么看你？",
        ),
        "我不想活了，想自杀。",
    ),
)


class Camera:
    """The window on an empty data home, operated by object names.

    Args:
        app: the program's one QApplication.
        story: what is said.
        colours: of the pictures.
        folder: where they go.
    """

    def __init__(self, app: QApplication, story: Story, colours: Colours, folder: Path) -> None:
        self._story = story
        self._folder = folder
        self._suffix = f"{story.language[:2]}{'-dark' if colours is DARK else ''}"
        self._home = tempfile.TemporaryDirectory()
        program = bootstrap.start(
            Path(self._home.name), new_engine=lambda: ScriptedEngine(story.replies)
        )
        program.settings.set("region", story.region)
        i18n.use(story.language, paths.translations())
        theme = Theme(app, paths.resources())
        theme.wear(colours)
        self._tasks = Tasks()
        self.window, self._wiring = launch.build(program, theme, self._tasks)
        self.window.resize(*SIZE)
        self._wiring.start()
        self.window.show()

    def take(self) -> None:
        """Live through the story, with a picture at each stop."""
        self._first_start()
        for said in self._story.said:
            self._say(said)
        self._picture("chat")
        self._press("new_conversation")
        self._say(self._story.danger)
        self._picture("care")
        self._press("lock")
        self._find("unlock_passphrase")
        self._picture("unlock")

    def _first_start(self) -> None:
        self._find("welcome_next")
        self._picture("welcome")
        self._press("welcome_next")
        self._fill("profile_name", self._story.name)
        self._fill("profile_passphrase", PASSPHRASE)
        self._fill("profile_again", PASSPHRASE)
        self._picture("profile")
        self._press("profile_next")
        code = self._find("recovery_code")
        assert isinstance(code, RecoveryCode)
        groups = code.text().split("-")
        self._picture("recovery-code")
        self._press("recovery_next")
        for name in ("confirm_first", "confirm_second"):
            (number,) = re.findall("[1-9]", self._find(name).accessibleName())
            self._fill(name, groups[int(number) - 1])
        self._picture("recovery-confirm")
        self._press("confirm_next")
        self._find("weights_choice")
        self._picture("first-weights")
        self._press("weights_next")
        self._find("ready_next")
        self._picture("ready")
        self._press("ready_next")

    def put_away(self) -> None:
        """End everything that was begun."""
        ended: list[None] = []
        self._wiring.finished.connect(lambda: ended.append(None))
        self.window.close()
        _wait_until(lambda: bool(ended))
        self._tasks.close()
        self.window.deleteLater()
        self._home.cleanup()

    def _picture(self, name: str) -> None:
        focused = self.window.focusWidget()
        if focused:
            focused.clearFocus()  # no caret that blinks from picture to picture
        _rest(0.1)
        self.window.grab().save(str(self._folder / f"{name}-{self._suffix}.png"))

    def _say(self, text: str) -> None:
        composer = self._find("composer")
        assert isinstance(composer, QPlainTextEdit)
        composer.setPlainText(text)
        self._press("send")
        self._find("stop")
        self._find("send")

    def _fill(self, name: str, text: str) -> None:
        line = self._find(name)
        assert isinstance(line, QLineEdit)
        line.setText(text)

    def _press(self, name: str) -> None:
        button = self._find(name)
        assert isinstance(button, QAbstractButton)
        _wait_until(button.isEnabled)
        button.click()

    def _find(self, name: str) -> QWidget:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        _wait_until(lambda: bool(seen()))
        return seen()[0]


def _rest(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError("the window never got there")
        _rest(0.01)


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for story in STORIES:
        for colours in (LIGHT, DARK):
            camera = Camera(app, story, colours, folder)
            try:
                camera.take()
            finally:
                camera.put_away()


if __name__ == "__main__":
    main()
