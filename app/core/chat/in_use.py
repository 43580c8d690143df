"""The weights that answer now: loading them, and making prompts for them."""

from collections.abc import Iterator, Sequence

from app.core.chat.ahead import with_draft
from app.core.chat.backend import in_words
from app.core.chat.prompt import prompt_of
from app.core.inference.engine import Engine, EngineOptions, Loaded, Loading, WeightsDescription
from app.core.journal.store import Journal
from app.core.journal.values import Message
from app.core.prompts.budget import Fitted
from app.core.prompts.styles import Style, Styles, language_of
from app.core.weights.installed import InstalledWeights


class WeightsInUse:
    """Weights, once they are loaded what they say of themselves, and prompts for them.

    Args:
        engine: loads them and counts their tokens.
        journal: knows the summaries.
        styles: know how a summary is introduced.
        weights: what answers.
        options: how they are loaded.

    Attributes:
        weights: as above.
        loaded: what they say of themselves; None before they were loaded.
        backend: what computes, in words; empty before weights were loaded.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        journal: Journal,
        styles: Styles,
        weights: InstalledWeights,
        options: EngineOptions,
    ) -> None:
        self._engine = engine
        self._journal = journal
        self._styles = styles
        self._options = options
        self.weights = weights
        self.loaded: WeightsDescription | None = None
        self.backend = ""

    def change(self, weights: InstalledWeights, options: EngineOptions) -> None:
        """Others answer from now on; they are loaded when they are needed."""
        self.weights = weights
        self._options = options
        self.loaded = None

    def load(self) -> Iterator[Loading]:
        """Load them, soon done where they are; :attr:`loaded` then tells, None if cancelled.

        Raises:
            UserFacingError: what ``Engine.load`` raises.
        """
        self.loaded = None
        for event in self._engine.load(self.weights.path, self._options):
            match event:
                case Loading():
                    yield event
                case Loaded(weights):
                    self.loaded, self.backend = weights, in_words(event)

    def prompt(
        self,
        loaded: WeightsDescription,
        history: Sequence[Message],
        style: Style,
        guide: str = "",
        conversation: str | None = None,
    ) -> Fitted:
        """The prompt, with the summary of the conversation where one is named.

        Args:
            loaded: these weights.
            history: see :func:`~app.core.chat.prompt.prompt_of`, as ``style`` and ``guide``.
            conversation: whose summary stands in it.

        Raises:
            UserFacingError: ``message_too_long``, ``weights_no_template``.
        """
        summary = self._journal.summary(conversation) if conversation else None
        language = language_of(history[0].text)
        return prompt_of(
            loaded,
            history,
            style,
            guide,
            pinned=self._styles.pinned(language, summary.text if summary else ""),
            chat_template=self.weights.chat_template,
            count_tokens=self._engine.count_tokens,
        )

    def next_prompt(
        self,
        loaded: WeightsDescription,
        history: Sequence[Message],
        style: Style,
        conversation: str,
    ) -> Fitted:
        """The prompt as it would be for a message of one word."""
        return self.prompt(loaded, with_draft(history, "…"), style, "", conversation)
