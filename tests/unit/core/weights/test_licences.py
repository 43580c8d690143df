"""A licence is asked for once, and again when it is another one."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import Entry
from app.core.weights.licences import Licences


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    return Catalogue(paths.catalogue(), tmp_path).find("mindchat-qwen2-4b")


def test_what_was_accepted_stays_accepted(tmp_path: Path, entry: Entry) -> None:
    file = tmp_path / "licences.toml"
    assert not Licences(file).accepted(entry)
    Licences(file).accept(entry)
    Licences(file).accept(replace(entry, id="another"))
    assert Licences(file).accepted(entry)
    assert not Licences(file).accepted(replace(entry, licence="Apache-2.0"))
    assert not Licences(file).accepted(replace(entry, licence_link="https://example.org"))


@pytest.mark.parametrize("text", ["version = 9", "not toml [", "version = 1\naccepted = 3"])
def test_what_cannot_be_read_is_asked_for_once_more(
    tmp_path: Path, entry: Entry, text: str
) -> None:
    file = tmp_path / "licences.toml"
    file.write_text(text, "utf-8")
    assert not Licences(file).accepted(entry)
    Licences(file).accept(entry)
    assert Licences(file).accepted(entry)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, entry: Entry) -> None:
    with pytest.raises(UserFacingError) as refused:
        Licences(tmp_path / "gone" / "licences.toml").accept(entry)
    assert refused.value.code == "weights_folder_unwritable"
