from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QRadioButton, QWidget

from app.core import i18n
from app.ui.first_start.progress import NEWCOMER, STEPS, Progress
from tests.support.first_start import confirm, create_profile, shown_code
from tests.support.gguf import written
from tests.support.person import PASSPHRASE, Person


def words(person: Person) -> str:
    return " ".join(each.text() for each in person.window.findChildren(QLabel) if each.isVisible())


def where(person: Person) -> str:
    return str(person.find("first_start_step").accessibleName())


def test_the_welcome_says_what_it_is_and_is_not(person: Person) -> None:
    person.find("welcome_next")
    assert "An AI that listens" in words(person)
    assert "not a therapist" in words(person)
    assert "stays on this computer" in words(person)
    assert where(person) == "Step 1 of 4"
    assert not person.sees("first_start_back")


def test_the_language_changes_at_once_and_stays(person: Person) -> None:
    choice = person.find("welcome_language")
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(row) for row in range(choice.count())] == ["English", "简体中文"]
    choice.setFocus()
    person.qtbot.keyClick(choice, Qt.Key.Key_Down)
    person.qtbot.waitUntil(lambda: where(person) == "第 1 步，共 4 步")
    assert i18n.language() == "zh_CN"
    assert person.program.settings.text("language") == "zh_CN"
    assert "输入法" in words(person)  # most who write Chinese use one
    person.press("welcome_next")
    person.qtbot.waitUntil(lambda: "第 2 步" in where(person))


def test_the_whole_way_and_what_is_left_of_it(person: Person) -> None:
    code = person.begin()
    (profile,) = person.profiles.all()
    assert profile.name == "Mira"
    assert Progress(person.program.settings).step(profile.id) is None
    assert person.program.settings.text("first_start") == ""
    assert person.program.settings.text("weights") == "demo"
    shown = [label.text() for label in person.window.findChildren(QLabel)]
    assert not any(code.split("-")[0] in text for text in shown)


def test_by_keyboard_alone(person: Person) -> None:
    def keys(text: str) -> None:
        focused = person.window.focusWidget()
        assert focused is not None
        person.qtbot.keyClicks(focused, text)

    def enter() -> None:
        person.qtbot.keyClick(person.window.focusWidget(), Qt.Key.Key_Return)

    person.find("welcome_next")
    enter()
    for text in ("Mira", PASSPHRASE, PASSPHRASE):
        keys(text)
        enter()
    code = shown_code(person)
    enter()
    for name in ("confirm_first", "confirm_second"):
        number = int(person.find(name).accessibleName().split()[-1])
        keys(code.split("-")[number - 1])
        enter()
    person.find("weights_choice")
    person.qtbot.waitUntil(person.find("weights_next").hasFocus)
    enter()
    person.find("ready_next")
    enter()
    person.find("composer")


def test_back_leads_through_the_steps_without_losing_the_profile(person: Person) -> None:
    person.press("welcome_next")
    person.press("first_start_back")
    person.find("welcome_next")
    code = create_profile(person, "Mira", PASSPHRASE)
    assert not person.sees("first_start_back")  # there is a profile now
    person.press("recovery_next")
    person.press("first_start_back")
    assert shown_code(person) == code
    confirm(person, code)
    person.press("first_start_back")
    assert shown_code(person) == code
    confirm(person, code)
    person.press("weights_next")
    person.press("first_start_back")
    person.press("weights_next")
    person.press("ready_next")
    person.find("composer")
    assert len(person.profiles.all()) == 1


def test_two_different_passphrases_make_no_profile(person: Person) -> None:
    person.press("welcome_next")
    person.fill("profile_name", "Mira")
    person.fill("profile_passphrase", PASSPHRASE)
    person.fill("profile_again", PASSPHRASE + "!")
    person.press("profile_next")
    assert "not the same" in person.fault()
    assert person.profiles.all() == []
    assert person.find("profile_name").text() == "Mira"


