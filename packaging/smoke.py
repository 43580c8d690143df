#!/usr/bin/env python3
r"""Look whether an installed or frozen program is whole, by using it as a person would.

    python3 packaging/smoke.py PROGRAM [--weights GGUF] [--without-avx]

PROGRAM is the terminal command of a bundle (on Windows ``bin\soulchat.exe``). It is driven from
outside, with an account's folder of its own: the window is shown, the engine loads and replies,
the journal is read back and is unreadable without its passphrase, the keyring is named, words
and letters of both languages are there, and nothing is written elsewhere.

With ``--without-avx`` it must reply as on a processor that has no AVX, which takes some minutes:
each instruction is emulated (as root; Debian: qemu-user, proot).

Each bundle's own script asks :func:`check` with what it installed: ``linux/verify.py``,
``windows/verify.py``.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from bundle import version
from console import FaultError, say
from verified import demo_weights

PASSPHRASE = "rain on tin roofs"
WORDS = "the tide at Skellig"
"""Said in the talk; must stand in no file afterwards."""

WITHOUT_AVX = ("proot", "-q", "qemu-x86_64 -cpu Nehalem")
"""Before a command: it and all that it starts run on an emulated processor of 2008, where AVX is
an illegal instruction. By itself qemu emulates one process, and lets go what that one starts."""
EMULATE_ALL = {"PROOT_FORCE_FOREIGN_BINARY": "1"}
"""In the environment, or proot lets programs for this computer's own kind of processor go, too."""

LANGUAGES = ("en", "zh_CN")
_UNLOCK = ("--profile", "Mira", "--passphrase-fd", "0")
_PLAIN = b"SQLite format 3\0"
_IN_CHINESE = {"ours": "关闭", "qt": "关闭"}
_PATIENCE = 1200.0


class Bundle(Protocol):
    """An installed program, and where it may leave something."""

    @property
    def home(self) -> Path:
        """The data home, as this computer names it."""

    @property
    def places(self) -> Sequence[Path]:
        """Folders in which a program could write: the account's, and the temporary one."""

    def run(self, *arguments: str, typed: str = "") -> str:
        """Run the terminal command to its end.

        Args:
            typed: its standard input.

        Returns:
            What it printed.

        Raises:
            FaultError: it ended with another status than 0.
        """


