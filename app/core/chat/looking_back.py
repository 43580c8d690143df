"""What the weights make of a conversation, looking back; stored nowhere."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event

from app.core.chat.care import Care
from app.core.chat.in_use import WeightsInUse
from app.core.chat.listening import Listening, sampling_for
from app.core.chat.memory import written_down
from app.core.chat.reply import LONGEST_REPLY
from app.core.errors import UserFacingError
from app.core.inference.engine import Engine, GenerationRequest
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.prompts.roles import OWN_NAMES, STOPS
from app.core.prompts.styles import Styles, language_of


class LookingBack:
    """Has conversations of one journal summed up.

    Args:
        journal: holds them.
        engine: writes.
        in_use: the weights.
        listening, care: of the conversations.
        styles: know the words that ask for it.
        begin: called before the engine is asked, which forgets what it has read then.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        engine: Engine,
        in_use: WeightsInUse,
        listening: Listening,
        care: Care,
        styles: Styles,
        begin: Callable[[], None],
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._in_use = in_use
        self._listening = listening
        self._care = care
        self._styles = styles
        self._begin = begin
        self._summing = Event()

    def summarise(self, conversation: str) -> str:
        """A summary, all of which has passed the output screen.

        Blocks like ``ChatSession.send``; :meth:`leave` ends it soon.

        Raises:
            UserFacingError: ``summary_in_danger`` while risk is open, ``summary_withheld``
                where the screen stopped it, ``reply_empty``, and what the engine raises.
        """
        history = self._journal.messages(conversation)
        if not history:
            raise UserFacingError("message_empty")
        if self._care.open_for(conversation):
            raise UserFacingError("summary_in_danger")
        self._summing.set()
        try:
            text = self._summary(conversation, history)
        finally:
            self._summing.clear()
        if text is None:
            raise UserFacingError("summary_withheld")
        if not text:
            raise UserFacingError("reply_empty")
        return text

    def leave(self) -> None:
        """Somebody waits for a reply: end :meth:`summarise` soon; from any thread."""
        if self._summing.is_set():
            self._summing.clear()
            self._engine.cancel()

    def _summary(self, conversation: str, history: Sequence[Message]) -> str | None:
        """As :func:`written_down`; empty where somebody else wants the engine."""
        for _ in self._in_use.load():
            if not self._summing.is_set():
                return ""
        if not (loaded := self._in_use.loaded):
            raise UserFacingError("engine_stopped")
        language = language_of(history[0].text)
        asked = replace(history[-1], role="user", text=self._styles.summary_request(language))
        style = self._listening.style_of(conversation)
        prompt = self._in_use.prompt(loaded, [*history, asked], style).text
        sampling = sampling_for(style)
        self._begin()
        request = GenerationRequest(prompt, sampling, LONGEST_REPLY, STOPS, OWN_NAMES)
        return written_down(self._engine, request, lambda: not self._summing.is_set())
