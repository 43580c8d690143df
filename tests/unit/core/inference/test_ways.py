"""What is given up, and in which order, to load weights at all."""

from app.core.inference.engine import EngineOptions
from app.core.inference.ways import Failure, Way

ASKED = Way(EngineOptions(context_length=4096))


def falls(failure: Failure, way: Way = ASKED, layers: int = 0) -> list[Way]:
    """Every way that is tried when all of them fail alike."""
    tried = []
    while next_way := way.after(failure, layers):
        way = next_way
        layers = way.options.gpu_layers or 0
        tried.append(way)
    return tried


def test_short_of_memory_a_gpu_gives_up_layers_then_context_then_all() -> None:
    tried = falls("memory", layers=32)
    assert [way.concessions[-1] for way in tried] == [
        *("fewer_layers", "fewer_layers", "smaller_context", "cpu")
    ]
    assert [way.options.gpu_layers for way in tried] == [16, 8, 8, 0]
    assert [way.options.context_length for way in tried] == [4096, 4096, 2048, 2048]


def test_a_gpu_that_crashes_is_done_without_then_new_kernels_too() -> None:
    tried = falls("crash", layers=32)
    assert [way.concessions for way in tried] == [("cpu",), ("cpu", "plain")]
    assert [way.options.gpu_layers for way in tried] == [0, 0]
    assert tried[-1].plain


def test_a_cpu_that_crashes_gets_plain_kernels_and_nothing_more() -> None:
    (plain,) = falls("crash")
    assert plain.plain
    assert plain.options.gpu_layers == 0


def test_a_conversation_that_does_not_fit_is_halved_to_the_least() -> None:
    contexts = [way.options.context_length for way in falls("context_memory")]
    assert contexts == [2048, 1024, 512]


def test_where_memory_was_short_a_crash_is_of_that() -> None:
    way = ASKED.after("context_memory", 0)
    assert way is not None
    after = way.after("crash", 0)
    assert after is not None
    assert not after.plain
    assert after.options.context_length == 1024


def test_weights_that_do_not_fit_have_nothing_left_to_give_up() -> None:
    assert falls("memory") == []
