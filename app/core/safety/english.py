"""How risk is said in English. Lower case, with plain apostrophes: the text is normalised first."""

import re

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, Speech, one_of

_MYSELF = r"(?:myself|my self|me)"
_JUST = r"(?:just|really|actually|honestly|seriously|fucking|all|so|kinda|simply|literally|finally|probably)"
_END = (
    r"(?:kill(?:ing)? myself|unaliv(?:e|ing) myself|kms|end(?:ing)? (?:it(?: all)?|my (?:own )?life|everything|myself)|"
    r"tak(?:e|ing) my (?:own )?life|commit(?:ting)? suicide|die|be dead|jump(?:ing)? off|hang(?:ing)? myself|"
    r"shoot(?:ing)? myself|overdos(?:e|ing)|slit(?:ting)? my wrists?|off myself|be gone(?: for good| forever)|ctb|catch the bus)"
)
_SOON = (
    r"(?:tonight|right now|today|now|tomorrow|this (?:evening|weekend|week|morning|afternoon)|after (?:this|school|work)|"
    r"before (?:morning|sunrise|midnight)|in an hour|in a few (?:hours|minutes)|soon|once (?:they|everyone)(?:'s|'re| are| is)? asleep)"
)
_PILLS = (
    r"(?:pills?|tablets?|meds|medication|medicine|painkillers?|sleeping pills?|xanax|tylenol|paracetamol|ibuprofen|advil|"
    r"aspirin|antidepressants?|opioids?|oxy|benzos?|insulin)"
)
_MEANS = rf"(?:{_PILLS}|gun|pistol|rifle|knife|blade|razor(?: blades?)?|rope|noose|poison|charcoal|bottle of \w{{1,14}})"

_IDIOMS = one_of(
    r"\bburn(?:ed|t|ing)? myself out\b|\b(?:seat|safety) ?belt",
    r"\bdying (?:to (?:see|know|try|meet|hear|go|get|eat|read|watch|visit|tell|find|do|be|play|learn)|for (?:a|some|the|coffee|food)|"
    r"of (?:laughter|laughing|boredom|embarrassment|curiosity|heat|thirst|hunger)|laughing)\b",
    r"\bkill(?:ing|ed|s)? (?:time|the (?:time|mood|vibe|engine|lights|process|job|server|tab|switch|app|session)|two birds|it(?! all)(?= (?:at|on|in|today|with))|"
    r"for (?:a|some)|an hour|a few hours)",
    r"\b(?:is|are|was|were|'s|'re|be|been) (?:\w{1,10} )?killing (?:me|us|it)\b|\b(?:feet|back|head|legs|knees|shoes|heat|traffic|jokes?|job|homework|"
    r"boss|suspense|exams?|commute|stairs|workout) (?:\w{1,10} ){0,2}kill(?:s|ing|ed)? me\b",
    r"\b(?:could|would|might|nearly|almost|gonna|going to|thought i'?d|thought i would|wanted to|want to|just) (?:\w{1,8} )?(?:die|died) "
    r"(?:of |from |out of )?(?:laugh|embarrass|boredom|cring|shame|sham|hunger|starv|curios|heat|happy|happi|joy|cute)\w{0,10}",
    r"\b(?:so|too) (?:\w{1,14} )?(?:i|that i|it)(?:'m| am| could| almost|) (?:gonna |going to |just |almost )?(?:die|died)\b(?= (?:laugh|of|lol|haha))",
    r"\b(?:lol|lmao|haha\w{0,9}),? (?:i'?m )?(?:dead|dying)|\bi'?m (?:dead|dying) (?:lol|lmao|haha|😂|🤣|💀)",
    r"\bdead ?(?:line|lines|lift|lifts|lock|pool|end|ends|weight|beat|battery|phone|tired|serious|silence|sea|on my feet|heat|wrong|set|pan)\w{0,3}",
    r"\b(?:drop[- ]dead|dead (?:gorgeous|sexy|man walking)|over my dead body|beat(?:ing)? a dead horse|to die for|die[- ]hard|diehard|never say die|"
    r"old habits die|phone (?:is about to |will |'s gonna )?die|battery (?:is about to |will )?die)",
    r"\b(?:i'?d|i would) rather die than\b|\bif (?:it|this|you|he|she|that) (?:\w{1,10} ){0,2}kills me\b",
    r"\b(?:mom|mum|dad|mother|father|wife|husband|boss|parents|teacher|coach|partner|girlfriend|boyfriend|sister|brother|she|he|they)"
    r"(?:'s|'ll|'d| is| are| will| would)? (?:gonna |going to |so )?(?:kill|murder) me\b(?! someday)",
    r"\b(?:shoot|shot|shooting) myself in the foot|\b(?:kick|kicking|pinch|could kick) myself|\bcut(?:ting)? myself (?:some slack|off|short|shaving|while|"
    r"cooking|a (?:slice|piece|break)|accident|on (?:a|the|some) (?:paper|glass|knife|can|tin))|\bhurt(?:ing)? myself (?:at|in|during|while|playing|running|lifting|"
    r"skiing|falling)\b",
    r"\bsuicide (?:squad|rates?|prevention|hot ?line|lifeline|awareness|statistics|watch|door|bomb\w{0,4}|mission|run|burns?|king|silence|boys|club)|\bself[- ]harm policy|"
    r"\bcareer suicide|political suicide|social suicide|suicidal tendencies (?:band|album|concert|song)",
    r"\bkill(?:ed|ing)? (?:the|my|that|this) (?:\w{1,12} )?(?:exam|interview|presentation|audition|game|workout|test|final|set|plants?|process|weeds|spider|bugs?)\b",
    r"\b(?:thought|worried|afraid|scared|fear|terrified|frightened) (?:i|that i|i am|i'm|of|about)(?: was| am| might| will| would|'m)? ?(?:going to |gonna )?(?:die|dying)\b",
    r"\b(?:don't|do not|didn't) want to (?:live|be|exist|go on|wake up|be here) (?:in|with|like|near|at|without|off|on|under|there|by|for|alone|together|"
    r"apart|this way|as a|here(?= (?:at|in))|early|late|at)\b(?! (?:this (?:world|body|planet)|pain|this any))",
    r"\bend it (?:with|between)\b|\bending (?:it|things) with\b|\bend(?:ed)? (?:it|things) (?:with|between) (?:him|her|them|us)",
    r"\bmake(?:s|ing)? (?:me|you) (?:want to|wanna) die (?:of|laughing)|\bdie(?:d|s)? inside\b",
)

