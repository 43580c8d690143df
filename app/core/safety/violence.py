"""Violence that happens now, in Chinese and English: who can't wait until it adds up.

Beside it stand two more that can't: a voice that commands to kill, and fainting from hunger. Other rules hear what people tell of violence; these only hear that it goes on, that it has just
happened or is about to, so that a card with the number of the police comes at once.
"""

import re

from app.core.safety.levels import Kind, Level
from app.core.safety.rules import Finding
from app.core.safety.speech import Rule, any_of, one_of

_KIN_EN = (
    r"(?:mum|mom|mother|dad|father|step(?:dad|father|mum|mom|mother|brother)|brother|sister|son|daughter|uncle|aunt|cousin|"
    r"grand(?:pa|dad|father|ma|mother)|husband|wife|partner|boyfriend|girlfriend|fianc[eé]e?|ex|bf|gf|carer|room ?mate|flat ?mate|neighbou?r|"
    r"landlord|boss|teacher|coach|friend)"
)
_WHO_EN = rf"(?:he|she|they|someone|somebody|a (?:man|guy|stranger)|my (?:\w{{1,12}} )?{_KIN_EN}(?:'s (?:friend|brother))?)"
_WHOM_EN = (
    rf"(?:him|her|them|someone|somebody|my (?:\w{{1,12}} )?(?:{_KIN_EN}|baby|kids?|child(?:ren)?))"
)
_ME_EN = r"(?:me|us|my (?:mum|mom|mother|sister|brother|kids?|son|daughter|baby))"
_BEATING_EN = r"(?:hitting|beating|punching|kicking|choking|strangling|stabbing|slapping|attacking|raping|suffocating|smothering|throttling)"
_BEAT_EN = (
    r"(?:hit|beat|punched|kicked|choked|strangled|stabbed|slapped|attacked|raped|assaulted|shot)"
)
_ARM_EN = r"(?:knife|gun|axe|hammer|machete|pistol|rifle|baseball bat|bat|crowbar|weapon)"
_NOW_EN = r"(?:right now|just now|now|at this moment|tonight|minutes? ago|an hour ago|earlier today|this (?:morning|evening|afternoon))"
_THEN_EN = one_of(
    r"\b(?:years? ago|months? ago|weeks? ago|last (?:year|month|week|summer|winter)|used to|back then|when i was|as a (?:child|kid|teen\w*)|in my (?:childhood|dreams?|nightmares?)|"
    r"dream\w*|nightmares?|movies?|films?|series|episode|novel|book|story|stories|game|games|level|boss fight|song|lyrics|lol|lmao|haha\w*|jok(?:e|es|ing|ed)|kidding|"
    r"tickl\w+|pillow|chess|tennis|boxing|sparring|karate|training|toddler|kitten|cat|dog|puppy|in my head|news|history|role ?play|homework|exam|grades?|dishes|deadline)\b"
)

_KIN_ZH = (
    r"(?:(?:继|后|养|亲)?(?:父亲|母亲|爸爸?|妈妈?)|老爸|老妈|舅舅|叔叔|姑父|姨父|姨夫|爷爷|奶奶|外公|外婆|哥哥?|弟弟?|姐姐?|表哥|堂哥|儿子|女儿|老公|老婆|丈夫|妻子|"
    r"前夫|前妻|前任|前男友|前女友|男朋友|女朋友|男友|女友|对象|婆婆|公公|老师|教练|老板|同事|同学|室友|舍友|邻居|房东)"
)
_WHO_ZH = rf"(?:他们?|她们?|那个?(?:人|男的|女的)|有人|(?:我|我们|家)?{_KIN_ZH})"
_ME_ZH = r"(?:我们?|我妈妈?|我(?:和|跟).{1,3}|我孩子|孩子)"
_BEAT_ZH = r"(?:打|揍|踢|踹|掐|砍|捅|勒|抽|扇|殴打|强奸|性侵|侵犯)"
_ARM_ZH = r"(?:刀|菜刀|斧头?|锤子?|铁锤|棍子?|铁棍|枪|砖头|榔头)"
_KILL_ZH = r"(?:杀死?|弄死|打死|砍死?|捅死?|掐死|勒死)"
_THEN_ZH = one_of(
    r"游戏|副本|王者|吃鸡|开黑|狼人|电影|电视|剧|小说|动漫|漫画|新闻|历史|故事|歌词|梦|哈哈|笑死|开玩笑|玩笑|小时候|童年|以前|从前|当年|那年|去年|前年|曾经|后来|"
    r"小猫|小狗|我家猫|我家狗|宝宝|两岁|三岁|四岁|幼儿园|枕头|辩论|比赛|拳击|训练|打麻将|打牌|作业|考砸|成绩|挂科|如果|假如|万一"
)
_HABIT_ZH = r"(?:经常|常常|总是?|老是?|天天|每天|每次|动不动|从小|一直以来)"

