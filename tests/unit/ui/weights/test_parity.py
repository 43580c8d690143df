"""The weights page can do everything that the terminal can: option by option."""

import argparse
from collections.abc import Iterator

import pytest

from app.cli import weights
from app.ui.weights.page import WeightsPage
from tests.support.gguf import written
from tests.unit.ui.weights.conftest import KIND, Chooser

ON_THE_PAGE = {
    "list": "card",
    "show id": "weights_details",
    "fit": "weights_context",
    "fit what": "weights_fit",
    "fit --quant": "weights_kind",
    "fit --mirror": "weights_from",
    "fit --context": "weights_context",
    "download what": "weights_where",
    "download --quant": "weights_kind",
    "download --mirror": "weights_from",
    "download --like": "weights_like",
    "download --accept-change": "weights_go_on",
    "import path": "weights_own",
    "import --copy": "weights_copy",
    "import --like": "weights_taken_like",
    "verify id": "weights_verify",
    "remove id": "weights_remove",
}
"""Each thing the terminal takes, and the control of the page that does the same. What these do
is tested in test_page.py and test_downloads.py; the settings behind ``weights_from`` too."""

FOR_MACHINES = {"--json", "--help"}


def taken() -> Iterator[str]:
    """What ``soulchat weights`` takes."""
    whole = argparse.ArgumentParser()
    commands = whole.add_subparsers()
    weights.add_to(commands)
    (actions,) = _choices(commands.choices["weights"])
    for name, parser in actions.items():
        options = [action for action in parser._actions if not FOR_MACHINES & {*_names(action)}]
        if not any(action.required for action in options):
            yield name
        for action in options:
            yield f"{name} {_names(action)[0]}"


def _names(action: argparse.Action) -> list[str]:
    return list(action.option_strings) or [action.dest]


def _choices(parser: argparse.ArgumentParser) -> list[dict[str, argparse.ArgumentParser]]:
    return [dict(each.choices) for each in parser._actions if isinstance(each.choices, dict)]


def test_nothing_the_terminal_takes_is_forgotten() -> None:
    assert set(taken()) == set(ON_THE_PAGE)


@pytest.fixture
def busy(chooser: Chooser) -> Chooser:
    """With everything on the page that can be: a file here, one to be had, one that failed."""
    shelf = chooser.program.shelf
    shelf.take_in(written(chooser.weights / "mine.gguf"), lambda *_: None)
    chooser.program.downloads.add(KIND)
    chooser.hub.gated = True
    chooser.program.queue.add("kind")
    chooser.until(lambda: [job.state for job in chooser.program.queue.jobs()] == ["failed"])
    chooser.open()
    return chooser


def test_each_has_its_control_on_the_page(busy: Chooser) -> None:
    (page,) = busy.person.window.findChildren(WeightsPage)
    page._presenter.offer_file(busy.weights / "mine.gguf")  # as if it had been dropped
    for name in {*ON_THE_PAGE.values()}:
        busy.until(lambda name=name: busy.person.sees(name))
