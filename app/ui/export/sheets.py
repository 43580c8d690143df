"""Opens the sheets of taking along and bringing in, for whatever page asks."""

from pathlib import Path

from app.core import i18n
from app.core.i18n import _
from app.core.journal.values import Message
from app.ui.export.export_sheet import ExportSheet
from app.ui.export.import_sheet import ImportSheet
from app.ui.export.share_sheet import ShareSheet
from app.ui.history.presenter import title_of
from app.ui.shell.pages import House


class Sheets:
    """The doors of a page to them.

    Args:
        house: what every page may use.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    def take_along(
        self, *conversations: str | None, sought: str = "", message: Message | None = None
    ) -> None:
        """Offer to take conversations along, one message, what was found, or everything."""
        heads = {head.id: head for head in self._house.conversations.heads}
        chosen = [heads[each] for each in conversations if each in heads]
        steps = self._house.program.triage.plan_steps(i18n.language())
        content = ExportSheet(
            self._house,
            conversations=tuple(head.id for head in chosen),
            title=title_of(chosen[0]) if len(chosen) == 1 else "",
            message=message,
            sought=" ".join(sought.split()),
            steps=tuple(step.heading for step in steps),
        )
        self._house.dialogs.show(_("Take along"), content)

    def share(self, conversation: str | None) -> None:
        """Offer to share some of a conversation."""
        if conversation is not None:
            content = ShareSheet(self._house, conversation)
            self._house.dialogs.show(_("Share with a therapist"), content)

    def bring_in(self, *, source: Path | None = None) -> None:
        """Offer to take in what was written elsewhere.

        Args:
            source: where, if it is known already.
        """
        content = ImportSheet(self._house, source)
        content.arrived.connect(self._house.conversations.refresh)
        self._house.dialogs.show(_("Bring in"), content)
