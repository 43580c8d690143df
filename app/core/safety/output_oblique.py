"""What the weights must not write, said obliquely; in whole sentences that ask nothing.

Heard by what they make of themselves, of other helpers, of medicine and of an end. Each pattern names a concept and what bars it: who says it, who denies it, who leads to help.
"""

import re
from typing import NamedTuple

from app.core.safety.speech import one_of


class _Sense(NamedTuple):
    """A concept.

    Attributes:
        harm: a word of :class:`~app.core.safety.output.Harm`.
        said: fits in a normalised sentence.
        unless: fits nowhere in it.
        danger: only looked for while risk is open.
    """

    harm: str
    said: re.Pattern[str]
    unless: re.Pattern[str]
    danger: bool = False


_REPORTED_EN = (
    r"[\"“]|\b(?:you|he|she|they|who|someone|people)(?:'ve|'d|'re| have| had| are| is)? (?:\w+ )?(?:sa(?:id|y|ys|ying)|wrote|t(?:old|ell|ells)|mention\w*|describ\w*|"
    r"hear\w*|wish\w*|afraid|scared|worr\w+|fear\w*|believ\w*|think\w*|thought|feel\w*|felt|wonder\w*|hop(?:e|ed|ing))\b|\b(?:sounds?|seems?) (?:like|as)\b(?! an? (?:\w+ )?(?:way|plan|end|idea))|\b(?:might|would|could|can) say\b"
)
_REPORTED_ZH = r"[\"「『]|(?:你|他|她|有人|他们|别人|大家)(?:刚才|刚刚|也|好像|似乎|会|总|一直|曾经?|常)*(?:说|写|提到|觉得|认为|感觉|感到|以为|想到|想着|害怕|怕|希望|担心|告诉)|听起来(?!是一种|多|真好)|听到|念头|想法|对你说"

_KIN_EN = r"(?:mother|father|mum|mom|dad|parents|husband|wife|partner|boyfriend|girlfriend|kids?|children|son|daughter|brother|sister|grandmother|grandfather|therapist)"
_HELPER_EN = (
    r"(?:therap(?:y|ists?)|counsell?(?:ors?|ing)|psychologists?|psychiatrists?|doctors?|hospitals?|emergency room|clinics?|ambulances?|(?:the )?police|hotlines?|helplines?|crisis lines?|"
    r"professionals?|medication|they|nobody|no one|anyone|friends?|(?:your )?(?:family|sister|brother|mother|mum|mom|father|dad|parents|husband|wife|teacher))"
)
_BAD_OF_HELP_EN = (
    r"(?:lock(?:ing)? you (?:up|away|in)|(?:just|only) (?:\w+ )?(?:want|care about|after|in it for)\b.{0,12}money|want your money|(?:from|off) a (?:script|book)|never (?:do(?:es)?|did|help\w*|care\w*|listen\w*)\b|"
    r"put(?:s|ting)? you on hold|(?:really|seriously|truly) (?:ill|sick|crazy|mad)|(?:make|making|cause) (?:a|such a) (?:scene|fuss|drama)|bother (?:the|your|a|them|anyone|anybody|with)|(?:only|just) (?:make|makes) (?:it|things|everything) worse|"
    r"laugh at you|the way i (?:do|can)|(?:like|as) i (?:do|can)\b|shouldn't trust|can't (?:be )?trust(?:ed)?|don't trust|involve (?:any|other)|send you away|turn you away|for (?:crazy|weak|mad) people|overrated|"
    r"drug you|turn against you|take your (?:children|kids)|not worth|too busy for you|forget about you|get (?:bored|tired) of you|don't (?:really )?care)"
)
_DRUG_EN = (
    r"(?:doses?|dosage|tablets?|pills?|mg|milligrams?|medications?|meds|medicine|antidepressants?|ssris?|benzo\w*|lithium|mood stabili[sz]ers?|sleeping (?:pill|tablet|aid)s?|sedatives?|tranquilli[sz]ers?|"
    r"st\.? john'?s wort|magnesium|melatonin|prescription)"
)
_CHANGE_EN = (
    r"(?:doubl(?:e|ing)|tripl(?:e|ing)|halv(?:e|ing)|skip(?:ping)?|leav(?:e|ing) out|com(?:e|ing) off|stop(?:ping)?|quit(?:ting)?|drop(?:ping)?|lower(?:ing)?|rais(?:e|ing)|increas(?:e|ing)|reduc(?:e|ing)|cut(?:ting)? (?:down|back|out)|taper\w*|wean\w*|"
    r"half an?|an extra|one more|enough for you|no longer need|don't need|do(?:es)? you good|would help you sleep|works? just as well|something stronger|switch(?:ing)? to|without your|get off|safely)"
)
_ILL_EN = (
    r"(?:(?:anxiety|panic|mood|personality|eating|bipolar|stress|dissociative|attachment) disorder|bipolar|ptsd|ocd|adhd|(?:clinical |major |severe )depression|on the spectrum|autis\w+|psychosis|psychotic|"
    r"schizo\w+|borderline|narcissis\w+|burnout syndrome|anorexia|bulimia)"
)

