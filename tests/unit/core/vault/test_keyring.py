import time

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from app.core.vault.keyring import NONE, backend_name


class Named(KeyringBackend):
    """A keyring that only has a name."""

    priority = 1
    name = "A keyring"

    def get_password(self, service, username):
        raise AssertionError("only the name was asked for")

    set_password = delete_password = get_password


class Silent(Named):
    """One behind a session bus that never answers."""

    @property
    def name(self):
        time.sleep(0.5)
        return "too late"


class Broken(Named):
    @property
    def name(self):
        raise RuntimeError("no session bus")


def name_with(backend: KeyringBackend) -> str:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        return backend_name(seconds=0.1)
    finally:
        keyring.set_keyring(before)


def test_the_keyring_is_named_and_its_absence_too():
    assert name_with(Named()) == "A keyring"
    assert name_with(NoKeyring()) == NONE


def test_a_keyring_that_hangs_or_breaks_is_none():
    assert name_with(Silent()) == NONE
    assert name_with(Broken()) == NONE
