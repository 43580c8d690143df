"""The sheet that takes conversations along."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _, ngettext
from app.core.journal.values import Message
from app.core.transfer import words
from app.core.transfer.choice import Choice, found_by
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS, Format
from app.ui.export.names import Names
from app.ui.export.pdf import PDF
from app.ui.export.sealing import Sealing
from app.ui.export.work import Work
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox, Switch
from app.ui.shell.pages import House

_FORMATS = FORMATS | {PDF.key: PDF}
_SHOWN = 40
"""Characters of a message that name it."""


class ExportSheet(QWidget):
    """What, in which form, sealed or not; then where to.

    Args:
        conversations: ids of those that are meant.
        title: of it, where it is one.
        message: of the one conversation, where that alone is meant.
        sought: words that were looked for; "" for none.
        steps: headings of the steps of a safety plan.
    """

    def __init__(
        self,
        house: House,
        *,
        conversations: tuple[str, ...] = (),
        title: str = "",
        message: Message | None = None,
        sought: str = "",
        steps: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._conversations = conversations
        self._message = message
        self._sought = sought
        self._steps = steps
        what = [("all", _("Everything"))]
        if sought:
            what.insert(0, ("found", _("What was found: {words}").format(words=sought)))
        if conversations:
            what.insert(0, ("chosen", _chosen(conversations, title)))
        if message:
            words = parts.shortened(message.text, _SHOWN)
            what.insert(0, ("message", _("This message: {words}").format(words=words)))
        self._what = ChoiceBox(what, house.theme)
        self._what.setObjectName("export_what")
        self._what.setAccessibleName(_("What to take along"))
        self._form = ChoiceBox(
            [(form.key, _(form.words)) for form in _FORMATS.values()], house.theme
        )
        self._form.setObjectName("export_form")
        self._form.setAccessibleName(_("Form"))
        since, self._since = parts.field(_("From the day"), "export_since")
        until, self._until = parts.field(_("To the day"), "export_until")
        for line in (self._since, self._until):
            line.setPlaceholderText(_("2026-11-21, or empty"))
        self._replies, replies = _switch(house, _("With what the listener said"), "export_replies")
        self._notes, notes = _switch(house, _("With your notes"), "export_notes")
        self._names = Names(house.session.journal, house.tasks, "export")
        self._sealing = Sealing("export", house.theme)
        self._save = parts.button(_("Choose where to…"), "export_save", "primary")
        self._work = Work(house.tasks, "export")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._what, self._form):
            column.addWidget(widget)
        days = QHBoxLayout()
        for caption, line in ((since, self._since), (until, self._until)):
            day = QVBoxLayout()
            day.addWidget(caption)
            day.addWidget(line)
            days.addLayout(day)
        column.addLayout(days)
        column.addLayout(replies)
        column.addLayout(notes)
        column.addWidget(self._names)
        column.addWidget(self._sealing)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._work)
        column.addStretch(1)
        self._save.clicked.connect(self._on_save)
        self._work.busy_changed.connect(lambda busy: self._save.setEnabled(not busy))

    def _on_save(self) -> None:
        try:
            choice, seal = self._choice(), self._sealing.seal()
        except UserFacingError as error:
            self._work.refuse(error)
            return
        form, container = self._chosen_form(), self._sealing.container
        if container == "age" and (form.several or form.zipped):
            self._work.refuse(UserFacingError("export_several"))
            return
        ending = f"{form.ending}.age" if container == "age" else container or form.ending
        name = "SoulChat" if form.several and not container else f"SoulChat.{ending}"

        def write(target: Path) -> None:
            parcel = Parcel(choice, form, target, container, seal, self._steps)
            sought = self._sought if self._what.currentData() == "found" else ""
            journal = self._house.session.journal
            self._work.do(
                lambda told, stopped: export(
                    journal,
                    parcel.of(found_by(journal, sought)) if sought else parcel,
                    told=told,
                    stopped=stopped,
                ),
                lambda messages: self._on_written(target, messages),
            )

        self._house.dialogs.choose_new(_("Take along"), name, write)

    def _on_written(self, target: Path, messages: int) -> str:
        self._sealing.forget()
        return words.written(self._chosen_form(), messages, target)

    def _chosen_form(self) -> Format:
        return _FORMATS[str(self._form.currentData())]

    def _choice(self) -> Choice:
        what = self._what.currentData()
        one = self._message if what == "message" else None
        return Choice(
            conversations=frozenset(self._conversations) if what in {"chosen", "message"} else None,
            items=frozenset([one.id]) if one else None,
            since=_day(self._since.text()),
            until=_day(self._until.text()),
            replies=self._replies.isChecked(),
            notes=self._notes.isChecked(),
            redactions=self._names.redactions(),
        )


def _chosen(conversations: tuple[str, ...], title: str) -> str:
    if title:
        return _("This conversation: {title}").format(title=title)
    count = len(conversations)
    sentence = ngettext("{count} conversation", "{count} conversations", count)
    return _("Those that are selected: {what}").format(what=sentence.format(count=count))


def _day(written: str) -> date | None:
    if not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise UserFacingError("day_unreadable") from error


def _switch(house: House, words: str, name: str) -> tuple[Switch, QHBoxLayout]:
    """A switch that is on, and the words beside it."""
    switch = Switch(house.theme)
    switch.setObjectName(name)
    switch.setAccessibleName(words)
    switch.setChecked(True)
    row = QHBoxLayout()
    row.addWidget(switch)
    row.addWidget(parts.paragraph(words), 1)
    return switch, row
