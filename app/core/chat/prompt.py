"""What the weights are given to read: the only place where prompts are made."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.core.inference.engine import WeightsDescription
from app.core.journal.values import Message
from app.core.prompts.budget import Fitted, fit
from app.core.prompts.formats import format_of
from app.core.prompts.styles import Style, language_of
from app.core.prompts.template import ChatTemplate, Turn


def prompt_of(
    loaded: WeightsDescription,
    history: Sequence[Message],
    style: Style,
    guide: str,
    *,
    pinned: str = "",
    chat_template: str,
    count_tokens: Callable[[str], int],
) -> Fitted:
    """The prompt for a reply to the newest message.

    Args:
        loaded: the weights, whose own format it has.
        history: the conversation, with the person's newest message last.
        style: how they listen.
        guide: stands beside the newest words, so that all before stays read; "" for none.
        pinned: what stands behind the style's words: the summary of what is not read any more.
        chat_template: in the place of the weights' own; see core/prompts/formats.py.
        count_tokens: of a text, with these weights.

    Raises:
        UserFacingError: ``message_too_long``, ``weights_no_template``.
    """
    source, marks = format_of(chat_template, loaded.chat_template)
    template = ChatTemplate(
        source,
        bos=loaded.bos_text,
        eos=loaded.eos_text,
        adds_bos=loaded.adds_bos,
        control_tokens=loaded.control_tokens.union(marks),
        name=loaded.name,
    )
    system = Turn("system", style.system[language_of(history[0].text)])
    turns = [Turn(message.role, message.text) for message in spoken(history)]
    if guide:
        turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n\n{guide}")
    return fit(
        system,
        turns,
        render=template.render,
        count_tokens=count_tokens,
        context_length=loaded.context_length,
        pinned=pinned,
    )


def spoken(history: Sequence[Message]) -> list[Message]:
    """The messages that say something; of a deleted one only its place is left."""
    return [message for message in history if message.text]
