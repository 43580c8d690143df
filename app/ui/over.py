"""The sheets that are shown over whatever is shown, whether a journal is open or not."""

from collections.abc import Sequence
from typing import Any

from app.bootstrap import Program
from app.core import i18n
from app.core.i18n import _
from app.ui.about.presenter import About
from app.ui.about.sheet import AboutSheet
from app.ui.safety.helpline_list import HelplineList
from app.ui.shell.actions import ACTIONS, TOLD_ONLY, page_actions
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.pages import PageKind
from app.ui.shell.shortcut_sheet import ShortcutSheet
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme


class Over:
    """Shows them.

    Args:
        program: knows the helplines.
        pages: those of the open program.
        dialogs: where they are shown.
        tasks: the lanes.
        theme: gives the icons.
    """

    def __init__(
        self,
        *,
        program: Program,
        pages: Sequence[PageKind[Any]],
        dialogs: Dialogs,
        tasks: Tasks,
        theme: Theme,
    ) -> None:
        self._program = program
        self._pages = pages
        self._dialogs = dialogs
        self._tasks = tasks
        self._theme = theme

    def show_helplines(self) -> None:
        """People to talk to, where the person is."""
        program = self._program
        lines = program.helplines.for_region(program.place().region, i18n.language())
        content = HelplineList(lines, self._theme)
        self._dialogs.show(_("People you can talk to"), content)

    def show_about(self) -> None:
        """What this program is."""
        content = AboutSheet(About(self._tasks), self._theme)
        self._dialogs.show(_("About SoulChat"), content)

    def show_shortcuts(self) -> None:
        """Everything that the keyboard does."""
        content = ShortcutSheet((page_actions(self._pages), ACTIONS, TOLD_ONLY))
        content.about_requested.connect(self._dialogs.close_all)
        content.about_requested.connect(self.show_about)
        self._dialogs.show(_("Everything by keyboard"), content)
