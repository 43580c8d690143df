"""Many ways to write a word, made one: what the rules read instead of the text itself."""

import re
import unicodedata
from typing import NamedTuple

from app.core.simplified import Simplified

# Format characters, fillers and variation selectors (Unicode's Default_Ignorable_Code_Point),
# and combining marks that NFKC could not merge, such as a strike through every letter.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\u0300-\u036f\u20d0-\u20ff]"
)
_PLAIN_CHARACTERS = Simplified()
_PLAIN_CHARACTERS.update(  # letters of other alphabets that look like Latin ones, and quotes
    (ord(like), plain)
    for like, plain in zip("аеорсухіѕԁ’‘ʼ´`“”", "aeopcyxisd'''''\"\"", strict=True)
)

_DIE = "(?:亖|四|4|似|鼠|si?(?![a-z])|斯|嘎|噶|💀|☠)"


class _Rewriting(NamedTuple):
    """An evasive spelling and the plain one.

    Attributes:
        signs: every match, with the character before it, holds one of them. They are found in
            a hundredth of the time that the pattern takes, and most texts hold none.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    plain: str


def _rewriting(signs: str, pattern: str, plain: str) -> _Rewriting:
    return _Rewriting(tuple(signs.split()), re.compile(pattern), plain)


_CHINESE = (  # homophones, pinyin and mixtures
    _rewriting(
        "砂 鲨 刹 煞 纱 傻 sha",
        r"紫砂(?![壶杯锅茶泥煲器陶花盆艺])|[自子字][鲨刹煞纱傻砂]|[自子字]\s?sha(?![a-z])",
        "自杀",
    ),
    _rewriting(
        "sha zi杀 zs了", r"(?<![a-z])zi\s?sha(?![a-z])|(?<![a-z])zi杀|(?<![a-z])zs了", "自杀"
    ),
    _rewriting(
        "can zi残 自惨",
        r"[自子字]\s?can(?![a-z])|(?<![a-z])zi\s?can(?![a-z])|zi残|自惨",
        "自残",
    ),
    _rewriting(
        "亖 四 4 似 鼠 想s 去s 斯 嘎 噶 💀 ☠",
        r"(?<=[想去])" + _DIE + r"(?=了|掉|算|的(?:心|念头)|[,。!?~\s]|$)",
        "死",
    ),
    _rewriting(
        "亖了 四了 4了 似了 鼠了 s了 si了 斯了 嘎了 噶了 💀了 ☠了",
        r"(?<!\d)" + _DIE + r"了(?=算|之|就好|多好|才好|吧)",
        "死了",
    ),
    _rewriting("亖", r"亖", "死"),
    _rewriting("si", r"(?<![a-z])xiang\s?si(?![a-z])|想\s?si(?![a-z])", "想死"),
    _rewriting(
        "huo 想或 布想 卜想 8想",
        r"(?<![a-z])bu\s?xiang\s?huo(?![a-z])|[布卜8]想[活或](?=了|下|$)|不想(?:或|huo)了",
        "不想活",
    ),
    _rewriting("qu", r"(?<![a-z])qu\s?si(?![a-z])", "去死"),
    _rewriting(
        "割 ge",
        r"割\s?(?:wan|碗|婉)(?![a-z])|(?<![a-z])ge\s?(?:wan(?![a-z])|腕)",
        "割腕",
    ),
    _rewriting(
        "跳 tiao", r"跳\s?(?:lou(?![a-z])|l(?![a-z])|喽)|(?<![a-z])tiao\s?lou(?![a-z])", "跳楼"
    ),
    _rewriting("安眠", r"安眠\s?yao(?![a-z])", "安眠药"),
)
_ENGLISH = (  # figures for letters, stars, respellings
    _rewriting("1 |", r"(?<=[a-z])[1|](?=[a-z])", "i"),
    _rewriting("3", r"(?<=[a-z])3(?=[a-z])", "e"),
    _rewriting("4 @", r"(?<=[a-z])[4@](?=[a-z])", "a"),
    _rewriting("0", r"(?<=[a-z])0(?=[a-z])", "o"),
    _rewriting("5 $", r"(?<=[a-z])[5$](?=[a-z])|(?<![a-z0-9])[5$](?=u[i1*]c)", "s"),
    _rewriting("k* k# kil", r"\bk[*#]{1,2}l{0,2}\b(?= m)|\bkil(?= m)", "kill"),
    _rewriting(
        "* # _ sui suc suu",
        r"\bs[u*#_]{1,2}[i*#_]?c?[i*#_][cd*#_]{1,2}d?e\b|\bsu(?:icde|cide|iside|iscide)\b",
        "suicide",
    ),
    _rewriting("sewer cide sudoku", r"\bsewer\s?slide\b|\bsui cide\b|\bcommit sudoku\b", "suicide"),
    _rewriting("suc sui", r"\bsu(?:cidal|isidal|icidle|icidel)\b", "suicidal"),
    _rewriting("d* d# di3", r"\bd[*#]e\b|\bd[*#]{2}\b|\bdi3\b", "die"),
    _rewriting("aliv", r"\bun[- ]aliv(?=e|i)", "unaliv"),
    _rewriting("self-", r"\bself-(?=h|del)", "self "),
    _rewriting("self", r"\bmy self\b", "myself"),
    _rewriting("lmy gmy", r"kill(?:ing)?my ?self", " kill myself"),
    _rewriting("die", r"wan(?:t ?to|na) ?die(?![a-z])", " want to die"),
    _rewriting("life", r"end ?my ?life(?![a-z])", " end my life"),
    _rewriting("2", r"\b2(?= (?:die|kill|live|be|end)\b)", "to"),
    _rewriting("kermit", r"kermit\s(?:sewerslide|suicide)", "suicide"),
)
REWRITINGS = _CHINESE + _ENGLISH
_SHORT_FORMS = {
    "im": "i'm", "ive": "i've", "dont": "don't", "wont": "won't", "cant": "can't",
    "didnt": "didn't",
    "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "werent": "weren't",
    "wouldnt": "wouldn't", "couldnt": "couldn't", "shouldnt": "shouldn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "arent": "aren't", "aint": "ain't", "thats": "that's",
    "theres": "there's", "whats": "what's", "theyd": "they'd", "theyre": "they're",
    "youre": "you're", "shes": "she's", "hes": "he's", "wouldve": "would've",
    "shouldve": "should've", "u": "you", "ur": "your", "rn": "right now", "tmrw": "tomorrow",
    "tmr": "tomorrow", "tomorow": "tomorrow", "tmw": "tomorrow", "tonite": "tonight",
    "2nite": "tonight", "2night": "tonight", "2nigt": "tonight", "tonigt": "tonight",
    "bc": "because", "cuz": "because", "coz": "because", "abt": "about", "smth": "something",
    "sth": "something", "rly": "really", "plz": "please", "pls": "please", "ppl": "people",
    "nobodys": "nobody's", "everyones": "everyone's", "anymor": "anymore", "anymroe": "anymore",
    "nothin": "nothing", "livin": "living", "dyin": "dying", "killin": "killing",
    "cuttin": "cutting", "feelin": "feeling", "goin": "going", "thinkin": "thinking",
    "myslef": "myself", "mysefl": "myself", "meself": "myself", "alot": "a lot",
    "wana": "wanna", "wnna": "wanna", "wannna": "wanna", "gona": "gonna",
}  # fmt: skip
_SHORT_FORM = re.compile(rf"(?<![\w'])(?:{'|'.join(_SHORT_FORMS)})(?![\w'])")
_WILL, _WOULD = (  # "ill" and "id" where they stand for two words
    re.compile(
        r"(?<![\w'])ill(?= (?:be|do|take|never|finally|just|go|jump|kill|end|hang|have|not)\b)"
    ),
    re.compile(r"(?<![\w'])id(?= (?:be|rather|like|do|just|never|die|kill|jump|have|want|love)\b)"),
)
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9'])(?:[a-z0-9][ .\-_*]{1,3}){3,200}[a-z0-9](?![a-z0-9'])")
_BETWEEN_LETTERS = re.compile(r"[ .\-_*]+")
_MARK_FOR_I = re.compile(r"(?<=k)!(?=ll)|(?<=u)!(?=c)|(?<=d)!(?=e\b)")  # it would end a sentence
_HAN = "\u3400-\u9fff"
_BETWEEN_SCRIPTS = re.compile(rf"(?<=[{_HAN}])(?=[a-z])|(?<=[a-z'])(?=[{_HAN}])")
_LATIN = re.compile("[a-z]")
_SPACES = re.compile(r" {2,}")
# A full stop ends a sentence only before a space: not in "3.5" or "a.m".
_SENTENCE_END = re.compile(r"[。!?\n;…]+|\.(?=\s|$)")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t.*_\-|/·~+^&#@]{{1,4}}(?=[{_HAN}])")


def spellings(text: str) -> tuple[str, ...]:
    """The text as the rules read it: simplified, lower case, plainly spelled, one sentence a line.

    Returns:
        One spelling; and where gaps between characters may hide a word ("自 杀"), those
        sentences once more without the gaps. A gap can part words too, so both are read.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _INVISIBLE.sub("", folded).translate(_PLAIN_CHARACTERS)
    if "!" in folded:
        folded = _MARK_FOR_I.sub("i", folded)
    folded = _SPACED_LETTERS.sub(lambda run: _BETWEEN_LETTERS.sub("", run[0]), folded)
    sentences = _SENTENCE_END.split(folded)
    closed = [_BETWEEN_HAN.sub("", sentence) for sentence in sentences]
    hidden = [whole for whole, open_ in zip(closed, sentences, strict=True) if whole != open_]
    readings = (sentences, hidden) if hidden else (sentences,)
    return tuple(_plainly("\n".join(reading)) for reading in readings)


def _plainly(text: str) -> str:
    latin = _LATIN.search(text)
    for signs, evasive, plain in REWRITINGS if latin else _CHINESE:
        if any(sign in text for sign in signs):
            text = evasive.sub(plain, text)
    if latin:
        text = _SHORT_FORM.sub(lambda word: _SHORT_FORMS[word[0]], text)
        text = _WOULD.sub("i'd", _WILL.sub("i'll", text))
    if not text.isascii() and (latin or "'" in text):
        text = _BETWEEN_SCRIPTS.sub(" ", text)
    return _SPACES.sub(" ", text)
