import re
from dataclasses import asdict

import pytest

from app.core import paths
from app.ui.shell.theme import DARK, LIGHT, Colours, Theme

READ_ON = {
    "text": ("window", "surface", "sidebar", "hover", "bubble", "care"),
    "muted": ("window", "surface", "sidebar", "care"),
    "accent": ("window",),
    "on_accent": ("accent",),
    "fault": ("window", "surface"),
}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(colours: Colours) -> None:
    chosen = asdict(colours)
    for ink, papers in READ_ON.items():
        for paper in papers:
            assert contrast(chosen[ink], chosen[paper]) >= 4.5, (ink, paper)


def test_every_icon_of_ours_is_drawn(theme: Theme) -> None:
    names = [file.stem for file in (paths.resources() / "icons").glob("*.svg")]
    assert {"soulchat", "send", "stop", "new", "lock", "phone"} <= set(names)
    for name in names:
        picture = theme.icon(name, "#FF0000").pixmap(24).toImage()
        inked = [picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
        assert any(inked), name


def test_icons_load_nothing() -> None:
    for file in (paths.resources() / "icons").glob("*.svg"):
        assert not re.search(r"href|url\(|<script", file.read_text("utf-8")), file.name
