from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.journal.values import Message
from app.core.settings.store import SettingsStore
from app.ui.chat.transcript import Transcript
from app.ui.shell.theme import DARK, LIGHT, Theme

ASKED = Message(
    "1", "c", None, "user", "Hello", "complete", datetime.now(UTC), 1, None, "none", False
)
ANSWERED = replace(ASKED, id="2", role="assistant", text="I am *here*.")


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Transcript:
    transcript = Transcript(theme)
    transcript.resize(700, 500)
    qtbot.addWidget(transcript)
    transcript.show()
    return transcript


def links(transcript: Transcript) -> list[str]:
    found = []
    block = transcript.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            if place.fragment().charFormat().isAnchor():
                found.append(place.fragment().charFormat().anchorHref())
            place += 1
        block = block.next()
    return found


def test_messages_stand_in_order_as_one_text(transcript: Transcript) -> None:
    transcript.add(ASKED)
    transcript.add(ANSWERED)
    lines = transcript.toPlainText().split("\n")
    assert lines == ["You", "Hello", "Listener", "I am here."]


def test_html_of_the_weights_is_only_text(transcript: Transcript) -> None:
    transcript.grow_reply('<b>bold</b> <script>x()</script> <a href="https://x.org">y</a>')
    shown = transcript.toPlainText()
    assert "<b>bold</b>" in shown
    assert "<script>" in shown
    assert links(transcript) == []


def test_the_persons_markup_is_only_text(transcript: Transcript) -> None:
    transcript.add(replace(ASKED, text="**not bold** <i>x</i> [a](https://b.org)"))
    assert "**not bold** <i>x</i> [a](https://b.org)" in transcript.toPlainText()


def test_an_image_is_never_loaded_only_described(
    transcript: Transcript, tmp_path_factory: pytest.TempPathFactory
) -> None:
    picture = tmp_path_factory.mktemp("pictures") / "red.png"
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(picture))
    for address in (QUrl.fromLocalFile(str(picture)).toString(), str(picture), "https://x.org/p"):
        transcript.grow_reply(f"See ![a red square]({address})")
        assert transcript.toPlainText().endswith("See a red square")
        kind = QTextDocument.ResourceType.ImageResource.value
        assert transcript.loadResource(kind, QUrl(address)) is None
    shot = transcript.grab().toImage()
    seen = {shot.pixel(x, y) for x in range(0, 700, 10) for y in range(0, 500, 10)}
    assert 0xFFFF0000 not in seen


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "data:text/html,x"]
)
def test_a_link_into_this_computer_is_only_text(transcript: Transcript, address: str) -> None:
    transcript.grow_reply(f"[click me]({address})")
    assert "click me" in transcript.toPlainText()
    assert links(transcript) == []


