"""ChatGPT's export: ``conversations.json``, a list of conversations, each a tree of nodes.

Of a node: ``message`` (or null), ``parent``, ``children``; of a message: ``author.role``,
``content.content_type`` and ``content.parts``, ``create_time`` in seconds,
``metadata.model_slug`` (https://github.com/mitkury/chatgpt-export-parser,
docs/chatgpt-data-export-format.md). Texts of the person and the assistant are taken, with all
branches; what tools, systems and hidden thoughts said, and pictures, are not.
"""

from collections.abc import Iterator
from typing import Any

from app.core.journal.values import Role
from app.core.transfer.reading.events import JsonReader, Value
from app.core.transfer.reading.fields import from_seconds, malformed
from app.core.transfer.reading.parts import Read, Turn, Unread, conversation, unknown_time

ORIGIN = "chatgpt"
_ROLES: dict[str, Role] = {"user": "user", "assistant": "assistant"}
_TEXTS = {"text", "multimodal_text"}


class ChatGptReader:
    """Reads ``conversations.json``."""

    def __init__(self) -> None:
        self._json = JsonReader(lambda path: path == ())

    def feed(self, data: bytes) -> Iterator[Read]:
        for step in self._json.feed(data):
            if isinstance(step, Value):
                if step.path != ("*",):
                    raise malformed()
                yield from _conversation(step.value)

    def end(self) -> Iterator[Read]:
        self._json.end()
        return iter(())


def _conversation(value: Any) -> Iterator[Read]:
    if not isinstance(value, dict) or not isinstance(value.get("mapping"), dict):
        yield Unread("no_conversation")
        return
    nodes: dict[str, Any] = value["mapping"]
    title = value["title"] if isinstance(value.get("title"), str) else ""
    turns: list[Turn] = []
    number_of: dict[str, int | None] = {}  # the turn that a node is, or stands behind
    unread: dict[str, None] = {}
    for identity, above in _in_order(nodes):
        parent = number_of.get(above) if above is not None else None
        node = nodes[identity] if isinstance(nodes[identity], dict) else {}
        turn, why = _turn(node.get("message"), parent)
        if turn:
            turns.append(turn)
            number_of[identity] = len(turns)
        else:
            number_of[identity] = parent
            if why:
                unread[why] = None
    yield from (Unread(why, title) for why in unread)
    if not turns:
        yield Unread("empty_conversation", title)
        return
    name = value.get("conversation_id") or value.get("id") or f"{title} {value.get('create_time')}"
    yield from conversation(
        ORIGIN,
        str(name),
        title,
        turns,
        created=from_seconds(value.get("create_time"), _first_time(turns)),
        leaf=number_of.get(str(value.get("current_node"))) or len(turns),
    )


def _in_order(nodes: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each node with the one above it, parents first; a ring of nodes is never entered."""
    above: dict[str, str | None] = {}
    below: dict[str, list[str]] = {}
    for identity, node in nodes.items():
        parent = node.get("parent") if isinstance(node, dict) else None
        above[identity] = parent if isinstance(parent, str) and parent in nodes else None
        if (known := above[identity]) is not None:
            below.setdefault(known, []).append(identity)
    waiting = [identity for identity, parent in reversed(above.items()) if parent is None]
    while waiting:
        identity = waiting.pop()
        yield identity, above[identity]
        waiting.extend(reversed(below.get(identity, ())))


def _turn(message: Any, parent: int | None) -> tuple[Turn | None, str]:
    """The turn that a node is, or why it is none; "" where nothing is lost."""
    if not isinstance(message, dict):
        return None, ""
    author, content = message.get("author"), message.get("content")
    if not isinstance(author, dict) or not isinstance(content, dict):
        return None, "no_text"
    role = _ROLES.get(str(author.get("role")))
    if role is None or message.get("recipient") not in (None, "all"):
        return None, "" if str(author.get("role")) == "system" else "no_person"
    parts = content.get("parts")
    if content.get("content_type") not in _TEXTS or not isinstance(parts, list):
        return None, "no_text"
    text = "\n\n".join(part for part in parts if isinstance(part, str) and part.strip())
    if not text:
        return None, "no_text" if any(parts) else ""
    metadata = message.get("metadata")
    slug = metadata.get("model_slug") if isinstance(metadata, dict) else None
    time = from_seconds(message.get("create_time"), unknown_time())
    weights = slug if role == "assistant" and isinstance(slug, str) else None
    return Turn(role, text, parent, None if time == unknown_time() else time, weights), ""


def _first_time(turns: list[Turn]) -> Any:
    return next((turn.time for turn in turns if turn.time), unknown_time())
