"""One turn, as the person and the journal see it."""

import logging
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.core import paths
from app.core.chat import care
from app.core.chat.care import Place
from app.core.chat.sampling import OwnSampling, own_sampling
from app.core.chat.session import ChatSession
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    ReplyReplaced,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.inference.engine import (
    EngineOptions,
    Finished,
    GenerationEvent,
    GenerationRequest,
    StopReason,
)
from app.core.inference.scripted import ScriptedEngine
from app.core.inference.snapshots import Kept, Snapshots, file_of
from app.core.journal.store import Journal
from app.core.prompts.styles import Styles, read_style
from app.core.safety.helplines import Helplines
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights
from tests.support.keys import subkey

DANGER = "I want to kill myself tonight."
MEASURES = {"cli/bench_gpt4all.py", "cli/bench_rivals.py", "cli/doctor.py", "core/packs/trial.py"}
PROMPTS = paths.resources() / "prompts"
WISH = "I want to die."


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as opened:
        yield opened


@pytest.fixture
def talk(journal: Journal, tmp_path: Path) -> Callable[[ScriptedEngine], ChatSession]:
    safety = paths.resources() / "safety"

    def begin(
        engine: ScriptedEngine,
        *,
        reviewed_only: bool = False,
        style: str = "listener",
        snapshots: Snapshots | None = None,
        takes_back: bool = True,
    ) -> ChatSession:
        file = tmp_path / "w.gguf"
        return ChatSession(
            journal=journal,
            engine=engine,
            weights=InstalledWeights(
                "w", {"en": "W"}, {}, file, "listener", reviewed_only=reviewed_only
            ),
            options=EngineOptions(),
            style=read_style(PROMPTS, style),
            styles=Styles(PROMPTS),
            triage=Triage(safety, Helplines(safety)),
            place=lambda: Place("en", "US"),
            snapshots=snapshots,
            takes_back=takes_back,
        )

    return begin


def kinds(events: list[TurnEvent]) -> list[str]:
    """Names of the events, repetitions left out."""
    names = [type(event).__name__ for event in events]
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


def conversation_of(events: list[TurnEvent]) -> str:
    return next(
        event.message.conversation_id for event in events if isinstance(event, MessageSaved)
    )


def test_a_turn_is_saved_before_the_weights_are_asked(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["I am listening."])
    turn = talk(engine).send(None, "My cat is ill.")
    saved = next(turn)
    assert isinstance(saved, MessageSaved)
    assert engine.requests == []
    assert journal.messages(saved.message.conversation_id) == [saved.message]

    events = list(turn)
    assert kinds(events) == ["WeightsLoading", "PromptReading", "ReplyText", "ReplySaved"]
    assert "".join(e.text for e in events if isinstance(e, ReplyText)) == "I am listening."
    _, reply = journal.messages(saved.message.conversation_id)
    assert (reply.text, reply.state, reply.weights) == ("I am listening.", "complete", "w")
    assert [(known.weights, known.title) for known in journal.known_weights()] == [("w", "W")]
    assert "My cat is ill." in engine.requests[0].prompt
    assert "You are a warm, patient listener" in engine.requests[0].prompt


def test_the_weights_hear_the_whole_conversation_in_its_language(talk) -> None:
    engine = ScriptedEngine(["嗯，我在听。"])
    session = talk(engine)
    first = list(session.send(None, "我的猫病了。"))
    list(session.send(conversation_of(first), "She eats nothing."))
    assert "倾听者" in engine.requests[1].prompt
    assert engine.requests[1].prompt.startswith(engine.requests[0].prompt)


def test_a_conversation_goes_on_in_the_style_it_began_with(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["Good night."])
    (events,) = say(talk(engine, style="wind_down"), None, "I can't sleep.")
    conversation = conversation_of(events)
    assert journal.conversation_settings(conversation).style_version == 1
    say(talk(engine, style="rebt"), conversation, "Still awake.")
    assert "The aim is rest" in engine.requests[1].prompt
    assert "rational" not in engine.requests[1].prompt


