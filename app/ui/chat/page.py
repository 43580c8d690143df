"""The chat page: care, conversation, faults, composer, state; from top to bottom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.core import i18n
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.journal.values import Message
from app.core.safety.boundaries import SUGGESTIONS, Suggestion
from app.core.safety.triage import CareCard
from app.session import take_weights
from app.ui.backups.page import ask_to_renew, held_of
from app.ui.backups.presenter import Kept
from app.ui.chat.care_area import CareArea
from app.ui.chat.composer import Composer
from app.ui.chat.facts import Facts
from app.ui.chat.facts_view import FactsView
from app.ui.chat.memory_view import MemoryStrip
from app.ui.chat.message_menu import Deeds, message_menu
from app.ui.chat.presenter import ChatPresenter, about
from app.ui.chat.rendering import is_safe_link
from app.ui.chat.sheets import ChatSheets
from app.ui.chat.transcript import Transcript
from app.ui.chat.ways import Ways, WaysBox
from app.ui.export.sheets import Sheets
from app.ui.safety.people import People
from app.ui.safety.plan_view import show_plan
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, Page, PageKind
from app.ui.shell.theme import Theme

_LONG = 300
"""Characters of a message that a question quotes."""


@dataclass(frozen=True)
class _Place:
    """Where the person is: in the composer's text, in the talk; and what they are told."""

    cursor: int
    scrolled: float | None
    fault: UserFacingError | None


