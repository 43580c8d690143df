"""What the screen learned from labelled Chinese talk: a linear sum over small signs.

The rules know plain words; this hears the oblique rest. It reads pairs and triples of
characters, and a skeleton of the text in classes of words (death, means, wish, ...), so that
words it never met count by their class. Trained by ``models/making/screen.py``, which uses
this module's :func:`signs`; pure Python here, since loading NumPy takes longer than reading.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import add
from pathlib import Path

CLASS_WEIGHT = 0.35
"""What a sign of the skeleton counts beside one of characters; found by cross-validation."""

_SHORTEST = 30  # shorter texts count as this long, so that two characters don't decide
_WINDOW = 120  # characters that are weighed together, as long as the longest training texts
_HAN = re.compile(r"[\u3400-\u9fff]")

# The first that fits wins. Single words of a class need not be complete: the sum is fuzzy.
_CLASSES = (
    ("K", "自杀|自尽|轻生|寻短|自缢|自焚|了断|安乐死|去死|寻死|结束生命|结束自己|想死|求死"),
    ("D", "死|葬|遗书|遗言|投胎|来世|下辈子|来生|天堂|地狱|坟|尸|去世|逝"),
    (
        "M",
        "跳楼|跳下|跳河|跳江|跳海|跳桥|跳|楼顶|天台|楼上|窗户|阳台|桥|割腕|刀片|刀|绳|上吊|勒|烧炭|"
        "煤气|农药|百草枯|安眠药|安定|药|毒|手腕|动脉|卧轨|火车|铁轨|车撞|马路|溺|淹|触电|枪|闷|"
        "悬崖|楼",
    ),
    ("H", "自残|自虐|自伤|伤害|割|划|烫|掐|抓|咬|扇|捶|刀痕|伤口|疤|血|扎|刺|撞|砸|打"),
    (
        "W",
        "想要|想|希望|渴望|恨不得|宁愿|不如|干脆|愿意|但愿|盼|祈|巴不得|忍不住|冲动|念头|打算|准备|"
        "计划|决定",
    ),
    ("L", "活|生命|人生|世界|人间|世上|存在|生存|人世|明天|未来|醒"),
    (
        "E",
        "结束|解脱|离开|消失|终结|了结|毁|放弃|告别|再见|永别|永远|睡|长眠|不在|尽头|到头",
    ),
    (
        "P",
        "绝望|痛苦|崩溃|没意思|意义|累|撑|熬|坚持|折磨|厌|烦|恶心|难受|无助|孤独|黑暗|深渊|窒息|"
        "压抑|麻木|抑郁|痛|苦",
    ),
    ("F", "怕|恐惧|担心|敢|勇气"),
    ("Q", "怎么|如何|怎样|什么|多少|哪|为什么|吗|会不会|是不是|多久|几"),
    ("B", "累赘|负担|拖累|多余|废物|没用|垃圾|连累|对不起"),
    ("G", "杀|砍|捅|报复|同归于尽|恨"),
    ("N", "不|没|无|别|毫|失去"),
    ("X", "小说|电影|新闻|书|游戏|歌|剧|明星|角色|历史|文章|视频|动漫"),
    ("T", "今天|今晚|现在|马上|立刻|最后|刚|已经|昨天|昨晚|每天|经常|总是|一直"),
    ("A", "试过|尝试|未遂|抢救|洗胃|救|吞|服|吃|喝"),
    (
        "O",
        "他|她|它|别人|人家|朋友|同学|孩子|儿子|女儿|老公|老婆|妈|爸|父|母|弟|妹|姐|哥|你|您|老师|"
        "家人|奶奶|爷爷",
    ),
    ("S", "我|自己|本人|俺|老子|咱"),
)
_BEGUN: dict[str, list[tuple[str, str]]] = {}  # the words with their classes, by how they begin
for _name, _words in _CLASSES:
    for _word in _words.split("|"):
        _BEGUN.setdefault(_word[0], []).append((_word, _name))
_CLAUSE_END = re.compile(r"[\n,、 ]+")


@dataclass(frozen=True)
class Weights:
    """A linear model: an alarm where the sum of a text's weights exceeds the threshold."""

    by_sign: Mapping[str, float]
    bias: float
    threshold: float


