"""What needs the journal closed: done on a page of its own, and the lock screen follows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.values import Told
from app.core.vault.session import OpenVault
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.notices import explain_any
from app.ui.shell.pages import Page

_EVERY = 150  # milliseconds between two looks at how far it is
_STEPS = 1000


class Progress:
    """How far something is; written by a lane, read and cancelled by the window."""

    def __init__(self) -> None:
        self.share = 0.0
        self._cancelled = False

    def told(self, done: int, size: int) -> None:
        """For the one who works.

        Raises:
            UserFacingError: ``cancelled``.
        """
        if self._cancelled:
            raise UserFacingError("cancelled")
        self.share = done / size if size else 1.0

    def cancel(self) -> None:
        """Let it end at its next step."""
        self._cancelled = True


@dataclass(frozen=True)
class Errand:
    """Something to do while the journal is closed and the vault is open.

    Attributes:
        title: what is done, for the person.
        work: gets the vault, and what to tell how far it is.
        done: a sentence for the person when it is done.
    """

    title: str
    work: Callable[[OpenVault, Told], None]
    done: str
    progress: Progress = field(default_factory=Progress)


class ErrandPage(Page):
    """How far an errand is, then how it ended, and a way on."""

    go_on = Signal()

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self._errand = errand
        self._words = parts.paragraph(_("The journal is closed meanwhile."))
        self._words.setObjectName("errand_words")
        self._bar = bar(_("How far it is"))
        self._cancel = parts.button(_("Stop"), "errand_cancel")
        self._on = parts.button(_("To the lock screen"), "errand_on", "primary")
        self._on.hide()
        column = QWidget()
        text_size.limit_width(column, parts.FORM_WIDTH)
        inside = QVBoxLayout(column)
        inside.setSpacing(12)
        inside.addStretch(1)
        inside.addWidget(parts.title(errand.title))
        inside.addWidget(self._words)
        inside.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._cancel)
        row.addWidget(self._on)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addStretch(2)
        around = QHBoxLayout(self)
        around.addStretch(1)
        around.addWidget(column, 100)
        around.addStretch(1)
        self._cancel.clicked.connect(errand.progress.cancel)
        self._on.clicked.connect(self.go_on)
        self._look = QTimer(self, interval=_EVERY)
        self._look.timeout.connect(self._on_looked)
        self._look.start()

    def tell_end(self, error: UserFacingError | None, *, failed: bool) -> None:
        """Say how it ended."""
        self._look.stop()
        self._bar.hide()
        self._cancel.hide()
        words = str(explain_any(error)) if failed else self._errand.done
        self._words.setText(words)
        self._on.show()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._words, words, urgently=failed)

    def _on_looked(self) -> None:
        self._bar.setValue(round(self._errand.progress.share * _STEPS))


def bar(name: str) -> QProgressBar:
    """A bar that is set to thousandths.

    Args:
        name: for screen readers.
    """
    made = QProgressBar()
    made.setRange(0, _STEPS)
    made.setAccessibleName(name)
    return made
