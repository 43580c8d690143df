"""Writing one reply: read the prompt, draw tokens, say when and why it ended."""

import time
from collections.abc import Callable

from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    Finished,
    GenerationEvent,
    GenerationRequest,
    Reading,
    StopReason,
)
from app.core.inference.worker.llama import REPLY_ROOM, Llama
from app.core.inference.worker.opening import Cancelled
from app.core.inference.worker.repetition import Repetition
from app.core.inference.worker.writing import ShownText


class ReplyWriter:
    """One reply on its way.

    Args:
        weights: loaded; one reply at a time.
        request: what to write.
        arrived: ``time.monotonic()`` when it was asked for.
        tell: is given each event; ``Finished`` is the last.
        find: looks for the prompt's tokens in a snapshot.
    """

    def __init__(
        self,
        weights: Llama,
        request: GenerationRequest,
        arrived: float,
        tell: Callable[[GenerationEvent], None],
        find: Callable[[list[int]], None],
    ) -> None:
        self._weights = weights
        self._request = request
        self._arrived = arrived
        self._tell = tell
        self._find = find
        self._text = ShownText(request.stop, request.names, lambda text: tell(Delta(text)))
        self._repetition = Repetition()
        self._pieces: list[bytes] = []
        self._prompt: list[int] = []
        self._reused = 0
        self._drawn = 0
        self._first = self._last = 0.0

    def write(self) -> None:
        """Write it to its end.

        Raises:
            UserFacingError: ``message_too_long``, ``engine_memory``, ``engine_stopped``.
        """
        self._prompt = self._weights.tokens(self._request.prompt, whole=True)
        limit = self._weights.context_length - REPLY_ROOM
        if len(self._prompt) > limit:
            raise UserFacingError("message_too_long", tokens=len(self._prompt), limit=limit)
        try:
            self._read_prompt()
            reason = self._draw()
        except Cancelled:
            reason = "cancelled"
        finally:
            self._weights.settle()
        self._text.finish()
        self._tell(self._finished(reason))

    def _read_prompt(self) -> None:
        self._find(self._prompt)
        self._reused = self._weights.keep_prefix(self._prompt)
        self._tell(Reading(self._reused, len(self._prompt), self._reused))
        for done in self._weights.read(self._prompt[self._reused :]):
            self._tell(Reading(done, len(self._prompt), self._reused))

    def _draw(self) -> StopReason:
        room = self._weights.context_length - len(self._prompt)
        most = room if self._request.max_tokens is None else min(room, self._request.max_tokens)
        with self._weights.drawing(self._request.sampling) as draw:
            while self._drawn < most:
                token = draw()
                self._last = time.monotonic()
                self._first = self._first or self._last
                if self._weights.ends_reply(token):
                    return "end"
                self._drawn += 1
                self._pieces.append(self._weights.piece(token))
                if self._weights.is_control(token) or self._text.add(self._pieces[-1]):
                    return "stop"
                if self._repetition.add(token):
                    return "repeated"
                if self._drawn < most:
                    for _ in self._weights.read([token]):
                        pass
        return "length"

    def _finished(self, reason: StopReason) -> Finished:
        seconds = self._last - self._first
        return Finished(
            stop_reason=reason,
            prompt_tokens=len(self._prompt),
            reused_tokens=self._reused,
            reply_tokens=self._drawn,
            first_token_ms=max(0.0, (self._first - self._arrived) * 1000),
            tokens_per_second=(self._drawn - 1) / seconds if seconds and self._drawn > 1 else 0.0,
            repeats=self._repeats(),
        )

    def _repeats(self) -> int:
        surplus = self._pieces[len(self._pieces) - self._repetition.surplus :]
        return len(b"".join(surplus).decode("utf-8", "ignore"))
