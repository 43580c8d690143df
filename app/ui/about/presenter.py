"""What the program says about itself, read off the window's thread."""

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.core import i18n, paths
from app.core.i18n import _
from app.core.licences import Notice, notices
from app.ui.shell.tasks import Tasks

_PACKAGE = "soulchat-desktop"


@dataclass(frozen=True)
class Document:
    """Something to read in full.

    Attributes:
        title: in the language spoken now.
        marked_up: whether the text is Markdown.
    """

    title: str
    text: str
    marked_up: bool = False


class About(QObject):
    """Version, licence, notices.

    Args:
        tasks: the lanes.
    """

    notices_listed = Signal(list)
    """Every Notice, by name."""
    read = Signal(object)
    """A Document."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks

    @property
    def version(self) -> str:
        """The version of the program."""
        return importlib.metadata.version(_PACKAGE)

    def begin(self) -> None:
        """Look which notices there are, and read the first."""
        folder = paths.resources() / "licences"

        def look() -> tuple[list[Notice], Document]:
            listed = notices(folder)
            return listed, Document(listed[0].name, listed[0].text())

        def tell(found: tuple[list[Notice], Document]) -> None:
            listed, first = found
            self.notices_listed.emit(listed)
            self.read.emit(first)

        self._tasks.journal.run(self, look, tell)

    def read_notice(self, notice: Notice) -> None:
        """Read the terms of one thing that is shipped."""
        self._read(lambda: Document(notice.name, notice.text()))

    def read_security(self) -> None:
        """Read what the journal is protected against, and what it is not."""
        file = paths.resources() / "docs" / f"security.{i18n.language()}.md"
        title = _("What protects your journal, and what can't")
        self._read(lambda: Document(title, file.read_text("utf-8"), marked_up=True))

    def _read(self, work: Callable[[], Document]) -> None:
        self._tasks.journal.run(self, work, self.read.emit)
