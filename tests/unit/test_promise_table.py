"""The table of promises says of each only what its tests showed."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = """
    from tests.support import promises
    from tests.support.promises import promise
    pytest_collection_finish = promises.expect

    def pytest_terminal_summary(terminalreporter):
        promises.show_table(terminalreporter)
"""
BEGIN = """
    import pytest
    it = pytest.mark.promises("it holds")

    @it
    def test_one(promise):
        promise("it holds", 1000, "writes")
"""


@pytest.mark.parametrize(
    ("verdict", "another"),
    [
        ("kept", "@it\ndef test_two(): pass"),
        ("BROKEN", "@it\ndef test_two(promise): raise OSError('before any figure')"),
        ("BROKEN", "@it\ndef test_two(promise, nowhere): promise('it holds', 2, 'writes')"),
        ("open", "@it\n@pytest.mark.skip\ndef test_two(): pass"),
        ("open", "def test_two(): pytest.exit('cut short', 0)\n@it\ndef test_three(): pass"),
    ],
)
def test_a_promise_is_kept_only_when_all_its_tests_passed(
    tmp_path: Path, verdict: str, another: str
) -> None:
    assert table(tmp_path, textwrap.dedent(BEGIN) + another) == {
        "it holds": (verdict, "1,000 writes")
    }


def test_a_promise_that_told_nothing_is_open_and_another_one_does_not_suffer(
    tmp_path: Path,
) -> None:
    silent = "@pytest.mark.promises('more')\ndef test_two(): pass"
    assert table(tmp_path, textwrap.dedent(BEGIN) + silent) == {
        "it holds": ("kept", "1,000 writes"),
        "more": ("open", "no figure"),
    }


def test_a_figure_for_a_promise_that_the_mark_does_not_name_is_refused(tmp_path: Path) -> None:
    other = "@it\ndef test_two(promise): promise('something else', 1, 'time')"
    found = table(tmp_path, textwrap.dedent(BEGIN) + other)
    assert found == {"it holds": ("BROKEN", "1,000 writes")}


def table(folder: Path, tests: str) -> dict[str, tuple[str, str]]:
    """The lines of the table, when these tests run."""
    (folder / "conftest.py").write_text(textwrap.dedent(PLUGIN))
    (folder / "test_it.py").write_text(tests)
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = {ROOT}\nmarkers = promises: it\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = re.findall(r"^(kept|open|BROKEN) +([^:]+): (.*)$", done.stdout, re.MULTILINE)
    return {name: (verdict, figures) for verdict, name, figures in lines}
