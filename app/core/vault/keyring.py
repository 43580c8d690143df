"""The keyring of the system: only named so far, never relied on."""

import threading

import keyring
from keyring.errors import KeyringError

NONE = "none"
_SECONDS = 2.0


def backend_name(seconds: float = _SECONDS) -> str:
    """The keyring that the system offers, for a person who asks what is there.

    Args:
        seconds: how long to wait; a keyring behind a dead session bus never answers.

    Returns:
        Its name; :data:`NONE` when there is none, or it doesn't answer.
    """
    found: list[str] = []

    def look() -> None:
        try:
            found.append(keyring.get_keyring().name)
        except (KeyringError, ImportError, AttributeError, RuntimeError, OSError, ValueError):
            return  # what a misconfigured backend raises while it is chosen

    # A thread of its own, left behind if need be: asking can't be interrupted.
    asking = threading.Thread(target=look, name="keyring", daemon=True)
    asking.start()
    asking.join(seconds)
    return found[0] if found and not found[0].startswith("fail ") else NONE
