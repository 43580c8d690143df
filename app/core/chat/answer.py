"""One reply of the weights: streamed, screened, saved."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, replace

from app.core.chat.reply import GrowingReply
from app.core.chat.turn import (
    NothingSaid,
    PromptReading,
    ReplyFacts,
    ReplyReplaced,
    ReplySaved,
    ReplyText,
    TurnEvent,
)
from app.core.errors import UserFacingError
from app.core.inference.engine import Delta, Engine, Finished, GenerationRequest, Reading
from app.core.safety.output import Harm, OutputScreen, Screened


class Answer:
    """What the weights answer to one message.

    Args:
        engine: with the weights loaded.
        reply: where it is kept.
        hold: show each sentence only when it is whole and has passed the screen.
        danger: risk is open: the screen is stricter.
        stopped: whether somebody wants no more of it.
        instead_of: the reviewed sentence that takes the place of a harm.
        left_out: how many messages the weights did not read.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        reply: GrowingReply,
        hold: bool,
        danger: bool,
        stopped: Callable[[], bool],
        instead_of: Callable[[Harm], str],
        left_out: int,
    ) -> None:
        self._engine = engine
        self._reply = reply
        self._hold = hold
        self._danger = danger
        self._stopped = stopped
        self._instead_of = instead_of
        self._left_out = left_out

    def write(self, request: GenerationRequest) -> Generator[TurnEvent, None, None]:
        """Write it to its end; an empty one is tried once more, with another seed.

        Whatever goes wrong, what was said so far is kept.
        """
        try:
            empty = yield from self._attempt(request)
            if empty and empty.stop_reason != "cancelled" and request.sampling.temperature > 0:
                empty = yield from self._attempt(_with_another_seed(request))
            if empty:
                yield NothingSaid(empty)
        except UserFacingError:
            self._reply.end("interrupted")
            raise
        except BaseException:  # the listener walked away, or Ctrl+C: nothing said is lost
            self._reply.end("stopped")
            raise

    def _attempt(self, request: GenerationRequest) -> Generator[TurnEvent, None, ReplyFacts | None]:
        """One attempt; returns its facts where nothing was said."""
        screen = OutputScreen(hold=self._hold, danger=self._danger)
        harm: Harm | None = None
        blank = ""
        for event in self._engine.generate(request):
            if harm or self._stopped():
                self._engine.cancel()  # again: a stop may have come before the engine listened
            screened = Screened("")
            match event:
                case Reading(done, total):
                    yield PromptReading(done, total)
                case Delta(text) if not harm:
                    screened = screen.read(text)
                case Finished() if not harm:
                    screened = screen.end()
            harm = harm or screened.harm
            blank += screened.text
            if self._reply.text or blank.strip():
                text, blank = blank, ""
                if text:
                    self._reply.grow(text)
                    yield ReplyText(text)
            if isinstance(event, Finished):
                facts = _facts(event, self._left_out)
                if harm:
                    yield from self._instead(harm, screen.kept, facts)
                elif self._reply.text:
                    yield from self._end(event, facts)
                else:
                    return facts
        return None

    def _end(self, finished: Finished, facts: ReplyFacts) -> Iterator[TurnEvent]:
        """As it ended; of what it only said again, the first time stays."""
        kept = self._reply.text[: len(self._reply.text) - finished.repeats]
        if finished.repeats and kept.strip():
            self._reply.replace(kept)
            yield ReplyReplaced(kept)
        stopped = finished.stop_reason in ("cancelled", "repeated")
        ending = finished.stop_reason if finished.stop_reason in ("repeated", "length") else ""
        if saved := self._reply.end("stopped" if stopped else "complete", ending):
            yield ReplySaved(saved, facts)

    def _instead(self, harm: Harm, kept: str, facts: ReplyFacts) -> Iterator[TurnEvent]:
        """A reviewed sentence after what had passed; what was stopped is nowhere kept."""
        sentence = self._instead_of(harm)
        text = f"{kept.rstrip()}\n\n{sentence}" if kept.strip() else sentence
        self._reply.replace(text)
        yield ReplyReplaced(text)
        if saved := self._reply.end("stopped", "screened"):
            yield ReplySaved(saved, replace(facts, stop_reason="screened"))


def _facts(finished: Finished, left_out: int) -> ReplyFacts:
    known = asdict(finished)
    del known["repeats"]
    return ReplyFacts(**known, left_out=left_out)


def _with_another_seed(request: GenerationRequest) -> GenerationRequest:
    seed = request.sampling.seed
    other = None if seed is None else seed + 1
    return replace(request, sampling=replace(request.sampling, seed=other))
