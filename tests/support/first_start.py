"""The first start, walked through by a test that can find, fill and press."""

import re
from typing import Any, Protocol


class Hands(Protocol):
    def find(self, name: str) -> Any: ...
    def fill(self, name: str, text: str) -> None: ...
    def press(self, name: str) -> None: ...


def create_profile(hands: Hands, name: str, passphrase: str) -> str:
    """From the welcome to the recovery code, which is shown then."""
    hands.press("welcome_next")
    hands.fill("profile_name", name)
    hands.fill("profile_passphrase", passphrase)
    hands.fill("profile_again", passphrase)
    hands.press("profile_next")
    return shown_code(hands)


def shown_code(hands: Hands) -> str:
    code = str(hands.find("recovery_code").text())
    assert re.fullmatch(r"([0-9A-Z]{4}-){8}[0-9A-Z]{4}", code)
    return code


def confirm(hands: Hands, code: str) -> None:
    """The code is on paper: type the two groups that are asked for."""
    hands.press("recovery_next")
    for name in ("confirm_first", "confirm_second"):
        number = int(hands.find(name).accessibleName().split()[-1])
        hands.fill(name, code.split("-")[number - 1].lower())
    hands.press("confirm_next")


def walk_through(hands: Hands, name: str, passphrase: str) -> str:
    """The whole first start.

    Returns:
        The recovery code.
    """
    code = create_profile(hands, name, passphrase)
    confirm(hands, code)
    hands.press("weights_next")
    hands.press("ready_next")
    return code
