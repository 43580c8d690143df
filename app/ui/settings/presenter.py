"""What the settings page does, without a widget: read, search, choose, go back."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from app.core.i18n import _
from app.core.settings.schema import SECTIONS, Setting, Value
from app.core.settings.store import SettingsStore
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks

Check = Callable[[str], object]


class SettingsPresenter(Presenter):
    """Knows every setting that can be shown, and changes them on the journal's lane.

    Args:
        settings: what is changed.
        tasks: the lanes.
        checks: by key, what else a text must pass; raises UserFacingError.
    """

    value_changed = Signal(str)
    """The value of that key, or what is to be said about it, is another one."""
    refused = Signal(str, object)
    """A key, and the UserFacingError that says why its new value was not taken."""

    _chosen = Signal(str)

    def __init__(
        self,
        *,
        settings: SettingsStore,
        tasks: Tasks,
        checks: Mapping[str, Check] | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._tasks = tasks
        self._checks = checks or {}
        self._in_use = {key: settings.value(key) for key in settings.schema}
        self._chosen.connect(self.value_changed)
        self._stop_watching = settings.watch(self._chosen.emit)  # in whatever thread

    @property
    def sections(self) -> list[tuple[str, list[Setting]]]:
        """Titles in the language spoken now, each with its settings, in the schema's order."""
        shown = [setting for setting in self._settings.schema.values() if setting.shown]
        titles = dict(SECTIONS) | {s.section: s.section for s in shown if s.section not in SECTIONS}
        grouped = [
            (_(title), [setting for setting in shown if setting.section == key])
            for key, title in titles.items()
        ]
        return [(title, settings) for title, settings in grouped if settings]

    def begin(self) -> None:
        for key in self._in_use:
            self.value_changed.emit(key)

    def end(self) -> None:
        self._stop_watching()
        super().end()

    def value(self, key: str) -> Value:
        """What is chosen."""
        return self._settings.value(key)

    def is_default(self, key: str) -> bool:
        """Whether there is nothing to go back from."""
        default = self._settings.schema[key].default
        return self.value(key) == default and key not in self._settings.ignored

    def is_folder(self, key: str) -> bool:
        """Whether a setting is the path of a folder."""
        return self._settings.schema[key].form == "folder"

    def remark(self, key: str) -> str:
        """What has to be said about a setting as it is now; often nothing."""
        if key in self._settings.ignored:
            return _("The settings file has a value here that can't be used; it is left out.")
        if not self._settings.schema[key].needs_restart:
            return ""
        if self.value(key) != self._in_use[key]:
            return _("Chosen. Lock and open the journal once, and it is in use.")
        return _("A change is in use when the journal is opened the next time.")

    def find(self, text: str) -> frozenset[str]:
        """The keys of the settings that speak of something, in the language spoken now.

        Args:
            text: words; each must be found in a name, a meaning, a section or a choice.
        """
        words = text.casefold().split()
        return frozenset(
            setting.key
            for title, settings in self.sections
            for setting in settings
            if all(word in _said(title, setting) for word in words)
        )

    def choose(self, key: str, value: Value) -> None:
        """Take a new value; ``value_changed`` follows, or ``refused``."""

        def work() -> None:
            if (check := self._checks.get(key)) and isinstance(value, str):
                check(value)
            self._settings.set(key, value)

        self._do(key, work)

    def reset(self, key: str) -> None:
        """Go back to the default of one setting."""
        self._do(key, lambda: self._settings.reset(key), lambda: self.value_changed.emit(key))

    def reset_all(self) -> None:
        """Go back to every default."""
        self._tasks.journal.run(self, self._settings.reset_all, lambda _done: self.begin())

    def _do(
        self, key: str, work: Callable[[], None], then: Callable[[], None] | None = None
    ) -> None:
        self._tasks.journal.run(
            self,
            work,
            lambda _done: then() if then else None,
            lambda error: self.refused.emit(key, error),
        )


def _said(title: str, setting: Setting) -> str:
    choices = [_(choice.label) for choice in setting.choices]
    return "\n".join((title, _(setting.name), _(setting.meaning), *choices)).casefold()
