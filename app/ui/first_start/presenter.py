"""The first start: a profile, its recovery code, the weights; each step can be the last today."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.errors import UserFacingError
from app.core.settings.store import SettingsStore
from app.core.vault import recovery
from app.core.vault.profiles import NewProfile, Profiles
from app.core.vault.session import OpenVault
from app.core.weights.installed import Installed, InstalledWeights
from app.ui.first_start.progress import NEWCOMER, Progress, Step
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks
from app.ui.vault.advice import Advice

T = TypeVar("T")


class FirstStartPresenter(Presenter):
    """Leads through the steps and keeps what they need, never what was typed.

    Args:
        profiles: those on this computer.
        create: makes a new one with its journal.
        settings: language, weights, and how far this has come.
        weights: those on this computer.
        examine: a file as weights, or a fault that says what is wrong with it.
        tasks: the lanes.
    """

    step_changed = Signal(str)
    """A step of :data:`app.ui.first_start.progress.STEPS`."""
    code_shown = Signal(str)
    """The recovery code, to be written down; empty: to be forgotten."""
    groups_asked = Signal(int, int)
    """The numbers of two groups of the code, from 1, to be typed from paper."""
    weights_offered = Signal(list, str)
    """InstalledWeights to choose among, and the id of the one chosen."""
    busy_changed = Signal(bool)
    failed = Signal(object)
    finished = Signal(object)
    """An OpenVault, from now on the receiver's to close."""
    left = Signal()
    """Back from the first step: there are other profiles to open."""

    def __init__(
        self,
        *,
        profiles: Profiles,
        create: Callable[[str, str], NewProfile],
        settings: SettingsStore,
        weights: Installed,
        examine: Callable[[Path], InstalledWeights],
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self._create = create
        self._settings = settings
        self._weights = weights
        self._examine = examine
        self._tasks = tasks
        self.advice = Advice(tasks, self)
        self._progress = Progress(settings)
        self._step: Step = "welcome"
        self._vault: OpenVault | None = None
        self._code = ""
        self._asked: tuple[int, int] | None = None
        self._file: InstalledWeights | None = None
        self._chosen = ""
        self._others = False
        self._here = False

    @property
    def name(self) -> str:
        """The name of the profile, once there is one."""
        return self._vault.profile.name if self._vault else ""

    @property
    def holds_keys(self) -> bool:
        """Whether a profile is unlocked and not handed on yet."""
        return self._vault is not None

    @property
    def can_go_back(self) -> bool:
        """Whether the step shown now has one before it that can be seen again."""
        return {
            "welcome": self._others,
            "profile": True,
            "recovery": self._asked is not None,
            "renewal": self._asked is not None,
            "weights": bool(self._code),
            "ready": True,
        }[self._step]

    def start(self, *, others: bool) -> None:
        """For a new person: where they were, else at the beginning.

        Args:
            others: whether there are other profiles to go back to.
        """
        self._others = others
        self._here = True
        self._step = "profile" if self._progress.step(NEWCOMER) == "profile" else "welcome"

    def resume(self, vault: OpenVault) -> bool:
        """Go on for a profile that was just unlocked.

        Returns:
            False, and nothing is done, when its first start is over.
        """
        step = self._progress.step(vault.profile.id)
        if step is None:
            return False
        self._vault = vault
        self._step = step
        self._here = True
        return True

    def begin(self) -> None:
        self.step_changed.emit(self._step)
        if self._step in {"recovery", "renewal"}:
            self._begin_recovery()
        elif self._step == "weights":
            self._list_weights()

    def end(self) -> None:
        """Let go of a profile that is not finished; it goes on at the next unlock."""
        self._here = False
        self._forget()

    def back(self) -> None:
        """One step back; out of the first one, to the other profiles."""
        if self._step == "welcome":
            self.left.emit()
        elif self._asked:
            self._asked = None
            self.begin()
        else:
            before: dict[Step, Step] = {
                "profile": "welcome",
                "weights": "recovery",
                "ready": "weights",
            }
            self._go(before[self._step])

    def speak(self, language: str) -> None:
        """Use another language, from now on and for the next time."""
        self._run(lambda: self._settings.set("language", language))

    def greet(self) -> None:
        """The welcome is read."""
        self._go("profile")

    def create(self, name: str, passphrase: str, again: str) -> None:
        """Make the profile and hold it open."""
        if passphrase != again:
            self.failed.emit(UserFacingError("passphrases_differ"))
            return

        def make() -> tuple[str, OpenVault]:
            made = self._create(name, passphrase)
            self._progress.keep(made.profile.id, "recovery")
            self._progress.keep(NEWCOMER, None)
            return made.recovery_code, self._profiles.unlock(made.profile, passphrase)

        self._run(make, self._on_created)

    def written_down(self) -> None:
        """The code is said to be on paper: hide it, and ask for two of its groups."""
        self._asked = recovery.two_groups()
        self.code_shown.emit("")
        self.groups_asked.emit(*self._asked)

    def confirm(self, first: str, second: str) -> None:
        """Go on when both groups are those of the code."""
        if not self._asked:
            return
        for number, typed in zip(self._asked, (first, second), strict=True):
            if not recovery.is_group(self._code, number, typed):
                self.failed.emit(UserFacingError("recovery_group_wrong", number=number))
                return
        self._asked = None
        if self._step == "renewal":
            self.finish()
        else:
            self._go("weights")

    def choose_file(self, path: Path) -> None:
        """Look whether a file is weights, and choose it if so."""

        def look() -> InstalledWeights:
            return self._examine(path)

        self._run(look, self._on_examined)

    def choose(self, weights: str) -> None:
        """Let these weights answer, by their id."""
        self._chosen = weights

    def settle(self) -> None:
        """Keep the weights chosen."""
        chosen = self._chosen

        def keep() -> None:
            self._settings.set("weights", chosen)

        self._run(keep, lambda _done: self._go("ready"))

    def finish(self) -> None:
        """Everything is ready: hand the profile on."""
        if vault := self._vault:
            self._run(
                lambda: self._progress.keep(vault.profile.id, None), lambda _done: self._hand_on()
            )

    def _hand_on(self) -> None:
        vault, self._vault = self._vault, None
        self._forget()
        self.finished.emit(vault)

    def _go(self, step: Step) -> None:
        self._step = step
        profile = self._vault.profile.id if self._vault else NEWCOMER
        kept = None if step == "welcome" else step
        self._tasks.journal.run(self, lambda: self._progress.keep(profile, kept))
        self.begin()

    def _begin_recovery(self) -> None:
        if self._asked:
            self.code_shown.emit("")
            self.groups_asked.emit(*self._asked)
        elif self._code:
            self.code_shown.emit(self._code)
        elif vault := self._vault:  # the one before was never confirmed, and opens nothing now
            self._run(vault.renew_recovery, self._on_code_made)

    def _on_created(self, made: tuple[str, OpenVault]) -> None:
        self._code, self._vault = made
        self._step = "recovery"
        if self._here:
            self.begin()
        else:  # left meanwhile
            self._forget()

    def _on_code_made(self, code: str) -> None:
        self._code = code
        self.code_shown.emit(code)

    def _list_weights(self) -> None:
        self._run(self._weights.all, self._on_weights_listed)

    def _on_weights_listed(self, found: list[InstalledWeights]) -> None:
        known = [weights.id for weights in found]
        if self._file and self._file.id not in known:
            found = [*found, self._file]
        if self._chosen not in [weights.id for weights in found]:
            self._chosen = found[0].id if found else ""
        self.weights_offered.emit(found, self._chosen)

    def _on_examined(self, weights: InstalledWeights) -> None:
        self._file = weights
        self._chosen = weights.id
        self._list_weights()

    def _forget(self) -> None:
        self._code = ""
        self._asked = None
        self._file = None
        self._chosen = ""
        self._step = "welcome"
        if vault := self._vault:
            self._vault = None
            self._tasks.journal.run(self, vault.close)

    def _run(self, work: Callable[[], T], done: Callable[[T], None] = lambda _: None) -> None:
        def on_done(result: T) -> None:
            self.busy_changed.emit(False)
            done(result)

        self.busy_changed.emit(True)
        self._tasks.journal.run(self, work, on_done, self._on_failed)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)
