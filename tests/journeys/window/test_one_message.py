"""What a person does with one message, by the keyboard: take it along, rate it, delete it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap, upkeep
from tests.journeys.window.test_export import answer_file, choose, wait_told
from tests.support.whole_window import PASSPHRASE, Window, program_in

CANARY = "zyxwunicorn"
SAID = ("I can't sleep.", "Since when?", f"Since {CANARY}.", "Tell me more.")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "home"
    program = program_in(home)
    bootstrap.create_profile(program, "Mira", PASSPHRASE)
    vault = program.profiles.unlock(program.default_profile(), PASSPHRASE)
    with bootstrap.open_journal(program, vault) as journal:
        journal.add_message(None, "user", "Another evening", title="Another evening")
        first = journal.add_message(None, "user", SAID[0], title="Nights")
        for number, text in enumerate(SAID[1:]):
            role = "user" if number % 2 else "assistant"
            journal.add_message(first.conversation_id, role, text)  # type: ignore[arg-type]
        upkeep.backups_of(program, vault.profile).make(journal, lambda _done, _size: None)
    vault.close()
    window = Window(qtbot, qapp, home)
    window.unlock()
    listed = window.find("conversations")
    qtbot.waitUntil(lambda: listed.model().rowCount() == 3)
    listed.activated.emit(listed.model().index(1, 0))
    qtbot.waitUntil(lambda: SAID[3] in window.find("transcript").toPlainText())
    yield window
    window.close()


def menu_of(window: Window, back: int) -> QMenu:
    """The menu of a message, so many before the newest, asked for by the keyboard."""
    transcript = window.find("transcript")
    transcript.setFocus()
    transcript.moveCursor(transcript.textCursor().MoveOperation.End)
    for _step in range(back):
        window.qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    place = QPoint(0, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
    QApplication.sendEvent(transcript.viewport(), event)
    menu: QMenu = window.find("message_menu")
    return menu


def pick(menu: QMenu, words: str) -> None:
    """By the arrow keys, as a screen reader tells them."""
    (wanted,) = [action for action in menu.actions() if action.text().startswith(words)]
    menu.setActiveAction(wanted)
    menu.activeAction().trigger()
    menu.close()


def closed(window: Window, name: str) -> None:
    window.qtbot.waitUntil(lambda: not shown(window, name))


def shown(window: Window, name: str) -> list[QWidget]:
    return [each for each in window.window.findChildren(QWidget, name) if each.isVisible()]


def everything(window: Window, target: Path) -> dict[str, Any]:
    """What the lossless form holds."""
    window.find("go_journal").click()
    window.find("journal_along").click()
    choose(window, "export_what", "all")
    choose(window, "export_form", "json")
    window.find("export_save").click()
    answer_file(window, target)
    wait_told(window, "export_told", "are in")
    window.find("sheet_close").click()
    closed(window, "sheet")
    found: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return found


def test_one_message_is_taken_along(window: Window, tmp_path: Path) -> None:
    pick(menu_of(window, 1), "Copy this message")
    assert QApplication.clipboard().text() == SAID[2]
    QApplication.clipboard().clear()  # left there to the end, Qt frees it too late and crashes
    pick(menu_of(window, 2), "Take this message along")
    assert window.find("export_what").currentText() == "This message: Since when?"
    choose(window, "export_form", "txt")
    window.find("export_save").click()
    answer_file(window, tmp_path / "one.txt")
    wait_told(window, "export_told", "1 message is in")
    text = (tmp_path / "one.txt").read_text("utf-8")
    assert "Since when?" in text
    assert not any(other in text for other in (SAID[0], SAID[2], SAID[3]))


def test_a_rating_is_kept_and_leaves_in_the_lossless_form(window: Window, tmp_path: Path) -> None:
    assert not [each for each in menu_of(window, 1).actions() if "Rate" in each.text()]
    window.find("message_menu").close()
    pick(menu_of(window, 2), "Rate this reply")
    assert not window.find("rating_keep").isEnabled()
    choose(window, "rating", "-1")
    window.find("rating_words").setPlainText("too quick")
    window.find("rating_keep").click()
    closed(window, "sheet")
    told = everything(window, tmp_path / "all.json")
    (rating,) = [rating for home in told["conversations"] for rating in home.get("ratings", ())]
    assert (rating["value"], rating["words"]) == (-1, "too quick")
    window.find("go_chat").click()
    pick(menu_of(window, 2), "Rate this reply")
    assert window.find("rating_words").toPlainText() == "too quick"
    window.find("rating_forget").click()
    closed(window, "sheet")
    told = everything(window, tmp_path / "again.json")
    assert not [home for home in told["conversations"] if "ratings" in home]


def test_a_deleted_message_is_gone_and_the_backups_are_named(
    window: Window, tmp_path: Path
) -> None:
    pick(menu_of(window, 1), "Delete this message")
    assert CANARY in window.find("question_details").text()
    window.find("question_yes").click()
    window.qtbot.waitUntil(lambda: "(deleted)" in window.find("transcript").toPlainText())
    assert CANARY not in window.find("transcript").toPlainText()
    window.qtbot.waitUntil(lambda: "soulchat-" in window.find("question_details").text())
    before = set((tmp_path / "home").rglob("*.backup"))
    window.find("question_yes").click()
    window.qtbot.waitUntil(
        lambda: len(after := set((tmp_path / "home").rglob("*.backup"))) == 1 and after != before
    )
    told = json.dumps(everything(window, tmp_path / "all.json"))
    assert CANARY not in told and SAID[3] in told


def test_several_conversations_are_taken_along_and_deleted(window: Window, tmp_path: Path) -> None:
    window.find("new_conversation").click()
    window.find("go_journal").click()
    listed = window.find("journal_list")
    window.qtbot.waitUntil(lambda: listed.model().rowCount() == 3)
    for row in (1, 2):
        flag = QItemSelectionModel.SelectionFlag.Select
        listed.selectionModel().select(listed.model().index(row, 0), flag)
    assert not window.find("journal_rename").isEnabled()
    window.find("journal_along").click()
    assert window.find("export_what").currentText() == "Those that are selected: 2 conversations"
    choose(window, "export_form", "txt")
    window.find("export_save").click()
    answer_file(window, tmp_path / "both.txt")
    wait_told(window, "export_told", "5 messages are in")
    window.find("sheet_close").click()
    closed(window, "sheet")
    window.find("journal_delete").click()
    assert window.find("question_details").text() == "Nights\nAnother evening"
    window.find("question_yes").click()
    window.qtbot.waitUntil(lambda: listed.model().rowCount() == 0)
    window.find("question_no").click()  # whether the backups should forget it, too


def test_a_file_sealed_for_a_key_is_opened_by_the_secret_one(
    window: Window, tmp_path: Path
) -> None:
    secret, plain, sealed = (tmp_path / name for name in ("key", "plain.jsonl", "for me.age"))
    subprocess.run(["age-keygen", "-o", secret], capture_output=True, check=True)
    public = subprocess.run(["age-keygen", "-y", secret], capture_output=True, check=True)
    plain.write_text(json.dumps({"messages": [{"role": "user", "content": "From elsewhere"}]}))
    recipient = public.stdout.decode().strip()
    subprocess.run(["age", "-r", recipient, "-o", sealed, plain], check=True)
    window.find("go_journal").click()
    window.find("journal_bring").click()
    window.find("import_file").click()
    answer_file(window, sealed)
    wait_told(window, "import_fault", "This file is sealed.")
    window.find("import_identity").setText("AGE-SECRET-KEY-1NONSENSE")
    window.find("import_identity").returnPressed.emit()
    wait_told(window, "import_fault", "no secret key")
    window.find("import_identity").setText("")
    window.find("import_key_file").click()
    answer_file(window, secret)
    wait_told(window, "import_told", "This would be added: 1 conversation, 1 message.")
    window.qtbot.waitUntil(window.find("import_take").isEnabled)
    window.find("import_take").click()
    wait_told(window, "import_told", "Added: 1 conversation")
    key = next(line for line in secret.read_text().splitlines() if line.startswith("AGE-"))
    kept = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert not [each for each in kept if key.encode() in each.read_bytes()]
