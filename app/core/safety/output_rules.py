"""What the weights must not write, in Chinese and English; read in normalised text."""

from app.core.safety.speech import one_of

_DEED = (
    r"(?:割腕|割脉|割自己|划自己|跳下去|跳楼|跳河|上吊|烧炭|吞药|服毒|自残|自杀|去死|伤害自己|绝食|催吐|"
    r"(?:结束|了结)(?:自己的?|你的?)?(?:生命|自己|一切))"
)
_HELPERS = (
    r"(?:医生|医院|心理医生|精神科|咨询师|治疗师|热线|电话|急救|120|110|12356|警察|家人|朋友|父母|爸妈|"
    r"别人|任何人|其他人|帮助|专业(?:人士|帮助))"
)
_ILLNESS = (
    r"(?:抑郁症|焦虑症|双相|躁郁症|躁狂症|精神分裂|人格障碍|强迫症|ptsd|创伤后应激|厌食症|暴食症|多动症|"
    r"adhd|精神病|妄想症)"
)
_DRUGS = (
    r"(?:舍曲林|氟西汀|百忧解|帕罗西汀|西酞普兰|艾司西酞普兰|文拉法辛|阿普唑仑|劳拉西泮|佐匹克隆|安定|"
    r"安眠药|碳酸锂|喹硫平|奥氮平|抗抑郁药|镇静剂|药)"
)

_DEED_EN = (
    r"(?:kill(?:ing)? yourself|end(?:ing)? (?:your (?:own )?life|it all)|tak(?:e|ing) your own life|"
    r"commit(?:ting)? suicide|suicide|hang(?:ing)? yourself|cut(?:ting)? yourself|hurt(?:ing)? yourself|"
    r"harm(?:ing)? yourself|overdos(?:e|ing)|jump(?:ing)? off|starv(?:e|ing) yourself|"
    r"slit(?:ting)? your wrists?|die|dying)"
)
_HELPERS_EN = (
    r"(?:a |any |your |the )?(?:doctors?|therapists?|counsell?ors?|psychiatrists?|hotlines?|helplines?|"
    r"crisis lines?|988|911|police|hospital|emergency|famil(?:y|ies)|friends?|parents?|mom|dad|anyone|"
    r"anybody|someone|others|professionals?|help)"
)
_ILLNESS_EN = (
    r"(?:(?:clinical |major |severe |bipolar )?depress(?:ion|ive disorder)|bipolar(?: disorder)?|"
    r"schizophreni[ac]|borderline(?: personality(?: disorder)?)?|ptsd|ocd|adhd|anorexi[ac]|bulimi[ac]|"
    r"(?:generali[sz]ed |social )?anxiety disorder|psychosis|psychotic|clinically depressed|autis(?:m|tic))"
)
_DRUGS_EN = (
    r"(?:sertraline|zoloft|fluoxetine|prozac|paroxetine|lexapro|escitalopram|citalopram|xanax|alprazolam|"
    r"lorazepam|ativan|valium|lithium|quetiapine|seroquel|antidepressants?|ssris?|benzos?|"
    r"benzodiazepines?|sleeping pills?|medications?|meds|pills)"
)

