"""How a download stands: a bar, a sentence, and the buttons that fit it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.messages import explain
from app.core.weights.download_queue import Job
from app.core.weights.downloads import Progress
from app.ui.shell import parts
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme
from app.ui.weights import amounts

_STEPS = 1000
"""Of the bar: a number of bytes would be too large for it."""


class JobView(QWidget):
    """Hidden while there is no download.

    Args:
        title: what is downloaded.
        theme: gives the icons.
    """

    go_on_requested = Signal(object, bool)
    """The job, and whether another file than the first is taken."""
    pause_requested = Signal(object)
    cancel_requested = Signal(object)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._job: Job | None = None
        self._bar = QProgressBar()
        self._bar.setObjectName("weights_progress")
        self._bar.setAccessibleName(_("Download of {title}").format(title=title))
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._words = parts.remark("")
        self._words.setObjectName("weights_status")
        self._fault = parts.fault()
        self._fault.setObjectName("weights_fault")
        self._pause = self._button(_("Pause"), "weights_pause")
        self._pause.clicked.connect(lambda: self.pause_requested.emit(self._job))
        self._go_on = self._button(_("Go on"), "weights_go_on")
        self._go_on.clicked.connect(self._on_go_on)
        self._cancel = self._button(_("Cancel…"), "weights_cancel", "quiet")
        self._cancel.clicked.connect(lambda: self.cancel_requested.emit(self._job))
        buttons = QWidget()
        row = Flow(parent=buttons)
        for button in (self._pause, self._go_on, self._cancel):
            row.addWidget(button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for widget in (self._bar, self._fault, self._words, buttons):
            inside.addWidget(widget)
        self.hide()

    def show_job(self, job: Job | None) -> None:
        """Take the last word about it."""
        focus = self.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus) and focus.hasFocus()
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            return
        failed = job.state == "failed"
        busy = bool(failed and job.fault and job.fault.code == "download_busy")
        self._fault.setText(str(explain(job.fault)) if failed and job.fault and not busy else "")
        self._fault.setVisible(bool(self._fault.text()))
        self._words.setText(_sentence(job, busy=busy))
        self._words.setVisible(bool(self._words.text()))
        self._show_bar(job)
        self._pause.setVisible(job.state in ("running", "queued"))
        self._go_on.setVisible(job.state in ("paused", "failed"))
        self._name_go_on(job)
        if had_focus and focus is not None and not focus.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the first of its buttons."""
        first = self._pause if not self._pause.isHidden() else self._go_on
        first.setFocus()

    def _show_bar(self, job: Job) -> None:
        progress = job.progress
        known = progress is not None and progress.size > 0
        self._bar.setVisible(known or job.state == "running")
        share = progress.done / progress.size if progress and known else 0.0
        self._bar.setValue(round(_STEPS * share))

    def _name_go_on(self, job: Job) -> None:
        words = _("Try again") if job.state == "failed" else _("Go on")
        if _changed(job):
            words = _("Take the new file")
        self._go_on.setText(words)
        self._go_on.setAccessibleName(_named(words, self._title))

    def _on_go_on(self) -> None:
        if self._job:
            self.go_on_requested.emit(self._job, _changed(self._job))

    def _button(self, words: str, name: str, role: str = "plain") -> QPushButton:
        made = parts.button(words, name, role)
        made.setAccessibleName(_named(words.rstrip("…"), self._title))
        return made


def _named(words: str, title: str) -> str:
    return _("{action}: {title}").format(action=words, title=title)


def _changed(job: Job) -> bool:
    return bool(job.fault and job.fault.code in ("download_not_as_before", "download_another"))


def _sentence(job: Job, *, busy: bool) -> str:
    """Where it stands; empty where the fault says it all."""
    if busy:
        return _("Another window or terminal is fetching it; this one waits.")
    match job.state:
        case "failed":
            return _("It is tried again by itself.") if job.again_at is not None else ""
        case "queued":
            return _("Waits for its turn.")
        case "paused":
            here = _part(job.progress)
            return _("Paused: {part}").format(part=here) if here else _("Paused.")
    return _running(job.progress)


def _running(progress: Progress | None) -> str:
    if progress is None:
        return _("Asking the hub…")
    if progress.phase == "waiting":
        return _("The connection broke; it goes on in a moment.")
    if progress.phase == "checking":
        return _("Checking: {part}").format(part=_part(progress))
    facts = [_part(progress) or amounts.size(progress.done)]
    if progress.speed:
        facts.append(amounts.speed(progress.speed))
    if progress.left is not None:
        facts.append(amounts.left(progress.left))
    return " · ".join(facts)


def _part(progress: Progress | None) -> str:
    """How much of it is here, where the whole is known."""
    return amounts.part(progress.done, progress.size) if progress and progress.size else ""
