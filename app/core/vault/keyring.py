"""The keyring of the system: holds what makes things easier, never what they depend on.

Other people's code behind a session bus: it may be missing, locked, forgetful, slow, or
another one tomorrow. So only known kinds are used, every write is read back, no call
outlasts its time, and whatever goes wrong is a fault that leaves the passphrase working.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import partial
from typing import Any, Generic, Literal, NoReturn, TypeVar, get_args

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
ANCHOR: Remembered = "anchor"
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
_ASKING_EACH_TIME = "keyring.backends.kwallet.DBusKeyring"  # it can't be known before
_SECONDS = 4.0
_PATIENT_SECONDS = 60.0  # time to type a password into the system's own question
_BESIDE_SECONDS = 1.5  # of what is asked while Argon2 works; a slow start takes 0.3
_MOMENT = 0.75  # of what is told by the way
_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class _Question(Generic[_T]):
    """Something asked on a thread of its own, left behind if need be: it can't be interrupted."""

    def __init__(self, action: Callable[[], _T]) -> None:
        self.asked = time.monotonic()
        self.answered = threading.Event()
        self._answer: Callable[[], _T]
        threading.Thread(target=self._work, args=(action,), name="keyring", daemon=True).start()

    def answer(self, until: float) -> _T:
        """What the action gave, or raised.

        Args:
            until: when to wait no longer, by the monotonic clock.

        Raises:
            UserFacingError: ``keyring_silent``, ``keyring_locked``, ``keyring_broken``, and
                those of the action.
        """
        if not self.answered.wait(max(0.0, until - time.monotonic())):
            raise UserFacingError("keyring_silent")
        return self._answer()

    def _work(self, action: Callable[[], _T]) -> None:
        fault = UserFacingError("keyring_broken")
        try:
            given = action()
        except UserFacingError as error:
            fault = error
        except KeyringLocked:
            fault = UserFacingError("keyring_locked")
        except Exception as error:  # noqa: BLE001 - foreign code: of what it raises, only that it did matters
            _log.warning("the keyring raised %s", type(error).__name__)
        else:
            self._answer = lambda: given
            self.answered.set()
            return
        self._answer = lambda: _refuse(fault)
        self.answered.set()