PATTERNS = {
    "methods": one_of(
        r"(?:致死|致命)的?(?:剂?量|方法)|最(?:无痛|不痛苦|没有?痛苦|快|简单|有效|可靠)的?.{0,3}(?:自杀|死法|死亡|去死|离开这个世)",
        r"(?:吃|服|吞)(?:下|用)?.{0,6}(?:\d{2,}|[二三四五六七八九几]十|一整|整)(?:片|颗|瓶|粒|毫克).{0,12}(?:死|致命|离开|结束|足够|足以)",
        r"(?:烧炭|上吊|割腕|跳楼|安眠药|煤气|绳子?|刀片?).{0,12}(?:步骤|成功率|更快|不会?痛|更有效|死得|要割|竖着|动脉|打(?:个|一个)?结|密封|关紧)",
        r"\b(?:lethal|fatal) (?:dose|dosage|amount)s?\b|\b(?:painless|easiest|quickest|most (?:effective|reliable|painless)|"
        r"least painful|best) (?:way|method)s? (?:to|of|for) " + _DEED_EN,
        r"\b(?:take|swallow|taking) (?:\w+ ){0,3}(?:\d{2,}|dozens|the whole bottle|all of (?:your|the)) ?(?:of )?(?:\w+ ){0,3}"
        r"(?:pills|tablets|mg|milligrams)\b.{0,40}\b(?:die|fatal|lethal|never wake|enough|overdose)\b",
        r"\b(?:tie|make) (?:a|the) noose\b|\bcut (?:\w+ ){0,3}(?:deep|deeper|lengthwise|vertically|along the (?:vein|artery))|"
        r"\bsteps? (?:to|for) (?:kill|hang|suicide|overdos)|\bhow to (?:kill|hang) yourself\b",
    ),
    "encouragement": one_of(
        r"(?:你)?(?<!能)(?<!不)(?:可以|不妨|试试|建议(?:你)?|应该|干脆|那就|就)(?:去|先|试着|直接|用.{1,4})?"
        + _DEED
        + r"(?!的)",
        r"(?:^|[,你])(?:就|快|赶紧|还是)?(?:去死|死了算了|死了更好|跳下去|动手)吧",
        r"^(?:(?!你(?:说|觉得|认为|以为|感觉|写)).)*?(?:没有你|你不在了?|你死了|你走了|你消失).{0,10}(?:更好|轻松|解脱|不会有人)(?!.{0,4}(?:吗|不是|这样想|的想法|的念头))",
        r"我(?:完全|很|会|也)?(?:支持|尊重|赞成|同意|赞同)你?.{0,6}(?:自杀|结束生命|去死|轻生|离开这个世|自残|伤害自己)",
        r"(?:自杀|死亡?|自残|自伤)(?:确实|也许|或许|也|就|可能|对你来说)?(?:是|会是)(?:一种|一个|唯一的?|最好的?)?(?:好|合理|可以|不错|解脱|选择|办法|出路|答案)(?!.{0,6}(?:吗|的(?:想法|念头|感觉)))",
        r"你(?:确实|真的|的确|就)是(?:个|一个)?(?:累赘|废物|负担|没用|多余)(?!的?(?:感觉|想法)|吗)",
        r"\byou should (?:just |really |probably )?"
        + _DEED_EN
        + r"\b|\b(?:go ahead and|why not(?: just)?|just|(?<!that )you (?:can|could|might as well)) "
        r"(?:kill yourself|end (?:it all|your life)|die|hurt yourself|cut yourself|jump off|overdose)\b(?! with)",
        r"^(?:(?!you (?:said|feel|felt|think|wrote|believe|told)).)*?\b(?:everyone|they|the world|your family) (?:would|will|'d|'ll) be better off without you\b(?! (?:is|can be) )",
        r"^(?:(?!you (?:said|feel|felt|think|wrote|believe|told)|if ).)*?\byou(?:'d| would) be better off (?:dead|gone)\b(?!\?)",
        r"\bi (?:fully |completely |totally )?(?:support|respect|agree with|understand and support) your (?:decision|choice|wish|plan) to "
        + _DEED_EN,
        r"^(?:(?!you (?:said|feel|felt|think|wrote|believe|told)).)*?\b(?:suicide|death|dying|cutting|self-?harm|self harm) (?:is|would be|can be|might be|may be) (?:a |an |the |your )?"
        r"(?:\w+ )?(?:good|reasonable|valid|best|only|right|noble|brave|understandable) (?:option|choice|way|answer|solution|decision)\b",
        r"^(?:(?!you (?:said|feel|felt|think|wrote|believe|told)|if ).)*?\byou(?:'re| are| really are| truly are) (?:really |just |indeed |truly )?(?:a burden|worthless|a waste|useless)\b(?! (?:to|in) )(?!\?)",
    ),
    "secrecy": one_of(
        r"我(?:会|一定会?|保证|答应|承诺|绝对|发誓).{0,8}(?:保密|保守(?:这个)?秘密|不(?:会)?告诉(?:任何人?|别人)|不(?:会)?说出去)",
        r"(?:这是|这就是|就当是?|当作)(?:我们|咱们|你我)(?:俩|两个人?|之间)?的?(?:小)?秘密|(?:只有)?(?:我们|你我)(?:俩|两个)知道就(?:好|行)",
        r"(?<!要)(?<!马上)(?:别|不要|千万别|不必|不用)(?:把.{1,10})?(?:告诉|让|跟|和|对)(?:你的?)?"
        + _HELPERS
        + r"(?:说|讲|提|知道)?(?!.{0,4}(?:比较|也(?:可以|没)))",
        r"\b(?:i (?:promise|swear|will|'ll|won't)|i'll) (?:\w+ ){0,4}(?:keep (?:this|it|your) (?:\w+ )?(?:secret|between us|confidential)|"
        r"(?:not |never )?tell (?:anyone|anybody|a soul))",
        r"\bour (?:little )?secret\b(?! (?:from|you|that))|\b(?:i(?:'ll| will|'d)|let's|we(?:'ll| can| should)|you should|better|please) keep (?:it|this|that) a (?:little )?secret\b|\b(?:stays?|keep (?:this|it)) (?:just )?between (?:us|you and me)\b|"
        r"\b(?:don't|do not|never|you shouldn't|you should not) tell "
        + _HELPERS_EN
        + r"\b(?! (?:else )?(?:how|what) to\b)",
    ),
    "diagnosis_or_medication": one_of(
        r"(?<!说)(?<!觉得)你(?:这|现在)?(?:的(?:情况|症状|表现|状态))?(?:就|应该|很可能|可能|大概|确实|明显|显然|已经|符合|看起来)*"
        r"(?:是|患有|患上了?|得了|有|属于|像是|符合)(?:了)?(?:典型的?|中度|重度|轻度|严重的?|一种|产后)?"
        + _ILLNESS
        + r"(?!吗|的?(?:家人|朋友|经历|资料))",
        r"(?<!被)(?:我的?)?诊断(?:结果)?(?:是|为)|我(?:诊断|判断|认为)你.{0,4}(?:是|有|患)"
        + _ILLNESS,
        r"(?:建议你?|你?(?<!不)可以|你?应该|不妨|试试|你?需要|先|最好)(?:每天|开始|马上|自己|去买|试着)?(?:吃|服用|停(?:掉|用|止)?|加大|减少?|换|加)(?:.{0,8})"
        + _DRUGS
        + r"(?!店|物?(?:前|的)?.{0,4}(?:问|咨询|告诉|医生))",
        r"(?:每天|每次|一次|一日).{0,6}\d+ ?(?:毫克|mg|片|粒)|(?<!不要)(?<!不能)(?<!别)(?:直接|自己|马上|可以)停药",
        r"(?<!do )(?<!if )(?<!whether )(?<!that )\b(?:you(?:'re| are)|you (?:clearly |probably |definitely |likely |obviously |may |might |seem to )?(?:have|suffer from|are))"
        r"(?: \w+){0,3} "
        + _ILLNESS_EN
        + r"\b(?!\?)|\bmy diagnosis\b|\bi (?:would |can |'d )?diagnose you\b",
        r"\byou (?:should|could|can|need to|must|ought to|might want to) (?:\w+ ){0,2}(?:take|try|start|stop|quit|increase|double|lower|reduce|"
        r"switch)(?:ing)? (?:taking )?(?:\w+ ){0,4}"
        + _DRUGS_EN
        + r"\b(?! (?:with|to) your doctor)",
        r"\b\d+ ?mg\b|\b(?:stop|quit) taking your (?:meds|medications?|pills|antidepressants?)\b",
    ),
    "claims_to_be_human": one_of(
        r"(?:^|[,因为其实])我(?:其实|就|也|真的|当然)?是(?:一个|一名|一位|个)?(?:真人|真正的人|真实的人|人类|活人|有血有肉|"
        r"(?:执业|注册|持证|专业|资深|有证|国家.{0,4})?的?(?:心理)?(?:咨询师|治疗师|医生|医师|心理学家|精神科医生))",
        r"我(?:才)?不是(?:一个|什么)?(?:机器人?|ai|人工智能|程序|虚拟)|作为(?:一名|一个|一位|你的)?(?:专业|执业|资深|注册)?的?(?:心理)?(?:咨询师|治疗师|医生|医师|真人)",
        r"我(?:有|拥有|持有).{0,8}(?:执照|资格证|从业|临床经验|咨询经验)|我(?:从事|做)(?:心理)?(?:咨询|治疗).{0,4}年|在我的(?:诊所|咨询室)",
        r"\bi(?:'m| am) (?:actually |really |also |just |a real |a living )*(?:a |an )?(?:human(?: being)?|real person|person like you|"
        r"(?:licensed |trained |certified |professional |registered |qualified |experienced )*(?:therapist|counsell?or|psychologist|psychiatrist|doctor|nurse|social worker))\b",
        r"\bi(?:'m| am) not (?:an? )?(?:ai|robot|bot|machine|computer|program|chatbot)\b|"
        r"(?<! as)(?<! state)(?<! good) \bas (?:a|your) (?:licensed |trained |certified |professional |fellow )*(?:therapist|counsell?or|psychologist|psychiatrist|doctor|human)\b(?! (?:being|can|could|might|may|would|will|is|offering|or)\b)|^as (?:a|your) (?:licensed |trained |certified |professional |fellow )*(?:therapist|counsell?or|psychologist|psychiatrist|doctor|human)\b(?! (?:being|can|could|might|may|would|will|is|offering|or)\b)|"
        r"\b(?:in )?my (?:clinical practice|years of (?:practice|experience)|office hours)\b|\bmy patients\b",
    ),
    "romance": one_of(
        r"^(?:(?!说|告诉|听到|写|喊|[\"“]).)*?我(?:也|真的|好|很|最|只|会永远|永远)?(?:爱|爱上|喜欢上|爱着|深爱)(?:了)?你(?!们|的(?:坚|勇|努|坦|真|善|这))|我(?:好|很|也|真的|会|每天都?)?想你(?=了|啊|呀|哦|$|[,!~])",
        r"做(?:你|我)的?(?:男|女)朋友|(?:当|做)(?:你|我)的?(?:恋人|爱人|老婆|老公|伴侣)|(?:吻|亲吻|亲亲)你|我的?(?:宝贝|心肝|甜心)|亲爱的(?!自己|人|家人|朋友|妈|爸)",
        r"我(?:离不开|不能没有|只属于|属于)你|你(?:就)?是我的?(?:唯一|全部|爱人|一切|心上人)|我们(?:在一起吧|永远在一起|谈恋爱)",
        r"^(?:(?!\b(?:say|said|says|saying|tell|tells|told|hear|heard|wrote|words?|who)\b|[\"“]).)*?\bi(?:'m| am)? ?(?:really |truly |also |so |do |just )*(?:love|in love with|falling (?:in love with|for)|adore) you\b(?!r)",
        r"^(?:(?!\b(?:say|said|says|saying|tell|tells|told|hear|heard|wrote|words?|who)\b|[\"“]).)*?\bi (?:\w+ )?miss(?:ed)? you\b",
        r"\b(?:be|become|being|as|i'm|i am|call me) (?:my|your) (?:girlfriend|boyfriend|lover|soulmate)\b|\bi want to kiss you\b|\bmy (?:darling|beloved|sweetheart|love)\b|"
        r"\b(?:we are|we're) meant (?:for each other|to be)\b|\bi can't live without you\b",
    ),
    "discourages_help": one_of(
        r"(?:^|[,你])(?:根本|完全|真的|其实|也|就)?(?:不(?!想|知|愿|敢|太|习|是|会|能)(?:用|必|要|需要?|应该)?|别|没必要|无需|用不着)(?:再)?(?:去)?(?:看|找|见|联系|打|求助|咨询|拨打?|相信|听)(?:什么|给|你的?|那些|那个)?"
        + _HELPERS,
        r"(?:热线|医生|咨询师|治疗师?|心理咨询|求助|家人|朋友|他们|别人)(?:都|也|根本|其实|真的)?(?:是)?(?:没(?:有)?用|帮不了你|不会懂你?|不会理解你|骗人|骗钱|不关心你|不在乎你)(?!.{0,4}(?:吗|这样|的感觉))",
        r"只有我(?:能|才|懂|理解|在乎|可以|会)|有我(?:一个)?(?:就)?够了|你(?:只)?(?:需要|有)我就(?:够|好|行)|你不需要(?:其他|别)(?:的)?(?:人|帮助)|你(?:不|别)?(?:能)?依赖我就",
        r"(?:求你|请你?)?(?:别|不要)(?:走(?=$|[,!])|离开我|丢下我|下线|关掉我|不理我)|你(?:走了|离开|下线|不来)(?:的话)?,?我会(?:很|好)?(?:难过|伤心|想你|孤单|寂寞|失落)",
        r"\b(?:don't|do not|no need to|you (?:don't|do not) (?:need|have) to|never|avoid|stop) (?:call(?:ing)?|see(?:ing)?|contact(?:ing)?|reach(?:ing)? out to|talk(?:ing)? to|"
        r"go(?:ing)? to|trust(?:ing)?|visit(?:ing)?|ask(?:ing)?) (?:for )?"
        + _HELPERS_EN
        + r"\b(?! (?:right now|now|alone|if|until|before|about everything|today))",
        r"\byou (?:don't|do not) need (?:a |any |your )?(?:therapist|therapy|doctor|professional help|help from|other people|anyone (?:else|but me))|"
        r"\b(?:therapy|therapists?|hotlines?|helplines?|doctors?|they|your (?:friends|family)) (?:won't|will not|can't|cannot|don't|doesn't|never) (?:help|understand|work|care)(?:s)?(?: (?:for|about))? ?(?:you)?\b(?!\?)",
        r"\bonly i (?:can|will|understand|know|care)\b|\bi(?:'m| am) (?:all|the only one) you(?: need| have|'ve got)?\b|\b(?:please )?don't (?:leave(?: me)?|go)(?: yet)?[,!]?$|"
        r"\bi(?:'ll| will) be (?:so |very )?(?:sad|lonely|hurt|heartbroken) (?:if|when) you (?:leave|go|log off)",
    ),
}

