import importlib.metadata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from app.core import i18n, paths
from tests.support.person import Person


def test_version_licence_and_every_notice_can_be_read_before_anything_is_opened(
    person: Person,
) -> None:
    person.press("entrance_about")
    person.find("sheet")
    words = " ".join(label.text() for label in person.window.findChildren(QLabel))
    assert importlib.metadata.version("soulchat-desktop") in words
    assert "Apache License 2.0" in words
    listed, reader = person.find("about_notices"), person.find("about_reader")
    assert isinstance(listed, QComboBox)
    person.qtbot.waitUntil(lambda: listed.count() > 30)
    names = [listed.itemText(row).split(" · ")[0].lower() for row in range(listed.count())]
    for name in ("sqlcipher", "openssl", "zxcvbn", "mnemonic", "llama.cpp"):
        assert name in names
        listed.setCurrentIndex(names.index(name))
        person.qtbot.waitUntil(lambda name=name: reader.accessibleName().lower() == name)
        assert len(reader.toPlainText()) > 200


def test_it_is_reached_from_f1(person: Person) -> None:
    person.find("welcome_next")
    person.qtbot.keyClick(person.window, Qt.Key.Key_F1)
    person.press("shortcuts_about")
    person.find("about_notices")
    person.qtbot.waitUntil(lambda: not person.sees("shortcuts_about"))


def test_it_is_reached_from_an_open_journal_too(person: Person) -> None:
    person.begin()
    person.press("profile")
    menu = person.find("profile_menu")
    (about,) = [each for each in menu.actions() if each.text() == "About SoulChat"]
    about.trigger()
    menu.close()
    assert "protects" in person.find("about_security").text()
    assert person.unnamed() == []


@pytest.mark.parametrize("language", sorted(i18n.LANGUAGES))
def test_what_protects_the_journal_can_be_read_in_each_language(
    person: Person, language: str
) -> None:
    i18n.use(language, paths.translations())
    person.press("entrance_about")
    person.press("about_security")
    reader = person.find("about_reader")
    document = paths.resources() / "docs" / f"security.{language}.md"
    heading = document.read_text("utf-8").splitlines()[0].lstrip("# ")
    person.qtbot.waitUntil(lambda: reader.toPlainText().startswith(heading))
