"""Snapshots of the KV cache: what was read of a conversation, sealed, so that nobody reads it anew.

A snapshot is used only where nothing differs: the weights, llama.cpp's build, the processor's
features, the context's parameters; and where every chunk of its file is as it was written. Else
it is as if it were not there.
"""

import hashlib
import json
import mmap
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.core.inference.snapshots import Kept, Snapshots, bound, used
from app.core.inference.worker.binding import cpu_features, version
from app.core.inference.worker.llama import Llama
from app.core.vault import sealed_file
from app.core.vault.sealed_file import SealBroken

WORTH = 64
"""Tokens by which a snapshot must know more than the cache does, to be worth its reading."""

_LENGTHS = struct.Struct("<IIQ")  # of the description in JSON; tokens; bytes of the state
_SAMPLES, _SAMPLE = 64, 16 * 1024


class SnapshotKeeper:
    """Writes and reads the snapshots of one profile with one set of weights.

    Args:
        weights: loaded.
        snapshots: where they are kept.
    """

    def __init__(self, weights: Llama, snapshots: Snapshots) -> None:
        self._weights = weights
        self._snapshots = snapshots
        self._kept: tuple[str, list[int]] | None = None
        """The conversation kept last, and what was in the cache then."""

    def keep(self, conversation: str, go_on: Callable[[], bool]) -> Kept:
        """Write what the cache holds as the snapshot of a conversation, without any draft.

        Args:
            go_on: asked often.
        """
        self._weights.forget_draft()
        tokens = self._weights.tokens_cached
        if len(tokens) < WORTH or self._kept == (conversation, list(tokens)):
            return "unchanged"
        if self._weights.state_size() > self._snapshots.limit // 2:
            return "too_large"
        file = self._snapshots.file(conversation)
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            written = sealed_file.write(
                file, self._snapshots.key, conversation, self._content(tokens), go_on
            )
        except OSError:
            return "unwritable"
        if not written:
            return "interrupted"
        self._kept = (conversation, list(tokens))
        bound(file.parent, self._snapshots.limit)
        return "kept"

    def find(self, conversation: str, wanted: Sequence[int]) -> None:
        """Put a conversation's snapshot into the cache, where it knows more of what is wanted."""
        file = self._snapshots.file(conversation)
        known = _same(self._weights.tokens_cached, wanted)
        if len(wanted) - known < WORTH or not file.is_file():
            return
        with suppress(OSError, SealBroken, ValueError):
            content = _Content(sealed_file.read(file, self._snapshots.key, conversation))
            described, count, size = _LENGTHS.unpack(content.take(_LENGTHS.size))
            if content.take(described) != self._description():
                return
            tokens = array("i", content.take(count * 4)).tolist()
            if _same(tokens, wanted) < known + WORTH:
                return
            with _Room(size) as state:
                content.fill(state)
                if self._weights.take_state(state, tokens):
                    self._kept = (conversation, tokens)
                    used(file)

    def _content(self, tokens: Sequence[int]) -> Iterator[sealed_file.Piece]:
        described = self._description()
        with _Room(self._weights.state_size()) as room:
            size = self._weights.copy_state(room)
            yield _LENGTHS.pack(len(described), len(tokens), size)
            yield described
            yield array("i", tokens).tobytes()
            with memoryview(room) as whole, whole[:size] as state:
                yield state

    def _description(self) -> bytes:
        facts: dict[str, Any] = {
            "weights": _fingerprint(self._weights.path),
            "build": version(),
            "processor": cpu_features(),
            "context": self._weights.parameters(),
        }
        return json.dumps(facts, sort_keys=True).encode()


class _Room(mmap.mmap):
    """Memory that goes back to the system at once when it is no longer needed."""

    def __new__(cls, size: int) -> "_Room":
        return super().__new__(cls, -1, max(size, 1))


class _Content:
    """Content that comes in chunks, taken in other lengths."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def take(self, length: int) -> bytes:
        """Exactly so many bytes.

        Raises:
            ValueError: there are fewer.
        """
        parts = bytearray()
        while len(parts) < length:
            parts += self._some(length - len(parts))
        return bytes(parts)

    def fill(self, room: mmap.mmap) -> None:
        """All the rest, which must come out even.

        Raises:
            ValueError: it does not.
        """
        at = 0
        while at < len(room):
            some = self._some(len(room) - at)
            room[at : at + len(some)] = some
            at += len(some)
        if self._rest or next(self._chunks, None) is not None:
            raise ValueError("more than was said")

    def _some(self, most: int) -> memoryview:
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
            if not self._rest:
                raise ValueError("less than was said")
        some, self._rest = self._rest[:most], self._rest[most:]
        return some


def _same(known: Sequence[int], wanted: Sequence[int]) -> int:
    """How many tokens both begin with."""
    same = 0
    for one, other in zip(known, wanted, strict=False):
        if one != other:
            break
        same += 1
    return same


def _fingerprint(path: Path) -> str:
    """SHA-256 of a file's size and of samples from all over it, its beginning and end included.

    Hashing all of a large file would take as long as reading the conversation again.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(size.to_bytes(8, "big"))
    with path.open("rb") as file:
        for number in range(_SAMPLES):
            file.seek(max(0, (size - _SAMPLE) * number // (_SAMPLES - 1)))
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()
