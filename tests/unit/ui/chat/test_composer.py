import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.chat.composer import Composer


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    composer = Composer()
    composer.resize(300, 80)
    qtbot.addWidget(composer)
    composer.show()
    return composer


def compose(composer: Composer, preedit: str, commit: str = "") -> None:
    """What an input method sends while pinyin is typed, and at the choice of a word."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(composer, event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_sends(qtbot: QtBot, composer: Composer, key: Qt.Key) -> None:
    qtbot.keyClicks(composer, "hello")
    with qtbot.waitSignal(composer.submitted, timeout=500):
        qtbot.keyClick(composer, key)
    assert composer.toPlainText() == "hello"


def test_shift_enter_starts_a_new_line(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer, "one")
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(composer, "two")
    assert composer.toPlainText() == "one\ntwo"


def test_enter_while_composing_never_sends(qtbot: QtBot, composer: Composer) -> None:
    compose(composer, "ni hao")
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert "\n" not in composer.toPlainText()

    compose(composer, "", "你好")
    assert composer.toPlainText() == "你好"
    with qtbot.waitSignal(composer.submitted, timeout=500):
        qtbot.keyClick(composer, Qt.Key.Key_Return)


def test_an_abandoned_composition_gives_enter_back(qtbot: QtBot, composer: Composer) -> None:
    compose(composer, "ni")
    compose(composer, "")
    with qtbot.waitSignal(composer.submitted, timeout=500):
        qtbot.keyClick(composer, Qt.Key.Key_Return)


def test_input_methods_are_asked_to_learn_nothing(composer: Composer) -> None:
    hints = composer.inputMethodQuery(Qt.InputMethodQuery.ImHints)
    assert Qt.InputMethodHint(hints) & Qt.InputMethodHint.ImhSensitiveData


def test_it_grows_with_the_text_and_not_for_ever(composer: Composer) -> None:
    heights = []
    for lines in (1, 3, 8, 30):
        composer.replace("\n".join(["x"] * lines))
        heights.append(composer.sizeHint().height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_sent_text_can_not_be_brought_back_by_undo(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer, "a secret")
    composer.replace("")
    composer.undo()
    assert composer.toPlainText() == ""
