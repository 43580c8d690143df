"""Two palettes, light and dark, whose contrasts a test computes (resources/styles/README.md)."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colours:
    """One palette, as ``#RRGGBB``.

    Attributes:
        window, surface, sidebar: papers: of pages, of things on a page, of the navigation.
        hover, bubble, care: papers: under the mouse, of the person's words, of the care card.
        text, muted: inks: to be read, to be read when one has time.
        line: separates; nothing depends on seeing it.
        border: the edge of what can be operated, 3:1 on every paper it stands on.
        accent, on_accent: the next step to take, the focus ring; and the ink on it.
        care_line: the edge of the care card.
        fault, good: inks of what went wrong and of what is well; never alone, always with words.
    """

    window: str
    surface: str
    sidebar: str
    hover: str
    text: str
    muted: str
    line: str
    border: str
    accent: str
    on_accent: str
    bubble: str
    care: str
    care_line: str
    fault: str
    good: str


LIGHT = Colours(
    window="#F8F6F2",
    surface="#FFFFFF",
    sidebar="#F0EDE7",
    hover="#E7E3DB",
    text="#22282B",
    muted="#545E62",
    line="#D9D4CA",
    border="#788180",
    accent="#2F6F68",
    on_accent="#FFFFFF",
    bubble="#DDEBE7",
    care="#FFF4E0",
    care_line="#A57828",
    fault="#A03A2B",
    good="#2C6B45",
)
DARK = Colours(
    window="#1C2022",
    surface="#262B2E",
    sidebar="#171A1C",
    hover="#2F363A",
    text="#E6E4DF",
    muted="#A9B1B4",
    line="#3A4145",
    border="#818B90",
    accent="#86C7BB",
    on_accent="#10201D",
    bubble="#2B413D",
    care="#372E1F",
    care_line="#A98A4F",
    fault="#F2A595",
    good="#8FD0A4",
)


def palette(colours: Colours) -> QPalette:
    """What Qt's own controls wear."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.surface), QColor(colours.window))
    for which, colour in (
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return made
