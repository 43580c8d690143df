import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core.chat.memory import InMind
from app.core.chat.turn import CareOffered, NothingSaid, ReplyFacts, TurnFailed
from app.core.errors import UserFacingError
from app.core.journal.backups import Backups
from app.core.safety.boundaries import Pauses
from app.core.safety.helplines import Helpline
from app.core.safety.levels import Level
from app.core.safety.triage import CareCard
from app.core.settings.store import SettingsStore
from app.core.vault.values import Profile
from app.ui.backups.held import StillHeld
from app.ui.chat.memory_view import MemoryView
from app.ui.chat.page import ChatPage
from app.ui.chat.presenter import ChatPresenter
from app.ui.chat.rendering import is_safe_link
from app.ui.chat.ways import Ways
from app.ui.safety.people import People
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.shell.writing import Writing
from tests.support.window import MemoryJournal, ScriptedChat

LINE = Helpline("US", "A lifeline", "988", "", "crisis", "s", date(2026, 11, 21), True)
CARD = CareCard(Level.HIGH, "Please talk to somebody", "You matter.", (LINE,))


class Clock:
    """Tells the time it is set to: noon at first."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 12, 0)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def chat(journal: MemoryJournal) -> ScriptedChat:
    return ScriptedChat(journal)


@pytest.fixture
def page(  # noqa: PLR0917 - fixtures
    qtbot: QtBot,
    window: MainWindow,
    journal: MemoryJournal,
    chat: ScriptedChat,
    tasks: Tasks,
    dialogs: Dialogs,
    theme: Theme,
    tmp_path: Path,
    clock: Clock,
) -> Iterator[ChatPage]:
    presenter = ChatPresenter(
        pauses=Pauses,
        now=clock,
        ways=Ways(chat=chat, tasks=tasks),  # type: ignore[arg-type]
        held=StillHeld(
            backups=Backups(
                SettingsStore(tmp_path / "settings.toml"), Profile("one", "Mira", tmp_path)
            ),
            journal=journal,  # type: ignore[arg-type]
            tasks=tasks,
        ),
        people=People(program=bootstrap.start(tmp_path), tasks=tasks),
        chat=chat,  # type: ignore[arg-type]
        journal=journal,  # type: ignore[arg-type]
        tasks=tasks,
        about_weights=lambda: "Demo · small",
        care_again=lambda _level: CARD,
        name_weights=lambda name: name,
    )
    page = ChatPage(
        presenter=presenter,
        dialogs=dialogs,
        theme=theme,
        helplines=lambda: None,
        plan=lambda: None,
        along=lambda _message: None,
        share=lambda: None,
    )
    presenter.setParent(page)
    window.show_open(page)
    window.show()
    presenter.begin()
    qtbot.waitUntil(lambda: "not a therapist" in page.transcript.toPlainText())
    yield page
    chat.stopped.set()
    chat.go_on.set()
    presenter.end()


def visit(page: ChatPage, conversation: str | None) -> None:
    presenter = page.findChild(ChatPresenter)
    assert isinstance(presenter, ChatPresenter)
    presenter.open(conversation)


def leave(page: ChatPage) -> None:
    presenter = page.findChild(ChatPresenter)
    assert isinstance(presenter, ChatPresenter)
    page.forget()
    presenter.end()


def write(qtbot: QtBot, page: ChatPage, text: str) -> None:
    qtbot.keyClicks(page.composer, text)
    qtbot.keyClick(page.composer, Qt.Key.Key_Return)


def shown(page: ChatPage) -> str:
    return page.transcript.toPlainText()


def idle(page: ChatPage) -> bool:
    return button(page, "send").isVisible()


def button(page: ChatPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def notice(page: ChatPage) -> str:
    words = page.findChild(QLabel, "notice_words")
    assert isinstance(words, QLabel)
    return words.text() if page.notice.isVisible() else ""


def test_a_message_is_sent_and_answered(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal
) -> None:
    write(qtbot, page, "hello")
    assert page.composer.toPlainText() == ""
    qtbot.waitUntil(lambda: "I am listening." in shown(page) and idle(page))
    assert shown(page).index("hello") < shown(page).index("I am listening.")
    assert [m.text for m in journal.stored["c0"]] == ["hello", "I am listening."]


def test_the_second_message_goes_to_the_same_conversation(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    for text in ("one", "two"):
        write(qtbot, page, text)
        qtbot.waitUntil(lambda: idle(page))
    assert chat.asked == [(None, "one"), ("c0", "two")]


def test_an_impatient_second_message_is_not_lost(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    chat.lingering.clear()  # the first turn has said its last word, but is not quite over
    write(qtbot, page, "one")
    qtbot.waitUntil(lambda: idle(page))
    write(qtbot, page, "two")
    chat.lingering.set()
    qtbot.waitUntil(lambda: idle(page) and "two" in shown(page))
    assert [text for _conversation, text in chat.asked] == ["one", "two"]


def test_what_is_sent_is_durable_before_the_engine_is_asked(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal, tasks: Tasks, chat: ScriptedChat
) -> None:
    busy: list[bool] = []
    tasks.engine.run(page, lambda: chat.go_on.wait(60), lambda _done: busy.append(False))
    chat.go_on.clear()
    write(qtbot, page, "do not lose me")
    qtbot.waitUntil(lambda: journal.drafts.get(None) == "do not lose me")
    assert chat.asked == []
    chat.go_on.set()
    qtbot.waitUntil(lambda: idle(page))
    assert journal.drafts[None] == ""


def test_the_care_card_stands_there_before_any_reply(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    chat.before = (CareOffered(CARD),)
    chat.go_on.clear()
    write(qtbot, page, "I want to die")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "care_card") is not None)
    card = page.findChild(QFrame, "care_card")
    assert isinstance(card, QFrame)
    assert card.isVisible()
    assert "listening" not in shown(page)
    assert "You matter." in card.accessibleName()
    contact = card.findChild(QLabel, "helpline_contact")
    assert isinstance(contact, QLabel)
    assert contact.text() == "988"
    assert (
        card.mapToGlobal(card.rect().bottomLeft()).y()
        <= page.transcript.mapToGlobal(page.transcript.rect().topLeft()).y()
    )

    chat.go_on.set()
    qtbot.waitUntil(lambda: "I am listening." in shown(page))
    assert card.isVisible()
    button(page, "helpline_copy").click()
    assert QGuiApplication.clipboard().text() == "988"
    button(page, "care_dismiss").click()
    assert not card.isVisible()


def test_a_failing_engine_is_told_and_the_message_stays(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    chat.last = TurnFailed(UserFacingError("engine_stopped"))
    write(qtbot, page, "are you there")
    qtbot.waitUntil(lambda: "engine stopped" in notice(page))
    assert "Your message is saved." in notice(page)
    assert "are you there" in shown(page)
    assert idle(page)

    chat.last = None
    write(qtbot, page, "again")
    qtbot.waitUntil(lambda: "I am listening." in shown(page))
    assert notice(page) == ""


def test_a_full_disk_gives_the_text_back(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal, chat: ScriptedChat
) -> None:
    journal.fault = UserFacingError("disk_full")
    write(qtbot, page, "precious")
    qtbot.waitUntil(lambda: "disk is full" in notice(page))
    assert page.composer.toPlainText() == "precious"
    assert chat.asked == []
    assert idle(page)


def test_stopping_keeps_what_was_written(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, journal: MemoryJournal
) -> None:
    chat.endless = True
    write(qtbot, page, "talk on")
    qtbot.waitUntil(lambda: "listening.listening." in shown(page))
    button(page, "stop").click()
    qtbot.waitUntil(lambda: idle(page))
    assert "Stopped." in shown(page)
    assert journal.stored["c0"][-1].state == "stopped"


def test_who_speaks_during_a_reply_is_heard_at_once(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    chat.endless = True
    write(qtbot, page, "first")
    qtbot.waitUntil(lambda: "listening." in shown(page))
    chat.before = (CareOffered(CARD),)
    write(qtbot, page, "I want to die")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "care_card") is not None)
    qtbot.waitUntil(lambda: "I want to die" in shown(page))
    assert chat.asked == [(None, "first"), ("c0", "I want to die")]
    assert shown(page).index("Stopped.") < shown(page).index("I want to die")


def test_what_waits_to_be_sent_is_a_draft_when_one_leaves(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, journal: MemoryJournal
) -> None:
    chat.endless = True
    write(qtbot, page, "first")
    qtbot.waitUntil(lambda: "listening." in shown(page))
    write(qtbot, page, "second")
    leave(page)
    qtbot.waitUntil(lambda: journal.drafts.get("c0") == "second")


def test_the_care_card_stays_over_its_conversation_and_an_empty_page_and_no_other(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, journal: MemoryJournal
) -> None:
    chat.before = (CareOffered(CARD),)
    write(qtbot, page, "I want to die")
    qtbot.waitUntil(lambda: "listening" in shown(page) and idle(page))
    for conversation in (None, "c0"):
        visit(page, conversation)
        card = page.findChild(QFrame, "care_card")
        assert isinstance(card, QFrame)
        assert card.isVisible()
    journal.stored["another"] = [replace(journal.stored["c0"][0], text="my garden")]
    visit(page, "another")
    qtbot.waitUntil(lambda: "my garden" in shown(page))
    qtbot.waitUntil(lambda: page.findChild(QFrame, "care_card") is None)


@pytest.mark.parametrize("size", [(640, 480), (900, 600)])
def test_the_care_card_can_be_read_in_a_small_window(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    lines = (LINE, replace(LINE, kind="emergency", contact="911"))
    chat.before = (
        CareOffered(replace(CARD, text="You matter, whatever it is. " * 12, helplines=lines)),
    )
    write(qtbot, page, "I want to die")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "care_card") is not None)
    card = page.findChild(QFrame, "care_card")
    assert isinstance(card, QFrame)
    labels = [label for label in card.findChildren(QLabel) if label.text()]
    assert len(labels) >= 6

    def cut() -> list[str]:
        def needed(label: QLabel) -> int:
            lines = label.heightForWidth(label.width()) if label.wordWrap() else 0
            return max(lines, label.minimumSizeHint().height())

        return [label.text() for label in labels if label.height() < needed(label)]

    qtbot.waitUntil(lambda: cut() == [])
    assert page.transcript.height() > 60


def test_hurrying_through_conversations_forgets_no_draft(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal, tasks: Tasks
) -> None:
    for conversation in ("a", "b"):
        journal.keep(conversation, "user", f"words of {conversation}")
    journal.drafts["a"] = "a long careful draft"
    hold = threading.Event()
    tasks.journal.run(page, lambda: hold.wait(60))
    visit(page, "a")
    visit(page, "b")
    hold.set()
    qtbot.waitUntil(lambda: "words of b" in shown(page))
    assert journal.drafts["a"] == "a long careful draft"


def test_a_link_says_where_it_really_leads(
    qtbot: QtBot, page: ChatPage, window: MainWindow
) -> None:
    page.transcript.link_requested.emit(QUrl("https://evil.example/%E2%80%AEmoc.knab//:sptth"))
    question = window.findChild(QDialog, "question")
    assert isinstance(question, QDialog)
    assert (
        question.findChild(QLabel, "question_details").text()
        == "https://evil.example/%E2%80%AEmoc.knab//:sptth"
    )
    question.reject()
    assert not is_safe_link(QUrl("https://bank.com@evil.example/"))


def test_an_answer_without_a_word_is_told(qtbot: QtBot, page: ChatPage, chat: ScriptedChat) -> None:
    chat.last = NothingSaid(ReplyFacts("end"))
    write(qtbot, page, "are you there")
    qtbot.waitUntil(lambda: "no answer" in notice(page))


def test_a_message_that_never_got_a_reply_says_so(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, journal: MemoryJournal
) -> None:
    journal.keep("c9", "user", "are you there")
    visit(page, "c9")
    qtbot.waitUntil(lambda: "There is no reply to this." in shown(page))

    chat.go_on.clear()
    write(qtbot, page, "stay with me")
    qtbot.waitUntil(lambda: "stay with me" in shown(page))
    visit(page, None)
    qtbot.waitUntil(lambda: "stay with me" not in shown(page))
    visit(page, "c9")
    qtbot.waitUntil(lambda: "stay with me" in shown(page))
    assert "There is no reply" not in shown(page)  # it is on its way
    chat.go_on.set()
    qtbot.waitUntil(lambda: idle(page))


def test_leaving_a_conversation_and_coming_back_in_mid_reply(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat
) -> None:
    chat.endless = True
    write(qtbot, page, "stay with me")
    qtbot.waitUntil(lambda: "listening." in shown(page))
    visit(page, None)
    qtbot.waitUntil(lambda: "not a therapist" in shown(page))
    qtbot.wait(60)
    assert "stay with me" not in shown(page)
    assert "listening." not in shown(page)
    visit(page, "c0")
    qtbot.waitUntil(lambda: "stay with me" in shown(page) and "listening." in shown(page))
    button(page, "stop").click()
    qtbot.waitUntil(lambda: idle(page))
    assert shown(page).count("I am ") == 1


def test_an_unsent_text_waits_in_its_conversation(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal
) -> None:
    journal.keep("old", "user", "earlier")
    qtbot.keyClicks(page.composer, "half a thought")
    visit(page, "old")
    qtbot.waitUntil(lambda: "earlier" in shown(page))
    assert page.composer.toPlainText() == ""
    visit(page, None)
    qtbot.waitUntil(lambda: page.composer.toPlainText() == "half a thought")


def test_a_pause_in_writing_keeps_the_draft(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal
) -> None:
    qtbot.keyClicks(page.composer, "not yet")
    qtbot.waitUntil(lambda: journal.drafts.get(None) == "not yet")


def test_a_link_opens_only_after_a_yes(qtbot: QtBot, page: ChatPage, window: MainWindow) -> None:
    page.transcript.grow_reply("[site](https://example.org/deep)")
    page.transcript.anchorClicked.emit("https://example.org/deep")
    box = window.findChild(QDialog, "question")
    assert isinstance(box, QDialog)
    assert box.findChild(QLabel, "question_details").text() == "https://example.org/deep"
    refuse = box.findChild(QPushButton, "question_no")
    assert isinstance(refuse, QPushButton)
    assert refuse.isDefault()
    refuse.click()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "question") is None)


def test_leaving_takes_every_word_off_the_screen_at_once(
    qtbot: QtBot, page: ChatPage, journal: MemoryJournal
) -> None:
    write(qtbot, page, "hello")
    qtbot.waitUntil(lambda: idle(page))
    qtbot.keyClicks(page.composer, "unsent")
    leave(page)
    assert shown(page) == ""
    assert page.composer.toPlainText() == ""
    qtbot.waitUntil(lambda: journal.drafts.get("c0") == "unsent")


def test_the_state_is_told_in_words(qtbot: QtBot, page: ChatPage, chat: ScriptedChat) -> None:
    status = page.findChild(QLabel, "status")
    assert isinstance(status, QLabel)
    chat.endless = True
    write(qtbot, page, "hello")
    qtbot.waitUntil(lambda: status.text() == "Writing…")
    button(page, "stop").click()
    qtbot.waitUntil(lambda: status.text() == "Demo · small")


def suggestion(page: ChatPage) -> str:
    label = page.findChild(QLabel, "suggestion")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def talk_on(qtbot: QtBot, page: ChatPage, clock: Clock, minutes: int) -> list[str]:
    """A message every quarter of an hour; what was suggested beside each."""
    seen = []
    for _quarter in range(minutes // 15):
        clock.time += timedelta(minutes=15)
        write(qtbot, page, "still here")
        qtbot.waitUntil(lambda: idle(page))
        seen.append(suggestion(page))
    return seen


def test_a_pause_is_suggested_after_an_hour_and_the_ai_named_again_after_two(
    qtbot: QtBot, page: ChatPage, clock: Clock
) -> None:
    write(qtbot, page, "hello")
    qtbot.waitUntil(lambda: idle(page) and "listening" in shown(page))
    seen = talk_on(qtbot, page, clock, 135)
    assert "pause" in seen[3]
    assert "AI listener, not with a person" in seen[7]
    assert [bool(words) for words in seen] == [at in (3, 7, 8) for at in range(9)]
    assert page.findChildren(QDialog) == []


def test_late_at_night_one_line_says_so_once(qtbot: QtBot, page: ChatPage, clock: Clock) -> None:
    clock.time = clock.time.replace(hour=23, minute=10)
    write(qtbot, page, "hello")
    qtbot.waitUntil(lambda: "late" in suggestion(page))
    qtbot.waitUntil(lambda: idle(page))
    assert talk_on(qtbot, page, clock, 30) == ["", ""]


def test_what_is_still_in_mind_stands_in_a_thin_line_and_can_be_changed(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, journal: MemoryJournal, dialogs: Dialogs
) -> None:
    strip = page.findChild(QPushButton, "memory_strip")
    assert isinstance(strip, QPushButton)
    journal.keep("c1", "user", "Hello")
    chat.mind = InMind(12)
    visit(page, "c1")
    chat.mind = InMind(12, 30, 4, "Your sister is ill.")
    visit(page, "c1")
    qtbot.waitUntil(strip.isVisible)
    assert strip.text() == "12 messages in mind · 30 noted in short · 4 no longer in mind"
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    view = page.window().findChild(MemoryView)
    assert isinstance(view, MemoryView)
    field = view.findChild(Writing, "memory_text")
    keep = view.findChild(QPushButton, "memory_keep")
    told = view.findChild(QLabel, "memory_told")
    assert isinstance(field, Writing)
    assert isinstance(keep, QPushButton)
    assert isinstance(told, QLabel)
    assert field.toPlainText() == "Your sister is ill."

    field.replace("word " * 40)
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "100 fit" in told.text())
    field.replace("Mei is well again.")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.window().findChild(MemoryView) is None)
    assert chat.mind.summary == "Mei is well again."

    visit(page, None)
    qtbot.waitUntil(lambda: not strip.isVisible())
