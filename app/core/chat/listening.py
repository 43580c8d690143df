"""How each conversation is listened to: its style, and how words are drawn in it."""

from dataclasses import replace

from app.core.chat.sampling import OwnSampling, own_sampling
from app.core.inference.engine import Sampling
from app.core.journal.store import Journal
from app.core.prompts.styles import OWN, Style, Styles


class Listening:
    """The styles, and which of them a conversation has.

    Args:
        journal: remembers it.
        styles: all of them.
        style: of conversations that have none of their own.

    Attributes:
        style: as above; may be changed.
    """

    def __init__(self, *, journal: Journal, styles: Styles, style: Style) -> None:
        self._journal = journal
        self._styles = styles
        self.style = style

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
            return self.style
        return self._styles.read(chosen.style, chosen.style_version)

    def choose_style(self, conversation: str, name: str) -> None:
        """Listen in another way from the next turn on: in its newest version.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        self._keep_style(conversation, self._styles.read(name))

    def begin(self, conversation: str) -> Style:
        """As :meth:`style_of`; what a conversation has none of yet, it has from now on.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        style = self.style_of(conversation)
        if not self._journal.conversation_settings(conversation).style:
            self._keep_style(conversation, style)
        return style

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

    def _keep_style(self, conversation: str, style: Style) -> None:
        kept = self._journal.conversation_settings(conversation)
        self._journal.save_conversation_settings(
            conversation, replace(kept, style=style.name, style_version=style.version)
        )


def sampling_for(style: Style) -> Sampling:
    """How words are drawn where the person changed nothing."""
    return Sampling(style.temperature, style.top_p)
