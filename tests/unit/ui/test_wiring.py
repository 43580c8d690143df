import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.ui.shell.main_window import TITLE
from tests.support.person import PASSPHRASE, Person


def test_first_start_says_what_it_is_and_is_not(person: Person) -> None:
    person.find("welcome_name")
    words = " ".join(label.text() for label in person.window.findChildren(QLabel))
    assert "not a therapist" in words
    assert "stays on this computer" in words
    assert "small, not very wise, mostly English" in words


def test_the_recovery_code_is_shown_once_and_opens_the_journal(person: Person) -> None:
    person.create()
    code = person.find("recovery_code").text()
    person.press("recovery_copy")
    assert QGuiApplication.clipboard().text() == code
    person.press("recovery_done")
    person.find("composer")
    assert code not in [label.text() for label in person.window.findChildren(QLabel)]

    person.wiring.lock()
    person.press("unlock_other_way")
    person.fill("unlock_passphrase", code)
    person.press("unlock_open")
    person.find("composer")


def test_closing_before_the_code_is_written_down_asks_once(person: Person) -> None:
    person.create()
    person.find("recovery_code")
    person.window.close()
    person.press("question_no")
    assert person.sees("recovery_code")
    person.window.close()
    person.press("question_yes")
    person.qtbot.waitUntil(lambda: bool(person.finished))


def test_lock_works_over_an_open_sheet(person: Person) -> None:
    person.begin()
    person.press("helplines")
    sheet = person.find("sheet")
    person.qtbot.waitUntil(sheet.isActiveWindow)
    person.qtbot.keyClick(sheet, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.find("unlock_passphrase")
    assert not person.sees("sheet")


def test_two_different_passphrases_make_no_profile(person: Person) -> None:
    person.fill("welcome_name", "Mira")
    person.fill("welcome_passphrase", PASSPHRASE)
    person.fill("welcome_again", PASSPHRASE + "!")
    person.press("welcome_create")
    assert "not the same" in person.fault()
    assert person.profiles.all() == []
    assert person.find("welcome_name").text() == "Mira"


def test_a_short_passphrase_is_refused_kindly(person: Person) -> None:
    person.create(passphrase="short")
    assert "too short" in person.fault()
    assert person.profiles.all() == []


def test_a_wrong_passphrase_is_told_and_another_try_is_ready(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.fill("unlock_passphrase", "not this one")
    person.press("unlock_open")
    assert "doesn't open this journal" in person.fault()
    person.fill("unlock_passphrase", PASSPHRASE)
    person.press("unlock_open")
    person.find("composer")


def test_with_several_profiles_one_chooses(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert not person.sees("unlock_profile")
    person.press("unlock_new")
    person.create("Lin", "another few words")
    person.press("recovery_done")
    person.find("composer")
    person.wiring.lock()
    choice = person.find("unlock_profile")
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(i) for i in range(choice.count())] == ["Mira", "Lin"]
    choice.setCurrentIndex(1)
    person.fill("unlock_passphrase", "another few words")
    person.press("unlock_open")
    person.find("composer")


@pytest.mark.parametrize("button", ["vault_helplines", "helplines"])
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


def test_closing_in_mid_reply_keeps_it_and_ends_soon(person: Person) -> None:
    person.begin()
    person.chat.endless = True
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    began = time.monotonic()
    person.window.close()
    assert not person.window.isVisible()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert person.finished[0] - began < 1
    assert person.chat.closed
    assert person.journal.closed
    assert person.journal.stored["c0"][-1].state == "stopped"


def test_an_engine_that_does_not_stop_can_not_hold_the_program(person: Person) -> None:
    person.begin()
    person.chat.go_on.clear()
    person.chat.stop = lambda: None  # type: ignore[method-assign]
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("hello"))
    began = time.monotonic()
    person.window.close()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    assert person.finished[0] - began < 3
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
    def unnamed() -> list[str]:
        return [
            f"{type(widget).__name__} {widget.objectName()}"
            for widget in person.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]

    person.find("welcome_name")
    assert unnamed() == []
    person.create()
    person.find("recovery_code")
    assert unnamed() == []
    person.press("recovery_done")
    person.find("composer")
    assert unnamed() == []
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert unnamed() == []
