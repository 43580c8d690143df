"""The parts behind the window, small enough to script: a journal in memory, a listener on rails."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.core import paths
from app.core.chat.memory import InMind
from app.core.chat.session import Rested
from app.core.chat.turn import (
    MessageSaved,
    ReplyFacts,
    ReplySaved,
    ReplyText,
    TurnEvent,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.journal.values import (
    CheckIn,
    ConversationHead,
    Found,
    Message,
    Moment,
    Note,
    Role,
    SafetyPlan,
    State,
)
from app.core.prompts.styles import Style, Styles
from app.core.safety.triage import CareCard
from app.core.weights.installed import InstalledWeights

DEMO = InstalledWeights("demo", {"en": "Demo"}, {"en": "Small."}, Path("demo.gguf"), "listener")


LONGEST = 120.0
"""Seconds a turn may be held: more than any test waits for something else."""
LISTENER = Style("listener", 1, {}, 0.7, 0.9)


class OnlyOffTheWindow:
    """Raises when the window's thread calls it: nothing there may wait (STYLE 5)."""

    def _work(self) -> None:
        assert threading.current_thread() is not threading.main_thread()


@dataclass
class MemoryJournal(OnlyOffTheWindow):
    """What the pages use of a journal."""

    stored: dict[str, list[Message]] = field(default_factory=dict)
    drafts: dict[str | None, str] = field(default_factory=dict)
    fault: UserFacingError | None = None
    closed: bool = False
    titles: dict[str, str] = field(default_factory=dict)
    kept_place: str | None = None
    plan: SafetyPlan | None = None
    kept_check_ins: list[CheckIn] = field(default_factory=list)
    kept_notes: dict[str, Note] = field(default_factory=dict)

    def place(self) -> str | None:
        self._work()
        return self.kept_place

    def keep_place(self, conversation: str | None) -> None:
        self._work()
        self.kept_place = conversation

    def notes(self, conversation: str | None = None) -> list[Note]:
        self._work()
        return [note for note in self.kept_notes.values() if note.conversation_id == conversation]

    def add_note(self, text: str, conversation: str | None = None) -> Note:
        self._work()
        now = datetime.now(UTC)
        note = Note(str(len(self.kept_notes) + 1), conversation, text, now, now)
        self.kept_notes[note.id] = note
        return note

    def change_note(self, note: str, text: str) -> None:
        self._work()
        self.kept_notes[note] = replace(self.kept_notes[note], text=text)

    def delete_note(self, note: str) -> None:
        self._work()
        del self.kept_notes[note]

    def spoken_since(self, moment: datetime) -> list[datetime]:
        self._work()
        said = [message for messages in self.stored.values() for message in messages]
        return sorted(one.time for one in said if one.role == "user" and one.time >= moment)

    def conversations(self) -> list[ConversationHead]:
        self._work()
        now = datetime.now(UTC)
        return [
            ConversationHead(key, self.titles.get(key, messages[0].text), now, now, len(messages))
            for key, messages in reversed(self.stored.items())
        ]

    def rename_conversation(self, conversation: str, title: str) -> None:
        self._work()
        self.titles[conversation] = title

    def delete_conversation(self, conversation: str) -> None:
        self._work()
        del self.stored[conversation]

    def search(self, wanted: str, limit: int) -> list[Found]:
        self._work()
        words = wanted.casefold().split()
        return [
            Found("message", each.id, key, "", each.text, each.time)
            for key, messages in self.stored.items()
            for each in reversed(messages)
            if all(word in each.text.casefold() for word in words)
        ][:limit]

    def messages(self, conversation: str) -> list[Message]:
        self._work()
        return list(self.stored[conversation])

    def draft(self, conversation: str | None) -> str:
        self._work()
        return self.drafts.get(conversation, "")

    def save_draft(self, conversation: str | None, text: str) -> None:
        self._work()
        if self.fault:
            raise self.fault
        self.drafts[conversation] = text

    def keep(self, conversation: str, role: Role, text: str, state: State = "complete") -> Message:
        messages = self.stored.setdefault(conversation, [])
        name = f"{conversation}-{len(messages)}"
        message = Message(
            name, conversation, None, role, text, state, datetime.now(UTC), 1, None, "none", False
        )
        messages.append(message)
        return message

    def check_ins(self) -> list[CheckIn]:
        self._work()
        return list(self.kept_check_ins)

    def save_check_in(
        self, mood: int, words: str, *, moment: Moment, conversation: str | None
    ) -> None:
        self._work()
        self.kept_check_ins.append(
            CheckIn("1", conversation, moment, mood, words, datetime.now(UTC))
        )

    def safety_plan(self) -> SafetyPlan | None:
        self._work()
        return self.plan

    def save_safety_plan(self, plan: SafetyPlan) -> None:
        self._work()
        if self.fault:
            raise self.fault
        self.plan = plan

    def close(self) -> None:
        self._work()
        self.closed = True


