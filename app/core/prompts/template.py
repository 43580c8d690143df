"""The weights' own chat template, run in a sandbox: it comes from a file nobody vouches for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NoReturn

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.errors import UserFacingError

Role = Literal["system", "user", "assistant"]

LARGEST_TEMPLATE = 100_000
"""Characters; the largest template of a released chat model we know of has about 20,000."""

LARGEST_PRODUCT = 1_000_000
"""Characters, or the size of a number, that one ``*`` or ``**`` in a template may make."""


@dataclass(frozen=True)
class Turn:
    """One message as the weights read it."""

    role: Role
    text: str = field(repr=False)


class ChatTemplate:
    """Renders turns into a prompt.

    Args:
        source: Jinja, as ``tokenizer.chat_template`` of a GGUF holds it.
        bos: text of the begin token; empty where the tokenizer adds it by itself.
        eos: text of the end token.
        control_tokens: texts that the tokenizer would take for control tokens.
        name: of the weights, for the sentence about a fault.

    Raises:
        UserFacingError: ``weights_no_template`` (none, too large, or not Jinja).
    """

    def __init__(
        self,
        source: str | None,
        *,
        bos: str,
        eos: str,
        control_tokens: frozenset[str],
        name: str,
    ) -> None:
        self._name = name
        self._tokens = {"bos_token": bos, "eos_token": eos}
        # Longest first, so that a token inside a longer one doesn't hide it.
        self._control_tokens = sorted(control_tokens, key=len, reverse=True)
        if not source or len(source) > LARGEST_TEMPLATE:
            raise self._unusable()
        try:
            self._template = _environment().from_string(source)
        except (TemplateError, RecursionError) as error:
            raise self._unusable() from error

    def render(self, turns: Sequence[Turn]) -> str:
        """The prompt that asks for the next reply.

        Where the template refuses a system turn, its text goes before the first
        user turn. What stands in a turn can't become a control token.

        Raises:
            UserFacingError: ``weights_no_template``.
        """
        safe = [Turn(turn.role, self._harmless(turn.text)) for turn in turns]
        fault: Exception = ValueError("a system turn was left out")
        for attempt in (safe, _folded(safe)):
            try:
                prompt = self._template.render(
                    messages=[{"role": turn.role, "content": turn.text} for turn in attempt],
                    add_generation_prompt=True,
                    **self._tokens,
                )
            except (
                TemplateError,
                ArithmeticError,
                LookupError,
                TypeError,
                ValueError,
                AttributeError,
                RecursionError,
                MemoryError,
            ) as error:
                fault = error
                continue
            # Some templates leave a system turn out without a word.
            if all(turn.text.strip() in prompt for turn in attempt if turn.role == "system"):
                return prompt
        raise self._unusable() from fault

    def _harmless(self, text: str) -> str:
        """The text with every control token broken by a space, so it reads as plain words."""
        for token in self._control_tokens:
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _unusable(self) -> UserFacingError:
        return UserFacingError("weights_no_template", name=self._name)


def _folded(turns: Sequence[Turn]) -> list[Turn]:
    """The system turn put before the words of the first user turn."""
    system = "\n\n".join(turn.text for turn in turns if turn.role == "system")
    rest = [turn for turn in turns if turn.role != "system"]
    if system and rest and rest[0].role == "user":
        rest[0] = Turn("user", f"{system}\n\n{rest[0].text}")
    return rest


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which can still be made to fill the memory: that is bounded here."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or _size(left) * _size(right) > LARGEST_PRODUCT:
            raise OverflowError
        return super().call_binop(context, operator, left, right)


def _size(value: object) -> int:
    if isinstance(value, (str, bytes, list, tuple)):
        return len(value)
    return abs(value) if isinstance(value, int) else 1


def _environment() -> _Environment:
    """The conventions that templates of released weights rely on.

    https://huggingface.co/docs/transformers/chat_templating: blocks leave no
    white space behind, ``raise_exception`` and ``strftime_now`` exist.
    """
    environment = _Environment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda form: datetime.now(UTC).strftime(form)
    return environment


def _refuse(reason: str = "") -> NoReturn:
    raise TemplateError("the template refuses these turns")
