import pytest

from app.core.vault.calibration import affordable, calibrated, raised, risen
from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST, Cost

GIB = 1024 * 1024
PLENTY = 64 * GIB


def seconds(cost: Cost, minimum_seconds: float) -> float:
    """What a cost takes where the minimum takes so long; lanes apart, it is memory by passes."""
    work = cost.memory_kib * cost.time
    return minimum_seconds * work / (MINIMUM_COST.memory_kib * MINIMUM_COST.time)


@pytest.mark.parametrize("minimum", [0.04, 0.1, 0.17, 0.25])
@pytest.mark.parametrize("free", [GIB // 2, 2 * GIB, PLENTY])
def test_a_passphrase_costs_about_half_a_second(minimum, free):
    cost = affordable(minimum, free)
    assert 0.3 < seconds(cost, minimum) <= 0.5
    assert cost.memory_kib <= max(MINIMUM_COST.memory_kib, free // 4)


def test_it_is_never_cheaper_than_the_least_and_never_boundless():
    assert affordable(5.0, PLENTY) == MINIMUM_COST
    assert affordable(0.1, 0).memory_kib == MINIMUM_COST.memory_kib
    assert affordable(0.0, PLENTY) == Cost(GIB, 16, 4)


def test_the_default_is_kept_where_it_takes_up_to_a_second():
    assert affordable(0.45, PLENTY) == DEFAULT_COST
    assert affordable(0.55, PLENTY) == MINIMUM_COST
    assert affordable(0.45, GIB // 4).memory_kib == MINIMUM_COST.memory_kib, "no room for it"


def test_memory_grows_before_passes_do():
    assert affordable(0.125, PLENTY) == Cost(4 * MINIMUM_COST.memory_kib, 3, 4)
    assert affordable(0.125, 0) == Cost(MINIMUM_COST.memory_kib, 12, 4)


def test_what_is_calibrated_here_is_within_the_bounds():
    assert calibrated().covers(MINIMUM_COST)


def test_a_cost_is_raised_and_never_lowered():
    assert raised(MINIMUM_COST, DEFAULT_COST) == DEFAULT_COST
    assert raised(DEFAULT_COST, MINIMUM_COST) == DEFAULT_COST
    assert raised(Cost(64 * 1024, 16, 1), DEFAULT_COST) == Cost(128 * 1024, 16, 4)


def test_the_default_is_taken_up_where_this_computer_bears_it():
    assert risen(MINIMUM_COST, seconds=0.2) == DEFAULT_COST
    assert risen(MINIMUM_COST, seconds=2.0) == MINIMUM_COST
    dear = Cost(512 * 1024, 3, 4)
    assert risen(dear, seconds=0.5) == dear
