"""The list of what making weights needs besides is the whole truth."""

import importlib.metadata
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def pinned(name: str) -> dict[str, Requirement]:
    lines = (ROOT / "packaging" / name).read_text().splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {
        canonicalize_name(pin.name): pin
        for pin in pins
        if pin.marker is None or pin.marker.evaluate()
    }


def test_all_that_is_needed_and_nothing_else_is_pinned_and_installed() -> None:
    program, making = pinned("constraints.txt"), pinned("constraints-making.txt")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting = [Requirement(line) for line in project["optional-dependencies"]["making"]]
    needed: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        installed = importlib.metadata.version(name)
        assert requirement.specifier.contains(installed), f"{name} {installed}: {requirement}"
        if name not in needed:
            needed.add(name)
            waiting += [Requirement(line) for line in importlib.metadata.requires(name) or []]
    assert needed - set(program) == set(making)
    for name, pin in making.items():
        assert importlib.metadata.version(name) in pin.specifier
