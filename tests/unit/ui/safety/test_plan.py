"""The safety plan on the care page: written in calm times, kept as it is typed, read later."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QLabel, QLineEdit

from app.core.journal.values import SafetyPlan
from app.ui.safety.plan_view import on_paper
from tests.support.person import Person


def open_plan(person: Person) -> None:
    person.begin()
    person.press("go_care")
    person.qtbot.waitUntil(lambda: person.find("plan_own_coping").isEnabled())


def test_what_is_typed_is_kept_without_a_button(person: Person) -> None:
    open_plan(person)
    person.qtbot.keyClicks(person.find("plan_own_coping"), "tea and rain")
    person.qtbot.waitUntil(lambda: person.journal.plan == SafetyPlan(own_coping="tea and rain"))


def test_words_typed_in_the_moment_of_a_lock_are_kept_and_come_back(person: Person) -> None:
    open_plan(person)
    person.qtbot.keyClicks(person.find("plan_people_to_ask"), "Lin, 555")
    assert person.journal.plan is None
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert person.journal.plan == SafetyPlan(people_to_ask="Lin, 555")
    person.unlock()
    person.press("go_care")
    person.qtbot.waitUntil(lambda: person.find("plan_people_to_ask").toPlainText() == "Lin, 555")


def test_another_language_asks_the_same_and_loses_no_word(person: Person) -> None:
    open_plan(person)
    person.qtbot.keyClicks(person.find("plan_warning_signs"), "no sleep")
    person.program.settings.set("language", "zh_CN")
    person.qtbot.waitUntil(lambda: person.sees("plan_warning_signs") and "苗头" in said(person))
    assert person.find("plan_warning_signs").toPlainText() == "no sleep"
    person.program.settings.set("language", "en")
    person.qtbot.waitUntil(lambda: "How I notice it" in said(person))


def test_it_is_printed_on_paper_or_into_a_file_after_a_warning(
    person: Person, tmp_path: Path
) -> None:
    open_plan(person)
    person.qtbot.keyClicks(person.find("plan_professionals"), "Dr. Sommer")
    person.press("plan_print")
    assert "anyone who finds them" in person.find("question_details").text()
    person.press("question_yes")
    dialog = person.find("print_question")
    assert isinstance(dialog, QPrintDialog)
    file = tmp_path / "plan.pdf"
    (name,) = dialog.findChildren(QLineEdit, "filename")
    name.setText(str(file))
    dialog.accept()
    person.qtbot.waitUntil(file.exists)
    assert file.read_bytes().startswith(b"%PDF")


def test_the_page_to_print_holds_every_step_and_every_word(person: Person) -> None:
    steps = person.program.triage.plan_steps("en")
    words = on_paper(steps, SafetyPlan(own_coping="a < b\n& tea")).toPlainText()
    assert "a < b\n& tea" in words.replace("\u2028", "\n")
    assert all(step.heading in words for step in steps)


def said(person: Person) -> str:
    return "\n".join(label.text() for label in person.window.findChildren(QLabel))
