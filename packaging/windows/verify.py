#!/usr/bin/env python3
"""Install the Setup under Wine, talk in its terminal, remove it, and write down what was seen.

    python3 packaging/windows/verify.py SETUP [--weights GGUF]

Wine is not Windows: what passes here is the Setup, the launchers, the layout, the engine and the
journal; nothing is said about SmartScreen or antivirus programs. What Wine 8 lacks stands in
as a double (packaging/windows/doubles), compiled here and never shipped. Debian: wine64,
gcc-mingw-w64-x86-64-posix.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from console import FaultError, say
from verified import Section, demo_weights

PASSPHRASE = "rain on tin roofs"
WORDS = "the tide at Skellig"
"""Said in the talk; must stand in no file afterwards."""

_DOUBLES = Path(__file__).resolve().parent / "doubles"
_COMPILER = "x86_64-w64-mingw32-gcc-posix"
_WINE = shutil.which("wine64") or "/usr/lib/wine/wine64"
_PATIENCE = 600.0


class Wine:
    """A Windows of Wine's, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "drive_c"
        self._environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
        }
        self.run("wineboot", "--init")
        for source in sorted(_DOUBLES.glob("*.c")):
            target = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            subprocess.run(
                [_COMPILER, "-shared", "-Os", "-s", source, "-o", target, "-ladvapi32"],
                check=True,
            )

    def run(self, *command: str) -> str:
        """Run a Windows program to its end; what it printed."""
        done = subprocess.run(
            [_WINE, *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=_PATIENCE,
        )
        return done.stdout

    def soulchat(self, arguments: str) -> str:
        """Run the installed program's own command; it reads the passphrase from its input.

        Wine gives no file of ours to a program as its input, so cmd opens it.
        """
        script = self.drive / "once.bat"
        line = rf'"%LOCALAPPDATA%\Programs\SoulChat\bin\soulchat.exe" {arguments} < C:\key.txt'
        script.write_text(f"@echo off\r\n{line}\r\n")
        return self.run("cmd", "/c", r"C:\once.bat")

    def close(self) -> None:
        """End what still runs."""
        server = Path(_WINE).with_name("wineserver64")
        subprocess.run([server, "--kill"], env=self._environment, check=False)


def main(arguments: list[str]) -> int:
    """Verify one Setup; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("setup", type=Path)
    parser.add_argument("--weights", type=Path, default=demo_weights())
    chosen = parser.parse_args(arguments)
    section = Section("Windows, under Wine")
    with tempfile.TemporaryDirectory() as folder:
        wine = Wine(Path(folder) / "prefix")
        try:
            _verify(wine, chosen.setup, chosen.weights, section)
        except (AssertionError, subprocess.SubprocessError) as fault:
            say(f"\nNot verified: {fault}")
            return 1
        finally:
            wine.close()
    section.write()
    return 0


def _verify(wine: Wine, setup: Path, weights: Path, section: Section) -> None:
    told = subprocess.run([_WINE, "--version"], capture_output=True, text=True, check=True)
    section.fact("System", f"Wine {told.stdout.strip().removeprefix('wine-')}, not Windows")
    section.file(setup)
    (wine.drive / "key.txt").write_text(f"{PASSPHRASE}\n")
    shutil.copy(weights, wine.drive / "demo.gguf")
    with section.timed("Silent installation"):
        wine.run(str(setup.resolve()), "/S")
    local = next(wine.drive.glob("users/*/AppData/Local"))
    program, home = local / "Programs" / "SoulChat", local / "soulchat"
    assert (program / "SoulChat.exe").exists(), "nothing was installed"
    assert list(wine.drive.glob("users/*/AppData/**/SoulChat.lnk")), "no entry in the start menu"
    section.fact("Version", wine.soulchat("--version").strip())
    assert "Ready" in (said := wine.soulchat(r"weights import --copy C:\demo.gguf")), said
    doctor = wine.soulchat("doctor")
    for name in ("Qt", "llama.cpp", "SQLCipher", "Keyring"):
        (line,) = [one for one in doctor.splitlines() if one.startswith(f"{name}: ")]
        assert "missing" not in line, doctor
        section.fact(name, line.partition(": ")[2])
    key = "--profile Mira --passphrase-fd 0"
    created = wine.soulchat("profile create Mira --passphrase-fd 0")
    assert "recovery code" in created, created
    with section.timed("Start, unlock, and a reply in the terminal"):
        reply = wine.soulchat(f'chat --once "{WORDS}" {key}').strip()
    assert reply, "no reply"
    assert "wrong" not in reply, reply
    section.fact("The reply", f"{len(reply)} characters")
    listed = wine.soulchat(f"journal list {key}")
    assert WORDS in listed, listed
    for file in (file for file in home.rglob("*") if file.is_file()):
        assert WORDS.encode() not in file.read_bytes(), f"{file.name} tells"
    section.fact("Read back after a restart", "all there; no word of it in any file")
    wine.run(str(program / "Uninstall.exe"), "/S", rf"_?={_windows_path(wine, program)}")
    assert not (program / "python").exists(), "the program is still there"
    assert list(home.glob("profiles/*/journal.db")), "the journal is gone"
    section.fact("Silent removal", "the program is gone, the journal stays")


def _windows_path(wine: Wine, place: Path) -> str:
    inside = str(place.relative_to(wine.drive)).replace("/", "\\")
    return f"C:\\{inside}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except FaultError as fault:
        sys.exit(str(fault))
