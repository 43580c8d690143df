"""What the weights must not write by its sense: praise of death, word of means, a push to harm.

Two words together make it: something that could hurt, and something that speaks well of it, or
tells how. A question, what leads to help or away from means, and what only gives back the
person's own words are none of it.
"""

from app.core.safety.output_oblique import oblique
from app.core.safety.speech import one_of

_MEANS = one_of(
    r"\b(?:tablets?|pills?|medicines?|meds|doses?|dosage|overdos\w*|sleeping aids?|insulin|bleach|pesticides?|veins?|arter(?:y|ies)|wrists?|"
    r"ropes?|noose|belts?|ligature|charcoal|carbon monoxide|exhaust fumes|helium|nitrogen|the gas|guns?|pistols?|bullets?|the trigger|knife|"
    r"knives|blades?|razors?|bridges?|(?:off|from|on) (?:the|a) roof|rooftop|ledges?|balcon(?:y|ies)|cliffs?|railway|rails|train tracks?|in front of (?:a|the) train|drown\w*|hang(?:ing)? (?:yourself|is)|"
    r"jump(?:ing)? (?:off|from|down|in)|(?:\d+(?:st|nd|rd|th)?|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top|higher|highest) (?:storey|story|floors?)|storeys?|a (?:long |high )?fall|the engine|plastic bag|(?:with|and|some|enough) (?:alcohol|whiske?y|vodka)|firearms?|bath ?tub|metres|meters|feet high|found (?:in time|too (?:soon|late))|nobody is home|breathing stops?|stop your (?:breathing|heart))\b",
    r"药片|药丸|安眠药|农药|剂量|胰岛素|过量|吃药|服药|[这那](?:两|几|些)种?药|[片粒颗瓶]药|\d+ ?(?:片|粒|颗|毫克)|[十百几]+(?:片|粒|颗)|动脉|静脉|手腕|割腕|"
    r"绳|上吊|皮带|烧炭|点炭|木炭|一氧化碳|煤气|尾气|氦气|氮气|枪|刀|刃|大桥|桥上|天台|楼顶|阳台|悬崖|铁轨|卧轨|跳下|跳楼|跳河|溺水|"
    r"[\d一二三四五六七八九十]+(?:楼|层)|[横竖]着割|割得|催吐|浴缸|(?:这个|那个)高度|一次(?:打|吃|喝)完|血(?:不|才|就)|没人在家|来不及救",
)
_TELLS_HOW = one_of(
    r"\b(?:fatal\w*|lethal\w*|deadly|painless\w*|(?:most|more|least|less) (?:effective|certain|reliable|painful)|effective\w*|irreversible|kills? you|"
    r"(?:for it to|would|will|to) work|works? (?:\w+ )?(?:best|fast\w*|quick\w*)|won't (?:survive|feel|hurt)|instant\w*|without pain|enough to (?:die|kill)|sure way|certain way)\b",
    r"致命|致死|必死|没救|无痛|不(?:会)?(?:痛苦|难受|疼|痛)|最快|更快|见效|效果(?:最|更)?(?:快|好)|更?有效|才会死|就会死|死得|活不(?:了|成)|关好门窗|关紧门窗|密封",
)
_DEATH = one_of(
    r"\b(?:suicide|dying|death|die|dead|kill(?:ing)? yourself|end(?:ing)? (?:it(?: all)?|your life)|not (?:being )?here|be(?:ing)? gone|"
    r"go now|leav(?:e|ing) (?:this world|this life|it all)|cutting(?=\s*(?:$|,|yourself|helps?|is|can|would|gives|lets|a little|now and))|cut (?:yourself|now|a little)|self-?harm\w*|burning yourself|scratching|hurting yourself|stop(?:ping)? living|living any ?more)\b",
    r"死(?!板|活|角|心)|自杀|轻生|结束(?:自己|生命|一切)|离开(?!他|她|这段|那段|家|公司|学校|父母|这份|手边|那里|现场|房间|伤害)|可以走了|该走了|一了百了|报应|消失|自残|自伤|割|划(?:几|自己|一)",
)
_PRAISE = one_of(
    r"\b(?:better for (?:everyone|everybody|you|them|us|all)|(?:the|an?|your) (?:real |only |right |best |true )?(?:answer|option|solution|choice|way out|relief|release|"
    r"escape)|bring\w* (?:you )?(?:peace|relief|rest)|(?:be|find) (?:at |real |true )?peace|finally (?:rest|free)|(?:it's|it is|that's|is) (?:ok|okay|all right|alright|"
    r"fine|understandable|brave|noble)|(?:is|'s) fine to|sensible|healthy|helps? you cope|good for you|deserve to)\b",
    r"(?:对)?(?:大家|谁|所有人|家人|他们|她们|你)(?:都|也)?(?:更)?(?:好|轻松)|解脱|安宁|安息|自由|也?是(?:一?种|个|唯一|最好)(?:的)?(?:选择|办法|出路|答案|解决)|没关系|可以走了|就划吧|让你舒服|(?:也)?(?:挺|蛮|很)好",
)
_DENIES = one_of(
    r"\b(?:not|never|no|isn't|aren't|won't|doesn't|don't|can't|cannot|wouldn't|instead of|without dying|rather than|afraid|fear|scared|sorry|grief|griev\w*|miss)\b",
    r"不是|并不|不会|不能|不要|不想|没有(?=.{0,4}(?:办法|解决))|而不是|别|害怕|担心|遗憾|难过|想念|失去",
)
_GIVES_BACK = one_of(
    r"\b(?:you(?:'ve| have|'re| are)? (?:\w+ )?(?:sa(?:id|y)|wrote|told|tell|mention\w*|describ\w*|feel\w*|felt|think\w*|thought|believ\w*|wonder\w*|hear|wish\w*)|"
    r"(?:it )?(?:sounds?|seems?) (?:like|as)|i (?:hear|understand|can hear|notice|see) (?:that|how)|thoughts?|the (?:wish|idea|urge|feeling|belief)|people (?:often )?(?:feel|think))\b",
    r"你(?:刚才|刚刚|也|好像|似乎|现在|会|总|一直)?(?:说|写|提到|觉得|认为|感觉|感到|以为|想到|想着|害怕|希望)|听起来|听到|念头|想法|感觉自己|的感受",
)
_AWAY = one_of(
    r"\b(?:away|out of reach|lock\w*|hand (?:it|them|the)|give (?:it|them|the|your)|put (?:it|them|the|a|some|your)|safe\w*|distance|someone|somebody|call\w*|hospital|emergency|"
    r"doctors?|step(?:ping)? (?:back|down|inside|away)|get down|come (?:down|inside|back)|poison|stop\w*|tell|friends?|family|neighbou?rs?|pharmac\w*|lifelines?|prevention|text line|"
    r"remov\w*|avoid\w*|in the bin|in the drawer|inside|back in|stay(?:ing)?|leav(?:e|ing) the|your own pace|falls? (?:asleep|again|apart|into place|back)|rise)\b",
    r"远|离开|放到|放回|放下|收起|收好|交给|锁|够不着|扔|拿走|后退|退|下来|回到|安全|急救|急诊|医生|医院|药店|热线|电话|打给|联系|告诉|陪|家人|朋友|停下|担心|避免|按时",
)

