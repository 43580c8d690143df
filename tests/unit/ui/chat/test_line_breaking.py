"""Lines break as both languages want them, and Chinese is drawn with the forms of the mainland."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextBlock, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core import i18n, paths
from app.core.journal.values import Message
from app.ui.chat.transcript import Transcript
from app.ui.shell import text_size
from app.ui.shell.fonts import CHINESE_FACES, with_chinese
from app.ui.shell.theme import Theme

SAID = Message("1", "c", None, "user", "", "complete", datetime.now(UTC), 1, None, "none", False)
TEXTS = (
    "今天很累，工作压力大，晚上总是睡不着。我不知道该怎么办……“也许明天会好一点”，她说；"
    "可是我不信！（真的吗？）——唉。想起了《小王子》里的那句话：“重要的东西，用眼睛是看不见的。”",
    "I wrote about 《小王子》 today，然后 listened to Beethoven’s symphony，觉得 extraordinarily"
    " peaceful。价格是￥100，占 50%，见第3.14节（注：①）、《书名》……还有 self-compassion 这个词。",
    "When it gets quiet, everything I postponed comes back at once: the talk, the phone call,"
    " my mother's birthday, and the uncomfortable silence afterwards.",
)
NEVER_FIRST = "，。、；：？！）》」』】〕”’％%,.;:?!)"
"""GB/T 15834-2011, 5.1: these stand at no line's start. (Dashes and dots may.)"""
NEVER_LAST = "（《「『【〔“‘￥("
"""The same: at no line's end."""


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Transcript:
    transcript = Transcript(theme)
    qtbot.addWidget(transcript)
    transcript.show()
    return transcript


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    i18n.use(request.param, paths.translations())
    theme.choose_sizes()
    yield request.param
    i18n.use("en", paths.translations())
    theme.choose_sizes()


def lines(block: QTextBlock) -> list[str]:
    layout = block.layout()
    found = (layout.lineAt(at) for at in range(layout.lineCount()))
    return [block.text()[ln.textStart() : ln.textStart() + ln.textLength()] for ln in found]


def blocks(transcript: Transcript) -> Iterator[QTextBlock]:
    block = transcript.document().begin()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize("width", range(360, 1000, 80))
@pytest.mark.parametrize("text", TEXTS, ids=["chinese", "mixed", "english"])
def test_lines_break_where_they_may(
    transcript: Transcript, language: str, text: str, width: int
) -> None:
    transcript.resize(width, 700)
    transcript.add(replace(SAID, text=text))
    transcript.add(replace(SAID, id="2", role="assistant", text=text))
    transcript.grab()
    broken = 0
    for block in blocks(transcript):
        shown = lines(block)
        broken += len(shown) > 1
        for before, after in pairwise(shown):
            assert after.lstrip()[0] not in NEVER_FIRST, (before, after)
            assert before.rstrip()[-1] not in NEVER_LAST, (before, after)
            cut = re.search(r"[A-Za-z’']$", before) and re.match(r"[A-Za-z’']", after)
            assert not cut, (before, after)
            assert (before[-1], after[0]) not in (("—", "—"), ("…", "…"))
    assert broken >= 2


def test_a_word_longer_than_the_line_is_broken_rather_than_lost(transcript: Transcript) -> None:
    transcript.resize(400, 700)
    transcript.add(replace(SAID, text="a" * 300))
    transcript.grab()
    long = max(blocks(transcript), key=lambda block: len(block.text()))
    assert len(lines(long)) > 2
    assert transcript.horizontalScrollBar().maximum() == 0


def faces(font: QFont, text: str) -> set[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(1000)
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_chinese_has_the_forms_of_the_mainland_in_both_languages(
    qapp: QApplication, language: str
) -> None:
    for factor in (0.92, 1.0, 1.6):
        assert faces(text_size.font(factor), "直骨门今复角") <= set(CHINESE_FACES)
    assert faces(text_size.font(1.25, fixed=True), "直骨门") <= set(CHINESE_FACES)
    assert faces(qapp.font(), "直骨门") <= set(CHINESE_FACES)
    narrow, wide = (
        QFontMetricsF(text_size.font(1.25, fixed=True)).horizontalAdvance(c) for c in "lW"
    )
    assert narrow == wide


def test_where_chinese_is_spoken_its_punctuation_is_chinese_too(language: str) -> None:
    drawn = faces(text_size.font(1.0), "“”……——")
    assert (drawn <= set(CHINESE_FACES)) is (language == "zh_CN")


@pytest.mark.parametrize("system", ["Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Sans CJK KR"])
def test_a_system_of_another_place_changes_nothing(system: str) -> None:
    if system not in QFontDatabase.families():  # fonts-noto-cjk brings them all
        pytest.fail("install the packages of packaging/linux/test-packages.txt")
    assert faces(with_chinese(QFont(system)), "直骨门") <= set(CHINESE_FACES)
