"""The cards of a listing, in sections, and which of them the filters leave."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.core.weights.download_queue import Job
from app.ui.shell import parts
from app.ui.weights.offer_card import OfferCard
from app.ui.weights.presenter import Section

_SECTIONS: dict[Section, str] = {
    "recommended": N_("Recommended for this computer"),
    "here": N_("On this computer"),
    "available": N_("Can be downloaded"),
    "no_gguf": N_("To be made first"),
    "cannot_run": N_("Can't run here"),
}
_TO_MAKE = N_(
    "No public GGUF file of these is known. Make one (models/README.md in the program's source"
    " tells how), or point to a file or to a place on a hub that has one."
)


class Shelf(QWidget):
    """Out of sight until it is whole; then it takes the place of the one before.

    Attributes:
        cards: from top to bottom.
        asides: of files put aside, below the cards.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.cards: list[OfferCard] = []
        self.asides: list[QWidget] = []
        self._headings: dict[Section, list[QLabel]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def add_card(self, made: OfferCard) -> None:
        """Put a card below the others, under the name of its section."""
        section = made.card.section
        if section not in self._headings:
            self._headings[section] = _heading(section)
            for label in self._headings[section]:
                self._column.addWidget(label)
        self._column.addWidget(made)
        self.cards.append(made)

    def add_aside(self, made: QWidget) -> None:
        """Put what is said of a file that was put aside below everything."""
        self._column.addWidget(made)
        self.asides.append(made)

    def show_job(self, job: Job) -> None:
        """Take the last word about a download."""
        for each in self.cards:
            if each.card.offer.id == job.what and each.card.offer.state == "available":
                each.show_job(job)

    def filter(self, language: str, *, only_fitting: bool) -> bool:
        """Leave what speaks a language, and what can be used here.

        Returns:
            Whether anything is left.
        """
        seen: set[Section] = set()
        for each in self.cards:
            fitting = not only_fitting or each.fits() or each.card.section == "here"
            shown = fitting and (each.speaks(language) or each.card.in_use)
            each.setVisible(shown)
            if shown:
                seen.add(each.card.section)
        for section, labels in self._headings.items():
            for label in labels:
                label.setVisible(section in seen)
        return bool(seen)


def _heading(section: Section) -> list[QLabel]:
    heading = parts.title(_(_SECTIONS[section]), 1.25)
    heading.setContentsMargins(0, 12, 0, 0)
    return [heading, parts.paragraph(_(_TO_MAKE))] if section == "no_gguf" else [heading]
