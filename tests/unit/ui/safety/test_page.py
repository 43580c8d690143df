"""The care page, with the whole window around it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.core.errors import UserFacingError
from tests.support.person import Person


def contacts(person: Person) -> list[str]:
    return [
        label.text()
        for label in person.window.findChildren(QLabel, "helpline_contact")
        if label.isVisible()
    ]


def open_care(person: Person) -> None:
    person.begin()
    person.press("go_care")
    person.qtbot.waitUntil(lambda: bool(contacts(person)))


def test_the_helplines_of_the_region_are_there_to_copy(person: Person) -> None:
    open_care(person)
    assert contacts(person)[0] == "988"
    person.press("helpline_copy")
    assert QGuiApplication.clipboard().text() == "988"


def test_another_region_shows_its_own_lines_and_is_kept(person: Person) -> None:
    open_care(person)
    region = person.find("care_region")
    assert region.currentText() == "United States"
    region.setCurrentIndex(region.findData("CN"))
    region.activated.emit(region.currentIndex())
    person.qtbot.waitUntil(lambda: contacts(person)[:1] == ["12356"])
    assert "988" not in contacts(person)
    assert person.program.settings.text("region") == "CN"


def test_a_region_changed_elsewhere_shows_here(person: Person) -> None:
    open_care(person)
    person.program.settings.set("region", "GB")
    person.qtbot.waitUntil(lambda: "116 123" in contacts(person))
    assert person.find("care_region").currentText() == "United Kingdom"


def test_a_choice_that_can_not_be_kept_is_told_and_taken_back(person: Person) -> None:
    open_care(person)

    def full(_key: str, _value: object) -> None:
        raise UserFacingError("disk_full")

    person.program.settings.set = full  # type: ignore[method-assign]
    region = person.find("care_region")
    region.setCurrentIndex(region.findData("CN"))
    region.activated.emit(region.currentIndex())
    assert "disk is full" in person.find("notice_words").text()
    assert region.currentText() == "United States"
    person.qtbot.waitUntil(lambda: contacts(person)[:1] == ["988"])
