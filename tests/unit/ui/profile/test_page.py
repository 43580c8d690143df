import pytest
from PySide6.QtGui import QGuiApplication

from app.core.vault.profiles import Profile
from app.ui.first_start.progress import Progress
from tests.support.first_start import confirm, shown_code
from tests.support.person import PASSPHRASE, Person

NEW = "the sea at night"


@pytest.fixture
def inside(person: Person) -> Person:
    """Somebody whose journal is open, on the page of the profile."""
    person.begin()
    person.press("go_profile")
    person.qtbot.waitUntil(lambda: person.find("profile_rename").text() == "Mira")
    return person


def done(person: Person, section: str) -> str:
    return str(person.find(f"{section}_done").text())


def mine(person: Person) -> Profile:
    return person.profiles.all()[0]


def locked(person: Person) -> None:
    person.wiring.lock()
    person.find("unlock_passphrase")


def test_the_name_changes_and_can_be_hidden(inside: Person) -> None:
    inside.fill("profile_rename", "Mirabelle")
    inside.press("profile_rename_save")
    assert "changed" in done(inside, "profile_name_section")
    assert mine(inside).name == "Mirabelle"
    inside.find("profile_private").setChecked(True)
    inside.press("profile_rename_save")
    inside.qtbot.waitUntil(lambda: mine(inside).private)
    locked(inside)
    assert "Mirabelle" not in [profile.name for profile in inside.profiles.all()]
    inside.unlock()
    inside.press("go_profile")
    inside.qtbot.waitUntil(lambda: inside.find("profile_rename").text() == "Mirabelle")


def test_a_name_that_cannot_be_is_told_inline(inside: Person) -> None:
    inside.fill("profile_rename", "")
    inside.press("profile_rename_save")
    assert "can't be used" in inside.fault()
    assert mine(inside).name == "Mira"


def test_the_passphrase_changes_for_who_knows_it(inside: Person) -> None:
    inside.fill("current_passphrase", "not this one")
    inside.fill("changed_passphrase", NEW)
    inside.fill("changed_again", NEW)
    inside.press("passphrase_save")
    assert "not the passphrase that opens" in inside.fault()
    inside.fill("current_passphrase", PASSPHRASE)
    inside.press("passphrase_save")
    assert "opens your journal" in done(inside, "passphrase_section")
    assert inside.find("current_passphrase").text() == ""
    assert inside.find("changed_again").text() == ""
    locked(inside)
    inside.unlock(PASSPHRASE)
    assert "doesn't open" in inside.fault()
    inside.unlock(NEW)
    inside.find("composer")


def test_two_different_new_passphrases_change_nothing(inside: Person) -> None:
    inside.fill("current_passphrase", PASSPHRASE)
    inside.fill("changed_passphrase", NEW)
    inside.fill("changed_again", NEW + "!")
    inside.press("passphrase_save")
    assert "not the same" in inside.fault()
    locked(inside)
    inside.unlock(PASSPHRASE)
    inside.find("composer")


def renew(inside: Person) -> None:
    inside.fill("recovery_current", PASSPHRASE)
    inside.press("recovery_renew")


def test_who_does_not_know_the_passphrase_gets_no_recovery_code(inside: Person) -> None:
    inside.fill("recovery_current", "a guess at the desk")
    inside.press("recovery_renew")
    assert "not the passphrase that opens" in inside.fault()
    assert not inside.sees("recovery_code")
    assert Progress(inside.program.settings).step(mine(inside).id) is None


def test_a_new_recovery_code_is_confirmed_and_counts(inside: Person) -> None:
    renew(inside)
    code = shown_code(inside)
    inside.press("recovery_copy")
    assert QGuiApplication.clipboard().text() == code
    inside.press("recovery_next")
    inside.fill("confirm_first", "0000")
    inside.fill("confirm_second", "0000")
    inside.press("confirm_next")
    assert "is not the same" in inside.fault()
    inside.press("recovery_again")
    assert shown_code(inside) == code
    confirm(inside, code)
    assert "counts" in done(inside, "recovery_section")
    assert Progress(inside.program.settings).step(mine(inside).id) is None
    locked(inside)
    inside.press("unlock_other_way")
    inside.fill("unlock_passphrase", code)
    inside.press("unlock_open")
    inside.find("renewed_later")


