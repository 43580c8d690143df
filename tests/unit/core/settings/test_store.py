"""Settings are typed, durable, and never in the way of starting."""

from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.settings.schema import SCHEMA
from app.core.settings.store import SettingsStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_choice_is_there_at_the_next_start(file: Path) -> None:
    assert SettingsStore(file).text("language") == "auto"
    SettingsStore(file).set("language", "zh_CN")
    SettingsStore(file).set("threads", 3)
    again = SettingsStore(file)
    assert (again.text("language"), again.number("threads")) == ("zh_CN", 3)
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("key", "value"), [("language", "fr"), ("threads", -1), ("threads", True), ("weights", 3)]
)
def test_a_value_out_of_bounds_is_refused_with_what_is_allowed(
    file: Path, key: str, value: str | int
) -> None:
    with pytest.raises(UserFacingError) as refused:
        SettingsStore(file).set(key, value)
    assert refused.value.code == "setting_refused"
    assert not file.exists()


def test_a_value_spoilt_by_hand_is_the_default_again(file: Path) -> None:
    file.write_text('version = 1\nlanguage = "fr"\nthreads = 2\nunknown = 1\n')
    settings = SettingsStore(file)
    assert (settings.text("language"), settings.number("threads")) == ("auto", 2)


@pytest.mark.parametrize(
    ("content", "code"), [("not toml [", "settings_unreadable"), ("version = 99", "settings_newer")]
)
def test_a_file_that_is_not_ours_to_change_is_left_alone(
    file: Path, content: str, code: str
) -> None:
    file.write_text(content)
    with pytest.raises(UserFacingError) as refused:
        SettingsStore(file)
    assert refused.value.code == code
    assert file.read_text() == content


@pytest.mark.parametrize("key", SCHEMA)
def test_every_default_is_allowed_by_its_own_row(key: str) -> None:
    assert SCHEMA[key].accepts(SCHEMA[key].default)
