#!/usr/bin/env python3
"""Install the Setup under Wine, talk, look at the window, remove it; write down what was seen.

    python3 packaging/windows/verify.py SETUP [--weights GGUF] [--pictures DIR]

Wine is not Windows: what passes here is the Setup, the launchers, the layout, the engine, the
journal and the window; nothing is said about SmartScreen or antivirus programs. What Wine 8 lacks
stands in as a double (packaging/windows/doubles), compiled here and never shipped. Debian:
wine64, gcc-mingw-w64-x86-64-posix, xvfb, xdotool, imagemagick.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import smoke
from console import FaultError, say
from smoke import PASSPHRASE
from verified import Section, demo_weights

_DOUBLES = Path(__file__).resolve().parent / "doubles"
_COMPILER = "x86_64-w64-mingw32-gcc-posix"
_WINE = shutil.which("wine64") or "/usr/lib/wine/wine64"
_SERVER = Path(_WINE).with_name("wineserver64")
_PATIENCE = 600.0
_ACCOUNT = "王 芳"
"""Chinese, with a space: so is every path to the program, the journal and the weights."""
_AVX = re.compile(r"\tv[a-z0-9]+ ")
"""An instruction with a VEX or EVEX prefix, as objdump writes it."""
_COLOURS = 30
"""A picture with fewer shows no page with words on it."""
_ANOTHER = 20_000
"""Points that differ between two pages; a caret or a word typed changes a few hundred."""
_SETTLED = 10.0
"""Seconds until a page that begins to show is whole."""

T = TypeVar("T")


class Wine:
    """A Windows of Wine's, in a folder.

    Args:
        display: of the X server that shows its windows.
    """

    def __init__(self, folder: Path, display: str) -> None:
        self.drive = folder / "drive_c"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "DISPLAY": display,
            "USER": _ACCOUNT,
            "LC_ALL": "C.UTF-8",
        }
        self.run("wineboot", "--init")
        for source in sorted(_DOUBLES.glob("*.c")):
            target = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            subprocess.run(
                [_COMPILER, "-shared", "-Os", "-s", source, "-o", target, "-ladvapi32"],
                check=True,
            )

    def run(self, *command: str) -> str:
        """Run a Windows program to its end; what it printed.

        Raises:
            FaultError: it ended with another status than 0.
        """
        done = subprocess.run(
            [_WINE, *command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE,
        )
        if done.returncode:
            told = f"{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
            raise FaultError(f"{' '.join(command)} ended with {done.returncode}:\n{told}")
        return done.stdout

    def registered(self, key: str) -> str:
        """A key of this account's registry with all below it; empty where there is none."""
        try:
            return self.run("reg", "query", rf"HKCU\{key}", "/s")
        except FaultError:
            return ""

    def close(self) -> None:
        """End what still runs."""
        subprocess.run([_SERVER, "--kill"], env=self.environment, check=False)


