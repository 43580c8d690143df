"""How the number of threads follows the computer, on one that is made up."""

from collections.abc import Callable

import pytest

# The one part of the worker that llama.cpp is not needed for.
from app.core.inference.worker.threads import Threads, Usage

Speed = Callable[[int, float], float]


class Computer:
    """Cores, other programs, and how fast so many threads write on it.

    Args:
        cores: of it.
        speed: tokens a second, of the threads and the cores that others want.
        hidden: what others take is not told, as in a container.
    """

    def __init__(self, cores: int, speed: Speed, *, hidden: bool = False) -> None:
        self.now = 0.0
        self.wanted = 0.0
        self._cores = cores
        self._speed = speed
        self._hidden = hidden
        self._all = self._own = 0.0
        self.threads = Threads(cores, lambda _number: None, lambda: self.now, self._usage)

    def write(self, tokens: int) -> list[int]:
        """The threads of each token."""
        self.threads.begin()
        counts = []
        for _ in range(tokens):
            counts.append(count := self.threads.count)
            seconds = 1 / self._speed(count, self.wanted)
            ours, others = self._shares(count)
            self._own += ours * seconds
            self._all += (ours + others) * seconds
            self.now += seconds
            self.threads.note(seconds)
        return counts

    def rest(self, seconds: float) -> None:
        """Nothing is asked for."""
        self.now += seconds
        self._all += min(self.wanted, self._cores) * seconds

    def _shares(self, count: int) -> tuple[float, float]:
        """Cores that ours and the others get: as they want, or in fair parts."""
        asked = count + self.wanted
        part = min(1.0, self._cores / asked)
        return count * part, self.wanted * part

    def _usage(self) -> Usage:
        return Usage(self._own if self._hidden else self._all, self._own)


def collapsing(threads: int, others: float) -> float:
    """As measured on two cores: a busy neighbour makes two threads far slower than one."""
    crowded = threads + others > 2
    return {1: 35.0, 2: 10.0 if crowded else 50.0}[threads]


def test_a_quiet_computer_gives_all_its_cores_all_the_time() -> None:
    assert set(Computer(2, collapsing).write(500)) == {2}


def test_a_small_load_changes_nothing() -> None:
    computer = Computer(2, collapsing)
    computer.wanted = 0.15
    assert set(computer.write(500)) == {2}


@pytest.mark.parametrize("hidden", [False, True])
def test_a_core_that_becomes_busy_is_left_within_a_second(hidden: bool) -> None:
    computer = Computer(2, collapsing, hidden=hidden)
    computer.write(100)
    begun, computer.wanted = computer.now, 1.0
    computer.write(10)
    while computer.threads.count == 2:
        computer.write(1)
    assert computer.now - begun < 1.5
    assert computer.write(200).count(1) > 190


def test_work_begins_with_one_thread_where_a_core_is_known_to_be_busy() -> None:
    computer = Computer(2, collapsing)
    computer.wanted = 1.0
    computer.rest(3)
    assert set(computer.write(500)) == {1}


def test_a_core_that_becomes_free_is_taken_again() -> None:
    computer = Computer(2, collapsing)
    computer.wanted = 1.0
    computer.rest(3)
    computer.write(100)
    computer.wanted = 0.0
    assert computer.write(200)[-100:] == [2] * 100


def test_fewer_threads_are_given_up_where_they_are_no_faster() -> None:
    def sturdy(threads: int, _others: float) -> float:
        return 25.0 * threads

    computer = Computer(2, sturdy)
    computer.wanted = 1.0
    assert computer.write(2000).count(2) > 1800


@pytest.mark.parametrize("busy", [1, 3, 6])
def test_many_cores_lose_as_many_threads_as_others_take(busy: int) -> None:
    def speed(threads: int, others: float) -> float:
        return 10.0 * threads if threads + others <= 8 else 5.0

    computer = Computer(8, speed)
    computer.wanted = float(busy)
    computer.rest(2)
    assert computer.write(400)[-50:] == [8 - busy] * 50
