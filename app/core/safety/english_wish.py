"""How English says a wish to die, thoughts of suicide and self-harm in plain words."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of

JUST = (
    r"(?:just|really|actually|honestly|seriously|fucking|all|so|kinda|simply|literally|finally|"
    r"probably)"
)
"""Words that may stand before any wish or deed, and change nothing."""

WISH = (
    Rule(
        "wants to die",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:wants?|wanting|wanted|wish|wishing|ready|long|longing|need|prefer|like|love|"
            r"hoping|hope|pray|praying|deserve|deserved|rather|try|trying) "
            rf"(?:{JUST} )*(?:to |i could |i'?d |i would |for )?(?:{JUST} )*(?:die|be dead|"
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
