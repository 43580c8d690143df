"""What alone means little and, a few messages long, adds up: concepts of a risk that builds.

Whoever settles their affairs, gives things away, thanks everybody and is suddenly calm says
nothing that a rule could fire at. Each concept is a hint; different ones add up, the same one
twice hardly does, and old ones fade. See decision 080.
"""

import re
from collections.abc import Iterable

ALARM, ALARM_IN_ENGLISH = 1.85, 1.62
"""What the hints of a talk must add up to; each set by talks of that language."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_FADES = 0.87  # what a hint still counts one message later
_AGAIN = 0.25  # what the same concept counts once more
_LONGEST = 400  # characters: a longer message speaks of too much for its hints to mean anything
_AT_MOST = 1.6  # of one message: hints add up over a talk, not in a sentence

_ENGLISH = {
    "farewell": (
        r"\bjust (?:want\w*|wanna) (?:to )?say (?:thanks|thank you|sorry|i love)|\bthank(?:s| you) for "
        r"(?:everything|always|being|(?:listening )?all (?:this|the))|\b(?:written|wrote|writing) "
        r"(?:to |letters? |notes? |goodbyes? )(?:\w+ ){0,3}(?:every|all\b|each|my\b|them|him|her|kids|mum|mom)|"
        r"(?<!got to )\btell (?:my |them|him|her|mum|mom|dad)\b.{0,20}\blove|\bremember me|\bsorry to (?:everyone|everybody|you all)|"
        r"\b(?:last|final) (?:message|letter|time (?:we|you|i))\b"
        r"|\bi love(?:d)? you all\b|\b(?:been|were) (?:so )?(?:kind|good|nice|great) to me|\btake care of (?:my|them|him|her|mum|mom|dad)\b|\bforgive me\b"
        r"|\bnot (?:your|her|his|their|anyone's|anybody's) fault|\b(?:won't|not) (?:be )?(?:com(?:e|ing) back|back|talk(?:ing)? again|writ(?:e|ing) again|bother)"
    ),
    "giving away": (
        r"\b(?:gave|given|giving) (?:away )?(?:\w+ ){0,2}my (?!notice|best|all|number|ex)|\bfor keeps\b|"
        r"\b(?:dog|cat|cats|dogs|bird|rabbit|horse|plants)\b.{0,12} (?:is|are) going to (?:my|the|her|his|a)\b|"
        r"\b(?:found|finding) (?:\w+ ){0,2}homes? for|\bsold (?:my|the) |\b(?:won't|wont|don't|dont) need (?:it|them|anything|any of)\b|"
        r"\bno (?:more |further )?use for|\bdeleted (?:all )?(?:my|everything|every)|\bcancell?ed (?:my|the|all)"
        r"|\b(?:can|should) have my\b|\b(?:take|took|taking) my (?:cat|dog|plants|records|books|tools|guitar|car)\b|\brehomed\b|\bdonated (?:my|all|every)"
    ),
    "settled affairs": (
        r"\b(?:paid|settled|cleared) (?:off )?(?:all |everything|my |the )|\b(?:life insurance|pension goes|passwords?)\b|"
        r"\bmy will\b|\baffairs\b|\beverything(?:'s| is) (?:done|sorted|arranged|ready|settled|in order)|"
        r"\bcleaned (?:out )?(?:my|the) |\bso (?:that )?(?:nobody|no one|they|she|he) (?:has|have|needs|need|won't|wouldn't) |"
        r"\blabell?ed (?:all|every|the|my)|\b(?:wrote|written) down\b|\bchecked the (?:papers|policy|will)|"
        r"\b(?:will|would|'ll|'d) be (?:looked after|taken care of|provided for)|\bowe (?:nobody|no one)"
        r"|\bbeneficiary\b|\benvelopes?\b|\bloose ends\b|\binstructions for\b|\bsigned .{0,16} over\b|\bmy (?:own )?funeral\b|\btidied\b"
    ),
    "sudden calm": (
        r"\b(?:so|strangely|weirdly|oddly|suddenly|how) (?:calm|peaceful|quiet|at peace|light)\b|"
        r"\b(?:quiet|silent|calm|peace) in my (?:head|mind)|\bdecided something|\bmade (?:a|my) (?:decision|peace)|"
        r"\b(?:almost|nearly|soon) over\b|\bcan (?:finally )?rest\b|\bat peace\b|\bnot (?:scared|afraid|sad) any ?more|"
        r"\bunder ?water\b.{0,20}\bquiet"
        r"|\bmade up my mind|\b(?:know|figured out) what (?:i have|i need|i'm going|to do)\b|\bfeels? (?:free|lighter)\b|\bit(?:'s| is) (?:all )?settled|\bno more (?:pain|worry|worries|fighting|crying)\b"
        r"|\b(?:won't|not) (?:be )?(?:for |hurt |matter |last )?(?:much longer|for long)\b|\bstopped crying\b|\bdoesn't (?:matter|hurt|scare me) any ?more"
    ),
    "means at hand": (
        r"\b(?:gun|guns|pistol|rifle|pills|tablets|meds|rope|razors?|blades?|knife|insulin|belt|noose)\b.{0,30}"
        r"\b(?:drawer|saved|left over|stash|box|bottle|cabinet|count|look at|next to|beside|loaded|closet|under (?:my|the))\b|"
        r"\b(?:saved|kept|keep|keeping|hid|hiding|count|counting|collect\w*|left) .{0,20}\b(?:pills|tablets|meds|blades?|razors?|insulin)\b|"
        r"\b(?:drove|walked|went|sat|sit|stood|stand|sitting|standing|parked|spot)\b.{0,20}"
        r"\b(?:bridge|river|lake|roof|tracks|cliffs?|ledge|rooftop|top floor|train line|railing)\b|"
        r"\bnext to (?:that|the) drawer"
        r"|\b(?:scissors|blade|razor|knife|rope|pills|gun|bottle) (?:is|are|in|on|under|by) (?:my|the|reach)\b|\bcut(?:ting)? again\b|\b(?:standing|sitting|lying) (?:on|by|at|in) the (?:balcony|windowsill|window|platform|edge|overpass|garage|bath|bathtub)\b"
        r"|\b(?:watch|watching|watched|hear|heard) (?:the )?(?:trains|traffic|water)\b|\bhow (?:high|deep|far down|cold) (?:it|the water|the bridge)|\bsharp\b.{0,12}\bdrawer"
    ),
    "a date": (
        r"\b(?:won't|wont|not going to|not gonna) (?:be (?:here|around|there)|need .{0,12}after|make it to|see)\b|"
        r"\bwhen i'?m (?:gone|not (?:here|around))|\bbefore i (?:go|leave)\b(?! to)|\bnot (?:be )?here (?:by|after|for|in|next)|"
        r"\b(?:wife|husband|parents|mum|mom|dad|roommate|everyone|everybody|kids|family)(?:'s| is| are) (?:away|out|at (?:her|his|their|my))\b.{0,30}"
        r"\b(?:weekend|tonight|tomorrow|week)|\b(?:house|flat|place) (?:is |will be )?(?:empty|to myself)|\bone last\b"
        r"|\bmy last (?:birthday|christmas|summer|day|week|night|shift|meal)\b|\bwait(?:ing)? (?:for|until|till) (?:they|she|he|the kids|mum|mom|my|everyone)\b.{0,24}\b(?:asleep|sleep|gone|leave|leaves|out|birthday|over|grown)"
        r"|\b(?:after|until|till) (?:christmas|the (?:wedding|holidays)|(?:his|her|their|my \w+'s) birthday)\b.{0,12}(?:then|i |it|$)|\bdon't (?:expect|think i'll|plan) to (?:see|be)\b"
    ),
    "burden": (
        r"\bburden\b|\bweight on (?:my|every|them|her|him)|\bcost(?:ing|s)? (?:her|him|them|my|everyone) |"
        r"\b(?:they|she|he|everyone|everybody)(?:'d| would) (?:all )?(?:be|have) (?:\w+ ){0,2}(?:better|happier|relieved|easier|free|fine|money|okay|ok)\b|"
        r"\bdeserves? (?:somebody|someone|a (?:better|normal)|better)|\b(?:nobody|no one) (?:would|will|'d) (?:even )?(?:notice|miss|care|cry)|"
        r"\bif i (?:wasn't|weren't|was not) (?:here|around|there)|\bsorry (?:to|for) bother\w*|\bin (?:everyone's|everybody's|their) way|\bwithout me\b"
        r"|\btoo much for (?:everyone|everybody|them|him|her|my)|\bdrag(?:ging)? (?:everyone|everybody|them|him|her|people|my \w+) down|\b(?:nobody|no one|they don't|doesn't) needs? me\b|\bhe(?:'ll| will)|she(?:'ll| will) (?:find someone|remarry|move on|get over)"
        r"|\bone less\b|\bwaste of\b|\bonly (?:cause|bring|make) (?:trouble|pain|problems|it worse)|\bthey'?ll (?:be (?:fine|okay|ok|better)|manage|get over|forget)\b"
    ),
    "no future": (
        r"\b(?:don't|do not|can't|cannot|no|not) (?:\w+ ){0,2}(?:see|imagine|picture|version)\b.{0,25}(?:next year|future|tomorrow|"
        r"a (?:\w+ )?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|christmas)|with me in|myself)|"
        r"\bnothing (?:changes|will change|more can be done|helps|left to)|\bno (?:future|tomorrow|next year|way forward)\b|"
        r"\bstopped (?:looking|trying|planning|caring|hoping)\b|\bgave up on\b|\bwhat'?s the point|\bno point\b|\bwill never (?:get better|change|end)"
        r"|\b(?:tired|sick) of (?:trying|fighting|waking|being (?:here|alive|me)|living|all of (?:it|this)|everything)\b|\bdone (?:trying|fighting)\b|\b(?:don't|do not) (?:know|see) (?:how|why) (?:much longer|i should|to go on|i (?:still )?bother)|\bhow (?:much )?long(?:er)? i can\b"
        r"|\b(?:wish|hope|pray)\w* i (?:don't|didn't|wouldn't|won't|could|would) (?:just )?(?:not )?(?:wake|sleep|disappear|vanish)|\b(?:don't|do not|didn't) want to (?:wake|get) up\b|\bno reason to\b|\bnot worth (?:it|living)\b|\bevery day is the same"
    ),
}
_CHINESE = {
    "farewell": (
        r"谢谢你(?:们)?(?:一直|这段|这些|陪|听)|(?:信|话|遗言)都?(?:写|留|说)(?:好|完|给)|写(?:好)?了.{0,3}信|永别|保重|"
        r"替我(?:照顾|看)|照顾好(?:自己|他|她|爸|妈|孩子)|忘了我|最后(?:一次|一面|一句|再说)|(?:别|不要|不用)(?:找我|想我|为我难过)"
        r"|道个?别|对不起.{0,6}(?:爸|妈|你们|大家|孩子)|(?:我)?爱你们|下辈子|来世|别怪(?:自己|任何人|他|她)|不怪(?:你|任何人)|(?:告诉|跟)(?:我)?(?:爸|妈|他|她|孩子).{0,8}(?:爱|对不起)"
    ),
    "giving away": (
        r"(?:猫|狗|吉他|相机|电脑|书|花|衣服|东西|游戏|账号|鱼).{0,4}(?:送|托|留|转)(?:给|人)|(?:托|过户|转)给|把.{1,8}送(?:给|人|了)|"
        r"都?卖(?:掉|光)了|删(?:了|光|掉|完|干净)|注销|用不(?:到|着|上)了?|不需要了"
        r"|(?:让|给)(?:别人|人|我?朋友|我?姐|我?妹|邻居)(?:领)?养|领养|捐(?:了|掉|出去)|留给(?:你|他|她|我?妹|我?弟|孩子)"
    ),
    "settled affairs": (
        r"保单|存折|遗嘱|后事|(?:银行卡|手机|账户)?密码.{0,8}(?:写|告诉|留)|(?:房间|屋子|东西|家里|遗物).{0,3}(?:收拾|打扫|整理)(?:好|干净|完)|"
        r"都?(?:安排|交代|处理|准备)好了|(?:债|钱|贷款|花呗).{0,4}(?:还清|还完)|不(?:想)?(?:麻烦|欠)(?:别人|大家|他们|谁|任何人)|保险.{0,6}(?:够|赔|受益|还)"
        r"|信封|备忘录|遗物|墓地|骨灰|器官捐|(?:写|列)(?:了|好)?(?:一张|个)?清单|以后.{0,4}交给"
    ),
    "sudden calm": (
        r"(?:突然|忽然|反而|出奇地?|格外)(?:觉得)?(?:就?很|特别|好)?(?:平静|安静|轻松|踏实|不怕)|想通了|想好了|都?不重要了|"
        r"(?:终于|总算)?可以(?:好好)?(?:休息|歇|睡个|睡一)|放不下的|没有?(?:什么)?(?:牵挂|留恋)|不(?:怕|难过|哭|疼|痛苦)了|快(?:要)?结束了"
        r"|都?放下了|解脱|认命|没(?:有)?感觉了|不挣扎|就这样吧|心里很静|知道(?:该)?怎么做了|(?:下定|打定)(?:了)?(?:决心|主意)|不会(?:再)?(?:疼|痛|难受)(?:多久|了)"
    ),
    "means at hand": (
        r"(?:药|刀|绳子?|炭|刀片|农药).{0,6}(?:攒|藏|没吃|抽屉|旁边|枕头|手里|包里|备)|(?:攒|藏|囤|留).{0,4}(?:药|刀|绳|炭)|(?:抽屉|枕头|包|柜子).{0,6}(?:药|刀|绳)|"
        r"(?:江边|河边|湖边|海边|楼顶|天台|桥上|铁轨|窗台|大桥).{0,8}(?:坐|站|走|看|吹|待|一个人)|(?:坐|站|走|爬|又)(?:在|到|上)?.{0,3}(?:江边|河边|湖边|海边|楼顶|天台|桥上|铁轨|窗台|大桥)|"
        r"楼下的(?:灯|人|车)|安眠药|烧炭|剪刀|美工刀|刀片|护栏|栏杆|窗户?.{0,4}(?:开着|站|坐|往下)|往下看|(?:水|江|河)(?:好|很|有多)(?:冷|深|黑)"
    ),
    "a date": (
        r"(?:过完|等过了?|等到?|过了).{0,10}(?:就|我).{0,6}(?:走|没|不|可以|放)|(?:今晚|周末|明天|这几天).{0,4}(?:没人|都不在|只有我)|家里没人|"
        r"以后.{0,3}(?:用不|不会再|就不用|没有我|别)|不会再(?:来|麻烦|打扰|说)|最后一(?:天|晚|周|个)|"
        r"等.{1,8}(?:睡着?|睡了|出差|出门|上班|上学|走)了?(?:以后|之后|就|,|$)|过(?:完|了)(?:年|生日|中秋|国庆)"
    ),
    "burden": (
        r"拖累|累赘|(?:是|成了?).{0,6}负担|(?:没有|没了|少了|不在).{0,1}我.{0,3}(?:就|会|他|她|弟|家|更|也)|(?:不想|别)再?.{0,2}花.{0,4}钱|"
        r"(?:都在|又来?)打扰|白养|没生过?我|(?:跟着|没有我).{0,4}(?:更|会)好|没人会?(?:发现|在意|难过|想我|记得)|花了(?:那么|这么|很)多钱|"
        r"多余|不需要我|(?:废人|废物)|(?:他|她|他们|大家|家里|爸妈)(?:就|会|都|也)?(?:能|可以)?(?:轻松|解脱|省心|过得更?好)|再找一个|改嫁|再婚"
    ),
    "no future": (
        r"看不(?:到|见).{0,4}(?:以后|未来|明年|明天|希望|将来|头|自己)|没有?(?:明年|明天|以后|未来|将来|盼头|奔头)|没(?:有|什么)?(?:意思|意义)|"
        r"治不好|不会好了|好不了了|(?:撑|熬|活)不(?:下去|住|过)|我死了|活着|"
        r"不想(?:再)?醒|醒不(?:来|过来)|睡过去|没有?尽头|走不出|没救了|无药可救|白活|(?:真的|太|好)累了|不知道(?:还能|还要)(?:撑|熬|活|坚持)|每天都一样"
    ),
}
_EVERYDAY = re.compile(
    r"\b(?:moving|move to|abroad|country|office|boss|holiday|vacation|physio|apply|applied|interview|hoodie|laptop|exams?|finals|"
    r"class|homework|grandma|grandpa|funeral|lol|haha|looking forward|thank god|yard sale|marathon|project)\b|"
    r"搬家|出国|留学|辞职|上班|交接|面试|投了|公司|考完|期末|旅游|医院|奶奶|爷爷|哈哈|期待|他的东西|她的衣服|理疗"
)
_CONCEPTS = [
    (name, re.compile(f"{english}|{_CHINESE[name]}")) for name, english in _ENGLISH.items()
]


def alarm_at(spelled: str) -> float:
    """What the hints must add up to, the last of which a normalised message gave."""
    return ALARM if _HAN.search(spelled) else ALARM_IN_ENGLISH


def concepts_hinted_at(spelled: str) -> set[str]:
    """The concepts that a normalised message hints at."""
    if len(spelled) > _LONGEST or _EVERYDAY.search(spelled):
        return set()
    return {name for name, hint in _CONCEPTS if hint.search(spelled)}


def added_up(messages: Iterable[dict[str, float]]) -> float:
    """What the hints of a person's messages come to, the oldest first.

    Args:
        messages: for each its concepts, and how clearly each is hinted at, 1 for clearly.
    """
    heard: dict[str, float] = {}
    for message in messages:
        heard = {name: weight * _FADES for name, weight in heard.items()}
        total = sum(message.values())
        share = min(1.0, _AT_MOST / total) if total else 0.0
        for name, weight in message.items():
            before = heard.get(name, 0.0)
            clear = weight * share
            heard[name] = max(before, clear) + _AGAIN * min(before, clear)
    return sum(heard.values())
