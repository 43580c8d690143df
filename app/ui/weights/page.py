"""The weights page: what is on this computer, what answers, a file of one's own."""

from babel.numbers import format_decimal
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import N_, _
from app.core.weights.installed import InstalledWeights
from app.ui.shell import parts
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, PageKind
from app.ui.shell.reading import ReadingPage, card, empty
from app.ui.shell.theme import Theme
from app.ui.weights.presenter import Choice, WeightsPresenter


class WeightsPage(ReadingPage):
    """A card for each, with what is known about it.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks for a file.
        theme: gives the icons.
    """

    def __init__(
        self,
        *,
        presenter: WeightsPresenter,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Weights"), "weights_area", parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self.notice = NoticeBar(theme)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._own = parts.button(_("A file of your own…"), "weights_own")
        theme.dress_icon(self._own, "folder")
        self._own.clicked.connect(self._on_own_clicked)
        self.column.addWidget(
            parts.paragraph(
                _(
                    "Weights are what answers you: large files made by others, run by this"
                    " computer alone. None of them is a therapist."
                )
            )
        )
        self.column.addWidget(self.notice)
        self.column.addLayout(self._cards)
        self.column.addWidget(self._own, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(
            parts.remark(
                _(
                    "Any GGUF file made for conversation works, as far as memory allows. How well"
                    " it listens, nobody here has measured; its licence is its maker's."
                )
            )
        )
        presenter.listed.connect(self._on_listed)
        presenter.failed.connect(self.notice.tell)

    def _on_listed(self, choices: list[Choice]) -> None:
        empty(self._cards)
        for choice in choices:
            self._cards.addWidget(self._card(choice))

    def first_control(self) -> QWidget | None:
        return self._own

    def _card(self, choice: Choice) -> QWidget:
        weights, language = choice.weights, i18n.language()
        title = weights.title(language)
        frame, inside = card()
        head = QHBoxLayout()
        head.addWidget(parts.title(title, 1.2), 1)
        if choice.in_use:
            used = parts.remark(_("In use"))
            used.setProperty("role", "good")
            used.setWordWrap(False)
            used.setObjectName("weights_in_use")
            head.addWidget(used)
        else:
            use = parts.button(_("Use these"), "weights_use")
            use.setAccessibleName(_("Use {title}").format(title=title))
            use.clicked.connect(lambda: self._presenter.choose(weights))
            head.addWidget(use)
        inside.addLayout(head)
        if notice := weights.notice(language):
            inside.addWidget(parts.paragraph(notice))
        if not choice.there:
            inside.addWidget(parts.fault(_("The file is not where it was.")))
        inside.addWidget(parts.remark(" · ".join(_facts(weights))))
        if not weights.demo:
            inside.addWidget(parts.remark(str(weights.path)))
        return frame

    def _on_own_clicked(self) -> None:
        kinds = _("Weights ({pattern})").format(pattern="*.gguf")
        self._dialogs.choose_file(_("Choose weights"), kinds, self._presenter.choose_file)


def _facts(weights: InstalledWeights) -> list[str]:
    facts = [_size(weights.size)] if weights.size else []
    if weights.licence:
        return [*facts, _("Licence: {licence}").format(licence=weights.licence)]
    return [*facts, _("Licence: see where it comes from")]


def _size(size: int) -> str:
    """In the units a person buys memory in."""
    language = i18n.language()
    if size < 1_000_000_000:
        amount = format_decimal(max(1, round(size / 1_000_000)), locale=language)
        return _("{amount} MB").format(amount=amount)
    amount = format_decimal(round(size / 1_000_000_000, 1), locale=language)
    return _("{amount} GB").format(amount=amount)


def _present(house: House) -> WeightsPresenter:
    return WeightsPresenter(program=house.program, tasks=house.tasks)


def _build(presenter: WeightsPresenter, house: House) -> WeightsPage:
    return WeightsPage(presenter=presenter, dialogs=house.dialogs, theme=house.theme)


KIND = PageKind("weights", N_("Weights"), "weights", _present, _build)
