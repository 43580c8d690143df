"""How English tells of other dangers than suicide: violence done or meant, eating, delusion."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of, one_of

_RELATIVE = (
    r"(?:mum|mom|mother|dad|father|step(?:dad|father|mum|mom|mother|brother)|brother|sister|son|daughter|uncle|aunt|"
    r"cousin|grand(?:pa|dad|father|ma|mother)|husband|wife|partner|boyfriend|girlfriend|fianc[eé]e?|ex|bf|gf|carer|caregiver|"
    r"boss|manager|coach|teacher|tutor|priest|pastor|landlord|neighbou?rs?|room ?mate|flat ?mate|classmates?|co-?workers?|colleagues?)"
)
_SOMEBODY = (
    rf"(?:him|her|them(?! all to shreds)|someone|somebody|people|everyone|everybody|(?:my|the|that|those|these|his) (?:\w{{1,12}} ){{0,2}}"
    rf"(?:{_RELATIVE}|baby|kids?|child(?:ren)?|boys?|girls?|guys?|family|man|men|woman|women|students?|people))"
)
_WHO = rf"(?:he|she|they|(?:my|her|his) (?:\w{{1,12}} )?{_RELATIVE})(?:'s|'d| has| is| had)?"
_ARM = r"(?:knife|blade|bat|hammer|gun|rifle|shotgun|pistol|machete|axe|petrol|gasoline|poison|acid|crowbar)"
_BODY = r"(?:legs?|thighs?|chest|breasts?|bum|privates?|private parts|between my legs|down there|under my (?:clothes|skirt|shirt|top)|in (?:my|the) (?:bed|bath))"
_WATCHED = r"(?:cameras?|microphones?|mics?|bugs|listening devices?|chips?|trackers?|transmitters?|implants?)"
_PLAY = one_of(
    r"\b(?:games?|boss fight|level|film|movie|series|show|novel|book|story|play|song|lol|lmao|haha\w{0,9}|jok(?:e|es|ed|ing)|"
    r"kidding|pillow|laughed|laughing|chess|tennis|football|match(?:es)?|costume|character|podcast|news|history|documentary)\b"
)

OTHER = (
    Rule(
        "means to hurt somebody",
        Kind.HARM_TO_OTHERS,
        Level.HIGH,
        any_of(
            rf"\bi(?:'m| am|'ll| will|'ve| have)? (?:\w{{1,8}} ){{0,3}}(?:kill|stab|shoot|murder|strangle|smother|poison|slit|knife) {_SOMEBODY}\b"
            r"(?=.{0,40}\b(?:tonight|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|swear|next time|when|if|sleep|knife|gun|before)\b)",
            rf"\b(?:next time|tonight|tomorrow|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|when (?:he|she|they)\b.{{0,30}}|if (?:he|she|they)\b.{{0,30}}),? ?.{{0,30}}\bi(?:'m| am|'ll| will)? (?:\w{{1,8}} ){{0,3}}(?:kill|stab|shoot|murder|strangle|smother|poison|slit|knife) {_SOMEBODY}\b",
            rf"\b(?:follow(?:ed|ing)?|wait(?:ed|ing)?|watch(?:ed|ing)?|know where) .{{0,50}}\b(?:i have|i've got|i bring|with|carry|brought) (?:a|the|my) (?:\w{{1,8}} )?{_ARM}\b",
            rf"\b(?:he|she|they|{_RELATIVE}|everyone|every one of them)(?:'s|'re| is| are|'ll| will)? (?:all )?(?:going to |gonna )?(?:get what(?:'s| is| they| he| she)|get(?:ting)? what|pay\b|regret|die\b).{{0,50}}\b{_ARM}\b",
        ),
        unless=_PLAY,
    ),
    Rule(
        "thinks of hurting somebody",
        Kind.HARM_TO_OTHERS,
        Level.CONCERN,
        any_of(
            rf"\bi(?:'m| am|'ve| have)? (?:\w{{1,8}} ){{0,3}}(?:want(?:ed)?|urge|going|gonna|plan(?:ning)?|pictur(?:e|ing)|imagin(?:e|ing)|think(?:ing)?|dream(?:ing)?|fantasi[sz](?:e|ing)|afraid|scared|worried|tempted|might|could|will|would)\b(?: \w{{1,8}}){{0,4}} (?:hurt|kill|stab|shoot|smother|suffocat|strangl|chok|drown|poison|murder|punch|beat|hit|shak|burn|run|bash|attack|slit|cut)(?:t?ing|e|es|n?ing)? (?:over |down |up )?{_SOMEBODY}\b",
            rf"\b(?:fist|knife|bullet|{_ARM}) (?:\w{{1,6}} )?(?:through|into|in|to|across) (?:\w{{1,8}} ){{0,2}}(?:{_RELATIVE}(?:'s)? )?(?:skull|head|face|throat|chest|back|neck|heart|brain)\b",
            r"\b(?:they|he|she|everyone|everybody|all of them)(?:'re|'s|'ll| are| is| will)? (?:all |both )?(?:going to |gonna )?(?:pay|get what(?:'s| is)? coming|get what (?:they|he|she) deserves?|be sorry|regret it)\b(?=.{0,50}\b(?:monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|office|school|class|work|bat|knife|gun|every one|list)\b)",
            r"\b(?:burn|set fire to|torch) (?:down )?(?:\w{1,8} ){0,2}(?:house|flat|home|office|school|car)(?: down)?\b(?=.{0,30}\b(?:with|inside|them|him|her|asleep|everyone)\b)|\b(?:made|have|got|keep) a (?:kill|hit|death) list\b|\brun (?:\w{1,8} ){1,3}over with (?:my|the|a) (?:car|truck|van)\b",
            rf"\b(?:lose|losing|lost) control\b.{{0,25}}\b(?:hurt|hit|shake|kill)\w{{0,4}} {_SOMEBODY}\b|\burges? to (?:hurt|kill|stab|hit|shake) {_SOMEBODY}\b",
        ),
        unless=_PLAY,
    ),
    Rule(
        "violence suffered",
        Kind.ABUSE_SUFFERED,
        Level.CONCERN,
        any_of(
            r"\b(?:hands?|arm|fingers|belt|cord) (?:(?:was|were|went|is|are) )?(?:a?round|on|over|to|at) my (?:neck|throat|mouth)\b|\b(?:grabbed|squeezed|held|holds|grabs|squeezes|had|has|by) (?:me by )?(?:my|the) (?:throat|neck)\b|\b(?:chok|strangl|suffocat|throttl)(?:e|es|ed|ing) me\b(?! up)|\bcouldn't breathe\b.{0,30}\b(?:he|she) (?:let go|stopped|pinned)\b",
            rf"\b{_WHO} (?:\w{{1,10}} ){{0,3}}(?:hit|hits|hitting|beat|beats|beating|kick\w{{0,3}}|punch\w{{0,3}}|slap\w{{0,4}}|shov\w{{1,3}}|push\w{{0,3}}|bit|bites|burn\w{{0,3}}|whip\w{{0,4}}|drag\w{{0,4}}|pin\w{{0,4}}|rap(?:es?|ed|ing)|shak(?:es|ing)|shook|slam\w{{0,4}}|threw|throws) (?:me|(?:\w{{1,8}} ){{1,3}}at me)\b",
            rf"\b{_WHO} (?:\w{{1,10}} ){{0,3}}touch(?:es|ed|ing)? (?:me|my {_BODY})\b|\b(?:put|puts|slid|slides|stuck) (?:his|her) hands? (?:\w{{1,6}} ){{0,3}}{_BODY}\b|\b(?:makes?|made|making|forc(?:es|ed|ing)|pressur(?:es|ed|ing)) me (?:to |into )?(?:have |having )?(?:sex|touch(?:ing)?|undress|watch(?:ing)? (?:him|her|porn)|strip|sleep with|kiss(?:ing)?|send(?:ing)? (?:nudes|pictures|photos))\b|\b(?:even though|when|after) i (?:said|kept saying|told (?:him|her)) (?:no|stop)\b(?=.{0, 40})(?<=.)",
            rf"\b{_WHO} (?:\w{{1,10}} ){{0,2}}(?:locks?|locked|shuts?|shut|ties?|tied|chains?|chained) me (?:\w{{1,6}} )?(?:in|out|inside|up|to|down)\b|\b(?:won't|doesn't|wouldn't|don't|never|not) (?:let|allow)s? me (?:to )?(?:see|leave|go out|talk to|have (?:any )?(?:money|friends)|speak to|out of the (?:house|flat|room)|work|eat)\b(?=.{{0,50}}\b(?:friends?|family|flat|house|phone|money|alone|room|without|him|her)\b)",
            rf"\b{_WHO} (?:\w{{1,10}} ){{0,3}}(?:takes?|took|controls?|checks?|steals?|keeps?) (?:all )?my (?:money|pension|wages|salary|passport|bank card|phone)\b(?=.{{0,50}}\b(?:hits?|won't|can't|let|scared|afraid|leave|friends|hurts?|threat\w{{0,5}}|yells?|shouts?|allowed|where)\b)|\bhits? me (?:and|when|if|because|every|again|with)\b",
            rf"\b{_WHO} (?:\w{{1,10}} ){{0,2}}(?:says?|said|threaten(?:s|ed)?|swears?|promised|told me)(?: to| that|,)? ?(?:(?:he|she|they)(?:'ll|'d| will| would| is going to) )?(?:kill|hurt|find|bury|burn|shoot|stab|destroy|post|leak)\b(?: (?:me|us|the kids|my \w{{1,10}}|himself|herself|anyone))?(?=.{{0,40}}\b(?:if|ever|leave|left|go|tell|told|speak|police|me)\b)",
            r"\b(?:afraid|scared|terrified) (?:of|to go home to|to be alone with) (?:my (?:\w{1,10} )?"
            + _RELATIVE
            + r"|him|her|home)\b(?=.{0,50}\b(?:drunk|drinks|hits?|temper|hurt|home|angry|touch\w{0,3}|again)\b)|\b(?:bruises?|black eye|broken rib|split lip)\b.{0,30}\b(?:he|she|dad|mum|mom|husband|boyfriend|wife)\b|\bwalk(?:ing)? on eggshells\b",
        ),
        guarded=False,
        own=True,
        unless=one_of(_PLAY.pattern, r"\b(?:steak|car door|toddler|by accident|accidentally)\b"),
    ),
    Rule(
        "harms itself by eating",
        Kind.EATING_DISORDER,
        Level.CONCERN,
        any_of(
            r"\b(?:laxatives?|diuretics?|diet pills|water pills)\b(?=.{0,50}\b(?:after|every|meals?|lose|weight|eat\w{0,3}|ate|skinny|thin|fat|daily|handful|more|again|stop|binge)\b)",
            r"\b(?:only|no more than|under|less than|just|limit\w{0,3}|max|to) (?:\w{1,8} ){0,4}(?:[1-9]\d{2}|[a-z]{3,6} hundred) ?(?:k?cal(?:orie)?s?|a day)\b(?=.{0,40}\b(?:a day|per day|daily|today|allow\w{0,2}|hate|guilty|fat)\b|.{0,3}$)",
            r"\b(?:make|making|made|force|forced|forcing) myself (?:be |to )?(?:throw up|sick|vomit|puke)\b|\b(?:fingers?|toothbrush) down my throat\b|\bpurg(?:e|ed|es)\b|\b(?:binge[ds]?|bingeing|binging)\b.{0,50}\b(?:throw|threw|sick|vomit|puke|rid of|toilet|hate|disgust\w{1,4}|hurts?|can't stop|starve|fast)\b|\b(?:chew|chewing) (?:\w{1,8} ){0,4}spit\w{0,4}\b",
            r"\b(?:haven't|have not|not|didn't|hasn't|barely|without) (?:eat\w{0,3}|ate|had (?:any )?food)\b(?: (?:anything|properly|food|a thing|solid food))?.{0,15}\b(?:days?|week|since (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
            r"\b(?:faint(?:ed|ing)?|pass(?:ed|ing)? out|black(?:ed|ing)? out|collaps(?:ed|ing)|dizzy)\b.{0,50}\b(?:not eating|without eating|didn't eat|haven't eaten|don't eat|fasting|starving|skipp\w{1,4} meals|no food|to lose|calories)\b|\b(?:not eating|haven't eaten|fasting|starving)\b.{0,50}\b(?:faint\w{0,3}|passed out|blacked out|collapsed|dizzy)\b",
            r"\b(?:\d{2,3} ?(?:kg|kilos?|kilograms|pounds|lbs)|bmi\b.{0,12}\d{2}|underweight|skin and bones?|size zero)\b.{0,40}\b(?:still|too|feel|so|disgusting\w{0,2}) (?:\w{1,14} )?(?:fat|huge|big|disgust\w{1,4}|obese|gross|enormous)\b|\b(?:terrified|scared|afraid) of (?:gaining|eating|food|getting fat|every bite|calories)\b",
            r"\bperiods?(?: has| have|'ve)? (?:stopped|gone|disappeared)\b.{0,50}\b(?:weight|thin|eat\w{0,3}|lose|skinny|fat)\b|\b(?:hair is falling out|always cold)\b.{0,40}\b(?:weight|eat\w{0,3}|calories)\b|\b(?:hide|hiding|hid|throw away|bin) (?:my |the )?(?:food|meals|lunch|dinner)\b(?=.{0,40}\b(?:mum|mom|parents|napkin|nobody|think|pretend|notice\w{0,1})\b)|\b(?:don't|do not|doesn't) deserve (?:to eat|food)\b|\bearn (?:my|every) (?:food|meals?|bite)\b|\brestrict(?:ing|ed)?\b(?=.{0,40}\b(?:food|eating|meals|again|days|calories|binge)\b)",
        ),
        guarded=False,
        own=True,
        unless=one_of(
            r"\b(?:constipation|stomach bug|food poisoning|hangover|morning sickness|colonoscopy|my (?:dog|cat))\b"
        ),
    ),
    Rule(
        "loses touch or sleep",
        Kind.PSYCHOSIS_OR_MANIA,
        Level.CONCERN,
        any_of(
            rf"\b(?:isn't|is not|not|aren't|are not) (?:really )?my (?:real )?(?:{_RELATIVE}|parents|kids?|child|family)\b.{{0,40}}\b(?:swapped|replaced|impostor|imposter|clone|double|actor|look(?:s|ing)? like|pretending|copy|robot|someone else)\b|\b(?:replaced|swapped|switched) (?:\w{{1,6}} )?(?:by|with|for) (?:a |an )?(?:double|impostor|imposter|clone|actor|robot|copy|stranger|lookalike)s?\b|\b(?:impostors?|imposters?|clones?)\b.{{0,30}}\b(?:family|mother|mum|mom|wife|husband|parents|face)\b",
            rf"\b(?:put|planted|implanted|inserted|installed|hid|hidden|found)\b.{{0,15}}\b{_WATCHED} (?:in|inside|under|into|behind) my (?:\w{{1,10}} )?(?:tooth|teeth|head|brain|skin|arm|neck|ear|body|skull|eye|blood)\b|\b{_WATCHED} (?:in|inside|behind|under) (?:my|the|our) (?:\w{{1,10}} )?(?:light ?bulbs?|bulbs?|walls?|ceiling|vents?|tv|television|mirrors?|lamps?|teeth|tooth|smoke alarm|bedroom)\b",
            r"\b(?:can|could|will) (?:all )?(?:hear|read|see|steal|know|control) (?:what i(?:'m| am) thinking|what i think|my (?:thoughts|mind|brain))\b|\b(?:thoughts?|ideas)\b.{0,20}\b(?:aren't mine|not mine|not my own|aren't my own|being broadcast|put (?:in|into) my|inserted|stolen|being read|beamed)\b|\b(?:put|putting|puts|beam\w{0,3}|insert\w{0,3}|plant\w{0,3}|broadcast\w{0,3}|steal\w{0,3}|read\w{0,3}) (?:\w{1,8} )?(?:thoughts|my thoughts|ideas) (?:in|into|to|from|out of)\b|\b(?:someone|they|everyone) (?:is |are )?(?:reading|controlling|stealing) my (?:mind|thoughts)\b",
            r"\b(?:voices?|whispers?)\b.{0,12}\b(?:tells?|telling|commands?|orders?|says?|saying|talks?|talking|comment\w{0,3}|laugh\w{0,3}|calls?)\b.{0,40}\b(?:obey|all day|night|me|what to do|never stops?|i have to|nobody else)\b|\bi (?:have to|must) obey (?:it|them|the voice|him)\b",
            r"\b(?:been )?chosen (?:by (?:god|the universe|angels|them)|to (?:save|lead|rule|warn|deliver|cleanse))\b|\b(?:tv|television|radio|news|newsreader|songs?|number plates?|billboards?)\b.{0,20}\b(?:sends?|sending|talks?|talking|speaks?|speaking|messages?) (?:\w{1,9} )?(?:to me|me (?:\w{1,9} )?(?:messages?|signals|signs)|for me|about me|meant for me)\b|\b(?:secret|special|divine) (?:mission|messages?) (?:from|for|meant|to)\b|\bi(?:'m| am) (?:\w{1,8} )?(?:the (?:messiah|prophet|second coming)|a prophet|immortal)\b",
            r"\b(?:haven't|have not|not|didn't|barely|without|no) (?:\w{1,6} )?(?:slept|sleep\w{0,3})\b.{0,20}\b(?:days?|nights|week)\b.{0,60}\b(?:amazing|energy|energi[sz]ed|great|fantastic|invincible|unstoppable|genius|bought|spent|spend\w{0,3}|ideas|awake|racing|don't need|never felt|alive|brilliant|wired)\b|\b(?:don't|do not|no longer) need (?:to |any )?sleep\b.{0,50}\b(?:energy|ideas|bought|spent|genius|plan\w{0,4}|unstoppable|mission)\b|\b(?:spent|bought|maxed)\b.{0,50}\b(?:haven't slept|not slept|don't need (?:to )?sleep|no sleep|didn't sleep)\b",
            r"\b(?:they|neighbou?rs?|government|police|people|someone|agents|mafia)(?:'re|'s| is| are| keep)? (?:\w{1,8} )?(?:poison\w{0,3}|watch(?:ing)? me|spy(?:ing)?|listening|follow(?:ing)? me|plott\w{1,3}|after me|track(?:ing)? me|bugg\w{1,3})\b.{0,40}\b(?:sleep|walls?|everywhere|through|phone|food|water|van|car|night|know|signals?|satellite|cameras?|my)\b",
        ),
        guarded=False,
        own=True,
        unless=one_of(_PLAY.pattern, r"\b(?:vet|dog|cat|shop|baby|landlord installed|security)\b"),
    ),
)