_WISH = (
    Rule(
        "wants to die",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        one_of(
            r"\b(?:wants?|wanting|wanted|wish|wishing|ready|long|longing|need|prefer|like|love|hoping|hope|pray|praying|deserve|deserved|rather|try|trying) "
            rf"(?:{_JUST} )*(?:to |i could |i'?d |i would |for )?(?:{_JUST} )*(?:die|be dead|dying|drop dead|death)\b",
            r"\bwanna (?:just )?(?:die|be dead)\b",
            r"\bwish(?:ed|ing)? (?:that )?i (?:was|were|had been|had|would) (?:just )?(?:dead|died|never been born|be dead|never wak|not alive|not exist|never existed)",
            r"\bwish(?:ed)? (?:that )?i (?:wasn't|weren't|hadn't been|had never been|was never|were never|didn't) (?:alive|born|here(?! (?:at|in|on))|exist\w{0,2}|have to (?:live|wake|exist))",
            r"\bwish (?:that )?i (?:could|would) (?:just )?(?:not wake up|never wake up|sleep forever|stop existing|go to sleep and (?:not|never) wake)",
            r"\b(?:hope|pray|wish|rather|like to|want to|love to|wanna) (?:that )?(?:i )?(?:just |to )?(?:don't|do not|not|never|fall asleep and (?:not|never)|go to sleep and (?:not|never)) (?:to )?(?:ever )?wake up",
            r"\b(?:\w{2,12}(?:'d| would| will) (?:all )?(?:just )?be )?(?:better off|happier|easier|better) (?:if i (?:was|were)(?:n't)? |if i'?d |with me |without me|being |when i'?m |once i'?m )?(?:dead|without me|gone|not (?:here|alive|around)|here|alive|never been born)",
            r"\b(?:i )?(?:should|could|might as well|may as well|ought to) (?:just |really |be )*(?:die|dead|kill myself|not be (?:alive|here)|be dead)\b",
            r"\b(?:no one|nobody|anyone|who|they|people)(?: would|'d| will| even)* (?:even )?(?:care|notice|miss me|be sad|cry) if i (?:\w{1,8} )?(?:die|died|disappeared|killed|was dead|were dead|was gone|were gone)",
            r"\b(?:tired|sick|exhausted|done|finished|fed up) (?:of |with |from )(?:just |this )?(?:living|being alive|life|existing|existence|staying alive)(?! (?:with|in|at|like (?:a|an)|out|on|off|here|alone))\b",
            r"\b(?:want|wanna|wish|like|let me|just|rather) (?:\w{1,8} ){0,3}sleep forever\b|\bnever wak(?:e|ing) up\b|\bcease to exist|\bstop existing|\bnot exist(?:ing)? any ?more",
            r"\b(?:death|dying) (?:sounds|seems|looks|would be|is|feels like) (?:so |really |like )?(?:a relief|peaceful|nice|good|better|easier|appealing|comforting|the only|my only|freedom)",
        ),
    ),
    Rule(
        "doesn't want to live",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        one_of(
            r"\b(?:don't|dont|do not|didn't|not|no longer|never) (?:really |even |ever )?(?:want|wanna|wish|care|deserve|wanting|know if i want|see (?:a|any) reason)"
            r" ?(?:to |if i )?(?:go on |keep |continue |be |have to )?(?:on )?(?:living|live|alive|exist|existing|be (?:here|alive|around)|here any ?more|wake up|keep going|this life|life)\b",
            r"\b(?:don't|dont|do not|can't|cant|cannot|won't) (?:want to |wanna |)?(?:live|be alive|exist|go on living|stay alive|keep living|do life)(?: like this| this way)? (?:any ?more|any longer|another day)\b",
            r"\b(?:no|without a|not a single|any) (?:reason|point|purpose|desire|will|wish)(?: left)?(?: for me)? (?:to |in |of )(?:live|living|be alive|stay alive|being alive|go on|going on|keep going|stay here)\b",
            r"\b(?:nothing|no ?thing|not(?:hing)? (?:much|anything)) (?:left )?(?:to |worth )(?:live|living)(?: for)?\b|\blife(?: is|'s| isn't|is not| not)?(?: just| not)* (?:not )?worth living\b(?<!is worth living)",
            r"\bnot (?:be|being) (?:alive|here any ?more)\b|\bnot want to (?:live|be alive|exist|be here)\b",
            r"\b(?:don't|can't|dont) (?:want to|wanna) (?:be here|do this|go on|keep going|wake up|live)(?: any ?more| tomorrow|$)",
        ),
        guarded=False,
    ),
    Rule(
        "suicide",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        one_of(
            r"\bkill(?:ing|ed|s)? (?:off )?myself\b|\bmurder myself\b|\bkill me\b(?= (?:now|please|already|$)|$)|\bplease (?:just )?(?:kill me|let me die)\b|\blet me die\b",
            r"\bkms\b|\bunaliv(?:e|ed|ing|es)\b|\bself delet(?:e|ion|ing)|\bctb\b|\bcatch the bus for good",
            r"\bsuicid(?:e|al|ally|ality)\b",
            r"\b(?:end|ending|ended|finish|take|taking|took|losing) (?:my (?:own )?(?:life|existence|misery|suffering)|it all|myself)\b",
            r"\b(?:want|wanna|wanting|going|gonna|ready|need|think(?:ing)? (?:about|of)|thought (?:about|of)|plan\w{0,4}|feel like|urge|considering|considered|tempted) (?:to |on )?(?:just )?"
            r"(?:end(?:ing)? it|off(?:ing)? myself|jump(?:ing)? (?:off|from|in front|out of)|hang(?:ing)? myself|overdos\w{1,4}|od on|shoot(?:ing)? myself|drown(?:ing)? myself|slit\w{0,4} my|"
            r"step(?:ping)? in front|walk(?:ing)? into (?:traffic|the sea|the ocean)|driv(?:e|ing) (?:off|into)|tak(?:e|ing) (?:all|every|the whole)(?: of)? (?:my|the|these|bottle))\b",
            r"\b(?:hang|drown|shoot|poison|suffocate|strangle|off) myself\b",
            r"\b(?:jump|throw myself) (?:off|from|in front of|under) (?:a|the|my|this) (?:\w{1,10} )?(?:bridge|building|roof|balcony|cliff|train|bus|car|truck|window|overpass)",
            r"\b(?:painless|quick|easy|easiest|best|fast|fastest|quickest|peaceful|less painful|least painful|good|some) (?:\w{1,8} )?(?:way|ways|method|methods) (?:to|of|for) (?:die|dying|kill|killing|go|end|suicide)\b",
            r"\bhow (?:do|can|would|could|should|to) (?:i |you |one |someone )?(?:\w{1,10} )?(?:die|kill (?:myself|yourself)|end my life|hang|overdose|commit suicide|slit|tie a noose)\b",
        ),
    ),
    Rule(
        "self-harm",
        Kind.SELF_HARM,
        Level.HIGH,
        one_of(
            r"\bself[- ]?(?:harm\w{0,4}|injur\w{1,5}|mutilat\w{1,5})\b|\bsh (?:relapse|urges?)\b",
            r"\b(?:hurt|hurting|harm|harming|harmed|cut|cutting|cuts|burn|burning|burned|burnt|punish|punishing|scratch|scratching|hit|hitting|injure|injuring|starve|stab|stabbing|choke|punch|punching) (?:at )?myself\b",
            r"\b(?:cut|cutting|slice|slicing|slash|slashing|slit|slitting|carve|carving) (?:up )?(?:my|into my) (?:\w{1,8} )?(?:wrists?|arms?|thighs?|legs?|skin|veins?|throat|body)\b",
            r"\b(?:urge|urges|want|need|started|start|back to|relapsed|been|stop) (?:\w{1,10} ){0,2}(?:cutting|self harming|to cut)(?: again| my| on|$|[,.])",
            r"\bbang(?:ing)? my head (?:on|against|into)\b(?! (?:a|the) (?:wall|desk|keyboard) (?:over|with|about|trying))",
        ),
    ),
    Rule(
        "attempted",
        Kind.ATTEMPT,
        Level.HIGH,
        one_of(
            r"\b(?:tried|attempted|attempt|trying) (?:\w{1,8} )?(?:to )?(?:kill myself|end my life|die|suicide|end it|overdose|hang myself|take my (?:own )?life|od)\b|\bsuicide attempts?\b|\bmy (?:\w{1,8} )?attempt (?:failed|last|on my life)",
            r"\bi overdosed\b|\boverdosed on\b",
        ),
    ),
)

