"""Which weights of the list a file of one's own is said to hold."""

from collections.abc import Sequence

from app.core import i18n
from app.core.i18n import _
from app.core.weights.entry import Entry
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme


class Likes(ChoiceBox):
    """One of the list, or none: then nothing is known but what the file says.

    Args:
        name: of the object.
        theme: gives the arrow.
    """

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__([("", _("Weights that are not on the list"))], theme)
        self.setObjectName(name)
        self.setAccessibleName(_("Which weights the file holds"))

    @property
    def id(self) -> str:
        """Of the weights that were chosen, or empty."""
        return str(self.currentData() or "")

    def offer(self, entries: Sequence[Entry]) -> None:
        """What can be chosen from now on; what is chosen stays so, if it is still there."""
        chosen = self.id
        while self.count() > 1:
            self.removeItem(1)
        for entry in entries:
            title = entry.title(i18n.language())
            self.addItem(_("The same as {title}").format(title=title), entry.id)
        self.show_id(chosen)

    def show_id(self, id: str) -> None:
        """Choose weights, or with an empty text none."""
        self.setCurrentIndex(max(0, self.findData(id)))