def test_a_short_passphrase_is_refused_kindly(person: Person) -> None:
    person.press("welcome_next")
    person.fill("profile_name", "Mira")
    person.fill("profile_passphrase", "short")
    person.fill("profile_again", "short")
    person.press("profile_next")
    assert "too short" in person.fault()
    assert person.profiles.all() == []


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [("password1", "Weak"), ("teapot lane 7", "Fair"), ("a lantern in the window", "Strong")],
)
def test_the_strength_is_told_while_typing(person: Person, passphrase: str, told: str) -> None:
    person.press("welcome_next")
    person.qtbot.keyClicks(person.find("profile_passphrase"), passphrase)
    hint = person.find("profile_strength")
    assert hint.text().startswith(told)
    assert ("about you" in hint.text()) == (told != "Weak")
    assert "Chinese" not in hint.text()
    person.find("profile_passphrase").clear()
    person.qtbot.keyClicks(person.find("profile_passphrase"), "xiao mao diao yu")
    person.qtbot.waitUntil(lambda: "Chinese words can't be judged" in hint.text())
    person.find("profile_passphrase").clear()
    person.qtbot.keyClicks(person.find("profile_passphrase"), "a")
    person.qtbot.waitUntil(lambda: hint.text().startswith("Weak"))


def test_a_suggested_passphrase_is_readable_and_typed_once(person: Person) -> None:
    person.press("welcome_next")
    person.fill("profile_name", "Mira")
    person.press("profile_suggest")
    line, again = person.find("profile_passphrase"), person.find("profile_again")
    person.qtbot.waitUntil(lambda: len(line.text().split()) == 5)
    assert line.echoMode() == line.EchoMode.Normal
    assert "54 random bits" in person.find("profile_strength").text()
    assert again.text() == ""
    person.qtbot.waitUntil(again.hasFocus)
    person.fill("profile_again", line.text())
    person.press("profile_next")
    shown_code(person)


def test_a_passphrase_is_hidden_until_asked(person: Person) -> None:
    person.press("welcome_next")
    line = person.find("profile_passphrase")
    assert line.echoMode() == line.EchoMode.Password
    person.press("profile_passphrase_show")
    assert line.echoMode() == line.EchoMode.Normal
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    person.press("profile_passphrase_show")
    assert line.echoMode() == line.EchoMode.Password


