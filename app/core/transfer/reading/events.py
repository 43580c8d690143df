"""JSON read as it arrives: values handed out one by one, whatever the file holds.

The parser keeps nothing but what it is in the middle of, and that has bounds: how long one
text is, how much one thing holds, how deep things stand in each other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import ijson

from app.core.errors import UserFacingError

LONGEST_TEXT = 16 * 1024 * 1024
"""Bytes of one text, number or gap."""

LARGEST_THING = 64 * 1024 * 1024
"""Bytes of one thing that has to be held as a whole, such as a conversation of ChatGPT's."""

MOST_PARTS = 1_000_000
"""Values in one thing that has to be held as a whole: each takes far more memory than bytes."""

DEEPEST = 64
"""How many lists and objects stand in each other at most."""

Path = tuple[str, ...]
"""Keys down to a value; a list counts as the key "*"."""


@dataclass(frozen=True)
class Value:
    """A whole value."""

    path: Path
    value: Any


@dataclass(frozen=True)
class Opened:
    """A list or object began whose parts come one by one."""

    path: Path


@dataclass(frozen=True)
class Closed:
    """It ended."""

    path: Path


Step = Value | Opened | Closed
_BEGINS, _ENDS = {"start_map", "start_array"}, {"end_map", "end_array"}


class JsonReader:
    """Hands out a JSON file a part at a time.

    Args:
        opens: whether what stands at a path is handed out part by part, and not as a whole.
    """

    def __init__(self, opens: Callable[[Path], bool]) -> None:
        self._opens = opens
        self._events: list[tuple[str, Any]] = ijson.sendable_list()
        self._parser = ijson.basic_parse_coro(self._events, use_float=True)
        self._begun = False
        self._quiet = 0
        self._path: list[str] = []
        self._whole: ijson.ObjectBuilder | None = None
        self._whole_depth = 0
        self._whole_bytes = 0
        self._whole_parts = 0
        self._depth = 0

    def feed(self, data: bytes) -> Iterator[Step]:
        """What the next bytes complete.

        Raises:
            UserFacingError: ``import_malformed``, ``import_encoding``, ``import_too_large``,
                ``import_too_deep``.
        """
        if not self._begun:
            data = data.removeprefix(b"\xef\xbb\xbf")
            self._begun = True
        self._send(data)
        events, self._events[:] = list(self._events), []
        self._quiet = 0 if events else self._quiet + len(data)
        self._whole_bytes = self._whole_bytes + len(data) if self._whole else 0
        if self._quiet > LONGEST_TEXT or self._whole_bytes > LARGEST_THING:
            raise UserFacingError("import_too_large")
        for event, value in events:
            yield from self._step(event, value)

    def end(self) -> None:
        """All was fed.

        Raises:
            UserFacingError: ``import_malformed``: it breaks off.
        """
        try:
            self._parser.close()
        except (ijson.JSONError, ValueError) as error:
            raise UserFacingError("import_malformed") from error

    def _send(self, data: bytes) -> None:
        fault = None
        try:
            self._parser.send(data)
        except (ijson.JSONError, ValueError) as error:
            coding = isinstance(error, UnicodeDecodeError) or "UTF8" in str(error)
            fault = UserFacingError("import_encoding" if coding else "import_malformed")
        except StopIteration:
            fault = UserFacingError("import_malformed") if data.strip() else None
        if fault:  # here, so that it carries no words of the file along
            raise fault

    def _step(self, event: str, value: Any) -> Iterator[Step]:
        self._depth += (event in _BEGINS) - (event in _ENDS)
        if self._depth > DEEPEST:
            raise UserFacingError("import_too_deep")
        if self._whole is not None:
            self._whole.event(event, value)
            self._whole_parts += 1
            if self._whole_parts > MOST_PARTS:
                raise UserFacingError("import_too_large")
            if self._depth == self._whole_depth:
                made, self._whole = self._whole.value, None
                yield Value(self._take_path(), made)
        elif event == "map_key":
            self._path.append(value)
        elif event in _ENDS:
            if event == "end_array":
                self._path.pop()
            yield Closed(self._take_path())
        elif event in _BEGINS and self._opens(tuple(self._path)):
            yield Opened(tuple(self._path))
            if event == "start_array":
                self._path.append("*")
        elif event in _BEGINS:
            self._whole, self._whole_bytes, self._whole_parts = ijson.ObjectBuilder(), 0, 0
            self._whole_depth = self._depth - 1
            self._whole.event(event, value)
        else:
            yield Value(self._take_path(), value)

    def _take_path(self) -> Path:
        """The path of what ended; its key is through, unless it is of a list."""
        path = tuple(self._path)
        if self._path and self._path[-1] != "*":
            self._path.pop()
        return path