class Keyring:
    """The system's keyring, asked on threads of its own.

    One that owes an answer keeps nobody waiting a second time: the time that a call may
    take begins with the oldest question that is still open.

    Every method but :meth:`name` and :meth:`wake` may raise ``UserFacingError`` with
    ``keyring_missing`` (none that can be trusted), ``keyring_locked``, ``keyring_silent``
    (it took too long) or ``keyring_broken``.

    Args:
        choose: gives the backend to use.
        trusted: full names of the kinds of backend that may be used.
        seconds: that a call may take which a person asked for.
        moment: that one may take by the way.
        beside: that one may take which is begun while something else takes its time.
    """

    def __init__(
        self,
        choose: Callable[[], KeyringBackend] = keyring.get_keyring,
        trusted: frozenset[str] = TRUSTED,
        seconds: float = _SECONDS,
        moment: float = _MOMENT,
        beside: float = _BESIDE_SECONDS,
    ) -> None:
        self._choose = choose
        self._trusted = trusted
        self._seconds, self._moment, self._beside = seconds, moment, beside
        self._open: list[_Question[Any]] = []
        self._turn = threading.Lock()

    def name(self) -> str:
        """The keyring that can be used here; :data:`NONE` when there is none, or it is silent."""
        try:
            return self._ask(lambda backend: str(backend.name), self._seconds)
        except UserFacingError:
            return NONE

    def wake(self) -> None:
        """Ask whether it is there, and wait for nothing: so it is known by the time it matters."""
        with suppress(UserFacingError):
            self._put(lambda _backend: None, self._beside)

    def store(self, vault: str, purpose: str, text: str, *, patient: bool = False) -> None:
        """Keep a short text for a vault, in place of an earlier one.

        It is read back; a keyring that keeps something else is ``keyring_broken``.

        Args:
            patient: let the system ask the person to unlock the keyring, for up to
                a minute; else a locked one is refused at once.
        """
        self._ask(
            _writing(vault, purpose, text, patient=patient),
            self._seconds if not patient else _PATIENT_SECONDS,
            anew=patient,
        )

    def note(self, vault: str, purpose: str, text: str) -> None:
        """:meth:`store` by the way: who waits for something else waits no more than a moment."""
        self._ask(_writing(vault, purpose, text, patient=False), self._moment)

    def fetch(self, vault: str, purpose: str, *, patient: bool = False) -> str | None:
        """The text kept for a vault; None when there is none. ``patient`` as in :meth:`store`."""

        def read(backend: KeyringBackend) -> str | None:
            if not patient:
                _refuse_locked(backend)
            return backend.get_password(SERVICE, _entry(vault, purpose))

        return self._ask(read, _PATIENT_SECONDS if patient else self._seconds, anew=patient)

    def fetch_beside(self, vault: str, purpose: str, *, expected: bool) -> Callable[[], str | None]:
        """Begin to :meth:`fetch`; what is given waits for the answer, and raises.

        Args:
            expected: the person knows that the keyring is asked; else one that might put
                a question to them is refused as ``keyring_locked``.
        """

        def read(backend: KeyringBackend) -> str | None:
            if not expected and _kind(backend) == _ASKING_EACH_TIME:
                raise UserFacingError("keyring_locked")
            _refuse_locked(backend)
            return backend.get_password(SERVICE, _entry(vault, purpose))

        try:
            return self._put(read, self._beside)
        except UserFacingError as error:
            return partial(_refuse, error)

    def forget(self, vault: str, purposes: Iterable[str]) -> None:
        """Remove what is kept for a vault; what isn't there is no fault."""

        def remove(backend: KeyringBackend) -> None:
            _refuse_locked(backend)
            for purpose in purposes:
                with suppress(PasswordDeleteError):
                    backend.delete_password(SERVICE, _entry(vault, purpose))

        self._ask(remove, self._beside)

    def _ask(
        self, action: Callable[[KeyringBackend], _T], seconds: float, *, anew: bool = False
    ) -> _T:
        return self._put(action, seconds, anew=anew)()

    def _put(
        self, action: Callable[[KeyringBackend], _T], seconds: float, *, anew: bool = False
    ) -> Callable[[], _T]:
        """Put a question; what is given waits for the answer.

        Args:
            anew: whatever it still owes; for what a person waits for and can give up.

        Raises:
            UserFacingError: ``keyring_silent``, where waiting would only be more of the same.
        """
        with self._turn:
            self._open = [each for each in self._open if not each.answered.is_set()]
            now = time.monotonic()
            since = now if anew else min((each.asked for each in self._open), default=now)
            if now >= since + seconds:
                raise UserFacingError("keyring_silent")
            question = _Question(lambda: action(self._backend()))
            self._open.append(question)
        return partial(question.answer, since + seconds)

    def _backend(self) -> KeyringBackend:
        chosen = self._choose()
        # A chain writes into one and may read from another: we use one link of it.
        links = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
        for backend in links:
            if _kind(backend) in self._trusted:
                return backend
        raise UserFacingError("keyring_missing")


def _writing(
    vault: str, purpose: str, text: str, *, patient: bool
) -> Callable[[KeyringBackend], None]:
    def write(backend: KeyringBackend) -> None:
        if not patient:
            _refuse_locked(backend)
        entry = _entry(vault, purpose)
        backend.set_password(SERVICE, entry, text)
        if backend.get_password(SERVICE, entry) != text:
            raise UserFacingError("keyring_broken")

    return write


def _refuse(fault: UserFacingError) -> NoReturn:
    raise fault


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
