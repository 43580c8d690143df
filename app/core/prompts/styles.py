"""Counsellor styles: the system prompt and the sampling that weights were tuned for."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = "own:"
"""What the name of a style begins with that the person wrote; their words follow, so that a
conversation remembers them in the journal, and they are nowhere else."""

LONGEST_OWN = 2000
"""Characters of the person's own words: the conversation needs the room more."""

_LIMITS = "limits"


@dataclass(frozen=True)
class Style:
    """One way of listening.

    Attributes:
        name: of its file; or :data:`OWN` and the person's words.
        version: grows when the wording changes.
        system: the system prompt with the limits below it, by language.
        temperature, top_p: sampling defaults.
        titles: what the person reads, by language.
    """

    name: str = field(repr=False)
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


def own_style(folder: Path, words: str) -> Style:
    """The person's own words as a style: with the listener's sampling, and the same limits.

    Raises:
        ValueError: no words, or more than :data:`LONGEST_OWN`.
    """
    if not 0 < len(words.strip()) <= LONGEST_OWN:
        raise ValueError("words of a style that can't be used")
    listener = read_style(folder, "listener")
    limits = _entry(folder / f"{_LIMITS}.toml")["limits"]
    system = {language: f"{words.strip()}\n\n{text.strip()}" for language, text in limits.items()}
    return Style(f"{OWN}{words.strip()}", 1, system, listener.temperature, listener.top_p)


class Styles:
    """All styles a conversation can have.

    Args:
        folder: ``resources/prompts``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ours(self) -> list[Style]:
        """The newest of each, the empathic listener first."""
        return [self.read(name) for name in style_names(self._folder)]

    def read(self, name: str, version: int | None = None) -> Style:
        """A style by name and version, the person's own by its words.

        Args:
            version: see :func:`read_style`.
        """
        if name.startswith(OWN):
            return own_style(self._folder, name.removeprefix(OWN))
        return read_style(self._folder, name, version)

    def summary_request(self, language: str) -> str:
        """What asks the weights to look back on a conversation."""
        return str(_entry(self._folder / f"{_LIMITS}.toml")["summary"][language]).strip()

    def condense_request(self, language: str, earlier: str, talk: str) -> str:
        """What asks the weights to write down what they should still know later.

        Args:
            earlier: what they wrote down before; "" for nothing.
            talk: what has been said since.
        """
        words = _entry(self._folder / f"{_LIMITS}.toml")["condense"][language]
        return str(words["ask"]).strip() + "\n\n" + f"{earlier}\n\n{talk}".strip()

    def sides(self, language: str) -> tuple[str, str]:
        """What the person and the listener are called in a talk that is to be condensed."""
        words = _entry(self._folder / f"{_LIMITS}.toml")["condense"][language]
        return str(words["person"]), str(words["listener"])

    def pinned(self, language: str, summary: str) -> str:
        """A summary as it stands behind the style's words; "" for none."""
        words = _entry(self._folder / f"{_LIMITS}.toml")["condense"][language]
        return f"{words['pinned'].strip()}\n{summary}" if summary else ""


def language_of(text: str) -> str:
    """``zh_CN`` where the text holds a Chinese character, else ``en``."""
    return "zh_CN" if any("\u3400" <= character <= "\u9fff" for character in text) else "en"


def _entry(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
