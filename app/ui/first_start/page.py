"""The page of the first start: four short steps, one at a time."""

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.ui.first_start.about_you import ProfileForm, WelcomeForm
from app.ui.first_start.listener import ReadyForm, WeightsForm
from app.ui.first_start.presenter import FirstStartPresenter
from app.ui.first_start.progress import Step
from app.ui.first_start.recovery import ConfirmForm, RecoveryForm
from app.ui.first_start.step_bar import StepBar
from app.ui.shell import clipboard, parts
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.form import Form, FormPage
from app.ui.shell.notices import explain_any
from app.ui.shell.theme import Theme

_COUNT = 4


class FirstStartPage(FormPage):
    """Shows the step the presenter is at.

    Args:
        presenter: does everything that is not a widget.
        dialogs: asks for a file.
        theme: gives the icons.
    """

    def __init__(self, *, presenter: FirstStartPresenter, dialogs: Dialogs, theme: Theme) -> None:
        self._presenter = presenter
        self._dialogs = dialogs
        self._welcome = WelcomeForm(theme)
        self._profile = ProfileForm(advice=presenter.advice, theme=theme)
        self._recovery = RecoveryForm()
        self._confirm = ConfirmForm()
        self._weights = WeightsForm(theme)
        self._ready = ReadyForm()
        self._steps: dict[Step, tuple[Form, int]] = {
            "welcome": (self._welcome, 1),
            "profile": (self._profile, 2),
            "recovery": (self._recovery, 2),
            "weights": (self._weights, 3),
            "ready": (self._ready, 4),
            "renewal": (self._recovery, 0),
        }
        super().__init__(
            theme,
            (
                self._welcome,
                self._profile,
                self._recovery,
                self._confirm,
                self._weights,
                self._ready,
            ),
        )
        self._build_above()
        self._connect()
        self.dress()

    def dress(self) -> None:
        super().dress()
        self._bar.take_colours(self.theme.colours.line, self.theme.colours.accent)

    def _build_above(self) -> None:
        self._back = parts.button(_("Back"), "first_start_back", "quiet")
        self.theme.dress_icon(self._back, "back")
        self._bar = StepBar(_COUNT, "first_start_step")
        self.above.addWidget(self._bar)
        self.above.addSpacing(16)
        self.below.addWidget(self._back)
        self.go_on_to_footer(self._back)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.step_changed.connect(self._on_step_changed)
        presenter.code_shown.connect(self._on_code_shown)
        presenter.groups_asked.connect(self._on_groups_asked)
        presenter.weights_offered.connect(self._weights.offer)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.failed.connect(self._on_failed)
        self._back.clicked.connect(presenter.back)
        self._welcome.language_chosen.connect(presenter.speak)
        self._welcome.go_on_requested.connect(presenter.greet)
        self._profile.submitted.connect(presenter.create)
        self._recovery.copy_requested.connect(clipboard.copy)
        self._recovery.written_down.connect(presenter.written_down)
        self._confirm.submitted.connect(presenter.confirm)
        self._weights.chosen.connect(presenter.choose)
        self._weights.file_requested.connect(self._ask_for_file)
        self._weights.settled.connect(presenter.settle)
        self._ready.go_requested.connect(presenter.finish)

    def _on_step_changed(self, step: Step) -> None:
        form, number = self._steps[step]
        self._bar.show_step(number)
        self._bar.setVisible(number > 0)
        self._ready.greet(self._presenter.name)
        self._show_with_back(form)

    def _show_with_back(self, form: Form) -> None:
        self._back.setVisible(self._presenter.can_go_back)
        self.show_form(form)

    def _on_code_shown(self, code: str) -> None:
        self._recovery.show_code(code)

    def _on_groups_asked(self, first: int, second: int) -> None:
        self._confirm.ask(first, second)
        self._show_with_back(self._confirm)

    def _on_busy_changed(self, busy: bool) -> None:
        self._back.setEnabled(not busy)
        for form in self.forms:
            form.setEnabled(not busy)

    def _on_failed(self, error: UserFacingError | None) -> None:
        if self.shown:
            self.shown.tell(str(explain_any(error)))
            self.shown.try_again()

    def _ask_for_file(self) -> None:
        self._dialogs.choose_file(
            _("Choose a GGUF file"),
            _("Weights ({pattern})").format(pattern="*.gguf"),
            self._presenter.choose_file,
        )
