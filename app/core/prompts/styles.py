"""Counsellor styles: the system prompt and the sampling that weights were tuned for."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Style:
    """One way of listening.

    Attributes:
        version: grows when the wording changes.
        system: the system prompt, by language.
        temperature, top_p: sampling defaults.
    """

    name: str
    version: int
    system: dict[str, str]
    temperature: float
    top_p: float


def read_style(folder: Path, name: str) -> Style:
    """The style ``name`` of the folder ``resources/prompts``."""
    entry = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    system = {language: text.strip() for language, text in entry["system"].items()}
    return Style(entry["name"], entry["version"], system, entry["temperature"], entry["top_p"])


def language_of(text: str) -> str:
    """``zh_CN`` where the text holds a Chinese character, else ``en``."""
    return "zh_CN" if any("\u3400" <= character <= "\u9fff" for character in text) else "en"
