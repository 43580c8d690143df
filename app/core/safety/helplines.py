"""Where a person can reach a human being: dated data, ordered by region."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from app.core.i18n import LANGUAGES, N_, _, language
from app.core.safety.levels import Kind

WORLDWIDE = "WORLD"

_FILE = "helplines.toml"
_WAYS = {"text": N_("by text message"), "chat": N_("by writing on its page")}
_ORDER = ("crisis", "emergency", "directory")
# IANA's tz database: the zones of the regions we list, where the name alone tells the region.
_ZONES = {
    "Asia/Shanghai": "CN",
    "Asia/Chongqing": "CN",
    "Asia/Harbin": "CN",
    "Asia/Urumqi": "CN",
    "Asia/Kashgar": "CN",
    "PRC": "CN",
    "China Standard Time": "CN",
    "Asia/Hong_Kong": "HK",
    "Hongkong": "HK",
    "Asia/Taipei": "TW",
    "Taipei Standard Time": "TW",
    "Europe/London": "GB",
    "Europe/Belfast": "GB",
    "GB": "GB",
    "GMT Standard Time": "GB",
    "Europe/Dublin": "IE",
    "Eire": "IE",
    "America/Toronto": "CA",
    "America/Vancouver": "CA",
    "America/Edmonton": "CA",
    "America/Winnipeg": "CA",
    "America/Halifax": "CA",
    "America/Regina": "CA",
    "America/St_Johns": "CA",
    "America/New_York": "US",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Phoenix": "US",
    "America/Los_Angeles": "US",
    "America/Anchorage": "US",
    "America/Detroit": "US",
    "Pacific/Honolulu": "US",
    "Eastern Standard Time": "US",
    "Central Standard Time": "US",
    "Mountain Standard Time": "US",
    "Pacific Standard Time": "US",
}
_ZONE_FAMILIES = {"Australia/": "AU", "US/": "US", "Canada/": "CA", "AUS ": "AU"}


@dataclass(frozen=True)
class Helpline:
    """A way to reach somebody, with what is known about it and since when.

    Attributes:
        region: an ISO 3166-1 code, or :data:`WORLDWIDE`.
        name: what it is, in the language that was asked for.
        contact: a number to dial or to write to, or an address on the web.
        hours: when somebody answers, in that language; empty where unknown.
        source: where the contact was read, or that it still has to be.
        verified_on: the day it was last compared with the source.
        confirmed: False: shown after the confirmed ones, to be re-checked.
        way: how it is reached: by voice, by a text message, or by writing on a page.
        police: an emergency number that reaches the police, be it among others.
    """

    region: str
    name: str
    contact: str
    hours: str
    kind: Literal["crisis", "emergency", "directory"]
    source: str
    verified_on: date
    confirmed: bool
    way: Literal["call", "text", "chat"] = "call"
    police: bool = False

    @property
    def by(self) -> str:
        """How one reaches it, where one doesn't call; in the language spoken now."""
        return _(_WAYS[self.way]) if self.way in _WAYS else ""

    @property
    def line(self) -> str:
        """Name and contact in a line."""
        name = f"{self.name} ({self.by})" if self.by else self.name
        return f"{name}: {self.contact}"


class Helplines:
    """All helplines the program knows."""

    def __init__(self, folder: Path) -> None:
        """Read ``helplines.toml`` in a folder; a damaged file is our bug and raises."""
        data = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
        self._regions: dict[str, dict[str, str]] = data["regions"]
        self._lines: list[dict[str, Any]] = data["line"]

    def regions(self) -> dict[str, str]:
        """The regions with lines of their own: code and name in the language spoken now."""
        return {code: names[language()] for code, names in self._regions.items()}

    def for_region(self, code: str, language: str) -> tuple[Helpline, ...]:
        """The lines of a region, then the worldwide directory, never none.

        Crisis lines come first, then emergency numbers; among equals the confirmed first,
        then those that are called.

        Args:
            code: a key of :meth:`regions`; for any other only the directory is left.
            language: ``en`` or ``zh_CN``.
        """
        spoken = language if language in LANGUAGES else "en"
        lines = [
            Helpline(**line | {"name": line["name"][spoken], "hours": line["hours"][spoken]})
            for line in self._lines
        ]
        own = [line for line in lines if line.region == code != WORLDWIDE]
        everywhere = [line for line in lines if line.region == WORLDWIDE]
        if any(line.kind == "emergency" for line in own):
            everywhere = [line for line in everywhere if line.kind != "emergency"]
        return tuple(sorted(own, key=_nearest_first) + sorted(everywhere, key=_nearest_first))


def by_danger(lines: Iterable[Helpline], danger: Kind) -> tuple[Helpline, ...]:
    """The lines with those first that a danger asks for: where violence is, the police."""
    violence = danger in {Kind.HARM_TO_OTHERS, Kind.ABUSE_SUFFERED}
    return tuple(sorted(lines, key=lambda line: violence and not line.police))


def _nearest_first(line: Helpline) -> tuple[int, bool, bool]:
    return _ORDER.index(line.kind), not line.confirmed, line.way != "call"


def guess_region(locale_name: str, timezone: str) -> str:
    """The region a computer most likely stands in.

    The time zone is believed first: it says where the person is, the locale only
    what they read. An abbreviation such as ``CST`` decides nothing.

    Args:
        locale_name: such as ``zh_CN.UTF-8``, ``en-GB`` or ``zh_Hant_TW``.
        timezone: a name of the tz database or of Windows, empty where unknown.

    Returns:
        A region's code, or :data:`WORLDWIDE`.
    """
    if timezone in _ZONES:
        return _ZONES[timezone]
    for family, code in _ZONE_FAMILIES.items():
        if timezone.startswith(family):
            return code
    if ("/" in timezone or " " in timezone) and not timezone.startswith("Etc/"):
        return WORLDWIDE  # a named zone of somewhere else; "CST" alone would say nothing
    known = set(_ZONES.values()) | set(_ZONE_FAMILIES.values())
    subtags = re.split(r"[_.@-]", locale_name.upper())[1:]
    return next((subtag for subtag in subtags if subtag in known), WORLDWIDE)
