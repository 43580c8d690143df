import pytest
from PySide6.QtCore import Qt

from app.ui.shell.main_window import TITLE
from tests.support.person import PASSPHRASE, Person


def test_lock_works_over_an_open_sheet(person: Person) -> None:
    person.begin()
    person.press("helplines")
    sheet = person.find("sheet")
    person.qtbot.waitUntil(sheet.isActiveWindow)
    person.qtbot.keyClick(sheet, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.find("unlock_passphrase")
    assert not person.sees("sheet")


@pytest.mark.parametrize("button", ["entrance_helplines", "helplines"])
def test_helplines_are_one_click_away(person: Person, button: str) -> None:
    if button == "helplines":
        person.begin()
    person.press(button)
    assert person.find("helpline_contact").text() == "988"
    person.press("sheet_close")


def test_lock_hides_every_word_at_once_and_ends_the_engine(person: Person) -> None:
    person.begin()
    person.chat.endless = True
    person.say("my secret")
    person.qtbot.waitUntil(lambda: person.reads("listening.") and person.reads("my secret"))
    transcript, composer = person.find("transcript"), person.find("composer")
    person.qtbot.keyClicks(composer, "unsent secret")

    person.qtbot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert transcript.toPlainText() == ""
    assert composer.toPlainText() == ""
    assert not person.sees("transcript")
    assert not person.sees("conversations")
    person.qtbot.waitUntil(lambda: person.chat.closed and person.journal.closed)

    person.fill("unlock_passphrase", PASSPHRASE)
    person.press("unlock_open")
    person.find("composer")
    messages = next(iter(person.journal.stored.values()))
    assert [message.state for message in messages] == ["complete", "stopped"]
    assert person.journal.drafts["c0"] == "unsent secret"


def test_closing_in_mid_reply_keeps_it(person: Person) -> None:
    person.begin()
    person.chat.endless = True
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    person.window.close()
    assert not person.window.isVisible()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert person.chat.closed
    assert person.journal.closed
    assert person.journal.stored["c0"][-1].state == "stopped"


def test_an_engine_that_does_not_stop_can_not_hold_the_program(person: Person) -> None:
    person.begin()
    person.chat.go_on.clear()
    person.chat.stop = lambda: None  # type: ignore[method-assign]
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("hello"))
    person.window.close()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert person.journal.closed
    person.chat.go_on.set()


def test_the_title_of_the_window_tells_nothing(person: Person) -> None:
    person.begin()
    person.say("something private")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    assert person.window.windowTitle() == TITLE == "SoulChat"


def test_the_list_of_conversations_leads_back(person: Person) -> None:
    person.begin()
    person.say("about the sea")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    person.press("new_conversation")
    person.qtbot.waitUntil(lambda: not person.reads("about the sea"))
    person.say("about the hills")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    listed = person.find("conversations")
    person.qtbot.waitUntil(lambda: listed.model().rowCount() == 3)
    rows = [listed.model().index(row, 0).data() for row in range(3)]
    assert rows == ["Today", "about the hills", "about the sea"]
    place = listed.visualRect(listed.model().index(2, 0)).center()
    person.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.qtbot.waitUntil(lambda: person.reads("about the sea"))
    assert not person.reads("about the hills")


def test_every_control_has_a_name(person: Person) -> None:
    person.begin()
    assert person.unnamed() == []


def test_quitting_during_an_unlock_closes_what_it_opened(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.unlock()
    person.wiring.quit()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert person.journal.closed
    person.qtbot.wait(50)
    assert len(person.finished) == 1