_NOW = (
    Rule(
        "will do it",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        one_of(
            rf"\b(?:i'?m|i am|im|i'?ll|i will|imma|i) (?:{_JUST} )*(?:going to|gonna|about to|planning (?:to|on)|ready to|will|have decided to|decided to|plan to|intend to|am) ?(?:{_JUST} )*"
            r"(?:kill(?:ing)? myself|unaliv(?:e|ing) myself|kms\b|end(?:ing)? (?:it all|my (?:own )?life|it (?:all )?(?:tonight|now|today|tomorrow))|tak(?:e|ing) my (?:own )?life|commit(?:ting)? suicide|"
            r"jump(?:ing)? off|hang(?:ing)? myself|shoot(?:ing)? myself(?! in the foot)|overdos(?:e|ing)|slit(?:ting)? my|die (?:tonight|today|tomorrow|now))",
            r"\b(?:i'?ll|i will|imma) (?:\w{1,8} )?(?:kill myself|end my life|end it all|be dead (?:by|before|tomorrow|soon))",
            rf"\b{_END}\b.{{0,20}}\b{_SOON}\b",
            rf"\b{_SOON},? (?:\w{{1,10}} ){{0,4}}(?:i'?m |i am |i will |i'?ll |is |i )(?:\w{{1,10}} ){{0,3}}(?:kill(?:ing)? myself|end(?:ing)? (?:it all|my life|it)|going to die|gonna die|the night i die|unalive)\b",
            r"\b(?:tonight|today|tomorrow)(?: is|'s| will be) (?:the (?:night|day)|my last(?: (?:night|day))?)\b(?! (?:of (?:work|school|class)|at))",
        ),
    ),
    Rule(
        "plan and means",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        one_of(
            r"\b(?:plan|planned|planning|plans|decided|picked|chosen|chose|know) (?:\w{1,10} ){0,5}(?:to |how |on |for |where |when )(?:\w{1,10} ){0,3}(?:kill(?:ing)? myself|end(?:ing)? (?:it all|my life)|die|suicide|do it tonight|overdos\w{1,3}|hang(?:ing)? myself)\b",
            r"\b(?:suicide|death) (?:plan|note|letter|date)\b|\bplanned my (?:death|suicide)\b|\b(?:wrote|written|writing|left|finished) (?:\w{1,8} ){0,3}(?:goodbye|farewell|suicide|last) (?:note|notes|letter|letters|message|video)\b|\bwrote (?:my|the) note\b|\bmy will and (?:goodbye|note)",
            rf"\b(?:bought|got|have|hold|holding|stockpil\w{{1,3}}|saved up|collected|found|loaded|hid|grabbed) (?:\w{{1,10}} ){{0,4}}{_MEANS}(?: \w{{1,10}}){{0,4}} (?:to (?:kill|end|die|hang|overdose|do it)|in my hand|in my lap|ready|in front of me|next to me|beside me)\b",
            rf"\b{_MEANS}(?: is| are|'s|'re) (?:\w{{1,10}} ){{0,2}}(?:in my hand|in my lap|ready|loaded|in front of me|next to me|beside me|to my head|around my neck)\b",
            r"\bgun (?:\w{1,8} ){0,2}(?:to|in|against) my (?:head|mouth|temple)|\b(?:rope|noose|belt|cord) (?:\w{1,8} ){0,3}(?:around my neck|round my neck|tied|hung)|\b(?:tied|made|making|tying) (?:a|the) noose",
            r"\b(?:standing|sitting|sat|stood|i'm|i am|im|up|here|climbed) (?:\w{1,8} ){0,3}(?:on|at|over|onto) (?:the |a )(?:\w{1,8} )?(?:ledge|edge of the (?:roof|bridge|cliff|building|platform)|railing|wrong side|roof(?:top)? (?:edge|and)|bridge(?:,| and| about| ready| right| looking|$)|train tracks|tracks|parapet)",
            r"\bhow many (?:\w{1,14} ){0,5}(?:to |would |will |does it take to |do i need to |can )(?:\w{1,10} ){0,6}(?:die|kill|overdose|od|fatal|lethal|never wake)|\blethal dos(?:e|age)|\bfatal dos(?:e|age)|\bhow (?:much|high|long|deep) (?:\w{1,14} ){0,8}(?:to die|to kill|kill me|be fatal|bleed out|be lethal|survive the fall)",
            r"\b(?:gave|given|giving|give) (?:away )?(?:all )?(?:of )?my (?:\w{1,10} )?(?:things|stuff|belongings|possessions|pets?|dog|cat)(?: away)?\b(?=.{0,40}\b(?:goodbye|won't need|not need|before i|anymore|die|gone)\b)",
        ),
    ),
    Rule(
        "under way",
        Kind.ATTEMPT,
        Level.IMMINENT,
        one_of(
            rf"\b(?:i|i'?ve|just|already) (?:\w{{1,10}} ){{0,2}}(?:took|taken|swallowed|downed|ate|eaten|popped) (?:all|a (?:whole |full )?(?:bunch|bottle|lot|handful|box)|the (?:whole|entire|rest)|every|too many|\d{{2,3}}|\w{{3,6}}ty|"
            rf"(?:a )?(?:dozen|handful)s?|an overdose|enough)(?: of)?(?: \w{{1,10}}){{0,4}}? ?(?:{_PILLS}|bottle|overdose|to die|to kill|of them|bleach|poison)\b",
            r"\b(?:i|i'?ve) (?:just |already )?(?:drank|drunk|swallowed) (?:\w{1,8} ){0,2}(?:bleach|poison|antifreeze|pesticide|drain cleaner)",
            r"\b(?:i|i'?ve) (?:just|already) (?:\w{1,8} )?(?:cut|slit|slashed) (?:\w{1,8} ){0,2}(?:wrists?|throat|veins?|arms?)\b|\bslit my (?:wrists?|throat) (?:just|already)",
            r"\b(?:blood|bleeding|it)(?: is| just|'s)? (?:won't|will not|doesn't|isn't|not) stop(?:ping)?(?: bleeding)?\b|\bi'?m bleeding out|\bthere(?:'s| is) (?:so much blood|blood everywhere)\b",
            r"\bi (?:just |already )overdosed\b|\bi'?m overdosing",
        ),
    ),
    Rule(
        "farewell",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        one_of(
            r"\bgoodbye,? (?:cruel )?(?:world|forever|everyone,? (?:i|it|this|for))|\b(?:this is|it's) (?:my |the )?(?:final |last )?(?:goodbye|farewell)(?! (?:to (?:my|the|our) (?:job|school|house|car|team|office|city)|party))|\bmy (?:last|final) (?:goodbye|message|words|post|letter)\b",
            r"\bby the time (?:you|anyone|they|someone) (?:read|see|find|get)s? (?:this|me|my)|\bwhen (?:you|they|someone) (?:find|read)s? (?:this|me|my (?:body|note)),? (?:i|it)|\bi (?:won't|will not) be (?:here|alive|around) (?:tomorrow|in the morning|much longer|by then|next week)\b|"
            r"\byou (?:won't|will never|'ll never) (?:hear from|see) me again\b|\bsee you (?:on|in) the (?:other side|next life|afterlife)",
        ),
    ),
)

