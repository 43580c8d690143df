"""What English only half says: wishes in pictures, and hints that count together.

The rules of ``CONCERN`` here mean little alone; beside hopelessness, or after it, the screen
makes an alarm of them.
"""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of

_REALLY = r"(?:just |really |still |even |ever |only |finally |kind of |honestly |truly |simply )*"
_STILL_HERE = r"(?:still |even |all )*(?:here|alive|breathing|living|around)"
_DEAD = r"(?:dead|dying|death|dead body|corpse|funeral|grave|suicide)"
_DRUGS = (
    r"(?:pills?|tablets?|meds|medications?|medicine|painkillers?|prescriptions?|sleeping pills?|"
    r"insulin|morphine|opioids?|xanax|tylenol|benzos?|antidepressants?)"
)
_WEAPON = (
    r"(?:gun|pistol|revolver|rifle|shotgun|noose|rope|razors?(?: blades?)?|razor blade|blades?)"
)
_EDGE = (
    r"(?:bridge|ledge|rooftop|roof|balcony|cliffs?|railing|platform|train tracks|tracks|overpass|"
    r"parking (?:deck|garage|structure)|edge|river|window)"
)
_NIGHT = (
    r"(?:tonight|the night|till morning|until morning|to morning|the weekend|until monday|tomorrow)"
)

