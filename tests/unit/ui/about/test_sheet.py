import importlib.metadata

from PySide6.QtWidgets import QLabel, QListWidget

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
    assert isinstance(listed, QListWidget)
    person.qtbot.waitUntil(lambda: listed.count() > 30)
    names = [listed.item(row).text().lower() for row in range(listed.count())]
    for name in ("sqlcipher", "openssl", "zxcvbn", "mnemonic", "llama.cpp"):
        assert name in names
        listed.setCurrentRow(names.index(name))
        person.qtbot.waitUntil(lambda name=name: reader.accessibleName().lower() == name)
        assert len(reader.toPlainText()) > 200


def test_what_protects_the_journal_is_said_there_too(person: Person) -> None:
    person.begin()
    person.press("profile")
    menu = person.find("profile_menu")
    (about,) = [each for each in menu.actions() if each.text() == "About SoulChat"]
    about.trigger()
    menu.close()
    person.press("about_security")
    reader = person.find("about_reader")
    person.qtbot.waitUntil(lambda: "protects" in reader.accessibleName())
    assert len(reader.toPlainText()) > 500
    assert person.unnamed() == []
