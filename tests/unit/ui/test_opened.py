"""The frame of the open program: pages, details, keys, and the language that changes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core.chat.turn import CareOffered
from app.core.i18n import N_, _
from app.core.safety.levels import Level
from app.ui.pages import PAGES
from app.ui.shell import parts
from app.ui.shell.main_window import MainWindow
from app.ui.shell.pages import House, Page, PageKind, Presenter
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from tests.support.person import Person


class StonesPresenter(Presenter):
    """Counts stones: the smallest page there can be."""

    counted = Signal(int)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._stones = 0
        self.profile = house.session.vault.profile.name
        self.ended = False

    def begin(self) -> None:
        self.counted.emit(self._stones)

    def add(self) -> None:
        self._stones += 1
        self.begin()

    def end(self) -> None:
        super().end()
        self.ended = True


class StonesPage(Page):
    def __init__(self, presenter: StonesPresenter) -> None:
        super().__init__()
        self.count = QLabel(objectName="stones")
        self.line = QLineEdit(objectName="stones_note", accessibleName=_("Copy"))
        self.secret = parts.field("Secret", "stones_secret", secret=True)[1]
        self.secret.setParent(self)
        column = QVBoxLayout(self)
        column.addWidget(self.count)
        column.addWidget(self.line)
        column.addWidget(self.secret)
        presenter.counted.connect(lambda stones: self.count.setText(str(stones)))

    def forget(self) -> None:
        self.count.clear()
        self.line.clear()

    def details(self) -> QWidget | None:
        return QLabel("about stones", objectName="about_stones")


class Stones:
    """A page kind that remembers what the frame made of it."""

    def __init__(self) -> None:
        self.presenters: list[StonesPresenter] = []
        self.pages: list[StonesPage] = []
        self.kind = PageKind("stones", N_("Copy"), "journal", self._present, self._build)

    def _present(self, house: House) -> StonesPresenter:
        self.presenters.append(StonesPresenter(house))
        return self.presenters[-1]

    def _build(self, presenter: StonesPresenter, _house: House) -> StonesPage:
        self.pages.append(StonesPage(presenter))
        return self.pages[-1]


@pytest.fixture
def stones() -> Stones:
    return Stones()


@pytest.fixture
def person(  # noqa: PLR0917 - fixtures
    qtbot: QtBot, tmp_path: Path, window: MainWindow, theme: Theme, tasks: Tasks, stones: Stones
) -> Iterator[Person]:
    person = Person(qtbot, tmp_path, window, theme, tasks, pages=(*PAGES, stones.kind))
    person.begin()
    yield person
    person.wiring.quit()
    qtbot.waitUntil(lambda: bool(person.finished))


def press(person: Person, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    person.qtbot.waitUntil(person.window.isActiveWindow)
    person.qtbot.keyClick(person.window, key, held)


def last_digit() -> Qt.Key:
    return Qt.Key(Qt.Key.Key_1 + len(PAGES))


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_page_in_the_list_is_a_page_of_the_program(person: Person, stones: Stones) -> None:
    assert stones.presenters == []  # made when it is first shown
    person.press("go_stones")
    assert person.find("stones").text() == "0"
    assert not person.sees("composer")
    (presenter,) = stones.presenters
    assert presenter.profile == "Mira"
    presenter.add()
    assert person.find("stones").text() == "1"

    person.press("go_chat")
    person.find("composer")
    press(person, last_digit(), CTRL)
    assert person.find("stones").text() == "1"
    assert len(stones.pages) == 1

    person.find("stones_note").setText("a private word")
    page = stones.pages[0]
    person.wiring.lock()
    assert (page.count.text(), page.line.text()) == ("", "")
    assert presenter.ended


def test_every_page_of_ours_opens(person: Person) -> None:
    for kind in PAGES:
        person.press(f"go_{kind.key}")
        assert person.find(f"go_{kind.key}").isChecked()
        person.find("page")


def test_details_are_hidden_until_asked_for(person: Person) -> None:
    person.press("go_stones")
    assert not person.sees("about_stones")
    press(person, Qt.Key.Key_F9)
    assert person.sees("about_stones")
    press(person, Qt.Key.Key_F9)
    assert not person.sees("about_stones")


def test_another_language_changes_the_words_and_nothing_else(
    person: Person, stones: Stones
) -> None:
    person.press("go_stones")
    stones.presenters[0].add()
    person.find("stones_note").setText("half a thought")
    person.find("stones_secret").setText("a passphrase")
    person.find("stones_note").setFocus()
    press(person, Qt.Key.Key_F9)

    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    assert person.find("stones").text() == "1"
    assert person.find("stones_note").text() == "half a thought"
    assert person.find("stones_secret").text() == ""  # no copy of it is made
    assert person.find("stones_note").hasFocus()
    assert person.sees("about_stones")
    assert len(stones.presenters) == 1
    person.press("go_chat")
    assert "心" in person.find("composer").placeholderText()

    person.program.settings.set("language", "en")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "Lock")


def test_the_conversations_have_their_room_in_another_language_too(person: Person) -> None:
    person.say("talk")

    def heights() -> list[int]:
        listed = person.find("conversations")
        rows = range(listed.model().rowCount())
        return [listed.visualRect(listed.model().index(row, 0)).height() for row in rows]

    person.qtbot.waitUntil(lambda: len(heights()) == 2)
    person.qtbot.wait(50)
    before = heights()
    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    person.qtbot.wait(50)
    assert heights() == pytest.approx(before, abs=4)  # of another face


def test_a_reply_under_way_and_an_unsent_text_live_through_it(person: Person) -> None:
    person.chat.endless = True
    person.say("talk on")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    person.qtbot.keyClicks(person.find("composer"), "half a thought")
    composer = person.find("composer")
    cursor = composer.textCursor()
    cursor.setPosition(4)
    composer.setTextCursor(cursor)

    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    assert person.find("composer").toPlainText() == "half a thought"
    person.qtbot.waitUntil(lambda: person.reads("talk on") and person.reads("listening."))
    assert person.find("composer").textCursor().position() == 4
    assert person.find("composer").hasFocus()
    so_far = len(person.find("transcript").toPlainText())
    person.qtbot.waitUntil(lambda: len(person.find("transcript").toPlainText()) > so_far)
    person.press("stop")
    person.find("send")
    assert person.reads("倾听者")
    assert person.chat.asked == [(None, "talk on")]
    assert person.find("composer").toPlainText() == "half a thought"


def test_a_reply_is_not_shown_before_what_it_answers(person: Person, tasks: Tasks) -> None:
    person.chat.endless = True
    person.say("talk on")
    person.qtbot.waitUntil(lambda: person.reads("listening."))
    slow_disk = threading.Event()
    tasks.journal.run(person.window, slow_disk.wait)
    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    person.qtbot.wait(200)
    assert not person.reads("listening.")
    slow_disk.set()
    person.qtbot.waitUntil(lambda: person.reads("talk on") and person.reads("listening."))
    person.press("stop")
    person.find("send")


def test_the_place_in_a_long_talk_is_kept(person: Person) -> None:
    person.chat.pieces = ("A long answer. \n\n" * 80,)
    person.say("talk")
    person.find("send")
    bar = person.find("transcript").verticalScrollBar()
    person.qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(bar.maximum() // 3)
    before = bar.value() / bar.maximum()
    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    person.qtbot.waitUntil(lambda: person.reads("A long answer."))
    bar = person.find("transcript").verticalScrollBar()
    person.qtbot.waitUntil(lambda: abs(bar.value() / max(1, bar.maximum()) - before) < 0.02)


def test_the_place_on_a_long_page_is_kept(person: Person) -> None:
    person.press("go_settings")
    bar = person.find("settings_area").verticalScrollBar()
    person.qtbot.waitUntil(lambda: bar.maximum() > 600)  # it comes in pieces
    bar.setValue(500)
    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.find("lock").text() == "锁定")
    bar = person.find("settings_area").verticalScrollBar()
    person.qtbot.waitUntil(lambda: bar.value() == 500)


def test_f6_leads_round_the_parts_of_the_window(person: Person) -> None:
    assert person.find("composer").hasFocus()
    press(person, Qt.Key.Key_F6)
    assert person.find("sidebar").isAncestorOf(person.window.focusWidget())
    press(person, Qt.Key.Key_F6)
    assert person.find("composer").hasFocus()


def test_f1_tells_every_key_there_is(person: Person) -> None:
    works = {
        shortcut.key().toString()
        for shortcut in person.window.findChildren(
            QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
    }
    press(person, Qt.Key.Key_F1)
    sheet = person.find("sheet")
    told = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+L", "Ctrl+N", "Ctrl+1", "F1", "F6", "F9"} <= works
    assert works <= told
    person.press("sheet_close")


def test_the_keys_lead_to_pages_and_a_new_conversation(person: Person) -> None:
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    press(person, last_digit(), CTRL)
    assert person.sees("stones")
    press(person, Qt.Key.Key_N, CTRL)
    person.qtbot.waitUntil(lambda: person.sees("composer") and not person.reads("hello"))
    press(person, Qt.Key.Key_H, CTRL, Qt.KeyboardModifier.ShiftModifier)
    person.find("helpline_contact")
    person.press("sheet_close")


def test_the_facts_of_a_conversation_are_beside_it(person: Person) -> None:
    def facts() -> str:
        pane = person.find("details")
        return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())

    assert not person.sees("details")
    person.press("details_toggle")
    person.qtbot.waitUntil(lambda: "None yet" in facts())
    way = person.find("details_way")
    person.qtbot.waitUntil(lambda: way.currentText() == "Empathic listener")
    person.say("hello")
    person.qtbot.waitUntil(lambda: "Messages\n2" in facts())
    person.qtbot.waitUntil(lambda: "The whole conversation" in facts() and "Begun" in facts())
    person.press("go_journal")
    assert not person.sees("details")
    person.press("go_chat")
    assert person.sees("details")
    pane = person.find("details")
    person.wiring.lock()
    assert "Messages" not in "".join(
        label.text() for label in pane.findChildren(QLabel) if not label.isHidden()
    )


def test_another_profile_is_one_click_away(person: Person) -> None:
    other = person.profiles.create("Lin & Co", "another few words", bootstrap.furnish)
    person.say("a secret of Mira's")
    person.qtbot.waitUntil(lambda: person.reads("I am listening."))
    assert person.find("profile").accessibleName() == "Profile: Mira"
    person.press("profile")
    menu = person.find("profile_menu")
    words = [action.text() for action in menu.actions()]
    assert words[0] == "Switch to Lin && Co"
    menu.actions()[0].trigger()
    choice = person.find("unlock_profile")
    assert choice.currentText() == "Lin & Co"
    assert person.journal.closed
    person.fill("unlock_passphrase", "another few words")
    person.press("unlock_open")
    assert person.find("profile").accessibleName() == f"Profile: {other.profile.name}"


def test_about_is_in_the_menu_of_the_profile(person: Person) -> None:
    person.press("profile")
    menu = person.find("profile_menu")
    menu.actions()[-1].trigger()
    assert person.find("sheet").windowTitle() == "About SoulChat"
    menu.close()
    person.press("sheet_close")


def test_the_card_of_care_changes_its_language_too(person: Person) -> None:
    program = person.program
    card = program.triage.card(Level.HIGH, "en", "US")
    assert card
    person.chat.before = (CareOffered(card),)
    person.say("I want to die")
    assert person.find("care_heading").text() == card.heading
    person.program.settings.set("language", "zh_CN")
    chinese = program.triage.card(Level.HIGH, "zh_CN", "US")
    assert chinese
    person.qtbot.waitUntil(
        lambda: (
            person.sees("care_heading") and person.find("care_heading").text() == chinese.heading
        )
    )


def test_the_conversation_that_is_open_is_not_read_anew(person: Person) -> None:
    person.chat.pieces = ("A long answer. \n\n" * 80,)
    person.say("talk")
    person.find("send")
    bar = person.find("transcript").verticalScrollBar()
    person.qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(100)
    person.press("go_care")
    listed = person.find("conversations")
    person.qtbot.waitUntil(lambda: listed.model().rowCount() == 2)
    place = listed.visualRect(listed.model().index(1, 0)).center()
    person.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert person.find("transcript").verticalScrollBar().value() == 100


def test_an_empty_page_says_a_calm_word(person: Person) -> None:
    assert person.find("opening").text() == "Take your time."
    person.say("hello")
    person.qtbot.waitUntil(lambda: person.reads("hello"))
    assert not person.sees("opening")
    press(person, Qt.Key.Key_N, CTRL)
    person.find("opening")


def test_in_a_narrow_window_details_take_the_place_of_the_page(person: Person) -> None:
    person.window.resize(640, 480)
    person.press("details_toggle")
    person.find("details")
    assert not person.sees("composer")
    assert person.sees("lock")
    person.press("details_toggle")
    person.find("composer")
    assert not person.sees("details")
    person.press("details_toggle")
    person.window.resize(1280, 800)
    person.find("composer")
    assert person.sees("details")