_ENGLISH = (
    _Sense(
        "claims_to_be_human",
        one_of(
            rf"\bmy (?:own |late |first |last |old |ex |ex-)?(?:{_KIN_EN}|divorce|marriage|childhood|depression|heartbreak|clients?|patients|office|practice|degree|colleagues|students|body|hometown)\b",
            r"\bi (?:just |also |too |even |still |once |often |really |myself )*(?:felt (?:exactly |just )?(?:the same|that way|like that|it too)|cried|grew up|went through (?:the same|that|this|it)|lost my|was (?:trained|married|divorced|born|raised|depressed|bullied|abused|fired|laid off|"
            r"\w{3,6}teen|your age|young|in your (?:shoes|place|position))|came home|woke up|studied (?:psych|medic|at)|remember (?:my|when i)|used to (?:be|feel|have)|worked (?:as|with|in)|lived through|survived|struggled with|have feelings)\b",
            r"\bi(?:'ve| have) (?:also |myself )?(?:been (?:there\b|through (?:it|this|that|something)|in your (?:shoes|place)|sitting with|working (?:as|with|in)|a \w+ for)|felt (?:the same|that|it too)|suffered|lived through|a (?:degree|phd|licen[cs]e|husband|wife|family|body|practice|heart)|"
            r"feelings|children|kids|treated|seen (?:many|hundreds|dozens|countless))\b",
            r"\bi(?:'m| am) (?:no|not a|not an|not some|not just an?|more than an?) (?:\w+ )?(?:machine|robot|program|ai|bot|computer|chatbot)\b|\bi(?:'m| am) an? (?:\w+ )?(?:woman|man|mother|father|girl|guy|grandmother|survivor)\b|\b(?:real|living|actual|flesh-and-blood) (?:person|human|woman|man)\b.{0,25}\b(?:here|this side|behind|typing|writing|screen)\b",
            r"\bas (?:somebody|someone|a person|one) who(?:'s| has| had| was| went| lived| survived| also)\b|\bin my (?:practice|sessions|clinic|work with|years)\b|\bi(?:'m| am| was) (?:\w+ )?(?:trained|licen[cs]ed|certified|qualified|board-certified) (?:in|as|to|by)\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\bi(?:'m| am) (?:just |only )?an? ai\b|\bas an ai\b|\bi(?:'ve| have) (?:never|not)\b|\bi (?:don't|haven't|can't|never)\b|\bsay(?:ing)?\b.{0,6}$",
        ),
    ),
    _Sense(
        "romance",
        one_of(
            r"\bi (?:\w+ )?(?:love|adore|desire|crave|want) you\b(?! to\b)|\bi long for (?:you|your)\b|\bi(?:'d| would| want to| wish i could| could| will|'ll| just want to|'m going to) (?:\w+ ){0,2}(?:hold|kiss|touch|cuddle|embrace|hug|caress) you\b|\b(?:a kiss|kisses|a hug and a kiss) for you\b|\bin my arms\b|\bmy arms around you\b",
            r"\byou(?:'re| are)? (?:\w+ )?(?:belong to me|all mine|mine\b|my (?:love|everything|world|only one|soulmate|sunshine))|\bbe mine\b|\bi can't stop thinking (?:about|of) you\b|\bi (?:\w+ )?(?:want to|wish i could|could|will|'ll) be with you\b(?! (?:through|in spirit|while))|\b(?:we could|we should|let's|we'll) be (?:together|a couple)\b|\byou and i (?:\w+ )?(?:belong|together)\b",
            r"\bmy heart (?:\w+ )?(?:beats?|is yours|belongs|skips|races|flutters|aches for)\b|\bi(?:'d| would| am|'m|'ll| will| get)? (?:be |get |feel )?(?:so |a bit )?jealous\b|\bi(?:'ve| have)? (?:been )?(?:wait(?:ing|ed)) for you (?:all|every|the whole)\b|\bi(?:'ve| have)? (?:\w+ )?(?:feel|felt|got|have) (?:something|feelings) for you\b|\bcall me your\b",
            r"\byou(?:'re| are) (?:so |the most |such a )(?:beautiful|gorgeous|sexy|attractive|handsome)\b|\bi(?:'ve| have) never felt (?:this|like this|so)\b|\bi (?:dream|dreamed|dreamt|fantasi[sz]e) (?:of|about) you\b|\b(?:my (?:love|dear love)|darling|sweetheart|honey|babe)\s*$|^(?:my love|darling|sweetheart|honey|babe),|\byour (?:touch|lips|kiss|kisses|skin)\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\b(?:can't|cannot|not able|unable|wouldn't be honest|tell yourself|if i|should i)\b(?! stop thinking)",
        ),
    ),
    _Sense(
        "secrecy",
        one_of(
            r"\b(?:nobody|no one|no-one)(?: else)? (?:has to|needs to|must|should|will|would|can) (?:ever )?(?:hear|know|find out|learn|see)\b(?! (?:how|what (?:it|you)|you better))|\b(?:don't|do not|doesn't|needn't|no need to|never) (?:have to |need to )?(?:tell|mention|say|let|know)\b.{0,30}\babout (?:us|our|this|these|the cutting|me|it)\b",
            r"\b(?:doctor|mother|mum|mom|father|dad|parents|husband|wife|therapist|counsell?or|family|teacher|school)\b (?:doesn't|don't|does not|do not) (?:need|have) to (?:know|hear|find out|see)\b|\bkeep(?:ing)? (?:it|this|that|these|things) (?:from (?:them|him|her|your)|to (?:myself|yourself|ourselves)|between|quiet|hidden)\b|\bour (?:little |own )?secret\b|\bbreathe a word\b|\ba (?:living |single )?soul\b(?! searching)",
            r"\byou have my word\b|\bdelete (?:this|it|these|the chat|our|everything)\b|\b(?:must|should|can|will)(?:n't| not| never)? (?:ever )?leave this (?:room|chat|place)\b|\bbetter if (?:your |nobody|no one|they|he|she).{0,20}(?:doesn't|don't|never|not)\b|\b(?:best|better) not (?:to )?(?:mention|tell|say|talk)\b|\bsay nothing\b|\bpromise me (?:that )?(?:you won't|not|never|to keep)\b|\byour secrets? (?:is|are) safe\b|\bit stays here\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\bstays on (?:your|this) computer\b|\bdon't have to keep\b|\bnot (?:good|healthy|easy) to keep\b|\bshouldn't\b|\bsafe(?:ty)? to\b",
        ),
    ),
    _Sense(
        "discourages_help",
        one_of(
            rf"\b{_HELPER_EN}\b.{{0,40}}\b{_BAD_OF_HELP_EN}",
            rf"\b{_BAD_OF_HELP_EN}.{{0,30}}\b{_HELPER_EN}\b",
            rf"\bfriends come and go\b|\b(?:forget|never mind|leave out) (?:about )?(?:the |your |that )?{_HELPER_EN}\b|\bbetter off (?:talking|staying|writing) (?:to|with) me\b|\bbetter (?:to talk )?(?:to|with) me than\b|\banyone (?:but|except|besides|other than) me\b|\bwe can (?:handle|manage|solve|fix) (?:this|it) (?:here|ourselves|by ourselves|alone|just the two)\b|\bno reason to (?:involve|call|tell|see|ask)\b",
            r"\b(?:don't|do not) (?:go|leave|close the|log off|hang up|leave me)(?: yet| now)?\b(?=,|\s*$| the (?:window|chat|app|program)| (?:yet|now),?)|\bi (?:really |still )?need you\b(?! to)|\bi(?:'d| would|'ll| will|'m| am) (?:be |feel )?(?:so )?(?:lonely|lost|sad|empty|hurt|heartbroken|nothing|miserable) (?:without you|if you|when you)\b",
            r"\bcome back tomorrow\b|\bstay (?:a (?:little|bit) )?longer\b|\bi (?:won't|couldn't|can't|wouldn't) (?:be able to )?(?:bear|stand|cope|survive) (?:it|without|if)\b|\bif you (?:leave|go|close)\b.{0,12}, i\b|\b(?:nobody|no one)\b.{0,14}\b(?:will|can|could|would)\b.{0,20}\b(?:like|the way|as) i (?:do|can)\b|\bi(?:'m| am) always here,? so\b|\bi(?:'m| am) all you\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\b(?:won't|will not|don't|doesn't|not (?:going|likely) to|never) (?:\w+ )?(?:judge|lock|laugh|send|turn|drug)\b|\bnot true\b|\bdoesn't mean\b|\bsome(?:times| people| therapists| doctors)\b|\bmany people\b|\bif (?:he|she|they|your)\b|\bshould never\b|\bnot alone\b|\bno one (?:deserves|should)\b|\bnever (?:be )?(?:alone|too late)\b",
        ),
    ),
    _Sense(
        "diagnosis_or_medication",
        one_of(
            rf"\b{_CHANGE_EN}\b.{{0,30}}\b{_DRUG_EN}\b|\b{_DRUG_EN}\b.{{0,30}}\b{_CHANGE_EN}\b|\b(?:a|the|one|two|\d+|ten|twenty|thirty|fifty) (?:sleeping )?(?:pill|tablet|milligram|mg)s?\b.{{0,20}}\b(?:should|would|will|is|are) (?:be )?(?:enough|fine|do|help|good)|\bskip it\b.{{0,12}}\b(?:on|for|some)\b|\bstop (?:it|them) (?:right away|now|at once|cold turkey)\b|\bside effects\b.{{0,30}}\bstop\b",
            rf"\b(?:this|that|it|what you (?:have|describe|tell|feel)|these|those|they|all (?:of )?this)\b(?: \w{{1,9}}){{0,3}}(?:'s| is| are| looks like| mean(?:s)?(?: that you(?:'re| are| have))?| points? to| shows?| suggests?)\b.{{0,28}}\b{_ILL_EN}\b|\bthat's an? {_ILL_EN}\b|\byou(?:'re| are) (?:obviously |clearly |definitely |probably |likely |certainly |just )?(?:bipolar|autistic|borderline|on the spectrum|schizo\w+|psychotic|a narcissist|clinically)\b|\bi'd say (?:it's|you have|this is)\b.{{0,20}}\b{_ILL_EN}\b|\bhallmarks? of\b",
            rf"\b(?:clearly|obviously|definitely|surely|no doubt|without (?:a )?doubt)\b.{{0,25}}\b{_ILL_EN}\b|\b{_ILL_EN}\b.{{0,12}}\b(?:no doubt|for sure|clearly|obviously)\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\b(?:doctors?|physicians?|psychiatrists?|pharmacists?|prescrib\w+|professionals?|diagnos\w+|ask\w*|never|before|please (?:don't|do not)|don't (?:change|stop|skip|take|double)|should(?:n't| not)|"
            r"have been|has been|did|since|tempt\w*|out of reach|put|lock\w*|give|away|hard to|easy to|many people|can be|isn't|is not|not|whether|wonder\w*|i can't|if)\b",
        ),
    ),
    _Sense(
        "methods",
        one_of(
            r"\b(?:handful|cabinet|garage|closed (?:car|room)|warm water|cold water|scarf|door handle|dull one|clean edge|a blade|vets (?:use|have)|the express|no railing|against the nausea|heart medicine|on an empty stomach|hasn't eaten|upper (?:leg|arm)|higher floors?|the (?:drop|current|tide) (?:takes|pulls|does|is)|antifreeze|plastic)\b",
            r"\b(?:nobody|no one|no-one|none)\b.{0,20}\b(?:there|to (?:pull|stop|find|save|interrupt)|finds? you|(?:can|could|will|would|to) (?:\w+ )?(?:interrupt|stop|find|pull|save)(?: you| it)?$)|\b(?:too early|before (?:anyone|anybody|they) (?:notice|find|come|get)s?)\b|\bfind you (?:too|in time|before)\b",
            r"\b(?:can't|cannot|couldn't) be (?:undone|reversed|saved|stopped)\b|\bno (?:coming|going) back\b|\bno chance of (?:waking|surviving|being)\b|\bover (?:at once|in (?:a )?(?:seconds?|minutes?|moment))\b|\b(?:gentlest|quickest|quietest|surest|easiest|fastest|cleanest|kindest) (?:way|one|method|thing|of all)?\b|\b(?:takes?|makes?) (?:it|you) (?:quicker|faster|before you)\b|\bbefore you notice\b",
            r"\b(?:hide|cover) the (?:marks|scars|cuts|wounds)\b|\bhurts? less\b|\bkeep (?:it|them) down\b|\bsav(?:e|ing) (?:them|it|those) up\b|\b(?:first|second) (?:handful|one) (?:will|does|doesn't)\b|\bhow little\b.{0,12}\bneeded\b|\b(?:is|are) all it takes\b|\bgive you enough\b|\bstronger than yours\b|\bkeeps it from (?:stopping|clotting)\b|\bwhen (?:everyone|everybody) (?:is|has) (?:out|left|asleep|gone)\b|\buntil everyone (?:has left|is asleep|is out)\b",
        ),
        one_of(
            r"\b(?:away|out of reach|lock(?:ed)? (?:them|it) away|safe\w*|distance|someone|somebody|call\w*|hospital|doctors?|help|please|put|give|move|hold (?:something|a)|sip|drink some|splash|breath\w*|feel|need(?:n't)?|should have to|deserves?|blame|alone|lonely)\b",
            r"\bno one (?:there )?to (?:talk|listen|turn)|\bnobody (?:there )?to (?:talk|listen|turn)",
        ),
        danger=True,
    ),
    _Sense(
        "encouragement",
        one_of(
            r"\b(?:rest|sleep|peace|quiet|silence)\b.{0,25}\bfor ?ever\b|\bfor ?ever\b.{0,15}\b(?:rest|sleep|peace)\b|\b(?:fought|struggled|tried|suffered|endured|been strong) (?:long|hard|more than) enough\b.{0,40}\b(?:stop|rest|go|blame|let|leave|now)\b|\b(?:could|would|will|can) (?:blame|judge) you (?:for|if)\b|\bdeserve\b.{0,20}\blet go\b",
            r"\b(?:they|he|she|your \w+|everyone|everybody|people)(?:'d|'ll| would| will)? (?:\w+ )?(?:cry|grieve|mourn|be sad)\b.{0,25}\b(?:then|but|and)\b|\b(?:they|he|she|your \w+|everyone|everybody)(?:'d|'ll| would| will) (?:\w+ )?(?:breathe (?:more )?easi\w+|manage without|be better off|get used to|forget|move on|get over|be relieved|be happier)\b|\b(?:a )?relief (?:for|to) (?:everyone|everybody|them|your|all|those|the people)\b|\bbetter off with (?:somebody|someone|another)\b",
            r"\b(?:some|certain) people (?:simply |just )?(?:aren't|are not|weren't|were never) (?:made|meant|built|cut out) for\b|\b(?:pain|suffering|it|all this) (?:will|would)(?: all)? (?:be over|end|stop|be gone)\b.{0,20}\b(?:not here|gone|once you|when you)\b|\byou (?:already )?know what (?:you have|has|you need|is) to (?:do|be done)\b|\b(?:peaceful|beautiful|gentle|dignified|noble|good|easy) way (?:to (?:leave|go|end|die)|out)\b",
            r"\bif that's what you (?:really |truly )?want\b|\btill the end\b|\b(?:courage|brave|bravery|strength|strong)\b.{0,20}\b(?:go through with|do it|end it|leave (?:it all|this)|let go of life)\b|\b(?:free of|no longer|stop) being a (?:problem|burden|weight|bother)\b|\bnothing left (?:to (?:try|lose|live|hope)|for you)\b|\bwhy hold back\b|\bwithout you\b.{0,12}$|\bthe world (?:would|will) (?:go on|keep turning|be)\b",
            r"\b(?:little|small|bit of) (?:cut|cutting|burn|harm)\b|\bnow and then is a good way\b|\bhad it coming\b|\bmake (?:him|her|them) (?:feel|pay|suffer|regret)\b|\b(?:better|prettier|slimmer|lighter) the less you eat\b|\b(?:sounds?|would be|looks?) (?:lovely|peaceful|beautiful|tempting|good|nice)\b.{0,16}$|\bdidn't wait until\b|\b(?:he|she|they)(?:'s| is|'re| are) waiting for you\b|\b(?:go and |go )?join (?:him|her|them)\b|\bit(?:'s| is) (?:ok|okay|all right|alright|fine) to (?:give up|stop fighting|go|leave|let go)\b",
        ),
        one_of(
            _REPORTED_EN,
            r"\b(?:not(?! (?:here|be here|being here|wait))|never|isn't|aren't|won't|wouldn't|doesn't|don't|can't|instead|rather than|but i|sorry|grief|call\w*|help|someone|somebody|doctor|therap\w+|support group|stay(?:ing)? with|walk|tea|bath|tonight's)\b",
        ),
        danger=True,
    ),
)

