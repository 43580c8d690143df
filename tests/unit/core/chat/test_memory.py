"""What the weights remember of a long conversation, and what is written down of the rest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core import paths
from app.core.chat.care import Place
from app.core.chat.memory import InMind
from app.core.chat.session import ChatSession
from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions
from app.core.inference.scripted import ScriptedEngine
from app.core.journal.store import Journal
from app.core.journal.values import RiskState
from app.core.prompts.styles import Styles, read_style
from app.core.safety.helplines import Helplines
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights
from tests.support.keys import subkey

PROMPTS = paths.resources() / "prompts"
WORDS = "Today I walked to the river with my sister and we spoke of old days again "


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as opened:
        yield opened


class Talk:
    """A long conversation whose beginning does not fit any more."""

    def __init__(
        self,
        journal: Journal,
        *replies: str,
        may_condense: Callable[[], bool] = lambda: True,
        demo: bool = False,
    ) -> None:
        safety = paths.resources() / "safety"
        self.journal = journal
        self.engine = ScriptedEngine(replies, context_length=1024)
        weights = InstalledWeights("w", {"en": "W"}, {}, Path("w"), "listener", reviewed_only=demo)
        self.chat = ChatSession(
            journal=journal,
            engine=self.engine,
            weights=weights,
            options=EngineOptions(),
            style=read_style(PROMPTS, "listener"),
            styles=Styles(PROMPTS),
            triage=Triage(safety, Helplines(safety)),
            place=lambda: Place("en", "US"),
            may_condense=may_condense,
        )
        list(self.chat.warm_up())
        said = [(("user", "assistant")[n % 2], f"{WORDS}{n}") for n in range(40)]
        self.conversation = journal.add_conversation("River", said)  # type: ignore[arg-type]

    def mind(self) -> InMind:
        found = self.chat.remembering.in_mind(self.conversation)
        assert found
        return found

    def next_prompt(self) -> str:
        list(self.chat.send(self.conversation, "And now?"))
        return self.engine.requests[-1].prompt


def test_what_no_longer_fits_is_written_down_and_stands_in_every_prompt(journal: Journal) -> None:
    talk = Talk(journal, "You walked with your sister.", "I hear you.")
    before = talk.mind()
    assert before.lost > 0
    assert (before.condensed, before.kept + before.lost) == (0, 40)

    assert talk.chat.rest(talk.conversation) == "condensed"
    asked = talk.engine.requests[-1]
    assert f"{WORDS}0\n" in asked.prompt
    assert f"{WORDS}39" not in asked.prompt
    while talk.chat.rest(talk.conversation) == "condensed":
        pass
    after = talk.mind()
    assert (after.kept, after.condensed, after.lost) == (before.kept, before.lost, 0)

    prompt = talk.next_prompt()
    assert after.summary in prompt
    assert prompt.index("What the person told you earlier") < prompt.index(WORDS)


def test_the_person_changes_and_clears_what_is_remembered(journal: Journal) -> None:
    talk = Talk(journal, "You walked with your sister.")
    while talk.chat.rest(talk.conversation) == "condensed":
        pass
    talk.chat.remembering.keep_summary(talk.conversation, " My sister is called Mei. ")
    assert talk.mind().summary == "My sister is called Mei."
    assert talk.mind().by_person
    assert "My sister is called Mei." in talk.next_prompt()

    talk.chat.remembering.keep_summary(talk.conversation, "")
    assert (talk.mind().condensed, talk.mind().summary) == (0, "")
    assert talk.chat.rest(talk.conversation) != "condensed"  # what was cleared stays cleared
    assert "told you earlier" not in talk.next_prompt()


def test_a_summary_that_has_no_room_is_refused_with_the_size_that_fits(journal: Journal) -> None:
    talk = Talk(journal)
    with pytest.raises(UserFacingError) as caught:
        talk.chat.remembering.keep_summary(talk.conversation, "word " * 500)
    assert caught.value.code == "summary_too_long"
    talk.chat.remembering.keep_summary(
        talk.conversation, "word " * int(caught.value.fields["limit"])
    )


@pytest.mark.parametrize("text", ["You should kill yourself. Go.", "", " "])
def test_what_the_screen_stops_is_not_kept_and_not_asked_for_again(
    journal: Journal, text: str
) -> None:
    talk = Talk(journal, text)
    assert talk.chat.rest(talk.conversation) == "condensed"
    assert journal.summary(talk.conversation) is None
    assert talk.chat.rest(talk.conversation) != "condensed"


def test_it_is_a_setting(journal: Journal) -> None:
    talk = Talk(journal, may_condense=lambda: False)
    assert talk.chat.rest(talk.conversation) != "condensed"
    assert talk.engine.requests == []


def test_where_it_may_no_longer_go_on_nothing_is_kept(journal: Journal) -> None:
    talk = Talk(journal, "You walked with your sister.", may_condense=lambda: not begun(talk))
    assert talk.chat.rest(talk.conversation) != "condensed"
    assert begun(talk)
    assert journal.summary(talk.conversation) is None


def begun(talk: Talk) -> bool:
    return bool(talk.engine.requests)


def test_the_simplest_weights_write_nothing_down_while_risk_is_open(journal: Journal) -> None:
    talk = Talk(journal, "You walked.", demo=True)
    journal.save_risk_state(talk.conversation, RiskState("high", ("wish_to_die",)))
    assert talk.chat.rest(talk.conversation) != "condensed"
    assert talk.engine.requests == []


def test_of_a_short_conversation_everything_is_in_mind(journal: Journal) -> None:
    talk = Talk(journal)
    short = journal.add_conversation("Short", [("user", "Hello"), ("assistant", "Hi")])
    assert talk.chat.remembering.in_mind(short) == InMind(2)
    assert InMind(2).whole