def test_a_draft_is_gone_once_its_message_is_sent(talk, journal: Journal) -> None:
    journal.save_draft(None, "My cat")
    events = list(talk(ScriptedEngine()).send(None, "My cat is ill."))
    assert journal.draft(None) == ""
    assert isinstance(events[-1], ReplySaved)


def say(session: ChatSession, conversation: str | None, *texts: str) -> list[list[TurnEvent]]:
    """Turns of one conversation, one after the other."""
    turns = []
    for text in texts:
        turns.append(list(session.send(conversation, text)))
        conversation = conversation or conversation_of(turns[0])
    return turns


@pytest.mark.parametrize("words", [DANGER, "我今晚就要自杀"])
def test_in_imminent_danger_the_card_comes_first_and_a_reviewed_text_answers(
    talk, journal: Journal, words: str
) -> None:
    engine = ScriptedEngine(["You should."])
    (events,) = say(talk(engine), None, words)
    assert kinds(events) == ["CareOffered", "MessageSaved", "ReplyText", "ReplySaved"]
    assert any("988" in line.contact for line in events[0].card.helplines)
    assert engine.requests == []
    user, reply = journal.messages(conversation_of(events))
    assert user.risk == "imminent"
    assert reply.reviewed
    assert reply.weights is None


@pytest.mark.parametrize(
    ("words", "guide"), [(WISH, "Note for the listener"), ("我想死", "给倾听者")]
)
def test_at_high_risk_the_card_comes_and_the_weights_answer_guided(
    talk, journal: Journal, words: str, guide: str
) -> None:
    engine = ScriptedEngine(["I hear you. Who could be with you now?"])
    session = talk(engine)
    first = list(session.send(None, "Hello, I had a bad day at work."))
    events = list(session.send(conversation_of(first), words))
    assert kinds(events)[:2] == ["CareOffered", "MessageSaved"]
    assert isinstance(events[-1], ReplySaved)
    before, prompt = engine.requests[0].prompt, engine.requests[1].prompt
    assert prompt.startswith(before), "what was read stays read"
    assert guide in prompt[len(before) :]
    assert guide not in "".join(m.text for m in journal.messages(conversation_of(first)))


def test_at_high_risk_whole_sentences_come(talk) -> None:
    engine = ScriptedEngine(["I hear you. Who could be with you"])
    (events,) = say(talk(engine), None, WISH)
    assert [e.text for e in events if isinstance(e, ReplyText)] == [
        "I hear you.",
        " Who could be with you",
    ]


def test_a_hint_is_answered_with_a_gentle_question_in_mind(talk) -> None:
    engine = ScriptedEngine(["Tell me more."])
    (events,) = say(talk(engine), None, "I feel hopeless")
    assert not any(isinstance(event, CareOffered) for event in events)
    assert "ask gently and directly" in engine.requests[0].prompt


def test_the_log_tells_nothing_of_danger(talk, caplog: pytest.LogCaptureFixture) -> None:
    """It lies readable beside the sealed journal."""
    log = logging.getLogger("app.core.chat")
    log.addHandler(caplog.handler)
    log.setLevel(logging.DEBUG)
    try:
        replies = ["I hear you. You should just kill yourself now. Bye."]
        say(talk(ScriptedEngine(replies)), None, WISH, "Go on.")
        say(talk(ScriptedEngine(replies)), None, DANGER)
        assert caplog.messages == []
    finally:
        log.removeHandler(caplog.handler)
        log.setLevel(logging.NOTSET)


@pytest.mark.parametrize("hold", [True, False])
def test_a_harmful_reply_is_stopped_and_never_stored_or_read_again(
    talk, journal: Journal, hold: bool
) -> None:
    engine = ScriptedEngine(["I hear you. You should just kill yourself now. Bye."])
    session = talk(engine)
    (events,) = say(session, None, WISH if hold else "My cat is ill.")
    saved = events[-1]
    assert saved.facts.stop_reason == "screened"
    assert saved.message.text.startswith("I hear you.")
    assert "You matter" in saved.message.text
    whole = next(e.text for e in events if isinstance(e, ReplyReplaced))
    assert whole == saved.message.text
    say(session, conversation_of(events), "Go on.")
    stored = "".join(message.text for message in journal.messages(conversation_of(events)))
    for words in ("kill yourself now", "Bye"):
        assert words not in stored
        assert words not in engine.requests[-1].prompt
    if hold:
        shown = "".join(e.text for e in events if isinstance(e, ReplyText))
        assert shown == "I hear you."


