"""A file on its way: what is here of it, whose it is, and its SHA-256 as it grows."""

import hashlib
import os
import threading
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

_VERSION = 1
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Identity:
    """Which file a partial one is the beginning of.

    Attributes:
        source: repository and file, or URL.
        commit: of the repository; empty for a URL.
        sha256: of the whole file, or empty where nobody tells.
        size: in bytes, or 0 where not known yet.
        etag, etag_host: a strong ETag and the host that gave it, or empty.
    """

    source: str
    commit: str = ""
    sha256: str = ""
    size: int = 0
    etag: str = ""
    etag_host: str = ""

    def continues(self, other: "Identity") -> bool:
        """Whether what is here of ``other`` is a beginning of this one."""
        if self.sha256 and other.sha256:
            return (self.sha256, self.size) == (other.sha256, other.size)
        return (self.source, self.commit) == (other.source, other.commit)


class Partial:
    """The partial file and, beside it, its identity.

    Args:
        target: where the whole file will lie.
        key: tells apart what several sources call alike.
    """

    def __init__(self, target: Path, key: str = "") -> None:
        self.target = target
        self.file = target.with_name(".".join(part for part in (target.name, key, "part") if part))
        self.lock = self.file.with_name(f"{self.file.name}.lock")
        self._note = self.file.with_name(f"{self.file.name}.toml")
        self.identity = self._noted()

    @property
    def size(self) -> int:
        """Bytes here."""
        return self.file.stat().st_size if self.file.exists() else 0

    def belong_to(self, identity: Identity) -> None:
        """Be the beginning of that file from now on; drop what is another one's."""
        if self.identity is None or not identity.continues(self.identity):
            self.file.unlink(missing_ok=True)
            self.note(identity)

    def note(self, identity: Identity) -> None:
        """Write the identity down."""
        passing = self._note.with_suffix(".new")
        with passing.open("wb") as stream:
            tomli_w.dump({"version": _VERSION, **asdict(identity)}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        passing.replace(self._note)
        self.identity = identity

    def finish(self, target: Path | None = None) -> None:
        """Put the whole file in its place, or in another one where that is taken."""
        self.file.replace(target or self.target)
        self._note.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Keep what is wrong under another name, so that the next try begins anew."""
        aside = self.file.with_suffix(".wrong")
        self.file.replace(aside)
        self._note.unlink(missing_ok=True)
        return aside

    def discard(self) -> None:
        """Delete it."""
        self.file.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _noted(self) -> Identity | None:
        try:
            table = tomllib.loads(self._note.read_text("utf-8"))
            if table.pop("version") != _VERSION:
                return None
            return Identity(**table)
        except (OSError, ValueError, TypeError, KeyError):
            return None


class GrowingDigest:
    """The SHA-256 of a file that somebody else is still writing; a thread follows the writer.

    What was there before a restart is hashed meanwhile, and nothing waits for it but the end.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._changed = threading.Condition()
        self._goal = 0
        self._round = 0
        self._closed = False
        self._digest = hashlib.sha256()
        self._fault: OSError | None = None
        self.done = 0
        self._thread = threading.Thread(target=self._follow, name="download-digest", daemon=True)
        self._thread.start()

    def grown(self, size: int) -> None:
        """So many bytes are written by now."""
        with self._changed:
            self._goal = size
            self._changed.notify_all()

    def restart(self) -> None:
        """The file begins anew."""
        with self._changed:
            self._round += 1
            self._goal = self.done = 0
            self._digest = hashlib.sha256()

    def wait(self, seconds: float) -> bool:
        """Whether all that was written is hashed, after waiting for it so long at most.

        Raises:
            OSError: the file can't be read.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._fault or self.done >= self._goal, seconds)
            if self._fault:
                raise self._fault
            return self.done >= self._goal

    def hexdigest(self) -> str:
        """Of all that is hashed."""
        with self._changed:
            return self._digest.hexdigest()

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _follow(self) -> None:
        try:
            with self._file.open("rb", buffering=0) as stream:
                while (todo := self._next()) is not None:
                    at, size, turn, digest = todo
                    stream.seek(at)
                    piece = stream.read(size)
                    digest.update(piece)  # outside the lock: the writer never waits for this
                    with self._changed:
                        if turn == self._round:
                            if not piece:
                                raise OSError("the file became shorter while it was read")
                            self.done += len(piece)
                            self._changed.notify_all()
        except OSError as error:
            with self._changed:
                self._fault = error
                self._changed.notify_all()

    def _next(self) -> "tuple[int, int, int, hashlib._Hash] | None":
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.done < self._goal)
            if self._closed:
                return None
            return self.done, min(_CHUNK, self._goal - self.done), self._round, self._digest
