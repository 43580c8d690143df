"""A person takes a conversation along, shares some of it, and brings one in; all in the window."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.ui.shell.file_opening import FileOpening
from tests.support.terminal import Shell
from tests.support.whole_window import PASSPHRASE, Window, program_in

WORDS = "我很难过，里面第二天 Mei doesn't call."


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "home"
    program = program_in(home)
    bootstrap.create_profile(program, "Mira", PASSPHRASE)
    vault = program.profiles.unlock(program.default_profile(), PASSPHRASE)
    journal = bootstrap.open_journal(program, vault)
    said = journal.add_message(None, "user", WORDS, title="Nights")
    for number in range(40):
        journal.add_message(said.conversation_id, "assistant", f"I hear you, {number}. " * 20)
    journal.save_check_in(2, "heavy")
    journal.close()
    vault.close()
    window = Window(qtbot, qapp, home)
    window.unlock()
    yield window
    window.close()


def answer_file(window: Window, path: Path) -> None:
    """Name a file where the program asks for one."""
    dialog: QFileDialog = window.find("file_question")
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def choose(window: Window, name: str, value: str) -> None:
    box = window.find(name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def wait_told(window: Window, name: str, words: str) -> None:
    window.qtbot.waitUntil(lambda: words in window.find(name).text())


def text_of(pdf: Path) -> str:
    made = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return made.stdout.decode()


def test_take_along_share_and_bring_in(window: Window, tmp_path: Path) -> None:
    window.find("go_journal").click()
    listed = window.find("journal_list")
    window.qtbot.waitUntil(lambda: listed.model().rowCount() > 1)
    listed.setCurrentIndex(listed.model().index(1, 0))
    window.find("journal_along").click()
    take_a_pdf(window, tmp_path / "out.pdf")
    take_everything_sealed(window, taken=tmp_path / "out.pdf", free=tmp_path / "all.json.age")
    window.find("sheet_close").click()
    share_one_turn(window, listed, tmp_path / "share.pdf")
    window.find("journal_bring").click()
    bring_in(window, listed, tmp_path)
    window.find("sheet_close").click()
    window.find("journal_along").click()  # the list of names is kept for the next time
    window.qtbot.waitUntil(lambda: "Mei -> M." in window.find("export_names").toPlainText())
    window.find("sheet_close").click()


def test_a_file_opened_by_a_double_click_waits_for_the_journal(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    program = program_in(tmp_path / "home")
    bootstrap.create_profile(program, "Mira", PASSPHRASE)
    window = Window(qtbot, qapp, tmp_path / "home")
    hostile = tmp_path / "<b>夜\n.age"
    hostile.write_bytes(b"age-encryption.org/v1\n" + b"\xff" * 64)
    opening = FileOpening(qapp)
    opening.asked.connect(window.wiring.offer)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(hostile)))
    assert "A file is waiting to be brought in." in window.find("notice_words").text()
    window.unlock()
    wait_told(window, "import_fault", "")
    assert window.find("import_named").text() == "From <b>夜�.age"
    assert not window.find("import_take").isEnabled()
    other = tmp_path / "talks.jsonl"  # while it is open, it is looked at where one is
    other.write_text(json.dumps({"messages": [{"role": "user", "content": "Hello"}]}))
    window.wiring.offer(other)
    wait_told(window, "import_told", "This would be added: 1 conversation, 1 message.")
    qapp.removeEventFilter(opening)
    window.close()


def take_a_pdf(window: Window, target: Path) -> None:
    """Words can be found in it, pages are numbered, conversations are bookmarks."""
    choose(window, "export_form", "pdf")
    assert "Whoever gets hold of this file" in window.find("export_meaning").text()
    window.find("export_save").click()
    answer_file(window, target)
    wait_told(window, "export_told", "41 messages are in")
    text = text_of(target)
    assert all(words in text for words in ("我很难过", "里面第二天", "written by an AI"))
    made = pypdf.PdfReader(target)
    assert len(made.pages) > 2
    assert f"\n{len(made.pages)}\n" in text.replace("\f", "\n")
    assert [each["/Title"] for each in made.outline] == ["Nights"]


def take_everything_sealed(window: Window, *, taken: Path, free: Path) -> None:
    choose(window, "export_what", "all")
    choose(window, "export_form", "json")
    choose(window, "export_sealing", "passphrase")
    for name in ("export_passphrase", "export_again"):
        window.find(name).setText("five words of a night")
    window.find("export_save").click()
    answer_file(window, taken)
    wait_told(window, "export_fault", "nothing is ever replaced")
    window.find("export_save").click()
    answer_file(window, free)
    wait_told(window, "export_told", "41 messages are in")
    assert free.read_bytes().startswith(b"age-encryption.org/v1")
    assert window.find("export_passphrase").text() == ""


def share_one_turn(window: Window, listed: Any, target: Path) -> None:
    """What leaves is what the preview shows."""
    listed.customContextMenuRequested.emit(listed.visualRect(listed.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    next(a for a in menu.actions() if a.text() == "Share with a therapist…").trigger()
    menu.close()
    turns = window.find("share_turns")
    window.qtbot.waitUntil(lambda: turns.count() == 41)
    window.find("share_names").setPlainText("Mei -> M.")
    turns.item(0).setCheckState(Qt.CheckState.Checked)
    preview = window.find("share_preview")
    window.qtbot.waitUntil(lambda: "M. doesn't call" in preview.toPlainText())
    assert "I hear you" not in preview.toPlainText()
    window.qtbot.waitUntil(window.find("share_save").isEnabled)
    window.find("share_save").click()
    answer_file(window, target)
    wait_told(window, "share_told", "1 message is in")
    shared = text_of(target)
    assert "M. doesn't call" in shared
    assert "Mei" not in shared
    assert "I hear you" not in shared
    window.find("sheet_close").click()


def bring_in(window: Window, listed: Any, folder: Path) -> None:
    """A look first, and only what is new."""
    window.find("import_passphrase").setText("five words of a night")
    window.find("import_file").click()
    answer_file(window, folder / "all.json.age")
    wait_told(window, "import_told", "There is nothing new in it.")
    assert not window.find("import_take").isEnabled()
    lines = {"messages": [{"role": "user", "content": "From elsewhere"}]}
    (folder / "more.jsonl").write_text(json.dumps(lines))
    window.find("import_file").click()
    answer_file(window, folder / "more.jsonl")
    wait_told(window, "import_told", "This would be added: 1 conversation, 1 message.")
    assert titles(listed) == ["Nights"]
    window.qtbot.waitUntil(window.find("import_take").isEnabled)
    window.find("import_take").click()
    window.qtbot.waitUntil(lambda: titles(listed) == ["From elsewhere", "Nights"])


def titles(listed: Any) -> list[str]:
    rows = [listed.model().index(row, 0).data() for row in range(listed.model().rowCount())]
    return sorted(row for row in rows if row in {"Nights", "From elsewhere"})


@pytest.mark.slow
def test_the_terminal_writes_a_pdf_with_names_replaced(home: Path, tmp_path: Path) -> None:
    shell, paper, names = Shell(home), tmp_path / "out.pdf", tmp_path / "names"
    names.write_text("Mei -> M.\n")
    shell.run("profile", "create", "Lin", passphrase=PASSPHRASE)
    shell.run("chat", "--once", "Mei 今天又没来", "--max-tokens", "4", passphrase=PASSPHRASE)
    pdf = ("journal", "export", "--format", "pdf", "--redact", str(names), "--out", str(paper))
    assert shell.run(*pdf, passphrase=PASSPHRASE).code == 0
    read = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True).stdout
    about = subprocess.run(["pdfinfo", paper], capture_output=True, check=True).stdout
    assert "M. 今天又没来" in read.decode()
    assert "Mei" not in (read + about).decode()
    assert [each["/Title"] for each in pypdf.PdfReader(paper).outline] == ["M. 今天又没来"]
