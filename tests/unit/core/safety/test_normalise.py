"""What the rules read: one spelling of a word, however it was written."""

import random

import pytest

from app.core.safety.normalise import REWRITINGS, spellings

_PIECES = (
    "想 去 死 四 亖 4 斯 💀 s si 了 算 就好 自 子 字 杀 sha zi zs 残 can 鲨 惨 紫砂 xiang 不想 bu "
    "huo 布想 活 或 qu 割 ge wan 腕 跳 tiao lou l 安眠 yao a k1ll k* kil my mys self me su*c su "
    "cide suicde suu cidal isidal sewer slide sudoku commit d*e d** di3 un-aliv e self- harm "
    "kill killing want to die wanna endmy life 2 live kermit suicide 1 | 3 @ 0 5 $ , i"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("我想自殺", "我想自杀"),
        ("活著", "活着"),
        ("ＫＩＬＬ", "kill"),
        ("don\u2019t", "don't"),
        ("自\u200b杀", "自杀"),
        ("k\u0336i\u0336l\u0336l\u0336", "kill"),
        ("k1ll myself", "kill myself"),
        ("紫砂", "自杀"),
        ("紫砂壶", "紫砂壶"),
        ("四川", "四川"),
        ("想 kms啊", "想 kms 啊"),
    ],
)
def test_a_text_is_read_in_plain_spelling(written: str, read: str) -> None:
    assert spellings(written)[0] == read


def test_a_word_with_gaps_is_read_both_ways() -> None:
    assert spellings("今天 很累。我想 自 杀") == ("今天 很累\n我想 自 杀", "今天很累\n我想自杀")


def test_a_text_without_gaps_is_read_once() -> None:
    assert len(spellings("今天很累。It is 3.5 km. Good.")) == 1


def test_every_match_of_a_rewriting_holds_one_of_its_signs() -> None:
    chance = random.Random(7)
    pieces = [*_PIECES.split(), *[" "] * 30]
    texts = ["".join(chance.choices(pieces, k=40)) for _ in range(10_000)]
    for signs, pattern, _plain in REWRITINGS:
        found = [
            text[max(0, match.start() - 1) : match.end()]
            for text in texts
            for match in pattern.finditer(text)
        ]
        assert found, f"nothing tried is like {pattern.pattern}"
        assert all(any(sign in words for sign in signs) for words in found), pattern.pattern
