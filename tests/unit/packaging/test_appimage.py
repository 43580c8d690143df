"""The AppDir: it starts the program wherever it is unpacked, and tells the desktop of it."""

import shutil
import subprocess
from pathlib import Path

import bundle
import PySide6
import pytest
from linux import appimage

ROOM = "a place with spaces"


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder like a frozen one: a program that says how it was started, and Qt's plug-in."""
    folder = tmp_path / "soulchat"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "soulchat"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    program.chmod(0o755)
    plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    shutil.copy2(plugin, folder / "_internal")
    qt = plugin.parents[2] / "lib" / "libQt6XcbQpa.so.6"
    shutil.copy2(qt, folder / "_internal")
    return folder


def test_squashed_and_unpacked_elsewhere_it_starts_with_what_it_was_given(
    frozen: Path, tmp_path: Path
) -> None:
    made = appimage.make_appdir(frozen, bundle.version(), tmp_path / "SoulChat.AppDir")
    squashed = appimage.squash(made, tmp_path / "SoulChat.squashfs", None)
    elsewhere = tmp_path / ROOM
    unpack = ["unsquashfs", "-no-progress", "-quiet", "-dest", elsewhere, squashed]
    subprocess.run(unpack, check=True)
    started = subprocess.run(
        [elsewhere / "AppRun", "--open", "a b.age"], capture_output=True, text=True, check=True
    )
    program = elsewhere / "usr" / "lib" / "soulchat" / "soulchat"
    assert started.stdout.splitlines() == [str(program), "--open", "a b.age"]
    told = ["desktop-file-validate", elsewhere / "org.soulchat.SoulChat.desktop"]
    subprocess.run(told, check=True)
    assert (elsewhere / ".DirIcon").read_bytes().startswith(b"<svg")


def test_it_brings_what_small_desktops_lack_and_nothing_of_the_display_server(
    frozen: Path, tmp_path: Path
) -> None:
    made = appimage.make_appdir(frozen, bundle.version(), tmp_path / "SoulChat.AppDir")
    brought = {file.name for file in (made / "usr/lib/soulchat/_internal").iterdir()}
    assert "libxcb-cursor.so.0" in brought
    assert not {"libxcb.so.1", "libX11.so.6"} & brought


def test_a_runtime_stands_before_it(frozen: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF runtime")
    made = appimage.make_appdir(frozen, bundle.version(), tmp_path / "SoulChat.AppDir")
    image = appimage.squash(made, tmp_path / "SoulChat.AppImage", runtime)
    assert image.read_bytes().startswith(b"\x7fELF runtimehsqs")
    assert image.stat().st_mode & 0o100
