"""Many ways to write a word, made one: what the rules read instead of the text itself."""

import re
import unicodedata

from app.core.simplified import Simplified

# Format characters, fillers and variation selectors (Unicode's Default_Ignorable_Code_Point),
# and combining marks that NFKC could not merge, such as a strike through every letter.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\u0300-\u036f\u20d0-\u20ff]"
)
# Letters of other alphabets that look like Latin ones, and typographers' quotes.
_LOOKALIKES = str.maketrans("аеорсухіѕԁ’‘ʼ´`“”", "aeopcyxisd'''''\"\"")


_SIMPLIFIED = Simplified()

_DIE = "(?:亖|四|4|似|鼠|si?(?![a-z])|斯|嘎|噶|💀|☠)"


def _compiled(*rewritings: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in rewritings)


_CHINESE = _compiled(  # homophones, pinyin and mixtures
    (
        r"紫砂(?![壶杯锅茶泥煲器陶花盆艺])|[自子字][鲨刹煞纱傻砂]|[自子字]\s?sha(?![a-z])",
        "自杀",
    ),
    (r"(?<![a-z])zi\s?sha(?![a-z])|(?<![a-z])zi杀|(?<![a-z])zs了", "自杀"),
    (r"[自子字]\s?can(?![a-z])|(?<![a-z])zi\s?can(?![a-z])|zi残|自惨", "自残"),
    (r"(?<=[想去])" + _DIE + r"(?=了|掉|算|的(?:心|念头)|[,。!?~\s]|$)", "死"),
    (r"(?<!\d)" + _DIE + r"了(?=算|之|就好|多好|才好|吧)", "死了"),
    (r"亖", "死"),
    (r"(?<![a-z])xiang\s?si(?![a-z])|想\s?si(?![a-z])", "想死"),
    (
        r"(?<![a-z])bu\s?xiang\s?huo(?![a-z])|[布卜8]想[活或](?=了|下|$)|不想(?:或|huo)了",
        "不想活",
    ),
    (r"(?<![a-z])qu\s?si(?![a-z])", "去死"),
    (r"割\s?(?:wan|碗|婉)(?![a-z])|(?<![a-z])ge\s?(?:wan(?![a-z])|腕)", "割腕"),
    (r"跳\s?(?:lou(?![a-z])|l(?![a-z])|喽)|(?<![a-z])tiao\s?lou(?![a-z])", "跳楼"),
    (r"安眠\s?yao(?![a-z])", "安眠药"),
)
_ENGLISH = _compiled(  # figures for letters, stars, respellings
    (r"(?<=[a-z])[1|](?=[a-z])", "i"),
    (r"(?<=[a-z])3(?=[a-z])", "e"),
    (r"(?<=[a-z])[4@](?=[a-z])", "a"),
    (r"(?<=[a-z])0(?=[a-z])", "o"),
    (r"(?<=[a-z])[5$](?=[a-z])|(?<![a-z0-9])[5$](?=u[i1*]c)", "s"),
    (r"\bk[*#]{1,2}l{0,2}\b(?= m)|\bkil(?= m)", "kill"),
    (
        r"\bs[u*#_]{1,2}[i*#_]?c?[i*#_][cd*#_]{1,2}d?e\b|\bsu(?:icde|cide|iside|iscide)\b",
        "suicide",
    ),
    (r"\bsewer\s?slide\b|\bsui cide\b|\bcommit sudoku\b", "suicide"),
    (r"\bsu(?:cidal|isidal|icidle|icidel)\b", "suicidal"),
    (r"\bd[*#]e\b|\bd[*#]{2}\b|\bdi3\b", "die"),
    (r"\bun[- ]aliv(?=e|i)", "unaliv"),
    (r"\bself-(?=h|del)", "self "),
    (r"\bmy ?self\b", "myself"),
    (r"kill(?:ing)?my ?self", " kill myself"),
    (r"wan(?:t ?to|na) ?die(?![a-z])", " want to die"),
    (r"end ?my ?life(?![a-z])", " end my life"),
    (r"\b2(?= (?:die|kill|live|be|end)\b)", "to"),
    (r"kermit\s(?:sewerslide|suicide)", "suicide"),
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
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)
    folded = _INVISIBLE.sub("", folded).translate(_SIMPLIFIED)
    folded = _MARK_FOR_I.sub("i", folded)
    folded = _SPACED_LETTERS.sub(lambda run: _BETWEEN_LETTERS.sub("", run[0]), folded)
    sentences = _SENTENCE_END.split(folded)
    closed = [_BETWEEN_HAN.sub("", sentence) for sentence in sentences]
    hidden = [whole for whole, open_ in zip(closed, sentences, strict=True) if whole != open_]
    readings = (sentences, hidden) if hidden else (sentences,)
    return tuple(_plainly("\n".join(reading)) for reading in readings)


def _plainly(text: str) -> str:
    latin = _LATIN.search(text)
    for evasive, plain in _CHINESE + _ENGLISH if latin else _CHINESE:
        text = evasive.sub(plain, text)
    return _SPACES.sub(" ", _BETWEEN_SCRIPTS.sub(" ", text))