def test_caps_lock_is_told(person: Person) -> None:
    person.press("welcome_next")
    line = person.find("profile_passphrase")
    person.qtbot.keyClicks(line, "A")  # a capital without Shift
    assert person.sees("profile_passphrase_caps")
    person.qtbot.keyClicks(line, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not person.sees("profile_passphrase_caps")
    person.qtbot.keyClicks(line, "c")
    assert not person.sees("profile_passphrase_caps")


def test_the_wrong_group_is_named_and_the_code_seen_again(person: Person) -> None:
    code = person.create()
    person.press("recovery_next")
    assert not person.sees("recovery_code")
    number = person.find("confirm_first").accessibleName().removeprefix("Group ")
    person.fill("confirm_first", "0000")
    person.fill("confirm_second", "0000")
    person.press("confirm_next")
    assert f"Group {number} " in person.fault()
    person.press("first_start_back")
    assert shown_code(person) == code


def test_the_code_is_copied_whole(person: Person) -> None:
    code = person.create()
    person.press("recovery_copy")
    assert QGuiApplication.clipboard().text() == code


def lock(person: Person) -> None:
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.find("unlock_passphrase")


def test_left_before_the_code_is_confirmed_a_new_one_comes_after_unlock(person: Person) -> None:
    first = person.create()
    lock(person)
    person.unlock()
    second = shown_code(person)
    assert second != first
    person.qtbot.waitUntil(person.find("recovery_next").hasFocus)
    assert where(person) == "Step 2 of 4"
    confirm(person, second)
    person.press("weights_next")
    person.press("ready_next")
    person.find("composer")
    person.wiring.lock()
    person.press("unlock_other_way")
    person.fill("unlock_passphrase", first)
    person.press("unlock_open")
    assert "another journal" in person.fault()
    person.fill("unlock_passphrase", second)
    person.press("unlock_open")
    person.find("renewed_later")


@pytest.mark.parametrize("last", ["weights", "ready"])
def test_left_later_it_goes_on_there(person: Person, last: str) -> None:
    confirm(person, person.create())
    person.find("weights_next")
    if last == "ready":
        person.press("weights_next")
        person.find("ready_next")
    lock(person)
    person.unlock()
    person.find(f"{last}_next")
    assert person.sees("first_start_back") == (last == "ready")
    if last == "weights":
        person.press("weights_next")
    person.press("ready_next")
    person.find("composer")


def test_what_was_typed_and_left_is_gone_at_an_idle_lock(person: Person) -> None:
    person.press("welcome_next")
    for name in ("profile_name", "profile_passphrase", "profile_again"):
        person.fill(name, "rain on the window")
    person.wiring.lock()
    for name in ("profile_name", "profile_passphrase", "profile_again"):
        assert person.find(name).text() == ""
    assert person.find("profile_name").hasFocus()


def test_closing_at_the_code_asks_nothing_and_loses_nothing(person: Person) -> None:
    person.create()
    person.window.close()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    (profile,) = person.profiles.all()
    assert Progress(person.program.settings).step(profile.id) == "recovery"


def test_closed_while_the_profile_is_being_made_it_goes_on_later(person: Person) -> None:
    person.press("welcome_next")
    person.fill("profile_name", "Mira")
    person.fill("profile_passphrase", PASSPHRASE)
    person.fill("profile_again", PASSPHRASE)
    person.press("profile_next")
    person.window.close()
    person.qtbot.waitUntil(lambda: bool(person.finished))
    (profile,) = person.profiles.all()
    assert Progress(person.program.settings).step(profile.id) == "recovery"


def chosen(person: Person) -> list[str]:
    offered = person.window.findChildren(QRadioButton)
    return [each.text() for each in offered if each.isVisible() and each.isChecked()]


def test_own_weights_are_looked_at_before_they_are_chosen(person: Person, tmp_path: Path) -> None:
    false, true = tmp_path / "holiday.gguf", tmp_path / "quiet-listener.gguf"
    false.write_bytes(b"JFIF, a picture")
    written(true)
    confirm(person, person.create())
    for file in (false, true):
        person.press("weights_file")
        question = person.find("file_question")
        assert isinstance(question, QFileDialog)
        question.fileSelected.emit(str(file))
        question.reject()
        if file is false:
            assert "holiday.gguf is not a GGUF file" in person.fault()
    person.qtbot.waitUntil(lambda: chosen(person) == ["quiet-listener"])
    assert not person.sees("form_fault")
    person.press("weights_next")
    person.find("ready_next")
    assert person.program.settings.text("weights") == str(true)


def test_another_person_begins_anew_and_can_go_back(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.press("unlock_new")
    person.press("first_start_back")
    person.press("unlock_new")
    person.begin("Lin", "another few words")
    assert [profile.name for profile in person.profiles.all()] == ["Mira", "Lin"]


def test_helplines_are_there_at_every_step(person: Person) -> None:
    def helplines() -> None:
        person.press("entrance_helplines")
        assert person.find("helpline_contact").text() == "988"
        person.press("sheet_close")
        person.qtbot.waitUntil(lambda: not person.sees("sheet"))

    person.find("welcome_next")
    helplines()
    code = person.create()
    helplines()
    confirm(person, code)
    person.find("weights_next")
    helplines()
    person.press("weights_next")
    person.find("ready_next")
    helplines()


def test_every_control_has_a_name(person: Person) -> None:
    person.find("welcome_next")
    assert person.unnamed() == []
    person.press("welcome_next")
    assert person.unnamed() == []
    person.press("first_start_back")
    code = person.create()
    assert person.unnamed() == []
    confirm(person, code)
    person.find("weights_choice")
    assert person.unnamed() == []
    person.press("weights_next")
    person.find("ready_next")
    assert person.unnamed() == []


def test_progress_forgets_what_it_does_not_know(person: Person) -> None:
    progress = Progress(person.program.settings)
    person.program.settings.set("first_start", "a=dancing =weights b new=profile c=ready")
    assert progress.step("a") is None
    assert progress.step("c") == "ready"
    assert progress.step(NEWCOMER) == "profile"
    for step in STEPS:
        progress.keep("a", step)
        assert progress.step("a") == step
    progress.keep("a", None)
    assert progress.step("a") is None
    assert isinstance(person.window, QWidget)
