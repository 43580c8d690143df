"""What a short answer says after a direct question: "yes" alone is a word, here it is an alarm."""

import re
import unicodedata
from typing import NamedTuple

from app.core.safety.levels import Kind, Level
from app.core.safety.normalise import spellings
from app.core.safety.rules import Finding
from app.core.safety.speech import Rule, one_of

_QUESTION = re.compile(r"[^?。.!\n]*\?")

_YES = one_of(
    r"^(?:(?:well|um+|uh+|oh|ok|okay|honestly|tbh|to be honest|hm+|i mean)[, ]+)*"
    r"(?:yes|yeah|yea|yep|yup|ya|mhm|uh huh|i do|i am|i have|i did|sometimes|kind of|kinda|sort of|maybe|i guess|"
    r"i think so|i suppose|probably|a lot|all the time|every (?:day|night|minute)|most (?:days|nights)|often|both|constantly|always|"
    r"right now|a (?:little|bit)|lately|more and more|true|of course|it(?:'s| has) crossed my mind|it crossed my mind|"
    r"i've (?:thought|been thinking|considered)|i (?:think|thought) (?:about|of) it|on and off|now and then|from time to time|"
    r"not (?:yet|right now|today|tonight)|i (?:really )?(?:don't know|can't say)|idk|dunno|not sure|i'd rather not say|"
    r"how did you know|does it matter|so what if)"
    r"(?=$|[,. ])(?! (?:not|no|never|i should|we should|you should|later|fine))",
    r"^(?:嗯+|恩+|是|是的?|对|对的|有|有的|有过|有时|有时候|有一?点|想过|偶尔|经常|总是|每天|常常|一直|都有|可能|好像|也许|"
    r"大概|想|会|会的|差不多|算是|没错|确实|不知道|不清楚|说不清楚?|不好说|不确定|你怎么知道|那又怎[么样]样?|又怎样)"
    r"(?=$|[,吧啊呢的了有会想很过都在这])",
)
_NO = one_of(
    r"\b(?:no|nope|never|not at all|nothing like that|i'm not|i am not|i don't(?! know)|i haven't|wouldn't|not any ?more|not in (?:years|months|a long time))\b",
    r"没有|从来没|从没|不会|不想(?!活)|并不|没想|没那|以前|不至于",
)

_GROWS = one_of(
    r"(?<!no )(?<!not )\b(?:greater|bigger|worse|more|higher|stronger|growing)\b(?! than (?:ok|fine))",
    r"(?<!没)(?<!没有)(?:更大|变大|大了|更强|更糟|更严重|更危险)",
)


class _Exchange(NamedTuple):
    """A question that asks directly, and the answers that need no more words."""

    question: re.Pattern[str]
    answer: re.Pattern[str]
    rule: Rule
    denied: re.Pattern[str] | None = None


_EXCHANGES = (
    _Exchange(
        one_of(
            r"\byou\b.*\b(?:suicid\w{1,4}|kill(?:ing)? yourself|end(?:ing)? (?:your (?:own )?life|it all)|tak(?:e|ing) your (?:own )?life|"
            r"(?:hurt|harm)(?:ing)? yourself|(?:not|n't) want(?:ing)? to (?:live|be (?:alive|here))|wish(?:ing)? you were dead|want(?:ing)? to die|dying)\b",
            r"\b(?:thoughts?|wish|ideas?|feelings?) (?:of|to|about|that) .*\b(?:suicide|dying|die|death|ending (?:your life|it)|not (?:wanting to )?(?:live|living|be(?:ing)? (?:alive|here))|(?:hurt|harm)(?:ing)? yourself)\b",
            r"(?:自杀|轻生|(?:结束|了结).{0,6}(?:生命|自己|一切)|伤害(?:到)?(?:你)?自己|不想活|想死|自伤|自残|离开这个世界|活不下去)",
        ),
        _YES,
        Rule("yes to a direct question", Kind.PASSIVE_IDEATION, Level.HIGH, ""),
        _NO,
    ),
    _Exchange(
        one_of(r"\b0 to 10\b", r"0 到 10|0到10"),
        one_of(r"(?<![\d.])(?:[5-9]|10)(?![\d:.])(?! ?(?:点|个|岁|年|o'clock|am|pm|years))"),
        Rule("a high number", Kind.PASSIVE_IDEATION, Level.HIGH, ""),
    ),
    _Exchange(
        one_of(
            r"\balready (?:done|taken|hurt)|\bdone or taken\b|\btaken something\b",
            r"已经做了什么|吃下了什么|吃了什么|已经伤",
        ),
        one_of(
            r"^(?:yes|yeah|yep)?[,. ]*(?:i (?:did|have(?! not)|took|already|just)|already|just now)\b(?! not| n't)",
            r"^(?:是的?|嗯+|对)?[,. ]*(?:已经(?!没|好)|吃了|做了|喝了|割了|刚刚?(?:吃|做|喝|割))",
        ),
        Rule("has already", Kind.ATTEMPT, Level.IMMINENT, ""),
    ),
    _Exchange(
        one_of(r"\bdanger greater\b", r"危险是更大了"),
        _GROWS,
        Rule("the danger grows", Kind.ACTIVE_INTENT, Level.IMMINENT, ""),
    ),
    _Exchange(
        one_of(r"\bare you in more danger\b", r"处境是更危险"),
        _GROWS,
        Rule("the violence grows", Kind.ABUSE_SUFFERED, Level.IMMINENT, ""),
    ),
    _Exchange(
        one_of(r"\bis the urge stronger\b", r"那股冲动是更强"),
        _GROWS,
        Rule("the urge to hurt grows", Kind.HARM_TO_OTHERS, Level.IMMINENT, ""),
    ),
    _Exchange(
        one_of(r"\bmight really hurt someone\b", r"真的会伤害别人"),
        _YES,
        Rule("fears to hurt somebody", Kind.HARM_TO_OTHERS, Level.HIGH, ""),
        _NO,
    ),
)


def answered(question: str, answer: str) -> list[Finding]:
    """What an answer says to the last question of the reply before it.

    Args:
        question: the whole reply that the person answers.
        answer: the person's words.
    """
    asked = _QUESTION.findall(unicodedata.normalize("NFKC", question).casefold())
    if not asked:
        return []
    plain = spellings(answer)[0].strip()
    found = []
    for exchange in _EXCHANGES:
        said = exchange.answer.search(plain)
        if not said or (exchange.denied and exchange.denied.search(plain)):
            continue
        if exchange.question.search(asked[-1]):
            found.append(Finding(exchange.rule, exchange.rule.level, said[0]))
    return found
