"""JSON lines for those who want to train weights on their own words: a conversation a line.

``messages`` as OpenAI's chat format has it (https://platform.openai.com/docs/guides/
supervised-fine-tuning, "messages" with "role" and "content"), ``sharegpt`` as the data of
Vicuna had it ("conversations" with "from": human or gpt, and "value";
https://github.com/lm-sys/FastChat/blob/main/docs/training.md). Only what was said; no branches.
"""

import json
from collections.abc import Callable, Iterator

from app.core.journal.contents import Conversation, Item
from app.core.journal.values import Message
from app.core.transfer.pieces import About, Begin, Piece

_GIVEN_NAMES = {"user": "human", "assistant": "gpt"}


def write_messages(items: Iterator[Item], _about: About) -> Iterator[Piece]:
    """OpenAI's form."""
    yield from _write(
        items, "messages", "messages", lambda said: {"role": said.role, "content": said.text}
    )


def write_sharegpt(items: Iterator[Item], _about: About) -> Iterator[Piece]:
    """ShareGPT's form."""
    yield from _write(
        items,
        "sharegpt",
        "conversations",
        lambda said: {"from": _GIVEN_NAMES[said.role], "value": said.text},
    )


def _write(
    items: Iterator[Item], name: str, key: str, turn: Callable[[Message], dict[str, str]]
) -> Iterator[Piece]:
    yield Begin(f"soulchat-{name}.jsonl")
    said = 0
    for item in items:
        match item:
            case Conversation():
                yield "]}\n" if said else ""
                said = 0
            case Message():
                yield ", " if said else f'{{"{key}": ['
                yield json.dumps(turn(item), ensure_ascii=False)
                said += 1
    yield "]}\n" if said else ""
