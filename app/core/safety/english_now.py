"""How English says in plain words that it is near: intent now, means at hand, an attempt."""

from app.core.safety.english_wish import JUST
from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of

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

NOW = (
    Rule(
        "will do it",
        Kind.ACTIVE_INTENT,
        Level.IMMINENT,
        any_of(
            rf"\b(?:i'?m|i am|im|i'?ll|i will|imma|i) (?:{JUST} )*(?:going to|gonna|about to|"
            rf"planning (?:to|on)|ready to|will|have decided to|decided to|plan to|intend to|"
            rf"am) ?(?:{JUST} )*"
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
