"""Pictures of the real window, made offscreen with a scripted listener.

    .venv/bin/python packaging/screenshots.py FOLDER             everything, to be looked at
    .venv/bin/python packaging/screenshots.py FOLDER --readme    the few that the README shows

Every page and the steps before it, in both languages, both themes and both sizes: some
minutes. Chinese needs a CJK face; on Debian: apt install fonts-noto-cjk.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from picture_stories import STORIES, Story
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from app import bootstrap
from app.bootstrap import Program
from app.core import i18n, paths
from app.core.chat.memory import InMind
from app.core.inference.scripted import ScriptedEngine
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles
from app.ui import launch
from app.ui.chat.memory_view import MemoryStrip
from app.ui.pages import PAGES
from app.ui.shell.pieces import Pieces
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import DARK, LIGHT, Colours, Theme

SIZES = ((1280, 800), (900, 600))
README = frozenset(
    {"chat-en-light-1280x800", "chat-zh-dark-1280x800", "care-card-en-light-900x600"}
    | {"first-welcome-en-light-900x600"}
)
PASSPHRASE = "a lantern in the window"
_SMALLEST = 0
"""Qt's quality of a PNG: pressed as hard as it goes."""

PATIENCE = 20.0
"""Seconds until a picture that never comes is given up."""