def test_a_web_link_is_asked_for_not_followed(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.grow_reply("[site](https://example.org/)")
    assert links(transcript) == ["https://example.org/"]
    before = transcript.toPlainText()
    with qtbot.waitSignal(transcript.link_requested) as asked:
        transcript.anchorClicked.emit(QUrl("https://example.org/"))
    assert asked.args == [QUrl("https://example.org/")]
    assert transcript.toPlainText() == before


def test_a_growing_reply_replaces_itself_and_nothing_else(transcript: Transcript) -> None:
    transcript.add(ASKED)
    for part in ("I", "I am", "I am\n\n- a\n- b", "I am *here*."):
        transcript.grow_reply(part)
    transcript.end_reply(ANSWERED)
    transcript.add(replace(ASKED, text="Good"))
    assert transcript.toPlainText().split("\n") == [
        "You", "Hello", "Listener", "I am here.", "You", "Good",
    ]  # fmt: skip


def test_a_reply_that_did_not_end_by_itself_says_so(transcript: Transcript) -> None:
    transcript.add(replace(ANSWERED, state="stopped"))
    transcript.add(replace(ANSWERED, state="interrupted"))
    assert "Stopped." in transcript.toPlainText()
    assert "Interrupted." in transcript.toPlainText()


def test_a_reply_may_begin_with_a_list(transcript: Transcript) -> None:
    transcript.grow_reply("- rest\n- water")
    block = transcript.document().lastBlock()
    assert block.text() == "water"
    assert block.textList()
    assert block.previous().textList()


def test_reading_further_up_is_not_disturbed(transcript: Transcript) -> None:
    for _ in range(30):
        transcript.add(ASKED)
    bar = transcript.verticalScrollBar()
    transcript.grow_reply("one")
    assert bar.value() == bar.maximum()
    bar.setValue(100)
    transcript.grow_reply("one\n\n" * 40)
    assert bar.value() == 100


def test_remarks_follow_the_theme(transcript: Transcript, theme: Theme) -> None:
    transcript.show_all("not a therapist", [ASKED, ANSWERED])

    def remark_colour() -> str:
        first = transcript.document().begin().begin().fragment()
        return first.charFormat().foreground().color().name().upper()

    theme.wear(DARK)
    transcript.dress()
    assert remark_colour() == DARK.muted
    theme.wear(LIGHT)
    transcript.dress()
    assert remark_colour() == LIGHT.muted


def test_nothing_is_left_after_clearing(transcript: Transcript) -> None:
    transcript.add(ASKED)
    transcript.grow_reply("half a")
    transcript.clear_all()
    assert transcript.toPlainText() == ""
    transcript.undo()
    assert transcript.toPlainText() == ""
    transcript.add(ASKED)
    assert "half" not in transcript.toPlainText()


def test_words_shown_already_take_another_size(
    transcript: Transcript, theme: Theme, tmp_path: Path
) -> None:
    def widths() -> list[float]:
        block, found = transcript.document().begin(), []
        while block.isValid():
            found.append(block.layout().lineAt(0).naturalTextWidth())
            block = block.next()
        return found

    settings = SettingsStore(tmp_path / "settings.toml")
    theme.follow(settings)
    theme.changed.connect(transcript.dress)
    transcript.add(replace(ASKED, text="你好 hello"))
    transcript.add(ANSWERED)
    transcript.grab()
    before = widths()
    for percent in (200, 80, 100):
        settings.set("text_size", percent)
        transcript.grab()
        assert widths() == pytest.approx([each * percent / 100 for each in before], rel=0.06)


def asked_for(transcript: Transcript) -> list[str]:
    """The ids of the messages whose menu is asked for from now on."""
    found: list[str] = []
    transcript.menu_requested.connect(lambda message, _place: found.append(message.id))
    return found


def press_menu_key(transcript: Transcript) -> None:
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(
        transcript.viewport(), QContextMenuEvent(reason, QPoint(0, 0), QPoint(0, 0))
    )


def test_the_keyboard_goes_from_message_to_message(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_all("A remark.", [ASKED, ANSWERED, replace(ASKED, id="3", text="And now?")])
    found = asked_for(transcript)
    press_menu_key(transcript)  # nobody went anywhere: the newest one
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(transcript, key, Qt.KeyboardModifier.ControlModifier)
        press_menu_key(transcript)
    assert found == ["3", "2", "1", "1", "2"]


def test_the_mouse_asks_for_the_message_below_it(transcript: Transcript) -> None:
    transcript.show_all("A remark.", [ASKED, ANSWERED])
    found = asked_for(transcript)
    for words in ("Hello", "here", "A remark"):
        cursor = transcript.document().find(words)
        place = transcript.cursorRect(cursor).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
        QApplication.sendEvent(transcript.viewport(), event)
    assert found == ["1", "2"]


def test_a_reply_has_its_menu_when_it_is_whole(transcript: Transcript) -> None:
    transcript.show_all("A remark.", [ASKED])
    found = asked_for(transcript)
    transcript.grow_reply("I am")
    end = transcript.document().characterCount() - 1
    assert transcript.message_at(end) is None
    transcript.end_reply(ANSWERED)
    assert transcript.message_at(end) == ANSWERED
    transcript.clear_all()
    press_menu_key(transcript)
    assert found == []
