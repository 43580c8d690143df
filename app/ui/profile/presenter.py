"""What a person can change about the open profile: its name, its keys, its end."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from PySide6.QtCore import Signal

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.values import Told
from app.core.settings.store import SettingsStore
from app.core.vault import keys, recovery
from app.core.vault.keyring import NONE, Keyring
from app.core.vault.keys import SlotKind
from app.core.vault.profiles import Profiles
from app.core.vault.session import OpenVault
from app.ui.errand import Errand
from app.ui.first_start.progress import Progress
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Lane, Tasks
from app.ui.vault.advice import Advice

T = TypeVar("T")

Section = Literal["name", "passphrase", "recovery", "quick_unlock", "key", "delete"]
"""The parts of the page; each tells its own faults."""


@dataclass(frozen=True)
class Facts:
    """The profile as it is now.

    Attributes:
        ways: the kinds of secret that open it.
        keyring: the name of the system's keyring, or :data:`NONE`.
    """

    name: str
    private: bool
    ways: frozenset[SlotKind]
    keyring: str

    @property
    def keyring_there(self) -> bool:
        return self.keyring != NONE

    @property
    def quick_unlock(self) -> bool:
        return "keyring" in self.ways

    @property
    def removable(self) -> bool:
        """Whether one of passphrase and recovery code may go: the other one stays."""
        return self.ways >= keys.STANDS_ALONE


class ProfilePresenter(Presenter):
    """Changes the open profile on the journal's lane; keeps nothing that was typed.

    Args:
        vault: of the profile.
        profiles: all on this computer.
        keyring: of the system.
        settings: where an unconfirmed recovery code is noted.
        tasks: the lanes.
        delete_profile: locks, and deletes the profile.
        renew_keys: gives a vault, whose journal is closed, new keys.
        while_closed: does an errand with the journal closed, then locks.
    """

    told = Signal(object)
    """Facts."""
    saved = Signal(str, str)
    """A Section, and a sentence that says what is done."""
    failed = Signal(str, object)
    """A Section, and the UserFacingError, or None for a bug of ours."""
    busy_changed = Signal(bool)
    code_shown = Signal(str)
    """A recovery code to write down; empty: there is none to be shown."""
    groups_asked = Signal(int, int)
    """The numbers of two groups of the code, to be typed from paper."""

    def __init__(
        self,
        *,
        vault: OpenVault,
        profiles: Profiles,
        keyring: Keyring,
        settings: SettingsStore,
        tasks: Tasks,
        delete_profile: Callable[[], None],
        renew_keys: Callable[[OpenVault, str, Told], object],
        while_closed: Callable[[Errand], None],
    ) -> None:
        super().__init__()
        self._vault = vault
        self._profiles = profiles
        self._keyring = keyring
        self._progress = Progress(settings)
        self._tasks = tasks
        self._delete_profile = delete_profile
        self._renew_keys = renew_keys
        self._while_closed = while_closed
        self.advice = Advice(tasks, self)
        self._code = ""
        self._asked: tuple[int, int] | None = None
        self._keyring_name = ""

    @property
    def name(self) -> str:
        """The name of the profile."""
        return self._vault.profile.name

    def begin(self) -> None:
        self._look()
        self.code_shown.emit("" if self._asked else self._code)
        if self._asked:
            self.groups_asked.emit(*self._asked)

    def end(self) -> None:
        self._code = ""
        super().end()

    def rename(self, name: str, *, private: bool) -> None:
        """Give the profile a name, readable or sealed."""
        self._do(
            "name",
            lambda: self._profiles.rename(self._vault, name, private=private),
            lambda _done: self._saved("name", _("The name is changed.")),
        )

    def change_passphrase(self, current: str, new: str, again: str) -> None:
        """Let another passphrase open the profile, for who knows what opens it now."""
        if new != again:
            self.failed.emit("passphrase", UserFacingError("passphrases_differ"))
            return

        def change() -> None:
            self._ask_for(current)
            self._vault.change_passphrase(new)

        self._do(
            "passphrase",
            change,
            lambda _done: self._saved("passphrase", _("The new passphrase opens your journal.")),
        )

    def renew_recovery(self, current: str) -> None:
        """Make a new recovery code, for who knows what opens the profile now.

        Until it is confirmed, the next unlock makes another.
        """

        def renew() -> str:
            self._ask_for(current)
            self._progress.keep(self._vault.profile.id, "renewal")
            return self._vault.renew_recovery()

        self._do("recovery", renew, self._on_code_made)

    def remove(self, kind: SlotKind, proof: str) -> None:
        """Let the passphrase or the recovery code open the profile no more.

        Args:
            proof: the other one, which opens it alone from now on.
        """
        passphrase = kind == "passphrase"

        def remove() -> None:
            if passphrase:
                recovery.read(proof)
                if not self._vault.opens_with(proof, "recovery"):
                    raise UserFacingError("recovery_code_wrong")
            else:
                self._ask_for(proof, "passphrase")
            self._vault.remove(kind)
            if not passphrase:  # nor is one waiting to be confirmed
                self._progress.keep(self._vault.profile.id, None)

        words = (
            _("The passphrase is removed. The recovery code opens your journal.")
            if passphrase
            else _("The recovery code is removed. The passphrase opens your journal.")
        )
        section: Section = "passphrase" if passphrase else "recovery"
        self._do(section, remove, lambda _done: self._saved(section, words))

    def written_down(self) -> None:
        """The code is said to be on paper: hide it, and ask for two of its groups."""
        self._asked = recovery.two_groups()
        self.code_shown.emit("")
        self.groups_asked.emit(*self._asked)

    def show_again(self) -> None:
        """It is not on paper yet."""
        self._asked = None
        self.code_shown.emit(self._code)

    def confirm(self, first: str, second: str) -> None:
        """The new code is settled when both groups are right."""
        if not self._asked:
            return
        for number, typed in zip(self._asked, (first, second), strict=True):
            if not recovery.is_group(self._code, number, typed):
                error = UserFacingError("recovery_group_wrong", number=number)
                self.failed.emit("recovery", error)
                return
        self._do(
            "recovery",
            lambda: self._progress.keep(self._vault.profile.id, None),
            lambda _done: self._on_confirmed(),
        )

    def set_quick_unlock(self, on: bool, current: str) -> None:
        """Let the system's keyring open the profile too, or no longer.

        Args:
            current: the passphrase of now, which another way in asks for.
        """

        def change() -> None:
            if on:
                self._ask_for(current)
                self._vault.enable_quick_unlock(patient=True)
            else:
                self._vault.disable_quick_unlock()

        words = (
            _("This computer's keyring opens your journal, too.")
            if on
            else _("Only the passphrase and the recovery code open your journal.")
        )
        self._do(
            "quick_unlock",
            change,
            lambda _done: self._saved("quick_unlock", words),
            self._tasks.keyring,
        )

    def renew_key(self, current: str) -> None:
        """Seal the journal anew, if the passphrase of now is known; it goes on opening it.

        The recovery code that comes of it nobody has seen: the next unlock makes another.
        """

        def work(vault: OpenVault, told: Told) -> None:
            self._progress.keep(vault.profile.id, "renewal")
            try:
                self._renew_keys(vault, current, told)
            except UserFacingError:  # the code of before still counts
                self._progress.keep(vault.profile.id, None)
                raise

        words = _(
            "The journal has a new key. Unlock it with your passphrase; a new recovery code is "
            "shown then."
        )
        self._do(
            "key",
            lambda: self._ask_for(current, "passphrase"),
            lambda _done: self._while_closed(Errand(_("Sealing the journal anew"), work, words)),
        )

    def is_the_name(self, typed: str) -> bool:
        """Whether somebody typed the name of this profile."""
        return _folded(typed) == _folded(self.name)

    def delete(self, typed: str) -> None:
        """Delete the profile for good, if its name was typed."""
        if self.is_the_name(typed):
            self._delete_profile()

    def _ask_for(self, current: str, kind: SlotKind | None = None) -> None:
        """Nobody makes a way in for later at a window that somebody else left open.

        Args:
            kind: of secret that it must be; None for the passphrase or the recovery code.

        Raises:
            UserFacingError: ``passphrase_now_wrong``, or ``recovery_code_wrong`` where there
                is no passphrase.
        """
        if not self._vault.opens_with(current, kind):
            known = "passphrase" in self._vault.slots()
            raise UserFacingError("passphrase_now_wrong" if known else "recovery_code_wrong")

    def _look(self) -> None:
        vault = self._vault

        def look() -> Facts:
            mine = vault.profile
            self._keyring_name = self._keyring_name or self._keyring.name()  # may take seconds
            return Facts(mine.name, mine.private, mine.ways, self._keyring_name)

        self._tasks.keyring.run(self, look, self.told.emit)

    def _saved(self, section: Section, words: str) -> None:
        self._look()
        self.saved.emit(section, words)

    def _on_code_made(self, code: str) -> None:
        self._code = code
        self._asked = None
        self.code_shown.emit(code)

    def _on_confirmed(self) -> None:
        self._code = ""
        self._asked = None
        self.code_shown.emit("")
        self._saved("recovery", _("The new recovery code is the one that counts."))

    def _do(
        self,
        section: Section,
        work: Callable[[], T],
        done: Callable[[T], None],
        lane: Lane | None = None,
    ) -> None:
        def on_done(result: T) -> None:
            self.busy_changed.emit(False)
            done(result)

        def on_failed(error: UserFacingError | None) -> None:
            self.busy_changed.emit(False)
            self.failed.emit(section, error)

        self.busy_changed.emit(True)
        (lane or self._tasks.journal).run(self, work, on_done, on_failed)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()
