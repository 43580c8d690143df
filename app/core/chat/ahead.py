"""What the next prompt will begin with: known before anybody has sent anything."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from app.core.journal.values import Message

LONG_DRAFT = 64
"""Tokens from which on the reading of a message is felt."""

_ANY_WORDS = {"en": ("a", "so"), "zh_CN": ("一", "我")}
"""Two messages that share no beginning, by the language that they are in."""


def certain_beginning(
    prompt: Callable[[Sequence[Message]], str], history: Sequence[Message], language: str
) -> str:
    """What a prompt will begin with, whatever the person writes next.

    Args:
        prompt: makes the prompt of a conversation that ends with the person's message.
        history: what was said so far.
        language: that the person will write in.

    Raises:
        UserFacingError: what ``prompt`` raises.
    """
    one, other = (prompt(with_draft(history, words)) for words in _ANY_WORDS[language])
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(character for character, _ in same)


def with_draft(history: Sequence[Message], text: str) -> list[Message]:
    """A conversation as it would be if this had been sent; nobody has, and nothing keeps it."""
    unsent = Message(
        id="",
        conversation_id="",
        parent_id=None,
        role="user",
        text=text,
        state="complete",
        time=datetime.now(UTC),
        version=1,
        weights=None,
        risk="none",
        reviewed=False,
    )
    return [*history, unsent]
