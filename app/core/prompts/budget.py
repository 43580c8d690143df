"""What of a conversation fits the context: whole turns, dropped seldom and many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

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
_MOST_SUMMARY_ROOM = 256
_MOST_NEXT_ROOM = 80
"""Tokens of a short message with its overhead. They are free after each reply, so that turns are
dropped behind it, when nobody waits, and hardly ever with the message that comes next."""

_CHARACTERS_A_TOKEN = 16
"""More characters than tokens of any vocabulary hold on average, white space left aside."""


@dataclass(frozen=True)
class Fitted:
    """What the weights will read.

    Attributes:
        text: the rendered prompt, system turn included.
        kept: the turns in it, without the system turn.
        dropped: how many of the oldest turns are left out.
        pinned: whether the summary had room.
    """

    text: str = field(repr=False)
    kept: tuple[Turn, ...] = field(repr=False)
    dropped: int
    pinned: bool = False


def summary_room(context_length: int) -> int:
    """Tokens that a pinned summary may have; they are kept free for it, whether there is one."""
    return min(context_length // 16, _MOST_SUMMARY_ROOM)


def fit(
    system: Turn,
    turns: Sequence[Turn],
    *,
    render: Callable[[Sequence[Turn]], str],
    count_tokens: Callable[[str], int],
    context_length: int,
    pinned: str = "",
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
        pinned: the summary of what was dropped, which follows the system's words; left out
            where it is longer than :func:`summary_room`.

    Raises:
        UserFacingError: ``message_too_long`` where not even the last turn fits.
    """
    window = context_length - min(context_length // 4, _MOST_REPLY_ROOM)
    room = summary_room(context_length)
    limit = window - room - _PROMPT_OVERHEAD - _cost(system, count_tokens, context_length)
    costs = [_cost(turn, count_tokens, context_length) for turn in turns]
    if costs[-1] > limit:
        longest = max(0, limit - _TURN_OVERHEAD)
        raise UserFacingError("message_too_long", tokens=costs[-1] - _TURN_OVERHEAD, limit=longest)
    start = _start(turns, costs, limit)
    kept = tuple(turns[start:])
    fits = bool(pinned) and count_tokens(pinned) <= room
    if fits:
        system = replace(system, text=f"{system.text}\n\n{pinned}")
    return Fitted(render([system, *kept]), kept, start, fits)


def _cost(turn: Turn, count_tokens: Callable[[str], int], context_length: int) -> int:
    longest = len(turn.text) // _CHARACTERS_A_TOKEN
    # What can't fit is not counted: counting a book would take long, and fail.
    return (longest if longest > context_length else count_tokens(turn.text)) + _TURN_OVERHEAD


def _start(turns: Sequence[Turn], costs: Sequence[int], limit: int) -> int:
    """Index of the first kept turn, always a person's."""
    start = filled = 0
    ahead = min(_MOST_NEXT_ROOM, limit // 8)
    for index, turn in enumerate(turns):
        filled += costs[index]
        answered = turn.role == "assistant"
        if filled + (ahead if answered else 0) > limit:
            end = index + 1 if answered else index
            while start < end and filled > limit * SHRINK_TO:
                filled -= costs[start]
                start += 1
        while start < index + answered and turns[start].role != "user":
            filled -= costs[start]
            start += 1
    return start
