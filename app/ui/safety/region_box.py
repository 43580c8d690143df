"""Where the person is: chosen from all regions, kept, and followed when it changes elsewhere."""

from PySide6.QtWidgets import QWidget

from app.core.i18n import _
from app.ui.safety.people import People
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme


class RegionBox(ChoiceBox):
    """Filled by ``people.begin``.

    Args:
        people: knows the regions.
        name: object name, stable for tests.
        theme: gives the arrow.
    """

    def __init__(
        self, people: People, name: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__([], theme, parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Where you are"))
        self.chosen.connect(people.choose)
        people.regions_shown.connect(self._on_regions_shown)

    def _on_regions_shown(self, regions: list[tuple[str, str]], chosen: str) -> None:
        self.clear()
        for key, words in regions:
            self.addItem(words, key)
        self.show_value(chosen)
