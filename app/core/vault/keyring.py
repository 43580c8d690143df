"""The keyring of the system: holds what makes things easier, never what they depend on.

Other people's code behind a session bus: it may be missing, locked, forgetful, slow, or
another one tomorrow. So only known kinds are used, every write is read back, no call
outlasts its time, and whatever goes wrong is a fault that leaves the passphrase working.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from typing import Literal, TypeVar, get_args

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.core.errors import UserFacingError

NONE = "none"
SERVICE = "SoulChat Desktop"
QUICK_UNLOCK = "quick-unlock"
"""The purpose of the text that opens a profile's keyring slot."""
Remembered = Literal["anchor"]
"""What else may be kept for a vault."""
PURPOSES = (QUICK_UNLOCK, *get_args(Remembered))
TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",  # GNOME and, since 5.97, KDE
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
"""What keeps secrets behind the login of the account. ``null`` forgets, ``fail`` refuses,
and those of keyrings.alt ask on the terminal or keep secrets readable."""

_ASKING = "keyring.backends.SecretService.Keyring"
_SECONDS = 4.0
_PATIENT_SECONDS = 60.0  # time to type a password into the system's own question
_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Keyring:
    """The system's keyring, asked on threads of its own.

    Every method but :meth:`name` may raise ``UserFacingError`` with ``keyring_missing``
    (none that can be trusted), ``keyring_locked``, ``keyring_silent`` (it took too long)
    or ``keyring_broken``.

    Args:
        choose: gives the backend to use.
        trusted: full names of the kinds of backend that may be used.
        seconds: that a call may take.
    """

    def __init__(
        self,
        choose: Callable[[], KeyringBackend] = keyring.get_keyring,
        trusted: frozenset[str] = TRUSTED,
        seconds: float = _SECONDS,
    ) -> None:
        self._choose = choose
        self._trusted = trusted
        self._seconds = seconds

    def name(self) -> str:
        """The keyring that can be used here; :data:`NONE` when there is none, or it is silent."""
        try:
            return self._ask(lambda backend: str(backend.name), self._seconds)
        except UserFacingError:
            return NONE

    def store(self, vault: str, purpose: str, text: str, *, patient: bool = False) -> None:
        """Keep a short text for a vault, in place of an earlier one.

        It is read back; a keyring that keeps something else is ``keyring_broken``.

        Args:
            patient: let the system ask the person to unlock the keyring, for up to
                a minute; else a locked one is refused at once.
        """

        def write(backend: KeyringBackend) -> None:
            if not patient:
                _refuse_locked(backend)
            entry = _entry(vault, purpose)
            backend.set_password(SERVICE, entry, text)
            if backend.get_password(SERVICE, entry) != text:
                raise UserFacingError("keyring_broken")

        self._ask(write, _PATIENT_SECONDS if patient else self._seconds)

    def fetch(self, vault: str, purpose: str, *, patient: bool = False) -> str | None:
        """The text kept for a vault; None when there is none. ``patient`` as in :meth:`store`."""

        def read(backend: KeyringBackend) -> str | None:
            if not patient:
                _refuse_locked(backend)
            return backend.get_password(SERVICE, _entry(vault, purpose))

        return self._ask(read, _PATIENT_SECONDS if patient else self._seconds)

    def forget(self, vault: str, purposes: Iterable[str]) -> None:
        """Remove what is kept for a vault; what isn't there is no fault."""

        def remove(backend: KeyringBackend) -> None:
            _refuse_locked(backend)
            for purpose in purposes:
                with suppress(PasswordDeleteError):
                    backend.delete_password(SERVICE, _entry(vault, purpose))

        self._ask(remove, self._seconds)

    def _ask(self, action: Callable[[KeyringBackend], _T], seconds: float) -> _T:
        answers: queue.SimpleQueue[_T | UserFacingError] = queue.SimpleQueue()

        def work() -> None:
            try:
                answers.put(action(self._backend()))
            except UserFacingError as error:
                answers.put(error)
            except KeyringLocked:
                answers.put(UserFacingError("keyring_locked"))
            except Exception as error:  # noqa: BLE001 - foreign code: of what it raises, only that it did matters
                _log.warning("the keyring raised %s", type(error).__name__)
                answers.put(UserFacingError("keyring_broken"))

        # A thread of its own, left behind if need be: asking can't be interrupted.
        threading.Thread(target=work, name="keyring", daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise UserFacingError("keyring_silent") from None
        if isinstance(answer, UserFacingError):
            raise answer
        return answer

    def _backend(self) -> KeyringBackend:
        chosen = self._choose()
        # A chain writes into one and may read from another: we use one link of it.
        links = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
        for backend in links:
            if _kind(backend) in self._trusted:
                return backend
        raise UserFacingError("keyring_missing")


def _entry(vault: str, purpose: str) -> str:
    return f"{vault}/{purpose}"


def _kind(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _refuse_locked(backend: KeyringBackend) -> None:
    """Raise ``keyring_locked`` instead of letting the Secret Service ask the person."""
    if _kind(backend) != _ASKING:
        return
    import secretstorage  # noqa: PLC0415 - on Linux only

    with closing(secretstorage.dbus_init()) as bus:
        try:
            locked = secretstorage.Collection(bus).is_locked()
        except secretstorage.ItemNotFoundException:  # it would ask for a password for a new one
            locked = True
    if locked:
        raise UserFacingError("keyring_locked")
