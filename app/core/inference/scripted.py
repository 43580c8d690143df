"""An engine that answers from a script: for tests of what stands above it, and for pictures."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    Device,
    EngineDescription,
    EngineOptions,
    EngineStatus,
    Finished,
    GenerationEvent,
    GenerationRequest,
    Loaded,
    LoadEvent,
    Loading,
    Reading,
    StopReason,
    WeightsDescription,
)
from app.core.inference.snapshots import Kept, Snapshots

_TEMPLATE = (
    "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant:"
)


class ScriptedEngine:
    """Says its replies in turn, then again from the first, a word at a time.

    Args:
        replies: texts, or faults to raise in their place.
        pause: seconds before each word; while it lasts, ``cancel`` is heard at once.
        fails_after: words after which the reply breaks off with ``engine_stopped``.
        context_length: as the weights would say it; a word counts as one token.
    """

    def __init__(
        self,
        replies: Sequence[str | UserFacingError] = ("I hear you.",),
        *,
        pause: float = 0.0,
        fails_after: int | None = None,
        context_length: int = 4096,
    ) -> None:
        self._replies = tuple(replies)
        self._pause = pause
        self._fails_after = fails_after
        self._options = EngineOptions(context_length=context_length)
        self._cancelled = threading.Event()
        self._said = 0
        self._closed = True
        self.requests: list[GenerationRequest] = []
        self.kept: list[str] = []
        self.prepared: list[tuple[str, bool]] = []

    def load(self, weights: Path, options: EngineOptions) -> Iterator[LoadEvent]:
        """See :class:`~app.core.inference.engine.Engine`; any path will do."""
        if self._closed:
            yield Loading(0.5)
        self._closed = False
        context_length = min(options.context_length, self._options.context_length)
        yield Loaded(replace(_DESCRIPTION, name=weights.name, context_length=context_length))

    def describe(self) -> EngineDescription:
        """See :class:`~app.core.inference.engine.Engine`."""
        return EngineDescription("scripted", "", (Device("CPU", "", "cpu", 0, 0),))

    def count_tokens(self, text: str) -> int:
        """Words."""
        return len(text.split())

    def generate(self, request: GenerationRequest) -> Iterator[GenerationEvent]:
        """See :class:`~app.core.inference.engine.Engine`."""
        if self._closed:
            raise UserFacingError("engine_stopped")
        self._cancelled.clear()
        self.requests.append(request)
        reply = self._replies[self._said % len(self._replies)]
        self._said += 1
        if isinstance(reply, UserFacingError):
            raise reply
        total = self.count_tokens(request.prompt)
        yield Reading(total, total, 0)
        words = reply.split(" ")
        reason: StopReason = "end"
        for number, word in enumerate(words):
            if self._cancelled.wait(self._pause):
                reason = "cancelled"
            elif number == request.max_tokens:
                reason = "length"
            if reason != "end":
                words = words[:number]
                break
            if number == self._fails_after:
                self._closed = True
                raise UserFacingError("engine_stopped")
            yield Delta(word if number == 0 else f" {word}")
        yield Finished(reason, total, 0, len(words), 1.0, 10.0)

    def use_snapshots(self, snapshots: Snapshots) -> None:
        """See :class:`~app.core.inference.engine.Engine`; it has none."""

    def keep(self, conversation: str, within: float | None = None) -> Kept:
        """See :class:`~app.core.inference.engine.Engine`; remembers what it was asked to keep."""
        self.kept.append(conversation)
        return "kept"

    def prepare(self, prompt: str, *, draft: bool = False, conversation: str = "") -> None:
        """See :class:`~app.core.inference.engine.Engine`; noted in ``prepared``."""
        self.prepared.append((prompt, draft))

    def withdraw(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`; an empty draft in ``prepared``."""
        self.prepared.append(("", True))

    def status(self) -> EngineStatus:
        """See :class:`~app.core.inference.engine.Engine`."""
        return EngineStatus(0, resting=True)

    def cancel(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`."""
        self._cancelled.set()

    def close(self) -> None:
        """See :class:`~app.core.inference.engine.Engine`."""
        self._closed = True


_DESCRIPTION = WeightsDescription(
    name="scripted",
    architecture="script",
    context_length=4096,
    chat_template=_TEMPLATE,
    bos_text="",
    eos_text="",
    adds_bos=False,
    control_tokens=frozenset(),
    devices=("CPU",),
)
