"""What of a conversation fits the context: whole turns, dropped in large blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.core.errors import UserFacingError
from app.core.prompts.template import Turn

REPLY_SHARE = 0.25
"""Part of the context that is kept free for the reply."""

LONGEST_REPLY = 1024
"""Tokens kept free for the reply at most."""

KEPT_SHARE = 0.6
"""Part of the room that is filled after turns were dropped (DESIGN 4.5): the start of the
prompt then stays the same for many turns, and its KV cache stays of use."""


_TURN_FRAME = 4
"""Tokens that a template puts around a turn beside its role, counted generously."""


@dataclass(frozen=True)
class FittedPrompt:
    """A prompt that leaves room for the reply.

    Attributes:
        dropped: how many of the oldest turns are no longer in it.
    """

    text: str = field(repr=False)
    dropped: int


def fit(
    system: Turn,
    turns: Sequence[Turn],
    *,
    render: Callable[[Sequence[Turn]], str],
    count_tokens: Callable[[str], int],
    context_length: int,
) -> FittedPrompt:
    """The prompt with the system turn and as many of the newest turns as fit.

    Which turns are dropped follows from the conversation alone: it is gone
    through from its start, and whenever it outgrows the room, the oldest turns
    go in one block. So the same start is kept from one turn to the next.

    Args:
        system: always kept.
        turns: user and assistant in turn; the last is the user's and always kept.
        render: makes a prompt of turns.
        count_tokens: of a text.
        context_length: tokens.

    Raises:
        UserFacingError: ``message_too_long`` (the last turn alone doesn't fit).
    """
    room = context_length - min(LONGEST_REPLY, int(context_length * REPLY_SHARE))
    alone = count_tokens(render([system, turns[-1]]))
    if alone > room:
        raise UserFacingError("message_too_long", tokens=alone, limit=room)
    first = _first_kept(system, turns, render, count_tokens, room)
    prompt = render([system, *turns[first:]])
    while count_tokens(prompt) > room and first < len(turns) - 1:  # an estimate fell short
        first = _next_user(turns, first + 1)
        prompt = render([system, *turns[first:]])
    return FittedPrompt(prompt, first)


def _first_kept(
    system: Turn,
    turns: Sequence[Turn],
    render: Callable[[Sequence[Turn]], str],
    count_tokens: Callable[[str], int],
    room: int,
) -> int:
    """Index of the first turn kept; always a user's. Sizes are estimated, rather too large."""
    frame = count_tokens(render([system, Turn("user", "")]))
    sizes = [count_tokens(f"\n{turn.role}\n{turn.text}\n") + _TURN_FRAME for turn in turns]
    first, filled = 0, frame
    for index, size in enumerate(sizes):
        filled += size
        if filled <= room:
            continue
        while first < index and filled > room * KEPT_SHARE:
            filled -= sizes[first]
            first += 1
    return _next_user(turns, first)


def _next_user(turns: Sequence[Turn], first: int) -> int:
    return next(index for index in range(first, len(turns)) if turns[index].role == "user")