VEILED = (
    Rule(
        "would be let go",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:wish|wishing|hope|hoping|pray|praying|want|wanting|waiting for) (?:\w{1,8} ){0,2}"
            r"(?:my (?:heart|lungs|body|brain)|i|me) (?:would |could |will |to )?"
            + _REALLY
            + r"(?:stops?|"
            r"stopped|quits?|gives? out|gave out|shuts? down) ?(?:beating|breathing|working|existing|$|,)",
            r"\b(?:disappointed|devastated|furious|angry|mad|sad|upset|annoyed|sorry|hate|hated|"
            r"disgusted) (?:\w{1,8} ){0,3}(?:that |when |because |to )?(?:i |have )?"
            r"(?:woke up|wake up|woken up|opened my eyes|am "
            + _STILL_HERE
            + r"|'m "
            + _STILL_HERE
            + r")"
            r"(?: again| every| this morning|$|,| and| at all| today)",
            r"\b(?:hate|wish) (?:that )?(?:i'm|i am|i wasn't|i weren't) still (?:here|alive|breathing)\b(?! (?:at|in) )|"
            r"\bwhy (?:am i|i'm|i am) (?:even |still )+(?:alive|breathing)\b|\bwhy can't i "
            + _REALLY
            + r"(?:die|be dead)\b|\bwhy (?:won't|doesn't) (?:god|he|it|life|death|my body|my heart) (?:just )?(?:take me|let me (?:go|die)|end me|stop)\b",
            r"\b(?:only|sole|one) (?:thing|reason|person)(?: that(?:'s| is)?| why)? (?:i(?:'m| am|'ve| have)(?:n't| not)? "
            r"(?:still )?(?:alive|living|breathing|killed|done it|gone through with it)|keep(?:s|ing) me (?:alive|from (?:doing it|ending|jumping|going through)))\b",
            r"\bi(?:'m| am) only (?:still )?(?:alive|here|breathing|living) (?:because|for|due to|since)\b(?! (?:a|the|two|three|one) (?:days?|weeks?|conference|meeting|job))|"
            r"\b(?:stay|staying|stayed) alive (?:for|because|only)\b|\b(?:nothing|no one|nobody|little) (?:\w{1,6} )?(?:left )?(?:holding|keeping|tying) me (?:here|alive|to (?:this )?life)\b",
            r"\b(?:i'd|i would|would) have (?:done it|ended it|killed myself|been dead|been gone|gone through with it|jumped)(?: already| by now| long ago| years ago| if|$|,)",
            r"(?:\b(?:not|never)|n't) "
            + _REALLY
            + r"(?:think |feel |believe )?(?:that )?(?:i'm |i am |i was )?(?:meant|supposed|made|built|cut out) (?:to be (?:alive|living|in this world|on this (?:earth|planet))|to (?:exist|live)|for (?:life|living|this (?:world|life)))\b",
            r"\b(?:should|must|wish|better if|if) (?:i |'d |had |have |i'd |i had |never |not |only ){1,4}(?:have )?been born\b|\bnever (?:been|asked to be) born\b(?=.{0,40}\b(?:wish|better|should|want|easier)\b)",
            r"\b(?:should have|should've|shoulda|wish (?:i|i'd|i had)) (?:\w{1,6} )?(?:died|been killed|not survived|never survived|not made it)\b(?! of (?:laugh|embarr|shame|boredom))",
            r"\b(?:envy|envious of|jealous of|jealous when) (?:\w{1,8} ){0,3}(?:the dead|dead people|(?:people|those|anyone|everyone|kids|somebody|someone) (?:who |that )?(?:\w{1,6} ){0,3}(?:died|dies?|are dead|is dead|got to die|get to die|dying|terminal))\b",
        ),
        guarded=False,
    ),
    Rule(
        "better without me",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:better|easier|happier|relieved|free|freer|fine|lighter|okay|safer|best|move on|manage|recover)(?: \w{1,10}){0,5}"
            r" (?:without me (?:in it|around|here|alive)|with me gone|if i (?:\w{1,8} )?(?:disappeared|vanished|died|stopped existing)|"
            r"(?:if|when|once|after) i(?:'m| am| was| were)(?:n't| not)? (?:\w{1,8} )?(?:gone|dead|out of the (?:picture|way)|around|here|not alive|no longer))\b",
            r"\b(?:without me in it|me gone|i (?:disappeared|vanished|was gone|were gone|stopped existing))(?: for good| forever)?,? (?:\w{1,12} ){0,5}(?:better|easier|happier|relieved|free|fine|lighter|notice|care|miss|cry)\b",
            r"\bnot with me (?:around|here|alive|in it)\b(?=.{0,30}\b(?:better|easier|happier|deserve)\b)|\b(?:find|found|finds|discover\w{0,2}) my (?:dead )?(?:body|corpse)\b|"
            r"\bwho(?:'d| would|'ll| will) (?:be the one to )?(?:find me|come to my funeral|cry at my)\b|\b(?:cry|come|speak|stand|show up) (?:at|to) my (?:own )?(?:funeral|grave)\b",
            r"\b(?:my|our) (?:whole )?(?:existence|life|being alive|presence) (?:is|'s|was|has been) (?:\w{1,8} ){0,2}(?:a burden|a mistake|a waste|an accident|worth nothing|pointless for)\b",
        ),
        guarded=False,
        own=True,
    ),
    Rule(
        "death comforts",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:thought|thoughts|idea|knowledge|knowing|fantas(?:y|ies)|dream) (?:of|about|that) (?:\w{1,8} ){0,4}"
            + _DEAD
            + r"\b(?: \w{1,10}){0,4} (?:comforts?|comforting|calms?|calming|peace|peaceful|soothes?|soothing|relief|happy|helps?|only thing|beautiful|nice)\b",
            r"\b(?:comfort|peace|relief|solace|calm|hope) (?:\w{1,8} ){0,3}(?:in|from|of|at) (?:\w{1,8} ){0,3}"
            + _DEAD
            + r"\b(?! of (?:my|his|her|our))",
            r"\b(?:intrusive |dark |bad |those |these |the )?thoughts (?:about|of|to) (?:\w{1,8} )?(?:ending (?:it|things|everything|my)|not being (?:here|around|alive)|end (?:it|things)|being gone|jumping|overdosing|hanging|crashing)\b",
            r"\b(?:dark|bad|those|the) thoughts (?:are|came|come|have come|keep coming) back\b|\b(?:death|dying|suicide) is (?:\w{1,8} )?(?:all|the only thing|everything) i (?:\w{1,8} )?(?:think|want|dream)\b",
            r"\b(?:imagin|pictur|dream|fantasi[sz]|think)\w{0,4} (?:about |of |what it (?:would|must|might) be like |what it's like |how it would feel |if )(?:i )?(?:(?!him|her|them|his)\w{1,4} ){0,2}(?:not (?:exist\w{0,3}|be(?:ing)? (?:alive|here))|be(?:ing)? dead|disappear\w{0,3} forever|d(?:ie|ying))\b(?! of)",
            r"\b(?:no|have no|lost (?:the|my|all)|without (?:the|any|a)|losing (?:the|my)) will to (?:live|go on|keep going|continue living)\b|\b(?:my )?will to live (?:is|has|'s) (?:gone|left|fading|disappeared|dead)\b",
            r"\b(?:meet my maker|forever nap|eternal (?:rest|sleep|peace|silence)|big sleep|long sleep|permanent sleep|dirt nap)\b|\bgo (?:home )?to (?:jesus|god|heaven) (?:now|soon|already|tonight)\b|\b(?:everything|it all|the world) (?:to )?(?:just )?(?:go|goes|went|fade|fades) (?:to )?black (?:forever|for good|and stay)\b",
            r"\b(?:want|need|make|just want|only want|would like|wish) (?:all )?(?:the|this|my|it|these) (?:\w{1,8} )?(?:pain|hurt|suffering|thoughts|noise|agony)?(?: in \w{1,8}(?: \w{1,6})?)? ?(?:to |would )?(?:stop|end|be over|go away)(?: for good| for ever| forever| permanently|,? forever)",
            r"\b(?:want|wanna|wish|like|rather|time|ready|going|about) (?:to |i could )?(?:just )?(?:slip away|fade (?:out|away)|drift off|disappear|vanish|be gone) (?:quietly|for good|for ever|forever|permanently|and never|from this)\b",
            r"\b(?:done|finished|over|through) with (?:being alive|living|life|existing|being me|being a person|breathing)\b(?! (?:at|in|with|alone|on) )|\b(?:one more|another) day (?:of (?:being (?:me|alive)|this life|living|existing)|alive|on this earth)\b",
            r"\b(?:bury|put|throw|stick) me in(?:to)? (?:the|a) (?:ground|grave|hole|coffin)\b|\brot in a (?:hole|grave)\b|\b(?:someone|somebody|anyone|would you|could you|can you|whoever)(?: \w{1,8}){0,2} (?:end|shoot|kill|finish|put down|euthani[sz]e) me\b",
        ),
        guarded=False,
    ),
    Rule(
        "hopes for an accident",
        Kind.PASSIVE_IDEATION,
        Level.HIGH,
        any_of(
            r"\b(?:hope|hoping|wish|wishing|pray|praying|want|wanted|like|love|glad|grateful|fine|okay|relieved) (?:that |if |it if )?(?:i(?:'d| would| could|'ll| will)? )?(?:to )?"
            + _REALLY
            + r"(?:get|gets|got|be|was|were|am|had|have|catch|caught|develop) (?:in |into )?(?:a |an |some )?(?:hit|run over|struck|shot|killed|murdered|crushed|stabbed|terminal|fatal|deadly|cancer|car (?:crash|accident)|incurable)\b",
            r"\b(?:hope|hoping|pray|wish) (?:that )?(?:this|it|the \w{1,10}|these \w{1,10})(?:'s| is| turns out| are| was)(?: to be)? (?:cancer|terminal|fatal|deadly|malignant|my last)\b",
            r"\b(?:hope|hoping|wish|wishing|pray) (?:that )?(?:the|my|this|a|some) (?:\w{1,10} )?(?:plane|car|bus|train|truck|surgery|operation|building|elevator|driver|storm|virus|bomb) (?:\w{1,8} ){0,2}(?:crash(?:es)?|goes wrong|kills me|hits me|hit me|would hit|goes down|collapses|ends me|swerves?|finishes|takes me)\b",
            r"\b(?:no|without|don't wear|not wearing|stopped wearing|take off|took off) (?:a |my |the )?seat ?belt (?:\w{1,8} ){0,3}(?:hoping|because i don't care|so that|in case|on purpose)\b|\bdon't care if i (?:get (?:hit|killed|shot|run over)|die|live|make it|wake up|crash|survive)\b",
        ),
        guarded=False,
    ),
    Rule(
        "at the edge",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            r"\b(?:think|thinking|thought|fantasi[sz]\w{1,4}|dream|dreaming|imagin\w{1,3}|considered|considering|urges?|pull(?:ed|s)?|tempted|tempting|impulse) (?:\w{1,8} ){0,2}(?:about |of |to |me )?(?:\w{1,6} )?(?:jump(?:ing)?|step(?:ping)? off|stepping out|stepping in|step in front|walking (?:out )?(?:into|in front)|letting (?:go|myself)|going over|swerv(?:e|ing)|turning the wheel|throwing myself|driving off|falling off|pulling the trigger)\b(?! (?:jack|rope|to conclusions|ship|in to|the gun|queue|in the pool|of a plane with))",
            r"\b(?:stand|stood|standing|sit|sat|sitting|go|went|going|walk|walked|walking|drive|drove|driving|back) (?:\w{1,8} ){0,5}"
            + _EDGE
            + r"\b.{0,40}\b(?:jump(?:ing)?|step(?:ping)? off|let(?:ting)? go|looked down|how easy|pulls? me|over the edge|end it|couldn't do it|nearly did|almost did)\b(?! (?:to|in) )",
            r"\bhow easy it(?:'d| would) be to (?:\w{1,8} )?(?:jump|step|turn the wheel|let go|swerve|fall|end|just (?:go|let)|drive off|swallow|pull)\b|\b(?:one|a) (?:little |single |small )?step (?:and|more and|away from) (?:\w{1,8} ){0,3}(?:over|the (?:edge|end)|nothing|gone)\b",
            r"\b(?:almost|nearly) (?:\w{1,6} )?(?:turned the wheel|turned into|swerved into|steered into|stepped (?:off|in front)|jumped|did it|pulled the trigger|let go)\b(?=.{0,50}\b(?:oncoming|train|lane|tree|wall|on purpose|ending|last night|today|yesterday|bridge|roof|off|tracks|it)\b)",
            r"\b(?:voices?|something|demon|head|part of me|it)(?: \w{1,8}){0,4} (?:tell|tells|telling|told|say|says|saying|said|keep saying|keeps saying|whispers?|orders?|commands?|screams?|wants?)(?: at)?(?: me)?(?: that i should| i should| to)? ?(?:just )?(?:jump|die|hurt myself|kill myself|do it\b(?=$|,)|end it|cut|walk into|swerve|let go)\b",
            r"\b(?:not sure|don't know|doubt|unsure|not certain|can't promise|don't think)(?: if| that| whether)? i(?:'ll| will|'m going to| am going to| can| could|'m gonna| would) (?:\w{1,6} )?(?:make it (?:through|to|till|until)|survive|live through|last|be able to keep myself|keep myself|be here|stay alive|get through|be alive|wake up) ?(?:\w{1,6} ){0,2}(?:"
            + _NIGHT
            + r"|safe|alive|in the morning)\b(?! without| shift)",
            r"\b(?:act|acting) on (?:it|them|those|these|my|the) ?(?:thoughts?|urges?|tonight|plan|this)?\b(?=.{0,30}(?:tonight|afraid|scared|thoughts|alone|$))(?<!not act on it)",
            r"\b(?:reasons?|single reason|point) (?:left )?(?:why i (?:should not|shouldn't)|not to)(?: just)?(?: do it| die| kill myself| end it| jump|$)|\b(?:tell me|anyone) why i shouldn't (?:just )?(?:do it|die|end it|jump)\b|\bwould (?:anyone|anybody|you|someone|they) (?:even )?(?:stop me|notice|care|try to stop me) if i (?:did it|jumped|just did|ended|died|disappeared)\b",
            r"\b(?:might|gonna|will|could|should|want to|wanna|going to|thinking (?:of|about)) (?:just )?(?:off|yeet|delete|end|erase|drown|gas|hang|finish)(?:ing)? myself\b|\bswim(?:ming)? (?:out )?(?:\w{1,6} ){0,2}(?:until|till|so far (?:that )?) ?i (?:couldn't|can't) (?:swim|come|get) back\b",
            r"\b(?:don't|do not|can't|not) trust myself (?:with|to be|not to|around|alone|tonight|near)\b|\b(?:can't|cannot|don't think i can|won't be able to) (?:stop|keep|hold|control) myself (?:from (?:doing it|hurting|cutting|jumping|ending|taking)|any ?more|this time|tonight|$)",
        ),
        guarded=False,
    ),
    Rule(
        "has tried",
        Kind.ATTEMPT,
        Level.HIGH,
        any_of(
            r"\b(?:my|survived (?:my|an|the|two|three)|since (?:my|the)|after (?:my|the)) (?:\w{1,8} )?(?:attempt|overdose)s?\b(?! (?:to|at) (?!suicide|end|die|kill))(?! of the exam)|\b(?:last|this|next|second) time (?:i|it|nobody|no one|they|they'll|i'll)(?: will|'ll| won't| will not)? (?:\w{1,8} ){0,3}(?:make sure|not fail|fail|find me(?: in time)?|do it (?:right|properly)|save me|work|succeed|take more|go through)\b(?=.{0,60}(?:$|attempt|die|pumped|survive|more|time))(?! the (?:test|exam|class|course|driving))",
            r"\b(?:pumped my stomach|stomach pumped|rope (?:broke|snapped)|branch (?:broke|snapped)|belt (?:broke|snapped)|psych(?:iatric)? hold|5150(?:'d|ed)?|suicide watch|sectioned)\b",
            r"\b(?:saved|found|revived|rescued|resuscitated) me\b.{0,30}\b(?:hate|wish|shouldn't|should have let|angry|too early|in time)\b|\b(?:hate|wish|angry).{0,30}\b(?:saved|found|revived|rescued) me\b",
            r"\b(?:woke up|ended up|landed) in (?:the |a )?(?:hospital|icu|er|ward) (?:\w{1,8} ){0,4}(?:and (?:wished|was (?:angry|sad|disappointed))|wishing|disappointed|because (?:i|of the) (?:tried|took|overdose|pills|swallowed))\b",
        ),
    ),
    Rule(
        "has done something",
        Kind.ATTEMPT,
        Level.IMMINENT,
        any_of(
            r"\bi(?:'ve| have)? (?:just |already )?(?:took|taken) an overdose\b",
            r"\bi(?:'ve| have)? (?:just |already |only )?(?:took|taken|swallowed|had|drank) (?:way |far |much )?(?:too many|too much|more than i should(?:'ve| have)?|a whole (?:bottle|pack|box|strip)|the whole (?:bottle|thing|pack|lot|box)|the entire (?:bottle|pack)|all of them)\b(?! (?:cake|coffee|food|wine|sugar|time|on))(?=.{0,60}(?:on purpose|pills|"
            + _DRUGS[3:-1]
            + r"|ago|dizzy|sleepy|now|don't know|help|chest|tired|sick))",
            r"\b(?:pills|meds|drugs|poison|tablets|overdose) (?:are|is) (?:\w{1,8} )?(?:working|kicking in|taking effect|hitting me|in me|inside me)\b(?=.{0,30}(?:sleepy|soon|now|dizzy|i think|goodbye|$))(?<!my pills are working)",
            r"\b(?:sleepy|dizzy|numb|cold) now\b.{0,30}\b(?:pills|took)\b|\bi did something\b.{0,40}\b(?:took|swallowed|cut|pills|saved)\b",
            r"\b(?:wrong|other|outer) side of the (?:railing|rail|fence|barrier|guard ?rail)\b|\blegs (?:\w{1,10} ){0,3}over the (?:edge|side|railing|ledge)\b",
            r"\bi(?:'m| am) (?:already |up |out |here )*(?:on|at) (?:the|a|this) (?:top of the )?(?:\w{1,10} )?(?:bridge|roof|rooftop|ledge|cliff|parking (?:deck|garage)|overpass)\b(?=(?:\.|,| and)?.{0,30}\b(?:high|windy|jump|cold|look|down|alone|bye|over|end)\b)",
            r"\b(?:hairdryer|toaster|radio) (?:\w{1,6} ){0,3}(?:plugged in|in the (?:bath|tub|water))\b|\b(?:belt|rope|noose|cord|sheet) (?:is|'s) (?:already )?(?:on|over|around|hanging (?:from|on)) (?:the|my) (?:door|beam|neck|hook|rafters|branch|fan)\b",
        ),
        guarded=False,
    ),
    Rule(
        "blood and blades",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            r"\b(?:calm|calms|calmer|quiet|quieter|relief|peace|alive|real|better|okay|release)\b.{0,25}\b(?:when|is|from|by|through|after|while) (?:i'm |i |the |my |i am )?(?:bleed\w{0,3}|blood|cut(?:ting)?|burn(?:ing)?|hurting myself|razor|blade)\b(?! (?:test|pressure|sugar|the grass))",
            r"\b(?:blood|bleeding|cutting|the (?:razor|blade)) (?:calms?|helps?|soothes?|quiets?|makes (?:it|the noise|everything|me feel)|is (?:my|the) (?:only )?(?:release|relief|comfort|way)|takes (?:it|the pain) away)\b",
            r"\b(?:carry|hide|hid|hidden|keep|kept|have|got|held|hold|picked up|bought) (?:\w{1,8} ){0,3}(?:razors?|blades?|razor blades?) (?:\w{1,6} )?(?:in my (?:bag|phone|pocket|case|drawer|wallet|room|shoe)|for when|hidden|again|under my)\b(?! (?:kitchen|shaving))",
            r"\b(?:dig|digging|dug|scratch|scratching|scratched|claw|clawed|pick|picked|picking) (?:\w{1,6} )?(?:my nails into|my skin (?:open|raw|off|until)|my (?:arms?|legs?|wrists?) (?:open|raw|until|bloody))|\bpunch\w{0,3} (?:the )?(?:walls?|mirrors?|tiles?|concrete)\b.{0,25}\b(?:bleed|bled|broke|deserve|blood|feel)\b",
            r"\b(?:months?|weeks?|days?|years?) (?:clean|without cutting|cut[- ]free|self harm free)\b(?=.{0,50}\b(?:blade|relapsed?|threw|broke|tonight|again|razor|gone|lost)\b)|\bwithout cutting\b(?=.{0,40}\b(?:again|tonight|threw|today|broke)\b)|\bneed to (?:bleed|cut|see blood|feel pain|hurt)(?=$|,| again| now| so| tonight)",
            r"^i cut,|\bi (?:still |secretly |always )?cut (?:and|when|because|every|at night|so)\b(?! (?:him|her|them|off|the|my (?:hair|losses|hours|finger)))|\b(?:deserve to|make sure i|have to|want to|need to) (?:hurt|suffer|bleed|feel (?:the )?pain)(?=$|,| and| for| so| because)|\b(?:lines|marks|scars|cuts) (?:that )?i (?:made|did|put)\b",
        ),
    ),
    Rule(
        "sets a time or place",
        Kind.PLAN_OR_MEANS,
        Level.HIGH,
        any_of(
            r"\b(?:go|going|went|gone) through with it\b(?=.{0,40}(?:tonight|alone|this time|when|after|by (?:spring|then|summer)|die|suicid|nobody|can't stop|change my mind|$))(?<!wedding go through with it)|\bi(?:'ll| will) be gone (?:by|before|tomorrow|soon|in the morning|when (?:you|they))\b(?! (?:for a|at|until|from work))",
            r"\b(?:picked|chosen|chose|set|circled|marked|decided on|found|know) (?:out )?(?:a|the|my) (?:\w{1,8} )?(?:date|day|spot|place|time|tree|bridge|method|way|night)\b.{0,30}\b(?:to die|to do it|i(?:'ll)? (?:go|die|leave)|i would do it|where i(?:'d| would| will)|to end|end it|to go through|for (?:it|my death))\b",
            r"\bi know (?:exactly )?(?:when|where|how)(?:,? (?:and )?(?:i know )?(?:when|where|how)){1,2}\b(?! (?:to|it (?:works|feels|is)))|\b(?:i have|i've got|have) a plan\b(?=.{0,50}\b(?:do it|when|die|end|lied|kill|nobody knows|therapist|doctor)\b)(?!.{0,20}\b(?:for|to (?:get|find|study|save|pay|travel|quit))\b)",
            r"\b(?:locked|closed|shut|tub|bath|engine|gas|oven)\b.{0,40}\b(?:tub|bath) is filling\b|\bgas (?:is |'s )?(?:on|open|running)\b(?=.{0,30}(?:window|oven|closed|alone|sleep))",
            r"\bafter tonight\b.{0,30}\b(?:no more|won't|over|gone|pain|free)\b|\b(?:no more|the end of) (?:pain|suffering|hurting|waking up|me) (?:after|from) (?:tonight|tomorrow|today|this)\b|\b(?:last|final) (?:night|day|sunset|sunrise|morning) (?:of my life|on earth|alive|ever|for me|i'll (?:see|have))\b",
            r"\bi(?:'ll| will| won't| will not) (?:never |not )?(?:come|be coming|be) back\b(?=.{0,20}(?:$|alive|ever))(?<=not be coming back)|\bdriv(?:e|ing) (?:out )?to the (?:cliffs?|bridge|lake|dam|gorge|woods|ocean)\b.{0,40}\b(?:not coming back|won't (?:come|be coming) back|alone|last|never come|end)\b|\bnot coming back (?:alive|from (?:it|there)|this time)\b",
        ),
        guarded=False,
    ),
    Rule(
        "one way out",
        Kind.PASSIVE_IDEATION,
        Level.CONCERN,
        any_of(
            r"\b(?:only|just|but|see) (?:one|a single) (?:way|exit|solution|escape|option|choice|thing)(?: left| out| for me| of this| to do)+\b|\bno (?:other )?(?:way|exit|escape|way forward) (?:out|left|for me|that i can see)\b|\bthe only (?:way out|escape|solution left|exit|option left)\b",
            r"\bwhat (?:do|have|else do) i (?:even )?(?:have|got) left\b|\b(?:nothing|no one|nobody) left (?:for me|to (?:lose|stay for|live for|fight for)|here)\b|\bnothing (?:here )?for me (?:here )?(?:any ?more|in this world)\b|\bno (?:future|tomorrow) (?:for|with) me\b",
            r"\b(?:can't|cannot|don't want to|unable to|can not|won't) (?:keep (?:doing|fighting|going|living|pretending)|fight|go on|face (?:it|them|tomorrow|another|monday)|carry on|do it|be strong|continue)(?: \w{1,8}){0,3}(?: any ?more| any longer|$|,)",
            r"\bi(?:'m| am) (?:so |just |really |completely )*(?:done|finished|over it|broken|empty|dead inside|at the end)(?=$|,| with everything| now)|\bi want(?: it| this| everything|ed it)? (?:all )?(?:to be |to |be )?(?:over|end|stop)(?=$|,| for good| now)|\bwant (?:\w{1,8} )?to be over\b",
            r"\b(?:nobody|no one) (?:can|could) (?:help|save|reach) me\b|\bbeyond (?:help|saving|repair)\b|\bit should have been me\b|\bi feel (?:calm|light|lighter|at peace|peaceful) (?:for the first time|now that|already|because i)|\blike (?:i was|i'm|i am) a mistake\b",
            r"\b(?:don't|do not|can't|no longer) (?:see|picture|imagine) (?:a |any |my |myself )?(?:\w{1,8} )?(?:future|next year|tomorrow|way out|way forward|growing old|alive)\b",
        ),
        guarded=False,
    ),
    Rule(
        "gets ready",
        Kind.PLAN_OR_MEANS,
        Level.CONCERN,
        any_of(
            r"\b(?:i've|i have|i'm|i|we|i am)\b.{0,20}\b(?:got|have|keep|holding|hold|held|grabbed|found|looked for|counted|counting|saved|took out|bought|sleep with) (?:\w{1,8} ){0,4}(?:"
            + _WEAPON[3:-1]
            + r"|bottle of (?:pills|vodka|whiskey|meds|sleeping \w+)|"
            + _DRUGS[3:-1]
            + r")\b(?=.{0,60}\b(?:in front|here|next to|hand|garage|lap|head|all of|enough|bottle|alone|pillow|nightstand|vodka|whole|now|today|tonight|stash|overdose|again|know where)\b)(?! for (?:my|the|a) (?:back|headache|cold|allerg|pain|flu))",
            r"\b(?:dad|father|mom|mum|husband|brother|grandpa|wife|uncle|boyfriend)(?:'s)? (?:\w{1,8} )?(?:gun|pistol|rifle|sleeping (?:pills|tablets)|shotgun|revolver|pills|meds)\b|\bmy (?:gun|pistol|razor|blade|noose|rope|revolver)\b(?=.{0,40}\b(?:here|nightstand|pillow|ready|hand|loaded|mouth|lap|alone|desk|table|tonight)\b)",
            r"\b(?:saved|saving|stashed|stash|hoard\w{0,3}|collect\w{0,3}|kept|keeping|count\w{0,3}|skipp\w{1,3}) (?:\w{1,8} ){0,3}"
            + _DRUGS
            + r"\b|\bstash of\b",
            r"\b(?:gave|given|giving) (?:\w{1,10} )?(?:away )?(?:all )?my \w{1,10}(?: and my \w{1,10})*\b.{0,60}\b(?:won't|not|no longer|never) (?:be )?(?:need|needing|use)\b|\b(?:won't|will not|not going to|not gonna) (?:be )?need(?:ing)? (?:it|them|any of it|that|those|my \w{1,10})(?: any ?more| where i'm going)?(?=$|,)|\bwhere i(?:'m| am) going\b(?=.{0,30}(?:need|$))",
            r"\b(?:letters?|notes?) (?:are|is) (?:sealed|written|on the (?:desk|table|bed)|in the drawer|ready|done)\b|\b(?:wrote|written|write) (?:down )?(?:\w{1,8} ){0,3}(?:passwords|pin codes|letters? (?:to|for) (?:my|everyone|each|them)|my will)\b|\bpasswords (?:\w{1,6} ){0,2}for my (?:sister|brother|wife|husband|mom|mum|parents|kids|family)\b|\bsorted (?:out )?my (?:bank|papers|will|accounts|finances)\b|\bbills are (?:all )?paid\b",
            r"\btell (?:my|him|her|them) (?:\w{1,10} )?(?:that )?(?:it )?(?:wasn't|isn't|was not|is not) (?:his|her|their|your) fault\b|\bit (?:isn't|wasn't|is not|was not|won't be) your fault\b(?! that i (?:failed|lost my job))|\bremember me\b(?! as| from| to)|\bdon't (?:blame yourself|be sad when|cry when i|cry for me|miss me)\b|\bone last time\b|\b(?:take|look) (?:good )?care of (?:my|the) (?:dog|cat|kids|sister|brother|mom|mum|family|plants) (?:for me|when|after)\b",
            r"\b(?:going to|gonna|will|'ll|about to|ready to|want to|need to|time to|should|plan to|planning to|let me) (?:just |really |finally |actually )*(?:do it|go through with it|end it|get it over with)(?=$|,| tonight| now| soon| when| this| after| today| tomorrow| alone| before| by)|\b(?:date|day|place|spot|method|bridge|time) (?:is |'s )?(?:picked|chosen|set|decided)\b|\b(?:picked|chosen|chose|set|circled|picked out) (?:a|the|my) (?:date|day|spot|place|method|bridge|tree)\b|\bi know (?:when|where|how) i(?:'m| am|'ll| will) (?:going to )?(?:do it|go)\b|\b(?:have|got|made) a plan\b(?=$|,| and (?:i know|nobody|a date|the))|\ball (?:worked|planned|figured) out\b|\b(?:won't|not|don't think i'll) be (?:here|around|alive) (?:in the morning|tomorrow|next (?:week|month|year)|for (?:my|christmas|the))\b|\bi (?:finally |have |'ve )?(?:finally )?(?:decided|made (?:my|the) decision)(?=$|,)|\b(?:all|only thing) (?:that's |that is )?left (?:is|to do is) to (?:go|leave|wait|do it|jump|die|say goodbye)\b",
            r"\b(?:bridge|train|tracks|roof|rooftop|cliffs?|river|lake|balcony|railing|overpass|ledge)\b.{0,50}\b(?:tonight|at \d|alone|go there|down there|went there|walk down|high|looks?|quiet|goes by|for a walk|cold water|picked|later)\b",
        ),
        guarded=False,
    ),
)
