"""What of a conversation fits the context: whole turns, dropped seldom and many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.core.errors import UserFacingError
from app.core.prompts.template import Turn

SHRINK_TO = 0.6
"""Part of the window that is left filled after dropping. Each drop makes the weights read the
rest anew, so it is done seldom and leaves much room."""

_TURN_OVERHEAD = 10
"""Tokens a template adds to a turn; ChatML and Llama 3 add 5 to 7."""

_PROMPT_OVERHEAD = 64
"""Tokens a template adds once: a default system turn, a date, the opening of the reply."""

_MOST_REPLY_ROOM = 1024

_CHARACTERS_A_TOKEN = 16
"""More characters than tokens of any vocabulary hold on average, white space left aside."""


@dataclass(frozen=True)
class Fitted:
    """What the weights will read.

    Attributes:
        text: the rendered prompt, system turn included.
        kept: the turns in it, without the system turn.
        dropped: how many of the oldest turns are left out.
    """

    text: str = field(repr=False)
    kept: tuple[Turn, ...] = field(repr=False)
    dropped: int


def fit(
    system: Turn,
    turns: Sequence[Turn],
    render: Callable[[Sequence[Turn]], str],
    count_tokens: Callable[[str], int],
    context_length: int,
) -> Fitted:
    """The prompt for the next reply, with room left for it.

    The start of what is kept follows from the conversation alone, by replaying
    how it grew: it stays where it is from turn to turn, so that the weights
    need not read again what they know, until the window is full.

    Args:
        system: always kept.
        turns: the conversation, oldest first; the last one is the person's.
        render: makes a prompt of turns.
        count_tokens: of a text; asked for each turn, so it should remember.
        context_length: tokens of prompt and reply together.

    Raises:
        UserFacingError: ``message_too_long`` where not even the last turn fits.
    """
    window = context_length - min(context_length // 4, _MOST_REPLY_ROOM)
    limit = window - _PROMPT_OVERHEAD - _cost(system, count_tokens, context_length)
    costs = [_cost(turn, count_tokens, context_length) for turn in turns]
    if costs[-1] > limit:
        fits = max(0, limit - _TURN_OVERHEAD)
        raise UserFacingError("message_too_long", tokens=costs[-1] - _TURN_OVERHEAD, limit=fits)
    start = _start(turns, costs, limit)
    kept = tuple(turns[start:])
    return Fitted(render([system, *kept]), kept, start)


def _cost(turn: Turn, count_tokens: Callable[[str], int], context_length: int) -> int:
    longest = len(turn.text) // _CHARACTERS_A_TOKEN
    # What can't fit is not counted: counting a book would take long, and fail.
    return (longest if longest > context_length else count_tokens(turn.text)) + _TURN_OVERHEAD


def _start(turns: Sequence[Turn], costs: Sequence[int], limit: int) -> int:
    """Index of the first kept turn, always a person's."""
    start = filled = 0
    for index, turn in enumerate(turns):
        filled += costs[index]
        if turn.role != "user" or filled <= limit:
            continue
        while start < index and (filled > limit * SHRINK_TO or turns[start].role != "user"):
            filled -= costs[start]
            start += 1
    return start