def test_no_snapshot_remembers_what_was_stopped(talk, tmp_path: Path) -> None:
    engine = ScriptedEngine(["You should just kill yourself now.", "I hear you."])
    session = talk(engine, snapshots=Snapshots(tmp_path / "s", bytes(32), 1))
    conversation = conversation_of(list(session.send(None, "My cat is ill.")))
    session.read_ahead(conversation)
    session.rest(conversation)
    assert engine.kept == []
    list(session.send(conversation, "She eats nothing."))
    session.rest(conversation)
    assert engine.kept == [conversation]


def test_what_the_weights_write_reaches_nobody_but_through_the_output_screen() -> None:
    """Whatever is added to regenerate, edit, go on or sum up has to come through these doors."""
    app = Path(str(care.__file__)).parents[2]
    callers = {
        str(file.relative_to(app))
        for file in sorted(app.rglob("*.py"))
        if ".generate(" in file.read_text("utf-8") and "inference" not in file.parts
    }
    doors = {"core/chat/answer.py", "core/chat/memory.py"}
    assert callers - doors == MEASURES, "which show nobody a reply"
    for door in doors:
        assert "OutputScreen(" in (app / door).read_text("utf-8")


def test_where_nothing_can_be_taken_back_no_harmful_word_is_shown(talk) -> None:
    engine = ScriptedEngine(["I hear you. You should just kill yourself now. Bye."])
    (events,) = say(talk(engine, takes_back=False), None, "My cat is ill.")
    assert [e.text for e in events if isinstance(e, ReplyText)] == ["I hear you."]
    assert events[-1].facts.stop_reason == "screened"


def test_after_imminent_danger_the_weights_answer_guided_and_held_back(talk) -> None:
    engine = ScriptedEngine(["Are you safe? Who is near?"])
    first, second = say(talk(engine), None, DANGER, "I am still here")
    assert first[-1].facts.stop_reason == "reviewed"
    assert second[-1].message.weights == "w"
    assert "may act within minutes" in engine.requests[0].prompt


def test_weights_for_trying_never_write_while_risk_is_open(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["Tell me more."])
    session = talk(engine, reviewed_only=True)
    calm = ["ok", "well", "I don't know", "it's raining", "my tea is cold"]
    turns = say(session, None, WISH, "ok", "well", DANGER, *calm, "hm", *calm)
    assert engine.requests == []
    assert all(events[-1].facts.stop_reason == "reviewed" for events in turns)
    replies = [e[-1].message.text for e in turns]
    assert all(one != other for one, other in pairwise(replies))
    say(session, conversation_of(turns[0]), "I made tea for my sister.")
    assert len(engine.requests) == 1


def test_no_unreviewed_words_answer_imminent_danger_when_it_is_first_heard(talk) -> None:
    reviewed = "".join(
        text["text"]["en"]
        for text in tomllib.loads(
            (paths.resources() / "safety" / "replies.toml").read_text("utf-8")
        )["reply"]["self_harm"]["imminent"]
    )
    for history in ([], ["Hello."], [WISH], [WISH, "hm"]):
        (*_, events) = say(talk(ScriptedEngine(["Die."])), None, *history, DANGER)
        said = "".join(e.text for e in events if isinstance(e, ReplyText))
        assert said.partition(" 911")[0].splitlines()[0] in reviewed


def test_the_card_comes_back_when_danger_rises_not_at_every_message(talk) -> None:
    session = talk(ScriptedEngine(["I hear you."]))
    (first,) = say(session, None, WISH)
    conversation = conversation_of(first)
    session.care.dismiss(conversation)
    again, risen = say(session, conversation, WISH, DANGER)
    assert "CareOffered" not in kinds(again)
    assert kinds(risen)[0] == "CareOffered"