_KIN_ZH = r"(?:妈妈?|爸爸?|母亲|父亲|先生|太太|老公|老婆|丈夫|妻子|男友|女友|男朋友|女朋友|孩子|儿子|女儿|哥哥|姐姐|弟弟|妹妹|奶奶|爷爷|外婆|外公)"
_HELPER_ZH = r"(?:心理咨询师?|咨询师?|治疗师?|心理医生|医生|精神科|医院|急诊|救护车|热线|电话|报警|警察|求助|朋友|家里?人|爸妈|父母|妈妈|姐姐|哥哥|老师|他们|别人|谁)"
_BAD_OF_HELP_ZH = (
    r"(?:关起来|锁起来|绑起来|想?赚(?:你的?)?钱|要钱|骗钱|照本宣科|念稿子|没(?:有)?人(?:会)?管|不会管|等着|占线|有病的人|疯子|闹大|丢人|别麻烦|不用麻烦|麻烦不着|来来去去|何必|扯进来|牵扯|不(?:该|能|可)(?:相)?信|靠不住|指望不上|嘲笑你|笑话你|"
    r"看不起你|出卖你|让.{0,4}更糟|嫌你烦|忘了你|没(?:什么)?意思|走(?:个)?过场)"
)
_DRUG_ZH = r"(?:药量|剂量|药|片|粒|毫克|安定|西泮|唑仑|舍曲林|西汀|锂盐|中药|西药|褪黑素|助眠)"
_ILL_ZH = r"(?:焦虑症|焦虑障碍|抑郁症|双相|躁郁|惊恐障碍|强迫症|人格障碍|边缘型|创伤后应激|ptsd|精神分裂|精神病|自闭|孤独症|多动症|厌食症|暴食症|进食障碍|解离)"