_OTHER_WORRIES = (
    Rule(
        "hopeless",
        Kind.PASSIVE_IDEATION,
        Level.CONCERN,
        one_of(
            r"\b(?:hopeless|worthless|no hope|lost all hope|no future|no way out|can't see a (?:future|way)|trapped|unbearable|a burden|burden (?:to|on)|waste of (?:space|air|oxygen))\b",
            r"\b(?:can't|cannot|can not|cant|couldn't) (?:take (?:it|this|much more)|go on|do (?:this|it)|keep (?:going|doing this)|cope|carry on|bear (?:it|this)|hold on)(?: any ?more| any longer| much longer|$)",
            r"\bwhat(?:'s| is) the point(?: of| in|$)|\b(?:no|don't see the|see no) point (?:in|of|to)? ?(?:anything|any of|it|this|life|trying|$)|\blife (?:is|has|feels|seems) (?:\w{1,10} )?(?:meaningless|pointless|no meaning|no purpose|empty|not worth)",
            r"\b(?:want|wish|wanna|like) (?:\w{1,8} ){0,2}(?:to |i could )?(?:just )?(?:disappear|vanish|fade away|not be here|escape from (?:life|everything)|go away forever|give up on (?:life|everything))\b|\bgiv(?:e|en|ing) up on (?:life|living|everything)",
            r"\b(?:think|thinking|thought|thoughts|obsess\w{1,4}|dream|dreaming|fantasi\w{1,5}) (?:\w{1,8} )?(?:about|of) (?:\w{1,8} )?(?:death|dying|being dead|not being here|my funeral)\b|\b(?:kill(?:s|ed|ing)?|hurt(?:s|ing)?|hang(?:s|ed|ing)?|cut(?:s|ting)?|end(?:s|ed|ing)?|harm(?:s|ed|ing)?|drown(?:s|ed|ing)?|shot|shoot(?:s|ing)?|tak(?:es?|ing)|took) (?:himself|herself|themselves|themself|his life|her life|their lives?|his own life|her own life)\b",
        ),
    ),
    Rule(
        "harm to others",
        Kind.HARM_TO_OTHERS,
        Level.CONCERN,
        one_of(
            r"\b(?:want|wanna|going|gonna|plan|planning|ready|about|urge|i'?ll|i will|thoughts? (?:of|about)|need) (?:to |on )?(?:\w{1,8} )?(?:kill(?:ing)?|murder(?:ing)?|stab(?:bing)?|shoot(?:ing)?|strangl(?:e|ing)|hurt(?:ing)?|poison(?:ing)?|beat(?:ing)? up) (?:him|her|them|you|someone|somebody|people|everyone|my (?:\w{1,10} )?"
            r"(?:boss|wife|husband|mother|father|mom|mum|dad|brother|sister|ex|neighbou?r|kids?|child|baby|family|partner|boyfriend|girlfriend|teacher|roommate|coworkers?))\b",
            r"\b(?:shoot up|blow up|bomb) (?:the|my|this) (?:school|office|place|church|mall)|\bhomicidal\b",
        ),
    ),
    Rule(
        "abuse suffered",
        Kind.ABUSE_SUFFERED,
        Level.CONCERN,
        one_of(
            r"\b(?:he|she|they|dad|father|mom|mum|mother|husband|wife|boyfriend|girlfriend|partner|uncle|stepdad|stepfather|brother|ex|boss|teacher|coach) (?:\w{1,10} ){0,2}(?:hits?|beats?|hit|beat|punche[sd]|kick(?:s|ed)|chok(?:es|ed)|rap(?:es|ed)|slap(?:s|ped)|molest(?:s|ed)|abus(?:es|ed)|touch(?:es|ed)|threaten(?:s|ed)|forc(?:es|ed)) me\b",
            r"\bi (?:was|am|got|'m being|am being|have been|'ve been|was being) (?:\w{1,10} ){0,2}(?:raped|molested|abused|sexually assaulted|assaulted|beaten|trafficked|groomed|stalked|bullied)\b|\bdomestic (?:violence|abuse)\b|\b(?:told|tells|telling|tell) me to (?:kill myself|die|go die|kms)\b|\bkys\b",
        ),
    ),
    Rule(
        "eating disorder",
        Kind.EATING_DISORDER,
        Level.CONCERN,
        one_of(
            r"\b(?:anorexi[ac]|bulimi[ac]|binge eating|bing(?:e|ing) and purg\w{1,3}|purging|thinspo|pro ?ana|laxatives? to lose)\b|\b(?:make|making|made) myself (?:throw up|sick|vomit|puke)|\bstarv(?:e|ing) myself|\bhaven't eaten (?:\w{1,8} ){0,2}(?:days|week)|\bthrow(?:ing)? up (?:after|every|my food)",
        ),
    ),
    Rule(
        "signs of psychosis or mania",
        Kind.PSYCHOSIS_OR_MANIA,
        Level.CONCERN,
        one_of(
            r"\b(?:hear|hearing|heard) voices\b|\bvoices? (?:\w{1,8} ){0,3}(?:tell|tells|telling|told|command\w{0,3}|order\w{0,3}) me\b|\bhallucinat\w{1,5}\b|\b(?:they|government|fbi|cia|neighbou?rs|aliens|people|someone)(?: is| are|'re|'s)? (?:\w{1,8} )?(?:spying on|watching|following|poisoning|tracking|controlling|implant\w{0,3}|reading) (?:me|my (?:mind|thoughts|food|brain))\b",
            r"\b(?:chip|microchip|implant) in my (?:head|brain|body)|\bi(?:'m| am) (?:the messiah|god|jesus|the chosen one)\b|\bhaven't slept (?:in|for) (?:\w{1,8} ){0,2}days? (?:and|but) (?:\w{1,10} ){0,4}(?:energy|amazing|great|unstoppable|invincible)",
        ),
    ),
)

