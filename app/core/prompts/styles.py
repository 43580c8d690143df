"""Counsellor styles: the system prompt and the sampling that weights were tuned for."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = "own"
"""Name of the style that the person wrote."""

_LIMITS = "limits"


@dataclass(frozen=True)
class Style:
    """One way of listening.

    Attributes:
        version: grows when the wording changes.
        system: the system prompt with the limits below it, by language.
        temperature, top_p: sampling defaults.
        titles: what the person reads, by language.
    """

    name: str
    version: int
    system: dict[str, str] = field(repr=False)
    temperature: float
    top_p: float
    titles: dict[str, str] = field(default_factory=dict)


def style_names(folder: Path) -> list[str]:
    """The styles of the folder ``resources/prompts``, the empathic listener first."""
    names = {file.stem for file in folder.glob("*.toml") if "." not in file.stem}
    return sorted(names - {_LIMITS}, key=lambda name: (name != "listener", name))


def read_style(folder: Path, name: str, version: int | None = None) -> Style:
    """A style of the folder ``resources/prompts``.

    Args:
        version: an older one, from ``NAME.VERSION.toml``; where that is not there any more, and
            for None, the newest.
    """
    older = folder / f"{name}.{version}.toml"
    entry = _entry(older if older.is_file() else folder / f"{name}.toml")
    limits = _entry(folder / f"{_LIMITS}.toml")["limits"]
    return Style(
        name=entry["name"],
        version=entry["version"],
        system={
            language: f"{text.strip()}\n\n{limits[language].strip()}"
            for language, text in entry["system"].items()
        },
        temperature=entry["temperature"],
        top_p=entry["top_p"],
        titles=entry["title"],
    )


def own_style(folder: Path, words: str, version: int) -> Style:
    """The person's own words as a style: with the listener's sampling, and the same limits."""
    listener = read_style(folder, "listener")
    limits = _entry(folder / f"{_LIMITS}.toml")["limits"]
    system = {language: f"{words.strip()}\n\n{text.strip()}" for language, text in limits.items()}
    return Style(OWN, version, system, listener.temperature, listener.top_p)


def language_of(text: str) -> str:
    """``zh_CN`` where the text holds a Chinese character, else ``en``."""
    return "zh_CN" if any("\u3400" <= character <= "\u9fff" for character in text) else "en"


def _entry(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
