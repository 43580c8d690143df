"""One card of the weights page: what some weights are, and what can be done with them now."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import N_, _
from app.core.weights.download_queue import Job
from app.core.weights.entry import SourceFile
from app.core.weights.fit import Fit
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme
from app.ui.weights import amounts
from app.ui.weights.job_view import JobView
from app.ui.weights.presenter import Card
from app.ui.weights.verdicts import verdict

_LANGUAGES = {"zh": N_("Chinese"), "en": N_("English")}


class OfferCard(QFrame):
    """Shows a Card; its buttons ask for what can be done with it.

    Args:
        card: the weights.
        holds: whether their file would be deleted with them.
        theme: colours and icons.
    """

    use_requested = Signal()
    download_requested = Signal(object)
    """A SourceFile of the entry."""
    look_requested = Signal(object)
    """A SourceFile whose header is to be asked for."""
    go_on_requested = Signal(object, bool)
    """A Job, and whether another file than the first is taken."""
    pause_requested = Signal(object)
    cancel_requested = Signal(object)
    show_requested = Signal()
    verify_requested = Signal()
    remove_requested = Signal()
    file_requested = Signal()
    place_requested = Signal()
    details_requested = Signal()

    def __init__(
        self, card: Card, *, holds: bool, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.card = card
        self._holds = holds
        self._theme = theme
        self._title = card.title(i18n.language())
        self.setObjectName("card")
        self.setAccessibleName(self._title)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 14, 16, 14)
        self._inside.setSpacing(8)
        self._buttons = QWidget()
        self._row = Flow(parent=self._buttons)
        self._verdict = _line("", "quiet")
        self._facts = parts.remark("")
        self._kinds: ChoiceBox | None = None
        self._download: QWidget | None = None
        self.job = JobView(self._title, theme)
        self.job.go_on_requested.connect(self.go_on_requested)
        self.job.pause_requested.connect(self.pause_requested)
        self.job.cancel_requested.connect(self.cancel_requested)
        self._fill()

    def fits(self) -> bool:
        """Whether it can be used here as far as anybody knows."""
        card = self.card
        if card.section in ("no_gguf", "cannot_run"):
            return card.section == "no_gguf"
        fits = [fit for _file, fit in card.offer.files] or [card.offer.fit]
        return any(fit is None or fit.verdict != "won't fit" for fit in fits)

    def speaks(self, language: str) -> bool:
        """Whether it is known to speak a language, or nobody knows."""
        entry = self.card.offer.entry
        return not language or entry is None or not entry.languages or language in entry.languages

    def show_job(self, job: Job | None) -> None:
        """Take the last word about its download."""
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.job.show_job(job)
        busy = job is not None
        self._buttons.setVisible(not busy and self._row.count() > 0)
        if focused and busy:
            self.job.focus_first()

    def _fill(self) -> None:
        card, offer = self.card, self.card.offer
        language = i18n.language()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(parts.title(self._title, 1.2), 1)
        if badge := self._badge():
            head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(head)
        if notice := self._notice(language):
            self._inside.addWidget(parts.paragraph(notice))
        if not card.there:
            self._inside.addWidget(parts.fault(_("The file is not where it was.")))
        self._inside.addWidget(self._facts)
        if licence := self._licence(language):
            self._inside.addWidget(parts.remark(licence))
        self._inside.addWidget(self._verdict)
        if card.section == "here" and offer.here and not offer.here.demo:
            self._inside.addWidget(parts.breakable(str(offer.here.path)))
        self._inside.addWidget(self.job)
        self._inside.addWidget(self._buttons)  # first: shown without a parent, it were a window
        self._add_buttons()
        self._show_file(self._file())
        self.show_job(card.job)

    def _badge(self) -> QLabel | None:
        if self.card.in_use:
            badge = _line(_("In use"), "good")
            badge.setObjectName("weights_in_use")
        elif self.card.section == "recommended":
            badge = _line(_("Recommended"), "good")
            badge.setObjectName("weights_recommended")
        else:
            return None
        badge.setWordWrap(False)
        return badge

    def _notice(self, language: str) -> str:
        offer = self.card.offer
        if offer.state == "no_gguf":
            point = offer.entry is not None and offer.entry.availability == "point"
            return offer.entry.notice(language) if offer.entry and point else ""  # else above all
        if offer.state == "missing":
            return _("Their package is not installed.")
        if offer.entry:
            return offer.entry.notice(language)
        return offer.here.notice(language) if offer.here else ""

    def _licence(self, language: str) -> str:
        offer = self.card.offer
        licence = offer.entry.licence if offer.entry else offer.here.licence if offer.here else ""
        if not licence:
            return _("Licence: see where it comes from")
        told = _("Licence: {licence}").format(licence=licence)
        allowed = offer.entry.allowed(language) if offer.entry else ""
        return f"{told} · {allowed}" if allowed else told

    def _file(self) -> tuple[SourceFile | None, Fit | None]:
        offer = self.card.offer
        if not offer.files:
            return None, offer.fit
        at = self._kinds.currentIndex() if self._kinds else 0
        return offer.files[max(0, at)]

    def _show_file(self, chosen: tuple[SourceFile | None, Fit | None]) -> None:
        """The facts of one of the files it comes in."""
        file, fit = chosen
        self._facts.setText(" · ".join(self._known_facts(file)))
        self._facts.setVisible(bool(self._facts.text()))
        words, role = self._judged(fit)
        self._verdict.setText(words)
        self._verdict.setProperty("role", role)
        self._verdict.style().polish(self._verdict)
        self._verdict.setVisible(bool(words))

    def _known_facts(self, file: SourceFile | None) -> list[str]:
        offer = self.card.offer
        entry, here, record = offer.entry, offer.here, offer.record
        size = here.size if here else file.size if file else 0
        exact = here is not None or (file is not None and file.pinned)
        kind = record.quantization if record else file.quantization if file else ""
        return [
            *([self._size(size, exact=exact)] if size else []),
            *([kind] if kind else []),
            *([_spoken(entry.languages)] if entry and entry.languages else []),
            *([entry.parameters] if entry and entry.parameters and not size else []),
        ]

    @staticmethod
    def _size(size: int, *, exact: bool) -> str:
        told = amounts.size(size)
        return told if exact else _("about {amount}").format(amount=told)

    def _judged(self, fit: Fit | None) -> tuple[str, str]:
        if fit is None:
            unknown = self.card.offer.state == "available"
            return (_("Whether it fits is seen when it is here.") if unknown else ""), "quiet"
        return verdict(fit)

    def _add_buttons(self) -> None:
        state, card = self.card.offer.state, self.card
        if state == "installed":
            self._add_for_what_is_here()
        elif state == "available":
            self._add_for_download()
        elif state == "no_gguf":
            self._button(_("A file of mine…"), "weights_point", self.file_requested.emit)
            self._button(_("A place on a hub…"), "weights_place", self.place_requested.emit)
        if card.offer.entry:
            role = "quiet" if self._row.count() else "plain"
            self._button(_("Details"), "weights_details", self.details_requested.emit, role)
        self._buttons.setVisible(self._row.count() > 0 and card.job is None)

    def _add_for_what_is_here(self) -> None:
        card, record = self.card, self.card.offer.record
        if not card.in_use and card.there:
            use = self._button(_("Use these"), "weights_use", self.use_requested.emit)
            use.setAccessibleName(_("Use {title}").format(title=self._title))
        if card.offer.here and card.offer.here.demo:
            return
        if card.there:
            self._button(_("Show in folder"), "weights_show", self.show_requested.emit, "quiet")
            self._button(_("Check"), "weights_verify", self.verify_requested.emit, "quiet")
        if record:
            words = _("Delete…") if self._holds and card.there else _("Remove from the list…")
            self._button(words, "weights_remove", self.remove_requested.emit, "quiet")

    def _add_for_download(self) -> None:
        offer = self.card.offer
        if len(offer.files) > 1:
            kinds = [(file.quantization, _kind(file)) for file, _fit in offer.files]
            self._kinds = ChoiceBox(kinds, self._theme)
            self._kinds.setObjectName("weights_kind")
            self._kinds.setAccessibleName(_("Which file of {title}").format(title=self._title))
            self._kinds.currentIndexChanged.connect(lambda _at: self._show_file(self._file()))
            self._row.addWidget(self._kinds)
        words = _("Go on downloading") if offer.begun else _("Download…")
        primary = self.card.section == "recommended"
        self._button(
            words, "weights_download", self._on_download, "primary" if primary else "plain"
        )
        fits = [fit for _file, fit in offer.files]
        if any(fit is None or fit.told_by == "makers" for fit in fits):
            words = _("Check exactly") if fits[0] else _("Would it fit?")
            ask = self._button(words, "weights_look", self._on_look, "quiet")
            ask.setToolTip(_("Asks for the header of the file: some megabytes."))
        if offer.entry and offer.entry.own:
            gone = self._button(
                _("Remove from the list…"), "weights_remove", self.remove_requested.emit, "quiet"
            )
            gone.setAccessibleName(_("Remove {title} from the list").format(title=self._title))

    def _on_look(self) -> None:
        file, _fit = self._file()
        self.look_requested.emit(file)

    def _on_download(self) -> None:
        file, _fit = self._file()
        self.download_requested.emit(file)

    def _button(
        self, words: str, name: str, then: Callable[[], None], role: str = "plain"
    ) -> QWidget:
        made = parts.button(words, name, role)
        made.setAccessibleName(
            _("{action}: {title}").format(action=words.rstrip("…"), title=self._title)
        )
        made.clicked.connect(lambda _checked: then())
        self._row.addWidget(made)
        return made


def _spoken(languages: tuple[str, ...]) -> str:
    return _(", ").join(_(_LANGUAGES.get(each, each)) for each in languages)


def _kind(file: SourceFile) -> str:
    return f"{file.quantization} · {amounts.size(file.size)}" if file.size else file.quantization


def _line(words: str, role: str) -> QLabel:
    label = parts.remark(words)
    label.setProperty("role", role)
    return label
