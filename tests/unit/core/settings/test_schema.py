"""The table of settings holds together, so that a page can be drawn from it."""

import pytest

from app.core import i18n, paths
from app.core.safety.helplines import WORLDWIDE, Helplines
from app.core.settings.schema import SCHEMA, SECTIONS, Setting

SHOWN = [setting for setting in SCHEMA.values() if not setting.hidden]


@pytest.mark.parametrize("setting", SCHEMA.values(), ids=SCHEMA)
def test_every_default_is_allowed_by_its_own_row(setting: Setting) -> None:
    assert setting.accepts(setting.default)
    assert setting.meaning.endswith(".")


@pytest.mark.parametrize("setting", SHOWN, ids=lambda setting: setting.key)
def test_what_is_shown_has_a_name_and_a_place(setting: Setting) -> None:
    assert setting.name
    assert setting.section in SECTIONS
    assert all(choice.label for choice in setting.choices)
    if isinstance(setting.default, int) and not isinstance(setting.default, bool):
        assert setting.minimum < setting.maximum
        assert setting.step >= 1


def test_no_section_is_empty_and_no_name_said_twice() -> None:
    assert {setting.section for setting in SHOWN} == set(SECTIONS)
    names = [setting.name for setting in SHOWN]
    assert len(set(names)) == len(names)


def test_the_bounds_are_part_of_what_is_allowed() -> None:
    number = Setting("n", 10, minimum=5, maximum=20)
    assert [value for value in range(25) if number.accepts(value)] == list(range(5, 21))
    assert not number.accepts(True)
    assert not number.accepts(10.0)


def test_every_region_with_helplines_can_be_chosen() -> None:
    helplines = Helplines(paths.resources() / "safety")
    regions = {choice.value: choice.label for choice in SCHEMA["region"].choices}
    assert set(regions) == {"auto", *helplines.regions(), WORLDWIDE}


def test_every_language_can_be_chosen_by_its_own_name() -> None:
    choices = {choice.value: choice.label for choice in SCHEMA["language"].choices}
    assert choices == {"auto": "As the system"} | i18n.LANGUAGES