_ESCALATIONS = (
    Rule(
        "is ready",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        one_of(
            r"\bi(?:'m| am|m) (?:all |finally |so )?(?:ready|prepared|decided|set)(?: now)?(?: to (?:go|do it|leave|die))?(?:$|[,.])|\b(?:everything|it)(?:'s| is) (?:all )?(?:ready|prepared|set|arranged)\b|\b(?:i've|i have) (?:decided|made up my mind|made my decision|a plan|planned it|it (?:all )?planned)\b|\bmy mind(?:'s| is) made up",
            r"\b(?:it's|it is) (?:finally )?time(?: to (?:go|do it|leave|end))?(?:$|[,.])|\btime (?:for me )?to go\b|\b(?:tonight|doing it|going to do it|gonna do it|about to do it|i'll do it)(?: now| tonight| soon)?(?:$|[,.])",
            rf"\b(?:have|got|bought|holding|with|found|took|taking|take|grabbed|hold) (?:\w{{1,10}} ){{0,4}}{_MEANS}\b|\b{_MEANS} (?:is|are|'s|right) (?:\w{{1,8}} ){{0,2}}(?:here|next|beside|in|ready|on|with)\b",
            r"\b(?:on|at|up on) (?:the |a )(?:\w{1,8} )?(?:roof|rooftop|bridge|ledge|edge|balcony|tracks|platform|cliff|railing)\b",
            r"\b(?:gave|given|giving) (?:away )?(?:\w{1,8} ){0,3}(?:things|stuff|belongings|dog|cat)(?: away)?\b|\b(?:locked the door|no one can stop me|don't try to stop me|don't look for me|too late)\b",
        ),
    ),
    Rule(
        "says goodbye",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        one_of(
            r"^\W{0,3}(?:(?:ok|okay|well|so|anyway|thanks?|thank you)[,. ]{1,2})?(?:good ?bye|bye|farewell)\b(?! for now)|\b(?:saying|say|said) (?:my )?(?:good ?byes?|farewell)\b|\bgood ?bye(?:,| (?:everyone|all|friend|then|now|mom|mum|dad))|\btell (?:\w{1,10} ){1,3}(?:i love|i'm sorry|i am sorry|sorry)|\b(?:take care of|look after) my (?:cat|dog|kids?|mom|mum|family|sister|brother)|\bthank(?:s| you) for (?:everything|listening|all you)",
        ),
    ),
)

