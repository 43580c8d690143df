"""Where the messages of one conversation go while it is taken in: four numbers for each."""

from array import array
from bisect import bisect_left

from app.core.errors import UserFacingError
from app.core.journal.rows import number_of


class Branches:
    """The tree so far, by the ids that what is taken in names its messages by.

    A conversation may be very long, so no object is kept for a message.

    Args:
        taken: how many versions stand at the beginning already.
    """

    def __init__(self, taken: int = 0) -> None:
        self._ids = array("q")
        self._rows = array("q")
        self._depths = array("q")
        self._versions = array("q")  # how many versions follow a message
        self._first_versions = taken

    def add(self, identity: str, row: int, depth: int, taken: int = 0) -> None:
        """A message; the ids of a conversation rise.

        Args:
            row: its sequence here.
            taken: how many versions follow it already.

        Raises:
            UserFacingError: ``import_out_of_order``.
        """
        number = number_of(identity)
        if number == 0 or (self._ids and number <= self._ids[-1]):
            raise UserFacingError("import_out_of_order")
        self._ids.append(number)
        self._rows.append(row)
        self._depths.append(depth)
        self._versions.append(taken)

    def row(self, identity: str) -> int:
        """The sequence of a message that came before.

        Raises:
            UserFacingError: ``import_out_of_order``.
        """
        return self._rows[self._find(identity)]

    def depth_after(self, parent: str | None) -> int:
        """How deep what follows a message is; raises as :meth:`row` does."""
        return 1 if parent is None else self._depths[self._find(parent)] + 1

    def next_version(self, parent: str | None, wanted: int) -> int:
        """The version of one more message there: the one wanted, unless it is taken.

        Raises:
            UserFacingError: ``import_out_of_order``.
        """
        at = None if parent is None else self._find(parent)
        taken = self._first_versions if at is None else self._versions[at]
        version = max(taken + 1, wanted)
        if at is None:
            self._first_versions = version
        else:
            self._versions[at] = version
        return version

    def _find(self, identity: str) -> int:
        number = number_of(identity)
        at = bisect_left(self._ids, number)
        if at == len(self._ids) or self._ids[at] != number:
            raise UserFacingError("import_out_of_order")
        return at
