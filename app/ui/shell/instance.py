"""One window for a data home: the first start holds a lock, every later one knocks.

The lock is the system's own, so it goes when its last holder dies, however it dies; it
and the listening socket are handed to a successor without a moment between. The folder
of both is open to this account alone, which keeps everybody else from knocking.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.core.errors import UserFacingError

_LOCK = "window.lock"
_DOOR = "window"
_LONGEST_TOKEN = 256
"""Bytes; tokens of window systems are a few dozen."""
_LONGEST_KNOCK = 16_384
"""Bytes: a token, and the name of a file of 4,096 bytes, each written with three at most."""

_ANSWER_WITHIN = 5000
"""Milliseconds the running window may take to answer; it may be starting itself."""

_ACTIVATION = "XDG_ACTIVATION_TOKEN"


class Instance(QObject):
    """The right to show the window of one data home, until :meth:`close` or the process ends.

    Args:
        folder: of the lock and the socket, 0700.
        lock: descriptor that holds the lock; None where it can't be inherited (Windows),
            and the answered knock alone keeps others out.
        listening: descriptor of a socket that a predecessor listened on already.
    """

    knocked = Signal()
    """Somebody started the program again: show the window."""
    offered = Signal(object)
    """The path of a file that it was started with."""

    def __init__(
        self,
        folder: Path,
        lock: int | None,
        listening: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = lock
        self._listening = listening
        self._opened = ExitStack()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_visited)

    def open(self) -> None:
        """Answer knocks from now on; needs the application's event loop.

        Where the folder's file system knows no sockets nobody can knock, and a second
        start is refused with a sentence instead.
        """
        if self._listening is not None and self._server.listen(self._listening):
            return
        address = self._opened.enter_context(_address(self._folder))
        QLocalServer.removeServer(address)
        self._server.listen(address)

    def descriptors(self) -> tuple[int | None, int | None]:
        """The lock's and the socket's, for a successor to inherit, where it can."""
        if sys.platform == "win32":
            return None, None
        listening = int(self._server.socketDescriptor())
        return self._lock, None if listening < 0 else listening

    def fall_silent(self) -> None:
        """Answer no knock any more: a start from now on waits until it is the first."""
        self._server.close()

    def close(self) -> None:
        """Let another start be the first. Not for a process that has a successor."""
        self.fall_silent()
        self._opened.close()
        with suppress(OSError):  # one that was inherited is no longer Qt's to remove
            (self._folder / _DOOR).unlink()
        if self._lock is not None:
            os.close(self._lock)

    def _on_visited(self) -> None:
        while visitor := self._server.nextPendingConnection():
            visitor.setReadBufferSize(_LONGEST_KNOCK)
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.readyRead.connect(partial(self._on_heard, visitor))

    def _on_heard(self, visitor: QLocalSocket) -> None:
        if visitor.canReadLine():
            line = bytes(visitor.readLine().data()).decode("ascii", "replace").rstrip("\n")
            token, _, named = line.partition(" ")
            if token and token.isprintable():
                os.environ[_ACTIVATION] = token  # Qt looks for it there when it activates a window
            visitor.write(b"here\n")
            visitor.disconnectFromServer()
            self.knocked.emit()
            if named:
                self.offered.emit(Path(os.fsdecode(unquote_to_bytes(named))))
        elif visitor.bytesAvailable() >= _LONGEST_KNOCK:
            visitor.abort()


def claim(folder: Path) -> Instance | None:
    """The right to show the window; None where another process has it.

    Args:
        folder: of the lock and the socket, 0700.

    Raises:
        UserFacingError: ``data_home_unwritable``.
    """
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UserFacingError("data_home_unwritable", folder=str(folder)) from error
    if _held_by_another(lock):
        os.close(lock)
        return None
    return Instance(folder, lock)


def knock(folder: Path, offered: Path | None = None) -> bool:
    """Ask the running window to come to the front; whether it answered.

    It is told the token with which the desktop allows a window to take the focus, where
    there is one, and the file that the person opened, if any.
    """
    token = os.environ.get(_ACTIVATION, "").replace(" ", "")[:_LONGEST_TOKEN]
    named = quote(os.fsencode(offered)) if offered else ""
    line = f"{token} {named}" if named else token
    visitor = QLocalSocket()
    with _address(folder) as address:
        visitor.connectToServer(address)
        if not visitor.waitForConnected(_ANSWER_WITHIN):
            return False
    visitor.write(line.encode("ascii", "ignore") + b"\n")
    answered = visitor.waitForReadyRead(_ANSWER_WITHIN)
    visitor.abort()
    return answered


def _held_by_another(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - not there elsewhere

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        return False  # a file system without locks: the lock on each journal still holds
    return False


@contextmanager
def _address(folder: Path) -> Iterator[str]:
    """The socket's name for Qt, valid inside: a socket's path may have some 100 bytes only."""
    if sys.platform == "win32":
        digest = hashlib.sha256(str(folder).casefold().encode()).hexdigest()
        yield f"soulchat-{digest[:16]}"
    elif sys.platform == "linux":
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{opened}/{_DOOR}"
        finally:
            os.close(opened)
    else:
        yield str(folder / _DOOR)
