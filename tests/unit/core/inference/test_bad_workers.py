"""Workers that misbehave: the engine never hangs, and always says what happened."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, GenerationRequest, Loaded, Loading, Reading
from app.core.inference.process import ProcessEngine

_WORKER = """
import os, signal, sys, time
from app.core.inference.engine import Loaded, Reading, WeightsDescription
from app.core.inference.frames import fields_of, read_frame, write_frame

def tell(frame, fields):
    write_frame(sys.stdout.buffer, {"command": frame["command"], **fields})

def load(frame):
    gpu = frame["options"]["gpu_layers"]
    name = f"gpu {gpu}, plain {frame['plain']}"
    tell(frame, fields_of(Loaded(WeightsDescription(
        name, "fake", 512, None, "", "", False, frozenset(), ("CPU",)))))

def generate(frame):
    tell(frame, fields_of(Reading(1, 2, 0)))

BEHAVIOUR
while frame := read_frame(sys.stdin.buffer):
    if frame["kind"] == "hello":
        tell(frame, {"kind": "Ready"})
    elif frame["kind"] in ("load", "generate"):
        globals()[frame["kind"]](frame)
"""

CRASHES_ON_GPU = """
proper_load = load
def load(frame):
    if frame["options"]["gpu_layers"]:
        os.abort()
    proper_load(frame)
"""
REFUSES_GPU = """
proper_load = load
def load(frame):
    if frame["options"]["gpu_layers"]:
        tell(frame, {"kind": "Failed", "code": "engine_memory", "fields": {}})
    else:
        proper_load(frame)
"""
CRASHES_UNLESS_PLAIN = """
proper_load = load
def load(frame):
    if not frame["plain"]:
        os.kill(os.getpid(), signal.SIGILL)
    proper_load(frame)
"""
ALWAYS_CRASHES = "def load(frame): os.abort()"
RUNS_OUT_OF_MEMORY = "def load(frame): os.kill(os.getpid(), signal.SIGKILL)"
CRASHES_ON_GPU_LATER = """
def generate(frame):
    os.abort()
"""
TALKS_NONSENSE = """
def generate(frame):
    sys.stdout.buffer.write(b"Hello, world! " * 9)
    sys.stdout.flush()
"""
LOADS_SLOWLY = """
def load(frame):
    tell(frame, {"kind": "Loading", "fraction": 0.1})
    cancel = read_frame(sys.stdin.buffer)
    assert cancel == {"kind": "cancel", "command": frame["command"]}, cancel
    tell(frame, {"kind": "Cancelled"})