class HereInstalled:
    """A program of this computer's own system, with an account's folder of its own.

    Args:
        program: its terminal command.
        folder: empty; takes everything it writes.
        under: the beginning of the command line, such as an emulator.
    """

    def __init__(self, program: Path, folder: Path, under: Sequence[str] = ()) -> None:
        self._command = (*under, str(program))
        account, temporary = folder / "account", folder / "temporary"
        for made in (account, temporary):
            made.mkdir()
        self.home = folder / "account" / ".soulchat"
        self.places = (account, temporary)
        kept = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("XDG_", "PYTHON"))
        }
        self._environment = {
            **kept,
            **EMULATE_ALL,
            "HOME": str(account),
            "SOULCHAT_HOME": str(self.home),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        }
        if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & kept.keys():
            self._environment["QT_QPA_PLATFORM"] = "offscreen"

    def run(self, *arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=_PATIENCE,
        )
        if done.returncode:
            raise FaultError(f"{arguments} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done.stdout


def main(arguments: list[str]) -> int:
    """Look at one program; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", type=Path)
    parser.add_argument("--weights", type=Path, help="a GGUF; the demo weights, if left out")
    parser.add_argument("--without-avx", action="store_true", help="on an emulated processor")
    chosen = parser.parse_args(arguments)
    under = WITHOUT_AVX if chosen.without_avx else ()
    look = check_without_avx if chosen.without_avx else check
    with tempfile.TemporaryDirectory() as folder:
        try:
            weights = chosen.weights or demo_weights()
            bundle = HereInstalled(chosen.program.resolve(), Path(folder), under)
            look(bundle, str(weights), lambda name, seen: say(f"{name}: {seen}"))
        except FaultError as fault:
            say(f"\nNot whole: {fault}")
            return 1
    return 0


def check(
    bundle: Bundle,
    weights: str,
    told: Callable[[str, str], None],
    *,
    letters: Iterable[str] = LANGUAGES,
) -> None:
    """Use the program, and look at what it left.

    Args:
        weights: a GGUF, as the program finds it; it is copied into the data home.
        told: hears each thing that was seen: what, and how it was.
        letters: languages whose letters the system must be able to draw.

    Raises:
        FaultError: with the first thing that is not as it should be.
    """
    before = _files(bundle)
    said = bundle.run("--version").strip()
    _require(said == f"soulchat {version()}", f"it calls itself {said}")
    told("Version", said)
    bundle.run("weights", "import", "--copy", weights)
    _look_at_parts(json.loads(bundle.run("doctor", "--json")), told)
    _talk(bundle, told)
    _look_at_window(bundle, set(letters), told)
    strays = sorted(
        file for file in _files(bundle) - before if bundle.home not in Path(file).parents
    )
    _require(not strays, f"written outside the data home: {strays}")
    told("Written outside the data home", "nothing")


def check_without_avx(bundle: Bundle, weights: str, told: Callable[[str, str], None]) -> None:
    """Talk with a program that runs under :data:`WITHOUT_AVX`.

    Args:
        weights: as for :func:`check`.
        told: as for :func:`check`.

    Raises:
        FaultError: with the first thing that is not as it should be.
    """
    bundle.run("weights", "import", "--copy", weights)
    found = json.loads(bundle.run("doctor", "--json"))
    _require(not found["problems"], str(found["problems"]))
    features = found["llama"]["features"]
    _require(features and "AVX" not in features, f"AVX is in use, or nothing is: {features}")
    began = time.monotonic()
    reply = _reply(bundle, "--max-tokens", "24")
    took = f"{time.monotonic() - began:.0f} s, emulated"
    kernels = features.partition(":")[0].strip()
    told("Kernels chosen without AVX", f"{kernels}; a reply of {len(reply)} characters in {took}")


def _look_at_parts(found: dict[str, Any], told: Callable[[str, str], None]) -> None:
    _require(not found["problems"], str(found["problems"]))
    _require(found["llama"]["answers"], "the engine does not answer")
    told("Engine", found["llama"]["version"])
    told("Kernels chosen", found["llama"]["features"].partition(":")[0].strip())
    told("Qt, SQLCipher", f"{found['qt']}, {found['sqlcipher']}")
    _require(found["keyring"], "no keyring is named, not even that there is none")
    told("Keyring", found["keyring"])


def _talk(bundle: Bundle, told: Callable[[str, str], None]) -> None:
    told("A reply in the terminal", f"{len(_reply(bundle))} characters")
    listed = bundle.run("journal", "list", *_UNLOCK, typed=f"{PASSPHRASE}\n")
    _require(WORDS in listed, f"not in the journal: {listed}")
    journals = list(bundle.home.glob("profiles/*/journal.db"))
    _require(len(journals) == 1, f"journals: {journals}")
    secrets = [text.encode(code) for text in (WORDS, PASSPHRASE) for code in ("utf-8", "utf-16-le")]
    for file in (Path(each) for each in _files(bundle) if bundle.home in Path(each).parents):
        data = file.read_bytes()
        _require(not any(secret in data for secret in secrets), f"{file.name} tells")
        _require(file.suffix != ".db" or not data.startswith(_PLAIN), f"{file.name} is plain")
    told("Read back after a restart", "all there; no word of it in any file")


def _reply(bundle: Bundle, *options: str) -> str:
    """What a new profile is told to its first words."""
    bundle.run("profile", "create", "Mira", *_UNLOCK[2:], typed=f"{PASSPHRASE}\n")
    asked = ("chat", "--once", WORDS, *_UNLOCK, *options)
    reply = bundle.run(*asked, typed=f"{PASSPHRASE}\n").strip()
    _require(reply, "no reply")
    return reply


def _look_at_window(bundle: Bundle, letters: set[str], told: Callable[[str, str], None]) -> None:
    timed = json.loads(bundle.run("bench", "ui", "--runs", "3", "--json"))
    told("Window seen after, warm", f"{timed['window_visible_ms']['value'] / 1000:.1f} s")
    seen = json.loads(bundle.run("bench", "ui", "--once"))
    told("Memory of the window's process", f"{seen['memory'] / 1e6:.0f} MB")
    spoken = seen["spoken"]
    for whose, word in _IN_CHINESE.items():
        _require(spoken["zh_CN"][whose] == word, f"Chinese words, {whose}: {spoken}")
    told("Chinese words", "ours and Qt's")
    for language in sorted(letters):
        _require(spoken[language]["face"], f"no letters for {language}")
    faces = {language: spoken[language]["face"] or "none here" for language in LANGUAGES}
    told("Letters", ", ".join(f"{language}: {face}" for language, face in faces.items()))


def _files(bundle: Bundle) -> set[str]:
    return {
        str(file)
        for place in bundle.places
        for file in place.rglob("*")
        if file.is_file() and not file.is_symlink()
    }


def _require(held: object, otherwise: str) -> None:
    if not held:
        raise FaultError(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
