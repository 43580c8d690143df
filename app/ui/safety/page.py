"""The care page: people to talk to, where the person is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.core.safety.helplines import Helpline
from app.ui.safety.helpline_list import HelplineList
from app.ui.safety.presenter import CarePresenter
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, PageKind
from app.ui.shell.reading import ReadingPage, card, empty
from app.ui.shell.theme import Theme


class CarePage(ReadingPage):
    """Helplines of one region; another region is two clicks away.

    Args:
        presenter: does everything that is not a widget.
        theme: gives the icons.
    """

    def __init__(
        self, *, presenter: CarePresenter, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("People you can talk to"), "care_area", parent)
        self._theme = theme
        self.notice = NoticeBar(theme)
        self._region = ChoiceBox([], theme)
        self._region.setObjectName("care_region")
        self._region.setAccessibleName(_("Where you are"))
        self._region.chosen.connect(presenter.choose)
        frame, self._lines = card()
        where = parts.paragraph(_("Where you are"))
        where.setBuddy(self._region)
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addWidget(where)
        place.addWidget(self._region)
        self.column.addWidget(
            parts.paragraph(
                _("You needn't be sure that it is bad enough. They are there to listen.")
            )
        )
        self.column.addWidget(self.notice)
        self.column.addLayout(place)
        self.column.addWidget(frame)
        presenter.regions_shown.connect(self._on_regions_shown)
        presenter.helplines_shown.connect(self._on_helplines_shown)
        presenter.failed.connect(self.notice.tell)

    def _on_regions_shown(self, regions: list[tuple[str, str]], chosen: str) -> None:
        self._region.clear()
        for key, words in regions:
            self._region.addItem(words, key)
        self._region.setCurrentIndex(self._region.findData(chosen))

    def first_control(self) -> QWidget | None:
        return self._region

    def _on_helplines_shown(self, lines: Sequence[Helpline]) -> None:
        empty(self._lines)
        self._lines.addWidget(HelplineList(lines, self._theme))


def _present(house: House) -> CarePresenter:
    return CarePresenter(program=house.program, tasks=house.tasks)


def _build(presenter: CarePresenter, house: House) -> CarePage:
    return CarePage(presenter=presenter, theme=house.theme)


KIND = PageKind("care", N_("Care"), "care", _present, _build)