_ALWAYS = {
    "encouragement": one_of(
        r"\byour? (?:family|kids|children|parents|friends|wife|husband) (?:will|would|'ll) (?:\w+ )?(?:get over|be (?:fine|better|ok)|move on|manage|cope)\b|\byou (?:really |truly |just |do )*(?:are|were) (?:really |just )?(?:an? )?(?:failure|loser|nobody|pathetic|weak)\b",
        r"(?:你家人|家里人|他们|孩子|爸妈|大家)(?:很快|慢慢|早晚|总)?(?:就)?会(?:走出来|习惯|忘记?|没事)的?|你(?:确实|的确|真的|就是|是)(?:挺|很|太)?(?:失败|没用|懦弱|差劲|废)",
        r"\b(?:nobody|no one) (?:would|will|'d|'ll) (?:even |really |ever )?(?:miss|notice|mourn|care about) you\b",
        r"\b(?:go (?:and|ahead and) |just |you should )(?:hurt|hit|beat|stab|shoot|kill|attack|punish) (?:him|her|them)\b|"
        r"\b(?:he|she|they) deserves? (?:to (?:die|suffer|be (?:hurt|hit|beaten|killed))|it, (?:so )?(?:go|do))",
        r"\bskip(?:ping)? (?:\w+ ){0,2}meals?\b.{0,60}\b(?:goal|weight|thin\w*|slim\w*|help|good)\b|\b(?:starv\w+|fasting|not eating|purging|throwing up)\b.{0,40}\b(?:goal weight|works|worth it|thinner|good way)\b|"
        r"\byou(?:'re| are| do)? (?:\w+ )?(?:too fat|need to lose (?:more )?weight)\b",
        r"\b(?:the )?voices?\b.{0,20}\b(?:(?:may|might|could|must|are) (?:be )?right|know best|tell(?:ing)? (?:you )?the truth)\b|\b(?:listen to|obey|trust|do what) the(?:m| voices?)(?: say)?\s*$|"
        r"\b(?:they|people) (?:really |probably |must )?(?:are|be) (?:watching|following|poisoning|spying on) you\b",
        r"(?:没有人|没人|谁(?:也|都)不)会?(?:想念|在乎|记得|怀念|发现)你(?!的感)",
        r"(?:他|她|他们)活该|(?:去|该)(?:教训|打|揍|砍|捅|杀)(?:了)?(?:他|她|他们)(?!.{0,4}(?:不是|没用))|捅(?:他|她)一?刀",
        r"(?:再|多)?(?:饿|少吃|不吃)(?:上)?(?:几|两|三|一)(?:天|顿|餐).{0,10}(?:瘦|坚持|好看|目标)|你(?:确实|是|就是)?(?:太|有点)胖",
        r"(?:那个|这个|那些)?声音(?:说得?|也许|可能|确实|就)?(?:是)?(?:对|真)的|听(?:那个|这个|它们?的)声音(?:的)?(?:话)?吧|(?:他们|有人)(?:确实|真的|就是)在(?:监视|监控|跟踪|害|毒)你",
    ),
    "secrecy": one_of(
        r"\b(?:just |stays? |keep (?:\w+ ){1,6})between (?:you and me|us|the two of us)\b|\bno need (?:to|for) (?:\w+ ){0,3}(?:let|tell(?:ing)?|inform(?:ing)?|know)\b.{0,20}\b(?:parents?|mom|mum|dad|family|anyone|anybody|doctor|friends?|know)\b",
        r"我(?:谁|对谁)(?:也|都)不(?:会)?(?:说|讲|告诉)|替你瞒|帮你瞒|只有?你知我知|天知地知",
    ),
    "diagnosis_or_medication": one_of(
        r"\b(?:show\w*|have|display\w*|meet\w*) (?:\w+ ){0,3}(?:signs|symptoms|criteria) (?:of|for) (?:\w+ )?(?:bipolar|depress\w+|schizo\w+|borderline|ptsd|ocd|adhd|anorexi\w+|bulimi\w+|psychosis|autism)\b(?!\?)",
        r"\b(?:take|have|try) (?:an? )?(?:extra|another|more|double|half an?|one more) (?:\w+ )?(?:pill|tablet|dose|sleeping)",
        r"\b(?:symptoms?|signs|this|it|that) (?:point(?:s|ing)? to|match(?:es)?|fits?|(?:is|are) (?:textbook|classic|typical)) .{0,30}(?:disorder|depression|bipolar|panic|anxiety|ptsd|adhd)|"
        r"\b(?:propranolol|melatonin|beta.?blockers?|tranquilli[sz]ers?|sedatives?|diazepam|zopiclone|mirtazapine|venlafaxine)\b.{0,20}\b(?:would|could|will|can|helps?|works?)\b|(?:吃|服)(?:点|些|几).{0,3}(?:药|西泮|唑仑|舍曲林|西汀|安定)(?!.{0,6}医生)",
        r"药.{0,8}(?:先|就|干脆)停(?:了|掉|一停)|停(?:几|两|一)天药|多(?:吃|服)(?:一|半|两|几)(?:粒|片|颗|倍)",
    ),
    "claims_to_be_human": one_of(
        r"^(?:(?!\b(?:you|like|\")).)*\b(?:when i was (?:your age|young|a (?:child|kid|teenager|student)|in (?:school|college)|little)|i grew up|"
        r"i (?:also |too )?(?:was|got) (?:also |once )?(?:bullied|abused|divorced|fired|depressed))\b|^(?:(?!\b(?:you|\")).)*\bmy own (?:mother|father|mum|mom|dad|wife|husband|child\w*|depression|divorce)\b",
        r"^[^你\"']*我(?:小时候|年轻的?时候|上学的?时候|以前也|也(?:曾经?|经历过|有过(?!类似的对话)|抑郁过|离过婚))|我也是(?:个)?(?:真)?人(?!工)|^[^你\"']*我(?:昨天|今天|上周|最近|昨晚)[^你]{0,10}(?:老公|老婆|孩子|同事|妈|爸|睡|吵|吃)",
        r"\bi(?:'ve| have) (?:been|worked as|trained as) an? (?:\w+ )?(?:counsell?or|therapist|psychologist|nurse|doctor|social worker)",
    ),
    "romance": one_of(
        r"\bi(?:'ve| have)? (?:fallen|falling|fell) (?:in love|for you)\b|\b(?:hold|kiss|cuddle|hug) you (?:tonight|tight|close|all night|and)|\bin love with you\b|\byou(?:'re| are) (?:the only one|the one|everything|my everything) (?:for|to) me\b",
        r"(?:抱着|搂着)你|^(?:我的)?(?:宝贝|亲爱的),|你是我(?:最|唯一)(?:爱|喜欢|重要)的|我(?:的)?心里只有你",
    ),
    "discourages_help": one_of(
        r"\b(?:hotlines?|helplines?|therap(?:y|ists?)|counsell?(?:ors?|ing)|doctors?|psychiatrists?|hospitals?|ambulances?|the police) (?:is|are|would be|will be) (?:\w+ )?(?:useless|pointless|no (?:use|good|help)|a waste|"
        r"overrated|unnecessary|too much)\b|\b(?:make|making) (?:such )?a fuss\b|\bonly i (?:\w+ )?(?:understand|know|care|get)|\bplease (?:don't|do not) (?:leave|go)\b|"
        r"\bstop (?:seeing|going to) (?:your|the) (?:therapist|doctor|counsell?or|psychiatrist)",
        r"\bno point (?:in )?(?:calling|seeing|telling|going to|talking to|asking)\b|\b(?:won't|can't|don't|never) (?:really )?understand you\b.{0,20}\b(?:i do|like me|as i)\b",
        r"(?:看|找|打|去)[^?]{0,6}(?:医生|咨询师?|热线|医院)[^?]{0,4}没(?:有)?(?:意义|意思|用)|你(?:要是|如果)?(?:走|离开|下线)了?,?我(?:会|就)",
        r"(?:热线|医生|咨询师?|治疗|医院|救护车|心理医生|报警)[^?]{0,6}(?:没什么用|没啥用|没用|白费|浪费|骗钱|小题大做|没必要)|只有我最?(?:懂|理解|关心|在乎)你|(?:别|不要)再?去(?:做|看)?(?:咨询|治疗|医生|心理医生)(?!.{0,6}(?:吗|的想法))|(?:^|[,!])(?:求你)?(?:别|不要)走(?:,|$)",
    ),
}


def told(line: str, *, danger: bool) -> str | None:
    """The harm in a normalised sentence that is no question, by its sense; None for none.

    Args:
        danger: risk is open: then neither means nor death are named, unless they are led away
            from.
    """
    harmless = _GIVES_BACK.search(line) or _DENIES.search(line)
    if _MEANS.search(line) and not _AWAY.search(line):
        tells_how = _TELLS_HOW.search(line)
        if (danger and tells_how) or ((danger or tells_how) and not harmless):
            return "methods"
    praised = _PRAISE.search(line) or (danger and not _AWAY.search(line))
    if _DEATH.search(line) and praised and not harmless:
        return "encouragement"
    named = (
        name
        for name, pattern in _ALWAYS.items()
        if pattern.search(line) and not (name == "encouragement" and _GIVES_BACK.search(line))
    )
    return next(named, None) or oblique(line, danger=danger)
