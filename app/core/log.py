"""The log: what the program did, never what was said."""

import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _WithoutWords(logging.Formatter):
    """Writes the place and kind of a fault; its text may quote what a person wrote."""

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _value, trace = ei
        frames = "".join(traceback.format_list(traceback.extract_tb(trace)))
        return f"{frames}{kind.__name__ if kind else ''}"


def write_to(folder: Path) -> None:
    """Log to ``folder/soulchat.log``: 3 files of at most 256 kB, faults without their text.

    Messages are constants with counts, codes and random ids as arguments; a
    test looks for spoken words in everything a run leaves behind.
    """
    handler = logging.handlers.RotatingFileHandler(
        folder / "soulchat.log", maxBytes=256_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(_WithoutWords(_FORMAT))
    logging.raiseExceptions = False  # a log that can't be written is no reason to stop
    root = logging.getLogger("app")
    for earlier in root.handlers:
        earlier.close()
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(logging.INFO)
