"""One turn of a conversation: screen, save, read, answer, save."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from threading import Event
from typing import Literal

from app.core.chat.ahead import LONG_DRAFT, certain_beginning, with_draft
from app.core.chat.answer import Answer
from app.core.chat.care import Care, Heard, Place
from app.core.chat.in_use import WeightsInUse
from app.core.chat.keeping import Keeping
from app.core.chat.listening import Listening, sampling_for
from app.core.chat.looking_back import LookingBack
from app.core.chat.remembering import Remembering
from app.core.chat.reply import LONGEST_REPLY, GrowingReply
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    ReplyFacts,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.inference.engine import Engine, EngineOptions, GenerationRequest
from app.core.inference.snapshots import Kept, Snapshots
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.prompts.roles import OWN_NAMES, STOPS
from app.core.prompts.styles import Style, Styles, language_of
from app.core.safety.levels import Level, danger_of
from app.core.safety.risk import OpenRisk
from app.core.safety.screen import prepare
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights

_log = logging.getLogger(__name__)

CLOSE_WITHIN = 3.0
"""Seconds that a snapshot may take when the journal is locked."""

Rested = Kept | Literal["condensed"]

TITLE_LENGTH = 40
"""Characters of the first message that name a conversation until the person does."""


class ChatSession:
    """The conversations of one open journal with one set of weights.

    Args:
        journal: open; stays the caller's to close.
        engine: this session's own; closed with it.
        weights: what answers.
        options: how the weights are loaded.
        style: how they listen in new conversations; one goes on as it began.
        styles: all of them.
        triage: what follows from danger.
        place: asked at each turn, since the person may change it at any time.
        may_read_ahead: whether the engine may read what nobody asked for yet; asked often.
        snapshots: where what was read of conversations is kept; None keeps nothing.
        may_condense: whether the weights may write down what no longer fits; asked often.
        takes_back: whether what was shown can be withdrawn; else each sentence is held back
            until the screen has passed it.

    Attributes:
        listening: the style of each conversation, and how words are drawn in it.
        care: danger in mind, and the card.
        remembering: what is in mind of long conversations.
        looking_back: has one summed up.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        engine: Engine,
        weights: InstalledWeights,
        options: EngineOptions,
        style: Style,
        styles: Styles,
        triage: Triage,
        place: Callable[[], Place],
        may_read_ahead: Callable[[], bool] = lambda: False,
        snapshots: Snapshots | None = None,
        may_condense: Callable[[], bool] = lambda: False,
        takes_back: bool = True,
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._styles = styles
        self._triage = triage
        self._place = place
        self._may_read_ahead = may_read_ahead
        self._may_condense = may_condense
        self._takes_back = takes_back
        self._stopped = Event()
        self._resting = Event()
        self._keeping = Keeping(engine=engine, journal=journal, snapshots=snapshots)
        self._in_use = WeightsInUse(
            engine=engine, journal=journal, styles=styles, weights=weights, options=options
        )
        self.listening = Listening(journal=journal, styles=styles, style=style)
        self.care = Care(journal=journal, triage=triage, place=place)
        self.remembering = Remembering(
            journal=journal,
            engine=engine,
            in_use=self._in_use,
            listening=self.listening,
            care=self.care,
            styles=styles,
        )
        self.looking_back = LookingBack(
            journal=journal,
            engine=engine,
            in_use=self._in_use,
            listening=self.listening,
            care=self.care,
            styles=styles,
            begin=self._hear_nothing,
        )

    @property
    def weights(self) -> InstalledWeights:
        """What answers now."""
        return self._in_use.weights

    @property
    def backend(self) -> str:
        """What computes, in words; empty before weights were loaded."""
        return self._in_use.backend

    def use(self, weights: InstalledWeights, options: EngineOptions, style: Style) -> None:
        """Answer with other weights from the next turn on; not while a turn runs."""
        self._in_use.change(weights, options)
        self.listening.style = style

    def warm_up(self) -> Iterator[WeightsLoading]:
        """Load the weights, and the screen's rules, ahead of the first message.

        Raises:
            UserFacingError: what ``Engine.load`` raises.
        """
        prepare()
        for loading in self._in_use.load():
            yield WeightsLoading(loading.fraction)

    def read_ahead(self, conversation: str | None, draft: str = "", *, style: str = "") -> None:
        """Have the engine read what the next prompt will begin with, while it has nothing to do.

        Returns at once and never fails; the next turn ends it. A draft goes to the engine and
        nowhere else: it is neither stored nor screened, and the engine forgets it as soon as
        :meth:`forget_draft` says so. Runs on the engine's thread. Whoever calls it calls
        :meth:`still_reads` every few seconds.

        Args:
            conversation: the one that will go on; None for a new one.
            draft: what the person has written up to now; a short one is left aside.
            style: name of the style of a new conversation; the person's default without.
        """
        if not (loaded := self._in_use.loaded) or not self._may_read_ahead():
            return
        with suppress(UserFacingError):
            if not self._keeping.is_of(conversation):
                self._keeping.rest()  # else what is read now would take its place
            history = self._journal.messages(conversation) if conversation else []
            self._keeping.hear(conversation, history)
            if conversation:
                listening = self.listening.style_of(conversation)
            else:
                listening = self._styles.read(style) if style else self.listening.style

            def prompt(messages: Sequence[Message]) -> str:
                return self._in_use.prompt(loaded, messages, listening, "", conversation).text

            if draft.strip() and self._engine.count_tokens(draft) >= LONG_DRAFT:
                self._engine.prepare(
                    prompt(with_draft(history, draft)),
                    draft=True,
                    conversation=conversation or "",
                )
            else:
                language = language_of(history[0].text) if history else self._place().language
                self._engine.prepare(
                    certain_beginning(prompt, history, language),
                    conversation=conversation or "",
                )

    def still_reads(self) -> bool:
        """Whether the engine still reads ahead; ended here where it no longer may.

        The battery may run low meanwhile, or the person change their mind. Runs on the engine's
        thread.
        """
        with suppress(UserFacingError):
            if self._engine.status().resting:
                return False
            if self._may_read_ahead():
                return True
            self._engine.withdraw()
        return False

    def forget_draft(self) -> None:
        """The draft is not what it was: the engine forgets it; from any thread."""
        self._engine.withdraw()

    def send(
        self,
        conversation: str | None,
        text: str,
        *,
        style: str = "",
        seed: int | None = None,
        max_tokens: int | None = None,
    ) -> Generator[TurnEvent, None, None]:
        """One turn; blocks between events, so it runs on the engine's thread.

        The care card comes first, then the message is durable, then the reply
        is written; partial replies are durable at least every second. Closing
        the iterator keeps what was written so far.

        Args:
            conversation: an id, or None to start a new one.
            text: what the person wrote.
            style: name of the style of a new conversation; the person's default without.
            seed: makes the reply repeatable.
            max_tokens: bounds the reply; :data:`LONGEST_REPLY` by default.
        """
        self._stopped.clear()
        try:
            yield from self._turn(conversation, text, style, seed, max_tokens)
        except UserFacingError as error:
            _log.info("turn failed: %s", error.code)
            yield TurnFailed(error)

    def stop(self) -> None:
        """End the reply soon, from any thread; what was written stays."""
        self._stopped.set()
        self._engine.cancel()

    def close(self) -> Kept:
        """Keep what was read, where it is quickly done; end the engine and all it remembers.

        Returns:
            What became of the snapshot.
        """
        kept: Kept = "unchanged"
        with suppress(UserFacingError):
            kept = self._keeping.keep(CLOSE_WITHIN)
        self._keeping.end()
        self._engine.close()
        return kept

    def rest(self, conversation: str | None) -> Rested:
        """Nobody wants anything: write down what no longer fits, else keep what was read. Blocks.

        :meth:`disturb` ends it soon.

        Args:
            conversation: the one that is shown.

        Returns:
            ``condensed`` where there may be more to do; else what became of the snapshot.

        Raises:
            UserFacingError: what the engine raises.
        """
        self._resting.set()
        try:
            if conversation and self._may_condense():
                go_on, forget = self._may_go_on, self._hear_nothing
                if self.remembering.condense(conversation, go_on, forget):
                    self.read_ahead(conversation)
                    return "condensed"
            return self._keeping.rest() if self._resting.is_set() else "interrupted"
        finally:
            self._resting.clear()

    def _hear_nothing(self) -> None:
        """What the engine reads now is nothing of what was said, and no snapshot's."""
        self._keeping.hear(None, [])

    def _may_go_on(self) -> bool:
        return self._resting.is_set() and self._may_condense()

    def disturb(self) -> None:
        """Somebody wants something: end :meth:`rest` soon; from any thread."""
        if self._resting.is_set():
            self._resting.clear()
            self._engine.cancel()

    def _turn(
        self,
        conversation: str | None,
        text: str,
        chosen: str,
        seed: int | None,
        max_tokens: int | None,
    ) -> Iterator[TurnEvent]:
        if not text.strip():
            raise UserFacingError("message_empty")
        history = self._journal.messages(conversation) if conversation else []
        heard = self.care.hear(conversation, text, history)
        if heard.card:
            yield CareOffered(heard.card)

        risk = heard.risk
        message = self._journal.add_message(
            conversation, "user", text, risk=heard.message.level.word, title=_title(text)
        )
        self._journal.save_draft(conversation, "")
        if chosen and not conversation:
            self.listening.choose_style(message.conversation_id, chosen)
        style = self.listening.begin(message.conversation_id)
        if risk != heard.known:
            self.care.keep(message.conversation_id, risk)
        yield MessageSaved(message, danger=risk.open)

        if risk.open and (heard.newly_imminent or self.weights.reviewed_only):
            yield from self._answer_reviewed(message, risk, history)
            return
        try:
            answer = self._answer([*history, message], style, heard, seed, max_tokens)
            with closing(answer) as events:
                for event in events:
                    if risk.open and _without_a_word(event):
                        yield from self._answer_reviewed(message, risk, history)
                        return
                    yield event
        except UserFacingError as error:
            newest = self._journal.messages(message.conversation_id)[-1]
            if not risk.open or newest.role == "assistant":
                raise
            # Logged as any failure is: the log can be read without the passphrase.
            _log.info("turn failed: %s", error.code)
            yield from self._answer_reviewed(message, risk, history)  # nobody stays unheard

    def _answer_reviewed(
        self, message: Message, risk: OpenRisk, history: Sequence[Message]
    ) -> Iterator[TurnEvent]:
        """A reviewed text, and never the same twice in a row."""
        text = self.care.reviewed_reply(message, risk, history)
        reply = self._journal.add_message(message.conversation_id, "assistant", text, reviewed=True)
        yield ReplyText(text)
        yield ReplySaved(reply, ReplyFacts("reviewed"))

    def _answer(
        self,
        history: Sequence[Message],
        style: Style,
        heard: Heard,
        seed: int | None,
        max_tokens: int | None,
    ) -> Generator[TurnEvent, None, None]:
        """What the weights write, guided and screened as the level of danger asks for."""
        message = history[-1]
        level = max(heard.risk.level, heard.message.level)
        for loading in self._in_use.load():
            if self._stopped.is_set():
                self._engine.cancel()
            yield WeightsLoading(loading.fraction)
        loaded = self._in_use.loaded
        if loaded is None or self._stopped.is_set():
            yield NothingSaid(ReplyFacts("cancelled"))
            return
        mine = self.weights
        self._journal.know_weights(mine.id, mine.title("en"), mine.sha256)
        language, kinds = language_of(message.text), heard.message.kinds
        if heard.message.level is Level.NONE and heard.risk.rests:
            guide = self._triage.guide_put_away(language)
        else:
            guide = self._triage.guide(level, language, kinds, danger_of(heard.risk.kinds))
        fitted = self._in_use.prompt(loaded, history, style, guide, message.conversation_id)
        self._keeping.hear(message.conversation_id, history, turn=True)
        answer = Answer(
            engine=self._engine,
            reply=GrowingReply(self._journal, message.conversation_id, mine.id),
            hold=level >= Level.HIGH or not self._takes_back,
            danger=level >= Level.HIGH,
            stopped=self._stopped.is_set,
            instead_of=lambda harm: self._triage.instead_of(harm, language),
            left_out=fitted.dropped,
        )
        sampling = self.listening.sampling_of(message.conversation_id).over(sampling_for(style))
        if seed is not None:
            sampling = replace(sampling, seed=seed)
        request = GenerationRequest(
            fitted.text,
            sampling,
            max_tokens or LONGEST_REPLY,
            STOPS,
            OWN_NAMES,
            message.conversation_id,
        )
        with closing(answer.write(request)) as events:
            for event in events:
                if isinstance(event, ReplySaved) and event.facts.stop_reason == "screened":
                    self._keeping.spoil()
                yield event


def _without_a_word(event: TurnEvent) -> bool:
    """Whether a turn ended without a reply, though nobody stopped it."""
    return isinstance(event, NothingSaid) and event.facts.stop_reason != "cancelled"


def _title(text: str) -> str:
    return text.strip().splitlines()[0][:TITLE_LENGTH]
