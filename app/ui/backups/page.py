"""The backups page: when the last was made, going back to one, deleting what was written."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import upkeep
from app.core import dates
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.core.journal.values import Aside, Backup
from app.ui.backups.held import StillHeld
from app.ui.backups.presenter import BackupsPresenter, Kept
from app.ui.errand import bar
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.flow import Flow
from app.ui.shell.notices import explain_any
from app.ui.shell.pages import House, PageKind
from app.ui.shell.reading import ReadingPage, card, empty

_MOST = 20
"""Rows shown of each kind; older ones are in the folder."""
_EVERY = 150  # milliseconds
_STEPS = 1000
_DAY_WIDTH = 140

_KINDS = {
    "asked": N_("asked for"),
    "automatic": N_("by itself"),
    "migration": N_("before a new version"),
}


class BackupsPage(ReadingPage):
    """Cards for backups, for what was set aside, and for deleting.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks before something goes.
    """

    def __init__(self, *, presenter: BackupsPresenter, dialogs: Dialogs) -> None:
        super().__init__(_("Backups"), "backups_area")
        self._presenter = presenter
        self._dialogs = dialogs
        self._about = parts.paragraph("")
        self._about.setObjectName("backups_about")
        self._make = parts.button(_("Back up now"), "backup_make", "primary")
        self._bar = bar(_("How far the backup is"))
        self._fault = parts.fault()
        self._fault.setObjectName("backups_fault")
        self._done = parts.paragraph("")
        self._done.setObjectName("backups_done")
        self._done.setProperty("role", "good")
        self._rows = QVBoxLayout()
        self._asides = QVBoxLayout()
        self._aside_card, self._deleting = QWidget(), QWidget()
        self._build()
        self._look = QTimer(self, interval=_EVERY)
        self._look.timeout.connect(self._on_looked)
        presenter.listed.connect(self._on_listed)
        presenter.done.connect(self._on_done)
        presenter.failed.connect(self._on_failed)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.still_held.connect(self._on_still_held)
        self._make.clicked.connect(presenter.back_up)

    def forget(self) -> None:
        self._on_listed(Kept([], []))
        self._done.setText("")
        self._fault.setText("")

    def _build(self) -> None:
        frame, inside = card()
        inside.addWidget(self._about)
        inside.addWidget(self._bar)
        inside.addWidget(self._fault)
        inside.addWidget(self._done)
        inside.addLayout(_left(self._make))
        inside.addLayout(self._rows)
        self.column.addWidget(frame)
        self._bar.hide()
        self._done.hide()

        self._aside_card, inside = card()
        inside.addWidget(parts.title(_("Set aside"), 1.2))
        inside.addWidget(
            parts.paragraph(
                _("What going back to a backup replaced. Delete it when all is as you want it.")
            )
        )
        inside.addLayout(self._asides)
        self.column.addWidget(self._aside_card)

        frame, inside = card()
        inside.addWidget(parts.title(_("Delete what was written"), 1.2))
        inside.addWidget(
            parts.paragraph(
                _("Words deleted here are gone from the journal, from its search and its file.")
            )
        )
        first, self._first = _day(_("From"), "delete_first")
        last, self._last = _day(_("To, that day included"), "delete_last")
        for each in (first, self._first, last, self._last):
            inside.addWidget(each)
        days = parts.button(_("Delete these days…"), "delete_days", "danger")
        everything = parts.button(_("Delete everything…"), "delete_everything", "danger")
        days.clicked.connect(self._on_delete_days)
        everything.clicked.connect(self._on_delete_everything)
        inside.addLayout(_left(days, everything))
        self._deleting = frame
        self.column.addWidget(frame)

    def _on_listed(self, kept: Kept) -> None:
        empty(self._rows)
        empty(self._asides)
        self._about.setText(_about(kept))
        for made in kept.backups[:_MOST]:
            self._rows.addWidget(self._backup_row(made))
        for aside in kept.asides[:_MOST]:
            self._asides.addWidget(self._aside_row(aside))
        self._aside_card.setVisible(bool(kept.asides))

    def _backup_row(self, made: Backup) -> QWidget:
        when = dates.moment(made.time)
        words = _("{when}, {size:.1f} MB, {kind}").format(
            when=when, size=made.bytes / 1_000_000, kind=_(_KINDS[made.kind])
        )
        restore = parts.button(_("Go back…"), "backup_restore", "quiet")
        restore.setAccessibleName(_("Go back to the backup: {when}").format(when=when))
        restore.setEnabled(made.ours)
        if not made.ours:
            words += "\n" + _("Sealed with earlier keys: go back to it in the terminal.")
        restore.clicked.connect(lambda: self._on_restore(made))
        delete = parts.button(_("Delete…"), "backup_delete", "quiet")
        delete.setAccessibleName(_("Delete the backup: {when}").format(when=when))
        delete.clicked.connect(
            lambda: self._dialogs.confirm(
                _("Delete this backup for good?"),
                made.name,
                _("Delete"),
                lambda: self._presenter.delete_backup(made),
                harm=True,
            )
        )
        return _row(words, restore, delete)

    def _aside_row(self, aside: Aside) -> QWidget:
        when = dates.moment(aside.time)
        back = parts.button(_("Put back…"), "aside_return", "quiet")
        back.setAccessibleName(_("Put back what was set aside: {when}").format(when=when))
        back.clicked.connect(
            lambda: self._dialogs.confirm(
                _("Put back what was set aside?"),
                _("The journal of now is set aside in its turn. The window locks for it."),
                _("Put back"),
                lambda: self._presenter.put_back(aside),
            )
        )
        delete = parts.button(_("Delete…"), "aside_delete", "quiet")
        delete.setAccessibleName(_("Delete what was set aside: {when}").format(when=when))
        delete.clicked.connect(
            lambda: self._dialogs.confirm(
                _("Delete what was set aside, for good?"),
                aside.name,
                _("Delete"),
                lambda: self._presenter.forget_aside(aside),
                harm=True,
            )
        )
        words = _("{when}, {size:.1f} MB").format(when=when, size=aside.bytes / 1_000_000)
        return _row(words, back, delete)

    def _on_restore(self, made: Backup) -> None:
        self._dialogs.confirm(
            _("Go back to this backup?"),
            _("What was written since is set aside, and can be put back. The window locks for it."),
            _("Go back"),
            lambda: self._presenter.restore(made),
        )

    def _on_delete_days(self) -> None:
        try:
            first, last = (date.fromisoformat(each.text()) for each in (self._first, self._last))
        except ValueError:
            self._on_failed(UserFacingError("day_unclear"))
            return
        self._dialogs.confirm(
            _("Delete what was written on these days, for good?"),
            _("From {first} to {last}: messages, notes, check-ins and drafts.").format(
                first=self._first.text(), last=self._last.text()
            ),
            _("Delete"),
            lambda: self._presenter.delete_days(first, last),
            harm=True,
        )

    def _on_delete_everything(self) -> None:
        self._dialogs.confirm(
            _("Delete everything in this journal, for good?"),
            _("Every conversation, note and check-in, and your plan. The profile stays."),
            _("Delete everything"),
            self._presenter.delete_everything,
            harm=True,
        )

    def _on_still_held(self, kept: Kept) -> None:
        ask_to_renew(self._dialogs, kept, self._presenter.remake)

    def _on_done(self, words: str) -> None:
        self._fault.hide()
        self._done.setText(words)
        self._done.show()
        announce(self._done, words)

    def _on_failed(self, error: UserFacingError | None) -> None:
        words = str(explain_any(error))
        self._done.hide()
        self._fault.setText(words)
        self._fault.show()
        announce(self._fault, words, urgently=True)

    def _on_busy_changed(self, busy: bool) -> None:
        self._make.setEnabled(not busy)
        self._deleting.setEnabled(not busy)
        self._bar.setVisible(busy)
        self._bar.setValue(0)
        if busy:
            self._look.start()
        else:
            self._look.stop()

    def _on_looked(self) -> None:
        self._bar.setValue(round(self._presenter.progress.share * _STEPS))


def held_of(house: House) -> StillHeld:
    """What a page needs that deletes."""
    return StillHeld(
        backups=upkeep.backups_of(house.program, house.session.vault.profile),
        journal=house.session.journal,
        tasks=house.tasks,
    )


def ask_to_renew(dialogs: Dialogs, kept: Kept, then: Callable[[], None]) -> None:
    """After a deletion: name what still holds it, and offer to make it anew."""
    names = [*(each.name for each in kept.backups), *(each.name for each in kept.asides)]
    lines = (
        _("These were made before and still hold it:"),
        *names[:_MOST],
        _("A new backup is made of what there is now, then these are deleted."),
    )
    dialogs.confirm(
        _("Should the backups forget it, too?"),
        "\n".join(lines),
        _("Renew the backups"),
        then,
        harm=True,
    )


def _about(kept: Kept) -> str:
    if not kept.backups:
        return _(
            "There is no backup yet. One is made by itself every day; the settings say where "
            "and how often."
        )
    newest = kept.backups[0]
    words = _("The last backup is of {when}, in {folder}. The settings say where and how often.")
    return words.format(when=dates.moment(newest.time), folder=newest.file.parent)


def _row(words: str, *buttons: QPushButton) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    column.addWidget(parts.paragraph(words))
    column.addLayout(_left(*buttons))
    return whole


def _left(*buttons: QPushButton) -> Flow:
    """Side by side, or below each other where the words are large."""
    flow = Flow()
    for each in buttons:
        flow.addWidget(each)
    return flow


def _day(label: str, name: str) -> tuple[QLabel, QLineEdit]:
    """A line for a day, today to begin with."""
    caption, line = parts.field(label, name)
    line.setText(date.today().isoformat())
    text_size.limit_width(line, _DAY_WIDTH)
    return caption, line


def _present(house: House) -> BackupsPresenter:
    session = house.session
    return BackupsPresenter(
        backups=upkeep.backups_of(house.program, session.vault.profile),
        journal=session.journal,
        conversations=house.conversations,
        tasks=house.tasks,
        while_closed=house.while_closed,
    )


def _build(presenter: BackupsPresenter, house: House) -> BackupsPage:
    return BackupsPage(presenter=presenter, dialogs=house.dialogs)


KIND = PageKind("backups", N_("Backups"), "backup", _present, _build)
"""For :data:`app.ui.pages.PAGES`."""
