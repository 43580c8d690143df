"""What happens during one turn, as values in the order of their happening."""

from dataclasses import dataclass, field

from app.core.errors import UserFacingError
from app.core.journal.values import Message
from app.core.safety.triage import CareCard


@dataclass(frozen=True)
class CareOffered:
    """The message speaks of danger: show this card, before anything else."""

    card: CareCard


@dataclass(frozen=True)
class MessageSaved:
    """What the person wrote is durable; it carries the id of its conversation.

    Attributes:
        danger: risk is open there.
    """

    message: Message
    danger: bool = False


@dataclass(frozen=True)
class WeightsLoading:
    """The weights are being read; ``fraction`` of 0 to 1."""

    fraction: float


@dataclass(frozen=True)
class PromptReading:
    """The weights read the conversation: ``done`` of ``total`` tokens."""

    done: int
    total: int


@dataclass(frozen=True)
class ReplyText:
    """More of the reply."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class ReplyReplaced:
    """The output screen stopped the reply: this is all of it now, instead of what was shown."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class ReplyFacts:
    """How a reply came about.

    Attributes:
        stop_reason: ``end``, ``stop``, ``length``, ``cancelled``, ``screened`` where the
            output screen stopped it, or ``reviewed`` for a reviewed text that no weights wrote.
        first_token_ms: wait for the first token, in milliseconds.
        tokens_per_second: speed of the tokens after the first.
        left_out: how many of the first messages did not fit, and were not read.
    """

    stop_reason: str
    prompt_tokens: int = 0
    reused_tokens: int = 0
    reply_tokens: int = 0
    first_token_ms: float = 0.0
    tokens_per_second: float = 0.0
    left_out: int = 0


@dataclass(frozen=True)
class ReplySaved:
    """The turn is over and the reply is durable."""

    message: Message
    facts: ReplyFacts


@dataclass(frozen=True)
class NothingSaid:
    """The turn is over without a word: stopped before the first, or the weights had none."""

    facts: ReplyFacts


@dataclass(frozen=True)
class TurnFailed:
    """The turn is over without a whole reply. What had been saved stays saved."""

    error: UserFacingError


TurnEvent = (
    CareOffered
    | MessageSaved
    | WeightsLoading
    | PromptReading
    | ReplyText
    | ReplyReplaced
    | ReplySaved
    | NothingSaid
    | TurnFailed
)