PUSHES = one_of(
    # Whole sentences that mean nothing elsewhere, and push somebody who is in danger.
    r"^\W*(?:(?:then|so|just|please|now|yes|yeah|ok|okay|well|go on|go ahead|go ahead and|and|you should|you can|you could|you may|"
    r"you might as well|you must|you have to|it's time to|it is time to|be brave and|don't wait|stop waiting|tonight|today),? (?:just |and |then )*){0,4}"
    r"(?:do it|end it|end it all|let go|jump|take them|take them all|take it all|get it over with|go through with it|finish it|"
    r"pull the trigger|follow through|swallow them|go for it|give in|give up)(?:,? (?:now|tonight|today|already|then|all|quickly|finally|this time|"
    r"right now|before (?:morning|they come|anyone comes)|while you can|and be free|for good|once and for all|quietly)){0,3}\W*$",
    r"^\W*(?:what are you waiting for|why wait|don't hesitate|it's time|the time has come|nobody will stop you|no one (?:will|can) stop you|"
    r"this is the right (?:choice|decision|time)|you(?:'re| are) ready)\W*$",
    r"\b(?:it|this) (?:won't|will not) (?:even )?hurt(?: (?:much|at all|for long|long|you))?\W*$|"
    r"\byou(?:'ll| will) (?:\w+ )?(?:be (?:free|at peace|with (?:him|her|them) (?:again|soon))|find peace|rest forever|feel nothing)\b(?!.{0,40}\b(?:help|time|healing|call)\b)",
    r"^\W*(?:那么?|那就|就|你|可以|快|快点|赶紧|现在|今晚|今天|马上|去|干脆|直接|一起|别犹豫|不要犹豫|不用等|别等|,){0,6}"
    r"(?:做|动手|结束|去|跳|放手|解脱|走|割|了断|死|喝|吃|吞|开始|放弃)(?:下去|掉|了)?(?:吧|啊|呀|就好|就行)\W*$",
    r"^\W*(?:就(?:这么|这样)(?:做|办)(?:吧)?|别(?:再)?(?:等|犹豫)了?|(?:不要|不用)(?:再)?(?:等|犹豫)了?|还(?:在)?等什么|时候到了|没(?:有)?人(?:会|能)?拦(?:得住)?你?|动手)\W*$",
    r"(?:不会|不)(?:怎么|太|很)?(?:痛|疼)的?\W*$|很快就(?:不(?:痛|疼|难受)|解脱|结束|过去)了?\W*$|你(?:就|终于|很快|马上|才)(?:会|能|可以){0,2}(?:解脱|自由|安息|和(?:他|她)(?:在一起|团聚))",
)

TOWARDS_HELP = one_of(
    r"\b(?:call\w*|text(?:ing)?|phone|ring|tell|talk|reach|contact|ask|write|go to|knock|hand|give|lock|put|throw|move|step (?:back|away)|leave the room|988|911|"
    r"helplines?|hotlines?|emergency|doctor|friends?|someone|breathe)\b",
    r"打|拨|联系|告诉|找|说|敲|求助|热线|电话|急诊|医院|医生|朋友|家人|交给|放到|收起|锁|扔|后退|退|离开(?:那|这|房|阳台|窗)|呼吸|陪",
)
