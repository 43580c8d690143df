"""The program's picture in the sizes and formats that systems ask for."""

import os
import struct
import subprocess
from pathlib import Path

from environment import ROOT, Environment

_DRAW = (
    "import sys; from PySide6.QtGui import QImage, QPainter; "
    "from PySide6.QtSvg import QSvgRenderer; size = int(sys.argv[2]); "
    "picture = QImage(size, size, QImage.Format.Format_ARGB32); picture.fill(0); "
    "painter = QPainter(picture); QSvgRenderer(sys.argv[1]).render(painter); "
    "painter.end(); picture.save(sys.argv[3], 'PNG')"
)
_ICNS = {"icp4": 16, "icp5": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024}
"""Kinds of pictures in an .icns that hold a PNG, by their width."""


def draw(workshop: Environment, size: int, passing: Path) -> bytes:
    """The picture as PNG.

    Args:
        workshop: has PySide6.
        passing: a file that may be written and is gone afterwards.
    """
    icon = ROOT / "resources" / "icons" / "soulchat.svg"
    subprocess.run(
        [workshop.command("python"), "-c", _DRAW, icon, str(size), passing],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    data = passing.read_bytes()
    passing.unlink()
    return data


def make_ico(workshop: Environment, target: Path) -> None:
    """For Windows: PNGs ("Icons in Win32": a header, a row for each, the pictures)."""
    sizes = (16, 24, 32, 48, 64, 256)
    pictures = [draw(workshop, size, target.with_suffix(".png")) for size in sizes]
    place = 6 + 16 * len(sizes)
    rows = b""
    for size, picture in zip(sizes, pictures, strict=True):
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    target.write_bytes(struct.pack("<HHH", 0, 1, len(sizes)) + rows + b"".join(pictures))


def make_icns(workshop: Environment, target: Path) -> None:
    """For macOS: a header, then each picture behind its kind and length."""
    parts = b""
    for kind, size in _ICNS.items():
        picture = draw(workshop, size, target.with_suffix(".png"))
        parts += kind.encode() + struct.pack(">I", len(picture) + 8) + picture
    target.write_bytes(b"icns" + struct.pack(">I", len(parts) + 8) + parts)