class Camera:
    """The window on an empty data home, operated by object names.

    Args:
        app: the program's one QApplication.
        story: what is said.
        colours: of the pictures.
        folder: where they go.
        wanted: names of the pictures to take; without them all.
    """

    def __init__(
        self,
        app: QApplication,
        story: Story,
        colours: Colours,
        folder: Path,
        wanted: frozenset[str] | None,
    ) -> None:
        self._story = story
        self._folder = folder
        self._wanted = wanted
        self._suffix = f"{story.language[:2]}-{'dark' if colours is DARK else 'light'}"
        self._home = tempfile.TemporaryDirectory()
        self._program = _program(Path(self._home.name), story)
        self._theme = Theme(app, paths.resources())
        self._theme.wear(colours)
        self._tasks: Tasks | None = None

    def take(self) -> None:
        """Live through the story, with a picture at each stop."""
        self._open_window()
        self._first_start()
        self.close_window()
        _remember(self._program, self._story)
        self._open_window()
        self._find("unlock_passphrase")
        self._picture("lock-screen")
        self._press("unlock_other_way")
        self._picture("lock-screen-recovery")
        self._press("unlock_other_way")
        self._fill("unlock_passphrase", "not this one")
        self._press("unlock_open")
        self._find("form_fault")
        self._picture("lock-screen-refused")
        self._fill("unlock_passphrase", PASSPHRASE)
        self._press("unlock_open")
        self._pages()
        self._over_the_page()
        self._press("new_conversation")
        self._say(self._story.danger)
        self._picture("care-card")
        self.close_window()

    def _open_window(self) -> None:
        self._tasks = Tasks()
        self.window, self._wiring = launch.build(self._program, self._theme, self._tasks)
        self._wiring.start()
        self.window.show()

    def close_window(self) -> None:
        """End everything that was begun; does nothing a second time."""
        if not self._tasks:
            return
        ended: list[None] = []
        self._wiring.finished.connect(lambda: ended.append(None))
        self.window.close()
        _wait_until(lambda: bool(ended))
        self._tasks.close()
        self._tasks = None
        self.window.deleteLater()
        _rest(0.05)

    def _first_start(self) -> None:
        self._find("welcome_next")
        self._picture("first-welcome")
        self._press("welcome_next")
        self._fill("profile_name", self._story.name)
        self._fill("profile_passphrase", PASSPHRASE)
        self._fill("profile_again", PASSPHRASE)
        self._picture("first-key")
        self._press("profile_next")
        groups = self._find("recovery_code").text().split("-")
        self._picture("first-code")
        self._press("recovery_next")
        for name in ("confirm_first", "confirm_second"):
            (number,) = re.findall("[1-9]", self._find(name).accessibleName())
            self._fill(name, groups[int(number) - 1])
        self._picture("first-code-again")
        self._press("confirm_next")
        self._find("weights_choice")
        self._picture("first-weights")
        self._press("weights_next")
        self._find("ready_next")
        self._picture("first-ready")
        self._press("ready_next")
        self._find("composer")
        self._picture("chat-empty")

    def _pages(self) -> None:
        self._find("composer")
        for said in self._story.said:
            self._say(said)
        self._picture("chat")
        self._wiring.ask("details")
        self._picture("chat-details")
        for sheet in ("own_way", "check_in", "look_back"):
            self._press(f"{sheet}_open")
            self._find("sheet")
            self._picture(f"sheet-{sheet.replace('_', '-')}")
            self._press("sheet_close")
            _wait_until(lambda: not self.window.findChildren(QDialog))
        self._keep_a_note()
        self._take_along_and_share()
        self._wiring.ask("details")
        (strip,) = self.window.findChildren(MemoryStrip)
        strip.show_mind(InMind(24, 30, 6, self._story.summary))
        self._picture("chat-memory")
        self._press("memory_strip")
        self._find("sheet")
        self._picture("sheet-memory")
        self._press("sheet_close")
        _wait_until(lambda: not self.window.findChildren(QDialog))
        strip.show_mind(None)
        self._menu_of_a_message()
        for kind in PAGES[1:]:
            self._press(f"go_{kind.key}")
            if kind.key == "weights":
                self._find("weights_download")
            _rest(0.3)  # what the page loads
            _wait_until(lambda: not self.window.findChildren(Pieces))
            self._picture(kind.key)
            if kind.key == "backups":
                self._press("backup_make")
                _wait_until(lambda: bool(self.window.findChildren(QWidget, "backup_restore")))
                self._picture("backups-made")
            if kind.key == "weights":
                self._questions_about_weights()
        self._press(f"go_{PAGES[0].key}")

    def _take_along_and_share(self) -> None:
        self._press("details_along")
        self._find("sheet")
        self._picture("sheet-take-along")
        sealing = self._find("export_sealing")
        assert isinstance(sealing, QComboBox)
        sealing.setCurrentIndex(1)
        sealing.activated.emit(1)
        self._fill("export_passphrase", PASSPHRASE)
        self._picture("sheet-take-along-sealed")
        self._put_away()
        self._press("details_share")
        turns = self._find("share_turns")
        assert isinstance(turns, QListWidget)
        _wait_until(lambda: turns.count() > 2)
        turns.item(1).setCheckState(Qt.CheckState.Checked)
        _wait_until(self._find("share_save").isEnabled)
        self._picture("sheet-share")
        self._put_away()

    def _menu_of_a_message(self) -> None:
        transcript = self._find("transcript")
        assert isinstance(transcript, QTextBrowser)
        transcript.moveCursor(QTextCursor.MoveOperation.End)
        place = transcript.cursorRect().center() - QPoint(0, 120)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
        QApplication.sendEvent(transcript.viewport(), asked)
        menu = self._find("message_menu")
        assert isinstance(menu, QMenu)
        self._picture("message-menu", over=menu)
        menu.actions()[2].trigger()
        menu.close()
        self._find("sheet")
        self._picture("sheet-rating")
        self._put_away()

    def _put_away(self) -> None:
        self._press("sheet_close")
        _wait_until(lambda: not self.window.findChildren(QDialog))

    def _keep_a_note(self) -> None:
        self._press("look_back_open")
        field = self._find("look_back")
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(self._story.said[0])
        self._press("look_back_keep")
        _wait_until(lambda: not self.window.findChildren(QDialog))

    def _questions_about_weights(self) -> None:
        for button, shown, end in (
            ("weights_download", "question", "question_no"),
            ("weights_details", "sheet", "sheet_close"),
        ):
            self._press(button)
            self._find(shown)
            self._picture(button.replace("_", "-"))
            self._press(end)
            _wait_until(lambda: not self.window.findChildren(QDialog))

    def _over_the_page(self) -> None:
        for sheet in ("helplines", "shortcuts", "about"):
            self._wiring.ask(sheet)
            self._find("sheet")
            self._picture(f"sheet-{sheet}")
            self._press("sheet_close")
            _wait_until(lambda: not self.window.findChildren(QDialog))
        self._press("profile")
        menu = self._find("profile_menu")
        self._picture("profiles", over=menu)
        menu.close()
        self._press("go_journal")
        listed = self._find("journal_list")
        listed.setCurrentIndex(listed.model().index(1, 0))
        for button, name in (("journal_notes", "sheet-notes"), ("journal_bring", "sheet-bring-in")):
            self._press(button)
            self._find("sheet")
            self._picture(name)
            self._put_away()
        self._press("journal_delete")
        self._find("question")
        self._picture("question")
        self._press("question_no")

    def _picture(self, name: str, over: QWidget | None = None) -> None:
        for width, height in SIZES:
            full = f"{name}-{self._suffix}-{width}x{height}"
            if self._wanted is not None and full not in self._wanted:
                continue
            self.window.resize(width, height)
            focused = QApplication.focusWidget() or self.window.focusWidget()
            if focused:
                focused.clearFocus()  # no caret that blinks from picture to picture
            _rest(0.15)
            self._photograph(over).save(str(self._folder / f"{full}.png"), "PNG", _SMALLEST)

    def _photograph(self, over: QWidget | None) -> QImage:
        """The window, with the question, sheet or menu that stands over it."""
        picture = self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        painter = QPainter(picture)
        if over:
            painter.drawPixmap(self.window.mapFromGlobal(over.pos()), over.grab())
        painter.setPen(QColor(self._theme.colours.border))
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                middle = self.window.rect().center() - dialog.rect().center()
                painter.drawPixmap(middle, dialog.grab())
                painter.drawRect(dialog.rect().translated(middle))
        painter.end()
        return picture

    def _say(self, text: str) -> None:
        composer = self._find("composer")
        assert isinstance(composer, QPlainTextEdit)
        composer.setPlainText(text)
        self._press("send")
        self._find("stop")
        self._find("send")

    def _fill(self, name: str, text: str) -> None:
        line = self._find(name)
        assert isinstance(line, QLineEdit)
        _wait_until(line.isEnabled)
        line.setText(text)

    def _press(self, name: str) -> None:
        button = self._find(name)
        assert isinstance(button, QAbstractButton)
        _wait_until(button.isEnabled)
        button.click()

    def _find(self, name: str) -> QWidget:
        def seen() -> list[QWidget]:
            return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

        _wait_until(lambda: bool(seen()))
        return seen()[0]


