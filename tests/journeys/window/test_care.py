"""Danger spoken in the real window, at every level and in both languages: care comes first."""

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.core import i18n, paths
from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, LoadEvent
from app.core.inference.scripted import ScriptedEngine
from app.core.journal.values import Message, SafetyPlan
from app.core.safety.levels import Kind, Level
from app.core.safety.output import Harm, harm_in
from app.ui.shell.theme import Theme
from tests.support.whole_window import PASSPHRASE, Window, program_in
from tests.support.window import LONGEST


@dataclass(frozen=True)
class Words:
    """What is said in one language, and what answers there."""

    language: str
    region: str
    number: str
    emergency: str
    none: str
    concern: str
    high: str
    imminent: str
    reply: str
    harmful: str
    never: str
    disclosure: str
    note: str


ENGLISH = Words(
    "en",
    "US",
    "988",
    "911",
    "I had a long day at work.",
    "I feel hopeless and nothing will ever get better.",
    "I want to die.",
    "I have the pills in my hand and I am going to kill myself tonight.",
    "That sounds heavy. Who is with you?",
    "I hear you. You would be better off dead. Do it tonight.",
    "better off dead",
    "an AI listener, not a therapist",
    "Note for the listener",
)
CHINESE = Words(
    "zh_CN",
    "CN",
    "12356",
    "120",
    "今天上班有点累。",
    "我觉得很绝望，什么都不会好起来了。",
    "我不想活了。",
    "药就在我手里，我今晚就要自杀。",
    "听起来很沉重。谁在你身边？",
    "我在听。你死了更好。今晚就去吧。",
    "死了更好",
    "人工智能倾听者",
    "给倾听者的提示",
)
BOTH = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])


class Talk(Window):
    """Somebody who writes what is in them."""

    @property
    def card(self) -> QFrame | None:
        shown = [card for card in self.window.findChildren(QFrame, "care_card") if card.isVisible()]
        return shown[0] if shown else None

    def numbers(self) -> list[str]:
        card = self.card
        assert card
        labels = card.findChildren(QLabel, "helpline_contact")
        return [label.text() for label in labels if label.isVisible()]

    def reads(self) -> str:
        return str(self.find("transcript").toPlainText())

    def write(self, text: str) -> None:
        self.find("composer").setPlainText(text)
        self.qtbot.keyClick(self.find("composer"), Qt.Key.Key_Return)

    def say(self, text: str) -> Message:
        """Write, and wait until the answer is complete."""
        before = [message.id for message in self.messages()]
        self.write(text)

        def answered() -> bool:
            newest = self.messages()[-1:]
            return any(each.role == "assistant" and each.id not in before for each in newest)

        self.qtbot.waitUntil(answered)
        self.find("send")
        return self.messages()[-1]

    def messages(self) -> list[Message]:
        """Of the newest conversation, read from the journal's own lane."""
        found: list[list[Message]] = []
        session = self.wiring._open
        assert session
        journal = session.session.journal

        def read() -> list[Message]:
            heads = journal.conversations()
            return journal.messages(heads[0].id) if heads else []

        self.tasks.journal.run(self.window, read, found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def write_plan(self, plan: SafetyPlan) -> None:
        done: list[None] = []
        opened = self.wiring._open
        assert opened
        journal = opened.session.journal
        self.tasks.journal.run(self.window, lambda: journal.save_safety_plan(plan), done.append)
        self.qtbot.waitUntil(lambda: bool(done))


Begin = Callable[..., Talk]


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Begin]:
    open_now: list[Talk] = []

    def begin(words: Words, engine: ScriptedEngine | None = None, *, demo: bool = False) -> Talk:
        for talk in open_now:
            talk.close()
        open_now.clear()
        program = program_in(tmp_path)
        program.settings.set("language", words.language)
        program.settings.set("region", words.region)
        program.settings.set("pause_after_minutes", 0)
        program.settings.set("late_from", "never")
        if not demo:
            program.settings.set("weights", str(tmp_path / "other.gguf"))
        if not program.profiles.all():
            bootstrap.create_profile(program, "Mira", PASSPHRASE)
        bootstrap.speak(program.settings)
        open_now.append(Talk(qtbot, qapp, tmp_path, engine or ScriptedEngine((words.reply,))))
        open_now[0].unlock()
        return open_now[0]

    yield begin
    for talk in open_now:
        talk.close()
    i18n.use("en", paths.translations())
    Theme(qapp, paths.resources())


