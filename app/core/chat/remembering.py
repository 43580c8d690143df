"""What the weights remember of conversations longer than they can read: told, edited, condensed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.core.chat.care import Care
from app.core.chat.in_use import WeightsInUse
from app.core.chat.listening import Listening
from app.core.chat.memory import (
    InMind,
    as_many_as_fit,
    check_room,
    condensed_up_to,
    in_mind,
    talk,
    written_down,
)
from app.core.chat.prompt import spoken
from app.core.errors import UserFacingError
from app.core.inference.engine import Engine, GenerationRequest, Sampling, WeightsDescription
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.prompts.budget import summary_room
from app.core.prompts.roles import OWN_NAMES, STOPS
from app.core.prompts.styles import Styles, language_of

_SUMMARY_FRAME = 16
"""Tokens of the words that stand before a pinned summary."""


class Remembering:
    """The pinned summaries of one journal.

    Args:
        journal: keeps them.
        engine: writes them.
        in_use: the weights.
        listening, care: of the conversations.
        styles: know the words that ask for a summary.
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
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._in_use = in_use
        self._listening = listening
        self._care = care
        self._styles = styles
        self._not_condensed: set[str] = set()
        """Messages from which on nothing could be written down: not tried again and again."""

    def in_mind(self, conversation: str) -> InMind | None:
        """What the weights remember of a conversation; None while they are not loaded.

        Raises:
            UserFacingError: ``conversation_not_found``, and what the engine raises.
        """
        if not (loaded := self._in_use.loaded):
            return None
        history = self._journal.messages(conversation)
        if not spoken(history):
            return InMind(0)
        summary = self._journal.summary(conversation)
        return in_mind(spoken(history), self._dropped(loaded, conversation, history), summary)

    def keep_summary(self, conversation: str, text: str) -> None:
        """The person wrote, changed or cleared what is remembered of what no longer fits.

        Raises:
            UserFacingError: ``summary_too_long``, ``conversation_not_found``, ``weights_loading``.
        """
        if not (loaded := self._in_use.loaded):
            raise UserFacingError("engine_stopped")
        check_room(text.strip(), self._engine.count_tokens, _room(loaded))
        history = self._journal.messages(conversation)
        said = spoken(history)
        dropped = self._dropped(loaded, conversation, history)
        covered = max(dropped, condensed_up_to(said, self._journal.summary(conversation)), 1)
        self._journal.save_summary(conversation, said[covered - 1].id, text.strip(), "person")

    def condense(
        self, conversation: str, go_on: Callable[[], bool], begin: Callable[[], None]
    ) -> bool:
        """Have the weights write down what they should still know of messages left out.

        Args:
            go_on: asked often; False ends it.
            begin: called before the engine is asked, which forgets what it has read then.

        Returns:
            Whether there may be more to do.

        Raises:
            UserFacingError: what the engine raises.
        """
        if not (loaded := self._in_use.loaded):
            return False
        if self._care.open_for(conversation) and self._in_use.weights.reviewed_only:
            return False
        history = self._journal.messages(conversation)
        said = spoken(history)
        if not said:
            return False
        summary = self._journal.summary(conversation)
        dropped = self._dropped(loaded, conversation, history)
        left = said[condensed_up_to(said, summary) : dropped]
        if not left or left[0].id in self._not_condensed:
            return False
        taken = as_many_as_fit(left, self._engine.count_tokens, loaded.context_length // 2)
        language = language_of(history[0].text)
        words = self._styles.condense_request(
            language,
            summary.text if summary else "",
            talk(taken, self._styles.sides(language)),
        )
        asked = replace(taken[-1], role="user", text=words)
        style = self._listening.style_of(conversation)
        begin()
        prompt = self._in_use.prompt(loaded, [asked], style).text
        request = GenerationRequest(
            prompt, Sampling(temperature=0), _room(loaded), STOPS, OWN_NAMES
        )
        text = written_down(self._engine, request, lambda: not go_on())
        if not go_on():
            return False
        unchanged = self._journal.summary(conversation) == summary
        if text and unchanged and self._journal.messages(conversation)[: len(history)] == history:
            self._journal.save_summary(conversation, taken[-1].id, text)
        else:
            self._not_condensed.add(left[0].id)
        return True

    def _dropped(
        self, loaded: WeightsDescription, conversation: str, history: Sequence[Message]
    ) -> int:
        """How many of the first messages the next prompt leaves out."""
        style = self._listening.style_of(conversation)
        return self._in_use.next_prompt(loaded, history, style, conversation).dropped


def _room(loaded: WeightsDescription) -> int:
    """Tokens of a summary at most."""
    return summary_room(loaded.context_length) - _SUMMARY_FRAME
