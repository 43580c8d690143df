"""The benchmarks measure the real program, and say so in figures that add up."""

from pathlib import Path

from tests.support.terminal import Shell


def test_the_window_is_timed_in_fresh_processes(home: Path) -> None:
    figures = Shell(home).run("bench", "ui", "--runs", "1", "--json").json
    figure = figures["window_visible_ms"]
    assert figure["value"] == figure["runs"][0] > 0
    assert len(figure["runs"]) == 1
    assert not list((home / "profiles").iterdir())  # nothing of it stays


def test_a_start_that_shows_nothing_is_no_figure(home: Path) -> None:
    outcome = Shell(home, QT_QPA_PLATFORM="", DISPLAY=":987").run("bench", "ui", "--runs", "1")
    assert outcome.code == 1
    assert ":987" in outcome.err
    assert not outcome.out
