"""One's own death in any words: said of oneself alone, and not said harmlessly.

The other rules know how people say it. These know only the subject, so each names what must
stand in the same sentence, and what takes it back; somebody else in the sentence always does.
"""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of, one_of

_SELF = r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|myself)\b"
_OTHERS = (
    r"he|she|him|her|his|hers|they|them|their|we|us|our|(?:grand)?(?:mother|father|ma|pa|mom|mum|dad|parents?)|"
    r"(?:best )?friends?|brother|sister|son|daughter|kids?|child|children|baby|husband|wife|partner|boyfriend|girlfriend|"
    r"uncle|aunt|cousin|dog|cat|pet|puppy|horse|fish|hamster|patients?|students?|clients?|classmates?|boss|coworkers?|colleagues?|"
    r"characters?|hero|heroine|actor|singer|author|he's|she's|they're|people|everybody|someone|somebody|neighbou?rs?|soldiers?|victims?"
)
_NEAREST = (  # "my dad's gun" is still in one's own hand
    r"(?:mother|father|mom|mum|dad|friend|brother|sister|son|daughter|kids?|child|husband|wife|partner|boyfriend|girlfriend|patients?|students?|"
    r"cop|police|he|she|guy|man|woman|boy|girl)(?!'s)"
)
_STORIES = (
    r"movies?|films?|books?|novels?|songs?|lyrics?|game|games|gaming|match|level|boss fight|episode|series|show|news|article|documentary|essay|"
    r"podcast|story|class|lecture|poem|dreams?|dreamt|nightmares?|lol|lmao|haha\w*|rofl"
)
_DAILY = (
    r"jobs?|work|working|office|company|school|college|university|uni|degree|semester|term|exams?|finals|thesis|homework|class|marriage|"
    r"relationship|divorce|lease|party|parties|meetings?|project|city|town|country|house|apartment|flat|room|roommates?|hometown|gym|"
    r"vacation|trip|lockdown|pandemic|quarantine|conversation|argument|arguing|fight|fighting|friendship|season|contract|shift|church|"
    r"hotel|airport|camp|team|coffee|traffic|diet|smoking|drinking|treatment|chemo|winter|summer|war|commute"
)
_FEAR = r"afraid|scared|fear|fears|fearing|terrified|frightened|worried|worry|worries|anxious|anxiety|panic\w*|phobia|heart attack|flying|nervous"

_WISHING = (
    r"\b(?:want|wanna|wish|wishing|hope|hoping|pray|feel like|going to|gonna|should|could|would|think\w*|thought\w*|ready|need|just|please|"
    r"time to|better|easier|simple|simpler|strong enough|deserve|promise|see myself|crosses|sure|plan\w*|if|maybe|rather|tired|can't|like)\b"
)


def _without(*words: str) -> str:
    return r"\b(?:" + "|".join(words) + r")\b"


