#!/usr/bin/env python3
"""The two commands of a checkout: run SoulChat, or test it.

    python3 packaging/dev.py run  [what to pass to soulchat]
    python3 packaging/dev.py test [--all] [what to pass to pytest]

And for those who make weights (models/README.md):

    python3 packaging/dev.py make [what to pass to models/making/convert.py]

All first make what is missing: the folder .venv with all packages at the versions of
packaging/constraints.txt, the engine library, and the compiled translations. When nothing
changed that takes a moment.

run   starts .venv/bin/soulchat. Without arguments that is the window; where the system has
      no display, or lacks libraries for one, it is the terminal chat.
test  runs the linters, the type checker, the import contracts, the tests of the core and of
      the terminal without Qt, then all tests but the slow ones.
      --all       the slow tests too, and those of making weights: what CI runs
      arguments   for pytest: then pytest alone runs

llama.cpp is compiled once on a computer, for its own processor, and kept in your cache
folder. To skip that, set SOULCHAT_LLAMA_WHEEL to
  - the path or address of a wheel of llama-cpp-python, or
  - the address of a package index that has such wheels, like the one its maintainers keep
    for processors: https://abetlen.github.io/llama-cpp-python/whl/cpu
It is remembered until you remove .venv.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the reason for this line
    sys.exit("SoulChat needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")

import qt_libraries
from console import FaultError, run, say
from environment import ROOT, Environment, cache_folder
from making import MakingEnvironment

MAIN = Environment(ROOT / ".venv")
WITHOUT_QT = Environment(
    ROOT / ".venv-without-qt", frozenset({"pyside6-essentials", "shiboken6", "pytest-qt"})
)
MAKING = MakingEnvironment(ROOT / ".venv-making", WITHOUT_QT.left_out)
WANT_ALL = [
    "tests/unit/ui",
    "tests/unit/packaging",
    "tests/journeys/test_window.py",
    "tests/journeys/window",
]
"""Tests that need Qt, or look at the whole environment; all others run without Qt."""
WANT_MAKING = "tests/making"
TEST_PACKAGES = ROOT / "packaging" / "linux" / "test-packages.txt"


def main(arguments: list[str]) -> int:
    """Do what the arguments say; the exit status."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    commands = {"run": start, "test": test, "make": make}
    if command not in commands:
        asked = command in {"-h", "--help", "help"}
        print(__doc__, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return commands[command](rest)
    except FaultError as fault:
        say(f"\n{fault}")
    except OSError as error:
        say(f"\nThe system refused: {error}")
    except KeyboardInterrupt:
        say("\nStopped. The next start goes on from here.")
        return 130
    return 1


def start(arguments: list[str]) -> int:
    """Run SoulChat."""
    prepare(MAIN)
    if not arguments and (lacking := _lacking_libraries(qt_libraries.platform_for(os.environ))):
        say(f"{qt_libraries.advice(lacking)}\nUntil then: SoulChat in the terminal.\n")
        arguments = ["chat"]
    command = [str(MAIN.command("soulchat")), *arguments]
    if sys.platform != "win32":  # there exec would give the prompt back at once
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def make(arguments: list[str]) -> int:
    """Make weights."""
    prepare(MAKING)
    command = [MAKING.command("python"), ROOT / "models" / "making" / "convert.py", *arguments]
    return subprocess.run(command, check=False).returncode


def test(arguments: list[str]) -> int:
    """Run the checks and the tests; 0 if all pass."""
    require_packages(TEST_PACKAGES)
    prepare(MAIN)
    if lacking := _lacking_libraries("offscreen"):
        raise FaultError(qt_libraries.advice(lacking))
    everything = "--all" in arguments
    wanted = [argument for argument in arguments if argument != "--all"]
    speed = [] if everything else ["-m", "not slow"]
    if wanted:
        return _passes_all([("pytest", MAIN, ["pytest", *speed, *wanted])])
    prepare(WITHOUT_QT)
    without = [f"--ignore={place}" for place in (*WANT_ALL, WANT_MAKING)]
    making = []
    if everything:
        prepare(MAKING)
        making = [("pytest of making", MAKING, ["pytest", WANT_MAKING])]
    return _passes_all(
        [
            ("ruff check", MAIN, ["ruff", "check"]),
            ("ruff format", MAIN, ["ruff", "format", "--check"]),
            ("mypy", MAIN, ["mypy"]),
            ("import contracts", MAIN, ["lint-imports"]),
            ("pytest without Qt", WITHOUT_QT, ["pytest", *speed, *without]),
            ("pytest with Qt", MAIN, ["pytest", *speed, *WANT_ALL]),
            *making,
        ]
    )


def prepare(environment: Environment) -> None:
    """Make what is missing of an environment and of the compiled translations."""
    engine = given_engine()
    if not environment.is_made(engine):
        environment.make(engine)
    compile_translations(environment)


def compile_translations(environment: Environment) -> None:
    """Compile what is older than its source."""
    for source in sorted(ROOT.glob("resources/translations/*/LC_MESSAGES/soulchat.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile_translation(environment, source, compiled)


def given_engine() -> str:
    """The wheel or index that the person named, now or when .venv was made; else empty."""
    if named := os.environ.get("SOULCHAT_LLAMA_WHEEL"):
        return str(Path(named).resolve()) if Path(named).exists() else named
    made_with = MAIN.stamp().get("engine", "")
    return made_with.removeprefix("given ") if made_with.startswith("given ") else ""


def _compile_translation(environment: Environment, source: Path, compiled: Path) -> None:
    half_made = compiled.with_suffix(".mo.new")
    run(
        [environment.command("pybabel"), "compile", "-i", source, "-o", half_made],
        title=f"Compiling the translation {source.parts[-3]}",
        usual="a second",
        log=cache_folder() / "setup.log",
    )
    half_made.replace(compiled)


def _lacking_libraries(platform: str) -> list[str]:
    """The system's libraries that Qt would miss with this platform plugin; none without one."""
    if not (sys.platform.startswith("linux") and platform):
        return []
    qt = MAIN.site_packages / "PySide6" / "Qt"
    return qt_libraries.missing(qt_libraries.files_of(qt, platform))


def require_packages(listed: Path) -> None:
    """Raise FaultError if a Debian package of this list is not installed."""
    if not shutil.which("dpkg-query"):
        return  # another kind of system; Qt's libraries are looked for in any case
    lines = listed.read_text(encoding="utf-8").splitlines()
    wanted = [name for line in lines if (name := line.partition("#")[0].strip())]
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n", *wanted]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[1] for line in answer.splitlines() if line.startswith("installed ")}
    if lacking := [name for name in wanted if name not in installed]:
        raise FaultError(
            f"The tests need Debian packages that are not installed: {', '.join(lacking)}.\n"
            f"This installs them:\n  sudo apt-get install {' '.join(lacking)}"
        )


def _passes_all(checks: list[tuple[str, Environment, list[str]]]) -> int:
    """Run each check, though one before it failed; 0 if all pass.

    Args:
        checks: name, environment, and command of each.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    failed = []
    for name, place, (command, *options) in checks:
        say(f"== {name}")
        begun = time.monotonic()
        run_it = [str(place.command(command)), *options]
        if subprocess.run(run_it, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
        say(f"== {name}: {time.monotonic() - begun:.0f} s")
    say(f"Failed: {', '.join(failed)}." if failed else "All passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
