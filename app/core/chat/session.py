"""One turn of a conversation: screen, save, read, answer, save."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event
from typing import Literal

from app.core.chat.ahead import LONG_DRAFT, certain_beginning, with_draft
from app.core.chat.answer import Answer
from app.core.chat.backend import in_words
from app.core.chat.keeping import Keeping
from app.core.chat.memory import (
    InMind,
    as_many_as_fit,
    check_room,
    condensed_up_to,
    in_mind,
    talk,
    written_down,
)
from app.core.chat.prompt import prompt_of, spoken
from app.core.chat.reply import GrowingReply
from app.core.chat.sampling import OwnSampling, own_sampling
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
from app.core.inference.engine import (
    Engine,
    EngineOptions,
    GenerationRequest,
    Loaded,
    Loading,
    Sampling,
    WeightsDescription,
)
from app.core.inference.snapshots import Kept, Snapshots
from app.core.journal.store import Journal
from app.core.journal.values import Message, RiskState
from app.core.prompts.budget import Fitted, summary_room
from app.core.prompts.roles import OWN_NAMES, STOPS
from app.core.prompts.styles import OWN, Style, Styles, language_of
from app.core.safety.risk import OpenRisk
from app.core.safety.screen import Level, assess, prepare
from app.core.safety.triage import CareCard, Triage
from app.core.weights.installed import InstalledWeights

_log = logging.getLogger(__name__)

LONGEST_REPLY = 512
"""Tokens of a reply at most: several times what the styles ask for, but an end to a loop."""

SUMMARY_FRAME = 16
"""Tokens of the words that stand before a pinned summary."""

CLOSE_WITHIN = 3.0
"""Seconds that a snapshot may take when the journal is locked."""

Rested = Kept | Literal["condensed"]

TITLE_LENGTH = 40
"""Characters of the first message that name a conversation until the person does."""


@dataclass(frozen=True)
class Place:
    """Where and how the person reads: it decides the words and the numbers of care.

    Attributes:
        language: a key of :data:`app.core.i18n.LANGUAGES`.
        region: a region of the helplines.
    """

    language: str
    region: str


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
        may_read_ahead: whether the engine may compute what nobody asked for yet; asked each time.
        snapshots: where what was read of conversations is kept; None keeps nothing.
        may_condense: whether the weights may write down what no longer fits; asked each time.
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
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._weights = weights
        self._options = options
        self._style = style
        self._styles = styles
        self._triage = triage
        self._place = place
        self._may_read_ahead = may_read_ahead
        self._loaded: WeightsDescription | None = None
        self._backend: Loaded | None = None
        self._stopped = Event()
        self._may_condense = may_condense
        self._keeping = Keeping(engine=engine, journal=journal, snapshots=snapshots)
        self._resting = Event()
        self._not_condensed: set[str] = set()
        """Messages from which on nothing could be written down: not tried again and again."""

    @property
    def weights(self) -> InstalledWeights:
        """What answers now."""
        return self._weights

    @property
    def style(self) -> Style:
        """How it listens."""
        return self._style

    @property
    def backend(self) -> str:
        """What computes, in words; empty before weights were loaded."""
        return in_words(self._backend) if self._backend else ""

    def use(self, weights: InstalledWeights, options: EngineOptions, style: Style) -> None:
        """Answer with other weights from the next turn on; not while a turn runs."""
        self._weights = weights
        self._options = options
        self._style = style
        self._loaded = None

    def warm_up(self) -> Iterator[WeightsLoading]:
        """Load the weights, and the screen's rules, ahead of the first message.

        Raises:
            UserFacingError: what ``Engine.load`` raises.
        """
        prepare()
        for event in self._engine.load(self._weights.path, self._options):
            match event:
                case Loading(fraction):
                    yield WeightsLoading(fraction)
                case Loaded(weights):
                    self._loaded, self._backend = weights, event

    def read_ahead(self, conversation: str | None, draft: str = "", *, style: str = "") -> None:
        """Have the engine read what the next prompt will begin with, while it has nothing to do.

        Returns at once and never fails; the next turn ends it. A draft goes to the engine and
        nowhere else: it is neither stored nor screened, and the engine forgets it as soon as
        :meth:`forget_draft` says so. Runs on the engine's thread.

        Args:
            conversation: the one that will go on; None for a new one.
            draft: what the person has written up to now; a short one is left aside.
            style: name of the style of a new conversation; the person's default without.
        """
        if not (loaded := self._loaded) or not self._may_read_ahead():
            return
        with suppress(UserFacingError):
            if not self._keeping.is_of(conversation):
                self._keeping.rest()  # else what is read now would take its place
            history = self._journal.messages(conversation) if conversation else []
            self._keeping.hear(conversation, history)
            if conversation:
                listening = self.style_of(conversation)
            else:
                listening = self._styles.read(style) if style else self._style

            def prompt(messages: Sequence[Message]) -> str:
                return self._prompt(loaded, messages, listening, "", conversation).text

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

    def close(self) -> None:
        """Keep what was read, where it is quickly done; end the engine and all it remembers."""
        with suppress(UserFacingError):
            self._keeping.keep(CLOSE_WITHIN)
        self._keeping.end()
        self._engine.close()

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
            if conversation and self._condense(conversation):
                self.read_ahead(conversation)
                return "condensed"
            return self._keeping.rest() if self._resting.is_set() else "interrupted"
        finally:
            self._resting.clear()

    def disturb(self) -> None:
        """Somebody wants something: end :meth:`rest` soon; from any thread."""
        if self._resting.is_set():
            self._resting.clear()
            self._engine.cancel()

    def in_mind(self, conversation: str) -> InMind | None:
        """What the weights remember of a conversation; None while they are not loaded.

        Raises:
            UserFacingError: ``conversation_not_found``, and what the engine raises.
        """
        if not (loaded := self._loaded):
            return None
        history = self._journal.messages(conversation)
        if not spoken(history):
            return InMind(0)
        summary = self._journal.summary(conversation)
        dropped = self._next_prompt(loaded, conversation, history).dropped
        return in_mind(spoken(history), dropped, summary)

    def keep_summary(self, conversation: str, text: str) -> None:
        """The person wrote, changed or cleared what is remembered of what no longer fits.

        Raises:
            UserFacingError: ``summary_too_long``, ``conversation_not_found``, ``weights_loading``.
        """
        if not (loaded := self._loaded):
            raise UserFacingError("engine_stopped")
        history = self._journal.messages(conversation)
        room = summary_room(loaded.context_length) - SUMMARY_FRAME
        check_room(text.strip(), self._engine.count_tokens, room)
        said = spoken(history)
        dropped = self._next_prompt(loaded, conversation, history).dropped
        covered = max(dropped, condensed_up_to(said, self._journal.summary(conversation)), 1)
        self._journal.save_summary(conversation, said[covered - 1].id, text.strip(), "person")

    def _condense(self, conversation: str) -> bool:
        """Have the weights write down what they should still know of messages left out."""
        if not (loaded := self._loaded) or not (self._may_condense() and self._may_read_ahead()):
            return False
        if self._risk(conversation).open and self._weights.reviewed_only:
            return False
        history = self._journal.messages(conversation)
        said = spoken(history)
        if not said:
            return False
        dropped = self._next_prompt(loaded, conversation, history).dropped
        summary = self._journal.summary(conversation)
        left = said[condensed_up_to(said, summary) : dropped]
        if not left or left[0].id in self._not_condensed:
            return False
        room = summary_room(loaded.context_length) - SUMMARY_FRAME
        taken = as_many_as_fit(left, self._engine.count_tokens, loaded.context_length // 2)
        language = language_of(history[0].text)
        words = self._styles.condense_request(
            language,
            summary.text if summary else "",
            talk(taken, self._styles.sides(language)),
        )
        asked = replace(taken[-1], role="user", text=words)
        style = self.style_of(conversation)
        self._keeping.hear(None, [])
        fitted = self._prompt(loaded, [asked], style, "")
        sampling = Sampling(temperature=0)
        request = GenerationRequest(fitted.text, sampling, room, STOPS, OWN_NAMES)
        text = written_down(self._engine, request, lambda: not self._resting.is_set())
        if not self._resting.is_set():
            return False
        unchanged = self._journal.summary(conversation) == summary
        if text and unchanged and self._journal.messages(conversation)[: len(history)] == history:
            self._journal.save_summary(conversation, taken[-1].id, text)
        else:
            self._not_condensed.add(left[0].id)
        return True

    def _next_prompt(
        self, loaded: WeightsDescription, conversation: str, history: Sequence[Message]
    ) -> Fitted:
        """The prompt as it would be for a message of one word."""
        style = self.style_of(conversation)
        return self._prompt(loaded, with_draft(history, "…"), style, "", conversation)

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
        place = self._place()
        history = self._journal.messages(conversation) if conversation else []
        spoken = [message.text for message in history if message.role == "user"]
        asked = history[-1].text if history and history[-1].role == "assistant" else ""
        before = self._risk(conversation) if conversation else OpenRisk()
        heard = assess(text, spoken, asked=asked, open_risk=before.level)
        risk = before.after(heard)
        if heard.level >= Level.HIGH and risk.shows_card:
            yield from self._offer_care(risk, place)

        message = self._journal.add_message(
            conversation, "user", text, risk=heard.level.word, title=_title(text)
        )
        self._journal.save_draft(conversation, "")
        if chosen and not conversation:
            self.choose_style(message.conversation_id, chosen)
        style = self._style_of(message.conversation_id)
        if risk != before:
            self._keep_risk(message.conversation_id, risk)
        yield MessageSaved(message, danger=risk.open)

        newly_imminent = risk.level is Level.IMMINENT > before.level
        if risk.open and (newly_imminent or self._weights.reviewed_only):
            yield from self._answer_reviewed(message, risk.level, history)
            return
        try:
            level = max(risk.level, heard.level)
            yield from self._answer([*history, message], style, level, seed, max_tokens)
        except UserFacingError as error:
            newest = self._journal.messages(message.conversation_id)[-1]
            if not risk.open or newest.role == "assistant":
                raise
            # Logged as any failure is: the log can be read without the passphrase.
            _log.info("turn failed: %s", error.code)
            yield from self._answer_reviewed(message, risk.level, history)  # nobody stays unheard

    def care(self, conversation: str) -> CareCard | None:
        """The card that belongs above a conversation now, as after a restart.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        risk = self._risk(conversation)
        return self._card(risk.level, self._place()) if risk.shows_card else None

    def dismiss_care(self, conversation: str) -> None:
        """The person put the card away: it comes back when danger rises above this level.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        self._keep_risk(conversation, self._risk(conversation).put_away())

    def summarise(self, conversation: str) -> str:
        """What the weights make of a conversation, looking back; stored nowhere.

        All of it has passed the output screen. Blocks like :meth:`send`.

        Raises:
            UserFacingError: ``summary_in_danger`` while risk is open, ``summary_withheld``
                where the screen stopped it, ``reply_empty``, and what the engine raises.
        """
        self._stopped.clear()
        history = self._journal.messages(conversation)
        if not history:
            raise UserFacingError("message_empty")
        if self._risk(conversation).open:
            raise UserFacingError("summary_in_danger")
        loaded = next(
            event.weights
            for event in self._engine.load(self._weights.path, self._options)
            if isinstance(event, Loaded)
        )
        language = language_of(history[0].text)
        asked = replace(history[-1], role="user", text=self._styles.summary_request(language))
        style = self.style_of(conversation)
        fitted = self._prompt(loaded, [*history, asked], style, "")
        sampling = _sampling(style)
        request = GenerationRequest(fitted.text, sampling, LONGEST_REPLY, STOPS, OWN_NAMES)
        text = written_down(self._engine, request, self._stopped.is_set)
        if text is None:
            raise UserFacingError("summary_withheld")
        if not text:
            raise UserFacingError("reply_empty")
        return text

    def _offer_care(self, risk: OpenRisk, place: Place) -> Iterator[CareOffered]:
        if card := self._card(risk.level, place):
            yield CareOffered(card)

    def _card(self, level: Level, place: Place) -> CareCard | None:
        card = self._triage.card(level, place.language, place.region)
        return card and replace(card, has_plan=self._journal.safety_plan() is not None)

    def styles(self) -> list[Style]:
        """What can be chosen: ours, then what the person wrote last.

        Raises:
            UserFacingError: the journal can't be read.
        """
        own = self._journal.newest_style(OWN)
        return self._styles.ours() + ([self._styles.read(own)] if own else [])

    def style_of(self, conversation: str) -> Style:
        """The style, and its version, that the conversation began with or was given since.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        chosen = self._journal.conversation_settings(conversation)
        if not chosen.style:
            return self._style
        return self._styles.read(chosen.style, chosen.style_version)

    def choose_style(self, conversation: str, name: str) -> None:
        """Listen in another way from the next turn on: in its newest version.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        style = self._styles.read(name)
        kept = self._journal.conversation_settings(conversation)
        self._journal.save_conversation_settings(
            conversation, replace(kept, style=style.name, style_version=style.version)
        )

    def sampling_of(self, conversation: str) -> OwnSampling:
        """How words are drawn there, where the person changed it.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        return own_sampling(self._journal.conversation_settings(conversation).sampling)

    def choose_sampling(self, conversation: str, chosen: OwnSampling) -> None:
        """Draw words in another way from the next turn on.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        kept = self._journal.conversation_settings(conversation)
        self._journal.save_conversation_settings(
            conversation, replace(kept, sampling=chosen.written())
        )

    def _style_of(self, conversation: str) -> Style:
        """As :meth:`style_of`; what a conversation has none of yet, it has from now on."""
        chosen = self._journal.conversation_settings(conversation)
        if chosen.style:
            return self.style_of(conversation)
        begun = replace(chosen, style=self._style.name, style_version=self._style.version)
        self._journal.save_conversation_settings(conversation, begun)
        return self._style

    def _risk(self, conversation: str) -> OpenRisk:
        kept = self._journal.risk_state(conversation)
        return OpenRisk(
            Level.from_word(kept.level), kept.kinds, kept.spoken, Level.from_word(kept.dismissed)
        )

    def _keep_risk(self, conversation: str, risk: OpenRisk) -> None:
        state = RiskState(risk.level.word, risk.kinds, risk.spoken, risk.dismissed.word)
        self._journal.save_risk_state(conversation, state)

    def _answer_reviewed(
        self, message: Message, level: Level, history: Sequence[Message]
    ) -> Iterator[TurnEvent]:
        """A reviewed text, and never the same twice in a row."""
        said = [earlier.text for earlier in history if earlier.reviewed]
        language = language_of(message.text)
        text = self._triage.reviewed_reply(level, language, self._place().region, said)
        reply = self._journal.add_message(message.conversation_id, "assistant", text, reviewed=True)
        yield ReplyText(text)
        yield ReplySaved(reply, ReplyFacts("reviewed"))

    def _answer(
        self,
        history: Sequence[Message],
        style: Style,
        level: Level,
        seed: int | None,
        max_tokens: int | None,
    ) -> Iterator[TurnEvent]:
        """What the weights write, guided and screened as the level of danger asks for."""
        message = history[-1]
        loaded: WeightsDescription | None = None
        for event in self._engine.load(self._weights.path, self._options):
            if self._stopped.is_set():
                self._engine.cancel()
            match event:
                case Loading(fraction):
                    yield WeightsLoading(fraction)
                case Loaded(weights):
                    self._loaded, self._backend = weights, event
                    loaded = weights
        if loaded is None or self._stopped.is_set():
            yield NothingSaid(ReplyFacts("cancelled"))
            return
        mine = self._weights
        self._journal.know_weights(mine.id, mine.title("en"), mine.sha256)
        guide = self._triage.guide(level, language_of(message.text))
        fitted = self._prompt(loaded, history, style, guide, message.conversation_id)
        self._keeping.hear(message.conversation_id, history)
        answer = Answer(
            engine=self._engine,
            reply=GrowingReply(self._journal, message.conversation_id, self._weights.id),
            hold=level >= Level.HIGH,
            stopped=self._stopped.is_set,
            instead_of=lambda harm: self._triage.instead_of(harm, language_of(message.text)),
            left_out=fitted.dropped,
        )
        sampling = self.sampling_of(message.conversation_id).over(_sampling(style))
        if seed is not None:
            sampling = replace(sampling, seed=seed)
        yield from answer.write(
            GenerationRequest(
                fitted.text,
                sampling,
                max_tokens or LONGEST_REPLY,
                STOPS,
                OWN_NAMES,
                message.conversation_id,
            )
        )

    def _prompt(
        self,
        loaded: WeightsDescription,
        history: Sequence[Message],
        style: Style,
        guide: str,
        conversation: str | None = None,
    ) -> Fitted:
        """The prompt, with the summary of the conversation where one is named."""
        summary = self._journal.summary(conversation) if conversation else None
        language = language_of(history[0].text)
        return prompt_of(
            loaded,
            history,
            style,
            guide,
            pinned=self._styles.pinned(language, summary.text if summary else ""),
            chat_template=self._weights.chat_template,
            count_tokens=self._engine.count_tokens,
        )


def _sampling(style: Style) -> Sampling:
    return Sampling(style.temperature, style.top_p)


def _title(text: str) -> str:
    return text.strip().splitlines()[0][:TITLE_LENGTH]
