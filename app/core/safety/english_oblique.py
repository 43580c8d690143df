"""How English speaks of one's own death without its plain words: one rule for one way."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of, one_of

_DRUG = (
    r"(?:pills?|tablets?|meds|medications?|medicine|painkillers?|sleeping pills?|morphine|insulin|opioids?|"
    r"oxy\w{0,7}|fentanyl|xanax|tylenol|paracetamol|acetaminophen|ibuprofen|benzos?|antidepressants?|potassium|heroin)"
)
_TOOL = r"(?:rope|noose|razors?(?: blades?)?|blades|gun|pistol|revolver|rifle|shotgun|helium|charcoal|nitrogen|poison)"
_LOOK = r"(?:googl(?:e|ed|ing)|look(?:ed|ing)? up|looking at|research(?:ed|ing)?|search(?:ed|ing)?(?: for)?|read(?:ing)? (?:up )?(?:about|on)|checked)"
_END = r"(?=$|[,.;:)]| and\b| but\b| because\b| so\b| now\b| soon\b| forever\b)"

OBLIQUE = (
    Rule(
        "would be gone",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:lighter|brighter|calmer|cheaper|happier|better|easier|simpler)(?: off)? (?:place )?(?:without me|if i (?:was|were) (?:gone|dead)|once i'?m gone|when i'?m gone)\b",
            r"\bif i (?:weren't|wasn't|were not|was not|were no longer|was no longer|just wasn't|just weren't) (?:around|here|alive|in the picture)(?: any ?more)?"
            + _END,
            r"\b(?:when|once|after|if) i(?:'m| am) (?:dead|gone(?: for good)?)" + _END,
            r"\b(?:stopped|stop|quit|cease[ds]?(?: to)?) (?:existing|exist|breathing for good|being alive)\b|\bblink out of existence\b",
            r"\bi(?:'ll| will| won't| will not|'m not going to|'m not gonna| am not going to) (?:not )?be (?:a problem|around|here|alive|a burden|in the way|bothering (?:you|anyone))(?: \w{1,10}){0,3} (?:much longer|(?:for )?long|any ?more|by (?:then|tomorrow|monday|christmas|summer|next \w{3,8}))\b(?! (?:at|in|with) )",
            r"\b(?:worth more dead|(?:(?:they|he|she|my \w{2,8}|the kids)(?:'d| would| will|'ll) (?:\w{1,8} ){0,3})?(?:life )?insurance (?:money|payout|policy|would|will)\b.{0,40}\b(?:if (?:something|anything) happened to me|if i (?:died|die|was gone|were gone)|when i'?m gone|without me|pay))\b",
            r"\bi(?:'d| would) rather (?:just )?(?:be (?:dead|six feet under|in the ground|nothing|gone)|check out|not be (?:here|alive)|not exist)\b|\bcheck(?:ing)? out (?:of (?:life|this life|this world)|for good|permanently)\b",
            r"\b(?:leave|leaving|exit|exiting|depart(?:ing)?|quit|escape|get off) (?:from )?this (?:world|earth|life|planet|mortal coil)\b",
            r"\b(?:six feet under|in (?:a|my) (?:coffin|casket|grave))\b(?=.{0,30}\b(?:better|relief|peace|rather|wish|soon|belong)\b)",
        ),
        guarded=False,
    ),
    Rule(
        "welcomes death",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:not|no longer|aren't|isn't|never) (?:even |really )?(?:scared|afraid|frightened) (?:of|to) (?:die|dying|death)(?: any ?more)?\b|\b(?:look(?:ing)? forward to|at peace with|made (?:my )?peace with|welcome|crave|craving|longing for|long for|beg(?:ging)? for) (?:dying|death|the end)\b",
            r"\b(?:death|dying|suicide|being dead|not being alive) (?:is|feels like|seems like|looks like|sounds like|would be|might be|may be) (?:\w{1,8} ){0,2}(?:the only|my only|only|the one|a|the) (?:\w{1,8} )?(?:way|escape|exit|option|answer|solution|relief|thing|release|rest|choice|freedom)\b",
            r"\b(?:tired|sick|exhausted) of (?:waking up|breathing|being here|this life|surviving|staying alive)\b|\b(?:hate|can't stand) (?:being alive|waking up|existing|that i woke up|that i'm alive)\b|\bbeing alive (?:hurts|is (?:\w{1,8} )?(?:hard|painful|exhausting|torture|hell))\b",
            r"\b(?:god|lord|jesus|universe|please|just)[, ]{1,2}(?:please |just )*take me (?:already|now|away|home|too|instead)\b|\bput me out of my misery\b(?!.{0,10}\b(?:lol|haha))",
            r"\b(?:want|wanna|wish i could|going|gonna|ready|time|will|'ll|need|hope) (?:to |i |just )*(?:be where (?:he|she|they|dad|mom|mum|my \w{2,12}) (?:is|are)\b|join (?:him|her|them|my \w{2,12})(?: in heaven| up there| soon|$)|follow (?:him|her|them) (?:into|to) (?:the grave|heaven))",
            r"\b(?:don't|do not|didn't|never) (?:plan|intend|expect|want) (?:to|on) (?:be(?:ing)? (?:around|alive)|live|liv(?:e|ing) (?:past|to see|beyond)|see(?:ing)? (?:\w{1,8} )?(?:tomorrow|morning|next (?:week|month|year)|christmas|birthday|thirty|\d{2}))\b",
            r"\b(?:don't|do not|can't) see (?:\w{1,6} ){0,2}(?:reason|point|purpose) (?:to|in|of|for) (?:be|being|stay|staying|go|going|keep|keeping|liv|wak)\w{0,3}\b",
        ),
        guarded=False,
    ),
    Rule(
        "sees it happen",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            r"\b(?:pictur(?:e|ing)|imagin(?:e|ing)|see(?:ing)?|visuali[sz](?:e|ing)|fantasi[sz](?:e|ing) about|daydream(?:ing)? (?:of|about)|thoughts? of|images? of|think(?:ing)? (?:of|about)) (?:myself|me|my(?: own)?) (?:\w{1,8} ){0,2}(?:hanging|dead|dying|jumping|falling off|bleeding|funeral|dead body|crashing|drowning|death)\b",
            r"\b(?:driv(?:e|ing)|steer(?:ing)?|swerv(?:e|ing)|crash(?:ing)?) (?:us|me|my car|the car|myself|my truck|it|right|straight)? ?(?:\w{1,6} ){0,2}(?:off|into) (?:a |the |an |oncoming )?(?:\w{1,10} )?(?:bridge|cliff|road|tree|wall|river|lake|traffic|pole|pillar|truck|lorry|semi)\b(?! (?:trip|to get|by accident|accidentally))",
            r"\b(?:step(?:ping)?|jump(?:ing)?|walk(?:ing)?|throw(?:ing)? myself|run(?:ning)?) (?:out )?(?:in front of|under|into) (?:a |the |an )?(?:train|bus|truck|car|traffic|subway|lorry|tram)s?\b(?! station| stop)",
            r"\b(?:should|could|might|maybe|gonna|want to|wanna|going to|ready to|about to|tempted to|need to|time to|i'll|let me) (?:i )?(?:\w{1,6} ){0,2}(?:end (?:it|this|everything|things)|do it|finish it)"
            + _END
            + r"(?<!do it)|\b(?:should|could|might|maybe i(?:'ll| should)?) (?:just )?end it\b(?! (?:with|between|early|here with|on|at))",
            r"\b(?:not safe (?:with myself|from myself|alone|right now|tonight)|(?:can't|cannot|don't know if i can) (?:keep|stay) (?:myself )?safe|don't trust myself (?:with|around|alone|tonight|right now|to be)|"
            r"(?:scared|afraid|frightened) (?:of )?(?:myself|what i(?:'ll| will| might| could|'m going to| am going to) do|(?:that )?i(?:'ll| will| might| could|'m going to) (?:do something|hurt myself))|"
            r"do something (?:stupid|drastic|permanent|terrible|bad) to myself|do something (?:drastic|permanent|i can't take back|irreversible))\b",
            r"\bwould (?:it|that|i) (?:hurt|be painful|be quick|feel)(?: \w{1,6})? (?:to |if i )?(?:drown|hang|bleed|jump|overdose|die|suffocate|freeze|starve)\w{0,4}\b|\bhow long (?:does it|would it|will it|do you) take (?:\w{1,8} ){0,2}to (?:die|bleed|drown|starve|freeze|suffocate|hang|pass out)\b",
        ),
    ),
    Rule(
        "gathers means",
        Kind.PLAN_OR_MEANS,
        Level.HIGH,
        any_of(
            rf"\b(?:stockpil|hoard|sav(?:e|ed|ing) up|collect|stash)\w{{0,4}} (?:\w{{1,10}} ){{0,4}}{_DRUG}\b|\benough (?:\w{{1,10}} ){{0,2}}{_DRUG} (?:\w{{1,8}} ){{0,4}}(?:to|here|for|in|left|now)\b(?! (?:the week|last|get (?:through|me through)|treat|manage))",
            rf"\b(?:bought|ordered|got|buying|found|keep|hid|picked up|borrowed|loaded|cleaned) (?:\w{{1,8}} ){{0,3}}{_TOOL}\b(?!.{{0,30}}\b(?:hunting|shaving|shave|deer|range|climbing|camping|grill|bbq|boat|swing))",
            rf"\b(?:had|have|hold|holding|held|with|put|putting|got) (?:\w{{1,8}} ){{0,2}}(?:{_TOOL}|knife|blade) (?:\w{{1,6}} )?(?:in|to|against|on|at|near|around|beside|next to) (?:my|the) (?:hands?|mouth|head|lap|temple|wrists?|throat|neck|chest|bed|nightstand|desk|pillow|table)\b",
            rf"\b(?:know|knew|found out|figured out|worked out|calculated|exactly) (?:\w{{1,8}} ){{0,2}}how (?:much|many) (?:\w{{1,8}} ){{0,3}}{_DRUG}\b|\bhow (?:much|many) (?:\w{{1,8}} ){{0,2}}{_DRUG} (?:it would take|would it take|it takes|does it take|is too many|is too much|would be too|would do it)\b",
            rf"\b{_LOOK} (?:\w{{1,10}} ){{0,5}}(?:painless|ways to (?:die|go|end)|method|methods|how to (?:die|tie|hang|overdose|end)|how (?:tall|high|deep|long|far|many floors)|overdose|lethal|fatal|noose|tallest|bridges?|suicide|euthanasia|exit bag)\b(?!.{{0,30}}\b(?:my friend|my brother|for class|essay|paper|prevention))",
            r"\b(?:urges?|impulse|compulsion|craving|itching) to (?:\w{1,6} )?(?:cut|burn|hurt|harm|die|jump|end|bleed|swerve|od|overdose)\b(?! (?:back|my hair|him|her|them|calories|ties|the conversation))",
        ),
        unless=one_of(
            r"\b(?:my|our|his|her) (?:son|daughter|kid|child|brother|sister|friend|husband|wife|boyfriend|girlfriend|student)\b(?!'s)"
        ),
    ),
    Rule(
        "leaves things behind",
        Kind.PLAN_OR_MEANS,
        Level.HIGH,
        any_of(
            r"\b(?:wrote|write|writing|written|leaving|left|leave|finished|recorded|sealed) (?:\w{1,10} ){0,4}(?:letters?|notes?|video|goodbyes?) (?:for each|for after|for when|to be (?:opened|read)|explaining|saying (?:goodbye|sorry)|to say (?:goodbye|sorry))\b|\bletters? for (?:each of (?:them|my kids)|after|when i'm)\b|\bleav(?:e|ing) (?:him|her|them|you|everyone) (?:all )?(?:a|my|one last) (?:note|letter)\b|\b(?:letters?|notes?) (?:\w{1,8} ){0,5}for after\b",
            r"\b(?:gave|given|giving|give) (?:away )?my (?:\w{1,10} )?(?:dog|cat|pets?|things|stuff|belongings|possessions|jewelry|guitar|records|car)\b.{0,60}\b(?:everything(?:'s| is)|ready|paid off|in order|won't need|no longer need|goodbye|sorted|not need)\b",
            r"\b(?:my|all my|the) affairs (?:are )?in order\b|\b(?:put|putting|got|getting) (?:my|all my) affairs in order\b|\bsaying (?:my )?good ?byes? (?:to|without)\b(?!.{0,30}\b(?:grandma|grandmother|grandpa|dying|hospice|job|team|school|colleagues|coworkers|house))",
            r"\b(?:this is|it's|will be|this'll be) (?:my|the) last (?:time (?:i|we|you)|message|conversation|birthday|christmas|summer|sunrise|night (?:here|on earth|alive)|day (?:here|on earth|alive))\b(?!.{0,20}\b(?:at work|in this (?:house|job|school|city)|of school|before (?:i move|we move|college)))",
            r"\bit(?:'ll| will| is going to|'s gonna)? ?(?:all |finally )*be over (?:soon|tonight|tomorrow|by|for me)\b(?! (?:the|this) (?:exam|semester))|\bfound a way to (?:stop|end) (?:the pain|it all|all of this)\b",
        ),
    ),
    Rule(
        "feels by pain",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            r"\b(?:only|one) thing (?:that |which )?(?:\w{1,8} )?(?:helps?|works?|calms?(?: me)?|stops? it|makes me feel|keeps me|relieves?|soothes?)(?: \w{1,8}){0,4} (?:is|are|was) (?:\w{1,6} ){0,2}(?:razor|blades?|cut(?:ting)?|pain|knife|bleed(?:ing)?|scissors|lighter|burn(?:ing)?|hurting|blood)\b",
            r"\b(?:burn|burns|burning|burned|burnt|scratch\w{0,3}|hit|hitting|punch\w{0,3}|bite|biting|bit|pinch\w{0,3}|pick\w{0,3}) (?:at )?my (?:own )?(?:arms?|legs?|thighs?|wrists?|skin|hands?|stomach|head|face|knuckles) (?:with (?:a|the|my) (?:iron|lighter|cigarettes?|straightener|match|candle|wall)|so (?:that )?i|to feel|to punish|until|till|when(?:ever)? i(?:'m| am| feel| get))\b",
            r"\b(?:new|fresh|more|old|hide|hiding|hid|covered|covering) (?:\w{1,6} ){0,2}(?:cuts|scars|burns|bruises i made) (?:\w{1,6} ){0,2}(?:on|from|with|under|all)\b(?=.{0,40}\b(?:my (?:arms?|thighs?|wrists?|legs?)|sleeves?|cutting|razor|myself)\b)|\bback to (?:the )?(?:razor|blade|cutting)\b",
        ),
    ),
    Rule(
        "it has begun",
        Kind.ATTEMPT,
        Level.IMMINENT,
        any_of(
            r"\bi(?:'ve| have)? (?:just |already )?(?:took|taken|swallowed|ate|drank|downed) (?:them|it|all of (?:them|it)|everything|the lot)(?: all)?\b(?=.{0,40}\b(?:ago|now|just|already|minutes?|hours?|sleepy|dizzy|goodbye|sorry)\b)(?!.{0,6}\b(?:to the|out|home|for a|with food|back)\b)|\bi took them all(?=$|[,.])",
            r"\b(?:car|truck|garage)\b.{0,30}\bengine(?:'s| is)? (?:running|on)\b|\bengine(?:'s| is)? (?:running|on)\b.{0,40}\b(?:garage|hose|exhaust|door(?:s)? (?:closed|shut))|\bexhaust (?:pipe|fumes|hose)\b|\bcarbon monoxide\b(?!.{0,20}\b(?:alarm|detector|leak))",
            r"\b(?:roof|rooftop|ledge|bridge|cliff|parapet|balcony|edge|railing|tracks)\b.{0,40}\bi(?:'m| am) (?:\w{1,6} )?(?:standing|sitting|up) (?:here|on it|there|at the)\b|\bi(?:'m| am) (?:\w{1,6} )?(?:standing|sitting|up) (?:here )?(?:on|at|over|by) (?:the |a )?(?:\w{1,10} )?(?:rooftop|ledge|parapet|edge|railing|train tracks|tracks)\b(?! of (?:my seat|the bed|the pool|the couch))",
        ),
    ),
    Rule(
        "threatened with death",
        Kind.ABUSE_SUFFERED,
        Level.CONCERN,
        any_of(
            r"\b(?:husband|wife|boyfriend|girlfriend|partner|ex|fianc[eé]e?|step ?(?:dad|father)|pimp|captor|stalker)\b(?: \w{1,10}){0,4} (?:will|'ll|going to|gonna|would|tried to|threatens? to|threatened to|wants to|swore to) (?:\w{1,6} )?(?:kill|hurt|murder|beat|shoot|stab|strangle) me\b",
            r"\b(?:he|she|they)(?:'ll| will|'s going to| is going to| said (?:he|she)(?:'d|'ll| would| will)| threatened to| swore to| tried to) (?:\w{1,6} )?(?:kill|murder|shoot|stab|strangle) me\b(?= (?:if i|when i|one day|some ?day|and|tonight)|$)",
        ),
    ),
)
