"""The faces of all words; Chinese ones are drawn with the forms of the mainland."""

import re

from PySide6.QtGui import QFont, QFontInfo

from app.core import i18n

CHINESE_FACES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei UI",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
"""Faces with Simplified Chinese forms: of Linux and Adobe, macOS, Windows, older Linux.

A list of families is the only way to tell Qt which forms of a shared character are meant
("直", "骨", "门" differ between China and Japan): it shapes every text for the locale of the
process (QTextEngine, ``hb_language_get_default``). So a face for China stands before every
face the system might fall back to; fontconfig's own choice is often the Japanese one.
"""

_ELSEWHERE = re.compile(
    r"\b(?:JP|KR|TC|HK|TW|HC|Gothic|Mincho|Meiryo|Hiragino|Malgun|JhengHei)\b|MS P?Gothic"
)
"""In the name of a face with the characters of another place."""


def with_chinese(font: QFont, *, fixed: bool = False) -> QFont:
    """The same font, able to draw both languages.

    Where Chinese is spoken its faces stand first: quotation marks, dashes and dots are
    written with the same characters in both languages, and only a Chinese face draws
    them as wide, and as high, as Chinese wants them. Not so in a font of one width,
    whose letters must keep it.
    """
    own = QFontInfo(font).family()  # an alias ("Sans Serif") in a list would be passed over
    first = not fixed and (i18n.language() == "zh_CN" or _ELSEWHERE.search(own))
    chosen = QFont(font)
    chosen.setFamilies([*CHINESE_FACES, own] if first else [own, *CHINESE_FACES])
    return chosen
