"""The virtual environments of a checkout: what the lock says, or made anew.

An environment is never repaired piecemeal. Its stamp is written last, so one that was
interrupted, or made for another lock, Python or place, is thrown away and made again: with
pip's cache that takes half a minute.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import engine_library
from console import CommandError, FaultError, run, say

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
PROJECT = ROOT / "pyproject.toml"
ENGINE = "llama-cpp-python"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
_COLLECTING = re.compile(r"Collecting |Processing ")
_NETWORK_FAULT = re.compile(
    r"from versions: none|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError"
    r"|ConnectionResetError|name resolution|Network is unreachable"
)


def pins() -> dict[str, str]:
    """The locked version of each package, by its name as constraints.txt writes it."""
    return dict(_PIN.findall(CONSTRAINTS.read_text(encoding="utf-8")))


def packages_under(heading: str) -> frozenset[str]:
    """The names of the packages that constraints.txt lists under ``# heading``."""
    _before, _, rest = CONSTRAINTS.read_text(encoding="utf-8").partition(f"# {heading}\n")
    return frozenset(name for name, _version in _PIN.findall(rest.partition("\n\n")[0]))


def cache_folder() -> Path:
    """This person's cache folder for what is made once on a computer."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "soulchat-dev"


@dataclass(frozen=True)
class Environment:
    """A virtual environment of this checkout.

    Attributes:
        folder: where it lies.
        left_out: packages of constraints.txt that it does without.
        recipe: how its llama.cpp is compiled, where none is given.
    """

    folder: Path
    left_out: frozenset[str] = frozenset()
    recipe: engine_library.Recipe = engine_library.NATIVE

    def command(self, name: str) -> Path:
        """The path of a command of this environment."""
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        return self.folder / scripts / (f"{name}.exe" if sys.platform == "win32" else name)

    @property
    def site_packages(self) -> Path:
        """The folder of the installed packages."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.folder)}))

    @property
    def _stamp_file(self) -> Path:
        return self.folder / "soulchat-stamp.json"

    def is_made(self, engine: str) -> bool:
        """Whether it is finished, and what it is to be; for ``engine`` see wanted_stamp."""
        return self.stamp() == self.wanted_stamp(engine)

    def stamp(self) -> dict[str, str]:
        """What the environment was made from; empty if it was not finished."""
        try:
            return dict(json.loads(self._stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def wanted_stamp(self, engine: str) -> dict[str, str]:
        """What it is to be made from.

        Args:
            engine: a wheel or an index given by the person; empty for the one compiled here.
        """
        project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
        shape = {
            "constraints": CONSTRAINTS.read_text(encoding="utf-8"),
            "project": [project["project"], project["build-system"]],
            "recipe": Path(__file__).read_text(encoding="utf-8"),
            "python": [sys.version, sys.base_prefix],
            "place": str(self.folder),
            "left_out": sorted(self.left_out),
        }
        packages = hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()
        compiled = engine_library.cache_key(pins()[ENGINE], self.recipe)
        source = f"given {engine}" if engine else compiled
        return {"packages": packages, "engine": source}

    def make(self, engine: str) -> None:
        """Make it from nothing.

        Args:
            engine: as for :meth:`wanted_stamp`.

        Raises:
            FaultError: with what to do about it.
        """
        if not importlib.util.find_spec("ensurepip"):
            raise FaultError(
                "This Python can't make virtual environments: a package is missing.\n"
                "On Debian and Ubuntu this installs it:\n  sudo apt-get install python3-venv"
            )
        cache = cache_folder()
        cache.mkdir(parents=True, exist_ok=True)
        with _alone(cache):
            if self.is_made(engine):
                return  # another start made it while we waited
            log = cache / "setup.log"
            log.write_text("", encoding="utf-8")
            say(f"Setting up {self.folder.name}: once, and again when its recipe changes.")
            try:
                self._install(engine, cache, log)
            except CommandError as error:
                if _NETWORK_FAULT.search(error.output):
                    raise FaultError(
                        "Something could not be downloaded. Is this computer connected to the "
                        "internet?\nWhere the registry is slow or closed, pip takes a mirror: "
                        f"pip config set global.index-url ADDRESS\nAll of it: {log}"
                    ) from error
                raise FaultError(f"{error}\nAll of it: {log}") from error
            self._stamp_file.write_text(json.dumps(self.wanted_stamp(engine)), encoding="utf-8")

    def _install(self, engine: str, cache: Path, log: Path) -> None:
        python = self.command("python")
        tools = calm_environment()
        if self.folder.exists():
            shutil.rmtree(self.folder)
        # Not sys.executable: that may be the very environment just removed.
        base = getattr(sys, "_base_executable", sys.executable)
        run(
            [base, "-m", "venv", self.folder],
            title="Making a Python environment",
            usual="a few seconds",
            log=log,
            environment=tools,
        )
        wanted = self.folder / "packages.txt"
        lines = self._without_engine()
        wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pip = [python, "-m", "pip", "install", "--no-deps"]
        run(
            [*pip, "--only-binary", ":all:", "-r", wanted],
            title=f"Installing {len(lines)} packages",
            usual="half a minute; the first time some 250 MB are downloaded",
            log=log,
            environment=tools,
            progress=_COLLECTING,
            total=len(lines),
        )
        version = pins()[ENGINE]
        if not engine:
            wheels = cache / "engine"
            wheel = engine_library.find(version, wheels, self.recipe) or engine_library.build(
                version, wheels, python, log, tools, recipe=self.recipe
            )
            source = [str(wheel)]
        elif engine.endswith(".whl"):
            source = [engine]
        else:
            source = ["--only-binary", ":all:", "--index-url", engine, f"{ENGINE}=={version}"]
        run(
            [*pip, *source],
            title="Installing llama.cpp",
            usual="a few seconds",
            log=log,
            environment=tools,
        )
        run(
            [*pip, "--no-build-isolation", "--editable", ROOT],
            title="Installing SoulChat itself",
            usual="a few seconds",
            log=log,
            environment=tools,
        )
        # The build backend lays a copy of our resources here, which would only grow old.
        shutil.rmtree(self.site_packages / "app", ignore_errors=True)
        run(
            [python, ROOT / "packaging" / "try_engine.py"],
            title="Trying llama.cpp with the demo weights",
            usual="a few seconds",
            log=log,
            environment=tools,
        )

    def _without_engine(self) -> list[str]:
        """The lines of constraints.txt to install here, but for the engine's own."""
        left_out = {*self.left_out, ENGINE}
        lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if (pin := _PIN.match(line)) and pin[1] not in left_out]


def calm_environment() -> dict[str, str]:
    """The environment for pip: nothing of the person's that would lead it elsewhere."""
    ours = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    theirs = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return {**theirs, **ours, "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Let one set-up of this account work at a time; where the system can't, all may."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    with (cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work; waiting for it to end.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
