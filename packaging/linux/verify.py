#!/usr/bin/env python3
"""Install the .deb on a clean Debian 12, talk, remove it, and write down what was seen.

    sudo python3 packaging/linux/verify.py DEB [--weights GGUF] [--keep DIR]

The .rpm beside it is installed there too, by rpm, started and removed. The clean system is made by
debootstrap in a folder, and entered by chroot; the display, the keyboard and the screen reader are
this computer's (the Debian packages of test-packages.txt). What was verified goes into
packaging/VERIFIED.md. Needs root, for debootstrap and mounts.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import psutil
import smoke
from console import FaultError, say
from smoke import PASSPHRASE, WORDS
from verified import Section, demo_weights

from tests.support.desktop import Control, Desktop

SUITE = "bookworm"
PERSON = 1000
"""Whose the program runs as, by number: the first account that Debian makes."""
PACKAGE, WEIGHTS = "/srv/soulchat-desktop.deb", "/srv/demo.gguf"
_FOLDER = "soulchat 王 芳 "
"""Accounts have names that no program of ours may stumble over: Chinese, with a space."""


class CleanDebian:
    """A fresh Debian in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *command: str, user: int = 0) -> list[str]:
        """What runs a command inside."""
        whose = f"--userspec={user}:{user}", f"--groups={user}"
        return ["chroot", *whose, str(self.folder), *command]

    def run(self, *command: str, user: int = 0, typed: str = "", **environment: str) -> str:
        """Run a command inside; what it printed.

        Raises:
            FaultError: it ended with another status than 0.
        """
        done = subprocess.run(
            self.command(*command, user=user),
            env=self.environment(**environment),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            told = f"{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
            raise FaultError(f"{' '.join(command)} failed:\n{told}")
        return done.stdout

    @property
    def places(self) -> tuple[Path, ...]:
        """Where a program could write, beside the account's folder."""
        return (self.folder / "home", self.folder / "var" / "tmp")

    @staticmethod
    def environment(**more: str) -> dict[str, str]:
        """What a command inside gets."""
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        usual = {"PATH": path, "HOME": "/", "LC_ALL": "C.UTF-8"}
        return {**usual, "DEBIAN_FRONTEND": "noninteractive", **more}

    @classmethod
    @contextmanager
    def made(cls, folder: Path, mirror: str) -> Iterator["CleanDebian"]:
        """Make it, unless the folder holds one, and mount what programs expect."""
        if not (folder / "etc" / "debian_version").exists():
            subprocess.run(["debootstrap", "--variant=minbase", SUITE, folder, mirror], check=True)
        mounts = ("/proc", "/dev", "/dev/pts", "/tmp")
        try:
            for place in mounts:
                subprocess.run(["mount", "--bind", place, f"{folder}{place}"], check=True)
            debian = cls(folder)
            if not (folder / "home" / "person").exists():
                debian.run("useradd", "--create-home", "--uid", str(PERSON), "person")
            yield debian
        finally:
            for place in reversed(mounts):
                subprocess.run(["umount", "--lazy", f"{folder}{place}"], check=False)


class Installed:
    """The program inside, as smoke.py wants it.

    Args:
        account: empty folder of the person's under /tmp, which is the same inside.
        under: the beginning of the command line, such as an emulator. It runs as root: ours is a
            program that nobody else may look into.
    """

    def __init__(self, debian: CleanDebian, account: Path, under: Sequence[str] = ()) -> None:
        self._debian = debian
        self._user = 0 if under else PERSON
        self._account = account
        self._command = (*under, "/usr/bin/soulchat")
        self.home = account / ".local" / "share" / "soulchat"
        self.places = (account, *debian.places)

    def run(self, *arguments: str, typed: str = "") -> str:
        return self._debian.run(
            *(*self._command, *arguments),
            user=self._user,
            typed=typed,
            HOME=str(self._account),
            TMPDIR=str(self._account),
            QT_QPA_PLATFORM="offscreen",
            **smoke.EMULATE_ALL,
        )


def main(arguments: list[str]) -> int:
    """Verify one package; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path)
    parser.add_argument("--weights", type=Path, default=demo_weights())
    parser.add_argument("--keep", type=Path, help="where the clean system is, or is to stay")
    chosen = parser.parse_args(arguments)
    if os.geteuid():
        parser.error("this needs root")
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch) / "debian"
        section = Section("Linux, a clean Debian 12")
        try:
            with CleanDebian.made(folder.resolve(), _mirror()) as debian:
                _verify(debian, chosen.package, chosen.weights, section)
        except (FaultError, AssertionError) as fault:
            say(f"\nNot verified: {fault}")
            return 1
        section.write()
    return 0


def _verify(debian: CleanDebian, package: Path, weights: Path, section: Section) -> None:
    section.fact("System", f"Debian {(debian.folder / 'etc/debian_version').read_text().strip()}")
    section.fact("Host", f"{platform.machine()}, {os.cpu_count()} cores")
    section.file(package)
    shutil.copy(package, f"{debian.folder}{PACKAGE}")
    shutil.copy(weights, f"{debian.folder}{WEIGHTS}")
    debian.run("apt-get", "update")
    with section.timed("apt install ./soulchat-desktop.deb"):
        debian.run("apt-get", "install", "-y", PACKAGE)
    section.fact("Run as", f"an ordinary account, with data in a folder like {_FOLDER.strip()}")
    with _folder() as account:
        smoke.check(Installed(debian, account), WEIGHTS, section.fact)
    with _folder() as desk:
        home = _talk(debian, desk, section)
        # Only now, so that nothing they bring helps the program above.
        debian.run("apt-get", "install", "-y", "--no-install-recommends", "proot", "qemu-user")
        with _folder() as account:
            emulated = Installed(debian, account, smoke.WITHOUT_AVX)
            smoke.check_without_avx(emulated, WEIGHTS, section.fact)
        told = debian.run("apt-get", "remove", "-y", "soulchat-desktop")
        told += debian.run("apt-get", "purge", "-y", "soulchat-desktop")
        assert not (debian.folder / "usr/lib/soulchat").exists(), "the program is still there"
        assert list(home.glob("profiles/*/journal.db")), "the journal is gone"
        assert "~/.local/share/soulchat" in told, "nothing says where the journals are"
    section.fact("Removed and purged", "asks nothing; the journal stays, and it says where")
    _look_at_rpm(debian, package.with_suffix(".rpm"), section)


def _look_at_rpm(debian: CleanDebian, package: Path, section: Section) -> None:
    """Install it by rpm, which knows no package of Debian's, so what it requires is not asked."""
    inside = "/srv/soulchat-desktop.rpm"
    shutil.copy(package, f"{debian.folder}{inside}")
    debian.run("apt-get", "install", "-y", "--no-install-recommends", "rpm")
    debian.run("rpm", "--checksig", "--nosignature", inside)
    rpm = ("rpm", "--force-debian")
    debian.run(*rpm, "--install", "--nodeps", inside)
    with _folder() as account:
        said = Installed(debian, account).run("--version").strip()
    told = debian.run(*rpm, "--erase", "soulchat-desktop")
    assert not (debian.folder / "usr/lib/soulchat").exists(), "the program is still there"
    assert "~/.local/share/soulchat" in told, "nothing says where the journals are"
    size = f"{package.stat().st_size / 1e6:.1f} MB"
    section.fact(package.name, f"{size}, digests right; rpm installs it ({said}) and removes it")


def _talk(debian: CleanDebian, desk: Path, section: Section) -> Path:
    """Start, make a profile, talk, quit; the data home."""
    desktop = Desktop(desk, PERSON)
    home = desk / "desktop" / "xdg_data_home" / "soulchat"
    inside = {"HOME": str(desk / "desktop" / "home"), "XDG_DATA_HOME": str(home.parent)}
    debian.run("soulchat", "weights", "import", "--copy", WEIGHTS, user=PERSON, **inside)
    try:
        began = time.monotonic()
        program = subprocess.Popen(
            debian.command("/usr/bin/soulchat", user=PERSON), env=desktop.environment
        )
        desktop.wait_for(program, lambda control: control.name == "Begin" and _focused(control))
        section.fact(
            "Begin has the keyboard after, on a display", f"{time.monotonic() - began:.1f} s"
        )
        memory = psutil.Process(program.pid).memory_info().rss
        section.fact("Memory of that process", f"{memory / 1e6:.0f} MB")
        _first_start(desktop, program)
        desktop.type(WORDS)
        with section.timed("First reply"):
            desktop.press("Return")
            reply = desktop.wait_for(program, _has_reply).text or ""
        section.fact("A reply in the window", f"{len(reply)} characters on the page")
        desktop.press("ctrl+q")
        program.wait(30)
    finally:
        desktop.close()
    secrets = [WORDS.encode(), WORDS.encode("utf-16-le"), PASSPHRASE.encode()]
    for file in (file for file in home.rglob("*") if file.is_file()):
        assert not any(secret in file.read_bytes() for secret in secrets), f"{file.name} tells"
    strays = _strays(home, desk / "desktop", *debian.places)
    assert not strays, f"written outside the data home: {strays}"
    section.fact("After the talk", "no word of the talk in any file; nothing outside the data home")
    return home


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of the person's."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER, dir="/tmp") as folder:
        os.chown(folder, PERSON, PERSON)
        yield Path(folder)


def _first_start(desktop: Desktop, program: subprocess.Popen[bytes]) -> None:
    """From the welcome to the composer, by the keyboard alone."""
    desktop.press("Return")
    desktop.wait_for(program, lambda c: c.name == "Any name for you" and _focused(c))
    for words in ("Mira", PASSPHRASE, PASSPHRASE):
        desktop.type(words)
        desktop.press("Return")
    shown = desktop.wait_for(program, lambda c: c.name.startswith("Recovery code: "))
    code = shown.name.partition(": ")[2].split("-")
    desktop.wait_for(program, lambda c: c.name == "I wrote it down" and _focused(c))
    desktop.press("Return")
    for _group in range(2):
        field = desktop.wait_for(
            program, lambda c: c.name.startswith("Group ") and _focused(c) and not c.text
        )
        desktop.type(code[int(field.name.split()[1]) - 1])
        desktop.press("Return")
    while not any(_is_composer(c) for c in desktop.controls(program)):
        desktop.wait_for(program, lambda c: _focused(c) and c.role in {"push button", "text"})
        desktop.press("Return")
        time.sleep(0.5)


def _focused(control: Control) -> bool:
    return "focused" in control.states


def _is_composer(control: Control) -> bool:
    return control.name == "Your message" and "editable" in control.states


def _has_reply(control: Control) -> bool:
    said = f"You\n{WORDS}\nListener\n"
    return control.name == "Conversation" and bool((control.text or "").partition(said)[2].strip())


def _strays(home: Path, *places: Path) -> list[str]:
    """Files outside the data home that were not there before, and are not the desktop's own."""
    known = {".bash_logout", ".bashrc", ".profile", "told.log"}
    desktops = ("openbox", "dconf", "at-spi", "fontconfig", "mesa_shader_cache")
    return [
        str(file)
        for place in places
        for file in place.rglob("*")
        if file.is_file()
        and home not in file.parents
        and file.name not in known
        and not any(part.startswith(desktops) for part in file.parts)
    ]


def _mirror() -> str:
    """Where this computer gets its own Debian packages from."""
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", f"Codename: {SUITE}"],
        capture_output=True,
        text=True,
        check=True,
    )
    addresses = told.stdout.split()
    if not addresses:
        raise FaultError(f"This computer's apt has no source of Debian {SUITE}.")
    return addresses[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