class ChatPage(Page):
    """Shows one conversation and takes what the person writes.

    Args:
        presenter: does everything that is not a widget.
        dialogs: the door to questions.
        theme: colours and icons.
        helplines: shows all of them.
        plan: shows the person's safety plan.
        along: offers to take the conversation along, or one message of it.
        share: offers to share some of it.
    """

    def __init__(
        self,
        *,
        presenter: ChatPresenter,
        dialogs: Dialogs,
        theme: Theme,
        helplines: Callable[[], None],
        plan: Callable[[], None],
        along: Callable[[Message | None], None],
        share: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._theme = theme
        self._helplines = helplines
        self._plan = plan
        self._along = along
        self._share = share
        self._place: _Place | None = None
        self._sought = ""
        self._sheets = ChatSheets(presenter, dialogs, theme)
        self.transcript = Transcript(theme)
        self.composer = Composer()
        self.notice = NoticeBar(theme)
        self._memory = MemoryStrip()
        self._facts = FactsView(presenter.ways, theme, self)
        self._build()
        self._connect()
        self.dress()

    def _build(self) -> None:
        self._care = CareArea(self, self._presenter.people, self._theme)
        self._send = parts.icon_button(_("Send"), "send")
        self._send.setProperty("role", "primary")
        self._theme.dress_icon(self._send, "send", "on_accent")
        self._stop = parts.icon_button(_("Stop the reply"), "stop")
        self._stop.setProperty("role", "plain")
        self._theme.dress_icon(self._stop, "stop")
        self._stop.hide()
        self._status = parts.remark("")
        self._status.setObjectName("status")
        self._status.setAlignment(Qt.AlignmentFlag.AlignHCenter)

        self._suggestion = parts.remark("")
        self._suggestion.setObjectName("suggestion")
        self._suggestion.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._suggestion.hide()
        self._frame = QFrame()
        self._frame.setObjectName("composer_frame")
        inside = QHBoxLayout(self._frame)
        inside.setContentsMargins(10, 6, 6, 6)
        inside.addWidget(self.composer, 1)
        inside.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignBottom)

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 10)
        whole.setSpacing(8)
        whole.addLayout(_in_column(self._care))
        words = parts.title(_("Take your time."))
        words.setObjectName("opening")
        words.setProperty("role", "opening")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._opening = QWidget()
        opening = QVBoxLayout(self._opening)
        opening.setSpacing(16)
        opening.addWidget(words)
        way = WaysBox(self._presenter.ways, "opening_way", self._theme)
        opening.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        self._opening.hide()
        over = QGridLayout()  # the words of the opening stand over the empty transcript
        over.addWidget(self.transcript, 0, 0)
        over.addWidget(self._opening, 0, 0, Qt.AlignmentFlag.AlignCenter)
        whole.addLayout(over, 1)
        whole.addLayout(_in_column(self._memory))
        whole.addLayout(_in_column(self._suggestion))
        whole.addLayout(_in_column(self.notice))
        whole.addLayout(_in_column(self._frame))
        whole.addLayout(_in_column(self._status))

    def _connect(self) -> None:
        presenter, sheets = self._presenter, self._sheets
        presenter.cleared.connect(self._on_cleared)
        presenter.messages_shown.connect(self._on_messages_shown)
        presenter.unanswered.connect(self.transcript.add_unanswered)
        presenter.message_sought.connect(self._on_message_sought)
        presenter.message_added.connect(self._on_message_added)
        presenter.reply_grew.connect(self.transcript.grow_reply)
        presenter.reply_ended.connect(self._on_reply_ended)
        presenter.care_offered.connect(self._care.show_card)
        presenter.care_withdrawn.connect(self._care.remove)
        presenter.text_put.connect(self.composer.replace)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.status_changed.connect(self._status.setText)
        presenter.failed.connect(self._on_failed)
        presenter.in_mind_changed.connect(self._memory.show_mind)
        self._care.helplines_requested.connect(self._helplines)
        self._care.plan_requested.connect(self._plan)
        self._care.dismissed.connect(presenter.dismiss_care)
        self._memory.opened.connect(sheets.memory)
        presenter.beside.facts_changed.connect(self._on_facts_changed)
        presenter.one.rating_read.connect(sheets.rating)
        presenter.held.found.connect(self._on_still_held)
        self._facts.along_requested.connect(lambda: self._along(None))
        self._facts.share_requested.connect(self._share)
        self._facts.look_back_requested.connect(sheets.look_back)
        self._facts.check_in_requested.connect(sheets.check_in)
        self._facts.own_way_requested.connect(sheets.own_way)
        presenter.ways.failed.connect(self.notice.tell)
        presenter.beside.suggested.connect(self._on_suggested)
        self.composer.submitted.connect(self._on_submitted)
        self.composer.textChanged.connect(self._on_written)
        self.composer.focused.connect(self._on_composer_focused)
        self.transcript.link_requested.connect(self._on_link_requested)
        self.transcript.menu_requested.connect(self._on_menu_requested)
        self._send.clicked.connect(self._on_submitted)
        self._stop.clicked.connect(presenter.stop)

    def forget(self) -> None:
        """Drop every word; what was unsent is the presenter's to keep."""
        self.composer.blockSignals(True)
        self.composer.replace("")
        self.transcript.clear_all()
        self.notice.dismiss()
        self._facts.forget()
        self._memory.show_mind(None)
        self._care.remove()

    def first_control(self) -> QWidget | None:
        return self.composer

    def details(self) -> QWidget:
        return self._facts

    def leave_place(self) -> _Place:
        return _Place(
            cursor=self.composer.textCursor().position(),
            scrolled=self.transcript.scrolled(),
            fault=self.notice.fault,
        )

    def take_place(self, place: Any) -> None:
        self._place = place
        if place.fault:
            self.notice.tell(place.fault)

    def dress(self) -> None:
        """Take the theme's colours and icons."""
        self.transcript.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._care.fit()

    def _on_written(self) -> None:
        self._presenter.write(self.composer.toPlainText())

    def _on_submitted(self) -> None:
        if self._presenter.send():
            self.notice.dismiss()

    def _on_cleared(self) -> None:
        self._sought = ""
        self.transcript.clear_all()
        self.notice.dismiss()
        self.composer.setFocus()

    def _on_message_added(self, message: Message) -> None:
        self._opening.hide()
        self.transcript.add(message)

    def _on_messages_shown(self, messages: list[Message]) -> None:
        self._opening.setVisible(not messages)
        self.transcript.show_all(
            _("You are talking with an AI listener, not a therapist. Everything stays here."),
            messages,
        )
        if place := self._place:
            self._place = None
            self.transcript.scroll_to(place.scrolled)
            cursor = self.composer.textCursor()
            cursor.setPosition(min(place.cursor, len(self.composer.toPlainText())))
            self.composer.setTextCursor(cursor)
        self._on_message_sought(self._sought)

    def _on_message_sought(self, message: str) -> None:
        self._sought = "" if self.transcript.show_message(message) else message

    def _on_reply_ended(self, message: Message | None) -> None:
        """The whole of it is said aloud at once: word by word nobody could follow."""
        if words := self.transcript.end_reply(message):
            announce(self.transcript, words)

    def _on_facts_changed(self, facts: Facts) -> None:
        self._facts.show_facts(facts)

    def _on_menu_requested(self, message: Message, place: QPoint) -> None:
        deeds = Deeds(self._along, self._presenter.one.read_rating, self._ask_to_delete)
        busy = self._presenter.at_work
        message_menu(self.transcript, message, deeds, busy=busy).popup(place)

    def _ask_to_delete(self, message: Message) -> None:
        def delete() -> None:
            self._place = self.leave_place()  # and not to the end
            self._presenter.one.delete(message)

        self._dialogs.confirm(
            _("Delete this message for good?"), message.text[:_LONG], _("Delete"), delete, harm=True
        )

    def _on_still_held(self, kept: Kept) -> None:
        ask_to_renew(self._dialogs, kept, self._presenter.held.renew)

    def _on_suggested(self, suggestion: Suggestion | None) -> None:
        words = _(SUGGESTIONS[suggestion]) if suggestion else ""
        self._suggestion.setText(words)
        self._suggestion.setVisible(bool(words))
        announce(self._suggestion, words)

    def _on_busy_changed(self, busy: bool) -> None:
        self._send.setVisible(not busy)
        self._stop.setVisible(busy)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.notice.tell(error)

    def _on_composer_focused(self, focused: bool) -> None:
        self._frame.setProperty("focused", focused)
        self._frame.style().polish(self._frame)

    def _on_link_requested(self, url: QUrl) -> None:
        if is_safe_link(url):
            self._dialogs.confirm(
                _("Open this address in your browser? The site will see that you came."),
                url.toString(QUrl.ComponentFormattingOption.FullyEncoded),
                _("Open"),
                lambda: _open_in_browser(url),
            )


