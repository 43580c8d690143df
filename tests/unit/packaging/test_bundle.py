"""What is shipped to people who have no Python, and what their system must have."""

import os
import subprocess
from pathlib import Path

import bundle
import PySide6
import pytest
import verified
from console import FaultError
from environment import ROOT, packages_under
from linux import package

from app.core.executable import command
from app.core.transfer import sealed


@pytest.mark.parametrize(
    "place",
    [
        "libX11.so.6",
        "libstdc++.so.6",
        "libgtk-3.so.0",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "babel/locale-data/fr.dat",
        "PySide6/Qt/translations/qtbase_fr.qm",
    ],
)
def test_what_the_system_has_and_nobody_needs_stays_out(place: str) -> None:
    assert not bundle.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "libpython3.11.so.1.0",
        "libgomp.so.1",
        "libcrypto.so.3",
        "libQt6Core.so.6",
        "llama_cpp/lib/libggml-cpu-haswell.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "babel/locale-data/zh_Hans_CN.dat",
        "resources/safety/helplines.toml",
        "resources/translations/zh_CN/LC_MESSAGES/soulchat.mo",
    ],
)
def test_what_the_program_runs_on_is_shipped(place: str) -> None:
    assert bundle.is_wanted(place)


def test_every_file_the_program_reads_goes_where_it_looks_for_it() -> None:
    places = {f"{folder}/{Path(file).name}" for file, folder in bundle.our_files(ROOT)}
    assert "resources/safety/helplines.toml" in places
    assert "resources/translations/zh_CN/LC_MESSAGES/soulchat.mo" in places
    assert "models/catalogue/demo.toml" in places
    assert not [place for place in places if "screenshots" in place or place.endswith(".po")]
    assert [place for place in places if not bundle.is_wanted(place)] == []


def test_no_tool_of_the_tests_is_frozen() -> None:
    left_out = packages_under("The tests")
    assert {"pytest", "mypy", "ruff"} <= left_out
    assert not {"sqlalchemy", "hatchling", "lazy-importer"} & left_out


def test_the_libraries_a_program_wants_are_found_and_have_a_package() -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    wanted = package.needed_libraries(qt / "plugins" / "platforms")
    assert "libxcb.so.1" in wanted
    assert not any(name.startswith("libc.so") for name in wanted)
    needed, _may = package.debian_packages({"libxcb.so.1", "libX11.so.6", "libcups.so.2"})
    assert needed == ["libx11-6", "libxcb1"]
    with pytest.raises(FaultError, match=r"libstrange\.so\.1"):
        package.debian_packages({"libstrange.so.1"})


def test_the_oldest_c_library_is_read_from_the_files() -> None:
    major, minor = package.glibc_floor(Path(PySide6.__file__).parent / "Qt" / "lib").split(".")
    assert (2, 17) <= (int(major), int(minor)) < (3, 0)


def test_the_desktop_is_told_in_its_own_words(tmp_path: Path) -> None:
    package.fill_share(tmp_path, bundle.version())
    told = [
        ["desktop-file-validate", *tmp_path.rglob("*.desktop")],
        ["appstreamcli", "validate", "--no-net", *tmp_path.rglob("*.metainfo.xml")],
        ["mandoc", "-T", "lint", "-W", "style", *tmp_path.rglob("soulchat.1")],
    ]
    for asked in told:
        assert len(asked) > 1
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert "error" not in done.stdout
    assert f"SoulChat {bundle.version()}" in (tmp_path / "man/man1/soulchat.1").read_text()


def test_a_sealed_file_is_known_and_opened_by_the_program(tmp_path: Path) -> None:
    share = tmp_path / "share"
    package.fill_share(share, bundle.version())
    subprocess.run(["update-mime-database", share / "mime"], check=True)
    subprocess.run(["update-desktop-database", share / "applications"], check=True)
    for beginning in sealed.AGE_BEGINNINGS:
        (tmp_path / "letter").write_bytes(beginning + b"\n")
        told = subprocess.run(
            ["gio", "info", "-a", "standard::content-type", tmp_path / "letter"],
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": str(share)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "application/x-age-encryption" in told.stdout
    known = (share / "applications" / "mimeinfo.cache").read_text()
    assert "application/x-age-encryption=org.soulchat.SoulChat.desktop" in known
    started = (share / "applications" / "org.soulchat.SoulChat.desktop").read_text()
    assert "Exec=soulchat --open %f" in started


def test_the_manual_page_names_every_command() -> None:
    page = (ROOT / "packaging/linux/soulchat.1").read_text()
    told = subprocess.run(
        command("--help"),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    commands = [line.split()[0] for line in told.stdout.splitlines() if line.startswith("    ")]
    assert "chat" in commands
    named = [line.removeprefix(".B ") for line in page.splitlines() if line.startswith(".B ")]
    assert [command for command in commands if command.isalpha() and command not in named] == []


def test_what_is_seen_anew_takes_the_place_of_what_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified, "PAGE", tmp_path / "VERIFIED.md")
    for seen in ("old", "new"):
        section = verified.Section("Linux")
        section.fact("Reply", seen)
        section.write()
    verified.Section("Windows").write()
    page = verified.PAGE.read_text()
    assert "| Reply | new |" in page
    assert "old" not in page
    assert page.index("## Linux") < page.index("## Windows")