def signs(text: str) -> tuple[set[str], set[str]]:
    """What a normalised text shows: its pairs and triples of characters, and its skeleton.

    Signs of the skeleton begin with ``#``: classes of words, and pairs that follow each other
    in a clause.
    """
    pairs = list(map(add, text, text[1:]))
    characters = {*pairs, *map(add, pairs, text[2:])}
    skeleton = set()
    for clause in _CLAUSE_END.split(text):
        before = ""
        for name in words_met(_BEGUN, clause):
            skeleton.add(f"#{name}")
            skeleton.add(f"#{before}{name}")
            before = name
    return characters, skeleton


def words_met(begun: Mapping[str, list[tuple[str, str]]], clause: str) -> Iterator[str]:
    """The classes of the words of a clause, in their order; no two words overlap.

    Args:
        begun: words with their classes, by how they begin; the first that fits wins.
    """
    end = 0
    for at, words in enumerate(map(begun.get, clause)):
        if words and at >= end:
            for word, name in words:
                if clause.startswith(word, at):
                    end = at + len(word)
                    yield name
                    break


def scale(text: str) -> float:
    """What every sign is multiplied with, so that long texts don't outweigh short ones."""
    return 1 / math.sqrt(max(len(text), _SHORTEST))


def weigh(weights: Weights, text: str) -> float:
    """The sum of a text's weights."""
    known = weights.by_sign
    characters, skeleton = signs(text)
    total = sum(map(known.get, characters, repeat(0.0)))
    total += CLASS_WEIGHT * sum(map(known.get, skeleton, repeat(0.0)))
    return weights.bias + total * scale(text)


def score(
    weights: Weights,
    text: str,
    sums: dict[str, float],
    weigh: Callable[[Weights, str], float] = weigh,
) -> float:
    """How far a normalised text lies above the threshold; below zero it raises no alarm.

    Args:
        sums: of windows already weighed with these weights; more are added.
        weigh: sums up one window.

    A long text is weighed in windows. The more windows, the likelier one is loud by chance,
    so each has to be louder by the logarithm of their number.
    """
    windows = list(_windows(text))
    if not windows:
        return -math.inf
    for window in windows:
        if window not in sums:
            sums[window] = weigh(weights, window)
    loudest = max(map(sums.__getitem__, windows))
    return loudest - math.log(len(windows)) - weights.threshold


def _windows(text: str) -> Iterator[str]:
    """Whole sentences, as many as fit a window; a longer sentence is cut. Only with Chinese."""
    window = ""
    for sentence in text.split("\n"):
        if window and len(window) + len(sentence) >= _WINDOW:
            yield from _with_chinese(window)
            window = ""
        window = f"{window}\n{sentence}" if window else sentence
        while len(window) > 2 * _WINDOW:
            yield from _with_chinese(window[:_WINDOW])
            window = window[_WINDOW - 10 :]
    yield from _with_chinese(window)


def _with_chinese(window: str) -> Iterator[str]:
    if _HAN.search(window):
        yield window


def read_weights(file: Path) -> list[Weights]:
    r"""The models of a file that ``models/making/screen.py`` wrote, one a column.

    Lines that begin with ``# `` tell about the data. The first other line holds each column's
    threshold, the second its bias, every further one a sign and its weights, in thousandths;
    a sign's own line breaks are written as ``\n``.
    """
    with file.open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("# ")]
    columns = list(zip(*rows, strict=True))
    names = [name.replace("\\n", "\n") for name in columns[0][2:]]
    models = []
    for column in columns[1:]:
        threshold, bias, *numbers = (int(number or 0) / 1000 for number in column)
        known = {name: number for name, number in zip(names, numbers, strict=True) if number}
        models.append(Weights(known, bias, threshold))
    return models
