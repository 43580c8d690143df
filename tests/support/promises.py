"""The table of promises (VAULT: Promises): what was tried, how often, and whether it held.

pytest -m promises           the tests that keep a promise, and the table
pytest -m promises --soak    the same with ten times the chance to break one
"""

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

Promise = Callable[[str, float, str], None]

MARK = "promises"
SOAK = 10
"""How much more a soak tries than an ordinary run."""

_FIGURE, _NAME = "promise", "keeps promise"
_EXPECTED = pytest.StashKey[Counter[str]]()


@pytest.fixture
def promise(request: pytest.FixtureRequest) -> Promise:
    """Tell a figure: ``promise("nothing acknowledged is lost", 1000, "writes")``.

    A promise may be told several figures, by several tests; the table has one
    line for each promise. Which ones a test keeps stands at its mark, so that one
    that fails before it tells a figure breaks them too.
    """
    named = kept_by(request.node)
    assert named, "a test that keeps a promise is marked with its name"

    def tell(name: str, figure: float, unit: str) -> None:
        assert name in named, f"the mark of this test names other promises: {named}"
        request.node.user_properties.append((_FIGURE, (name, figure, unit)))

    return tell


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> int:
    """By how much to multiply what is tried: 1, or with ``--soak`` :data:`SOAK`."""
    return SOAK if request.config.getoption("--soak") else 1


def add_options(parser: pytest.Parser) -> None:
    """Add ``--soak``."""
    parser.addoption("--soak", action="store_true", help="try promises ten times as hard")


def kept_by(item: pytest.Item) -> list[str]:
    """The names of the promises that a test keeps: the arguments of its marks."""
    return [name for mark in item.iter_markers(MARK) for name in mark.args]


def expect(session: pytest.Session) -> None:
    """Once it is known which tests will run: which promises each keeps, for its reports."""
    expected = session.config.stash[_EXPECTED] = Counter()
    for item in session.items:
        named = kept_by(item)
        item.user_properties += [(_NAME, name) for name in named]
        expected.update(named)


def show_table(terminal: pytest.TerminalReporter) -> None:
    """The table, after the tests.

    A promise is kept when all its tests ran and passed, and told a figure at least; BROKEN
    when one failed, told or not; open when one was left out, or nothing was told.
    """
    expected = terminal.config.stash.get(_EXPECTED, Counter())
    run, figures, broken = Counter[str](), defaultdict[str, list[str]](list), set[str]()
    for outcome, reports in terminal.stats.items():
        for report in reports:
            if not isinstance(report, pytest.TestReport):
                continue
            named = [name for key, name in report.user_properties if key == _NAME]
            if outcome in {"failed", "error"}:
                broken.update(named)
            if report.when == "call" and outcome != "rerun":
                run.update(named)
                for key, told in report.user_properties:
                    if key == _FIGURE:
                        figures[told[0]].append(f"{told[1]:,g} {told[2]}")
    if not expected or terminal.config.option.collectonly:
        return
    terminal.section("promises")
    for name in expected:
        kept = "kept" if figures[name] and run[name] >= expected[name] else "open"
        told = ", ".join(dict.fromkeys(figures[name])) or "no figure"
        terminal.line(f"{'BROKEN' if name in broken else kept:6}  {name}: {told}")
