"""What the weights still remember of a long conversation, and what they write down of the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.core.errors import UserFacingError
from app.core.inference.engine import Delta, Engine, Finished, GenerationRequest
from app.core.journal.values import Message, Summary
from app.core.safety.output import OutputScreen, Screened


@dataclass(frozen=True)
class InMind:
    """How much of a conversation the weights know when they answer next.

    Attributes:
        kept: messages that they read word by word.
        condensed: messages of which they know what was written down.
        lost: messages of which they know nothing any more.
        summary: what was written down.
        by_person: the person wrote or changed it.
    """

    kept: int
    condensed: int = 0
    lost: int = 0
    summary: str = field(default="", repr=False)
    by_person: bool = False

    @property
    def whole(self) -> bool:
        """Nothing is left out, and nothing written down."""
        return not (self.condensed or self.lost or self.summary)


def in_mind(spoken: Sequence[Message], dropped: int, summary: Summary | None) -> InMind:
    """What is in mind of messages that say something, the first ``dropped`` of them left out."""
    covered = condensed_up_to(spoken, summary)
    condensed = min(covered, dropped) if summary and summary.text else 0
    return InMind(
        kept=len(spoken) - dropped,
        condensed=condensed,
        lost=dropped - condensed,
        summary=summary.text if summary else "",
        by_person=summary is not None and summary.author == "person",
    )


def condensed_up_to(spoken: Sequence[Message], summary: Summary | None) -> int:
    """How many of the first messages a summary covers; 0 where it is of another branch."""
    numbers = [message.id for message in spoken]
    if summary and summary.message_id in numbers:
        return numbers.index(summary.message_id) + 1
    return 0


def written_down(
    engine: Engine, request: GenerationRequest, stopped: Callable[[], bool]
) -> str | None:
    """What the weights answer, all of it, once it has passed the output screen.

    Returns:
        None where the screen stopped it.

    Raises:
        UserFacingError: what the engine raises.
    """
    screen = OutputScreen(hold=True)
    repeats, length = 0, False
    for event in engine.generate(request):
        if stopped():
            engine.cancel()
        screened = Screened("")
        match event:
            case Delta(text):
                screened = screen.read(text)
            case Finished():
                screened = screen.end()
                repeats, length = event.repeats, event.stop_reason == "length"
                if event.stop_reason == "cancelled":
                    return ""
        if screened.harm:
            engine.cancel()
            return None
    text = screen.kept[: len(screen.kept) - repeats].strip()
    return _whole_sentences(text) if length else text


def talk(spoken: Sequence[Message], sides: tuple[str, str]) -> str:
    """Messages as lines, each with who said it."""
    names = dict(zip(("user", "assistant"), sides, strict=True))
    return "\n".join(f"{names[message.role]}: {message.text}" for message in spoken)


def as_many_as_fit(
    spoken: Sequence[Message], count_tokens: Callable[[str], int], most: int
) -> list[Message]:
    """The first messages that come to no more than so many tokens; one at least.

    Raises:
        UserFacingError: what counting raises.
    """
    taken: list[Message] = []
    total = 0
    for message in spoken:
        total += count_tokens(message.text) + 8
        if taken and total > most:
            break
        taken.append(message)
    return taken


def check_room(text: str, count_tokens: Callable[[str], int], room: int) -> None:
    """Refuse a summary for which the context has no room.

    Raises:
        UserFacingError: ``summary_too_long`` (fields ``tokens``, ``limit``).
    """
    if (tokens := count_tokens(text)) > room:
        raise UserFacingError("summary_too_long", tokens=tokens, limit=room)


def _whole_sentences(text: str) -> str:
    end = max(text.rfind(mark) for mark in "。！？.!?\n")
    return text[: end + 1].strip() if end > 0 else text
