"""Which engine packs can be fetched; starts no connection itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.packs.shelf import PackShelf

if TYPE_CHECKING:
    from app.core.packs.download import PackDownload


class PackDownloads:
    """Makes downloads by the ID of a pack, for a queue of them as well.

    Args:
        shelf: takes packs in.
        weights: asked for weights to try one with; None where there are none.
    """

    def __init__(self, shelf: PackShelf, weights: Callable[[], Path | None]) -> None:
        self._shelf = shelf
        self._weights = weights

    def of(
        self, what: str, *, quantization: str = "", accept_change: bool = False
    ) -> "PackDownload":
        """A download that hasn't begun.

        Args:
            what: the ID of a pack.
            quantization, accept_change: mean nothing here.

        Raises:
            UserFacingError: ``pack_unknown``, ``packs_unreadable``.
        """
        from app.core.packs.download import PackDownload  # noqa: PLC0415 - HTTP only when wanted

        return PackDownload(self._shelf.find(what), self._shelf, self._weights)