@BOTH
def test_none_is_answered_by_the_weights_alone(begin: Begin, words: Words) -> None:
    talk = begin(words)
    reply = talk.say(words.none)
    assert reply.text == words.reply
    assert words.reply in talk.reads()
    assert words.disclosure in talk.reads()
    assert talk.card is None


@BOTH
def test_concern_is_asked_about_and_the_reply_goes_on(begin: Begin, words: Words) -> None:
    engine = ScriptedEngine((words.reply,))
    talk = begin(words, engine)
    reply = talk.say(words.concern)
    assert reply.text == words.reply
    assert talk.messages()[0].risk == "concern"
    assert engine.requests[-1].prompt.index(words.concern) < engine.requests[-1].prompt.index(
        words.note
    )
    assert talk.card is None
    assert words.note not in talk.reads()


@BOTH
def test_high_shows_the_card_at_once_and_then_the_reply(begin: Begin, words: Words) -> None:
    engine = ScriptedEngine((words.reply,), pause=0.3)
    talk = begin(words, engine)
    talk.write(words.high)
    talk.qtbot.waitUntil(lambda: talk.card is not None)
    assert words.reply not in talk.reads()
    assert talk.numbers()[:2] == [words.number, words.emergency]
    talk.qtbot.waitUntil(lambda: words.reply in talk.reads())
    talk.find("send")
    assert talk.card
    prompt = engine.requests[-1].prompt
    assert prompt.rindex(words.high) < prompt.index(words.note)
    assert talk.say(words.none).text == words.reply
    assert talk.card, "it stays"


