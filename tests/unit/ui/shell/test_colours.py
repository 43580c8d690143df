"""Everything can be read, and everything that can be operated can be seen: WCAG 2.2."""

import re
from dataclasses import asdict
from itertools import product

import pytest

from app.core import paths
from app.ui.shell.colours import DARK, LIGHT, Colours
from tests.support.contrast import contrast

PAPERS = ("window", "surface", "sidebar", "hover", "bubble", "care")
INKS = ("text", "muted", "accent", "fault", "good")
"""Whatever is read, on whatever it may stand: 4.5:1 (1.4.3)."""
EDGES = ("border", "care_line", "accent", "fault")
"""Edges of controls, the focus ring, icons: 3:1 on what they stand on (1.4.11)."""

palettes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@palettes
def test_every_ink_can_be_read_on_every_paper(colours: Colours) -> None:
    chosen = asdict(colours)
    pairs = [*product(INKS, PAPERS), ("on_accent", "accent")]
    weak = {pair: contrast(*(chosen[each] for each in pair)) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@palettes
def test_every_edge_and_the_focus_ring_can_be_seen(colours: Colours) -> None:
    chosen = asdict(colours)
    weak = {pair: contrast(*(chosen[each] for each in pair)) for pair in product(EDGES, PAPERS)}
    assert {pair: value for pair, value in weak.items() if value < 3} == {}


@palettes
def test_no_colour_is_left_out_of_the_measuring(colours: Colours) -> None:
    assert set(asdict(colours)) == {*PAPERS, *INKS, *EDGES, "on_accent", "line"}


def test_the_style_sheet_has_no_colours_of_its_own() -> None:
    sheet = (paths.resources() / "styles" / "soulchat.qss").read_text("utf-8")
    assert re.findall(r"(?<!\w)#[0-9A-Fa-f]{3,8}\b(?=\s*;)|rgb", sheet) == []
    assert "font-size" not in sheet


def test_the_figures_in_the_book_of_styles_are_true() -> None:
    book = (paths.resources() / "styles" / "README.md").read_text("utf-8")
    for name, colours in (("Light", LIGHT), ("Dark", DARK)):
        chosen = asdict(colours)
        for ink in (*INKS, "border"):
            worst = min(contrast(chosen[ink], chosen[paper]) for paper in PAPERS)
            assert f"| {name} | `{ink}` | {chosen[ink]} | {worst:.1f} |" in book
