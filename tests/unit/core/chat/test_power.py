"""What a battery allows, from what the system tells of it."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from app.core.chat.power import LOOK_EVERY, Battery, Power, battery


def told(percent: float, plugged: bool | None) -> Callable[[], Battery]:
    return lambda: SimpleNamespace(percent=percent, power_plugged=plugged)


@pytest.mark.parametrize(
    ("percent", "plugged", "enough"),
    [
        (10, True, True),
        (29, False, False),
        (29.9, False, False),
        (30, False, True),
        (31, False, True),
        (101.5, False, True),  # an old battery that is fuller than it thinks it can be
        (31, None, True),
        (29, None, False),
        (255, False, False),  # Windows does not know
        (255, True, True),
    ],
)
def test_a_low_battery_alone_is_too_little(
    percent: float, plugged: bool | None, enough: bool
) -> None:
    assert Power(told(percent, plugged)).enough() == enough


def test_a_computer_without_a_battery_has_power() -> None:
    assert Power(lambda: None).enough()


@pytest.mark.parametrize("fault", [PermissionError, TypeError, ValueError])
def test_who_cannot_know_spares_the_battery(fault: type[Exception]) -> None:
    def ask() -> None:
        raise fault

    assert not Power(ask).enough()


def test_it_is_asked_again_but_not_all_the_time() -> None:
    answers = iter([told(31, False)(), told(29, False)(), told(31, False)()])
    now = 0.0
    power = Power(lambda: next(answers), lambda: now)
    assert power.enough()
    assert power.enough()
    now += LOOK_EVERY
    assert not power.enough()
    assert not power.enough()
    now += LOOK_EVERY
    assert power.enough()


def test_this_computer_tells_something_that_is_understood() -> None:
    found = battery()
    assert Power().enough() or found
    if found:
        assert isinstance(found.percent, float | int)
        assert found.power_plugged in (True, False, None)


LAPTOP = {"energy_now": "2900", "energy_full": "10000", "status": "Discharging"}


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux has in /sys")
@pytest.mark.parametrize(
    ("files", "mains", "enough"),
    [
        ({}, None, True),
        (LAPTOP, None, False),
        (LAPTOP, "0", False),
        (LAPTOP, "1", True),
        (LAPTOP | {"energy_now": "3100"}, "0", True),
        (LAPTOP | {"status": "Charging"}, None, True),
        (LAPTOP | {"status": "Unknown"}, None, False),
        ({"capacity": "29", "status": "Discharging"}, None, False),
        ({"capacity": "31", "status": "Discharging"}, None, True),
        ({"capacity": "31", "status": "Not charging"}, None, True),
        ({"status": "Discharging"}, None, True),  # psutil: none that tells its level
        (LAPTOP | {"energy_full": "0"}, "0", False),
        (LAPTOP | {"energy_now": "no number"}, "0", False),
    ],
)
def test_what_linux_tells_is_read_by_psutil(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    mains: str | None,
    enough: bool,
) -> None:
    for folder, found in (("BAT0", files), ("AC", {"online": mains} if mains else {})):
        for name, content in found.items():
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_text(f"{content}\n")
    monkeypatch.setattr(psutil._pslinux, "POWER_SUPPLY_PATH", str(tmp_path))
    assert Power().enough() == enough


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux has in /sys")
def test_a_linux_without_batteries_has_power(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psutil._pslinux, "POWER_SUPPLY_PATH", str(tmp_path / "none"))
    assert Power().enough()