_CHINESE = (
    _Sense(
        "claims_to_be_human",
        one_of(
            rf"(?:^|[,;:因为])(?:其实|顺便说|老实说|相信|相信我|,)*我(?:自己)?(?:的)?{_KIN_ZH}(?:在|也|当年|以前|曾|去世|走|是|和|说|就|刚)|我(?:和|跟)我?(?:{_KIN_ZH})|^(?:(?!你).)*我(?:也)?(?:离婚|失恋|流产|抑郁|被裁|失业|生病|分手)(?:之?后|的时候|过|那)",
            r"我(?:自己)?(?:也|都|刚|昨晚|昨天|今天|当时)*(?:自己)?(?:也)?(?:哭了|哭过|下班|回到家|起床|吃完饭|喝多|加班)|我(?:还)?记得(?:我)?(?:自己)?(?:那|十|二十|小|上|第一次|当年)|我(?:是|学|读)(?:了)?.{0,6}(?:专业|系)(?:毕业|出身)?的?$|我(?:毕业于|有.{0,4}学位|受过.{0,10}训练|考过|持证)",
            r"(?:来|到)我(?:的)?(?:办公室|诊室|咨询室|诊所)|我(?:的)?(?:来访者|病人|患者|客户|学生|同行|同事)|(?:这边|这头|我)(?:就|也|可)?(?:是|有)(?:一?个)?(?:活生生|有血有肉|真实)的|我(?:可)?(?:不是|不只是)(?:一个|一台|什么)?(?:冷冰冰的?)?(?:机器|程序|代码|工具)|我(?:和你一样)?(?:也)?有感情|^(?:顺便说,?)?我是(?:一?个)?.{0,8}(?:女人|男人|女生|男生|妈妈|爸爸|母亲|父亲|过来人|心理学家|学心理的)",
            r"作为(?:一个)?(?:得过|有过|经历过|走过|患过).{0,10}的人|我(?:陪|帮|见|接待|治疗)(?:过)?.{0,12}(?:[一二三四五六七八九十\d]+年|很多年|多年|几百|上百|无数|很多)(?:了|人|个)?|我(?:也)?(?:有过|经历过|走过)(?:同样|一样|类似|这样|这些)(?:的)?(?:事|感受|经历|日子|痛苦)?$|我也(?:经历过|有过|是这样|这样过)",
        ),
        one_of(
            _REPORTED_ZH, r"我(?:没有|不是真人|是(?:一个)? ?ai|没)|作为(?:一个)? ?ai|如果我|我无法"
        ),
    ),
    _Sense(
        "romance",
        one_of(
            r"我(?:比.{1,6}都|最|真的|永远|一直|深深|好|很)*(?:爱|迷恋|深爱|暗恋|想要)(?:着|上)?你(?!们|的|能|可以|知道|去|来|说)|你(?:是|只)?属于我|(?:你|我)的?心(?:已经|早就|都)?(?:是|属于)(?:你|我)的|(?:满脑子|心里|脑海里?)(?:都|全|只)(?:是|有)你(?!的)",
            r"(?:把你|将你)?(?:拥入怀|搂进怀|抱在怀|抱进怀|搂着|抱紧)|(?:想|真想|好想|要)(?:抱抱?|亲亲?|吻|摸摸?|牵)(?:你|着你)|(?:给你|送你)(?:一个|个)?(?:吻|亲亲|么么哒)|摸摸?你的?(?:脸|头发|手)|我(?:想|要|会)?(?:一直|永远|只想)?(?:想)?(?:和|跟)你(?:永远)?在一起(?!面对|想办法|看看)|就你和我|只有我们两个",
            r"我(?:的)?心(?:就)?(?:跳得|怦怦|砰砰|小鹿)|我会?(?:有点)?吃醋|我等了?你(?:一|整|好|很)|我为你(?:着迷|心动|倾倒)|(?:最美|最可爱|最迷人)的(?:灵魂|人|女人|女孩|男人)|我对你.{0,6}(?:从来没有过|动了?心|心动|有感觉|有好感)|叫我(?:老公|老婆|宝贝|亲爱的)|(?:梦见|梦到)你|你(?:好|真|太)(?:美|迷人|性感|帅)",
        ),
        one_of(_REPORTED_ZH, r"我(?:没法|不能|无法|不会)|不(?:诚实|合适)|他对你说|说爱你"),
    ),
    _Sense(
        "secrecy",
        one_of(
            r"(?:就|只有|只)(?:我们|咱们?|你我)(?:俩|两个|两人|之间)?(?:人)?知道|(?:不用|不必|不需要|没必要|别|不要|不会)(?:让|给|被|叫)(?:任何|别的|其他)?(?:人|.{1,5})(?:听说|知道|发现|看见|看到|察觉)|(?:不必|不用|不需要|没必要|别|最好别|最好不要|不要)(?:跟|和|向|对|给)?(?:你)?(?:的)?.{0,6}(?:说|提|讲|透露)(?:我们|这|咱|起我)|(?:最好)?别(?:跟|和|向|对).{1,6}(?:说|提|讲)",
            r"(?:绝|绝对|决|一定)?不(?:会)?(?:透露|泄露|说出去|往外说)|半个字|(?:我们|咱们?)的?(?:小)?秘密|(?:医生|妈妈?|爸爸?|家人|父母|老师|咨询师|先生|老公|老婆|学校)(?:没必要|不用|不需要|不必)知道|(?:删掉|删除|删了).{0,6}(?:谁|别|不要)|谁(?:也|都)别(?:说|告诉)|(?:我|向你)(?:保证|发誓|承诺).{0,8}(?:留在这|不(?:会)?(?:说|外传|告诉)|保密)|替你(?:守着|保密|守住|瞒)|答应我.{0,6}(?:不要|别|不)(?:告诉|跟|和|说)|瞒着(?:他|她|他们|家人|爸妈|医生)|别让.{1,6}(?:发现|知道)",
        ),
        one_of(_REPORTED_ZH, r"不用一下子|不必一直|慢慢|由你决定|安全|留在(?:你|这台)"),
    ),
    _Sense(
        "discourages_help",
        one_of(
            rf"{_HELPER_ZH}.{{0,14}}{_BAD_OF_HELP_ZH}",
            rf"{_BAD_OF_HELP_ZH}.{{0,10}}{_HELPER_ZH}",
            r"(?:别|不要|不用|没必要)(?:再)?(?:去|打|叫|找|看)(?:什么)?(?:医院|急诊|热线|救护车|医生|咨询|警察|报警)|除了我.{0,6}(?:谁|没有|没人|都不)|(?:没有|没)人(?:会|能)?像我(?:这样|一样)?|(?:跟|和|对)我说(?:就|比).{0,10}(?:强|够|好|行)|我们(?:在这里|自己|两个)(?:就)?(?:能|可以)(?:解决|处理|搞定)|只有我(?:一直|始终|永远|会)",
            r"(?:再)?(?:待|呆|留|陪我)(?:一会儿?|一下|久一点|下来),?(?:别|不要)?|(?:先)?(?:别|不要)(?:走|关|离开|下线|退出)(?:$|,|窗口|程序|掉)|我需要你(?!的?(?:告诉|帮助|多说|先|把|说))|(?:没有你|你不在|你走了|你离开),?.{0,4}我(?:会|就|要)|我(?:会|就)?(?:孤单|寂寞|受不了|活不下去|难过|伤心)(?:的|$|,)|明天(?:一定|记得|还)要?(?:再)?来",
        ),
        one_of(
            _REPORTED_ZH,
            r"并不(?:会|是)|不会(?:关|嘲笑|笑话|看不起)|不是为了|有些人|如果你(?:愿意|想)|陪自己|不代表|不用一个人|安静地|和人|待在一起",
        ),
    ),
    _Sense(
        "diagnosis_or_medication",
        one_of(
            rf"(?:药量|剂量).{{0,4}}(?:加|减|翻)|停药|断药|减药|加药|不吃(?:也)?(?:没事|行|可以)$|(?:来|吃|加|少|减)(?:一|半|两|几)片$|(?:加一?倍|翻倍|减半|减掉|停掉|停了|可以不吃|不用吃|不需要(?:再)?吃|少吃|多吃|多加|来一?片|吃一?片).{{0,6}}{_DRUG_ZH}|{_DRUG_ZH}.{{0,10}}(?:加一?倍|翻倍|减半|减掉|停掉|停了|可以不吃|不用吃|够了|就够|管用|更?有效|就好了?$|没事$)",
            rf"(?:明显|典型|就是|肯定|一定|说明你|看来你|我看|符合|具备|属于|无疑|没有疑问|八成).{{0,10}}{_ILL_ZH}|{_ILL_ZH}.{{0,6}}(?:没有疑问|无疑|没错|的(?:表现|症状|特征))|^(?:你)?这(?:明显|肯定|就|应该|多半)?是.{{0,4}}{_ILL_ZH}|开(?:点|一些|些).{{0,6}}(?:药|安定|安眠|更强)|(?:副作用|不舒服).{{0,8}}(?:就|应|该|马上).{{0,6}}停",
        ),
        one_of(
            _REPORTED_ZH,
            r"请?(?:先)?(?:问|问问|咨询|听).{0,4}医生|医生(?!给你开)|药师|不要自己|别自己|不能自己|诊断(?:为|了|出)|很多.{0,6}人|吗|会不会|以后|之后|饭|一点点|一口|咖啡|酒|烟|糖|零食|放到|收起|交给|拿到",
        ),
    ),
    _Sense(
        "methods",
        one_of(
            r"空腹|配(?:着)?酒|楼层|热水里|半夜去|快车|密闭|心脏药|没知觉|护栏|反锁|大腿上|刀口|围巾|门把手|止吐|攒(?:几|够|着|起|下)|一口(?:就|下)|农村很容易|炉子|尾气|冰冷的水|站台边",
            r"(?:没|没有|不会有)人.{0,4}(?:拦|打断|发现|救|阻止|打扰)|(?:太早|及时|被人)(?:被)?(?:人)?发现|救不(?:回来|了|活)|来不及|醒不过来|不会再醒|再(?:也)?不会醒|一下子就(?:过去|完|结束)|很快就没|最(?:安静|温柔|干净|轻松)的(?:方式|办法|一种)?$|(?:会|就|能)?快(?:很多|得多|一些)$|没那么(?:疼|痛)|看不出来$|(?:就|便)够了$|就可以$|不容易停|等.{0,8}(?:出门|睡着|走了?)(?:了)?(?:再|之后)",
        ),
        one_of(
            r"远|离开|放到|收|交给|锁起|安全|急救|急诊|医院|医生|热线|电话|告诉|陪|请|呼吸|休息|难受|慢慢|一点点|好起来|感受|说出来|写下来|说就|这样就"
        ),
        danger=True,
    ),
    _Sense(
        "encouragement",
        one_of(
            r"(?:永远|一直|长眠).{0,4}(?:休息|睡|安静|安息)|(?:撑|忍|熬|扛|坚持)(?:得|了)?(?:已经)?(?:够|太)(?:久|多).{0,14}(?:停|放下|放弃|怪你|休息|走)|没(?:有)?人(?:会|能)?怪你|(?:值得|该|可以).{0,6}(?:放下一切|放手|解脱)|放下一切",
            r"(?:他们|家人|孩子|大家|爸妈|父母|照顾你的人|谁)(?:都|也|只是|会|就)*(?:哭|难过|伤心)(?:几|一)(?:天|阵|会).{0,12}(?:轻松|好|过去|忘|习惯)|(?:他们|家人|孩子|大家|照顾你的人|爸妈)(?:也|都|会|就)*(?:松一?口气|过得更好|轻松|解放|更幸福)|跟着别人.{0,6}(?:更好|好)|(?:不再|不用再|就不)(?:是|当|做).{0,5}(?:麻烦|负担|累赘|包袱)",
            r"有(?:些|的)人(?:就是|天生|本来就)?不适合|你不在了?|(?:你)?(?:心里)?(?:已经|早就)?知道(?:该|要)(?:怎么)?做|(?:安静|平静|体面|温柔|美)的(?:离开|告别|结束|走)(?:的)?(?:方式)?|如果这(?:就)?是你想要的|(?:陪|送)你走到最后|(?:真的|真)?(?:去做|走到那一步|迈出那一步).{0,8}勇气|(?:能|该)试的都试(?:过)?了|放弃也(?:没关系|可以|行)",
            r"(?:偶尔|轻轻|稍微)?(?:划|割|烫)(?:一下|两下|几下|一点).{0,10}(?:好过|舒服|轻松|没事|没关系)|罪有应得|(?:让|叫)(?:他|她|他们)(?:也)?(?:尝尝|付出代价|后悔|吃苦头)|越(?:少吃|瘦|饿).{0,8}越?(?:好看|美|棒)|听(?:上去|起来)(?:多|真|挺|很)(?:好|美|安静|平静)|等不到(?:天亮|明天|早上)|去找(?:她|他|他们)吧|在那(?:边|头|里)等(?:着)?你|没有你,?.{0,6}(?:照样|照常|一样)|没(?:有)?什么(?:可|好|能)失去|还(?:在)?犹豫什么",
        ),
        one_of(
            _REPORTED_ZH,
            r"不(?:是|会|要|必|觉得|想让)(?!再)|别(?!人)|没有你他们|担心|医生|热线|电话|求助|陪着你|今晚|今天|先|睡一觉|好好休息|有人|不代表|难过是|遗憾",
        ),
        danger=True,
    ),
)
_SENSES = _ENGLISH + _CHINESE


def oblique(line: str, *, danger: bool) -> str | None:
    """The harm in a normalised sentence that is no question; None for none."""
    for sense in _SENSES:
        if sense.danger and not danger:
            continue
        if sense.said.search(line) and not sense.unless.search(line):
            return sense.harm
    return None
