"""Nothing is shipped without its licence notice, and each is what its package says today."""

import re

import bundle
import licences
import pytest


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    return licences.files()


def test_the_notices_are_those_of_what_is_installed(wanted):
    assert licences.differences(wanted) == [], "run packaging/licences.py"


def test_everything_that_runs_with_the_program_has_one(wanted):
    named = {part.name for part in licences.parts()}
    assert licences.shipped_packages() <= named
    assert {"cryptography", "keyring", "sqlcipher3", "colorama", "zipp"} <= named
    assert {"SQLCipher", "OpenSSL", "Argon2", "llama.cpp", "Python"} <= named
    assert not named & {"pytest", "ruff", "mypy", "hatchling"}, "only what is shipped"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("sqlcipher.txt", "ZETETIC LLC"),
        ("openssl.txt", "The OpenSSL Project Authors"),
        ("openssl.txt", "TERMS AND CONDITIONS FOR USE, REPRODUCTION"),
        ("pyside6-essentials.txt", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("pyside6-essentials.txt", "GNU GENERAL PUBLIC LICENSE"),
        ("pyside6-essentials.txt", "https://download.qt.io"),
        ("llama.cpp.txt", "The ggml authors"),
        ("cryptography.txt", "openssl 4"),
        ("numpy.txt", "OpenBLAS"),
        ("icu.txt", "Unicode, Inc."),
        ("gcc-s-runtime-libraries.txt", "GCC RUNTIME LIBRARY EXCEPTION"),
        ("gcc-s-runtime-libraries.txt", "GNU GENERAL PUBLIC LICENSE"),
        ("pyinstaller-loader.txt", "Bootloader Exception"),
        ("mingw-w64.txt", "winpthreads"),
        ("nsis.txt", "Special exception for LZMA"),
    ],
)
def test_what_a_wheel_leaves_out_is_there(wanted, file, words):
    assert words in wanted[file]


def test_every_library_that_a_bundle_brings_has_one(wanted):
    """Each stem that bundle.py takes from the system, and what it is called."""
    known = {
        "python": "Python", "ffi": "libffi", "ssl": "OpenSSL", "crypto": "OpenSSL",
        "gomp": "GCC's runtime libraries", "bz2": "bzip2", "lzma": "XZ Utils (liblzma)",
        "expat": "Expat", "uuid": "libuuid", "Qt6": "pyside6-essentials",
        "pyside6": "pyside6-essentials", "shiboken6": "shiboken6", "icu": "ICU",
        "ggml": "llama.cpp", "llama": "llama.cpp",
    }  # fmt: skip
    (stems,) = re.findall(r"\((.+)\)", bundle._BROUGHT.pattern)
    named = {part.name for part in licences.parts()}
    assert {known[stem] for stem in stems.split("|")} <= named
    assert {"PyInstaller (loader)", "YAJL", "NSIS", "mingw-w64"} <= named


def test_a_notice_that_is_missing_changed_or_left_over_is_named(wanted):
    changed = {**wanted, "new-package.txt": "", "openssl.txt": "another"}
    del changed["zipp.txt"]
    assert licences.differences(changed) == ["new-package.txt", "openssl.txt", "zipp.txt"]