"""
HANGS = ""
STOPPED = "def generate(frame): os.kill(os.getpid(), signal.SIGSTOP)"

ON_GPU = EngineOptions(gpu_layers=99)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "some.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def engine_of(stack: ExitStack, behaviour: str) -> ProcessEngine:
    script = _WORKER.replace("BEHAVIOUR", behaviour)
    engine = ProcessEngine([sys.executable, "-P", "-c", script], grace=0.3)
    stack.callback(engine.close)
    return engine


def loaded_as(engine: ProcessEngine, weights: Path, options: EngineOptions) -> str:
    """How the weights were loaded in the end."""
    *_, last = engine.load(weights, options)
    assert isinstance(last, Loaded)
    return last.weights.name


@pytest.mark.parametrize("behaviour", [CRASHES_ON_GPU, REFUSES_GPU])
def test_where_the_gpu_fails_the_cpu_does_it(
    stack: ExitStack, weights: Path, behaviour: str
) -> None:
    engine = engine_of(stack, behaviour)
    assert loaded_as(engine, weights, ON_GPU) == "gpu 0, plain False"
    assert loaded_as(engine, weights, ON_GPU) == "gpu 0, plain False"


def test_where_a_kernel_crashes_the_plain_ones_do_it(stack: ExitStack, weights: Path) -> None:
    engine = engine_of(stack, CRASHES_UNLESS_PLAIN)
    assert loaded_as(engine, weights, EngineOptions()) == "gpu 0, plain True"


def test_after_a_crash_on_the_gpu_in_a_reply_the_cpu_goes_on(
    stack: ExitStack, weights: Path
) -> None:
    engine = engine_of(stack, CRASHES_ON_GPU_LATER)
    assert loaded_as(engine, weights, ON_GPU) == "gpu 99, plain False"
    with pytest.raises(UserFacingError, match="engine_stopped"):
        list(engine.generate(GenerationRequest("Hello")))
    assert loaded_as(engine, weights, ON_GPU) == "gpu 0, plain False"


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (ALWAYS_CRASHES, "weights_unreadable"),
        (RUNS_OUT_OF_MEMORY, "engine_memory"),
        ("sys.exit(1)", "engine_missing"),
        ("import no_such_library", "engine_missing"),
    ],
)
def test_a_worker_that_cannot_load_is_explained(
    stack: ExitStack, weights: Path, behaviour: str, code: str
) -> None:
    engine = engine_of(stack, behaviour)
    with pytest.raises(UserFacingError, match=code):
        list(engine.load(weights, EngineOptions()))
    with pytest.raises(UserFacingError, match=code):
        list(engine.load(weights, ON_GPU))


def test_a_worker_that_is_not_there_is_explained(weights: Path) -> None:
    engine = ProcessEngine(["/no/such/program"])
    with pytest.raises(UserFacingError, match="engine_missing"):
        list(engine.load(weights, EngineOptions()))
    with pytest.raises(UserFacingError, match="engine_missing"):
        engine.describe()


def test_nonsense_from_the_worker_is_the_end_of_it(stack: ExitStack, weights: Path) -> None:
    engine = engine_of(stack, TALKS_NONSENSE)
    list(engine.load(weights, EngineOptions()))
    with pytest.raises(UserFacingError, match="engine_stopped"):
        list(engine.generate(GenerationRequest("Hello")))
    list(engine.load(weights, EngineOptions()))


@pytest.mark.parametrize("prompt", ["Hello", "long " * 200_000])
@pytest.mark.parametrize("behaviour", [HANGS, STOPPED])
def test_a_worker_deaf_to_cancel_is_killed(
    stack: ExitStack, weights: Path, behaviour: str, prompt: str
) -> None:
    engine = engine_of(stack, behaviour)
    list(engine.load(weights, EngineOptions()))
    generation = engine.generate(GenerationRequest(prompt))
    if behaviour is HANGS:
        assert isinstance(next(generation), Reading)
        engine.cancel()
    else:
        stack.callback(_cancel_soon(engine).join)
    with pytest.raises(UserFacingError, match="engine_stopped"):
        list(generation)
    assert engine.worker_pid is None


def test_closing_the_iterator_of_a_deaf_worker_does_not_hang(
    stack: ExitStack, weights: Path
) -> None:
    engine = engine_of(stack, HANGS)
    list(engine.load(weights, EngineOptions()))
    generation = engine.generate(GenerationRequest("Hello"))
    next(generation)
    generation.close()  # type: ignore[attr-defined]
    assert engine.worker_pid is None
    list(engine.load(weights, EngineOptions()))


def test_a_cancelled_load_ends_without_weights(stack: ExitStack, weights: Path) -> None:
    engine = engine_of(stack, LOADS_SLOWLY)
    events = []
    for event in engine.load(weights, EngineOptions()):
        events.append(event)
        engine.cancel()
    assert events == [Loading(0.1)]
    assert engine.worker_pid is None


def test_closing_a_load_ends_the_worker(stack: ExitStack, weights: Path) -> None:
    engine = engine_of(stack, LOADS_SLOWLY)
    loading = engine.load(weights, EngineOptions())
    assert next(loading) == Loading(0.1)
    loading.close()  # type: ignore[attr-defined]
    assert engine.worker_pid is None


def _cancel_soon(engine: ProcessEngine) -> threading.Timer:
    timer = threading.Timer(0.3, engine.cancel)
    timer.start()
    return timer
