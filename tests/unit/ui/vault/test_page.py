import shutil

from PySide6.QtWidgets import QComboBox

from tests.support.person import PASSPHRASE, Person


def test_a_wrong_passphrase_is_told_and_another_try_is_ready(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.unlock("not this one")
    assert "doesn't open this journal" in person.fault()
    assert person.find("unlock_passphrase").selectedText()
    person.unlock()
    person.find("composer")


def test_with_several_profiles_the_last_used_comes_first(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert not person.sees("unlock_profile")
    person.press("unlock_new")
    person.begin("Lin", "another few words")
    _mira, lin = person.profiles.all()
    person.program.settings.set("last_profile", lin.id)
    person.wiring.lock()
    choice = person.find("unlock_profile")
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(row) for row in range(choice.count())] == ["Lin", "Mira"]
    person.unlock("another few words")
    person.find("composer")
    person.wiring.lock()
    person.find("unlock_profile").setCurrentIndex(1)
    person.unlock(PASSPHRASE)
    person.find("composer")


def test_a_damaged_profile_is_said_and_the_others_open(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    (mira,) = person.profiles.all()
    damaged = mira.folder.with_name("0123456789abcdef")
    shutil.copytree(mira.folder, damaged)
    for copy in damaged.glob("vault.json*"):
        copy.write_bytes(b"{}")
    person.wiring.start()
    choice = person.find("unlock_profile")
    assert [choice.itemText(row) for row in range(choice.count())] == [
        "Mira",
        "A profile that can't be read",
    ]
    choice.setCurrentIndex(1)
    assert "key file of this profile is damaged" in person.fault()
    assert not person.find("unlock_passphrase").isEnabled()
    assert not person.find("unlock_open").isEnabled()
    choice.setCurrentIndex(0)
    assert not person.sees("form_fault")
    person.unlock()
    person.find("composer")


def test_open_elsewhere_is_said(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    (mira,) = person.profiles.all()
    with person.profiles.unlock(mira, PASSPHRASE):
        person.unlock()
        assert "open in another window" in person.fault()
    person.unlock()
    person.find("composer")


def test_after_several_wrong_tries_the_next_one_waits(person: Person) -> None:
    person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    for _try in range(20):
        person.unlock("not this one")
        person.find("form_fault")
        person.qtbot.waitUntil(person.find("unlock_passphrase").isEnabled)
        if person.sees("unlock_wait"):
            break
    assert person.find("unlock_wait").text().startswith("Next try in ")
    assert not person.find("unlock_open").isEnabled()
    person.fill("unlock_passphrase", PASSPHRASE)
    person.qtbot.waitUntil(person.find("unlock_open").isEnabled, timeout=60_000)
    assert not person.sees("unlock_wait")
    person.press("unlock_open")
    person.find("composer")


def test_the_recovery_code_leads_to_a_new_passphrase(person: Person) -> None:
    code = person.begin()
    person.wiring.lock()
    person.press("unlock_other_way")
    line = person.find("unlock_passphrase")
    assert line.echoMode() == line.EchoMode.Normal
    person.fill("unlock_passphrase", code.lower().replace("-", " "))
    person.press("unlock_open")
    person.fill("renewed_passphrase", "the sea at night")
    person.fill("renewed_again", "the sea by night")
    person.press("renewed_next")
    assert "not the same" in person.fault()
    person.fill("renewed_again", "the sea at night")
    person.press("renewed_next")
    person.find("composer")
    person.wiring.lock()
    person.unlock(PASSPHRASE)
    assert "doesn't open" in person.fault()
    person.unlock("the sea at night")
    person.find("composer")
    person.wiring.lock()
    person.press("unlock_other_way")  # the code on the paper is still the one
    person.fill("unlock_passphrase", code)
    person.press("unlock_open")
    person.find("renewed_next")


def test_who_only_mislaid_the_passphrase_keeps_it(person: Person) -> None:
    code = person.begin()
    person.wiring.lock()
    person.press("unlock_other_way")
    person.fill("unlock_passphrase", code)
    person.press("unlock_open")
    person.press("renewed_later")
    person.find("composer")
    person.wiring.lock()
    person.unlock()
    person.find("composer")


def test_a_code_with_a_slip_is_told_apart_from_another_ones(person: Person) -> None:
    code = person.begin()
    person.wiring.lock()
    person.press("unlock_other_way")
    person.fill("unlock_passphrase", code[:-1])
    person.press("unlock_open")
    assert "not a whole recovery code" in person.fault()


def test_locked_before_the_new_passphrase_nothing_is_held(person: Person) -> None:
    code = person.begin()
    person.wiring.lock()
    person.press("unlock_other_way")
    person.fill("unlock_passphrase", code)
    person.press("unlock_open")
    person.find("renewed_next")
    person.wiring.lock()
    person.unlock()
    person.find("composer")


def test_a_journal_with_a_loss_opens_only_for_who_goes_on(person: Person) -> None:
    person.begin()
    person.loss = "journal_rolled_back"
    person.wiring.lock()
    person.unlock()
    person.press("question_no")
    assert "older one than was last open here" in person.fault()
    person.unlock()
    person.press("question_yes")
    person.qtbot.waitUntil(lambda: "once more" in person.fault())
    person.unlock()
    person.find("composer")
    assert person.losses_accepted == [False, False, False, True]
    person.wiring.lock()
    person.unlock()  # agreeing once was for once
    person.find("question_no")


def test_every_control_has_a_name(person: Person) -> None:
    code = person.begin()
    person.wiring.lock()
    person.find("unlock_passphrase")
    assert person.unnamed() == []
    person.press("unlock_other_way")
    assert person.unnamed() == []
    person.fill("unlock_passphrase", code)
    person.press("unlock_open")
    person.find("renewed_next")
    assert person.unnamed() == []
