"""The table of promises (VAULT: Promises): what was tried, how often, and whether it held.

pytest -m promises           the tests that keep a promise, and the table
pytest -m promises --soak    the same with ten times the chance to break one
"""

from collections.abc import Callable

import pytest

Promise = Callable[[str, float, str], None]

MARK = "promises"
SOAK = 10
"""How much more a soak tries than an ordinary run."""

_FIGURE = "promise"


@pytest.fixture
def promise(request: pytest.FixtureRequest) -> Promise:
    """Tell a figure: ``promise("nothing acknowledged is lost", 1000, "writes")``.

    A promise may be told several figures, by several tests; the table has one
    line for each promise, and says BROKEN when one of its tests fails.
    """
    assert request.node.get_closest_marker(MARK), "a promise is kept by a test marked so"

    def tell(name: str, figure: float, unit: str) -> None:
        request.node.user_properties.append((_FIGURE, (name, figure, unit)))

    return tell


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> int:
    """By how much to multiply what is tried: 1, or with ``--soak`` :data:`SOAK`."""
    return SOAK if request.config.getoption("--soak") else 1


def add_options(parser: pytest.Parser) -> None:
    """Add ``--soak``."""
    parser.addoption("--soak", action="store_true", help="try promises ten times as hard")


def show_table(terminal: pytest.TerminalReporter) -> None:
    """The table, after the tests."""
    lines: dict[str, list[str]] = {}
    broken: list[str] = []
    for outcome, reports in terminal.stats.items():
        for report in reports:
            if not isinstance(report, pytest.TestReport) or MARK not in report.keywords:
                continue
            told = [told for name, told in report.user_properties if name == _FIGURE]
            if report.when == "call":
                for name, figure, unit in told:
                    lines.setdefault(name, []).append(f"{figure:,g} {unit}")
            if outcome in {"failed", "error"}:
                broken += [name for name, _figure, _unit in told] or [report.nodeid]
    if not lines and not broken:
        return
    terminal.section("promises")
    for name in dict.fromkeys([*lines, *broken]):
        verdict = "BROKEN" if name in broken else "kept"
        figures = ", ".join(dict.fromkeys(lines.get(name, ["no figure"])))
        terminal.line(f"{verdict:6}  {name}: {figures}")
