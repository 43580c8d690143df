"""What Qt would miss is named, with the command that brings it, before Qt aborts."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
import qt_libraries

TEST_PACKAGES = Path(qt_libraries.__file__).with_name("linux") / "test-packages.txt"
PLATFORMS = ("xcb", "wayland", "offscreen")
EVERYWHERE = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+))\.so\.\d+$")


@pytest.fixture
def qt() -> Path:
    found = importlib.util.find_spec("PySide6")
    assert found
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "Qt"


def test_a_library_that_is_gone_is_found_missing(tmp_path: Path) -> None:
    gone, wants_it = tmp_path / "libgone.so.1", tmp_path / "libqxcb.so"
    compile_it = ["cc", "-shared", "-x", "c", "/dev/null", "-x", "none", "-Wl,--no-as-needed"]
    subprocess.run([*compile_it, "-o", gone, "-Wl,-soname,libgone.so.1"], check=True)
    subprocess.run([*compile_it, "-o", wants_it, gone, f"-Wl,-rpath,{tmp_path}"], check=True)
    assert qt_libraries.missing([wants_it]) == []
    gone.unlink()
    assert qt_libraries.missing([wants_it]) == ["libgone.so.1"]


def test_each_missing_library_is_named_once() -> None:
    output = """/x/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f)
/x/libQt6Widgets.so.6:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""
    assert qt_libraries.not_found(output) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_the_advice_is_one_command() -> None:
    advice = qt_libraries.advice(["libEGL.so.1", "libxcb-cursor.so.0", "libunheard-of.so.9"])
    assert "libunheard-of.so.9" in advice
    assert advice.endswith("sudo apt-get install libegl1 libxcb-cursor0")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_this_machine_lacks_nothing(qt: Path, platform: str) -> None:
    files = qt_libraries.files_of(qt, platform)
    assert [file for file in files if not file.exists()] == []
    assert qt_libraries.missing(files) == []


def test_the_package_of_every_library_is_known(qt: Path) -> None:
    files = {*(qt / "lib").glob("*.so*"), *qt.glob("plugins/*/*.so")}
    brought_along = {file.name for file in qt.parents[1].rglob("*.so*")}
    loaded = [file for platform in PLATFORMS for file in qt_libraries.files_of(qt, platform)]
    wanted: set[str] = set()
    while loaded:
        answer = subprocess.run(
            ["readelf", "-d", loaded.pop()], capture_output=True, text=True, check=False
        )
        new = set(re.findall(r"\(NEEDED\).*\[(.+)\]", answer.stdout)) - wanted
        wanted |= new
        loaded += [file for file in files if file.name in new]
    theirs = {name for name in wanted - brought_along if not EVERYWHERE.match(name)}
    assert theirs
    assert theirs - set(qt_libraries.DEBIAN_PACKAGES) == set()


def test_the_tests_bring_every_package_of_the_list() -> None:
    listed = {line.strip() for line in TEST_PACKAGES.read_text().splitlines()}
    assert {*qt_libraries.DEBIAN_PACKAGES.values()} - listed == set()


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "vnc"),
    ],
)
def test_the_platform_is_the_one_qt_takes(environment: dict[str, str], platform: str) -> None:
    assert qt_libraries.platform_for(environment) == platform
