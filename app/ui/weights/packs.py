"""The quiet end of the weights page: packs that let a graphics card compute."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import _
from app.core.messages import explain
from app.core.packs.manifest import TITLES
from app.core.weights.download_queue import Job
from app.ui.shell import parts
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.flow import Flow
from app.ui.shell.reading import card, empty
from app.ui.shell.theme import Theme
from app.ui.weights import amounts
from app.ui.weights.job_view import JobView
from app.ui.weights.pack_presenter import PackCard, PackPresenter


class Packs(QWidget):
    """A heading, a sentence, and a card for each pack.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks before something is deleted.
        theme: gives the icons.
    """

    def __init__(
        self,
        presenter: PackPresenter,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._theme = theme
        self._views: dict[str, JobView] = {}
        heading = parts.title(_("Engine packs"), 1.25)
        heading.setContentsMargins(0, 12, 0, 0)
        self._words = parts.paragraph("")
        self._words.setObjectName("packs_words")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addLayout(self._list)
        presenter.listed.connect(self._on_listed)
        presenter.job_changed.connect(self._on_job_changed)

    def _on_listed(self, cards: Sequence[PackCard]) -> None:
        self._words.setText(
            _(
                "An engine pack lets a graphics card compute the answers. It is tried before it"
                " is used; whatever happens to it, the program's own engine can answer."
            )
            if cards
            else _(
                "An engine pack lets a graphics card compute the answers. None has been published"
                " yet, so the processor of this computer computes."
            )
        )
        empty(self._list)
        self._views = {}
        for shown in cards:
            self._list.addWidget(self._card(shown))

    def _on_job_changed(self, job: Job) -> None:
        if view := self._views.get(job.what):
            view.show_job(job)

    def _card(self, shown: PackCard) -> QFrame:
        offer, presenter = shown.offer, self._presenter
        title = _(TITLES[offer.backend])
        frame, inside = card()
        frame.setAccessibleName(title)
        inside.addWidget(parts.title(title, 1.1))
        for label in _facts(shown):
            inside.addWidget(label)
        view = self._views[offer.id] = JobView(title, self._theme)
        view.go_on_requested.connect(lambda job, _change: presenter.get(job.what))
        view.pause_requested.connect(presenter.pause)
        view.cancel_requested.connect(presenter.cancel)
        view.show_job(shown.job)
        inside.addWidget(view)
        buttons = QWidget()
        row = Flow(parent=buttons)
        if offer.pack and shown.job is None and offer.state != "in_use":
            words = {"available": _("Download"), "failed": _("Try again")}
            get = parts.button(words.get(offer.state, _("Use")), "pack_get", "primary")
            get.setAccessibleName(_named(get.text(), title))
            get.clicked.connect(partial(presenter.get, offer.id))
            row.addWidget(get)
        if offer.here:
            remove = parts.button(_("Remove"), "pack_remove")
            remove.setAccessibleName(_named(remove.text(), title))
            remove.clicked.connect(partial(self._on_remove_requested, shown))
            row.addWidget(remove)
        inside.addWidget(buttons, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _on_remove_requested(self, shown: PackCard) -> None:
        pack = shown.offer.pack
        details = _("The program's own engine computes then.")
        if pack:
            words = _(
                "Its {amount} are deleted, and the program's own engine computes. It can be"
                " downloaded again."
            )
            details = words.format(amount=amounts.size(pack.unpacked))
        self._dialogs.confirm(
            _("Remove the engine pack?"),
            details,
            _("Remove"),
            partial(self._presenter.remove, shown.offer.id),
            harm=True,
        )


def _facts(shown: PackCard) -> list[QLabel]:
    """What it is at, what it needs, and how large it is."""
    offer = shown.offer
    labels = []
    if offer.state == "in_use":
        labels.append(parts.paragraph(_("It computes the answers.")))
    elif offer.state == "here":
        labels.append(parts.paragraph(_("It is here, and not in use.")))
    elif offer.fault and shown.job is None:
        labels.append(parts.fault(str(explain(offer.fault))))
    if needs := offer.needs(i18n.language()):
        labels.append(parts.remark(_("Needs: {needs}").format(needs=needs)))
    if offer.state == "available" and offer.pack:
        size = amounts.size(offer.pack.size)
        labels.append(parts.remark(_("Download: {size}.").format(size=size)))
    return labels


def _named(words: str, title: str) -> str:
    return _("{action}: {title}").format(action=words, title=title)
