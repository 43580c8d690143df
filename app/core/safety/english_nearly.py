"""What English says nearly plainly: not to be here, a deed that is sure or near, own wounds.

The rules of ``CONCERN`` at the end are hints: with hopelessness, now or before, an alarm.
"""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of, one_of

_LIFE = r"(?:life|living|being alive|being here|existing|existence|breathing|staying alive|being a person|being in this (?:world|life)|being on (?:this )?(?:earth|planet))"
_NOT = r"(?:\b(?:not|never|no longer|without|instead of|stop|stopped|rather not)|n't)"
_GONE = (
    r"(?:without me|with me (?:gone|dead|not here|out of (?:the (?:picture|way)|it))|(?:if|when|once|after) (?:i(?:'m|'d| am| was| were| had| didn't| don't| wasn't| weren't| just| simply)?"
    r"(?: just| simply| no longer| not| never| all)* (?:gone|dead|died|die|here|around|alive|exist(?:ed)?|not|been born|disappear(?:ed)?|vanish(?:ed)?|left for good|in (?:it|the (?:world|way)))))"
)
_LIGHT = r"(?:better|better off|happier|relieved|free|freer|fine|easier|lighter|safer|glad|peaceful|simpler|all right|okay|ok)"
_DEED = r"(?:do it|end it(?: all)?|go(?: for good)?|die|be (?:gone|dead|free|at peace)|leave (?:for good|forever)|go through with it|be done|finish it|disappear|make it stop)"
_SOON = r"(?:tonight|tomorrow|today|this (?:weekend|evening|week|morning)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|soon|in an hour|after (?:school|work|my shift|dinner|church|this)|(?:when|once|as soon as|while) (?:they|everyone|everybody|my \w{1,10})(?:'s|'re| is| are)? (?:all )?(?:asleep|out|gone|leaves?|sleep))"
_OWN_DEED = r"(?:kill myself|end (?:it all|my life|things for good)|hang myself|overdose|unalive myself|kms|cut my (?:wrists?|throat|veins)|(?:take|swallow) (?:them all|all (?:of )?(?:them|the pills|my (?:pills|meds))|every (?:pill|tablet))|pull the trigger|jump (?:off|from) (?:the|a|that) (?:bridge|roof|building|cliff|balcony)|jump in front of)"
_PLACE = (
    r"(?:bridge|roof|rooftop|ledge|cliff|tracks|platform|railing|overpass|balcony|pier|station)"
)
_MEANS = r"(?:pills?|tablets?|meds|painkillers|sleeping pills|gun|rifle|pistol|rope|noose|razors?|blades?|knife|knives|insulin|bleach|medication)"
_SKIN = r"(?:arms?|wrists?|legs?|thighs?|hips?|stomach|belly|skin|body|hands?|ankles?|shoulders?)"
_DAILY = (
    r"(?:jobs?|work|office|school|class|course|college|exams?|marriage|relationship|party|meeting|project|town|city|country|flat|team|holiday|vacation|"
    r"trip|on leave|wedding|surgery|operation|interview|film|movie|novel|game|song|driving test|presentation|date with|diet|smoking|dog|cat|lol|lmao|haha\w*|"
    r"concert|gig|festival|chemo|treatment|shift(?! on| is)|dance|sunbathing|cottage|hotel)"
)

