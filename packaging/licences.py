"""Collects the licence notices of everything the program brings along.

    .venv/bin/python packaging/licences.py           writes resources/licences
    .venv/bin/python packaging/licences.py --check   says what is not as it would write it

Every package that runs on some system, with what pyproject.toml asks for and all that asks
for in turn, and every part of packaging/licences/parts.toml: a text each, and an index that
the program reads. The texts come from the installed packages, so that the next version of one
brings its own; of packages for other versions of Python what was collected before is kept.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "packaging" / "licences"
TARGET = ROOT / "resources" / "licences"
INDEX = "index.json"
_NOTICE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_CODE = {".py", ".pyc", ".pyi", ".json", ".h", ".c"}
_SYSTEMS = {
    "linux": {"os_name": "posix", "platform_system": "Linux"},
    "darwin": {"os_name": "posix", "platform_system": "Darwin"},
    "win32": {"os_name": "nt", "platform_system": "Windows"},
}
_PYTHONS = ("3.11", "3.12", "3.13")
_HOMES = (
    "homepage",
    "home",
    "source",
    "source code",
    "repository",
    "github",
    "code",
    "documentation",
)
_BY_CLASSIFIER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Part:
    """One thing that is shipped.

    Args:
        licence: as its makers write it, an SPDX expression where they do.
        text: the whole notice.
    """

    name: str
    licence: str
    home: str
    text: str


def main(arguments: list[str]) -> int:
    """Write or check; the exit status."""
    wanted = files()
    if arguments == ["--check"]:
        wrong = differences(wanted)
        print("\n".join(wrong) or "All licence notices are there.")
        return 1 if wrong else 0
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name, content in wanted.items():
        (TARGET / name).write_text(content, encoding="utf-8", newline="\n")
    print(f"{len(wanted) - 1} licence notices")
    return 0


def files() -> dict[str, str]:
    """What the folder of notices has to hold: the text of each file by its name."""
    everything = sorted(parts(), key=lambda part: part.name.casefold())
    index = [
        {"name": part.name, "licence": part.licence, "home": part.home, "file": file_name(part)}
        for part in everything
    ]
    texts = {file_name(part): part.text for part in everything}
    return texts | {INDEX: json.dumps(index, indent=1, ensure_ascii=False) + "\n"}


def differences(wanted: dict[str, str]) -> list[str]:
    """The names of files that are missing, too many, or not as they have to be."""
    there = {file.name: file.read_text(encoding="utf-8") for file in TARGET.glob("*")}
    return sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))


def parts() -> Iterator[Part]:
    """Everything that is shipped."""
    told = tomllib.loads((SOURCE / "parts.toml").read_text(encoding="utf-8"))
    earlier = {part.name: part for part in _earlier()}
    packages = shipped_packages()
    for name, facts in told.items():
        if name not in packages:
            yield Part(name, facts["licence"], facts["home"], _text(facts["files"]))
    for name in sorted(packages):
        if name in told:
            own = _installed_text(name) if _is_installed(name) else ""
            text = own + _text(told[name]["files"])
            yield Part(name, told[name]["licence"], told[name]["home"], text)
        elif _is_installed(name):
            yield _installed(name)
        elif name in earlier:
            yield earlier[name]
        else:
            raise SystemExit(f"{name} has no notice: install it, or add it to parts.toml")


def shipped_packages() -> set[str]:
    """Names of all packages that run with the program on some system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    found: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or not _runs_somewhere(requirement):
            continue
        found.add(name)
        if _is_installed(name):
            waiting += [Requirement(line) for line in metadata.requires(name) or []]
    return found


def file_name(part: Part) -> str:
    """The name of the file for its notice."""
    return re.sub("[^a-z0-9.]+", "-", part.name.lower()).strip("-") + ".txt"


def _runs_somewhere(requirement: Requirement) -> bool:
    if requirement.marker is None:
        return True
    here = {**default_environment(), "extra": ""}
    return any(
        requirement.marker.evaluate(
            {**here, **facts, "sys_platform": system, "python_version": python}
            | {"python_full_version": f"{python}.0"}
        )
        for system, facts in _SYSTEMS.items()
        for python in _PYTHONS
    )


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _installed(name: str) -> Part:
    text = _installed_text(name)
    if not text:
        raise SystemExit(f"{name} carries no notice: add one to parts.toml")
    return Part(name, _licence(name), _home(name), text)


def _home(name: str) -> str:
    facts = metadata.metadata(name)
    lines = facts.get_all("Project-URL") or []
    addresses = {
        label.casefold(): address for label, _, address in (line.partition(", ") for line in lines)
    }
    named = [addresses[label] for label in _HOMES if label in addresses]
    return next(iter(named), None) or facts.get("Home-page") or f"https://pypi.org/project/{name}/"


def _licence(name: str) -> str:
    facts = metadata.metadata(name)
    if expression := facts.get("License-Expression"):
        return expression
    for line in facts.get_all("Classifier") or []:
        if known := _BY_CLASSIFIER.get(line.rpartition(" :: ")[2]):
            return known
    if line := facts.get("License"):
        return line.strip()
    raise SystemExit(f"{name} names no licence: add it to parts.toml")


def _installed_text(name: str) -> str:
    """The notices that a package carries, each once, and what it says is built into it."""
    texts: dict[str, None] = {}
    for file in sorted(metadata.files(name) or [], key=str):
        if _NOTICE.search(file.name) and file.suffix not in _CODE:
            texts[_plain(file.read_text(encoding="utf-8"))] = None
    return "\n".join([*texts, *_built_in(name)])


def _built_in(name: str) -> Iterator[str]:
    """Rust crates and C libraries inside a package, from its bills of materials (CycloneDX)."""
    lines: set[str] = set()
    for file in metadata.files(name) or []:
        if "sboms" in file.parts and file.suffix == ".json":
            for inside in json.loads(file.read_text()).get("components", []):
                licences = [each.get("expression", "") for each in inside.get("licenses", [])]
                named = " ".join(licences) or "see its home"
                lines.add(f"{inside['name']} {inside.get('version', '')}: {named}")
    if lines:
        yield "Built into it:\n" + "\n".join(sorted(lines)) + "\n"


def _earlier() -> Iterator[Part]:
    """What was collected before."""
    if (TARGET / INDEX).exists():
        for each in json.loads((TARGET / INDEX).read_text(encoding="utf-8")):
            file = TARGET / each.pop("file")
            if file.exists():
                yield Part(**each, text=file.read_text(encoding="utf-8"))


def _text(names: list[str]) -> str:
    return "\n".join(_plain((SOURCE / name).read_text(encoding="utf-8")) for name in names)


def _plain(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\f", "\n").splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
