"""Settings are typed, durable, and never in the way of starting."""

import threading
import tomllib
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.messages import explain
from app.core.settings.schema import SCHEMA, Setting, Value
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
    ("key", "value"),
    [
        ("language", "fr"),
        ("threads", -1),
        ("threads", True),
        ("text_size", 201),
        ("weights", 3),
        ("weights", "two\nlines"),
        ("lock_on_sleep", 1),
        ("lock_on_sleep", "off"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_what_is_allowed(
    file: Path, key: str, value: Value
) -> None:
    with pytest.raises(UserFacingError) as refused:
        SettingsStore(file).set(key, value)
    assert refused.value.code == "setting_refused"
    assert _(SCHEMA[key].name) in explain(refused.value).sentence
    assert not file.exists()


def test_a_value_spoilt_by_hand_is_the_default_again(file: Path) -> None:
    file.write_text('version = 1\nlanguage = "fr"\nthreads = 2\nlock_on_sleep = "yes"\n')
    settings = SettingsStore(file)
    assert (settings.text("language"), settings.number("threads")) == ("auto", 2)
    assert settings.flag("lock_on_sleep") is True
    assert settings.ignored == ("language", "lock_on_sleep")
    settings.reset("language")
    settings.set("lock_on_sleep", False)
    assert settings.ignored == ()
    assert tomllib.loads(file.read_text()) == {"version": 1, "threads": 2, "lock_on_sleep": False}


def test_what_this_version_does_not_know_is_kept(file: Path) -> None:
    file.write_text('version = 1\nlater = [1, 2]\n[later_table]\nx = "y"\n')
    settings = SettingsStore(file)
    settings.set("threads", 3)
    settings.reset_all()
    written = tomllib.loads(file.read_text())
    assert written == {"version": 1, "later": [1, 2], "later_table": {"x": "y"}}


def test_reset_goes_back_to_the_default_of_one_or_of_all_that_are_shown(file: Path) -> None:
    settings = SettingsStore(file)
    for key, value in (("theme", "dark"), ("text_size", 150), ("last_profile", "abc")):
        settings.set(key, value)
    settings.reset("theme")
    assert (settings.text("theme"), settings.number("text_size")) == ("auto", 150)
    settings.reset_all()
    assert SettingsStore(file).number("text_size") == 100
    assert SettingsStore(file).text("last_profile") == "abc"


def test_a_watcher_hears_of_every_change_and_of_nothing_else(file: Path) -> None:
    settings = SettingsStore(file)
    heard: list[tuple[str, Value]] = []
    stop = settings.watch(lambda key: heard.append((key, settings.value(key))))
    settings.set("theme", "auto")
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    settings.set("text_size", 120)
    settings.reset_all()
    assert heard == [("theme", "dark"), ("text_size", 120), ("theme", "auto"), ("text_size", 100)]
    stop()
    stop()
    settings.set("theme", "light")
    assert len(heard) == 4


def test_what_a_terminal_wrote_meanwhile_is_kept_and_told(file: Path) -> None:
    window, terminal = SettingsStore(file), SettingsStore(file)
    heard: list[str] = []
    window.watch(heard.append)
    terminal.set("threads", 3)
    window.set("theme", "dark")
    assert (window.number("threads"), sorted(heard)) == (3, ["theme", "threads"])
    assert SettingsStore(file).number("threads") == 3


def test_a_change_that_can_not_be_saved_changes_nothing(file: Path) -> None:
    settings = SettingsStore(file / "no" / "such" / "folder")
    heard: list[str] = []
    settings.watch(heard.append)
    with pytest.raises(UserFacingError) as refused:
        settings.set("theme", "dark")
    assert refused.value.code == "data_home_unwritable"
    assert (settings.text("theme"), heard) == ("auto", [])


def test_many_threads_lose_nothing(file: Path) -> None:
    schema = {key: Setting(key, 0, maximum=9) for key in "abcdefgh"}
    settings = SettingsStore(file, schema)

    def count(key: str) -> None:
        for number in range(1, 10):
            settings.set(key, number)

    threads = [threading.Thread(target=count, args=key) for key in schema]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tomllib.loads(file.read_text()) == {"version": 1} | dict.fromkeys(schema, 9)


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
