"""Faults split by blame: what the person can mend, and what is our bug."""

Field = str | int | float


class UserFacingError(Exception):
    """A fault of the input or the environment, told to the person in a kind sentence.

    Everything else that is raised is a bug of ours and is reported as one.

    Args:
        code: key of the sentence in :mod:`app.core.messages`.
        fields: named values of the sentence. Never private words: this text may
            reach a log. ``str(error)`` is the code alone.
    """

    def __init__(self, code: str, **fields: Field) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
