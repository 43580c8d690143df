"""A newcomer's own time to the first reply: counted through the real window, with real weights.

The keystroke-level model of Card, Moran and Newell ("The keystroke-level model for user
performance time with interactive systems", Communications of the ACM 23(7), 1980) gives the
seconds of each key, and of each time one has to think what comes next. Reading takes as
long as Brysbaert found ("How many words do we read per minute?", Journal of Memory and
Language 109, 2019): every sentence that appears, once, and of the buttons the one pressed.
For Chinese there is the speed of reading aloud (Trauzettel-Klosinski and Dietz, "Standardized
assessment of reading performance", Investigative Ophthalmology & Visual Science 53(9), 2012);
silent reading is faster by what Brysbaert found for English.
Writing the recovery code by hand goes at the speed of copying text (22 words of five letters
a minute: Brown, "Human-computer interface design guidelines", 1988). The computer's own
time is not counted, nor what somebody may think about for themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import paths
from app.core.i18n import _
from app.ui import launch
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.vault.recovery_code import RecoveryCode

KEY = 0.28  # an average typist, not a trained one
KEY_OF_A_CODE = 0.50  # random letters
THINK = 1.35  # the model's M: deciding what to do next
WORDS_READ_A_MINUTE = 238
CHARACTERS_READ_A_MINUTE = 255 * 238 / 183  # of Chinese
LETTERS_WRITTEN_A_SECOND = 22 * 5 / 60
TO_FIND_WORDS = 5.0  # our assumption: to make up a passphrase

PASSPHRASE = "rain on tin roofs"
ALLOWED = 90.0
CHINESE = "[\u4e00-\u9fff]"


@dataclass
class Newcomer:
    """Reads what is new in the window, and answers with the keyboard alone."""

    qtbot: QtBot
    window: QWidget
    seconds: dict[str, float] = field(default_factory=dict)
    actions: dict[str, int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def spend(self, what: str, count: int, seconds: float) -> None:
        self.actions[what] = self.actions.get(what, 0) + count
        self.seconds[what] = self.seconds.get(what, 0.0) + seconds

    def find(self, name: str) -> Any:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        self.qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]

    def read(self, waited_for: str) -> None:
        self.find(waited_for)
        code = self.window.findChild(RecoveryCode)
        texts = [
            label.text()
            for label in self.window.findChildren(QLabel)
            if label.isVisible() and not (code and code.isAncestorOf(label))
        ]
        if isinstance(button := self.find(waited_for), QAbstractButton):
            texts.append(button.text())
        fresh = [text for text in texts if text not in self.known]
        self.known.update(fresh)
        characters = sum(len(re.findall(CHINESE, text)) for text in fresh)
        words = sum(len(re.findall(r"\w[\w'+]*", re.sub(CHINESE, " ", text))) for text in fresh)
        self.spend("words read", words, words * 60 / WORDS_READ_A_MINUTE)
        self.spend("字 read", characters, characters * 60 / CHARACTERS_READ_A_MINUTE)

    def think(self, seconds: float = THINK) -> None:
        self.spend("times thought", 1, seconds)

    def type(self, text: str, key: float = KEY) -> None:
        focused = self.window.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)
        self.spend("keys", len(text), len(text) * key)

    def enter(self) -> None:
        self.qtbot.waitUntil(lambda: bool(self.window.focusWidget()))
        self.qtbot.keyClick(self.window.focusWidget(), Qt.Key.Key_Return)
        self.spend("keys", 1, KEY)

    def write_by_hand(self, code: str) -> None:
        groups = code.split("-")
        letters = sum(len(group) for group in groups)
        self.spend("letters by hand", letters, letters / LETTERS_WRITTEN_A_SECOND)

    def report(self) -> str:
        lines = [f"{self.actions[what]:5} {what:16} {s:5.1f} s" for what, s in self.seconds.items()]
        return "\n".join([*lines, f"      own time         {self.own_time:5.1f} s"])

    @property
    def own_time(self) -> float:
        return sum(self.seconds.values())


@pytest.fixture(params=["en", "zh_CN"])
def newcomer(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: Any, home: Path
) -> Iterator[Newcomer]:
    tasks = Tasks()
    program = bootstrap.start(home)
    program.settings.set("language", request.param)
    bootstrap.speak(program.settings)
    theme = Theme(qapp, paths.resources())
    window, wiring = launch.build(program, theme, tasks)
    ended: list[bool] = []
    wiring.finished.connect(lambda: ended.append(True))
    wiring.start()
    window.show()
    yield Newcomer(qtbot, window)
    window.close()
    qtbot.waitUntil(lambda: bool(ended))
    assert tasks.close(timeout=60)
    window.deleteLater()
    tasks.deleteLater()
    qtbot.wait(1)


def test_the_first_reply_takes_less_than_90_seconds_of_ones_own(newcomer: Newcomer) -> None:
    newcomer.read("welcome_next")
    newcomer.think()
    newcomer.enter()

    newcomer.read("profile_next")
    newcomer.think()
    newcomer.type("Mira")
    newcomer.enter()
    newcomer.think(TO_FIND_WORDS)
    newcomer.type(PASSPHRASE)
    newcomer.read("profile_strength")
    newcomer.enter()
    newcomer.type(PASSPHRASE)
    newcomer.enter()

    newcomer.read("recovery_next")
    code = newcomer.find("recovery_code").text()
    newcomer.write_by_hand(code)
    newcomer.think()
    newcomer.enter()

    newcomer.read("confirm_next")
    for name in ("confirm_first", "confirm_second"):
        number = int(newcomer.find(name).accessibleName().split()[1])
        newcomer.think()
        newcomer.type(code.split("-")[number - 1], KEY_OF_A_CODE)
    newcomer.enter()

    newcomer.read("weights_next")
    newcomer.qtbot.waitUntil(newcomer.find("weights_next").hasFocus)
    newcomer.think()
    newcomer.enter()

    newcomer.read("ready_next")
    newcomer.think()
    newcomer.enter()

    composer = newcomer.find("composer")
    newcomer.qtbot.waitUntil(composer.hasFocus)
    newcomer.think()
    newcomer.type("hello")
    newcomer.enter()
    transcript = newcomer.find("transcript")
    newcomer.qtbot.waitUntil(
        lambda: transcript.toPlainText().partition(f"\nhello\n{_('Listener')}\n")[2] != "",
    )

    print(f"\n{newcomer.report()}")
    assert newcomer.own_time < ALLOWED, newcomer.report()
