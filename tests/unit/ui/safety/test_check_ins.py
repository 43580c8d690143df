"""How the person says they are: kept with their words, and shown to them as their own trend."""

from tests.support.person import Person


def choose(person: Person, mood: int) -> None:
    box = person.find("mood")
    box.setCurrentIndex(box.findData(str(mood)))
    box.activated.emit(box.currentIndex())


def told(person: Person) -> str:
    return str(person.find("check_ins_told").text())


def test_moods_and_words_are_kept_and_become_a_trend_that_can_also_be_heard(
    person: Person,
) -> None:
    person.begin()
    person.press("go_care")
    assert not person.find("check_in_keep").isEnabled()
    for mood, words in ((2, "heavy"), (4, "a walk helped")):
        choose(person, mood)
        person.find("check_in_words").setPlainText(words)
        person.press("check_in_keep")
        person.qtbot.waitUntil(lambda words=words: words in told(person))
    kept = [(each.mood, each.words, each.moment) for each in person.journal.kept_check_ins]
    assert kept == [(2, "heavy", "alone"), (4, "a walk helped", "alone")]
    assert person.find("trend").accessibleName() == "Your check-ins, the oldest first: Low, Good"
    assert told(person).splitlines()[0].endswith("Good. a walk helped")
    assert person.find("check_in_words").toPlainText() == ""


def test_one_is_kept_before_a_conversation_and_one_after(person: Person) -> None:
    person.begin()
    person.press("details_toggle")
    for mood in (1, 3):
        person.press("check_in_open")
        choose(person, mood)
        person.press("check_in_keep")
        person.qtbot.waitUntil(lambda: not person.sees("sheet"))
        if mood == 1:
            person.say("hello")
            person.qtbot.waitUntil(lambda: person.reads("listening"))
    person.qtbot.waitUntil(lambda: len(person.journal.kept_check_ins) == 2)
    before, after = person.journal.kept_check_ins
    assert (before.moment, before.conversation_id) == ("before", None)
    assert (after.moment, after.conversation_id) == ("after", "c0")


def test_a_lock_leaves_none_of_it_on_the_screen(person: Person) -> None:
    person.begin()
    person.press("go_care")
    choose(person, 2)
    person.find("check_in_words").setPlainText("heavy")
    person.press("check_in_keep")
    person.qtbot.waitUntil(lambda: "heavy" in told(person))
    label = person.find("check_ins_told")
    person.wiring.lock()
    assert label.text() == ""