def test_who_put_the_card_away_and_is_calm_is_not_asked_again_at_each_message(talk) -> None:
    engine = ScriptedEngine(["I hear you."])
    session = talk(engine)
    (first,) = say(session, None, WISH)
    conversation = conversation_of(first)
    asks, rests = "Ask one direct question", "Don't ask about suicide"
    say(session, conversation, "It was a long day.")
    assert asks in engine.requests[-1].prompt
    session.care.dismiss(conversation)
    say(session, conversation, "My tea is cold.")
    assert rests in engine.requests[-1].prompt
    assert asks not in engine.requests[-1].prompt
    say(session, conversation, WISH)
    assert asks in engine.requests[-1].prompt, "said anew, it is asked about anew"
    assert rests not in engine.requests[-1].prompt


def test_danger_and_a_dismissal_outlive_a_restart(talk) -> None:
    conversation = conversation_of(list(talk(ScriptedEngine()).send(None, DANGER)))
    engine = ScriptedEngine(["Sure."])
    session = talk(engine, reviewed_only=True)
    assert session.care.card_of(conversation)
    assert list(session.send(conversation, "ok"))[-1].facts.stop_reason == "reviewed"
    assert engine.requests == []
    session.care.dismiss(conversation)
    assert talk(ScriptedEngine()).care.card_of(conversation) is None


def test_weights_that_fail_leave_nobody_in_danger_without_an_answer(talk) -> None:
    engine = ScriptedEngine([UserFacingError("engine_stopped")])
    (events,) = say(talk(engine), None, WISH)
    assert events[-1].facts.stop_reason == "reviewed"


@pytest.mark.parametrize("words", [WISH, DANGER])
def test_weights_without_a_word_leave_nobody_in_danger_without_an_answer(talk, words: str) -> None:
    turns = say(talk(ScriptedEngine([""])), None, words, "hm")
    assert [events[-1].facts.stop_reason for events in turns] == ["reviewed", "reviewed"]


def test_who_begins_to_act_is_answered_by_a_reviewed_text_again(talk) -> None:
    engine = ScriptedEngine(["I am here."])
    acted = "I have taken all the pills."
    turns = say(talk(engine), None, DANGER, "hm", acted, "I am sleepy")
    reasons = [events[-1].facts.stop_reason for events in turns]
    assert reasons == ["reviewed", "end", "reviewed", "end"]


@pytest.mark.parametrize("fled_to", ["new", "old"])
def test_danger_counts_in_every_conversation_and_not_only_where_it_was_heard(
    talk, journal: Journal, fled_to: str
) -> None:
    engine = ScriptedEngine(["Tell me more."])
    session = talk(engine, reviewed_only=True)
    (calm,) = say(session, None, "My cat is ill.")
    say(session, None, DANGER)
    assert session.care.card_of(None), "over an empty page, too"
    asked = len(engine.requests)
    with pytest.raises(UserFacingError, match="summary_in_danger"):
        session.looking_back.summarise(conversation_of(calm))
    again = talk(engine, reviewed_only=True)
    (events,) = say(again, None if fled_to == "new" else conversation_of(calm), "Hello.")
    assert kinds(events)[0] == "CareOffered"
    assert events[-1].facts.stop_reason == "reviewed"
    assert len(engine.requests) == asked


def test_danger_in_a_talk_brought_in_is_heard_where_it_goes_on(talk, journal: Journal) -> None:
    engine = ScriptedEngine()
    conversation = journal.add_message(None, "user", DANGER).conversation_id
    journal.add_message(conversation, "assistant", "Words of another program.")
    (events,) = say(talk(engine, reviewed_only=True), conversation, "Hello.")
    assert kinds(events)[0] == "CareOffered"
    assert events[-1].facts.stop_reason == "reviewed"
    assert engine.requests == []


def test_a_card_put_away_on_an_empty_page_stays_away_in_what_begins_there(talk) -> None:
    session = talk(ScriptedEngine())
    say(session, None, WISH)
    session.care.dismiss(None)
    assert session.care.card_of(None) is None
    calm, risen = say(session, None, "Hello.", DANGER)
    assert "CareOffered" not in kinds(calm)
    assert kinds(risen)[0] == "CareOffered"


