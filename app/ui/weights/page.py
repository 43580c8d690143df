"""The weights page: what answers, what could answer, and what is on its way."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import N_, _
from app.core.weights.download_queue import Job
from app.core.weights.entry import Entry, SourceFile
from app.core.weights.facts import facts, file_line
from app.core.weights.fit import Fit
from app.core.weights.hardware import Hardware
from app.core.weights.installed import DEMO
from app.ui.shell import parts
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, PageKind
from app.ui.shell.pieces import Pieces
from app.ui.shell.reading import ReadingPage, card
from app.ui.shell.theme import Theme
from app.ui.weights import amounts
from app.ui.weights.adding import Adding
from app.ui.weights.filters import Filters
from app.ui.weights.offer_card import OfferCard
from app.ui.weights.packs import Packs
from app.ui.weights.presenter import Card, Listing, Reading, WeightsPresenter
from app.ui.weights.shelf import Shelf
from app.ui.weights.taking import Taking
from app.ui.weights.verdicts import verdict

_GGUF = ".gguf"
_SOURCES = {
    "hub": N_("Downloads: Hugging Face…"),
    "modelscope": N_("Downloads: ModelScope…"),
    "mirror": N_("Downloads: a mirror…"),
}


class WeightsPage(ReadingPage):
    """A card for each, in sections; a file dropped anywhere is taken in.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks what has to be asked.
        theme: gives the icons.
        to_settings: shows the settings, where it is chosen which hub is asked.
    """

    def __init__(
        self,
        *,
        presenter: WeightsPresenter,
        dialogs: Dialogs,
        theme: Theme,
        to_settings: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Weights"), "weights_area", parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._theme = theme
        self._shelf = Shelf(self)
        self._coming: Shelf | None = None  # until all its cards are made
        self.setAcceptDrops(True)
        self.notice = NoticeBar(theme)
        self._computer = parts.remark(_("Looking at this computer…"))
        self._filters = Filters(
            presenter.language,
            only_fitting=presenter.only_fitting,
            context=presenter.context,
            theme=theme,
        )
        self._filters.changed.connect(self._on_filtered)
        self._filters.context_chosen.connect(self._on_context_chosen)
        self._nothing = parts.remark(_("Nothing matches what you chose above."))
        self._nothing.hide()
        self.adding = Adding(theme)
        self.adding.file_requested.connect(self._on_file_requested)
        self.adding.place_given.connect(presenter.add)
        self.adding.look_requested.connect(presenter.look)
        self._source = parts.button("", "weights_from", "quiet")
        self._source.clicked.connect(to_settings)
        self._source.hide()  # until it is known what stands on it
        self._taking = Taking(theme)
        self._taking.taken.connect(lambda copy, like: presenter.take_in(copy=copy, like=like))
        self._taking.refused.connect(presenter.forget_file)
        self._taking.stop_requested.connect(presenter.stop_reading)
        self.column.addWidget(
            parts.paragraph(
                _(
                    "Weights are what answers you: large files made by others, run by this"
                    " computer alone. None of them is a therapist."
                )
            )
        )
        self.column.addWidget(self.notice)
        self.column.addWidget(self._taking)
        self.column.addWidget(self._computer)
        self.column.addWidget(self._filters)
        self.column.addWidget(self._shelf)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.adding)
        self.column.addWidget(self._source, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(Packs(presenter.packs, dialogs, theme))
        presenter.listed.connect(self._on_listed)
        presenter.job_changed.connect(self._on_job_changed)
        presenter.licence_asked.connect(self._on_licence_asked)
        presenter.import_asked.connect(self._on_import_asked)
        presenter.reading_changed.connect(self._on_reading_changed)
        presenter.judged.connect(self._on_judged)
        presenter.verified.connect(self._on_verified)
        presenter.arrived.connect(self._on_arrived)
        presenter.failed.connect(self._on_failed)

    def first_control(self) -> QWidget | None:
        return self._filters.first

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            self.adding.show_target(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: object) -> None:
        self.adding.show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.adding.show_target(False)
        if file := _dropped(event):
            event.acceptProposedAction()
            self._presenter.offer_file(file)

    def _on_listed(self, listing: Listing) -> None:
        self._computer.setText(_computer(listing.hardware))
        self._source.setText(_(_SOURCES[listing.download_from]))
        self._source.show()
        entries = {
            shown.offer.entry.id: shown.offer.entry for shown in listing.cards if shown.offer.entry
        }
        for likes in (self.adding.likes, self._taking.likes):
            likes.offer([entry for entry in entries.values() if entry.id != DEMO and not entry.own])
        self._taking.likes.show_id(self._presenter.like)
        if self._coming:
            self._coming.deleteLater()
        self._coming = shelf = Shelf(self)
        pieces = Pieces(self._fill(shelf, listing), shelf)
        pieces.done.connect(lambda: self._put_up(shelf))

    def _fill(self, shelf: Shelf, listing: Listing) -> Iterator[QWidget]:
        """A card at each step; what is seen meanwhile is the listing before."""
        for shown in listing.cards:
            made = self._card(shown)
            shelf.add_card(made)
            yield made
        for file, size in listing.aside:
            aside = self._aside(file, size)
            shelf.add_aside(aside)
            yield aside

    def _put_up(self, shelf: Shelf) -> None:
        if shelf is not self._coming:
            return  # a newer listing came
        focused = self._focused()
        before, self._shelf, self._coming = self._shelf, shelf, None
        self._on_filtered(self._presenter.language, self._presenter.only_fitting)
        self.column.replaceWidget(before, shelf)
        before.hide()
        before.deleteLater()
        shelf.show()
        self._lead_the_keyboard()
        self._give_focus_back(*focused)

    def _lead_the_keyboard(self) -> None:
        """Tab goes from top to bottom, also through what was made after what stands below it."""
        stops = [
            control
            for part in (self._filters, *self._shelf.cards, *self._shelf.asides, self.adding)
            for control in part.findChildren(QWidget)
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.window() is self.window()
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _card(self, shown: Card) -> OfferCard:
        presenter = self._presenter
        record = shown.offer.record
        holds = record is not None and presenter.holds(record)
        made = OfferCard(shown, holds=holds, theme=self._theme)
        made.use_requested.connect(partial(presenter.use, shown))
        if entry := shown.offer.entry:
            made.download_requested.connect(partial(presenter.download, entry))
            made.look_requested.connect(partial(self._on_look_requested, entry))
            made.file_requested.connect(partial(self._on_point_requested, entry))
            made.place_requested.connect(partial(self._on_place_requested, entry))
            made.details_requested.connect(partial(self._on_details_requested, shown, entry))
        made.go_on_requested.connect(lambda job, change: presenter.go_on(job, accept_change=change))
        made.pause_requested.connect(presenter.pause)
        made.cancel_requested.connect(partial(self._on_cancel_requested, made))
        made.show_requested.connect(partial(_show_in_folder, shown))
        made.verify_requested.connect(partial(presenter.verify, shown))
        made.remove_requested.connect(partial(self._on_remove_requested, shown, holds))
        return made

    def _aside(self, file: Path, size: int) -> QWidget:
        frame, inside = card()
        words = _("{name} came damaged and was put aside: {amount}.")
        inside.addWidget(parts.paragraph(words.format(name=file.name, amount=amounts.size(size))))
        delete = parts.button(_("Delete"), "weights_aside")
        delete.setAccessibleName(_("{action}: {title}").format(action=_("Delete"), title=file.name))
        delete.clicked.connect(partial(self._presenter.delete_aside, file))
        inside.addWidget(delete)
        return frame

    def _on_filtered(self, language: str, only_fitting: bool) -> None:
        self._presenter.language, self._presenter.only_fitting = language, only_fitting
        left = self._shelf.filter(language, only_fitting=only_fitting)
        self._nothing.setVisible(bool(self._shelf.cards) and not left)

    def _on_job_changed(self, job: Job) -> None:
        for shelf in (self._shelf, self._coming):
            if shelf:
                shelf.show_job(job)

    def _on_licence_asked(self, entry: Entry, accept: object) -> None:
        language = i18n.language()
        licence = entry.licence or _("Licence: see where it comes from")
        details = "\n\n".join(part for part in (licence, entry.allowed(language)) if part)
        self._dialogs.confirm(
            _("Do you accept the licence of {title}?").format(title=entry.title(language)),
            details,
            _("Accept and download"),
            accept,  # type: ignore[arg-type]
            link=entry.licence_link or entry.origin,
        )

    def _on_details_requested(self, shown: Card, entry: Entry) -> None:
        language, record = i18n.language(), shown.offer.record
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for sentence in (*facts(entry, language), *(file_line(file) for file in entry.files)):
            column.addWidget(parts.breakable(sentence))
        if record:
            column.addWidget(parts.breakable(f"SHA-256: {record.sha256}"))
        self._dialogs.show(shown.title(language), content)

    def _on_cancel_requested(self, asking: OfferCard, job: Job) -> None:
        here = job.progress.done if job.progress else asking.card.offer.begun
        if not here:
            self._presenter.cancel(job)
            return
        self._dialogs.confirm(
            _("Stop downloading {title}?").format(title=asking.card.title(i18n.language())),
            _("The {amount} that are here already will be deleted.").format(
                amount=amounts.size(here)
            ),
            _("Stop and delete"),
            lambda: self._presenter.cancel(job),
            harm=True,
        )

    def _on_remove_requested(self, shown: Card, holds: bool) -> None:
        title, record = shown.title(i18n.language()), shown.offer.record
        if record and holds and shown.there:
            question = _("Delete {title}?").format(title=title)
            details = _("Its file of {amount} will be deleted: {path}").format(
                amount=amounts.size(record.size), path=record.file
            )
            yes = _("Delete")
        else:
            question = _("Remove {title} from the list?").format(title=title)
            details = _("No file is deleted.")
            yes = _("Remove")
        self._dialogs.confirm(
            question, details, yes, partial(self._presenter.remove, shown), harm=True
        )

    def _on_context_chosen(self, tokens: int) -> None:
        self._presenter.context = tokens
        self._presenter.begin()

    def _on_look_requested(self, entry: Entry, file: SourceFile) -> None:
        self._presenter.look(entry.id, file.quantization if len(entry.files) > 1 else "")

    def _on_judged(self, name: str, fit: Fit) -> None:
        words, role = verdict(fit)
        self.adding.tell(f"{name}: {words}", role)

    def _on_point_requested(self, entry: Entry) -> None:
        self._choose_file(entry.id)

    def _on_place_requested(self, entry: Entry) -> None:
        self.adding.ask_for_place(entry.id, entry.title(i18n.language()))
        self._area.ensureWidgetVisible(self.adding)

    def _on_file_requested(self) -> None:
        self._choose_file("")

    def _choose_file(self, like: str) -> None:
        kinds = _("Weights ({pattern})").format(pattern=f"*{_GGUF}")
        self._dialogs.choose_file(
            _("Choose weights"), kinds, partial(self._presenter.offer_file, like=like)
        )

    def _on_import_asked(self, file: Path | None) -> None:
        self._taking.ask(file, self._presenter.like)
        if file:
            self._to_the_top()

    def _on_reading_changed(self, reading: Reading | None) -> None:
        begun = reading is not None and not reading.done
        self._taking.show_reading(reading)
        if begun:
            self._to_the_top()

    def _to_the_top(self) -> None:
        """Where what is asked and told stands."""
        self._area.verticalScrollBar().setValue(0)

    def _on_verified(self, name: str) -> None:
        self._taking.tell(_("{name} is whole: nothing of it changed.").format(name=name))

    def _on_arrived(self, name: str) -> None:
        self._taking.tell(_("{name} is here. It can be used now.").format(name=name))

    def _on_failed(self, fault: object) -> None:
        self.notice.tell(fault)  # type: ignore[arg-type]
        self._to_the_top()

    def _focused(self) -> tuple[str, str]:
        """The card and the control that have the keyboard."""
        focused = QApplication.focusWidget()
        for each in self._shelf.cards:
            if focused and each.isAncestorOf(focused):
                return each.card.offer.id, focused.objectName()
        return "", ""

    def _give_focus_back(self, id: str, name: str) -> None:
        for each in self._shelf.cards:
            if id and each.card.offer.id == id:
                found = [w for w in each.findChildren(QWidget, name) if not w.isHidden()]
                if found:
                    found[0].setFocus()
                    return


def _computer(hardware: Hardware) -> str:
    sentence = _("This computer: {free} of {total} memory free, {disk} free on the disk.")
    return sentence.format(
        free=amounts.size(hardware.memory_free),
        total=amounts.size(hardware.memory_total),
        disk=amounts.size(hardware.disk_free),
    )


def _show_in_folder(shown: Card) -> None:
    if here := shown.offer.here:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(here.path.parent)))


def _dropped(event: QDropEvent) -> Path | None:
    """The one GGUF file that is dragged, if it is one."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == _GGUF else None


def _present(house: House) -> WeightsPresenter:
    return WeightsPresenter(program=house.program, tasks=house.tasks)


def _build(presenter: WeightsPresenter, house: House) -> WeightsPage:
    return WeightsPage(
        presenter=presenter,
        dialogs=house.dialogs,
        theme=house.theme,
        to_settings=partial(house.go, "settings"),
    )


KIND = PageKind("weights", N_("Weights"), "weights", _present, _build)