OWN = (
    Rule(
        "own death",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:die|dying)\b(?! (?:of|for|to|from|inside|laughing|down|out|hard|on me|here of|my|at the end))",
            r"\b(?:be|being|am|i'm|were|was|me|myself|better|rather) (?:better off )?dead\b(?! (?:tired|inside|serious|wrong|set|on|last|broke|to (?:him|her|them|my)|end|weight|air|silent|asleep|by|if|meat))",
            r"\b(?:my (?:own )?(?:death|funeral|grave|suicide|coffin|body being|corpse)|death (?:is|would|might|may|sounds|seems|feels|as|over)|(?:want|for|choose|prefer|crave|into) death)\b(?! (?:penalty|row|metal|threats?|certificate|of|anniversary))",
        ),
        where=one_of(_SELF),
        unless=one_of(
            _without(
                _OTHERS,
                _STORIES,
                _FEAR,
                r"laugh\w*|embarrass\w*|bored?|boredom|hungry|hunger|hot|heat|cold|thirsty|phone|battery|laptop|plants?|flowers?|tree|inside|"
                r"almost died|nearly died|could have died|hospice|cancer|terminal|surgery|cringe\w*|awkward|before i die|until i die|till i die|the day i die|"
                r"to death|so good|pizza|chocolate|workout|run|running|stairs|do or die|of old age|when i die i|afterlife|virus|covid|accident|hospital",
            )
        ),
    ),
    Rule(
        "not to be",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"(?:\b(?:not|never|without|no longer|instead of)|n't) (?:\w{1,8} ){0,3}?(?:wake|waking) up\b(?! (?:on time|early|at|late|for|next|tired|with|to (?:the|my|a|his|her)|feeling|hungover|before|anymore feeling))",
            r"(?:\b(?:not|never)|n't) (?:have to )?(?:come back|get up(?= again|$|,)|open my eyes|start (?:breathing )?again)\b(?! (?:to|from|home|here|until))",
            r"(?:\b(?:not|never|no longer)|n't) (?:\w{1,8} ){0,4}?(?:be alive|be around(?= any ?more| much| for long|$|,)|stay alive|exist|live any ?more|mak(?:e|ing) it to (?:\w{1,8}ty|\d\d|my|next|christmas|the new year))\b(?! (?:in|on|with|at|each|him|her|them|you|people))",
            r"\b(?:enough|able|energy|strength|courage|will|reason|reasons) (?:\w{1,6} )?(?:to|for) (?:stay|staying|be|being|keep|go on) (?:alive|living)\b",
            r"\b(?:living|being alive|existing|breathing|life) (?:just |really |always )?(?:hurts|is (?:too|so|just) (?:much|painful|hard|exhausting|heavy)|feels (?:impossible|unbearable|like (?:torture|hell|drowning|a punishment)))\b",
            r"(?:\b(?:not|never)|n't) (?:[\w']{1,8} ){0,6}?(?:be here|be around|be alive|make it) (?:\w{1,4} )?(?:next (?:week|month|year)|tomorrow|by (?:then|morning|christmas|summer)|much longer|any ?more|at the end of)\b",
        ),
        guarded=False,
        where=one_of(_SELF, r"\b(?:would|just)\b"),
        unless=one_of(
            _without(
                _OTHERS,
                _STORIES,
                _DAILY,
                _FEAR,
                r"allowed|supposed to|alarm|early|on time|late|exist(?:ed)? (?:in|to|between|for)|anesthesia|snoring|don't exist in|live without|moving|move|visit|busy",
            )
        ),
    ),
    Rule(
        "nothing to stay for",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:can't|cannot|can not|couldn't|don't want to) (?:go on|keep on|continue|carry on|keep) (?:living|existing|being alive|breathing)\b",
            r"\b(?:no|any|single|without|without any|not one|what) (?:\w{1,6} )?(?:reasons?|point|purpose|sense|use) (?:left )?(?:for me )?(?:to|in|of) (?:\w{1,6} )?"
            r"(?:be (?:alive|here|on (?:this|the))|liv(?:e|ing)|wak(?:e|ing) up|carry(?:ing)? on|go(?:ing)? on|keep(?:ing)? (?:living|going|on|breathing)|stay(?:ing)? (?:alive|here|around)|exist\w{0,3}|breath(?:e|ing)|continue living)\b",
            r"\bwhy (?:should|do|would|must|am|bother) (?:i )?(?:even |still |just |to )*(?:keep (?:living|going|breathing|existing)|alive|exist|live|go on|carry on|stay alive|be alive)\b|\b(?:anything|nothing|no one|nobody|much|something) (?:left )?(?:worth )?to live for\b",
            r"\b(?:world|nobody|no one|they|anyone|people|everyone) (?:will|would|'d|'ll|won't|wouldn't|could) (?:not |never |even |really )*miss me\b|\bif i (?:die|died|drop dead|dropped dead|were to die),? (?:nobody|no one|they|everyone|it|at least|i|who|my|would)\b|\bwhat if i (?:just |really )?(?:jumped|died|disappeared|ended|did it|let go|killed|drove|never woke)\b",
            r"\b(?:pray|praying|ask|asking|beg|begging|wish|wishing|hope|hoping)\b.{0,30}\b(?:takes?|took|would take|will take|to take) me(?: away| home| now| in my sleep| tonight| soon| already|$|,)|\bmy (?:heart|body|lungs) (?:just )?(?:gives? (?:out|up)|stops?|fails?|quits?)\b(?=.{0,15}(?:tonight|soon|already|finally|in my sleep|$))(?<!when my heart stops)",
        ),
        guarded=False,
        own=True,
        unless=one_of(
            _without(
                _STORIES,
                _DAILY,
                r"in (?:this|the) (?:marriage|team|band)|with him|with her|debating|trying to explain|calling|take me (?:out|to|back)",
            )
        ),
    ),
    Rule(
        "means taken up",
        Kind.PLAN_OR_MEANS,
        Level.HIGH,
        any_of(
            r"\b(?:swallow|tak|eat|down|chug|drink)(?:ing|e)? (?:all|every|everything|the whole|the rest|the entire|every last one) ?(?:of )?(?:my|the|these|those)? ?(?:\w{1,12} )?(?:pills?|tablets?|meds|medication|antidepressants?|painkillers?|sleeping pills|bottle|pack|box|prescriptions?|bleach)\b",
            r"\b(?:i|i've|i have|just|already) (?:\w{1,8} )?(?:swallowed|took|taken|downed|popped) (?:\w{1,8} )?(?:half|most|nearly all|about|over|around|almost|like)? ?(?:of )?(?:a|the|\d{2,3}|twenty|thirty|forty|fifty|sixty|a hundred) (?:\w{1,8} )?(?:bottle|pills|tablets|of them|painkillers|advil|tylenol|paracetamol|xanax)\b",
            r"\btied (?:a|the|my|up a) (?:rope|noose|belt|sheet|cord|knot)\b|\b(?:noose|rope) (?:\w{1,6} ){0,4}(?:closet|garage|attic|beam|basement|car|trunk|under my bed|tree)\b|\b(?:gun|pistol|rifle|razor|blade|noose) (?:is|'s) (?:\w{1,8} ){0,5}(?:next to me|beside me|in front of me|in reach|loaded|on my lap|against my)\b",
            r"\b(?:look\w*|research\w*|google\w*|googling|search\w*|read\w*|know\w*|figur\w*) (?:\w{1,8} ){0,5}(?:without (?:the |any |much )?pain|painlessly|make it (?:quick|painless|look like)|how to do it|so it doesn't hurt)\b",
            r"\b(?:tried|attempted|meant|went|climbed (?:\w{1,6} ){1,3}) ?to jump\b(?! (?:the|over|rope|on|in))|\bclimbed (?:over|onto|up on) (?:the |a )?(?:\w{1,8} )?(?:railing|rail|fence|ledge|barrier|parapet|guard ?rail)\b|\bgoing to jump\b(?! (?:the|over|rope|on|in|ship|at))",
            r"\b(?:arms?|wrists?|thighs?|legs?|body|stomach)(?: are| is|'s) (?:\w{1,8} )?(?:covered|full|scarred|a mess|striped)(?: in| of| with| by)? ?(?:fresh |my |new |old )*(?:cuts|scars|burns|lines|wounds|marks)\b|\b(?:scratched|cut|clawed|sliced|carved|picked) (?:at )?my (?:\w{1,8} )?(?:wrists?|arms?|thighs?|legs?|skin|face)\b",
            r"\b(?:tomorrow|tonight|by monday|by then|soon|next week),? i(?:'ll| will) be (?:gone|dead|no more|free of (?:this|it all))\b(?! (?:for|to|on|from))",
        ),
        where=one_of(_SELF),
        unless=one_of(
            _without(
                _NEAREST,
                _STORIES,
                r"surgery|accident|brambles|cat|rash|eczema|mosquito\w*|poison ivy|tattoos?|hunting|boat|camping|swing|shaving|pool|trampoline|parachute|bungee|doctor told|prescribed",
            )
        ),
    ),
    Rule(
        "to end it",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?<!the )(?:end|ending|stop|finish|finishing|over with|done with|leave|leaving|quit|escape) (?!of )(?:\w{1,6} )?(?:everything|it all|my (?:own )?(?:life|pain|suffering|existence|misery)|this life|life itself|living|existing|being alive|all of (?:it|this))\b(?! (?:at|with|on|behind|in))",
            r"\b(?:want|wish|need|hope|like|waiting for) (?:\w{1,8} ){0,2}(?:it all|everything|my life|this life|life|all of it|all of this) (?:to )?(?:just )?(?:end|stop|be over|finish|cease)\b",
            r"\ba favou?r (?:by|if i) (?:\w{1,8} )?(?:dying|dis\w+|died|was gone|killed|gone|ending|leaving|weren't|wasn't)\b|\b(?:world|everyone|they|family|people|kids) (?:would|will|'d|might) be (?:\w{1,8} ){0,2}(?:without me|better off|if i (?:was|were) gone|if i wasn't|if i weren't)\b",
            r"\b(?:sleep|sleeping|asleep|rest) (?:and |to )?(?:forever|for good|never|not (?:have to )?(?:come|wake|be|get up)|until it's all over|and that's it)\b",
            r"\b(?:i|me) (?:\w{1,8} ){0,4}(?:truck|car|bus|train|lorry|wave|bullet|plane)\b.{0,25}\b(?:wouldn't|would not|might not|not going to|won't) (?:\w{1,6} )?(?:move|stop|jump|run|flinch|dodge|step aside|get out|care|mind|duck)\b|\b(?:truck|car|bus|train|lorry|bullet)\b.{0,25}\bi (?:wouldn't|would not|might not|won't|don't think i'd) (?:\w{1,6} )?(?:move|jump|run|flinch|dodge|step aside|get out|care|mind|duck|stop)\b",
        ),
        where=one_of(_WISHING),
        unless=one_of(
            _without(
                _STORIES,
                _DAILY,
                r"him|her|them|us|with you|between|snoring|kids fighting|noise|ringing|itch\w*|bleeding gums|cough\w*|not going to hurt",
            )
        ),
    ),
    Rule(
        "own wounds",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            r"\bi(?:'ve| have|'d)? (?:\w{1,8} ){0,2}?cut(?:ting)?(?= (?:last|again|tonight|today|yesterday|this (?:morning|week|evening)|for the (?:first|last)|until|too deep|because|when|to feel|to cope|deep|at night|every|so deep|, )|$|,)",
            r"\b(?:the|my|new|fresh|hide|hiding|hid|cover|covering|show|see|old|these) (?:\w{1,6} )?(?:cuts|scars|self harm|burn marks|wounds)\b(?! (?:from (?:the|my|a) (?:surgery|accident|operation|acne|fall|cat)|of (?:meat|beef)))",
            r"\b(?:crash|crashing|wreck|wrecking|roll|drive|driving|run|running|steer|steering) (?:my|the|our) (?:car|truck|bike|motorcycle)\b.{0,40}\b(?:accident|on purpose|into|off|wall|tree|bridge|nobody)\b(?! (?:last|yesterday|the (?:shop|garage|city|parking)))",
            r"\b(?:drive|driving|go|going|jump|jumping|ride|riding|step|stepping|walk|walking) (?:right |straight |just )?(?:off|over|in front of|into) (?:the |a |an |that )?(?:\w{1,10} )?(?:overpass|bridge|cliff|ledge|roof|edge|railing|train|tracks|traffic|truck|bus|sea|ocean|river|lake|building|balcony)\b(?! (?:station|house|today with|for a (?:swim|walk)))",
        ),
        where=one_of(_SELF),
        unless=one_of(
            _without(
                _OTHERS,
                _STORIES,
                _FEAR,
                r"hair|bangs|fringe|cook\w*|onions?|vegetables?|kitchen|paper|grass|budget|costs?|calories|carbs|sugar|losses|corners|class|shaving|surgery|"
                r"operation|acne|doctor|swim|bungee|parachute|vacation|holiday|kayak|by accident|accidentally|price|prices|tattoo",
            )
        ),
    ),
    Rule(
        "means and a moment",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        any_of(
            r"\b(?:pills|tablets|meds|sleeping pills|rope|noose|gun|pistol|rifle|razor|blades?|bleach|poison|charcoal|insulin|painkillers)\b",
        ),
        where=one_of(
            r"^(?=.*\b(?:tonight|now|waiting|loaded|dark|thinking (?:of|about) (?:taking|using|it)|all of (?:them|it)|in (?:my|one) hand|staring|ready|stop myself|taking them|take them all|use it|around my neck|going to use|this time|finally|when everyone|when they|asleep|sitting (?:in|alone)|right here)\b)(?=.*"
            + _SELF
            + r").*\b(?:have|got|i've|bought|up in|in the|in my|with|my|loaded|hold\w*|thinking|staring|right here)\b"
        ),
        unless=one_of(
            _without(
                _NEAREST,
                _STORIES,
                r"doctor|prescri\w+|refill\w*|side effects?|headaches?|migraine|kitchen|cook\w*|climb\w*|shav\w*|allerg\w+|antibiotics?|cold|flu|vitamins?|"
                r"hunting|range|store|work(?:s|ing)? (?:now|finally|well)|helps?|better now|diabet\w+|jump rope|dose|therapist|psychiatrist|back pain|took my meds|taking my meds|on meds|off my meds|off meds|forgot|new meds|right meds|switch\w*|blood sugar",
            )
        ),
    ),
    Rule(
        "a place and alone",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        any_of(
            r"\b(?:on|at|up on|over|from|off) (?:the |a |my |this )(?:\w{1,8} ){0,2}?(?:roof|rooftop|ledge|bridge|overpass|cliffs?|railing|tracks|window ?sill|parapet|parking garage)\b",
        ),
        where=one_of(
            r"^(?=.*\b(?:i'm|i am|im|i|here)\b)(?=.*\b(?:nobody knows|no one knows|alone|dark|windy?|jump|looking down|so high|how high|legs|cold|last|no one|nobody|goodbye|don't come|right now|let go|plan)\b)"
        ),
        unless=one_of(
            _without(
                _OTHERS,
                _STORIES,
                r"view|photos?|pictures?|sunset|sunrise|stars|beer|party|traffic jam|commute|fix\w*|repair\w*|ankle|hiking|hike|tourists?|tour|garden|fireworks|afraid of heights|bungee|smoke|smoking|relax\w*|last (?:week|night|year|summer|time)",
            )
        ),
    ),
    Rule(
        "the last of me",
        Kind.PLAN_OR_MEANS,
        Level.IMMINENT,
        any_of(
            r"\bmy (?:very )?last (?:day|night|week|sunrise|sunset|christmas|birthday|meal|words?|breath|goodbyes?|messages?)\b",
            r"\bgoodbye (?:letters?|notes?|messages?|videos?) (?:to|for)\b|\b(?:wrote|written|writing|recorded|left) (?:\w{1,6} ){0,2}goodbye\b",
        ),
        where=one_of(_SELF),
        unless=one_of(
            _without(
                _STORIES,
                _DAILY,
                r"working|at work|of (?:school|summer|vacation|class|chemo|treatment|the (?:trip|week|month))|in (?:town|the office)|abroad|here before i move",
            )
        ),
    ),
    Rule(
        "at the brink",
        Kind.PASSIVE_IDEATION,
        Level.CONCERN,
        any_of(
            r"\b(?:lost cause|close to the edge|on the edge|at my limit|breaking point|don't know what i'll do|rock bottom)\b",
        ),
        guarded=False,
        where=one_of(_SELF),
    ),
)
