"""Helplines: never none, the sure ones first, none of them stale."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core import paths
from app.core.i18n import LANGUAGES
from app.core.safety.helplines import WORLDWIDE, Helplines, guess_region


@pytest.fixture
def helplines() -> Helplines:
    return Helplines(paths.resources() / "safety")


_REGIONS = ["CN", "HK", "TW", "US", "CA", "GB", "IE", "AU"]


def test_the_regions_are_known_by_name(helplines: Helplines) -> None:
    assert list(helplines.regions()) == _REGIONS
    assert helplines.regions()["GB"] == "United Kingdom"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", _REGIONS)
def test_every_region_has_a_crisis_line_first_and_an_emergency_number(
    helplines: Helplines, region: str, language: str
) -> None:
    lines = helplines.for_region(region, language)
    assert lines[0].kind == "crisis"
    assert any(line.kind == "emergency" and line.region == region for line in lines)
    assert all(line.name and line.contact and line.source for line in lines)


@pytest.mark.parametrize("region", [*_REGIONS, WORLDWIDE, "XX", ""])
def test_the_worldwide_directory_ends_every_list(helplines: Helplines, region: str) -> None:
    directory = [line for line in helplines.for_region(region, "en") if line.kind == "directory"]
    assert directory[0].contact == "findahelpline.com"
    assert helplines.for_region(region, "en")[-len(directory) :] == tuple(directory)


@pytest.mark.parametrize("region", _REGIONS)
def test_a_confirmed_line_stands_before_the_others_of_its_kind(
    helplines: Helplines, region: str
) -> None:
    crisis = [
        line.confirmed for line in helplines.for_region(region, "en") if line.kind == "crisis"
    ]
    assert crisis == sorted(crisis, reverse=True)


def test_only_what_was_read_in_a_source_is_confirmed(helplines: Helplines) -> None:
    confirmed = {
        (line.region, line.contact)
        for region in _REGIONS
        for line in helplines.for_region(region, "en")
        if line.confirmed
    }
    assert confirmed == {
        ("CN", "12356"),
        ("HK", "18111"),
        ("TW", "1925"),
        ("US", "988"),
        ("CA", "988"),
        (WORLDWIDE, "findahelpline.com"),
    }


def test_no_confirmed_line_is_older_than_a_year(helplines: Helplines) -> None:
    today = datetime.now(UTC).date()
    for region in _REGIONS:
        for line in helplines.for_region(region, "en"):
            assert line.verified_on <= today + timedelta(days=1)
            if line.confirmed:
                assert today - line.verified_on <= timedelta(days=366), line.contact


def test_where_one_writes_says_so_and_stands_after_the_numbers_to_call(
    helplines: Helplines,
) -> None:
    lines = [line for line in helplines.for_region("US", "en") if line.kind == "crisis"]
    assert [line.way for line in lines] == ["call", "text", "chat"]
    assert lines[0].line == "988 Suicide & Crisis Lifeline: 988"
    assert "(by text message): 988" in lines[1].line


def test_both_languages_name_the_same_numbers(helplines: Helplines) -> None:
    for region in _REGIONS:
        english = helplines.for_region(region, "en")
        chinese = helplines.for_region(region, "zh_CN")
        assert [line.contact for line in english] == [line.contact for line in chinese]
        assert all(e.hours == "" or z.hours != "" for e, z in zip(english, chinese, strict=True))


@pytest.mark.parametrize(
    ("locale_name", "timezone", "region"),
    [
        ("zh_CN.UTF-8", "Asia/Shanghai", "CN"),
        ("en_US.UTF-8", "Asia/Shanghai", "CN"),
        ("zh_CN", "America/New_York", "US"),
        ("zh_CN.UTF-8", "UTC", "CN"),
        ("zh_CN.UTF-8", "CST", "CN"),
        ("en_US.UTF-8", "CST", "US"),
        ("en-GB", "", "GB"),
        ("zh_Hant_TW", "", "TW"),
        ("en_HK", "Etc/UTC", "HK"),
        ("en_AU", "Australia/Perth", "AU"),
        ("zh_CN", "China Standard Time", "CN"),
        ("zh_CN", "Europe/Paris", WORLDWIDE),
        ("fr_FR.UTF-8", "", WORLDWIDE),
        ("C", "", WORLDWIDE),
        ("", "", WORLDWIDE),
    ],
)
def test_the_region_is_guessed_from_where_the_computer_stands(
    locale_name: str, timezone: str, region: str
) -> None:
    assert guess_region(locale_name, timezone) == region