_PERSON = (
    r"(?:he|she|they|(?:my|his|her|their|our|a|the|some|this|that|one of my) (?:\w{1,12} ){0,2}(?:friends?|parents?|family|siblings?|brother|sister|son|daughter|mom|mum|mother|dad|father|"
    r"wife|husband|partner|boyfriend|girlfriend|uncle|aunt|cousin|grandma|grandpa|grandmother|grandfather|roommate|classmate|colleague|coworker|neighbou?r|student|teacher|"
    r"boss|kid|child|ex|bestie|best friend|patient|client|character|hero|actor|singer|girl|boy|guy|man|woman|person|nephew|niece)|someone|somebody|people|anyone|anybody|celebrit\w{1,3})"
)

ENGLISH = Speech(
    letters=re.compile(r"[a-z]"),
    idioms=_IDIOMS,
    rules=_NOW + _WISH + _OTHER_WORRIES,
    escalations=_ESCALATIONS,
    negated=re.compile(
        r"\b(?:don't|dont|do not|didn't|did not|doesn't|never|not|no longer|wouldn't|won't|will not|isn't|wasn't|haven't|hadn't|aren't|ain't|without|no|nor|nothing)"
        r" (?:(?:really|actually|even|ever|going|gonna|want|wanting|wanted|trying|planning|plan|plans|have|had|having|to|a|any|thoughts?|of|wish|wishing|intention|intentions|thinking|think|thought|"
        r"about|feel|feeling|like|being|be|been|i'm|i am|am|want to|desire|tell\w{0,3}|saying|say|so|that|or|attempt|try|tried|contemplated|considered|considering) ){0,6}$"
    ),
    asked=re.compile(
        r"\bwhy (?:don't|dont|do not|not|didn't|shouldn't) (?:i )?(?:just )?$|\bnot (?:sure|only)|\bno idea|\bno (?:way|point|reason) not |\bno (?:one|matter)"
    ),
    withdrawn=re.compile(
        r" (?:anymore |any more )?(?:is|was) (?:not|never) (?:an option|on my mind|what i)|(?:\w{1,8} ){0,2}\?? ?,? ?(?:no|nope),? (?:never|not at all)"
    ),
    someone_else=re.compile(
        rf"\b{_PERSON}(?:'s|'re|'d)?(?: (?!i\b|i'|me\b|my\b|myself\b|and i\b|make\b|makes\b|made\b|making\b)[\w',-]{{1,16}}){{0,8}} ?$"
    ),
    quoted=re.compile(
        r"\b(?:movie|film|novel|book|song|lyrics?|episode|show|series|documentary|article|essay|character|poem|podcast|news|game|titled|called|band|study|report|class|lecture|thesis) "
        r"(?:(?!i\b|i'm\b|my\b)[\w',\"-]{1,16} ){0,8}[\"']?$"
    ),
    past=re.compile(
        r"\bused to\b|\b(?:years?|months|decades?|a long time) ago|\bback (?:then|when|in)|\bwhen i was\b|\bin the past|\bas a (?:kid|teen\w{0,5}|child)|\bin (?:high school|college|middle school|\d{4})\b|\bonce (?:wanted|tried|thought)|\blast year"
    ),
    overcome=re.compile(
        r"\bused to\b|\b(?:not|don't|no longer|haven't|never|isn't|wasn't)\b.{0,24}\b(?:any ?more|now|since|longer|again|these days)\b|\b(?:any ?more|now)\b.{0,12}\b(?:don't|better|fine|okay|ok|glad|happy)\b|"
        r"\b(?:better|glad|grateful|recovered|healed|past (?:that|it)|moved on|over it|happy|good place|behind me|got help)\b"
    ),
)
