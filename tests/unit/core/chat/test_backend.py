"""What computes is told with what had to be given up for it."""

import pytest

from app.core.chat.backend import in_words
from app.core.i18n import use
from app.core.inference.engine import Concession, Loaded, WeightsDescription
from app.core.paths import translations

WEIGHTS = WeightsDescription("n", "llama", 512, None, "", "", False, frozenset(), ("CPU",))
CONCESSIONS: tuple[Concession, ...] = (
    *("fewer_layers", "smaller_context", "cpu", "plain", "own_engine"),
)


def test_without_concessions_it_is_what_computes() -> None:
    assert in_words(Loaded(WEIGHTS)) == "CPU"


def test_each_step_down_is_told_once_and_in_order() -> None:
    steps: tuple[Concession, ...] = ("fewer_layers", "fewer_layers", "smaller_context", "cpu")
    assert in_words(Loaded(WEIGHTS, steps)) == (
        "CPU, a part only, since its memory is too small for all, with a shorter memory of the "
        "conversation, since memory ran out, without the graphics card, which failed"
    )


@pytest.mark.parametrize("step", CONCESSIONS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_step_has_its_words(step: Concession, language: str) -> None:
    use(language, translations())
    try:
        words = in_words(Loaded(WEIGHTS, (step,)))
    finally:
        use("en", translations())
    assert step not in words
    assert len(words) > len("CPU, ")
