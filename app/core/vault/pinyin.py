"""The syllables of Mandarin in pinyin, without tones: what a Chinese keyboard types."""

import re

# Hanyu Pinyin (GB/T 16159, ISO 7098): each initial with the finals it is said with.
# Left out: ü written with its dots, and interjections such as "hm".
_FINALS = {
    "": "a ai an ang ao e en er ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}

SYLLABLES: tuple[str, ...] = tuple(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
_LONGEST = max(len(syllable) for syllable in SYLLABLES)
_KNOWN = frozenset(SYLLABLES)
_BETWEEN = re.compile(r"[\W\d_]+")


def count_syllables(text: str) -> int | None:
    """The fewest syllables a text can be read as.

    Args:
        text: digits, spaces and marks between syllables don't matter.

    Returns:
        None when the letters are not pinyin throughout, or there are none.
    """
    words = [word for word in _BETWEEN.split(text.lower()) if word]
    counts = [_fewest(word) for word in words]
    return sum(count for count in counts if count) if words and all(counts) else None


def _fewest(word: str) -> int | None:
    best: list[int | None] = [0]
    for end in range(1, len(word) + 1):
        ways = [
            fewer + 1
            for start in range(max(0, end - _LONGEST), end)
            if (fewer := best[start]) is not None and word[start:end] in _KNOWN
        ]
        best.append(min(ways, default=None))
    return best[-1]
