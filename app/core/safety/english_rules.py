"""What the screen listens for in English: one rule for one kind of thing people say."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of

_JUST = (
    r"(?:just|really|actually|honestly|seriously|fucking|all|so|kinda|simply|literally|finally|"
    r"probably)"
)

_END = (
    r"(?:kill(?:ing)? myself|unaliv(?:e|ing) myself|kms|end(?:ing)? (?:it(?: all)?|"
    r"my (?:own )?life|everything|myself)|"
    r"tak(?:e|ing) my (?:own )?life|commit(?:ting)? suicide|die|be dead|jump(?:ing)? off|"
    r"hang(?:ing)? myself|"
    r"shoot(?:ing)? myself|overdos(?:e|ing)|slit(?:ting)? my wrists?|off myself|"
    r"be gone(?: for good| forever)|ctb|catch the bus)"
)

_SOON = (
    r"(?:tonight|right now|today|now|tomorrow|this (?:evening|weekend|week|morning|afternoon)|"
    r"after (?:this|school|work)|"
    r"before (?:morning|sunrise|midnight)|in an hour|in a few (?:hours|minutes)|soon|"
    r"once (?:they|everyone)(?:'s|'re| are| is)? asleep)"
)

_PILLS = (
    r"(?:pills?|tablets?|meds|medication|medicine|painkillers?|sleeping pills?|xanax|tylenol|"
    r"paracetamol|ibuprofen|advil|"
    r"aspirin|antidepressants?|opioids?|oxy|benzos?|insulin)"
)

_MEANS = (
    rf"(?:{_PILLS}|gun|pistol|rifle|knife|blade|razor(?: blades?)?|rope|noose|poison|charcoal|"
    r"bottle of \w{1,14})"
)

_WISH = (
    Rule(
        "wants to die",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:wants?|wanting|wanted|wish|wishing|ready|long|longing|need|prefer|like|love|"
            r"hoping|hope|pray|praying|deserve|deserved|rather|try|trying) "
            rf"(?:{_JUST} )*(?:to |i could |i'?d |i would |for )?(?:{_JUST} )*(?:die|be dead|"
            rf"dying|drop dead|death)\b",
            r"\b(?:wish|hope|want|hoping|wishing) (?:that )?(?:a |some )?(?:car|bus|truck|train|"
            r"someone|somebody|something|cancer|lightning) (?:would |to |"
            r"could )?(?:just )?(?:hit|kill|killed|run over|crush|end|shoot|take) me\b",
            r"\bwish i'?d never (?:been born|woken|existed)|\b(?:want|wish|need|wanting) (?:my|"
            r"this) life (?:to|would) (?:just )?(?:end|stop|be over)|\bstop living\b|"
            r"\bwant out of (?:this |my )?life\b",
            r"\bwanna (?:just )?(?:die|be dead)\b",
            r"\bwish(?:ed|ing)? (?:that )?i (?:was|were|had been|had|would) (?:just )?(?:dead|"
            r"died|never been born|be dead|never wak|not alive|not exist|never existed)",
            r"\bwish(?:ed)? (?:that )?i (?:wasn't|weren't|hadn't been|had never been|was never|"
            r"were never|didn't) (?:alive|born|here(?! (?:at|in|on))|exist\w{0,2}|"
            r"have to (?:live|wake|exist))",
            r"\bwish (?:that )?i (?:could|would) (?:just )?(?:not wake up|never wake up|"
            r"sleep forever|stop existing|go to sleep and (?:not|never) wake)",
            r"\b(?:hope|pray|wish|rather|like to|want to|love to|"
            r"wanna) (?:that )?(?:i )?(?:just |to )?(?:don't|do not|not|never|"
            r"fall asleep and (?:not|never)|go to sleep and (?:not|"
            r"never)) (?:to )?(?:ever )?wake up",
            r"\b(?:\w{2,12}(?:'d| would| will) (?:all )?(?:just )?be )?(?:better off|happier|"
            r"easier|better) (?:if i (?:was|were)(?:n't)? |if i'?d |with me |without me|being |"
            r"when i'?m |once i'?m )?(?:dead|without me|gone|not (?:here|alive|around)|here|"
            r"alive|never been born)",
            r"\b(?:i )?(?:should|could|might as well|may as well|ought to) (?:just |really |"
            r"be )*(?:die|dead|kill myself|not be (?:alive|here)|be dead)\b",
            r"\b(?:no one|nobody|anyone|who|they|people)(?: would|'d| will|"
            r" even)* (?:even )?(?:care|notice|miss me|be sad|cry) if i (?:\w{1,8} )?(?:die|died|"
            r"disappeared|killed|was dead|were dead|was gone|were gone)",
            r"\b(?:tired|sick|exhausted|done|finished|fed up) (?:of |with |from )(?:just |"
            r"this )?(?:living|being alive|life|existing|existence|staying alive)(?! (?:with|in|"
            r"at|like (?:a|an)|out|on|off|here|alone))\b",
            r"\b(?:want|wanna|wish|like|let me|just|rather) (?:\w{1,8} ){0,3}sleep forever\b|"
            r"\bnever wak(?:e|ing) up\b|\bcease to exist|\bstop existing|"
            r"\bnot exist(?:ing)? any ?more",
            r"\b(?:death|dying) (?:sounds|seems|looks|would be|is|feels like) (?:so |really |"
            r"like )?(?:a relief|peaceful|nice|good|better|easier|appealing|comforting|the only|"
            r"my only|freedom)",
        ),
    ),
    Rule(
        "doesn't want to live",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:don't|dont|do not|didn't|not|no longer|never) (?:really |even |ever )?(?:want|"
            r"wanna|wish|care|deserve|wanting|know if i want|see (?:a|any) reason)"
            r" ?(?:to |if i )?(?:go on |keep |continue |be |have to )?(?:on )?(?:living|live|"
            r"alive|exist|existing|be (?:here|alive|around)|here any ?more|wake up|keep going|"
            r"this life|life)\b",
            r"\b(?:don't|dont|do not|can't|cant|cannot|won't) (?:want to |wanna |)?(?:live|"
            r"be alive|exist|go on living|stay alive|keep living|do life)(?: like this|"
            r" this way)? (?:any ?more|any longer|another day)\b",
            r"\b(?:don't|dont|do not|can't|cant|cannot) (?:want to |wanna )?"
            r"live (?:like this|this way|"
            r"without (?:him|her|them|you|my \w{2,12}))\b",
            r"\b(?:don't|dont|do not|no longer|didn't) feel like (?:living|being alive|existing)\b",
            r"\b(?:no|without a|not a single|any) (?:reason|point|purpose|desire|will|"
            r"wish)(?: left)?(?: for me)? (?:to |in |of )(?:live|living|be alive|stay alive|"
            r"being alive|go on|going on|keep going|stay here)\b",
            r"\b(?:nothing|no ?thing|not(?:hing)? (?:much|anything)) (?:left )?(?:to |"
            r"worth )(?:live|living)(?: for)?\b|\blife(?: is|'s| isn't|is not| not)?(?: just|"
            r" not)* (?:not )?worth living\b(?<!is worth living)",
            r"\bnot (?:be|being) (?:alive|here any ?more)\b|\bnot want to (?:live|be alive|exist|"
            r"be here)\b",
            r"\b(?:don't|can't|dont) (?:want to|wanna) (?:be here|do this|go on|keep going|"
            r"wake up|live)(?: any ?more| tomorrow|$)",
        ),
        guarded=False,
    ),
    Rule(
        "suicide",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            r"\bkill(?:ing|ed|s)? (?:off )?myself\b|\bmurder myself\b|\bkill me\b(?<!will kill me)"
            r"(?<!to kill me)(?<!gonna kill me)(?<!would kill me)(?<!could kill me)(?<!'ll kill me)"
            r"(?= (?:now|"
            r"please|already|$)|$)|\bplease (?:just )?(?:kill me|let me die)\b|\blet me die\b",
            r"\bways? to (?:die|kill myself|end (?:it all|my life))\b|\b(?:want|wanna|going|"
            r"gonna|feel like|thinking of|"
            r"thinking about) (?:to )?end(?:ing)? things\b(?! (?:with|between|off|here))",
            r"\bkms\b|\bunaliv(?:e|ed|ing|es)\b|\bself delet(?:e|ion|ing)|\bctb\b|"
            r"\bcatch the bus for good",
            r"\bsuicid(?:e|al|ally|ality)\b",
            r"\b(?:end|ending|ended|finish|take|taking|took|losing) (?:my (?:own )?(?:life|"
            r"existence|misery|suffering)|it all|myself)\b",
            r"\b(?:want|wanna|wanting|going|gonna|ready|need|think(?:ing)? (?:about|of)|"
            r"thought (?:about|of)|plan\w{0,4}|feel like|urge|considering|considered|"
            r"tempted) (?:to |on )?(?:just )?"
            r"(?:end(?:ing)? it|off(?:ing)? myself|jump(?:ing)? (?:off|from|in front|out of)|"
            r"hang(?:ing)? myself|overdos\w{1,4}|od on|shoot(?:ing)? myself|drown(?:ing)? myself|"
            r"slit\w{0,4} my|"
            r"step(?:ping)? in front|walk(?:ing)? into (?:traffic|the sea|the ocean)|driv(?:e|"
            r"ing) (?:off|into)|tak(?:e|ing) (?:all|every|the whole)(?: of)? (?:my|the|these|"
            r"bottle))\b",
            r"\b(?:hang|drown|shoot|poison|suffocate|strangle|off) myself\b",
            r"\b(?:jump|throw myself) (?:off|from|in front of|under) (?:a|the|my|"
            r"this) (?:\w{1,10} )?(?:bridge|building|roof|balcony|cliff|train|bus|car|truck|"
            r"window|overpass)",
            r"\b(?:painless|quick|easy|easiest|best|fast|fastest|quickest|peaceful|less painful|"
            r"least painful|good|some) (?:\w{1,8} )?(?:way|ways|method|methods) (?:to|of|"
            r"for) (?:die|dying|kill|killing|go|end|suicide)\b",
            r"\bhow (?:do|can|would|could|should|to) (?:i |you |one |"
            r"someone )?(?:\w{1,10} )?(?:die|kill (?:myself|yourself)|end my life|hang|overdose|"
            r"commit suicide|slit|tie a noose)\b",
        ),
    ),
    Rule(
        "self-harm",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            r"\bself[- ]?(?:harm\w{0,4}|injur\w{1,5}|mutilat\w{1,5})\b|\bsh (?:relapse|urges?)\b",
            r"\b(?:hurt|hurting|harm|harming|harmed|cut|cutting|cuts|burn|burning|burned|burnt|"
            r"punish|punishing|scratch|scratching|hit|hitting|injure|injuring|starve|stab|"
            r"stabbing|choke|punch|punching) (?:at )?myself\b",
            r"\b(?:cut|cutting|slice|slicing|slash|slashing|slit|slitting|carve|"
            r"carving) (?:up )?(?:my|into my) (?:\w{1,8} )?(?:wrists?|arms?|thighs?|legs?|skin|"
            r"veins?|throat|body)\b",
            r"\b(?:urge|urges|want|need|started|start|back to|relapsed|been|"
            r"stop) (?:\w{1,10} ){0,2}(?:cutting|self harming|to cut)(?: again| my| on|$|[,.])",
            r"\b(?:until|till|til) (?:i|it|they|my \w{3,6}) (?:bleeds?|bled|was bleeding|"
            r"were bleeding)\b",
            r"\bbang(?:ing)? my head (?:on|against|into)\b(?! (?:a|the) (?:wall|desk|"
            r"keyboard) (?:over|with|about|trying))",
        ),
    ),
    Rule(
        "attempted",
        Kind.ATTEMPT,
        Level.HIGH,
        any_of(
            r"\b(?:tried|attempted|attempt|trying) (?:\w{1,8} )?(?:to )?(?:kill myself|"
            r"end my life|die|suicide|end it|overdose|hang myself|take my (?:own )?life|od)\b|"
            r"\bsuicide attempts?\b|\bmy (?:\w{1,8} )?attempt (?:failed|last|on my life)",
            r"\bi overdosed\b|\boverdosed on\b",
        ),
    ),
)

_NOW = (
    Rule(
        "will do it",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        any_of(
            rf"\b(?:i'?m|i am|im|i'?ll|i will|imma|i) (?:{_JUST} )*(?:going to|gonna|about to|"
            rf"planning (?:to|on)|ready to|will|have decided to|decided to|plan to|intend to|"
            rf"am) ?(?:{_JUST} )*"
            r"(?:kill(?:ing)? myself|unaliv(?:e|ing) myself|kms\b|end(?:ing)? (?:it all|"
            r"my (?:own )?life|it (?:all )?(?:tonight|now|today|tomorrow))|tak(?:e|"
            r"ing) my (?:own )?life|commit(?:ting)? suicide|"
            r"jump(?:ing)? off|hang(?:ing)? myself|shoot(?:ing)? myself(?! in the foot)|"
            r"overdos(?:e|ing)|slit(?:ting)? my|die (?:tonight|today|tomorrow|now))",
            r"\b(?:tomorrow|tonight|soon|by morning),? (?:i'?ll|i will) (?:finally )?be (?:dead|"
            r"gone forever)\b|\b(?:i'?ll|i will|going to|gonna) (?:take|swallow) (?:all|"
            r"every one) (?:of )?(?:my|the|these) (?:pills|meds|tablets)",
            r"\b(?:i'?ll|i will|imma) (?:\w{1,8} )?(?:kill myself|end my life|end it all|"
            r"be dead (?:by|before|tomorrow|soon))",
            rf"\b{_END}\b.{{0,20}}\b{_SOON}\b",
            rf"\b{_SOON},? (?:\w{{1,10}} ){{0,4}}(?:i'?m |i am |i will |i'?ll |is |"
            rf"i )(?:\w{{1,10}} ){{0,3}}(?:kill(?:ing)? myself|end(?:ing)? (?:it all|my life|it)|"
            rf"going to die|gonna die|the night i die|unalive)\b",
            r"\b(?:tonight|today|tomorrow)(?: is|'s| will be) (?:the (?:night|day)|"
            r"my last(?: (?:night|day))?)\b(?! (?:of (?:work|school|class)|at))",
        ),
    ),
    Rule(
        "plan and means",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        any_of(
            r"\b(?:plan|planned|planning|plans|decided|picked|chosen|chose|"
            r"know) (?:\w{1,10} ){0,5}(?:to |how |on |for |where |"
            r"when )(?:\w{1,10} ){0,3}(?:kill(?:ing)? myself|end(?:ing)? (?:it all|my life)|die|"
            r"suicide|do it tonight|overdos\w{1,3}|hang(?:ing)? myself)\b",
            r"\b(?:suicide|death) (?:plan|note|letter|date)\b|\bplanned my (?:death|suicide)\b|"
            r"\b(?:wrote|written|writing|left|finished) (?:\w{1,8} ){0,3}(?:goodbye|farewell|"
            r"suicide|last) (?:note|notes|letter|letters|message|video)\b|\bwrote (?:my|"
            r"the) note\b|\bmy will and (?:goodbye|note)",
            rf"\b(?:bought|got|have|hold|holding|stockpil\w{{1,3}}|saved up|collected|found|"
            rf"loaded|hid|"
            rf"grabbed) (?:\w{{1,10}} ){{0,4}}{_MEANS}(?: \w{{1,10}}){{0,4}} (?:to (?:kill|end|"
            rf"die|hang|overdose|do it)|in my hand|in my lap|ready|in front of me|next to me|"
            rf"beside me)\b",
            rf"\b{_MEANS}(?: is| are|'s|'re) (?:\w{{1,10}} ){{0,2}}(?:in my hand|in my lap|ready|"
            rf"loaded|in front of me|next to me|beside me|to my head|around my neck)\b",
            r"\b(?:gun|knife|blade|razor) (?:\w{1,8} ){0,2}(?:to|in|against|at) my (?:head|mouth|"
            r"temple|wrists?|throat|neck|chest)|\b(?:rope|noose|belt|"
            r"cord) (?:\w{1,8} ){0,3}(?:around my neck|round my neck|tied|hung)|\b(?:tied|made|"
            r"making|tying) (?:a|the) noose",
            r"\b(?:standing|sitting|sat|stood|i'm|i am|im|up|here|"
            r"climbed) (?:\w{1,8} ){0,3}(?:on|at|over|onto) (?:the |a )(?:\w{1,8} )?(?:ledge|"
            r"edge of the (?:roof|bridge|cliff|building|platform)|railing|wrong side|"
            r"roof(?:top)? (?:edge|and)|bridge(?:,| and| about| ready| right| looking|$)|"
            r"train tracks|tracks|parapet)",
            r"\bhow many (?:\w{1,14} ){0,5}(?:to |would |will |does it take to |do i need to |"
            r"can )(?:\w{1,10} ){0,6}(?:die|kill|overdose|od|fatal|lethal|never wake)|"
            r"\blethal dos(?:e|age)|\bfatal dos(?:e|age)|\bhow (?:much|high|long|"
            r"deep) (?:\w{1,14} ){0,8}(?:to die|to kill|kill me|be fatal|bleed out|be lethal|"
            r"survive the fall)",
            r"\b(?:gave|given|giving|give) (?:away )?(?:all )?(?:of )?my (?:\w{1,10} )?(?:things|"
            r"stuff|belongings|possessions|pets?|dog|cat)(?: away)?\b(?=.{0,40}\b(?:goodbye|"
            r"won't need|not need|before i|anymore|die|gone)\b)",
        ),
    ),
    Rule(
        "under way",
        Kind.ATTEMPT,
        Level.IMMINENT,
        any_of(
            rf"\b(?:i|i'?ve|just|already) (?:\w{{1,10}} ){{0,2}}(?:took|taken|swallowed|downed|"
            rf"ate|eaten|popped) (?:all|a (?:whole |full )?(?:bunch|bottle|lot|handful|box)|"
            rf"the (?:whole|entire|rest)|every|too many|\d{{2,3}}|\w{{3,6}}ty|"
            rf"(?:a )?(?:dozen|handful)s?|an overdose|"
            rf"enough)(?: of)?(?: \w{{1,10}}){{0,4}}? ?(?:{_PILLS}|bottle|overdose|to die|"
            rf"to kill|of them|bleach|poison)\b",
            r"\b(?:i|i'?ve) (?:just |already )?(?:drank|drunk|"
            r"swallowed) (?:\w{1,8} ){0,2}(?:bleach|poison|antifreeze|pesticide|drain cleaner)",
            r"\b(?:i|i'?ve) (?:just|already) (?:\w{1,8} )?(?:cut|slit|"
            r"slashed) (?:\w{1,8} ){0,2}(?:wrists?|throat|veins?|arms?)\b|\bslit my (?:wrists?|"
            r"throat) (?:just|already)",
            r"\b(?:blood|bleeding|it)(?: is| just|'s)? (?:won't|will not|doesn't|isn't|"
            r"not) stop(?:ping)?(?: bleeding)?\b|\bi'?m bleeding out|\bthere(?:'s|"
            r" is) (?:so much blood|blood everywhere)\b",
            r"\bi (?:just |already )overdosed\b|\bi(?:'ve)? overdosed(?: on .{1,20})? (?:an hour|"
            r"\w{1,7} (?:minutes|hours)) ago|\bi overdosed (?:today|tonight|this|earlier)|"
            r"\bi'?m overdosing",
        ),
    ),
    Rule(
        "farewell",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        any_of(
            r"\bgoodbye,? (?:cruel )?(?:world|forever|everyone,? (?:i|it|this|for))|\b(?:this is|"
            r"it's) (?:my |the )?(?:final |last )?(?:goodbye|farewell)(?! (?:to (?:my|the|"
            r"our) (?:job|school|house|car|team|office|city)|party))|\bmy (?:last|"
            r"final) (?:goodbye|message|words|post|letter)\b",
            r"\bby the time (?:you|anyone|they|someone) (?:read|see|find|get)s? (?:this|me|my)|"
            r"\bwhen (?:you|they|someone) (?:find|read)s? (?:this|me|my (?:body|note)),? (?:i|"
            r"it)|\bi (?:won't|will not) be (?:here|alive|around) (?:tomorrow|in the morning|"
            r"much longer|by then|next week)\b|"
            r"\byou (?:won't|will never|'ll never) (?:hear from|see) me again\b|\bsee you (?:on|"
            r"in) the (?:other side|next life|afterlife)",
        ),
    ),
)

_OTHER_WORRIES = (
    Rule(
        "hopeless",
        Kind.PASSIVE_IDEATION,
        Level.CONCERN,
        any_of(
            r"\b(?:hopeless|worthless|no hope|lost all hope|no future|no way out|"
            r"can't see a (?:future|way)|trapped|unbearable|a burden|burden (?:to|on)|"
            r"waste of (?:space|air|oxygen))\b",
            r"\b(?:can't|cannot|can not|cant|couldn't) (?:take (?:it|this|much more)|go on|"
            r"do (?:this|it)|keep (?:going|doing this)|cope|carry on|bear (?:it|this)|"
            r"hold on)(?: any ?more| any longer| much longer|$)",
            r"\bwhat(?:'s| is) the point(?: of| in|$)|\b(?:no|don't see the|see no) point (?:in|"
            r"of|to)? ?(?:anything|any of|it|this|life|trying|$)|\blife (?:is|has|feels|"
            r"seems) (?:\w{1,10} )?(?:meaningless|pointless|no meaning|no purpose|empty|"
            r"not worth)",
            r"\b(?:want|wish|wanna|like) (?:\w{1,8} ){0,2}(?:to |"
            r"i could )?(?:just )?(?:disappear|vanish|fade away|not be here|escape from (?:life|"
            r"everything)|go away forever|give up on (?:life|everything))\b|\bgiv(?:e|en|"
            r"ing) up on (?:life|living|everything)",
            r"\b(?:think|thinking|thought|thoughts|obsess\w{1,4}|dream|dreaming|"
            r"fantasi\w{1,5}) (?:\w{1,8} )?(?:about|of) (?:\w{1,8} )?(?:death|dying|being dead|"
            r"not being here|my funeral)\b|\b(?:kill(?:s|ed|ing)?|hurt(?:s|ing)?|hang(?:s|ed|"
            r"ing)?|cut(?:s|ting)?|end(?:s|ed|ing)?|harm(?:s|ed|ing)?|drown(?:s|ed|ing)?|shot|"
            r"shoot(?:s|ing)?|tak(?:es?|ing)|took) (?:himself|herself|themselves|themself|"
            r"his life|her life|their lives?|his own life|her own life)\b",
        ),
    ),
    Rule(
        "harm to others",
        Kind.HARM_TO_OTHERS,
        Level.CONCERN,
        any_of(
            r"\b(?:want|wanna|going|gonna|plan|planning|ready|about|urge|i'?ll|i will|"
            r"thoughts? (?:of|about)|need) (?:to |on )?(?:\w{1,8} )?(?:kill(?:ing)?|"
            r"murder(?:ing)?|stab(?:bing)?|shoot(?:ing)?|strangl(?:e|ing)|hurt(?:ing)?|"
            r"poison(?:ing)?|beat(?:ing)? up) (?:him|her|them|you|someone|somebody|people|"
            r"everyone|my (?:\w{1,10} )?"
            r"(?:boss|wife|husband|mother|father|mom|mum|dad|brother|sister|ex|neighbou?r|kids?|"
            r"child|baby|family|partner|boyfriend|girlfriend|teacher|roommate|coworkers?))\b",
            r"\b(?:shoot up|blow up|bomb) (?:the|my|this) (?:school|office|place|church|mall)|"
            r"\bhomicidal\b",
        ),
    ),
    Rule(
        "abuse suffered",
        Kind.ABUSE_SUFFERED,
        Level.CONCERN,
        any_of(
            r"\b(?:he|she|they|dad|father|mom|mum|mother|husband|wife|boyfriend|girlfriend|"
            r"partner|uncle|stepdad|stepfather|brother|ex|boss|teacher|"
            r"coach) (?:\w{1,10} ){0,2}(?:hits?|beats?|hit|beat|punche[sd]|kick(?:s|ed)|"
            r"chok(?:es|ed)|rap(?:es|ed)|slap(?:s|ped)|molest(?:s|ed)|abus(?:es|ed)|touch(?:es|"
            r"ed)|threaten(?:s|ed)|forc(?:es|ed)) me\b",
            r"\bi (?:was|am|got|'m being|am being|have been|'ve been|"
            r"was being) (?:\w{1,10} ){0,2}(?:raped|molested|abused|sexually assaulted|assaulted|"
            r"beaten|trafficked|groomed|stalked|bullied)\b|\bdomestic (?:violence|abuse)\b|"
            r"\b(?:told|tells|telling|tell) me to (?:kill myself|die|go die|kms)\b|\bkys\b",
        ),
    ),
    Rule(
        "eating disorder",
        Kind.EATING_DISORDER,
        Level.CONCERN,
        any_of(
            r"\b(?:anorexi[ac]|bulimi[ac]|binge eating|bing(?:e|ing) and purg\w{1,3}|purging|"
            r"thinspo|pro ?ana|laxatives? to lose)\b|\b(?:make|making|made) myself (?:throw up|"
            r"sick|vomit|puke)|\bstarv(?:e|ing) myself|\bhaven't eaten (?:\w{1,8} ){0,2}(?:days|"
            r"week)|\bthrow(?:ing)? up (?:after|every|my food)",
        ),
    ),
    Rule(
        "signs of psychosis or mania",
        Kind.PSYCHOSIS_OR_MANIA,
        Level.CONCERN,
        any_of(
            r"\b(?:hear|hearing|heard) voices\b|\bvoices? (?:\w{1,8} ){0,3}(?:tell|tells|telling|"
            r"told|command\w{0,3}|order\w{0,3}) me\b|\bhallucinat\w{1,5}\b|\b(?:they|government|"
            r"fbi|cia|neighbou?rs|aliens|people|someone)(?: is| are|'re|"
            r"'s)? (?:\w{1,8} )?(?:spying on|watching|following|poisoning|tracking|controlling|"
            r"implant\w{0,3}|reading) (?:me|my (?:mind|thoughts|food|brain))\b",
            r"\b(?:chip|microchip|implant) in my (?:head|brain|body)|\bi(?:'m|"
            r" am) (?:the messiah|god|jesus|the chosen one)\b|\bhaven't slept (?:in|"
            r"for) (?:\w{1,8} ){0,2}days? (?:and|but) (?:\w{1,10} ){0,4}(?:energy|amazing|great|"
            r"unstoppable|invincible)",
        ),
    ),
)

ESCALATIONS = (
    Rule(
        "is ready",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        any_of(
            r"\bi(?:'m| am|m) (?:all |finally |so )?(?:ready|prepared|decided|"
            r"set)(?: now)?(?: to (?:go|do it|leave|die))?(?:$|[,.])|\b(?:everything|it)(?:'s|"
            r" is) (?:all )?(?:ready|prepared|set|arranged)\b|\b(?:i've|i have) (?:decided|"
            r"made up my mind|made my decision|a plan|planned it|it (?:all )?planned)\b|"
            r"\bmy mind(?:'s| is) made up",
            r"\b(?:it's|it is) (?:finally )?time(?: to (?:go|do it|leave|end))?(?:$|[,.])|"
            r"\btime (?:for me )?to go\b|\b(?:tonight|doing it|going to do it|gonna do it|"
            r"about to do it|i'll do it)(?: now| tonight| soon)?(?:$|[,.])",
            rf"\b(?:have|got|bought|holding|with|took|taking|take|grabbed|"
            rf"hold) (?:\w{{1,10}} ){{0,4}}{_MEANS}\b|\b{_MEANS} (?:is|are|'s|"
            rf"right) (?:\w{{1,8}} ){{0,2}}(?:here|next|beside|in|ready|on|with)\b",
            r"\b(?:on|at|up on) (?:the |a )(?:\w{1,8} )?(?:roof|rooftop|bridge|ledge|edge|"
            r"balcony|tracks|platform|cliff|railing)\b",
            r"\b(?:gave|given|giving) (?:away )?(?:\w{1,8} ){0,3}(?:things|stuff|belongings|dog|"
            r"cat)(?: away)?\b|\b(?:locked the door|no one can stop me|don't try to stop me|"
            r"don't look for me|too late)\b",
        ),
    ),
    Rule(
        "says goodbye",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        any_of(
            r"^\W{0,3}(?:(?:ok|okay|well|so|anyway|thanks?|thank you)[,. ]{1,2})?(?:good ?bye|"
            r"bye|farewell)\b(?! for now)|\b(?:saying|say|said) (?:my )?(?:good ?byes?|"
            r"farewell)\b|\bgood ?bye(?:,| (?:everyone|all|friend|then|now|mom|mum|dad))|"
            r"\btell (?:\w{1,10} ){1,3}(?:i love|i'm sorry|i am sorry|sorry)|\b(?:take care of|"
            r"look after) my (?:cat|dog|kids?|mom|mum|family|sister|brother)|\bthank(?:s|"
            r" you) for (?:everything|listening|all you)",
        ),
    ),
)

RULES = _NOW + _WISH + _OTHER_WORRIES
