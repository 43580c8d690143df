"""One command on its way through the worker, and the frames that answer it."""

import time
from collections.abc import Iterator

from app.core.errors import UserFacingError
from app.core.inference.child import Child
from app.core.inference.frames import Frame

_LAST_KINDS = {
    *("Ready", "Loaded", "Cancelled", "Finished", "Counted"),
    *("EngineDescription", "EngineStatus", "Kept"),
}


class Running:
    """One command on its way through a child."""

    def __init__(self, child: Child, number: int, deadline: float | None) -> None:
        self._child = child
        self._number = number
        self._deadline = deadline
        self._over = False

    def ask(self, command: Frame) -> Iterator[Frame]:
        """Send it and yield its frames up to the last.

        Raises:
            ChildEnded: the child died, or did not obey a cancel in time.
            UserFacingError: the child's answer.
        """
        self._child.send({**command, "command": self._number})
        while not self._over:
            frame = self._child.receive(self._deadline)
            if frame.get("command") == self._number:
                self._over = frame["kind"] == "Failed" or frame["kind"] in _LAST_KINDS
                if frame["kind"] == "Failed":
                    raise UserFacingError(frame["code"], **frame["fields"])
                yield frame

    def cancel(self, grace: float) -> None:
        """Ask for its end, and wait for it no longer than ``grace`` seconds."""
        self._deadline = self._deadline or time.monotonic() + grace
        self._child.send({"kind": "cancel", "command": self._number})
        self._child.nudge()

    def drain(self) -> None:
        """Wait for the last frame.

        Raises:
            ChildEnded: it did not come in time.
        """
        while not self._over:
            frame = self._child.receive(self._deadline)
            last = frame.get("kind") == "Failed" or frame.get("kind") in _LAST_KINDS
            self._over = last and frame["command"] == self._number
