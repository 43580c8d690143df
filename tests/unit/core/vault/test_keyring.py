import threading
from collections.abc import Callable

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailingKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.core.errors import UserFacingError
from app.core.vault.keyring import NONE, PURPOSES, SERVICE, TRUSTED, Keyring

VAULT = "0123456789abcdef"


class Memory(KeyringBackend):
    """A keyring that works."""

    priority = 1
    name = "A keyring"

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Forgetful(Memory):
    def set_password(self, service, username, password):
        self.kept[service, username] = password[:-1]


class Locked(Memory):
    def get_password(self, *_words):
        raise KeyringLocked("not now")

    set_password = delete_password = get_password


class Broken(Memory):
    @property
    def name(self):
        raise RuntimeError("no session bus")

    def get_password(self, *_words):
        raise OSError("no session bus; and a secret in the words of the fault")

    set_password = delete_password = get_password


class Silent(Memory):
    """One behind a session bus that doesn't answer until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()
        self.asked = 0

    @property
    def name(self):
        self.get_password()
        return "too late"

    def get_password(self, *_words):
        self.asked += 1
        self.answer.wait()

    set_password = delete_password = get_password


class DBusKeyring(Memory):
    """What asks the person, and can't be asked before whether it would."""


DBusKeyring.__module__ = "keyring.backends.kwallet"


def trusting(backend: KeyringBackend, **options: float) -> Keyring:
    kind = type(backend)
    return Keyring(
        lambda: backend, frozenset({f"{kind.__module__}.{kind.__qualname__}"}), **options
    )


def uses(ring: Keyring) -> tuple[Callable[[], object], ...]:
    return (
        lambda: ring.store(VAULT, PURPOSES[0], "text"),
        lambda: ring.fetch(VAULT, PURPOSES[0]),
        lambda: ring.forget(VAULT, PURPOSES),
    )


def codes(ring: Keyring) -> set[str]:
    found = set()
    for use in uses(ring):
        with pytest.raises(UserFacingError) as caught:
            use()
        found.add(caught.value.code)
    return found


def test_what_is_kept_is_found_replaced_and_forgotten():
    backend = Memory()
    ring = trusting(backend)
    assert ring.name() == "A keyring"
    assert ring.fetch(VAULT, "quick-unlock") is None
    ring.store(VAULT, "quick-unlock", "one")
    ring.store(VAULT, "quick-unlock", "two")
    ring.store(VAULT, "anchor", "three")
    assert ring.fetch(VAULT, "quick-unlock") == "two"
    assert set(backend.kept) == {(SERVICE, f"{VAULT}/{purpose}") for purpose in PURPOSES}
    ring.forget(VAULT, PURPOSES)
    ring.forget(VAULT, PURPOSES)
    assert not backend.kept


@pytest.mark.parametrize("backend", [NullKeyring(), FailingKeyring(), Memory()])
def test_a_keyring_of_an_unknown_kind_is_not_used(backend):
    ring = Keyring(lambda: backend)
    assert codes(ring) == {"keyring_missing"}
    assert ring.name() == NONE
    assert not getattr(backend, "kept", None)


def test_of_a_chain_only_a_trusted_link_is_used():
    class Untrusted(Memory):
        pass

    class Chain(keyring.backends.chainer.ChainerBackend):
        backends = (Untrusted(), Memory())

    first, second = Chain.backends
    ring = Keyring(Chain, frozenset({f"{__name__}.Memory"}))
    ring.store(VAULT, "anchor", "text")
    assert second.kept
    assert not first.kept
    assert codes(Keyring(Chain, TRUSTED)) == {"keyring_missing"}


def test_a_keyring_that_is_locked_or_breaks_is_told_apart(caplog):
    assert codes(trusting(Locked())) == {"keyring_locked"}
    assert codes(trusting(Broken())) == {"keyring_broken"}
    assert trusting(Broken()).name() == NONE
    assert "secret" not in caplog.text


def test_what_is_not_read_back_was_not_kept():
    with pytest.raises(UserFacingError) as caught:
        trusting(Forgetful()).store(VAULT, "quick-unlock", "text")
    assert caught.value.code == "keyring_broken"


def test_nobody_waits_for_a_silent_keyring():
    backend = Silent()
    ring = trusting(backend, seconds=0.05, moment=0.05, beside=0.05)
    try:
        assert codes(ring) == {"keyring_silent"}
        assert ring.name() == NONE
    finally:
        backend.answer.set()


def test_a_keyring_that_owes_an_answer_is_not_waited_for_again():
    """The first one who asks waits, be it while Argon2 works; whoever comes next does not."""
    backend = Silent()
    ring = trusting(backend, seconds=60, moment=0.05, beside=0.05)
    recalled = ring.fetch_beside(VAULT, "anchor", expected=True)
    with pytest.raises(UserFacingError, match="keyring_silent"):
        recalled()
    try:
        for use in (
            lambda: ring.note(VAULT, "anchor", "text"),
            lambda: ring.forget(VAULT, PURPOSES),
            ring.fetch_beside(VAULT, "anchor", expected=True),
        ):
            with pytest.raises(UserFacingError, match="keyring_silent"):
                use()
        ring.wake()
        assert backend.asked == 1
    finally:
        backend.answer.set()
    assert ring.name() == "too late", "what answers in the end is asked as ever"
    assert ring.fetch_beside(VAULT, "anchor", expected=True)() is None


def test_a_person_may_ask_a_silent_keyring_anew():
    backend = Silent()
    ring = trusting(backend, beside=0.05)
    with pytest.raises(UserFacingError, match="keyring_silent"):
        ring.fetch_beside(VAULT, "anchor", expected=True)()
    answers: list[str | None] = []
    asking = threading.Thread(
        target=lambda: answers.append(ring.fetch(VAULT, "quick-unlock", patient=True))
    )
    asking.start()
    backend.answer.set()
    asking.join()
    assert answers == [None]
    assert backend.asked == 2


def test_waking_asks_for_nothing_that_is_kept():
    backend = Silent()
    chosen = threading.Event()

    def choose() -> KeyringBackend:
        chosen.set()
        return backend

    kind = type(backend)
    Keyring(choose, frozenset({f"{kind.__module__}.{kind.__qualname__}"})).wake()
    assert chosen.wait(60)
    assert backend.asked == 0


def test_one_that_would_ask_the_person_is_asked_only_when_they_expect_it():
    backend = DBusKeyring()
    ring = Keyring(lambda: backend)
    ring.store(VAULT, "anchor", "text")
    with pytest.raises(UserFacingError, match="keyring_locked"):
        ring.fetch_beside(VAULT, "anchor", expected=False)()
    assert ring.fetch_beside(VAULT, "anchor", expected=True)() == "text"


def test_a_keyring_that_cannot_even_be_chosen_is_broken():
    def choose() -> KeyringBackend:
        raise ImportError("a keyring named in somebody's configuration")

    assert codes(Keyring(choose)) == {"keyring_broken"}
