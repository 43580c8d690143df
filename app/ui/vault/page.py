"""The page of the locked program: first start, recovery code, unlock; helplines at hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.vault.profiles import Profile
from app.ui.shell import parts, text_size
from app.ui.shell.notices import explain_any
from app.ui.shell.theme import Theme
from app.ui.vault.forms import Form, RecoveryForm, UnlockForm, WelcomeForm
from app.ui.vault.presenter import VaultPresenter

_LOGO = 56


class VaultPage(QScrollArea):
    """One form at a time, in the middle.

    Args:
        presenter: does everything that is not a widget.
        theme: gives the icons.
    """

    helplines_requested = Signal()

    def __init__(
        self, *, presenter: VaultPresenter, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._theme = theme
        self.setObjectName("vault_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._welcome = WelcomeForm()
        self._recovery = RecoveryForm()
        self._unlock = UnlockForm()
        self._forms: tuple[Form, ...] = (self._welcome, self._recovery, self._unlock)
        self._shown: Form = self._unlock
        self._help = parts.button(
            _("In need of a person now? Helplines"), "vault_helplines", "quiet"
        )
        theme.dress_icon(self._help, "phone")
        self._build()
        self._connect()
        self.dress()

    def _build(self) -> None:
        self._logo = parts.paragraph("")
        column = QWidget()
        text_size.fix_width(column, parts.FORM_WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 32, 0, 32)
        inside.addStretch(2)
        inside.addWidget(self._logo)
        inside.addSpacing(8)
        for form in self._forms:
            inside.addWidget(form)
            form.hide()
        inside.addSpacing(8)
        inside.addWidget(self._help)
        inside.addStretch(3)
        whole = QWidget()
        whole.setObjectName("vault_page")
        around = QHBoxLayout(whole)  # an alignment would measure the words at full width
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch(1)
        around.addWidget(column)
        around.addStretch(1)
        self.setWidget(whole)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.profiles_listed.connect(self._on_profiles_listed)
        presenter.recovery_code_made.connect(self._on_recovery_code_made)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.failed.connect(self._on_failed)
        self._welcome.submitted.connect(presenter.create)
        self._welcome.back_requested.connect(presenter.list_profiles)
        self._recovery.written_down.connect(presenter.go_on)
        self._unlock.submitted.connect(presenter.unlock)
        self._unlock.recovery_submitted.connect(presenter.unlock_with_recovery)
        self._unlock.new_requested.connect(self._on_new_requested)
        self._help.clicked.connect(self.helplines_requested)

    def dress(self) -> None:
        """Take the theme's colours and icons."""
        self._logo.setPixmap(self._theme.picture("soulchat", _LOGO))

    def _show(self, form: Form) -> None:
        self._shown = form
        for each in self._forms:
            each.setVisible(each is form)
        form.begin()

    def _on_profiles_listed(self, profiles: list[Profile], first: str) -> None:
        self._welcome.offer_back(bool(profiles))
        self._unlock.offer(profiles, first)
        self._show(self._unlock if profiles else self._welcome)

    def _on_new_requested(self) -> None:
        self._show(self._welcome)

    def _on_recovery_code_made(self, code: str) -> None:
        self._welcome.begin()
        self._show(self._recovery)
        self._recovery.show_code(code)

    def _on_busy_changed(self, busy: bool) -> None:
        for form in self._forms:
            form.setEnabled(not busy)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self._shown.tell(str(explain_any(error)))
        self._shown.try_again()
