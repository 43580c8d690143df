"""The catalogue says only what is known, and a file that is wrong is refused by name."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.prompts.styles import style_names
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import UNPINNED, Entry, read_entry

SHIPPED = sorted(paths.catalogue().glob("*.toml"))
NAMED_BY_THE_ISSUE = {
    "soulchat-1.0",
    "soulchat2.0-qwen2-7b",
    "soulchat2.0-llama-3.1-8b",
    "soulchat2.0-internlm2-7b",
    "soulchat2.0-yi-1.5-9b",
    "soulchat2.0-glm-4-9b",
    "soulchat2.0-baichuan2-7b",
    "mindchat-qwen2-4b",
    "qwen2.5-0.5b-instruct",
    "qwen2.5-1.5b-instruct",
    "qwen2.5-3b-instruct",
    "qwen2.5-7b-instruct",
    "demo",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(paths.catalogue(), tmp_path)


def table() -> dict[str, Any]:
    return tomllib.loads((paths.catalogue() / "mindchat-qwen2-4b.toml").read_text("utf-8"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_entry_is_whole_in_both_languages(file: Path) -> None:
    entry = read_entry(tomllib.loads(file.read_text("utf-8")))
    assert entry.id == file.stem
    for texts in (entry.titles, entry.notices, entry.allows):
        assert set(texts) == {"en", "zh_CN"}
        assert all(texts.values())
    assert entry.style in style_names(paths.resources() / "prompts")
    assert set(entry.languages) <= {"zh", "en"}
    assert entry.licence_link.startswith("https://")
    for source in entry.files:
        assert source.size
        assert source.quantization
        assert source.repository or entry.package
    assert entry.shape or entry.availability == "unsupported"


def test_everybody_named_is_there_with_an_honest_state(catalogue: Catalogue) -> None:
    entries = {entry.id: entry for entry in catalogue.all()}
    assert set(entries) == NAMED_BY_THE_ISSUE
    for id, entry in entries.items():
        if id.startswith("soulchat2.0-"):
            state = "point" if "glm-4" in id else "make"
            assert (entry.availability, entry.files) == (state, ())
            assert "No public GGUF" in entry.notice("en")
            assert ("Make one" in entry.notice("en")) == (state == "make")
    assert entries["soulchat-1.0"].availability == "unsupported"
    assert "llama.cpp" in entries["soulchat-1.0"].notice("en")
    assert len(entries["mindchat-qwen2-4b"].files) == 3


def test_only_what_was_seen_is_pinned(catalogue: Catalogue) -> None:
    pinned = {
        (entry.id, file.quantization): file.sha256[:8]
        for entry in catalogue.all()
        for file in entry.files
        if file.sha256 != UNPINNED
    }
    assert pinned == {
        ("demo", "Q4_1"): "b179c952",
        ("mindchat-qwen2-4b", "Q5_K_M"): "d51425b9",
        ("mindchat-qwen2-4b", "Q3_K_M"): "dbf0e2b2",
        ("qwen2.5-0.5b-instruct", "Q4_K_M"): "74a4da8c",
        ("qwen2.5-1.5b-instruct", "Q4_K_M"): "6a1a2eb6",
        ("qwen2.5-3b-instruct", "Q4_K_M"): "626b4a66",
        ("qwen2.5-7b-instruct", "Q3_K_M"): "a96b1617",
    }


def test_the_cache_of_a_conversation_grows_with_its_length(catalogue: Catalogue) -> None:
    shape = catalogue.find("qwen2.5-7b-instruct").shape
    assert shape is not None
    assert shape.kv_bytes(1) == 28 * 4 * 128 * 4
    assert shape.kv_bytes(4096) == 234_881_024


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../etc"),
        ("id", None),
        ("title", {"zh_CN": "没有英文"}),
        ("title", {"en": 7}),
        ("title", {"en": "Kind", "xx": "?"}),
        ("licence_link", "javascript:alert(1)"),
        ("licence", ""),
        ("context_length", 0),
        ("context_length", True),
        ("availability", "perhaps"),
        ("languages", "zh"),
        ("checked", "yesterday"),
        ("reviewed_only", "no"),
        ("shape", {"layers": 4, "kv_heads": 2}),
        ("shape", 4),
        ("file", [{"name": "a.gguf", "sha256": "abc"}]),
        ("file", [{"name": "../a.gguf", "sha256": "unpinned"}]),
        ("file", [{"name": "a.bin", "sha256": "unpinned"}]),
        ("file", [{"name": "a.gguf", "sha256": "unpinned", "repository": "no-slash"}]),
        ("file", [{"name": "a.gguf", "sha256": "unpinned", "size": -1}]),
        ("file", []),
        ("file", "a.gguf"),
        ("package", "some-package"),
        ("unheard_of", 1),
    ],
)
def test_a_wrong_entry_is_refused(key: str, value: Any) -> None:
    wrong = table()
    if value is None:
        del wrong[key]
    else:
        wrong[key] = value
    with pytest.raises(ValueError):
        read_entry(wrong)


def test_an_entry_of_ones_own_stands_beside_the_programs(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    text = (paths.catalogue() / "mindchat-qwen2-4b.toml").read_text("utf-8")
    (tmp_path / "kind-one.toml").write_text(text, "utf-8")
    (tmp_path / "demo.toml").write_text(text, "utf-8")
    (tmp_path / "broken.toml").write_text("id = [", "utf-8")
    own = [entry for entry in catalogue.all() if entry.own]
    assert [entry.id for entry in own] == ["kind-one"]
    assert catalogue.find("kind-one").own
    assert not catalogue.find("demo").own
    assert fault(catalogue, "broken").code == "entry_unreadable"


@pytest.mark.parametrize("name", ["nobody", "../demo", "*", ""])
def test_what_the_catalogue_lacks_is_named(catalogue: Catalogue, name: str) -> None:
    assert fault(catalogue, name).code == "weights_unknown"


def fault(catalogue: Catalogue, name: str) -> UserFacingError:
    with pytest.raises(UserFacingError) as raised:
        found: Entry = catalogue.find(name)
        pytest.fail(f"found {found.id}")
    return raised.value
