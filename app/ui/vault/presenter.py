"""Opening a profile: with its passphrase, its recovery code, or the system's keyring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import UserFacingError
from app.core.vault.profiles import REPAIRED, UNREADABLE_NAME, Profile, Profiles
from app.core.vault.session import OpenVault
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks
from app.ui.vault.advice import Advice

T = TypeVar("T")

_SECOND = 1000


@dataclass(frozen=True)
class Offer:
    """A profile to open.

    Attributes:
        fault: why it can't be; None for one that probably can.
    """

    profile: Profile
    fault: UserFacingError | None = None


class UnlockPresenter(Presenter):
    """Lists and unlocks profiles, on the journal's lane.

    Args:
        profiles: those on this computer.
        last_profile: id of the one used last, asked when the list is made.
        tasks: the lanes.
    """

    offered = Signal(list)
    """Every profile as an Offer, the likeliest first."""
    none_found = Signal()
    """There is no profile at all."""
    waiting = Signal(int)
    """Seconds until the next try is taken; 0: now."""
    new_passphrase_asked = Signal(str)
    """The recovery code opened the profile of that name; a passphrase can be chosen."""
    unlocked = Signal(object)
    """An OpenVault, from now on the receiver's to close."""
    busy_changed = Signal(bool)
    failed = Signal(object)
    told = Signal(str)
    """A sentence to show where a fault would stand."""

    def __init__(
        self,
        *,
        profiles: Profiles,
        last_profile: Callable[[], str],
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self._last_profile = last_profile
        self._tasks = tasks
        self.advice = Advice(tasks, self)
        self._first = ""
        self._opened: OpenVault | None = None
        self._refused: tuple[UserFacingError | None, ...] = ()
        self._wait = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self._on_second)

    @property
    def holds_keys(self) -> bool:
        """Whether a profile is unlocked and not handed on yet."""
        return self._opened is not None

    def offer_first(self, profile: str) -> None:
        """Offer the profile of that id first, the next time."""
        self._first = profile

    def begin(self) -> None:
        if self._opened:
            self.new_passphrase_asked.emit(self._opened.profile.name)
        else:
            first = self._first or self._last_profile()
            self._run(lambda: self._look(first), self._on_looked)

    def end(self) -> None:
        """Let go of a profile that was opened and not handed on."""
        self._clock.stop()
        if vault := self._opened:
            self._opened = None
            self._tasks.journal.run(self, vault.close)

    def unlock(self, profile: Profile, passphrase: str) -> None:
        """Open a profile with its passphrase."""
        self._try(profile, lambda: self._profiles.unlock(profile, passphrase), self.unlocked.emit)

    def unlock_with_recovery(self, profile: Profile, code: str) -> None:
        """Open a profile with its recovery code, and offer to choose a new passphrase."""
        self._try(
            profile,
            lambda: self._profiles.unlock_with_recovery(profile, code),
            self._on_recovered,
        )

    def unlock_with_keyring(self, profile: Profile) -> None:
        """Open a profile with what the system's keyring keeps; the system may ask first."""

        def unlock(secret: str) -> None:
            self._try(
                profile,
                lambda: self._profiles.unlock_with_keyring(profile, secret),
                self.unlocked.emit,
            )

        self.busy_changed.emit(True)
        self._tasks.keyring.run(
            self,
            lambda: self._profiles.ask_keyring(profile, patient=True),
            unlock,
            self._on_failed,
        )

    def choose_passphrase(self, passphrase: str, again: str) -> None:
        """The passphrase from now on, after the recovery code."""
        if passphrase != again:
            self.failed.emit(UserFacingError("passphrases_differ"))
        elif vault := self._opened:
            self._run(lambda: vault.change_passphrase(passphrase), lambda _done: self.go_on())

    def go_on(self) -> None:
        """Open what the recovery code unlocked."""
        vault, self._opened = self._opened, None
        if vault:
            self.busy_changed.emit(True)
            self.unlocked.emit(vault)

    def tell(self, words: str) -> None:
        """Say what to do next."""
        self.told.emit(words)

    def refuse(self, error: UserFacingError | None) -> None:
        """What was unlocked can't be opened: back to the list, with the reason."""
        self._refused = (error,)
        self.begin()

    def _look(self, first: str) -> list[Offer]:
        self._profiles.expect()
        offers = [Offer(each, self._fault(each)) for each in self._profiles.all()]
        return sorted(offers, key=lambda offer: offer.profile.id != first)

    def _fault(self, profile: Profile) -> UserFacingError | None:
        if profile.name != UNREADABLE_NAME:
            return None
        codes = [code for code in self._profiles.verify_header(profile) if code != REPAIRED]
        return UserFacingError(codes[0]) if codes else None

    def _try(
        self, profile: Profile, work: Callable[[], OpenVault], done: Callable[[OpenVault], None]
    ) -> None:
        """Busy until somebody else takes over: what is unlocked is opened next."""

        def failed(error: UserFacingError | None) -> None:
            self._on_failed(error)
            self._hold_back(self._profiles.pause(profile))

        self.busy_changed.emit(True)
        self._tasks.journal.run(self, work, done, failed)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def on_done(result: T) -> None:
            self.busy_changed.emit(False)
            done(result)

        self.busy_changed.emit(True)
        self._tasks.journal.run(self, work, on_done, self._on_failed)

    def _hold_back(self, seconds: float) -> None:
        """Take no further try for a while: a courtesy that makes guessing at the desk dull."""
        self._wait = round(seconds)
        if self._wait > 0:
            self._clock.start()
            self.waiting.emit(self._wait)

    def _on_second(self) -> None:
        self._wait -= 1
        self.waiting.emit(max(0, self._wait))
        if self._wait <= 0:
            self._clock.stop()

    def _on_looked(self, offers: list[Offer]) -> None:
        if offers:
            self.offered.emit(offers)
        else:
            self.none_found.emit()
        refused, self._refused = self._refused, ()
        for error in refused:
            self.failed.emit(error)

    def _on_recovered(self, vault: OpenVault) -> None:
        if "passphrase" not in vault.slots():  # the person removed it: it isn't forgotten
            self.unlocked.emit(vault)
            return
        self._opened = vault
        self.busy_changed.emit(False)
        self.new_passphrase_asked.emit(vault.profile.name)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)
