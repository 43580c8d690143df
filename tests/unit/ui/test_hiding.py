"""Quick-hide: nothing to read at once, and everything again as it was."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.support.person import Person
from tests.support.promises import Promise

GONE = "every word is off the screen at once"
HIDE = Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def talking(person: Person) -> Person:
    person.begin()
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    person.qtbot.keyClicks(person.find("composer"), "unsent")
    return person


def read_on_screen(person: Person) -> set[str]:
    """Names of everything that is shown and could be read."""
    widgets = person.window.findChildren(QWidget)
    return {each.objectName() for each in widgets if each.isVisible() and each.objectName()}


def test_every_word_is_off_the_screen_when_the_key_press_returns(talking: Person) -> None:
    talking.qtbot.keyClick(talking.window, *HIDE)
    assert read_on_screen(talking) & {"cover", "transcript", "composer", "sidebar"} == {"cover"}
    picture = talking.window.grab().toImage()
    colours = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height() // 3, 3)
    }
    assert len(colours) == 1


@pytest.mark.parametrize("how", ["key", "click", "same keys", "another shortcut"])
def test_any_key_or_click_brings_all_back_as_it_was(talking: Person, how: str) -> None:
    before = read_on_screen(talking)
    talking.qtbot.keyClick(talking.window, *HIDE)
    cover = talking.find("cover")
    match how:
        case "key":
            talking.qtbot.keyClick(cover, Qt.Key.Key_Space)
        case "click":
            talking.qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
        case "same keys":
            talking.qtbot.keyClick(talking.window, *HIDE)
        case "another shortcut":
            talking.qtbot.keyClick(
                talking.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier
            )
    assert read_on_screen(talking) == before
    assert talking.reads("my secret")
    composer = talking.find("composer")
    assert composer.toPlainText() == "unsent"
    assert talking.window.focusWidget() is composer
    assert not talking.journal.closed


def test_a_key_that_means_nothing_alone_keeps_it_hidden(talking: Person) -> None:
    talking.qtbot.keyClick(talking.window, *HIDE)
    talking.qtbot.keyClick(talking.find("cover"), Qt.Key.Key_Control)
    assert talking.sees("cover")


def test_an_open_sheet_goes_and_comes_with_the_rest(talking: Person) -> None:
    talking.press("helplines")
    sheet = talking.find("sheet")
    talking.qtbot.waitUntil(sheet.isActiveWindow)
    talking.qtbot.keyClick(sheet, *HIDE)
    assert not talking.sees("sheet")
    talking.qtbot.keyClick(talking.find("cover"), Qt.Key.Key_Space)
    assert talking.find("sheet") is sheet
    talking.press("sheet_close")


def test_a_reply_goes_on_beneath(talking: Person) -> None:
    talking.chat.endless = True
    talking.say("more")
    talking.qtbot.keyClick(talking.window, *HIDE)
    talking.qtbot.wait(50)
    assert not talking.sees("transcript")
    talking.qtbot.keyClick(talking.find("cover"), Qt.Key.Key_Space)
    talking.qtbot.waitUntil(lambda: talking.reads("more"))
    talking.press("stop")


def test_what_is_hidden_can_be_locked_and_the_lock_screen_is_seen(talking: Person) -> None:
    talking.qtbot.keyClick(talking.window, *HIDE)
    talking.qtbot.keyClick(talking.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    talking.find("unlock_passphrase")
    assert not talking.window.covered


@pytest.mark.promises(GONE)
def test_a_long_talk_is_gone_as_fast_as_a_short_one(person: Person, promise: Promise) -> None:
    for number in range(500):
        person.journal.keep("c0", "user", f"question {number} " * 20)
        person.journal.keep("c0", "assistant", f"answer {number} " * 60)
    person.journal.kept_place = "c0"
    person.begin()
    person.qtbot.waitUntil(lambda: person.reads("answer 499"), timeout=60_000)
    hiding = []
    for _turn in range(20):
        began = time.perf_counter()
        person.qtbot.keyClick(person.window, *HIDE)
        hiding.append(time.perf_counter() - began)
        person.qtbot.keyClick(person.find("cover"), Qt.Key.Key_Space)
    hidden: list[float] = []
    person.wiring.hidden.connect(lambda: hidden.append(time.perf_counter()))
    began = time.perf_counter()
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    promise(GONE, round(max(hiding) * 1000, 1), "ms at most to hide 1,000 messages")
    promise(GONE, round((hidden[0] - began) * 1000, 1), "ms to lock them away")
    person.find("unlock_passphrase")