def test_a_new_code_left_unconfirmed_comes_anew_after_unlock(inside: Person) -> None:
    renew(inside)
    first = shown_code(inside)
    locked(inside)
    inside.unlock()
    second = shown_code(inside)
    assert second != first
    assert not inside.sees("first_start_step")
    confirm(inside, second)
    inside.find("composer")
    assert inside.program.settings.text("first_start") == ""


def test_without_a_keyring_nothing_is_offered(inside: Person) -> None:
    assert inside.find("quick_unlock_section")
    assert not inside.sees("quick_unlock_change")


def test_the_passphrase_is_removed_by_who_has_the_code_and_set_again(person: Person) -> None:
    code = person.begin()
    person.press("go_profile")
    person.press("passphrase_removal_open")
    person.fill("passphrase_removal_proof", PASSPHRASE)
    person.press("passphrase_removal_confirm")
    assert "not a whole recovery code" in person.fault()
    person.fill("passphrase_removal_proof", code)
    person.press("passphrase_removal_confirm")
    assert "removed" in done(person, "passphrase_section")
    person.qtbot.waitUntil(lambda: person.find("passphrase_save").text() == "Set a passphrase")
    for gone in ("passphrase_removal", "recovery_removal", "profile_key_new"):
        assert not person.sees(gone), gone
    assert person.unnamed() == []
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert person.find("unlock_passphrase").accessibleName() == "Recovery code"
    assert not person.sees("unlock_other_way")
    person.unlock(code)
    person.find("composer")

    person.press("go_profile")
    person.qtbot.waitUntil(lambda: person.find("passphrase_save").text() == "Set a passphrase")
    person.fill("current_passphrase", PASSPHRASE)
    person.fill("changed_passphrase", NEW)
    person.fill("changed_again", NEW)
    person.press("passphrase_save")
    assert "another journal" in person.fault()
    person.fill("current_passphrase", code)
    person.press("passphrase_save")
    person.qtbot.waitUntil(lambda: person.sees("recovery_removal_open"))
    locked(person)
    person.unlock(NEW)
    person.find("composer")


def test_the_recovery_code_is_removed_by_who_knows_the_passphrase(inside: Person) -> None:
    inside.press("recovery_removal_open")
    inside.fill("recovery_removal_proof", "a guess at the desk")
    inside.press("recovery_removal_confirm")
    assert "not the passphrase that opens" in inside.fault()
    inside.press("recovery_removal_cancel")
    assert not inside.sees("recovery_removal_proof")
    inside.press("recovery_removal_open")
    assert inside.find("recovery_removal_proof").text() == ""
    inside.fill("recovery_removal_proof", PASSPHRASE)
    inside.press("recovery_removal_confirm")
    assert "removed" in done(inside, "recovery_section")
    inside.qtbot.waitUntil(lambda: inside.find("recovery_renew").text() == "Make a recovery code")
    assert mine(inside).ways == {"passphrase"}
    assert not inside.sees("passphrase_removal"), "the last way in stays"
    locked(inside)
    assert not inside.sees("unlock_other_way")
    inside.unlock()
    inside.press("go_profile")
    inside.qtbot.waitUntil(lambda: inside.find("recovery_renew").text() == "Make a recovery code")
    renew(inside)
    confirm(inside, shown_code(inside))
    assert mine(inside).ways == {"passphrase", "recovery"}
    inside.qtbot.waitUntil(lambda: inside.sees("recovery_removal_open"))


def test_while_a_code_is_written_down_none_is_removed(inside: Person) -> None:
    renew(inside)
    shown_code(inside)
    assert not inside.sees("recovery_removal"), "not while a code is shown"
    inside.press("recovery_next")
    assert not inside.sees("recovery_removal")


def test_deleting_asks_for_the_name_and_leaves_nothing(inside: Person) -> None:
    folder = mine(inside).folder
    inside.fill("delete_name", "Mia")
    assert not inside.find("delete_profile").isEnabled()
    inside.fill("delete_name", "mira")
    inside.press("delete_profile")
    inside.find("welcome_next")
    assert inside.profiles.all() == []
    assert not folder.exists()


def test_lock_empties_every_field(inside: Person) -> None:
    inside.fill("current_passphrase", PASSPHRASE)
    renew(inside)
    code = inside.find("recovery_code")
    line = inside.find("current_passphrase")
    inside.wiring.lock()
    assert line.text() == ""
    assert code.text() == ""


def test_every_control_has_a_name(inside: Person) -> None:
    assert inside.unnamed() == []
    renew(inside)
    inside.find("recovery_code")
    assert inside.unnamed() == []
