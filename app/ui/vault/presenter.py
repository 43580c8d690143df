"""Before the conversations: a first profile, or the passphrase of one there is."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.bootstrap import OpenSession
from app.core.errors import UserFacingError
from app.core.vault.profiles import NewProfile, Profile, Profiles
from app.core.vault.session import OpenVault
from app.ui.shell.tasks import Tasks

T = TypeVar("T")


class VaultPresenter(QObject):
    """Creates and unlocks profiles, on the journal's lane.

    Args:
        profiles: those on this computer.
        create: makes a new one with its journal.
        open_session: opens the journal of an unlocked one.
        last_profile: id of the one used last, asked when the list is shown.
        tasks: the lanes.
    """

    profiles_listed = Signal(list, str)
    """Every profile, and the id of the one to offer first."""
    recovery_code_made = Signal(str)
    opened = Signal(object)
    """An OpenSession, from now on the receiver's to close."""
    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        *,
        profiles: Profiles,
        create: Callable[[str, str], NewProfile],
        open_session: Callable[[OpenVault], OpenSession],
        last_profile: Callable[[], str],
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self._create = create
        self._open_session = open_session
        self._last_profile = last_profile
        self._tasks = tasks
        self._new: OpenVault | None = None

    @property
    def code_unconfirmed(self) -> bool:
        """Whether a recovery code is shown that the person has not confirmed yet."""
        return self._new is not None

    def list_profiles(self) -> None:
        """Look which profiles there are."""
        self._run(self._profiles.all, self._on_listed)

    def create(self, name: str, passphrase: str, again: str) -> None:
        """Make a profile and hold it open until its recovery code is written down."""
        if passphrase != again:
            self.failed.emit(UserFacingError("passphrases_differ"))
            return

        def make() -> tuple[str, OpenVault]:
            made = self._create(name, passphrase)
            return made.recovery_code, self._profiles.unlock(made.profile, passphrase)

        self._run(make, self._on_created)

    def go_on(self) -> None:
        """The recovery code is written down: open the new journal."""
        if vault := self._new:
            self._new = None
            self._run(lambda: self._open_session(vault), self.opened.emit)

    def unlock(self, profile: Profile, passphrase: str) -> None:
        """Open a profile with its passphrase."""
        self._run(
            lambda: self._open_session(self._profiles.unlock(profile, passphrase)),
            self.opened.emit,
        )

    def unlock_with_recovery(self, profile: Profile, code: str) -> None:
        """Open a profile with its recovery code."""
        self._run(
            lambda: self._open_session(self._profiles.unlock_with_recovery(profile, code)),
            self.opened.emit,
        )

    def end(self) -> None:
        """Let go of a profile whose code was never confirmed."""
        if vault := self._new:
            self._new = None
            self._tasks.journal.run(self, vault.close)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def on_done(result: T) -> None:
            self.busy_changed.emit(False)
            done(result)

        self.busy_changed.emit(True)
        self._tasks.journal.run(self, work, on_done, self._on_failed)

    def _on_listed(self, profiles: list[Profile]) -> None:
        self.profiles_listed.emit(profiles, self._last_profile())

    def _on_created(self, made: tuple[str, OpenVault]) -> None:
        code, self._new = made
        self.recovery_code_made.emit(code)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)