class Installed:
    """The program inside, as smoke.py wants it."""

    def __init__(self, wine: Wine) -> None:
        self._wine = wine
        self._local = wine.drive / "users" / _ACCOUNT / "AppData" / "Local"
        self.folder = self._local / "Programs" / "SoulChat"
        self.home = self._local / "soulchat"
        self.places = (wine.drive / "users", wine.drive / "windows" / "temp")

    def run(self, *arguments: str, typed: str = "") -> str:
        """Run the terminal command.

        Wine gives no file of ours to a program as its input, so cmd opens one.
        """
        (self._wine.drive / "typed.txt").write_text(typed, encoding="utf-8")
        script = self._wine.drive / "once.bat"
        words = " ".join(f'"{each}"' for each in arguments)
        command = rf'"%LOCALAPPDATA%\Programs\SoulChat\bin\soulchat.exe" {words}'
        script.write_text(f"@echo off\r\n{command} < C:\\typed.txt\r\nexit %ERRORLEVEL%\r\n")
        return self._wine.run("cmd", "/c", r"C:\once.bat")

    @contextmanager
    def window(self) -> Iterator[None]:
        """The program as a double click starts it, while this lasts."""
        started = subprocess.Popen(
            [_WINE, str(self.folder / "SoulChat.exe")],
            env=self._wine.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            self._wine.close()
            started.wait()


def main(arguments: list[str]) -> int:
    """Verify one Setup; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("setup", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--pictures", type=Path, help="keep the pictures of the window here")
    chosen = parser.parse_args(arguments)
    section = Section("Windows, under Wine")
    with tempfile.TemporaryDirectory() as folder, _display() as display:
        pictures = chosen.pictures or Path(folder)
        pictures.mkdir(parents=True, exist_ok=True)
        wine = Wine(Path(folder) / "prefix", display)
        try:
            _verify(wine, chosen.setup, chosen.weights or demo_weights(), section, pictures)
        except (AssertionError, FaultError, subprocess.SubprocessError) as fault:
            say(f"\nNot verified: {fault}")
            return 1
        finally:
            wine.close()
    section.write()
    return 0


def _verify(wine: Wine, setup: Path, weights: Path, section: Section, pictures: Path) -> None:
    told = subprocess.run([_WINE, "--version"], capture_output=True, text=True, check=True)
    section.fact("System", f"Wine {told.stdout.strip().removeprefix('wine-')}, not Windows")
    section.file(setup)
    section.fact("Account", f"C:\\Users\\{_ACCOUNT}")
    shutil.copy(weights, wine.drive / "demo.gguf")
    _refuses_the_folder_of_others(wine, setup)
    with section.timed("Silent installation"):
        wine.run(str(setup.resolve()), "/S")
    installed = Installed(wine)
    assert (installed.folder / "SoulChat.exe").exists(), "nothing was installed"
    assert list(wine.drive.glob("users/*/AppData/**/SoulChat.lnk")), "no entry in the start menu"
    opens = wine.registered(r"Software\Classes")
    assert '--open "%1"' in opens, opens
    assert ".age" in opens, opens
    section.fact("A double click on a sealed file", "opens it with the installed program")
    smoke.check(installed, r"C:\demo.gguf", section.fact, letters=("en",))
    _reply_without_avx(wine, installed, section)
    _look_at_window(wine, installed, setup, section, pictures)
    wine.run(str(installed.folder / "Uninstall.exe"), "/S", *_in_place(wine, installed))
    assert not (installed.folder / "python").exists(), "the program is still there"
    left = wine.registered(r"Software\Classes") + wine.registered(r"Software\SoulChat")
    assert "SoulChat" not in left, left
    assert list(installed.home.glob("profiles/*/journal.db")), "the journal is gone"
    section.fact("Silent removal", "program and registry entries are gone, the journal stays")


def _reply_without_avx(wine: Wine, installed: Installed, section: Section) -> None:
    """Let it reply with the kernels for processors without AVX alone, which hold none of it.

    That it chooses them there by itself is tried on Linux (linux/verify.py).
    """
    libraries = installed.folder / "packages" / "llama_cpp" / "lib"
    kernels = set(libraries.glob("ggml-cpu-*.dll"))
    plain = {libraries / f"ggml-cpu-{variant}.dll" for variant in ("x64", "sse42")}
    assert plain < kernels, "no kernels for processors without AVX"
    assert _has_avx(libraries / "ggml-cpu-haswell.dll"), "AVX is not seen where it is"
    for file in {*libraries.glob("*.dll")} - (kernels - plain):
        assert not _has_avx(file), f"{file.name} holds AVX instructions"
    aside = wine.drive / "aside"
    aside.mkdir()
    for file in kernels - plain:
        file.rename(aside / file.name)
    found = json.loads(installed.run("doctor", "--json"))["llama"]
    chosen = found["features"].partition(":")[0]
    assert found["answers"], "no answer without AVX"
    assert chosen in ("x64", "sse42"), chosen
    for file in kernels - plain:
        (aside / file.name).rename(file)
    section.fact("With the kernels without AVX alone", f"{chosen} answers; no such instruction")


def _has_avx(library: Path) -> bool:
    told = subprocess.run(
        [_COMPILER.replace("gcc-posix", "objdump"), "-d", library],
        capture_output=True,
        text=True,
        check=True,
    )
    return bool(_AVX.search(told.stdout))


def _refuses_the_folder_of_others(wine: Wine, setup: Path) -> None:
    theirs = wine.drive / "Theirs" / "python" / "homework.py"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("pass")
    try:
        wine.run(str(setup.resolve()), "/S", r"/D=C:\Theirs")
    except FaultError:
        assert theirs.exists(), "it emptied a folder that is not ours"
        assert len(list(theirs.parents[1].iterdir())) == 1, "it installed there all the same"
    else:
        raise FaultError("it installed into a folder that holds something else")


def _look_at_window(
    wine: Wine, installed: Installed, setup: Path, section: Section, pictures: Path
) -> None:
    """Start it as a double click does, unlock with the keyboard, and take pictures."""
    with installed.window():
        began = time.monotonic()
        window = _until(lambda: _xdotool(wine, "search", "--onlyvisible", "--name", "^SoulChat$"))
        _until(lambda: _colours(wine, pictures / "locked.png") >= _COLOURS)
        section.fact("Window on a display after", f"{time.monotonic() - began:.1f} s")
        _xdotool(wine, "windowfocus", window.split()[0])
        _xdotool(wine, "type", "--delay", "50", PASSPHRASE)
        _xdotool(wine, "key", "Return")
        _until(lambda: _changed(wine, pictures / "locked.png", pictures / "open.png") > _ANOTHER)
        time.sleep(_SETTLED)
        _colours(wine, pictures / "open.png")
        section.fact("Unlocked by the keyboard", "another page is shown")
        before = {file: file.stat().st_mtime for file in installed.folder.rglob("*")}
        removal = [str(installed.folder / "Uninstall.exe"), "/S", *_in_place(wine, installed)]
        for command in ([str(setup.resolve()), "/S"], removal):
            try:
                wine.run(*command)
            except FaultError:
                continue
            raise FaultError(f"{command[0]} did not mind that the program is open")
        assert before == {file: file.stat().st_mtime for file in installed.folder.rglob("*")}
        section.fact("Setup and removal while it is open", "are refused; no file is touched")


def _changed(wine: Wine, before: Path, target: Path) -> int:
    """Take a picture; how many of its points are others than in one before."""
    _colours(wine, target)
    told = subprocess.run(
        ["compare", "-metric", "AE", before, target, "null:"],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return int(float(told.stderr or 0))


def _colours(wine: Wine, target: Path) -> int:
    """Take a picture of the whole display; how many colours it has."""
    told = subprocess.run(
        ["import", "-window", "root", target],
        env=wine.environment,
        check=False,
    )
    if told.returncode:
        return 0
    counted = subprocess.run(
        ["identify", "-format", "%k", target], capture_output=True, text=True, check=True
    )
    return int(counted.stdout)


def _xdotool(wine: Wine, *arguments: str) -> str:
    done = subprocess.run(
        ["xdotool", *arguments], env=wine.environment, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _until(seen: Callable[[], T]) -> T:
    """What is seen, once it is something.

    Raises:
        FaultError: it never was.
    """
    deadline = time.monotonic() + _PATIENCE
    while not (found := seen()):
        if time.monotonic() > deadline:
            raise FaultError("what was waited for never came")
        time.sleep(0.5)
    return found


@contextmanager
def _display() -> Iterator[str]:
    """An X server with nothing else on it; its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _in_place(wine: Wine, installed: Installed) -> list[str]:
    """Has the uninstaller wait for its own end, instead of copying itself away.

    NSIS takes all that follows for one path, so no quotes may come with its spaces.
    """
    inside = str(installed.folder.relative_to(wine.drive)).replace("/", "\\")
    return f"_?=C:\\{inside}".split(" ")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except FaultError as fault:
        sys.exit(str(fault))
