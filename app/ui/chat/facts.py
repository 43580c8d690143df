"""What is known about a conversation beside its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.journal.values import Message


@dataclass(frozen=True)
class Facts:
    """Facts of one conversation.

    Attributes:
        started: None where it has not begun.
        messages: of both sides.
        weights: ids, or titles, of all that wrote in it, in order of appearance.
        reviewed: how many answers were texts reviewed by people.
        left_out: how many of the first messages the weights were not given for the last
            reply; None where no reply was written since it was opened.
    """

    started: datetime | None = None
    messages: int = 0
    weights: tuple[str, ...] = ()
    reviewed: int = 0
    left_out: int | None = None

    def after(self, message: Message, left_out: int | None = None) -> "Facts":
        """These facts, with one more message."""
        more = facts_of([message], left_out)
        return Facts(
            started=self.started or more.started,
            messages=self.messages + 1,
            weights=tuple(dict.fromkeys(self.weights + more.weights)),
            reviewed=self.reviewed + more.reviewed,
            left_out=self.left_out if left_out is None else left_out,
        )


def facts_of(messages: Sequence[Message], left_out: int | None = None) -> Facts:
    """The facts that messages tell."""
    return Facts(
        started=messages[0].time if messages else None,
        messages=len(messages),
        weights=tuple(dict.fromkeys(each.weights for each in messages if each.weights)),
        reviewed=sum(each.reviewed for each in messages),
        left_out=left_out,
    )