class ScriptedChat(OnlyOffTheWindow):
    """Plays turns as they are written down.

    Args:
        journal: where the messages go.
        before: events before the message is saved.
        pieces: the reply, piece by piece.
        endless: repeats the last piece until it is stopped.
    """

    def __init__(
        self,
        journal: MemoryJournal,
        before: tuple[TurnEvent, ...] = (),
        pieces: tuple[str, ...] = ("I am ", "listening."),
        *,
        endless: bool = False,
        last: TurnEvent | None = None,
    ) -> None:
        self.journal = journal
        self.before = before
        self.pieces = pieces
        self.endless = endless
        self.last = last
        self.stopped = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.lingering = threading.Event()
        self.lingering.set()
        self.asked: list[tuple[str | None, str]] = []
        self.closed = False
        self.cards: dict[str, CareCard] = {}
        self.weights = DEMO
        self.style = LISTENER
        self.mind: InMind | None = None
        self.backend = ""
        self.care = self.listening = self.remembering = self.looking_back = self
        """It plays its own parts."""

    def use(self, weights: InstalledWeights, *_how: object) -> None:
        self._work()
        self.weights = weights

    def leave(self) -> None:
        """Waits for nothing, so any thread may call it."""

    def foresee(self, _conversation: str | None, _text: str) -> CareCard | None:
        self._work()
        return None

    def card_of(self, conversation: str | None) -> CareCard | None:
        self._work()
        return self.cards.get(conversation or "")

    def dismiss(self, conversation: str | None) -> None:
        self._work()
        self.cards.pop(conversation or "", None)

    def styles(self) -> list[Style]:
        self._work()
        return Styles(paths.resources() / "prompts").ours()

    def style_of(self, _conversation: str) -> Style:
        self._work()
        return self.style

    def choose_style(self, _conversation: str, name: str) -> None:
        self._work()
        self.style = Styles(paths.resources() / "prompts").read(name)

    def warm_up(self) -> Iterator[WeightsLoading]:
        self._work()
        yield WeightsLoading(1.0)

    def send(self, conversation: str | None, text: str, **_options: Any) -> Iterator[TurnEvent]:
        self._work()
        self.stopped.clear()
        self.asked.append((conversation, text))
        yield from self.before
        place = conversation or f"c{len(self.journal.stored)}"
        message = self.journal.keep(place, "user", text)
        self.journal.drafts[conversation] = ""
        yield MessageSaved(message)
        self.go_on.wait(LONGEST)
        if self.last:
            yield self.last
            self.lingering.wait(LONGEST)
            return
        said = ""
        for piece in self._pieces():
            said += piece
            yield ReplyText(piece)
        state: State = "stopped" if self.stopped.is_set() else "complete"
        reply = self.journal.keep(place, "assistant", said, state)
        yield ReplySaved(replace(reply), ReplyFacts("end"))
        self.lingering.wait(LONGEST)

    def read_ahead(self, *_what: Any, **_how: Any) -> None:
        self._work()

    def still_reads(self) -> bool:
        self._work()
        return False

    def forget_draft(self) -> None:
        self._work()

    def disturb(self) -> None:
        """Waits for nothing, so any thread may call it."""

    def rest(self, _conversation: str | None) -> Rested:
        self._work()
        return "unchanged"

    def in_mind(self, _conversation: str) -> InMind | None:
        self._work()
        return self.mind

    def keep_summary(self, _conversation: str, text: str) -> None:
        self._work()
        if len(text) > 100:
            raise UserFacingError("summary_too_long", tokens=200, limit=100)
        assert self.mind
        self.mind = replace(self.mind, summary=text, by_person=True)

    def stop(self) -> None:
        self._work()
        self.stopped.set()

    def close(self) -> None:
        self._work()
        self.closed = True

    def _pieces(self) -> Iterator[str]:
        yield from self.pieces
        while self.endless and not self.stopped.wait(0.005):
            yield self.pieces[-1]
