"""Faults split by blame: what the person can mend, and what is our bug."""

import traceback
from pathlib import Path

Field = str | int | float


class UserFacingError(Exception):
    """A fault of the input or the environment, told to the person in a kind sentence.

    Everything else that is raised is a bug of ours and is reported as one.

    Args:
        code: key of the sentence in :mod:`app.core.messages`.
        fields: named values of the sentence. Never private words: this text may
            reach a log. ``str(error)`` is the code alone.

    Attributes:
        place: where in the code it came from, once :func:`told` has looked.
    """

    def __init__(self, code: str, **fields: Field) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.place = ""


class Bug(UserFacingError):
    """A bug of ours, as the person is told of it; made by :func:`told`, never raised.

    Args:
        kind: name of what was raised; its text may quote a person and is left out.
        place: where in the code.
    """

    def __init__(self, kind: str, place: str) -> None:
        super().__init__("bug")
        self.kind = kind
        self.place = place


def told(fault: BaseException) -> UserFacingError:
    """What of a fault may be kept and shown: without its frames, which hold private words."""
    if isinstance(fault, Bug):
        return fault
    place = _place_of(fault)
    if not isinstance(fault, UserFacingError):
        return Bug(type(fault).__name__, place)
    kept = UserFacingError(fault.code, **fault.fields)
    kept.place = fault.place or place
    return kept


def _place_of(fault: BaseException) -> str:
    """File, line and function of each frame, without a folder that could name a person."""
    frames = traceback.extract_tb(fault.__traceback__)
    return "\n".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _short(file: str) -> str:
    parts = Path(file).parts
    ours = max((at for at, part in enumerate(parts) if part == "app"), default=len(parts) - 2)
    return "/".join(parts[ours:])