def _open_in_browser(url: QUrl) -> None:
    QDesktopServices.openUrl(url)


def _in_column(content: QWidget) -> QHBoxLayout:
    """Centred, as wide as the text of the conversation."""
    column = QWidget()
    text_size.limit_width(column, parts.READING_WIDTH)
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(content)
    row = QHBoxLayout()
    row.setContentsMargins(24, 0, 24, 0)
    row.addStretch(1)
    row.addWidget(column, 1000)
    row.addStretch(1)
    return row


def _present(house: House) -> ChatPresenter:
    session, conversations = house.session, house.conversations

    def about_weights() -> str:
        language = i18n.language()
        weights = session.weights
        return about(weights.title(language), session.chat.backend, weights.notice(language))

    def care_again(card: CareCard) -> CareCard | None:
        place = house.program.place()
        return house.program.triage.card(card.level, place.language, place.region, card.danger)

    presenter = ChatPresenter(
        ways=Ways(chat=session.chat, tasks=house.tasks),
        pauses=house.program.pauses,
        people=People(program=house.program, tasks=house.tasks),
        held=held_of(house),
        chat=session.chat,
        journal=session.journal,
        tasks=house.tasks,
        about_weights=about_weights,
        care_again=care_again,
        name_weights=lambda name: house.program.weights.expected(name).title(i18n.language()),
    )
    for key in ("weights", "threads", "gpu", "flash_attention", "kv_type"):
        presenter.follow(
            house.program.settings,
            key,
            lambda: presenter.take_weights(lambda: take_weights(house.program, session)),
        )

    def open_it(conversation: str | None) -> None:
        if conversation is None or conversation != conversations.current:
            presenter.open(conversation)

    conversations.opened.connect(open_it)
    conversations.sought.connect(presenter.message_sought)
    conversations.let_go.connect(presenter.let_go)
    presenter.answering_changed.connect(conversations.answer)
    presenter.conversation_changed.connect(conversations.mark)
    presenter.journal_changed.connect(conversations.refresh)
    return presenter


def _build(presenter: ChatPresenter, house: House) -> ChatPage:
    sheets = Sheets(house)
    return ChatPage(
        presenter=presenter,
        dialogs=house.dialogs,
        theme=house.theme,
        helplines=house.helplines,
        plan=lambda: show_plan(presenter, house),
        along=lambda message: sheets.take_along(house.conversations.current, message=message),
        share=lambda: sheets.share(house.conversations.current),
    )


KIND = PageKind("chat", N_("Chat"), "chat", _present, _build)
