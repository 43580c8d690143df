"""Which packs there are, as a manifest tells it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from engine_pack import manifest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.packs.manifest import read_manifest, this_platform
from app.core.packs.shelf import PackShelf, engine_version

ROW: dict[str, Any] = {
    "id": "cuda",
    "backend": "cuda",
    "platform": this_platform(),
    "engine": engine_version(),
    "url": "https://example.org/cuda.zip",
    "size": 300_000_000,
    "unpacked": 700_000_000,
    "sha256": "ab" * 32,
    "needs": {"en": 'A driver "550" or newer', "zh_CN": "驱动 550 或更新"},
}


def test_the_programs_own_manifest_is_read() -> None:
    assert read_manifest(paths.resources() / "packs.toml") == []


def test_what_packaging_writes_the_program_reads(tmp_path: Path) -> None:
    file = tmp_path / "packs.toml"
    file.write_text(manifest(ROW, ROW | {"id": "other"}), encoding="utf-8")
    first, second = read_manifest(file)
    assert (first.id, second.id) == ("cuda", "other")
    assert first.needs == ROW["needs"]
    assert tomllib.loads(file.read_text("utf-8"))["pack"][0] == ROW


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../cuda"},
        {"id": "Cuda"},
        {"sha256": "unpinned"},
        {"backend": "magic"},
        {"size": 0},
        {"size": "300"},
        {"size": True},
        {"unpacked": 2**60},
        {"url": 7},
        {"needs": {"en": 5}},
        {"licence": "MIT"},
    ],
)
def test_a_row_with_a_mistake_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    file = tmp_path / "packs.toml"
    file.write_text(manifest(ROW | change).replace("True", "true"), encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        read_manifest(file)
    assert refused.value.code == "packs_unreadable"


@pytest.mark.parametrize("text", ["version = 2", "version = 1\nmore = 1", "version", ""])
def test_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "packs.toml"
    file.write_text(text)
    with pytest.raises(UserFacingError):
        read_manifest(file)


def test_only_packs_for_this_computer_and_this_version_are_offered(tmp_path: Path) -> None:
    own = tmp_path / "engines"
    own.mkdir()
    ours = tmp_path / "packs.toml"
    rows = [
        ROW,
        ROW | {"id": "elsewhere", "platform": "plan9-mips"},
        ROW | {"id": "older", "engine": "0.0.1"},
    ]
    ours.write_text(manifest(*rows), encoding="utf-8")
    mine = ROW | {"url": "https://example.org/mine.zip"}
    (own / "manifest.toml").write_text(manifest(mine, mine | {"id": "mine"}), encoding="utf-8")
    packs = {pack.id: pack.url for pack in PackShelf(own, ours).published()}
    assert packs == {"cuda": ROW["url"], "mine": mine["url"]}  # the program's own counts
