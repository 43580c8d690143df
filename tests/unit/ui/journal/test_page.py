"""The journal page, with the whole window around it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton

from app.core.errors import UserFacingError
from app.core.journal.values import Note
from app.ui.history.conversation_item_model import ABOUT
from app.ui.history.presenter import HistoryPresenter
from tests.support.person import Person


@pytest.fixture
def reader(person: Person) -> Person:
    """Somebody with three conversations, on the journal page."""
    for key, words in (("a", "the sea"), ("b", "Ｔhe hills"), ("c", "my sister")):
        person.journal.keep(key, "user", words)
    person.begin()
    person.press("go_journal")
    person.qtbot.waitUntil(lambda: len(titles(person)) == 3)
    return person


def rows(person: Person) -> list[str]:
    model = person.find("journal_list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def titles(person: Person) -> list[str]:
    return [row for row in rows(person) if row != "Today"]


def in_view(person: Person) -> str:
    """The conversation as far as it is on the screen."""
    transcript = person.find("transcript")
    seen = transcript.viewport().rect()
    top = transcript.cursorForPosition(seen.topLeft())
    bottom = transcript.cursorForPosition(seen.bottomRight())
    top.setPosition(bottom.position(), top.MoveMode.KeepAnchor)
    return str(top.selection().toPlainText())


def choose(person: Person, title: str) -> Any:
    listed = person.find("journal_list")
    index = listed.model().index(rows(person).index(title), 0)
    listed.setFocus()
    person.qtbot.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualRect(index).center()
    )
    return listed


def test_every_conversation_is_there_with_its_day(reader: Person) -> None:
    assert rows(reader) == ["Today", "my sister", "Ｔhe hills", "the sea"]
    model = reader.find("journal_list").model()
    told = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("my sister, ")
    assert "1 message" in told


def test_words_find_it_and_show_where_they_stand(reader: Person) -> None:
    assert reader.find("journal_search").hasFocus()
    reader.journal.keep("b", "assistant", "I listened, and " + "on we went. " * 9 + "A heron flew.")
    reader.qtbot.keyClicks(reader.find("journal_search"), "HERON")
    reader.qtbot.waitUntil(lambda: titles(reader) == ["Ｔhe hills"])
    found = reader.find("journal_list").model().index(1, 0).data(ABOUT)
    assert found.startswith("…")
    assert found.endswith("A heron flew.")
    reader.qtbot.keyClick(reader.find("journal_search"), Qt.Key.Key_Return)
    reader.qtbot.keyClick(reader.find("journal_list"), Qt.Key.Key_Return)
    reader.find("composer")
    reader.qtbot.waitUntil(lambda: reader.reads("Ｔhe hills"))


def test_enter_goes_down_into_what_is_found_and_not_into_what_was_there(reader: Person) -> None:
    search = reader.find("journal_search")
    reader.qtbot.keyClicks(search, "hills")
    reader.qtbot.keyClick(search, Qt.Key.Key_Return)  # before anything of it is found
    listed = reader.find("journal_list")
    reader.qtbot.waitUntil(listed.hasFocus)
    assert titles(reader) == ["Ｔhe hills"]
    assert listed.currentIndex().data() == "Ｔhe hills"


def test_enter_goes_down_also_where_the_list_changes_meanwhile(reader: Person) -> None:
    search = reader.find("journal_search")
    reader.qtbot.keyClicks(search, "hills")
    reader.qtbot.keyClick(search, Qt.Key.Key_Return)
    history = reader.wiring.findChild(HistoryPresenter)
    assert history
    history.begin()  # as when a reply ends: what is looked for is looked for anew
    reader.qtbot.waitUntil(reader.find("journal_list").hasFocus)
    assert titles(reader) == ["Ｔhe hills"]


def test_what_was_found_is_in_view(reader: Person) -> None:
    reader.journal.keep("b", "user", "A heron flew.")
    for number in range(60):
        reader.journal.keep("b", "user", f"Later, {number}.")
    reader.qtbot.keyClicks(reader.find("journal_search"), "heron")
    reader.qtbot.waitUntil(lambda: titles(reader) == ["Ｔhe hills"])
    choose(reader, "Ｔhe hills")
    reader.press("journal_open")
    reader.qtbot.waitUntil(lambda: "A heron flew." in in_view(reader))
    assert "Later, 59." not in in_view(reader)

    reader.find("transcript").show_end()
    reader.press("go_journal")
    reader.press("journal_open")
    reader.qtbot.waitUntil(lambda: "A heron flew." in in_view(reader))

    reader.press("go_journal")
    reader.find("journal_search").clear()
    reader.qtbot.waitUntil(lambda: len(titles(reader)) == 3)
    for title, last in (("the sea", "the sea"), ("Ｔhe hills", "Later, 59.")):
        reader.press("go_journal")
        choose(reader, title)
        reader.press("journal_open")
        reader.qtbot.waitUntil(lambda last=last: last in in_view(reader))


def test_a_search_without_a_hit_says_so(reader: Person) -> None:
    reader.find("journal_search").setText("nowhere")
    reader.qtbot.waitUntil(lambda: not reader.sees("journal_list"))
    assert "No conversation" in reader.find("journal_nothing").text()
    assert not reader.find("journal_open").isEnabled()


def test_the_button_opens_the_chosen_one(reader: Person) -> None:
    assert not reader.find("journal_open").isEnabled()
    choose(reader, "the sea")
    reader.press("journal_open")
    reader.find("composer")
    reader.qtbot.waitUntil(lambda: reader.reads("the sea"))


def test_a_title_is_changed_in_place(reader: Person) -> None:
    listed = choose(reader, "my sister")
    reader.press("journal_rename")
    editor = listed.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "my sister"
    reader.find("journal_rename").click()  # impatiently
    editor.setText("  Anna  and I ")
    reader.qtbot.keyClick(editor, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: "Anna and I" in titles(reader))
    sidebar = reader.find("conversations").model()
    reader.qtbot.waitUntil(
        lambda: "Anna and I" in [sidebar.index(row, 0).data() for row in range(4)]
    )


def test_deleting_asks_first_and_then_it_is_gone(reader: Person) -> None:
    choose(reader, "my sister")
    reader.press("journal_delete")
    reader.press("question_no")
    assert len(titles(reader)) == 3
    reader.qtbot.keyClick(choose(reader, "my sister"), Qt.Key.Key_Delete)
    reader.press("question_yes")
    reader.qtbot.waitUntil(lambda: titles(reader) == ["Ｔhe hills", "the sea"])
    assert "c" not in reader.journal.stored


def test_the_one_being_answered_can_be_deleted_too(reader: Person) -> None:
    choose(reader, "the sea")
    reader.press("journal_open")
    reader.chat.endless = True
    reader.say("talk on")
    reader.qtbot.waitUntil(lambda: reader.reads("listening."))
    reader.qtbot.keyClicks(reader.find("composer"), "unsent")
    reader.press("go_journal")
    choose(reader, "the sea")
    reader.press("journal_delete")
    reader.press("question_yes")
    reader.qtbot.waitUntil(lambda: "a" not in reader.journal.stored)
    reader.press("go_chat")
    reader.qtbot.waitUntil(lambda: not reader.reads("talk on"))
    assert reader.find("composer").toPlainText() == ""
    assert "unsent" not in reader.journal.drafts.values()
    assert not reader.sees("notice")


def test_a_fault_is_told_on_the_page(reader: Person) -> None:
    def full(*_args: object) -> None:
        raise UserFacingError("disk_full")

    reader.journal.rename_conversation = full  # type: ignore[method-assign]
    listed = choose(reader, "my sister")
    reader.press("journal_rename")
    editor = listed.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("other")
    reader.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "disk is full" in reader.find("notice_words").text()
    reader.qtbot.waitUntil(lambda: "my sister" in titles(reader))


def test_locking_leaves_no_title_behind(reader: Person) -> None:
    listed, search = reader.find("journal_list"), reader.find("journal_search")
    search.setText("sea")
    reader.wiring.lock()
    assert listed.model().rowCount() == 0
    assert search.text() == ""


def test_an_empty_journal_says_what_it_is_for(person: Person) -> None:
    person.begin()
    person.press("go_journal")
    assert "will be kept here" in person.find("journal_nothing").text()


def test_the_notes_of_a_conversation_are_read_changed_and_taken_away(reader: Person) -> None:
    for number, words in enumerate(("I was heard.", "Call my sister."), 1):
        now = datetime.now(UTC)
        reader.journal.kept_notes[str(number)] = Note(str(number), "c", words, now, now)
    choose(reader, "my sister")
    reader.press("journal_notes")
    reader.qtbot.waitUntil(lambda: reader.window.findChild(QDialog, "sheet") is not None)
    sheet = reader.window.findChild(QDialog, "sheet")

    def noted() -> list[str]:
        return [field.toPlainText() for field in sheet.findChildren(QPlainTextEdit, "note")]

    assert noted() == ["I was heard.", "Call my sister."]
    sheet.findChildren(QPlainTextEdit, "note")[1].setPlainText("Call my sister on Sunday.")
    sheet.findChildren(QPushButton, "note_keep")[1].click()
    reader.qtbot.waitUntil(
        lambda: reader.journal.kept_notes["2"].text == "Call my sister on Sunday."
    )
    sheet.findChildren(QPushButton, "note_delete")[0].click()
    reader.qtbot.waitUntil(lambda: list(reader.journal.kept_notes) == ["2"])
    reader.qtbot.waitUntil(lambda: noted() == ["Call my sister on Sunday."])
