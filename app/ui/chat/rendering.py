"""The weights' words as rich text. They are untrusted: no HTML, no image, no odd link."""

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFragment,
)

LINE_HEIGHT = 140
"""Percent of the font's height."""

_PARAGRAPH_GAP = 8
_ITEM_GAP = 2
_SAFE_SCHEMES = frozenset({"http", "https"})
_MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


class _ClosedDocument(QTextDocument):
    """A document that fetches nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        return None


def is_safe_link(url: QUrl) -> bool:
    """Whether a link may be offered at all: the web, and nothing on this computer."""
    plain = bool(url.host()) and not url.userInfo()  # "bank.com@evil.example" is no bank
    return plain and url.scheme().lower() in _SAFE_SCHEMES


def insert_markdown(cursor: QTextCursor, markdown: str, font: QFont) -> None:
    """Put Markdown from the weights into the empty block at the cursor.

    Args:
        cursor: in an empty block, whose top margin stays.
        markdown: untrusted; HTML in it stays visible as text, of an image only
            its description stays, and a link that is no web address becomes text.
        font: of plain text; headings are only bold.
    """
    document = _ClosedDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    # Two spaces keep a single line break, which Markdown would swallow.
    document.setMarkdown(_LINE_END.sub("  \n", markdown.strip()), _MARKDOWN)
    _disarm(document)
    _set_spacing(document)
    first = QTextBlockFormat(document.firstBlock().blockFormat())
    first.setTopMargin(cursor.blockFormat().topMargin())
    start = cursor.position()
    cursor.insertFragment(QTextDocumentFragment(document))
    # Qt joins a fragment's first block to the block it is put into, format and all.
    cursor.setPosition(start)
    if in_list := document.firstBlock().textList():
        cursor.createList(in_list.format())
        first.setIndent(0)
    cursor.setBlockFormat(first)


def _disarm(document: QTextDocument) -> None:
    cursor = QTextCursor(document)
    for piece in reversed(_dangerous(document)):
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        look = piece.charFormat()
        if look.isImageFormat():
            described = look.property(QTextFormat.Property.ImageAltText)
            cursor.insertText(str(described or ""), QTextCharFormat())
        else:
            cursor.setCharFormat(QTextCharFormat())


def _dangerous(document: QTextDocument) -> list[QTextFragment]:
    """Images, and links that may not be offered."""
    found = []
    for block in _blocks(document):
        place = block.begin()
        while not place.atEnd():
            look = place.fragment().charFormat()
            if look.isImageFormat() or (
                look.isAnchor() and not is_safe_link(QUrl(look.anchorHref()))
            ):
                found.append(place.fragment())
            place += 1
    return found


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    blocks = []
    block = document.begin()
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _set_spacing(document: QTextDocument) -> None:
    cursor = QTextCursor(document)
    for block in _blocks(document):
        cursor.setPosition(block.position())
        spacing = QTextBlockFormat(block.blockFormat())
        spacing.setLineHeight(
            LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        spacing.setTopMargin(0)
        inside_list = block.textList() and block.next().textList()
        spacing.setBottomMargin(_ITEM_GAP if inside_list else _PARAGRAPH_GAP)
        cursor.setBlockFormat(spacing)
        if spacing.headingLevel():
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            bold.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(bold)