def _program(home: Path, story: Story) -> Program:
    program = bootstrap.start(home, new_engine=lambda: ScriptedEngine(story.replies))
    program.settings.set("region", story.region)
    program.settings.set("language", story.language)
    i18n.use(story.language, paths.translations())
    return replace(program, profiles=Profiles(program.home.profiles, MINIMUM_COST))


def _remember(program: Program, story: Story) -> None:
    """Conversations of other days, as if they had been had then."""
    (profile,) = program.profiles.all()
    vault = program.profiles.unlock(profile, PASSPHRASE)
    with bootstrap.open_journal(program, vault) as journal:
        for days, said in reversed(story.earlier):
            then = datetime.now(UTC) - timedelta(days=days)
            milliseconds = round(then.timestamp() * 1000)
            with mock.patch("app.core.journal.conversations.now", return_value=milliseconds):
                message = journal.add_message(None, "user", said, title=said)
                journal.add_message(message.conversation_id, "assistant", story.replies[0])
    vault.close()


def _rest(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError("the window never got there")
        _rest(0.01)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for story in STORIES:
        for colours in (LIGHT, DARK):
            wanted = README if options.readme else None
            camera = Camera(app, story, colours, options.folder, wanted)
            try:
                camera.take()
            finally:
                camera.close_window()


if __name__ == "__main__":
    main()