NEARLY = (
    Rule(
        "would not be here",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            rf"\b(?:tired|sick|done|finished|fed up|exhausted|over|through|bored|weary|had enough) (?:of|with|by|from)? ?(?:the |this |all |just )*{_LIFE}\b(?! (?:in|with|at|like an?|out|on my|off|here|alone|for (?:him|her|them)))",
            rf"\b{_LIFE} (?:just |really |always |simply )*(?:isn't|is not|is|feels|feels like|hurts|has become|seems)(?: just| so| too| really)* (?:worth it|worth (?:living|the (?:pain|trouble))|unbearable|too (?:painful|much)|a (?:punishment|chore|torture|curse)|torture|pointless,? (?:i|and i)|something i (?:don't|never)|not (?:worth (?:it|living)|for me))\b(?<!\bis worth it)(?<!\bis worth living)|\b(?:living|existing|being alive) (?:just )?hurts\b",
            rf"\b(?:nobody|no one|not a (?:single )?(?:person|soul)|who|anyone|anybody|everyone|people|they)(?: would|'d| will|'ll|would even)? (?:even |really )?(?:care|notice|miss me|cry|be sad|mind|come|grieve|mourn) {_GONE}\b",
            rf"\b(?:would|will|'d|'ll|might|could|is|be|are|have it|live|sleep)\b.{{0,14}}\b{_LIGHT}\b.{{0,12}}{_GONE}\b|{_GONE}\b.{{0,30}}\b(?:would|will|'d|'ll|might|could) (?:all |just |finally |only )*(?:be )?{_LIGHT}\b",
            r"\bwould (?:it|anyone|anybody|they|somebody|you) (?:even |really )?(?:be so bad|matter|care|notice|be better|make a difference|mind) (?:if i|that i) (?:just )?(?:died|ended|jumped|stopped living|disappeared|wasn't here|weren't here|killed|took them|was gone|did it|didn't wake)\b|\bwhat would happen if i (?:just )?(?:died|jumped|took (?:them all|all of))\b",
            r"\b(?:part|most|all|some|half) of me (?:just |really )?(?:wants?|wishes?|hopes?|longs?|would like) (?:to )?(?:not (?:be here|exist|wake)|die|be dead|kill me|end|stop existing|i was)\b|\bpeople like me should(?:n't| not| never)? (?:exist|be (?:alive|dead|born)|have been born|die)\b|\bdeserve (?:to )?(?:never |not )?(?:to )?(?:have (?:never )?been born|be (?:alive|dead)|live|die)\b(?<!i deserve to live)|\bwhy (?:was i (?:even |ever )?born|am i (?:even |still )+(?:on this (?:earth|planet)|in this world|here on))\b",
            rf"{_NOT} (?:\w{{1,8}} ){{0,4}}?(?:be|being|stay|staying|around|keep being) (?:\w{{1,6}} )?(?:a person|alive|on (?:this |the )?(?:earth|planet)|in (?:this|the) world|human|me any ?more|around any ?more|here (?:any ?more|at all))\b(?! (?:in|with|at|with him))",
            rf"{_NOT} (?:\w{{1,8}} ){{0,3}}?(?:want|wanting) (?:to )?(?:go on(?=$|,| like| any| with (?:life|this life))|continue(?=$|,| living)|be a person|wake up any ?more|keep living|stay alive)",
            r"\b(?:wanna|want to|want|would rather|rather|need to|long to|wish i could|would like to|'d like to|just) (?:just |simply |really )*(?:be buried|be erased|be nothing|not be(?: here| alive| around| any ?more)?(?=$|,)|not be here at all|vanish from|disappear (?:forever|for ever|for good|completely|from this)|be no more|be in the ground|stop being(?: alive| here|$)|evaporate for good)\b",
            r"\b(?:can't|cannot|don't|couldn't|not|no|isn't|never)\b.{0,16}\b(?:reason|reasons|point|thing|use|sense) (?:left |for me )?(?:to|in|of) (?:stick(?:ing)? around|be(?:ing)? alive|hang(?:ing)? on|hang(?:ing)? around|stay(?:ing)? (?:alive|on this|in this world)|liv(?:e|ing)|exist(?:ing)?|wak(?:e|ing) up)\b(?! (?:here|in (?:this|the) (?:city|town)|late|early|at))",
            r"\bnothing (?:left )?(?:is )?(?:keeping|keeps|holding|holds|tying|ties) me (?:in this (?:world|life)|here any ?more|alive|on this (?:earth|planet))\b|\bno (?:place|room) for me (?:in|on) (?:this|the) (?:world|earth|planet)\b|\bwith (?:one|a) (?:kid|child|person|mouth|son|daughter|problem) less to (?:worry|care|feed)\b|\bwithout (?:someone|somebody|a (?:person|mother|mum|mom|father|dad|wife|husband|son|daughter|kid|loser|failure)|people) like me\b(?=$|.{0,30}\b(?:world|better|life|alive|around|in it)\b)",
            r"\b(?:world|everyone|everybody|family|kids|parents|mum|mom|wife|husband|they)\b.{0,20}\b(?:better|happier|easier)\b.{0,16}\bwithout (?:someone|somebody|a \w{3,10}|people) like me\b",
            r"\b(?:not|never|don't|can't|cannot|isn't)\b.{0,20}\b(?:see|picture|imagine|think|expect|plan)\b.{0,14}\b(?:myself|i'm|i'll|i will|me|on|to)\b.{0,14}\b(?:be |being |going to be |still )*(?:here|alive|around) (?:next (?:year|month|week)|in (?:a|five|ten|two|\d+) \w{4,6}|by (?:christmas|summer|then)|much longer|for (?:long|much longer)|at (?:thirty|forty|\d\d)|come (?:spring|summer|winter))\b",
            r"\bnot sure (?:that |if |whether )?i (?:even |still )?want to (?:be (?:around|alive|here)(?=$|,| for| any)|live|keep living|stay alive)|\bnot being (?:here|around|alive)(?: any ?more)?\b.{0,20}\b(?:answer|relief|solution|option|better|easier|peaceful|nice|good)\b|\b(?:answer|relief|peaceful|better|easier|nice|good|solution)\b.{0,24}\b(?:not being|to not be|not to be) (?:here|around|alive|any ?more)\b",
            r"\b(?:hope|hoping|hopes|pray|praying|prayed|wish|wishing|ask|asking|asked|beg|begging|okay with|fine with|fine if|nice to|love to|like to|relief if|disappointed)\b.{0,24}\b(?:not opening my eyes|never open(?:ing)? my eyes|my heart (?:to|would|will|just)? ?(?:just )?stop\w{0,4}|(?:isn't|wasn't|is no|was no|there's no) (?:a )?tomorrow for me|close my eyes and (?:be done|never|not)|stay asleep|last night on (?:earth|this)|fall(?:ing)? asleep.{0,14}(?:stay there|and stay|for good|forever|not (?:come|wake)))\b",
            r"\b(?:hope|hoping|pray|praying|wish|wishing|keep hoping) (?:that )?(?:some(?:one|body)|any(?:one|body)|a stranger|the next \w{3,8}) (?:just )?(?:kills?|killed|shoots?|would kill|will kill|ends?|murders?|stabs?) me\b|\bdone with trying to (?:stay alive|live|survive)\b|\b(?:don't|not) have it in me to (?:keep |go on |continue )?(?:living|live|exist\w{0,3}|stay alive)\b|\b(?:stopped|don't) car(?:e|ing) (?:if|whether) i(?:'m)? (?:live|die|alive|dead)\b|\bthis (?:whole )?(?:life|living) thing\b(?=.{0,20}(?:any ?more|out|done|not|$))",
        ),
        guarded=False,
        own=True,
        unless=one_of(rf"\b{_DAILY}\b"),
    ),
    Rule(
        "will do what is unnamed",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            rf"\b{_SOON},? (?:i'?m|i am|i'?ll|i will|i|im) (?:\w{{1,8}} )?(?:going to |gonna |will |finally |about to )*(?:finally )?(?:end it(?: all)?|be (?:gone(?! (?:for|to|on|until|from))|dead|free (?:of|from) (?:this|it all)|no more)|go through with it)\b",
            rf"\b(?:i'?m|i am|i'?ll|i will) (?:finally |really |just )*(?:going to |gonna |about to )?(?:finally )?(?:go through with it|end it(?: all)?)\b.{{0,14}}\b{_SOON}|\b(?:i'm|i am) (?:doing|ending) it {_SOON}\b(?=$|.{{0,20}}\b(?:peace|nobody|no one|stop me|decided|sorry)\b)|\bmade peace with it\b.{{0,16}}\bdoing it\b",
            r"\b(?:worked|figured|planned|thought|mapped) out (?:exactly )?(?:how|when|where) (?:i'd|i would|i'll|i will|i'm going to|to) (?:do it|end it|go|die)\b(?=$|,| and| but| without)|\b(?:i )?(?:already |exactly |do )?know (?:exactly )?(?:how|when|where) (?:i'd|i would|i'll|i will|i'm going to) (?:do it|end it|die|go)\b(?=$|,| and| but| when| without)|\b(?:planned|chosen|chose|decided|picked) (?:exactly )?(?:how|when|where) (?:i'd|i would|i'll|i will|i'm going to) (?:do it|end it|die)\b|\balready know how\b.{0,20}\b(?:don't know when|just not when|not when)\b",
            r"\b(?:don't|do not|didn't|not) want (?:anyone|anybody|them|you|somebody|someone|people|nobody) (?:to )?(?:to stop|stop|save|saving|find(?:ing)?|rescue|talk) me (?:this time|in time|out of it|any ?more)\b|\b(?:no one|nobody|don't (?:let|try)|can't).{0,16}\b(?:stop me|save me|talk me out of it)\b(?=$|.{0,16}(?:time|now|tonight|any ?more))(?! (?:from (?:eating|laughing|buying|dancing)))",
            rf"\b(?:i )?(?:won't|will not|'ll not) be alive\b(?! (?:to see (?:him|her|it)|without))|\bi (?:won't|will not) be (?:here|around) (?:tomorrow|in the morning|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|by christmas|when you read|by then|next week)\b(?!,? (?:i'm|because|as|since|so (?:please|can)|at (?:work|school)))|\b(?:standing|stood|waiting|was|went|walked|drove)\b.{{0,18}}\b{_PLACE}\b.{{0,24}}\balmost did it\b",
            r"\b(?:good ?bye|farewell)\b.{0,12}\b(?:i'm (?:so )?sorry|i am sorry|forgive me|forever|cruel world|i love you all|mum,? i'm|mom,? i'm|tell them i)\b|\bbye (?:forever|world|cruel world)\b|\b(?:this is|it's) (?:probably |likely |going to be )?(?:the|my) last (?:time|thing|message|text) (?:i'll |i will |i'm going to |that i'll |you'll )?(?:ever )?(?:write|talk|text|message|say|hear from me|bother)\b(?! (?:about|to (?:him|my ex)))",
            rf"\b(?:got|have|bought|found|stole|took|saved|been (?:hiding|saving|keeping)|hid|stashed)\b.{{0,26}}\b{_MEANS}\b.{{0,10}}\b(?:to (?:end (?:it|my|everything)|do it|kill me|finish (?:it|me)|die)|so (?:that )?i can (?:go|die|end|do it)|i'm going to use (?:it|them)(?=$| (?:on myself|tonight))|and nobody knows(?=$))\b",
            r"\b(?:wrote|written|writing|finished|started)\b.{0,10}\b(?:letters?|notes?|messages|goodbyes)\b.{0,30}\b(?:for (?:after(?:wards)?|when i'm (?:gone|dead|not here))|everyone i love|before i (?:go|die|do)|to be (?:found|opened|read) (?:after|when)|they(?:'ll| will) find)\b",
        ),
        guarded=False,
        own=True,
        unless=one_of(rf"\b{_DAILY}\b"),
    ),
    Rule(  # laughing, a game or a film in the sentence takes nothing back here
        "means it, whatever else it says",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            rf"\b(?:i'?m|i am|i'?ll|i will|i|imma) (?:\w{{1,10}} ){{0,3}}(?:die|be dead|{_OWN_DEED})\b(?! (?:of|laughing|my)\b).{{0,25}}\b{_SOON}(?! (?:in (?:the|this) (?:game|film|movie|play|show|series|level)))",
            rf"\b{_SOON},? (?:\w{{1,8}} ){{0,2}}(?:i'?m|i am|i'?ll|i will|i|imma) (?:\w{{1,10}} ){{0,3}}(?:die|be dead|{_OWN_DEED})(?=$|,| and| lol| haha| for real| fr| alone| at| here)",
        ),
        own=True,
    ),
    Rule(
        "has begun, unnamed",
        Kind.ATTEMPT,
        Level.HIGH,
        any_of(
            r"\b(?:i|i've|i have) (?:already |just )?(?:took|taken|swallowed) (?:them(?: all)?(?=$|,| and (?:i'm|now))|something,? (?:a lot|lots|and i'm|too much)|it all(?=$)|(?:like |about |around |maybe )?(?:twenty|thirty|forty|fifty|sixty|eighty|a hundred|\d{2,3}) (?:of (?:them|those|these|my \w{3,12})|pills|tablets|tabs|capsules|paracetamols?|painkillers|ibuprofens?|xanax|sleeping pills))",
            r"\b(?:last night|yesterday|on \w{3,6}day|last week|this morning),? i tried (?:something|it)\b(?! (?:new|different|on|out|with))|\bi tried (?:something|it) (?:last night|yesterday|on \w{3,6}day|last week|this morning).{0,20}\b(?:didn't work|failed|woke|still here|survived|alive)\b|\b(?:they|it|he|she) (?:\w{1,8} )?(?:saved|stopped|found) me (?:last time|before|in time) (?:and|but) (?:\w{1,8} ){0,3}(?:not|won't|never) (?:this|next) time\b",
            r"\b(?:barrel|muzzle|gun|pistol|revolver) (?:is )?in my mouth\b|\b(?:blade|razor|knife) (?:is )?in my hand (?:right now|now|when|and i|as)\b|\b(?:noose|rope|belt|cord|cable) (?:is )?(?:already )?(?:a?round|over) my (?:neck|throat)\b",
        ),
        guarded=False,
        own=True,
        unless=one_of(rf"\b{_DAILY}\b"),
    ),
    Rule(
        "wounds of one's own",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            rf"\b(?:marks|cuts|scars|lines|wounds|burns|scabs|slashes|stripes) (?:are )?(?:all )?(?:over|up|down|along|across|on|in) (?:both )?(?:of )?my {_SKIN}\b(?! from (?:the|a|my) (?:surgery|operation|accident|cat|crash|fall|acne))",
            r"\b(?:nobody|no one|they|mum|mom|dad|she|he|everyone|anyone|teacher|friends?|parents)\b.{0,10}\b(?:knows?|know|sees?|saw|seen|noticed?|notices|found|find|finds|asked)\b.{0,10}\b(?:about )?(?:the|my|these) (?:\w{3,6} )?(?:cuts|scars|cutting|burns|razors?|blades?)\b(?! from)",
            rf"\b(?:scratch|claw|pick|hit|hitting|scrap|rub|bit|dug|dig|punch|bang|slap|pinch)\w{{0,4}}\b.{{0,26}}\b(?:until|till|til)\b.{{0,14}}\b(?:blood|bleeds?|bled|bleeding|saw stars|bruis\w{{0,3}}|purple|numb|it hurts)\b|\b(?:burnt?|burned|burning|scald\w{{0,3}}|hurt|cut|bruised|stabbed|scratched) (?:\w{{1,6}} )?(?:myself|my {_SKIN})\b.{{0,20}}\b(?:on purpose|deliberately|because i (?:hate|deserve)|to feel)\b",
            r"\bi (?:just |only )?cut (?:to (?:get through|cope|feel|calm|stop)|so (?:that )?i)\b|\b(?:razors?|razor blade|blades?|sharpener|scalpel|box ?cutter)\b.{0,14}\b(?:in my (?:pencil case|phone case|bag|pocket|drawer|room|wallet|sock|bra)|under my (?:mattress|pillow|bed)|hidden)\b|\bcarv(?:ed|ing|e) (?:\w{1,8} )?(?:into|in|on) my\b|\bdid it again,? (?:on|to) my (?:arm|leg|thigh|wrist|hip|stomach)",
            r"\b(?:cutting|self ?harm\w{0,3}|burning|bleeding|hurting myself) (?:is|was|feels like)(?: all| the only thing| how)? (?:i have|i cope|that helps|that works|i've got|all i have|the only (?:thing|way)|my only)\b|(?<!don't )(?<!not )(?<!never )(?<!no )(?<!didn't )\b(?:trying|want|need|urge|urges|dying|tempted|desperate) (?:so hard |really hard |badly )?(?:not )?to (?:cut|burn myself|self harm|hurt myself|bleed)(?= so bad|$| tonight| again| right now| and)|\bclean\b.{0,26}\b(?:want to cut|urges? (?:is|are) back|relapsed tonight|cut again)\b|\bclean (?:from|off) (?:cutting|self harm)\b.{0,30}\b(?:relapsed?|urges?|want|again|but)\b",
        ),
        guarded=False,
        own=True,
        unless=one_of(
            r"\b(?:years? clean|years ago|used to|cat|shav\w{1,3}|cook\w{0,3}|oven|surgery|operation|accident\w{0,4}|tattoo|hair|carbs|sugar|piercing|football|bike)\b"
        ),
    ),
    Rule(
        "may be getting ready",
        Kind.PLAN_OR_MEANS,
        Level.CONCERN,
        any_of(
            rf"\b(?:look(?:ed|ing)? at|star(?:ed|ing|e) at|think(?:ing)? (?:about|of)|count(?:ed|ing)?|held|hold(?:ing)?|kept|keep(?:ing)?|know where)\b.{{0,24}}\b{_MEANS}\b|\b(?:picked|chosen|chose|set|decided on|circled) (?:a|the|my) (?:day|date|spot|place|time)\b(?=$|,| and| already| for it)|\b(?:i'm|i am|i went|i drove|i walked|keep (?:going|walking|driving)|standing|sitting)\b.{{0,16}}\b(?:at|on|to|by) (?:the|a|that) (?:\w{{1,8}} )?{_PLACE}\b",
            r"\b(?:have|got) (?:everything|it all|all i need|what i need)(?: here| ready| for tonight| now)?(?=$|,| ready| for tonight)|\b(?:nobody|no one) (?:will be|is|will) (?:home|here)\b.{0,20}\b(?:until|till|so there's time|for (?:two|three|the))\b|\b(?:gave|given|giving|left) (?:away )?(?:my|the) (?:cat|dog|things|stuff|clothes|guitar|books|car|bike|ring|watch)\b.{0,30}\b(?:won't be here|don't need|won't need|before i go|after i)\b|\bmade (?:a|my) (?:plan|decision|peace)\b(?=$|,| and (?:it|i feel))",
            r"\b(?:once|after|when) (?:my |the )?\w{2,10}(?:'s)? (?:\w{2,10} )?(?:is|are) (?:over|done|gone|asleep|born|settled),? (?:then )?i(?:'m going to|'ll| will| can)(?: finally| just)? (?:go|leave|be gone|stop|rest)\b(?=$|,| too| for good)|\b(?:wrote|written|writing)\b.{0,10}\b(?:letters?|notes?) (?:to|for) (?:everyone|everybody|my (?:parents|kids|family|mum|mom|wife|husband|children)|each of them)\b|\b(?:bye|goodbye) (?:everyone|everybody|all)\b(?=$)",
        ),
        own=True,
        unless=one_of(rf"\b{_DAILY}\b"),
    ),
)
