"""PDF: letters that can be selected and searched, numbered pages, a bookmark a conversation."""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from app.core.dates import locale
from app.core.i18n import N_
from app.core.journal.contents import Item
from app.core.transfer.formats import Format
from app.core.transfer.pieces import About, Begin, Piece
from app.core.transfer.writing.html import articles
from app.ui.shell.fonts import with_chinese

_DOTS = 1200  # an inch
_MARGIN = 20.0  # millimetres
_FOOTER = 0.3  # inches below the text
_LETTER_COUNTRIES = {"US", "CA", "MX", "PH", "CL", "CO", "VE"}  # CLDR: paperSize US-Letter
# A glyph that a radical and a character share is named by Qt after whichever comes first, the
# radical; then nobody finds the word. Kangxi's radicals have their characters in Unicode; of
# the others these share glyphs in Noto Sans CJK.
_SUPPLEMENT = str.maketrans(
    "⺂⺃⺅⺉⺋⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺠⺡⺣⺤⺦⺨⺭⺯⺰⺱⺳⺹⺺⺾⻂⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲",
    "乛乚亻刂㔾尣尢巳幺彑彐忄扌攵旡歺民氵灬爫丬犭礻糹纟罓㓁耂肀艹衤见角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀",
)
_RADICAL = re.compile(rb"<(2[EeFf][0-9A-Fa-f]{2})>")
_STYLE = """
body, p, div { font-size: 11pt; line-height: 140%; }
h1 { font-size: 16pt; } h2 { font-size: 13pt; }
p { margin: 0; white-space: pre-wrap; }
.who { font-size: 9pt; color: #555555; margin-top: 12pt; }
.aside { margin-left: 16pt; }
footer p { font-size: 9pt; color: #555555; margin-top: 12pt; }
"""


def write(items: Iterator[Item], about: About) -> Iterator[Piece]:
    """One file."""
    yield Begin("soulchat.pdf")
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    bookmarks = _paint(items, about, store)
    yield _finished(bytes(store.data().data()), bookmarks)


def without_window() -> Format:
    """The format, where no window is: Qt needs something that knows the fonts."""
    if QGuiApplication.instance() is None:
        _Fonts.program = QGuiApplication(["soulchat", "-platform", "offscreen"])
    return PDF


PDF = Format("pdf", "pdf", N_("PDF, to read and print"), write)


class _Fonts:
    """Keeps what Qt may have only one of."""

    program: QGuiApplication | None = None


def _fonts(page: Any) -> list[Any]:
    """The fonts of a page that say which characters their glyphs are."""
    fonts = [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]
    return [font for font in fonts if "/ToUnicode" in font]


def _character(found: re.Match[bytes]) -> bytes:
    """The character that a radical in a font's table stands for."""
    radical = chr(int(found[1], 16))
    character = unicodedata.normalize("NFKC", radical.translate(_SUPPLEMENT))
    return f"<{ord(character):04X}>".encode()


def _paint(items: Iterator[Item], about: About, store: QBuffer) -> list[tuple[str, int]]:
    """Paint every page; gives the title and the first page of each conversation, from 0."""
    writer = QPdfWriter(store)
    writer.setResolution(_DOTS)
    writer.setTitle("SoulChat")
    writer.setCreator(about.program)
    size = QPageSize.PageSizeId.Letter
    if locale().territory not in _LETTER_COUNTRIES:
        size = QPageSize.PageSizeId.A4
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    painter = QPainter(writer)
    bookmarks: list[tuple[str, int]] = []
    page = 0
    try:
        for title, parts in articles(items, about):
            document = _document("".join(parts), writer)
            bookmarks.append((title, page))
            for number in range(document.pageCount()):
                if page:
                    writer.newPage()
                page += 1
                _paint_page(painter, document, number, page)
    finally:
        painter.end()
    return bookmarks


def _document(html: str, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    font = with_chinese(QGuiApplication.font())
    font.setPointSizeF(11.0)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultStyleSheet(_STYLE)
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), writer.height() - _FOOTER * _DOTS))
    return document


def _paint_page(painter: QPainter, document: QTextDocument, number: int, page: int) -> None:
    size = document.pageSize()
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))  # whatever the theme
    context.palette = palette
    context.clip = QRectF(QPointF(0, number * size.height()), size)
    painter.save()
    painter.translate(0, -number * size.height())
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()
    font = document.defaultFont()
    font.setPointSizeF(9.0)
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.darkGray))
    below = QRectF(0, size.height(), size.width(), _FOOTER * _DOTS)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(page))


def _finished(painted: bytes, bookmarks: list[tuple[str, int]]) -> bytes:
    import pypdf  # noqa: PLC0415 - a fifth of the window's start, and needed only here

    made = pypdf.PdfWriter(clone_from=io.BytesIO(painted))
    tables = {
        each.raw_get("/ToUnicode").idnum: each["/ToUnicode"]
        for painted_page in made.pages
        for each in _fonts(painted_page)
    }
    for table in tables.values():
        table.set_data(_RADICAL.sub(_character, table.get_data()))
    for title, page in bookmarks:
        made.add_outline_item(title=title, page_number=page)
    done = io.BytesIO()
    made.write(done)
    return done.getvalue()
