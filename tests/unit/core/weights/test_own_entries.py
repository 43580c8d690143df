"""What a person adds to the catalogue is of the same kind as what the program brings."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.downloads import source_at
from app.core.weights.own_entries import OwnEntries

PLACE = "gentle/kind-gguf:kind-7b.Q5_K_M.gguf"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(paths.catalogue(), tmp_path)


@pytest.fixture
def own(catalogue: Catalogue, tmp_path: Path) -> OwnEntries:
    return OwnEntries(tmp_path, catalogue)


def test_a_file_on_a_hub_is_known_from_then_on(own: OwnEntries, catalogue: Catalogue) -> None:
    added = own.add(source_at(PLACE))
    assert catalogue.find("kind-7b.q5_k_m") == added
    assert added.own
    assert (added.availability, added.licence, added.context_length) == ("download", "", 0)
    (file,) = added.files
    assert (file.repository, file.name, file.quantization) == (
        "gentle/kind-gguf",
        "kind-7b.Q5_K_M.gguf",
        "Q5_K_M",
    )
    assert added.checked == datetime.now(UTC).date()
    assert own.add(source_at(PLACE)) == added


def test_a_file_the_program_knows_is_not_added_again(own: OwnEntries, catalogue: Catalogue) -> None:
    known = catalogue.find("qwen2.5-3b-instruct")
    file = known.files[0]
    assert own.add(source_at(f"{file.repository}:{file.name}")) == known
    assert not any(entry.own for entry in catalogue.all())


def test_a_copy_of_known_weights_takes_over_what_is_known_of_them(
    own: OwnEntries, catalogue: Catalogue
) -> None:
    kin = catalogue.find("soulchat2.0-qwen2-7b")
    added = own.add(source_at(PLACE), like=kin)
    assert added.id == "soulchat2.0-qwen2-7b-2"
    assert (added.style, added.licence, added.shape) == (kin.style, kin.licence, kin.shape)
    assert added.title("zh_CN") == "SoulChat 2.0（Qwen2-7B） · kind-7b.Q5_K_M"
    assert catalogue.find(added.id) == added


@pytest.mark.parametrize("id", ["mindchat-qwen2-4b", "soulchat-1.0", "demo"])
def test_whatever_is_written_is_read_back(own: OwnEntries, catalogue: Catalogue, id: str) -> None:
    copy = replace(catalogue.find(id), id="mine", own=True)
    own.keep(copy)
    assert catalogue.find("mine") == copy


def test_only_what_was_added_can_be_taken_away(own: OwnEntries, catalogue: Catalogue) -> None:
    added = own.add(source_at("https://example.org/files/kind%20one.gguf"))
    assert added.files[0].name == "kind one.gguf"
    assert own.remove(added.id)
    assert not own.remove(added.id)
    assert not own.remove("../demo")
    assert not own.remove("demo")
    assert catalogue.find("demo")


@pytest.mark.parametrize(
    "place",
    [
        "",
        "kind",
        "gentle/kind",
        "gentle/kind:kind.bin",
        "http://example.org/kind.gguf",
        "https:///kind.gguf",
        "https://[/kind.gguf",
        "../x:kind.gguf",
        "a/b:../kind.gguf",
    ],
)
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        source_at(place)
    assert refused.value.code == "source_unclear"
