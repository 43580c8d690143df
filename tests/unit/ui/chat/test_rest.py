"""When the engine is handed something to read ahead, and when it is taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.core.chat.memory import InMind
from app.core.chat.session import Rested
from app.ui.chat.rest import Rest
from app.ui.shell.tasks import Tasks

LONG = "I walked home along the river and thought of her. "


class Chat:
    """Notes what is read ahead and what is forgotten."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, ...]] = []
        self.rests: list[str | None] = []
        self.outcomes: list[Rested] = []
        self.reading = 0
        """How often it says that it still reads ahead."""
        self.looks = 0
        self.remembering = self

    def read_ahead(self, conversation: str | None, draft: str = "", *, style: str = "") -> None:
        self.notes.append(("read", conversation or "new", draft, style))

    def still_reads(self) -> bool:
        self.looks += 1
        return self.looks <= self.reading

    def forget_draft(self) -> None:
        self.notes.append(("forget",))

    def disturb(self) -> None:
        """Ends no rest: it is over at once."""

    def in_mind(self, _conversation: str) -> InMind:
        return InMind(len(self.rests))

    def rest(self, conversation: str | None) -> Rested:
        self.rests.append(conversation)
        return self.outcomes.pop(0) if self.outcomes else "unchanged"


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
def rest(chat: Chat, qtbot) -> Iterator[Rest]:
    owner = QObject()
    tasks = Tasks(owner)
    yield Rest(chat=chat, tasks=tasks, parent=owner)  # type: ignore[arg-type]
    tasks.close()


def test_after_a_turn_the_next_one_is_prepared_at_once(rest: Rest, chat: Chat, qtbot) -> None:
    rest.look("talk")
    rest.set_busy(True)
    rest.set_busy(False)
    qtbot.waitUntil(lambda: chat.notes == [("read", "talk", "", "")])


def test_a_pause_in_a_long_draft_has_it_read(rest: Rest, chat: Chat, qtbot) -> None:
    rest.listen("rebt")
    for end in range(len(LONG) - 3, len(LONG) + 1):
        rest.write(LONG[:end])
    qtbot.waitUntil(lambda: bool(chat.notes))
    assert chat.notes == [("read", "new", LONG, "rebt")]


def test_what_is_only_gone_on_with_stays_read(rest: Rest, chat: Chat, qtbot) -> None:
    rest.write(LONG)
    qtbot.waitUntil(lambda: len(chat.notes) == 1)
    rest.write(LONG + LONG)
    qtbot.waitUntil(lambda: len(chat.notes) == 2)
    assert chat.notes[1] == ("read", "new", LONG + LONG, "")


@pytest.mark.parametrize("changed", ["", LONG[:-5], f"Yesterday {LONG}"])
def test_what_was_changed_is_forgotten(rest: Rest, chat: Chat, qtbot, changed: str) -> None:
    rest.write(LONG)
    qtbot.waitUntil(lambda: len(chat.notes) == 1)
    rest.write(changed)
    qtbot.waitUntil(lambda: ("forget",) in chat.notes)


def test_what_is_sent_is_not_forgotten(rest: Rest, chat: Chat, qtbot) -> None:
    rest.write(LONG)
    qtbot.waitUntil(lambda: len(chat.notes) == 1)
    rest.send()
    rest.set_busy(True)
    rest.write("")
    rest.write("And")
    rest.set_busy(False)
    qtbot.waitUntil(lambda: len(chat.notes) == 2)
    assert chat.notes[1] == ("read", "new", "", "")


def test_another_conversation_forgets_the_draft_of_this_one(rest: Rest, chat: Chat, qtbot) -> None:
    rest.write(LONG)
    qtbot.waitUntil(lambda: len(chat.notes) == 1)
    rest.look("talk")
    qtbot.waitUntil(lambda: len(chat.notes) == 3)
    assert chat.notes[1:] == [("forget",), ("read", "talk", "", "")]


def test_nothing_is_read_while_somebody_waits_or_after_the_end(
    rest: Rest, chat: Chat, qtbot
) -> None:
    rest.set_busy(True)
    rest.write(LONG)
    qtbot.wait(700)
    assert chat.notes == []
    rest.end()
    rest.set_busy(True)
    rest.begin()
    assert chat.notes == []


def test_while_it_reads_ahead_it_is_asked_again_whether_it_may(chat: Chat, qtbot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    rest = Rest(chat=chat, tasks=tasks, parent=owner, look_every=5)  # type: ignore[arg-type]
    chat.reading = 2
    rest.begin()
    qtbot.waitUntil(lambda: chat.looks == 3)
    qtbot.wait(50)
    assert chat.looks == 3
    rest.begin()
    rest.leave()
    qtbot.wait(50)
    assert chat.looks == 3
    tasks.close()


def test_at_rest_it_is_written_down_and_kept_and_said_once(chat: Chat, qtbot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    rest = Rest(chat=chat, tasks=tasks, parent=owner, quiet=20)  # type: ignore[arg-type]
    minds: list[InMind | None] = []
    told: list[str] = []
    rest.in_mind_changed.connect(minds.append)
    rest.told.connect(lambda error: told.append(error.code))
    chat.outcomes = ["condensed", "too_large"]
    rest.look("talk")
    qtbot.waitUntil(lambda: told == ["snapshot_too_large"])
    assert chat.rests == ["talk", "talk"]
    assert minds == [None, InMind(0), InMind(1)]
    chat.outcomes = ["too_large"]
    rest.begin()
    qtbot.waitUntil(lambda: len(chat.rests) == 3)
    assert told == ["snapshot_too_large"]
    tasks.close()
