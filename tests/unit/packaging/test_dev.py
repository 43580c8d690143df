"""The two commands: quick when nothing changed, and plain when something is missing."""

import os
import subprocess
import sys
from pathlib import Path

import dev
import pytest
from console import FaultError
from environment import ROOT, Environment

DEV = ROOT / "packaging" / "dev.py"


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, DEV, *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


def test_help_names_both_commands() -> None:
    answer = run("--help")
    assert answer.returncode == 0
    assert "dev.py run " in answer.stdout
    assert "dev.py test " in answer.stdout
    assert "SOULCHAT_LLAMA_WHEEL" in answer.stdout


@pytest.mark.parametrize("arguments", [[], ["runn"]])
def test_anything_else_is_wrong_usage(arguments: list[str]) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "dev.py run " in answer.stderr


def test_a_start_where_nothing_changed_sets_nothing_up(tmp_path: Path) -> None:
    # Otherwise the command below would make the environment anew under our feet.
    assert dev.MAIN.is_made(dev.given_engine()), f"first: python3 {DEV} test"
    answer = run("run", "--version", cwd=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.strip()
    assert answer.stderr == ""


def test_a_missing_package_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    listed = tmp_path / "packages.txt"
    listed.write_text("# a comment\n\npython3-venv  # is there\nno-such-package-at-all\n")
    with pytest.raises(FaultError) as fault:
        dev.require_packages(listed)
    assert "apt-get install no-such-package-at-all" in str(fault.value)
    assert "python3-venv" not in str(fault.value)


def test_an_environment_is_made_anew_when_its_recipe_differs(tmp_path: Path) -> None:
    whole = Environment(tmp_path / "one")
    wanted = whole.wanted_stamp("")
    assert whole.stamp() == {}
    assert not whole.is_made("")
    assert Environment(tmp_path / "one").wanted_stamp("") == wanted
    assert Environment(tmp_path / "two").wanted_stamp("") != wanted
    assert Environment(tmp_path / "one", frozenset({"ruff"})).wanted_stamp("") != wanted
    assert whole.wanted_stamp("a.whl") != wanted


def test_without_the_network_it_says_so_and_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # nobody listens there
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    environment = Environment(tmp_path / "environment")
    with pytest.raises(FaultError, match="connected to the internet"):
        environment.make("")
    assert not environment.is_made("")
