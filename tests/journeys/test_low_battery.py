"""On a low battery nothing is computed that nobody asked for; with the program's real parts."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import Program
from app.core.chat.power import Power
from app.core.inference.process import ProcessEngine
from app.session import OpenSession, open_session

PASSPHRASE = "a lantern in the window"
SHORT = "I walked home along the river and thought of her. " * 10
LONG = "I walked home along the river and thought of her. " * 200


@dataclass
class Battery:
    percent: float
    power_plugged: bool | None


class Desk:
    """A computer with a battery, the program on it, and the engine that it started."""

    def __init__(self, home: Path) -> None:
        self.battery: Battery | None = None
        self.engine = ProcessEngine()
        self._now = 0.0
        power = Power(lambda: self.battery, self._clock)
        self.program: Program = bootstrap.start(home, lambda: self.engine, power)
        bootstrap.create_profile(self.program, "Mei", PASSPHRASE)
        vault = self.program.profiles.unlock(self.program.default_profile(), PASSPHRASE)
        self.session: OpenSession = open_session(self.program, vault)
        list(self.session.chat.warm_up())

    def _clock(self) -> float:
        self._now += 10.0  # however often it is asked, the last answer is an old one
        return self._now

    def tokens_read(self) -> int:
        """Tokens in mind once nothing is read ahead any more."""
        while not (status := self.engine.status()).resting:
            time.sleep(0.02)
        return status.cached_tokens


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    desk = Desk(home)
    yield desk
    desk.session.close()


def test_it_is_read_ahead_from_the_mains_and_a_full_battery_only(desk: Desk) -> None:
    chat = desk.session.chat
    for number, (battery, wanted, reads) in enumerate(
        (
            (Battery(29, False), True, False),
            (Battery(10, True), True, True),
            (Battery(10, None), True, False),
            (Battery(31, False), True, True),
            (None, False, False),
            (None, True, True),
        )
    ):
        desk.battery = battery
        desk.program.settings.set("read_ahead", wanted)
        before = desk.tokens_read()
        chat.read_ahead(None, f"Draft {number}. {SHORT}")
        assert (desk.tokens_read() > before) == reads, battery
        chat.forget_draft()
        desk.tokens_read()


@pytest.mark.parametrize("ends", ["battery", "setting"])
def test_what_is_being_read_ends_when_it_no_longer_may(desk: Desk, ends: str) -> None:
    chat = desk.session.chat
    desk.battery = Battery(31, False)
    chat.read_ahead(None, LONG)
    assert chat.still_reads()
    if ends == "battery":
        desk.battery = Battery(29, False)
    else:
        desk.program.settings.set("read_ahead", False)
    assert not chat.still_reads()
    assert desk.tokens_read() < desk.engine.count_tokens(LONG)
    assert not chat.still_reads()