class BusyEngine(ScriptedEngine):
    """Loads its weights until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def load(self, weights: Path, options: EngineOptions) -> Iterator[LoadEvent]:
        assert self.let_go.wait(LONGEST)
        yield from super().load(weights, options)


@BOTH
def test_the_card_waits_for_no_engine(begin: Begin, words: Words) -> None:
    engine = BusyEngine()
    talk = begin(words, engine)
    talk.write(words.imminent)
    talk.qtbot.waitUntil(lambda: talk.card is not None)
    card = talk.card
    engine.let_go.set()
    talk.qtbot.waitUntil(lambda: answered(talk, words.imminent))
    talk.find("send")
    assert talk.card is card, "nothing is built anew under the person's hands"


def test_a_look_back_being_written_keeps_nobody_in_danger_waiting(begin: Begin) -> None:
    engine = ScriptedEngine((ENGLISH.reply, "word " * 100_000), pause=0.001)
    talk = begin(ENGLISH, engine)
    talk.say(ENGLISH.none)
    talk.wiring.ask("details")
    talk.find("look_back_open").click()
    talk.find("look_back_draft").click()
    talk.qtbot.waitUntil(lambda: len(engine.requests) == 2)
    talk.find("sheet_close").click()
    assert talk.say(ENGLISH.imminent).reviewed


@BOTH
def test_who_flees_to_an_empty_page_or_starts_anew_is_in_danger_there_too(
    begin: Begin, words: Words
) -> None:
    begin(words, demo=True).say(words.imminent)
    engine = ScriptedEngine((words.reply,))
    talk = begin(words, engine, demo=True)
    talk.qtbot.waitUntil(lambda: talk.card is not None)
    assert talk.say(words.none).reviewed
    assert engine.requests == []
    talk.find("care_dismiss").click()
    assert talk.say(words.none).reviewed
    assert talk.card is None


@BOTH
def test_imminent_is_answered_by_a_reviewed_text_and_one_can_go_on(
    begin: Begin, words: Words
) -> None:
    engine = ScriptedEngine((words.reply, words.harmful))
    talk = begin(words, engine)
    first = talk.say(words.imminent)
    triage = talk.program.triage
    reviewed = triage.reviewed_reply(Level.IMMINENT, words.language, words.region, [])
    assert first.reviewed
    assert first.text == reviewed
    assert engine.requests == []
    assert talk.numbers()[:2] == [words.number, words.emergency]

    second = talk.say(words.none)
    assert second.text == words.reply
    assert words.note in engine.requests[-1].prompt
    third = talk.say(words.none)
    assert third.text.endswith(triage.instead_of(Harm.ENCOURAGEMENT, words.language))
    assert words.never not in talk.reads()
    assert talk.find("composer").isEnabled()


VIOLENCE = {
    (Kind.ABUSE_SUFFERED, "en"): ("My husband is hitting me right now.", "911"),
    (Kind.ABUSE_SUFFERED, "zh_CN"): ("我老公正在打我。", "110"),
    (Kind.HARM_TO_OTHERS, "en"): ("I just stabbed him.", "911"),
    (Kind.HARM_TO_OTHERS, "zh_CN"): ("我现在就去杀了他。", "110"),
}


@BOTH
@pytest.mark.parametrize("danger", [Kind.ABUSE_SUFFERED, Kind.HARM_TO_OTHERS])
def test_violence_has_a_card_and_an_answer_of_its_own(
    begin: Begin, words: Words, danger: Kind
) -> None:
    engine = ScriptedEngine((words.reply,))
    talk = begin(words, engine)
    told, police = VIOLENCE[danger, words.language]
    first = talk.say(told)
    triage = talk.program.triage
    place = (words.language, words.region)
    assert first.reviewed
    assert first.text == triage.reviewed_reply(Level.IMMINENT, *place, [], danger)
    card = triage.card(Level.IMMINENT, *place, danger)
    assert card
    assert talk.find("care_heading").text() == card.heading
    assert talk.numbers()[0] == police
    talk.say(words.none)
    assert triage.guide(Level.IMMINENT, words.language, [], danger) in engine.requests[-1].prompt
    talk.find("care_dismiss").click()
    talk.say(words.high)
    own = triage.card(Level.IMMINENT, *place)
    assert own
    assert talk.find("care_heading").text() == own.heading, "another danger, another card"


@BOTH
def test_the_demo_never_writes_in_danger_and_repeats_nothing(begin: Begin, words: Words) -> None:
    engine = ScriptedEngine((words.reply,))
    talk = begin(words, engine, demo=True)
    said = [talk.say(words.imminent)]
    said += [talk.say(text) for text in (words.high, words.imminent, words.high, words.imminent)]
    assert all(reply.reviewed for reply in said)
    assert all(one.text != after.text for one, after in itertools.pairwise(said))
    assert engine.requests == []


@BOTH
def test_the_card_is_there_after_lock_and_restart_until_it_is_put_away(
    begin: Begin, words: Words
) -> None:
    talk = begin(words)
    talk.say(words.high)
    talk.wiring.lock()
    talk.find("unlock_passphrase")
    assert talk.card is None
    talk.unlock()
    talk.qtbot.waitUntil(lambda: talk.card is not None)
    talk = begin(words)
    open_newest(talk)
    talk.qtbot.waitUntil(lambda: talk.card is not None)

    talk.find("care_dismiss").click()
    assert talk.say(words.high).text == words.reply
    assert talk.card is None, "not at every message"
    talk = begin(words)
    open_newest(talk)
    talk.qtbot.waitUntil(lambda: words.high in talk.reads())
    assert talk.card is None, "the person put it away"
    talk.say(words.imminent)
    assert talk.card, "danger rose"


def open_newest(talk: Talk) -> None:
    rows = talk.find("conversations")
    talk.qtbot.waitUntil(lambda: rows.model().rowCount() > 1)

    rows.clicked.emit(rows.model().index(1, 0))


def test_the_card_of_one_conversation_is_put_away_there_and_not_in_another(begin: Begin) -> None:
    talk = begin(ENGLISH)
    talk.say(ENGLISH.high)
    talk.find("new_conversation").click()
    talk.qtbot.waitUntil(lambda: ENGLISH.high not in talk.reads())
    assert talk.card, "one who flees to a new page still has it"
    talk.find("care_dismiss").click()
    open_newest(talk)
    talk.qtbot.waitUntil(lambda: ENGLISH.high in talk.reads())
    assert talk.card is None


def test_the_region_is_changed_on_the_card(begin: Begin) -> None:
    talk = begin(ENGLISH)
    talk.say(ENGLISH.high)
    region = talk.find("care_card_region")
    assert region.currentText() == "United States"
    region.setFocus()
    region.setCurrentIndex(region.findData("GB"))
    region.activated.emit(region.currentIndex())
    talk.qtbot.waitUntil(lambda: "116 123" in talk.numbers())
    assert talk.program.settings.text("region") == "GB"
    assert region.isVisible(), "nothing is built anew under the person's hands"


@BOTH
@pytest.mark.parametrize("level", ["high", "imminent"])
def test_the_numbers_are_seen_at_the_largest_text_in_the_smallest_window(
    begin: Begin, words: Words, level: str
) -> None:
    talk = begin(words)
    talk.program.settings.set("text_size", 200)
    talk.window.resize(900, 600)
    talk.say(getattr(words, level))
    card = talk.card
    assert card
    labels = list(card.findChildren(QLabel, "helpline_contact"))[:2]
    assert [label.text() for label in labels] == [words.number, words.emergency]
    for label in labels:
        talk.qtbot.waitUntil(lambda label=label: seen_whole(label))  # type: ignore[misc]


def seen_whole(label: QLabel) -> bool:
    """Whether every line of its words is on the screen."""
    words = label.fontMetrics().boundingRect(label.text())
    height = min(words.height(), label.height())
    middle = QRect(QPoint(0, (label.height() - height) // 2), label.size())
    middle.setHeight(height)
    return bool(label.visibleRegion().boundingRect().contains(middle))


def test_the_plan_is_offered_on_the_card_once_there_is_one(begin: Begin) -> None:
    talk = begin(ENGLISH)
    talk.say(ENGLISH.high)
    card = talk.card
    assert card
    assert card.findChildren(QWidget, "care_plan") == []
    talk.write_plan(SafetyPlan(own_coping="tea and rain"))
    talk.say(ENGLISH.imminent)
    talk.find("care_plan").click()
    assert talk.find("plan_answer").text() == "tea and rain"
    talk.find("sheet_close").click()


@BOTH
def test_helplines_are_one_click_and_one_shortcut_away_everywhere(
    begin: Begin, words: Words
) -> None:
    talk = begin(words)

    def look(open_them: Callable[[], Any]) -> None:
        open_them()
        sheet = talk.find("sheet")
        labels = sheet.findChildren(QLabel, "helpline_contact")
        assert labels[0].text() == words.number
        talk.find("sheet_close").click()
        talk.qtbot.waitUntil(lambda: not talk.window.findChildren(QWidget, "sheet"))

    def by_shortcut() -> None:
        def is_active() -> bool:
            talk.window.activateWindow()  # asked while the sheet goes, it may be lost
            return bool(talk.window.isActiveWindow())

        talk.qtbot.waitUntil(is_active)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        talk.qtbot.keyClick(talk.window, Qt.Key.Key_H, both)

    for page in ("chat", "journal", "weights", "care", "profile", "settings"):
        talk.find(f"go_{page}").click()
        look(lambda: talk.find("helplines").click())
        look(by_shortcut)
    talk.wiring.lock()
    talk.find("unlock_passphrase")
    look(lambda: talk.find("entrance_helplines").click())
    look(by_shortcut)


SCRIPTS = {
    "plain": lambda words: ScriptedEngine((words.reply,)),
    "harmful": lambda words: ScriptedEngine((words.harmful,)),
    "refusing": lambda _words: ScriptedEngine((UserFacingError("engine_stopped"),)),
    "breaking": lambda words: ScriptedEngine((words.reply,), fails_after=1),
}


@BOTH
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("demo", [False, True], ids=["weights", "demo"])
def test_no_path_shows_an_unreviewed_crisis_answer(
    begin: Begin, words: Words, script: str, demo: bool
) -> None:
    """Whatever the weights do: the first answer to imminent danger is a reviewed text, and
    after it nothing is shown or stored that neither was reviewed nor passed the screen."""
    engine = SCRIPTS[script](words)
    talk = begin(words, engine, demo=demo)
    triage = talk.program.triage
    talk.say(words.imminent)
    for text in (words.none, words.imminent, words.high):
        talk.write(text)
        talk.qtbot.waitUntil(lambda text=text: answered(talk, text))
        talk.find("send")
    everything = [message for message in talk.messages() if message.role == "assistant"]
    assert everything[0].text == triage.reviewed_reply(
        Level.IMMINENT, words.language, words.region, []
    )
    assert len(engine.requests) == (0 if demo else 3)
    instead = {triage.instead_of(harm, words.language) for harm in Harm}
    said: list[str] = []
    for message in everything:
        if message.reviewed:
            allowed = [
                triage.reviewed_reply(level, words.language, words.region, said)
                for level in (Level.HIGH, Level.IMMINENT)
            ]
            assert message.text in allowed
            said.append(message.text)
        else:
            written = message.text
            for sentence in instead:
                written = written.replace(sentence, "")
            assert words.reply.startswith(written.strip()) or harm_in(written) is None
    assert all(one != after for one, after in itertools.pairwise(said))
    assert words.never not in talk.reads()


def answered(talk: Talk, text: str) -> bool:
    messages = talk.messages()
    asked = [at for at, message in enumerate(messages) if message.text == text]
    return bool(asked) and asked[-1] < len(messages) - 1


def test_a_conversation_keeps_its_way_of_listening_and_another_begins_as_usual(
    begin: Begin,
) -> None:
    engine = ScriptedEngine((ENGLISH.reply,))
    talk = begin(ENGLISH, engine)
    way = talk.find("opening_way")
    talk.qtbot.waitUntil(lambda: way.currentText() == "Empathic listener")
    way.setCurrentIndex(way.findText("Winding down before sleep"))
    way.activated.emit(way.currentIndex())
    talk.say(ENGLISH.none)
    assert "The aim is rest" in engine.requests[-1].prompt
    talk.wiring.ask("details")
    talk.qtbot.waitUntil(
        lambda: talk.find("details_way").currentText() == "Winding down before sleep"
    )
    talk.find("own_way_open").click()
    talk.find("own_way").setPlainText("Answer in rhymes about herons.")
    talk.find("own_way_use").click()
    talk.qtbot.waitUntil(lambda: talk.find("details_way").currentText() == "In your own words")
    talk.say(ENGLISH.none)
    assert "rhymes about herons" in engine.requests[-1].prompt
    assert "you are an AI and say so when asked" in engine.requests[-1].prompt, "the limits stay"

    talk.find("new_conversation").click()
    talk.qtbot.waitUntil(lambda: talk.find("opening_way").currentText() == "Empathic listener")
    talk.say(ENGLISH.none)
    assert "herons" not in engine.requests[-1].prompt
    engine = ScriptedEngine((ENGLISH.reply,))
    talk = begin(ENGLISH, engine)
    rows = talk.find("conversations")
    talk.qtbot.waitUntil(lambda: rows.model().rowCount() > 2)
    rows.clicked.emit(rows.model().index(2, 0))
    talk.qtbot.waitUntil(lambda: ENGLISH.none in talk.reads())
    talk.write(ENGLISH.none)
    talk.qtbot.waitUntil(lambda: bool(engine.requests))
    talk.find("send")
    assert "rhymes about herons" in engine.requests[-1].prompt


def test_a_look_back_is_drafted_changed_and_kept_but_never_drafted_in_danger(begin: Begin) -> None:
    engine = ScriptedEngine((ENGLISH.reply, "You spoke of a long day."))
    talk = begin(ENGLISH, engine)
    talk.say(ENGLISH.none)
    talk.wiring.ask("details")
    talk.find("look_back_open").click()
    talk.find("look_back_draft").click()
    field = talk.find("look_back")
    talk.qtbot.waitUntil(lambda: field.toPlainText() == "You spoke of a long day.")
    talk.qtbot.keyClicks(field, " And of tea.")
    talk.find("look_back_keep").click()
    opened = talk.wiring._open
    assert opened
    notes: list[Any] = []
    talk.tasks.journal.run(talk.window, opened.session.journal.notes, notes.extend)
    talk.qtbot.waitUntil(lambda: bool(notes))
    assert notes[0].text == "You spoke of a long day. And of tea."

    talk.say(ENGLISH.high)
    asked = len(engine.requests)
    talk.find("look_back_open").click()
    talk.find("look_back_draft").click()
    talk.qtbot.waitUntil(lambda: "that you are safe" in talk.find("look_back_told").text())
    assert len(engine.requests) == asked
    talk.find("sheet_close").click()