_RULES = (
    Rule(
        "violence goes on",
        Kind.ABUSE_SUFFERED,
        Level.IMMINENT,
        any_of(
            rf"\b{_WHO_EN}(?:'s| is| are|'re|'s still| is still| keeps) (?:\w{{1,8}} ){{0,1}}{_BEATING_EN} {_ME_EN}\b(?! (?:online|in the (?:media|press)|verbally|every|whenever|when|each|all the time|these days|lately|again and again|up\b|at))",
            rf"\b{_WHO_EN} (?:just |has just |'s just )(?:now )?{_BEAT_EN} {_ME_EN}\b(?! (?:up(?! badly)|with a (?:bill|deadline|question)|off|out))",
            r"\bi(?:'m| am) (?:\w{1,8} )?(?:being|getting) (?:beaten|attacked|strangled|choked|raped|stabbed|hit)\b(?! (?:by|with) (?:waves|anxiety|panic|thoughts|the|a lot))",
            rf"\bi(?:'m| am| have|'ve) (?:\w{{1,8}} )?(?:hiding|hidden|locked (?:myself )?|barricaded)\b.{{0,40}}\b(?:from {_WHOM_EN}|(?:he|she|they|{_KIN_EN})(?:'s| is| are|'re| has| won't| keeps| wants)? .{{0,30}}(?:door|outside|looking for|hurt|kill|break|kick|bang|scream|{_ARM_EN}))\b",
            rf"\b{_WHO_EN}(?:'s| is| are|'re| keeps) (?:\w{{1,8}} ){{0,3}}(?:break|kick|smash|bang|pound|beat)ing (?:down |in |on |at |through )?(?:the|my|our) (?:\w{{1,10}} )?(?:door|window)\b(?! of)|\b{_WHO_EN}(?:'s| is| are|'re) trying to (?:break|kick|smash|get) (?:down |in|through )",
            rf"\b{_WHO_EN}(?:'s| is| has|'s got| has got| got| is holding|'s holding| is coming| is waving) .{{0,12}}\b{_ARM_EN}\b(?=.{{0,60}}\b(?:me|us|outside|the door|coming|kill|threaten\w*|at my|won't let)\b)",
            rf"\b{_WHO_EN}(?:'s| is|'s about to| is about to)? (?:going to|gonna|about to|threatening to|says? (?:he|she|they)(?:'ll|'s going to| will| is going to)|said (?:he|she|they)(?:'ll|'d| will| would| is going to|'s going to)) (?:kill|stab|shoot|strangle) {_ME_EN}\b(?=.{{0,30}}\b(?:now|tonight|today|when (?:he|she) (?:gets|comes)|with (?:a|the|his|her) {_ARM_EN}|(?:and )?i(?:'m| am) (?:so )?(?:scared|terrified|hiding|afraid)|please|help)\b)",
            rf"\b(?:help|please)\b.{{0,20}}\b{_WHO_EN}(?:'s| is| are)? (?:going to|gonna|about to|trying to) (?:kill|hurt|stab|shoot|rape) {_ME_EN}\b",
        ),
        unless=_THEN_EN,
    ),
    Rule(
        "violence just happened",
        Kind.ABUSE_SUFFERED,
        Level.HIGH,
        any_of(
            rf"\b{_WHO_EN} (?:\w{{1,8}} ){{0,2}}{_BEAT_EN} {_ME_EN} (?:\w{{1,8}} ){{0,3}}(?:{_NOW_EN}|today|yesterday|last night)\b",
            rf"\b(?:tonight|today|last night|yesterday|this morning|an hour ago),? {_WHO_EN} (?:\w{{1,8}} ){{0,2}}{_BEAT_EN} {_ME_EN}\b",
            rf"\bi (?:was|got|have been|'ve been) (?:just )?(?:raped|sexually assaulted|beaten up|strangled|stabbed) (?:\w{{1,8}} ){{0,4}}(?:{_NOW_EN}|today|yesterday|last night)\b",
            rf"\b{_WHO_EN} (?:\w{{1,8}} ){{0,2}}(?:pulled|held|put|pointed) (?:a|the|his|her) {_ARM_EN} (?:\w{{1,8}} )?(?:on|to|at|against) (?:me|us|my \w{{1,10}})\b",
        ),
        unless=_THEN_EN,
    ),
    Rule(
        "is about to hurt somebody, or has",
        Kind.HARM_TO_OTHERS,
        Level.IMMINENT,
        any_of(
            rf"\bi(?:'ve| have)? (?:just |already )?(?:stabbed|shot|strangled|poisoned|suffocated|smothered) {_WHOM_EN}\b(?! (?:in the back|a (?:look|glance|text|message)))",
            r"\bi (?:just |really )?(?:shook|threw|smothered|hit|dropped) (?:my|the) (?:\w{1,8} )?(?:baby|newborn|infant)\b(?=.{0,50}\b(?:not|stopped|limp|won't|quiet|crying|breath\w*|hard|help|now|against|on purpose)\b)",
            rf"\bi(?:'m| am|'m about| am about)? (?:going|gonna|about)(?: to)? (?:go )?(?:and )?(?:kill|stab|shoot|strangle|murder) {_WHOM_EN} (?:right )?now\b",
            rf"\bi(?:'m| am) (?:\w{{1,8}} )?(?:outside|in front of|standing (?:over|outside|at|by)|at|on my way to) (?:his|her|their|{_WHOM_EN}(?:'s)?)\b.{{0,40}}\b(?:{_ARM_EN}|kill|stab|shoot)\b|\b(?:{_ARM_EN}) (?:is )?in my (?:hand|bag|car|pocket)\b.{{0,50}}\b(?:him|her|them|{_KIN_EN})\b",
        ),
        unless=_THEN_EN,
    ),
    Rule(
        "threat, and a weapon at hand",
        Kind.HARM_TO_OTHERS,
        Level.IMMINENT,
        rf"\bi(?:'m| am|'ll| will)? (?:\w{{1,8}} )?(?:(?:going|gonna|want|ready|about)(?: to)? )?(?:kill|stab|shoot|murder|slit) {_WHOM_EN}\b",
        where=one_of(
            rf"\bi(?:'ve| have| just)? (?:got |bought |brought |hold |carry )?(?:a|the|my|his) (?:\w{{1,8}} )?{_ARM_EN}\b(?! in (?:the|a) (?:drawer|kitchen))"
        ),
        unless=_THEN_EN,
    ),
    Rule(
        "a voice commands to kill",
        Kind.PSYCHOSIS_OR_MANIA,
        Level.HIGH,
        any_of(
            r"\bvoices?\b.{0,20}\b(?:tell(?:s|ing)?|sa(?:y|ys|ying)|want(?:s|ing)?|command(?:s|ing)?|order(?:s|ing)?) (?:me|that i|i)\b.{0,16}\b(?:kill|hurt|stab|attack|burn)\b",
            r"声音.{0,8}(?:让|叫|命令|催|逼|要)我?.{0,4}(?:杀|捅|砍|烧死|伤害)",
        ),
        unless=one_of(_THEN_EN.pattern, _THEN_ZH.pattern),
    ),
    Rule(
        "faints from hunger",
        Kind.EATING_DISORDER,
        Level.HIGH,
        any_of(
            r"\b(?:haven't|have not|not|didn't|without) (?:eat\w{0,3}|ate)\b.{0,24}\b(?:days?|week)\b.{0,40}\b(?:faint(?:ed|ing)?|passed out|blacked out|collapsed)\b",
            r"\b(?:fainted|passed out|blacked out|collapsed)\b.{0,40}\b(?:haven't|have not|not|didn't|without) (?:eat\w{0,3}|ate)\b.{0,24}\b(?:days?|week)\b",
            r"(?:[二两三四五六七八九十几]|\d)天(?:都)?(?:没|不|没有)(?:怎么)?(?:吃|进食).{0,16}(?:晕倒|昏倒|晕过去|昏过去)",
        ),
        guarded=False,
        unless=one_of(
            r"\b(?:flu|stomach|virus|surgery|food poisoning|hospital food|dog|cat)\b|肠胃|手术|发烧|感冒|猫|狗|没钱"
        ),
    ),
    Rule(
        "正在受害",
        Kind.ABUSE_SUFFERED,
        Level.IMMINENT,
        any_of(
            rf"{_WHO_ZH}(?:又|还|现在|此刻|喝醉了?)*(?:正在|在|正)(?:家里|外面|门口)?(?:不停地?|一直|拼命|疯狂地?|往死里|用.{{1,4}}|拿.{{1,4}})?{_BEAT_ZH}(?:着)?{_ME_ZH}(?!电话|手机|招呼|的?主意|圆场|小报告)",
            rf"(?:救命|救救我|快来人|怎么办).{{0,12}}{_WHO_ZH}.{{0,6}}(?:{_BEAT_ZH}|{_KILL_ZH}){_ME_ZH}|{_WHO_ZH}.{{0,6}}(?:{_BEAT_ZH}|{_KILL_ZH}){_ME_ZH}.{{0,8}}(?:救命|救救我)",
            rf"{_WHO_ZH}(?:现在|正|正在|又|就)?(?:拿|提|举|握|抓|抄|挥)(?:着|了|起)?.{{0,3}}{_ARM_ZH}.{{0,10}}(?:门外|门口|外面|追|对着|指着|逼|架|砍|捅|冲|要杀|我)",
            rf"{_WHO_ZH}(?:一直|还|现在|正|疯了一样)*在?(?:外面|门外|门口)?(?:砸|踹|踢|撞|砍|撬|狂敲)(?:着)?(?:我|我家|我们家|我房间|房间|卧室|厕所)?的?(?:房|家|大)?门(?!框)",
            r"我(?:现在|正|只能|把自己|和.{1,4})*(?:躲|藏|锁|反锁)(?:在|进)(?:了)?(?:厕所|卫生间|洗手间|浴室|房间|卧室|衣柜|柜子|床底|阳台|屋里|车里)(?:里|下)?.{0,20}(?:他|她|打|砸|踹|门外|外面|不敢出|不敢动|救|刀|杀|喝醉)|(?:他|她|打|砸|踹|杀).{0,16}我(?:现在|正|只能|把自己)*(?:躲|藏|锁|反锁)(?:在|进)(?:了)?(?:厕所|卫生间|洗手间|浴室|房间|卧室|衣柜|柜子|床底|阳台|屋里|车里)",
            rf"{_WHO_ZH}.{{0,4}}(?:说|威胁|扬言|放话|喊着)(?:我)?.{{0,4}}(?:今晚|今天|现在|马上|等下|等会儿?|回来|明天)(?:就|一定|要|会|来)*{_KILL_ZH}{_ME_ZH}|{_WHO_ZH}(?:现在|马上|正|就要|真的)(?:要|来|过来|冲过来|追着){{1,2}}{_KILL_ZH}{_ME_ZH}",
        ),
        unless=_THEN_ZH,
    ),
    Rule(
        "刚受了害",
        Kind.ABUSE_SUFFERED,
        Level.HIGH,
        any_of(
            rf"(?:刚刚?|刚才|方才){_WHO_ZH}.{{0,4}}(?:又)?{_BEAT_ZH}(?:了)?{_ME_ZH}(?!电话|手机|招呼)|{_WHO_ZH}(?:刚刚?|刚才|今晚|昨晚|昨天|今天|又){{1,2}}.{{0,3}}{_BEAT_ZH}(?:了)?{_ME_ZH}(?!电话|手机|招呼|主意)",
            rf"我?(?:刚刚?|刚才|昨晚|今晚|今天|昨天)我?被.{{0,6}}(?:强奸|性侵|迷奸|轮奸|捅|砍|{_BEAT_ZH})(?:了|伤|得)(?!电话|一针)",
            rf"{_WHO_ZH}.{{0,6}}拿(?:着|了|起)?.{{0,2}}{_ARM_ZH}(?:威胁|指着?|对着?|逼着?|架在?|追着?|砍){_ME_ZH}",
        ),
        unless=one_of(_THEN_ZH.pattern, _HABIT_ZH),
    ),
    Rule(
        "就要伤人或已伤人",
        Kind.HARM_TO_OTHERS,
        Level.IMMINENT,
        any_of(
            rf"我(?:刚刚?|刚才|已经|好像|不小心)?把(?:他|她|那个?人|人|我?{_KIN_ZH}|孩子)(?:给)?(?:捅|砍|杀|打死|掐死|勒死|弄死|毒死|推下)(?:了|死|伤|楼)|我(?:刚刚?|刚才|已经)?(?:捅|砍|杀)(?:伤|死)?了(?:他|她|人|我?{_KIN_ZH})(?!的心)",
            rf"我(?:现在|马上|这就|立刻)(?:就|要|去|想)*(?:去|要){{1,2}}(?:他家|公司|学校)?.{{0,3}}{_KILL_ZH}(?:了|掉)?(?:他|她|那个?人|我?{_KIN_ZH}|他们|她们|所有人)",
            rf"我?(?:手里|手上|现在|已经|正)*(?:拿|提|握|带|揣)(?:着|了).{{0,3}}{_ARM_ZH}.{{0,14}}(?:他|她|{_KIN_ZH})(?:家|们)?.{{0,6}}(?:门口|楼下|房间|床边|单位|公司|出来|睡|{_KILL_ZH})",
        ),
        guarded=False,
        unless=_THEN_ZH,
    ),
    Rule(
        "扬言且有凶器",
        Kind.HARM_TO_OTHERS,
        Level.IMMINENT,
        rf"我(?:真的|现在|今天|一定|就)*(?:想|要|去|会|非得?){{1,2}}(?:拿刀|一刀)?{_KILL_ZH}(?:了|掉)?(?:他|她|那个?人|我?{_KIN_ZH})",
        where=one_of(
            rf"{_ARM_ZH}.{{0,4}}(?:买好|准备好|带上?|在(?:手|包|我|身))|(?:买|准备|带|藏)(?:好|上|了|着)?.{{0,4}}{_ARM_ZH}"
        ),
        unless=_THEN_ZH,
    ),
)
# A sentence in which a rule can be met holds one of these; most hold none, and cost no time.
_ARMS_EN = "knife|gun|axe|hammer|machete|pistol|rifle|bat|crowbar|weapon"
_DEEDS_EN = f"hit|beat|punch|kick|chok|strangl|stab|slap|attack|rap|suffocat|smother|throttl|assault|shot|shoot|kill|murder|poison|{_ARMS_EN}"
_DEEDS_ZH = (
    "打|揍|踢|踹|掐|砍|捅|勒|抽|扇|强奸|性侵|侵犯|杀|弄死|刀|斧|锤|棍|枪|砖头|榔头|毒死|推下"
)
_SIGNS = {
    "violence goes on": f"{_DEEDS_EN}|door|window|hid|lock|barricad|break|smash",
    "violence just happened": _DEEDS_EN,
    "is about to hurt somebody, or has": f"{_DEEDS_EN}|baby|newborn|infant",
    "threat, and a weapon at hand": "kill|stab|shoot|murder|slit",
    "a voice commands to kill": "voice|声音",
    "faints from hunger": "faint|passed out|blacked out|collapsed|晕|昏",
    "正在受害": f"{_DEEDS_ZH}|门|躲|藏|锁",
    "刚受了害": f"{_DEEDS_ZH}|迷奸|轮奸",
    "就要伤人或已伤人": _DEEDS_ZH,
    "扬言且有凶器": "杀|死|砍|捅",
}
_COMPILED = tuple((rule, one_of(rule.said), _SIGNS[rule.name].split("|")) for rule in _RULES)
_DENIED = one_of(
    r"\b(?:not|never|isn't|aren't|wasn't|don't|doesn't|didn't|no longer|as if|what if|like someone|feels? like)\b.{0,12}$",
    r"(?:没有?|不|不是|并未|像|好像|仿佛|感觉).{0,2}$",
)


def happening(lines: str) -> list[Finding]:
    """The violence of now in a normalised text of one sentence a line; linear in its length.

    Unlike with other rules, ``where`` may be met in any sentence: a threat and a weapon are
    often told apart.
    """
    found = []
    sentences = list(dict.fromkeys(lines.split("\n")))
    for rule, pattern, signs in _COMPILED:
        present = [sign for sign in signs if sign in lines]
        for line in sentences if present else ():
            said = any(sign in line for sign in present) and pattern.search(line)
            if said and not _excused(rule, said, lines):
                found.append(Finding(rule, rule.level, said[0]))
                break
    return found


def _excused(rule: Rule, said: re.Match[str], lines: str) -> bool:
    """Whether a match says nothing of now, or denies it."""
    line = said.string
    return bool(
        (rule.unless and rule.unless.search(line))
        or (rule.where and not rule.where.search(lines))
        or (rule.guarded and _DENIED.search(line[: said.start()]))
    )
