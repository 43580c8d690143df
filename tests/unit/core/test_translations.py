"""Every sentence is there in every language, with the same fields."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from app.core import i18n, paths
from app.core.messages import known_codes

ROOT = Path(__file__).resolve().parents[3]
OTHERS = [language for language in i18n.LANGUAGES if language != "en"]


def sentences() -> set[str]:
    found = extract_from_dir(
        ROOT / "app",
        method_map=[("**.py", "python")],
        keywords={"_": None, "N_": None, "ngettext": (1, 2)},
    )
    return {
        one
        for _file, _line, message, _comments, _context in found
        for one in ([message] if isinstance(message, str) else [message[0]])
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_complete(language: str) -> None:
    file = paths.translations() / language / "LC_MESSAGES" / "soulchat.po"
    catalogue = read_po(BytesIO(file.read_bytes()), locale=language)
    translated = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string if isinstance(message.string, str) else message.string[0]
            assert not message.fuzzy, key
            assert fields(text) == fields(key), key
            translated[key] = text
    assert len(known_codes()) < len(sentences())
    assert sorted(sentences() - {key for key, text in translated.items() if text}) == []
    assert sorted(set(translated) - sentences()) == [], "sentences that nobody says any more"


def said(catalogue: Catalog) -> dict[str, str]:
    """Its sentences; of those about a number, all forms behind each other."""
    return {"|".join(_forms(m.id)): "|".join(_forms(m.string)) for m in catalogue if m.id}


def _forms(sentence: str | Sequence[str]) -> Sequence[str]:
    return [sentence] if isinstance(sentence, str) else sentence


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_spoken_is_what_was_translated(language: str) -> None:
    folder = paths.translations() / language / "LC_MESSAGES"
    written = read_po(BytesIO((folder / "soulchat.po").read_bytes()), locale=language)
    compiled = read_mo(BytesIO((folder / "soulchat.mo").read_bytes()))
    assert said(compiled) == said(written)


def test_the_language_switches_live() -> None:
    i18n.use("zh_CN", paths.translations())
    assert i18n._("Stopped.") == "已停止。"
    i18n.use("en", paths.translations())
    assert i18n._("Stopped.") == "Stopped."