def test_danger_of_long_ago_does_not_count_elsewhere(talk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = talk(ScriptedEngine())
    say(session, None, DANGER)
    monkeypatch.setattr(care, "COUNTS_ELSEWHERE", timedelta(0))
    assert session.care.card_of(None) is None
    (events,) = say(session, None, "Hello.")
    assert "CareOffered" not in kinds(events)


def test_the_card_is_foreseen_without_the_engine_and_nothing_is_kept(
    talk, journal: Journal
) -> None:
    engine = ScriptedEngine()
    session = talk(engine)
    foreseen = session.care.foresee(None, DANGER)
    assert journal.conversations() == []
    (events,) = say(session, None, DANGER)
    assert events[0] == CareOffered(foreseen)
    assert session.care.foresee(None, "My cat is ill.") == session.care.card_of(None), (
        "it counts elsewhere"
    )
    assert engine.requests == []


def test_the_card_comes_even_when_nothing_can_be_saved(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine())
    events = list(session.send(None, DANGER + "\ud800"))
    assert kinds(events) == ["CareOffered", "TurnFailed"]


def test_stopping_keeps_what_was_said(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine(["one two three four five six"], pause=0.01))
    events = []
    for event in session.send(None, "Count."):
        events.append(event)
        if isinstance(event, ReplyText) and "two" in event.text:
            session.stop()
    assert isinstance(events[-1], ReplySaved)
    _, reply = journal.messages(conversation_of(events))
    assert (reply.text, reply.state) == ("one two", "stopped")


def test_stopping_before_the_first_word_leaves_no_empty_reply(talk, journal: Journal) -> None:
    session = talk(ScriptedEngine())
    events = []
    for event in session.send(None, "Count."):
        events.append(event)
        if isinstance(event, WeightsLoading):
            session.stop()
    assert isinstance(events[-1], NothingSaid)
    assert len(journal.messages(conversation_of(events))) == 1


def test_walking_away_keeps_what_was_said(talk, journal: Journal) -> None:
    turn = talk(ScriptedEngine(["one two three"])).send(None, "Count.")
    saved = next(turn)
    while not isinstance(next(turn), ReplyText):
        pass
    turn.close()
    _, reply = journal.messages(saved.message.conversation_id)
    assert (reply.text, reply.state) == ("one", "stopped")


def test_an_engine_that_dies_loses_nothing_and_answers_the_next_message(
    talk, journal: Journal
) -> None:
    engine = ScriptedEngine(["one two three"], fails_after=2)
    events = list(talk(engine).send(None, "Count."))
    assert isinstance(events[-1], TurnFailed)
    assert events[-1].error.code == "engine_stopped"
    conversation = conversation_of(events)
    _, reply = journal.messages(conversation)
    assert (reply.text, reply.state) == ("one two", "interrupted")

    again = list(talk(ScriptedEngine(["Here I am."])).send(conversation, "Are you there?"))
    assert isinstance(again[-1], ReplySaved)


@pytest.mark.parametrize(
    ("conversation", "text", "code"),
    [(None, " \n", "message_empty"), ("nowhere", "hello", "conversation_not_found")],
)
def test_what_cannot_be_sent_leaves_no_trace(
    talk, journal: Journal, conversation: str | None, text: str, code: str
) -> None:
    (event,) = talk(ScriptedEngine()).send(conversation, text)
    assert isinstance(event, TurnFailed)
    assert event.error.code == code
    assert journal.conversations() == []


def test_a_message_too_long_for_the_weights_is_kept_and_said(talk, journal: Journal) -> None:
    engine = ScriptedEngine(context_length=512)
    events = list(talk(engine).send(None, "word " * 600))
    assert events[-1].error.code == "message_too_long"
    assert len(journal.messages(conversation_of(events))) == 1


def test_weights_that_fail_to_load_are_named_ahead_and_in_the_turn(talk) -> None:
    class Unreadable(ScriptedEngine):
        def load(self, weights: Path, options: EngineOptions):
            raise UserFacingError("weights_unreadable", name=weights.name)
            yield

    session = talk(Unreadable())
    with pytest.raises(UserFacingError):
        list(session.warm_up())
    assert kinds(list(session.send(None, "hello"))) == ["MessageSaved", "TurnFailed"]


def test_a_stop_that_comes_before_the_engine_listens_is_not_lost(talk, journal: Journal) -> None:
    class Stopping(ScriptedEngine):
        """Its listener hears the stop while the prompt is still being made."""

        def count_tokens(self, text: str) -> int:
            session.stop()
            return super().count_tokens(text)

    session = talk(Stopping(["one two three four five six seven"], pause=0.01))
    events = list(session.send(None, "Count."))
    assert sum(isinstance(event, ReplyText) for event in events) <= 1
    assert events[-1].facts.stop_reason == "cancelled"


class Ending(ScriptedEngine):
    """Its replies end in some other way than by themselves."""

    def __init__(self, replies: list[str], reason: StopReason, repeats: int = 0) -> None:
        super().__init__(replies)
        self._ending = {"stop_reason": reason, "repeats": repeats}

    def generate(self, request: GenerationRequest) -> Iterator[GenerationEvent]:
        for event in super().generate(request):
            yield replace(event, **self._ending) if isinstance(event, Finished) else event


def test_of_a_reply_that_repeats_itself_the_first_time_is_kept_and_marked(
    talk, journal: Journal
) -> None:
    engine = Ending(["I am here. I am here. I am here."], "repeated", len(" I am here.") * 2)
    events = list(talk(engine).send(None, "Hello"))
    assert kinds(events)[-3:] == ["ReplyText", "ReplyReplaced", "ReplySaved"]
    assert [event.text for event in events if isinstance(event, ReplyReplaced)] == ["I am here."]
    _, reply = journal.messages(conversation_of(events))
    assert (reply.text, reply.state, reply.ending) == ("I am here.", "stopped", "repeated")
    assert events[-1] == ReplySaved(reply, events[-1].facts)


def test_a_reply_that_came_to_its_limit_says_so(talk, journal: Journal) -> None:
    events = list(talk(Ending(["And then"], "length")).send(None, "Hello"))
    _, reply = journal.messages(conversation_of(events))
    assert (reply.text, reply.state, reply.ending) == ("And then", "complete", "length")


def test_words_are_drawn_as_the_style_says_and_as_the_person_changed_it(talk) -> None:
    engine = ScriptedEngine()
    session = talk(engine)
    conversation = conversation_of(list(session.send(None, "Hello")))
    usual = engine.requests[-1].sampling
    assert (usual.temperature, usual.top_p, usual.seed) == (0.75, 0.9, None)
    session.listening.choose_sampling(conversation, OwnSampling(temperature=0.2, seed=5))
    say(session, conversation, "Still here.")
    assert engine.requests[-1].sampling == replace(usual, temperature=0.2, seed=5)
    list(session.send(conversation, "And now?", seed=9))
    assert engine.requests[-1].sampling.seed == 9
    say(session, None, "Somebody else.")
    assert engine.requests[-1].sampling == usual


@pytest.mark.parametrize(
    "chosen",
    [{"temperature": -1}, {"temperature": "hot"}, {"top_p": 2}, {"seed": 1.5}, {"seed": True}],
)
def test_a_way_to_draw_words_that_makes_no_sense_is_refused(chosen: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        OwnSampling(**chosen)  # type: ignore[arg-type]


def test_what_the_journal_holds_of_it_is_not_trusted() -> None:
    for written in ("", "{", "[1]", '{"top_q": 1}', '{"temperature": 99}'):
        assert own_sampling(written) == OwnSampling()
    chosen = OwnSampling(temperature=0.5, top_p=0.8, seed=3)
    assert own_sampling(chosen.written()) == chosen


def test_an_empty_reply_is_tried_once_more_with_another_seed(talk, journal: Journal) -> None:
    engine = ScriptedEngine([" \n", "I hear you."])
    events = list(talk(engine).send(None, "Hello", seed=7))
    assert "".join(event.text for event in events if isinstance(event, ReplyText)) == "I hear you."
    assert [request.sampling.seed for request in engine.requests] == [7, 8]
    assert engine.requests[0].prompt == engine.requests[1].prompt
    assert journal.messages(conversation_of(events))[-1].text == "I hear you."


def test_a_reply_empty_twice_leaves_no_message_behind(talk, journal: Journal) -> None:
    engine = ScriptedEngine(["", " "])
    events = list(talk(engine).send(None, "Hello"))
    assert isinstance(events[-1], NothingSaid)
    assert len(engine.requests) == 2
    assert len(journal.messages(conversation_of(events))) == 1


def test_the_weights_are_stopped_where_they_speak_for_somebody_else(talk) -> None:
    engine = ScriptedEngine()
    list(talk(engine).send(None, "Hello"))
    assert {"\n用户：", "<|im_start|>"} <= set(engine.requests[0].stop)
    assert "心理咨询师：" in engine.requests[0].names


def test_at_rest_and_at_the_end_what_was_read_is_kept(talk, tmp_path: Path) -> None:
    engine = ScriptedEngine()
    session = talk(engine, snapshots=Snapshots(tmp_path / "s", bytes(32), 1))
    assert session.rest(None) == "unchanged"
    conversation = conversation_of(list(session.send(None, "Hello")))
    assert engine.requests[0].conversation == conversation
    assert (session.rest(conversation), session.rest(conversation)) == (
        "kept",
        "unchanged",
    )  # once in ten minutes
    session.close()
    assert engine.kept == [conversation, conversation]


def test_what_was_deleted_in_a_conversation_is_not_kept(
    talk, journal: Journal, tmp_path: Path
) -> None:
    engine = ScriptedEngine()
    session = talk(engine, snapshots=Snapshots(tmp_path / "s", bytes(32), 1))
    conversation = conversation_of(list(session.send(None, "Hello")))
    journal.delete_message(journal.messages(conversation)[0].id)
    assert session.rest(conversation) == "unchanged"
    assert engine.kept == []


def test_no_snapshot_outlives_its_conversation(talk, journal: Journal, tmp_path: Path) -> None:
    class Slow(ScriptedEngine):
        """The conversation is deleted while its snapshot is being written."""

        def keep(self, conversation: str, within: float | None = None) -> Kept:
            journal.delete_conversation(conversation)
            file_of(place.folder, conversation).touch()
            return "kept"

    place = Snapshots(tmp_path / "s", bytes(32), 1)
    place.folder.mkdir()
    session = talk(Slow(), snapshots=place)
    list(session.send(None, "Hello"))
    session.rest(None)
    assert list(place.folder.iterdir()) == []


def test_a_summary_is_screened_and_stored_nowhere(talk, journal: Journal) -> None:
    engine = ScriptedEngine(("I hear you.", "You spoke of work.", "You should kill yourself. Go."))
    session = talk(engine)
    conversation = conversation_of(list(session.send(None, "Work is too much.")))
    assert session.looking_back.summarise(conversation) == "You spoke of work."
    assert "look back on this conversation" in engine.requests[-1].prompt
    assert [message.text for message in journal.messages(conversation)] == [
        "Work is too much.",
        "I hear you.",
    ]
    with pytest.raises(UserFacingError, match="summary_withheld"):
        session.looking_back.summarise(conversation)


def test_no_snapshot_remembers_a_summary(talk, tmp_path: Path) -> None:
    engine = ScriptedEngine(("I hear you.", "You should kill yourself. Go."))
    session = talk(engine, snapshots=Snapshots(tmp_path / "s", bytes(32), 2**20))
    conversation = conversation_of(list(session.send(None, "Work is too much.")))
    with pytest.raises(UserFacingError, match="summary_withheld"):
        session.looking_back.summarise(conversation)
    session.rest(conversation)
    session.close()
    assert engine.kept == []


def test_nothing_is_summarised_while_risk_is_open(talk) -> None:
    engine = ScriptedEngine(("I hear you.",))
    session = talk(engine)
    conversation = conversation_of(list(session.send(None, WISH)))
    asked = len(engine.requests)
    with pytest.raises(UserFacingError, match="summary_in_danger"):
        session.looking_back.summarise(conversation)
    assert len(engine.requests) == asked
