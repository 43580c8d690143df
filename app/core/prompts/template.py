"""The chat format that weights bring along: turns in, one prompt out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.core.errors import UserFacingError
from app.core.prompts.sandbox import FAULTS, Sandbox

_BREAK = "\u2060"
"""WORD JOINER: invisible, without width, and part of no control token."""


@dataclass(frozen=True)
class Turn:
    """What one side said."""

    role: Literal["system", "user", "assistant"]
    text: str = field(repr=False)


class ChatTemplate:
    """Renders turns the way the weights were trained to read them.

    Args:
        source: the GGUF's Jinja template.
        bos: text of the begin token.
        eos: text of the end token.
        adds_bos: the tokenizer puts the begin token there by itself, so the prompt must not.
        control_tokens: texts that the tokenizer turns into control tokens.
        name: of the weights, for the sentence of a fault.

    Raises:
        UserFacingError: ``weights_no_template``.
    """

    def __init__(
        self,
        source: str | None,
        *,
        bos: str = "",
        eos: str = "",
        adds_bos: bool = False,
        control_tokens: Collection[str] = (),
        name: str = "",
    ) -> None:
        self._bos = bos
        self._eos = eos
        self._unwanted = bos if adds_bos else ""
        self._name = name
        self._starts_control = _starts_of(control_tokens)
        sandbox = Sandbox()
        try:
            self._jinja = sandbox.build(source or "")
        except FAULTS as error:
            raise self._unusable() from error
        if "ping" not in self._fill([Turn("user", "ping")]):
            raise self._unusable()
        self._knows_system = self._accepts_system()

    def render(self, turns: Sequence[Turn]) -> str:
        """The prompt that asks for the next reply.

        Control tokens that somebody wrote out are broken up, so that a text can
        never pretend to be a role. Turns of one side in a row become one, since
        many templates insist on alternation. A system turn that the template
        would refuse or drop goes to the front of the first user turn.

        Raises:
            UserFacingError: ``weights_no_template``.
        """
        written = [replace(turn, text=self._harmless(turn.text)) for turn in turns]
        if not self._knows_system:
            written = _folded(written)
        return self._fill(_merged(written))

    def _harmless(self, text: str) -> str:
        if not self._starts_control:
            return text
        return self._starts_control.sub(lambda found: found[0] + _BREAK, text)

    def _fill(self, turns: Sequence[Turn]) -> str:
        try:
            prompt = self._jinja(
                messages=[{"role": turn.role, "content": turn.text} for turn in turns],
                add_generation_prompt=True,
                bos_token=self._bos,
                eos_token=self._eos,
                enable_thinking=False,
                tools=None,
                documents=None,
            )
        except FAULTS as error:
            raise self._unusable() from error
        return prompt.removeprefix(self._unwanted)

    def _accepts_system(self) -> bool:
        try:
            return "pong" in self._fill([Turn("system", "pong"), Turn("user", "ping")])
        except UserFacingError:
            return False

    def _unusable(self) -> UserFacingError:
        return UserFacingError("weights_no_template", name=self._name)


def _starts_of(control_tokens: Collection[str]) -> re.Pattern[str] | None:
    """Matches the first character of every control token, overlapping ones too."""
    long_enough = sorted({re.escape(token) for token in control_tokens if len(token) > 1})
    return re.compile(f"(?={'|'.join(long_enough)}).", re.DOTALL) if long_enough else None


def _folded(turns: Sequence[Turn]) -> list[Turn]:
    system = [turn.text for turn in turns if turn.role == "system"]
    others = [turn for turn in turns if turn.role != "system"]
    if not system:
        return others
    return [Turn("user", "\n\n".join(system)), *others]


def _merged(turns: Sequence[Turn]) -> list[Turn]:
    merged: list[Turn] = []
    for turn in turns:
        if merged and merged[-1].role == turn.role:
            merged[-1] = replace(turn, text=f"{merged[-1].text}\n\n{turn.text}")
        else:
            merged.append(turn)
    return merged
