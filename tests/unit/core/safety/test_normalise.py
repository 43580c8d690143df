"""What the rules read: one spelling of a word, however it was written."""

import pytest

from app.core.safety.normalise import spellings


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
