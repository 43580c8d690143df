"""One turn of a conversation: screen, save, read, answer, save."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from threading import Event

from app.core.chat.reply import GrowingReply
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    PromptReading,
    ReplyFacts,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    Engine,
    EngineOptions,
    Finished,
    GenerationRequest,
    Loaded,
    Loading,
    Reading,
    Sampling,
    WeightsDescription,
)
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.prompts.budget import Fitted, fit
from app.core.prompts.styles import Style, language_of
from app.core.prompts.template import ChatTemplate, Turn
from app.core.safety.screen import Level, assess
from app.core.safety.triage import Triage
from app.core.weights.installed import InstalledWeights

_log = logging.getLogger(__name__)

RISK_STAYS_OPEN = 3
"""How many of the person's messages, the new one included, a spoken danger stays in mind."""

LONGEST_REPLY = 512
"""Tokens of a reply at most: several times what the styles ask for, but an end to a loop."""

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
        style: how they listen.
        triage: what follows from danger.
        place: asked at each turn, since the person may change it at any time.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        engine: Engine,
        weights: InstalledWeights,
        options: EngineOptions,
        style: Style,
        triage: Triage,
        place: Callable[[], Place],
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._weights = weights
        self._options = options
        self._style = style
        self._triage = triage
        self._place = place
        self._stopped = Event()

    @property
    def weights(self) -> InstalledWeights:
        """What answers now."""
        return self._weights

    @property
    def style(self) -> Style:
        """How it listens."""
        return self._style

    def use(self, weights: InstalledWeights, options: EngineOptions, style: Style) -> None:
        """Answer with other weights from the next turn on; not while a turn runs."""
        self._weights = weights
        self._options = options
        self._style = style

    def warm_up(self) -> Iterator[WeightsLoading]:
        """Load the weights ahead of the first message.

        Raises:
            UserFacingError: what ``Engine.load`` raises.
        """
        for event in self._engine.load(self._weights.path, self._options):
            if isinstance(event, Loading):
                yield WeightsLoading(event.fraction)

    def send(
        self,
        conversation: str | None,
        text: str,
        *,
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
            seed: makes the reply repeatable.
            max_tokens: bounds the reply; :data:`LONGEST_REPLY` by default.
        """
        self._stopped.clear()
        try:
            yield from self._turn(conversation, text, seed, max_tokens)
        except UserFacingError as error:
            _log.info("turn failed: %s", error.code)
            yield TurnFailed(error)

    def stop(self) -> None:
        """End the reply soon, from any thread; what was written stays."""
        self._stopped.set()
        self._engine.cancel()

    def close(self) -> None:
        """End the engine and with it everything it remembers."""
        self._engine.close()

    def _turn(
        self, conversation: str | None, text: str, seed: int | None, max_tokens: int | None
    ) -> Iterator[TurnEvent]:
        if not text.strip():
            raise UserFacingError("message_empty")
        place = self._place()
        history = self._journal.messages(conversation) if conversation else []
        spoken = [message for message in history if message.role == "user"]
        level = assess(text, [message.text for message in spoken]).level
        if card := self._triage.card(level, place.language, place.region):
            yield CareOffered(card)

        message = self._journal.add_message(
            conversation, "user", text, risk=level.word, title=_title(text)
        )
        self._journal.save_draft(conversation, "")
        yield MessageSaved(message)

        open_risk = max(level, *_recent_levels(spoken), Level.NONE)
        if open_risk >= Level.HIGH:
            yield from self._answer_reviewed(message, open_risk, history, place)
        else:
            yield from self._answer(message, [*history, message], seed, max_tokens)

    def _answer_reviewed(
        self, message: Message, level: Level, history: Sequence[Message], place: Place
    ) -> Iterator[TurnEvent]:
        """A reviewed text, since no weights are trusted with a person in danger yet."""
        said = [earlier.text for earlier in history if earlier.reviewed]
        text = self._triage.reviewed_reply(level, language_of(message.text), place.region, said)
        reply = self._journal.add_message(message.conversation_id, "assistant", text, reviewed=True)
        yield ReplyText(text)
        yield ReplySaved(reply, ReplyFacts("reviewed"))

    def _answer(
        self,
        message: Message,
        history: Sequence[Message],
        seed: int | None,
        max_tokens: int | None,
    ) -> Iterator[TurnEvent]:
        loaded: WeightsDescription | None = None
        for event in self._engine.load(self._weights.path, self._options):
            if self._stopped.is_set():
                self._engine.cancel()
            match event:
                case Loading(fraction):
                    yield WeightsLoading(fraction)
                case Loaded(weights):
                    loaded = weights
        if loaded is None or self._stopped.is_set():
            yield NothingSaid(ReplyFacts("cancelled"))
            return
        fitted = self._prompt(loaded, history)
        request = GenerationRequest(
            fitted.text,
            Sampling(self._style.temperature, self._style.top_p, seed=seed),
            max_tokens or LONGEST_REPLY,
        )
        reply = GrowingReply(self._journal, message.conversation_id, self._weights.id)
        try:
            yield from self._write(request, reply, fitted.dropped)
        except UserFacingError:
            reply.end("interrupted")
            raise
        except BaseException:  # the listener walked away, or Ctrl+C: nothing said is lost
            reply.end("stopped")
            raise

    def _prompt(self, loaded: WeightsDescription, history: Sequence[Message]) -> Fitted:
        template = ChatTemplate(
            loaded.chat_template,
            bos=loaded.bos_text,
            eos=loaded.eos_text,
            adds_bos=loaded.adds_bos,
            control_tokens=loaded.control_tokens,
            name=loaded.name,
        )
        system = Turn("system", self._style.system[language_of(history[0].text)])
        turns = [Turn(message.role, message.text) for message in history if message.text]
        return fit(
            system,
            turns,
            render=template.render,
            count_tokens=self._engine.count_tokens,
            context_length=loaded.context_length,
        )

    def _write(
        self, request: GenerationRequest, reply: GrowingReply, left_out: int
    ) -> Iterator[TurnEvent]:
        for event in self._engine.generate(request):
            if self._stopped.is_set():
                self._engine.cancel()  # again: a stop may have come before the engine listened
            match event:
                case Reading(done, total):
                    yield PromptReading(done, total)
                case Delta(text):
                    reply.grow(text)
                    yield ReplyText(text)
                case Finished(stop_reason):
                    facts = ReplyFacts(**asdict(event), left_out=left_out)
                    saved = reply.end("stopped" if stop_reason == "cancelled" else "complete")
                    yield ReplySaved(saved, facts) if saved else NothingSaid(facts)


def _title(text: str) -> str:
    return text.strip().splitlines()[0][:TITLE_LENGTH]


def _recent_levels(spoken: Sequence[Message]) -> list[Level]:
    earlier = spoken[-(RISK_STAYS_OPEN - 1) :]
    return [Level.from_word(message.risk) for message in earlier]
