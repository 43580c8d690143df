"""How English says harmful words harmlessly, and takes them back or lends them to others."""

import re

from app.core.safety.english_nearly import NEARLY
from app.core.safety.english_now import ESCALATIONS, NOW
from app.core.safety.english_oblique import OBLIQUE
from app.core.safety.english_other import OTHER
from app.core.safety.english_own import OWN
from app.core.safety.english_plans import PLANS
from app.core.safety.english_veiled import VEILED
from app.core.safety.english_wish import WISH
from app.core.safety.english_worries import WORRIES
from app.core.safety.speech import Speech, any_of

_IDIOMS = re.compile(
    r"\b(?:"
    + any_of(
        r"\b(?:don't|do not|didn't) (?:want to|wanna) be here[,.]? (?:this|the|it's|it is|at this) (?:\w{1,10} )?(?:party|meeting|place|class|wedding|dinner|office|school|job|date|hotel|is so boring|boring)\b|"
        r"^(?!.*\b(?:i'm|i am|i feel|i've|me|my|myself)\b).*\b(?:hotlines?|volunteers?|prevention|statistics|research|study|essay|explain|history|training)\b.{0,40}\bsuicid\w{1,3}\b",
        r"\bthe death of me\b|\b(?:i'll|i will|i can|you can) (?:sleep|rest) when (?:i'm|i am|you're) dead",
        r"\bend it (?:early|here for today|on a (?:high|good) note)|\b(?:want|wanted|wanna) (?:to )?die,? (?:haha\w{0,9}|lol|lmao)"
        r"(?!.{0,30}\b(?:no,? (?:really|joke|cap)|not (?:even )?(?:joking|kidding|a joke)|seriously|fr|for real|i mean it|i'm serious|i do|tonight|right now)\b)|"
        r"\b(?:embarrass\w{2,4}|awkward|mortif\w{2,4}|cringe\w{0,2}),? (?:\w{1,8} ){0,3}(?:just )?kill me(?: now)?|\bkill me(?: now)?,? (?:lol|haha\w{0,9})",
        r"\bdie (?:my|her|his|your) (?:hair|roots|beard|jeans)|\bhow to die (?:less|in)\b|"
        r"\bso (?:hungry|"
        r"embarrassed|embarrassing|bored|hot|cold|full|cute|happy|thirsty|awkward|excited|"
        r"funny),? i (?:could|wanted to|want to|almost|nearly) (?:just )?(?:die|died)",
        r"\bburn(?:ed|t|ing)? myself out\b|\b(?:seat|safety) ?belt",
        r"\bdying (?:to (?:see|know|try|meet|hear|go|get|eat|read|watch|visit|tell|find|do|be|play|"
        r"learn)|for (?:a|some|the|coffee|food)|"
        r"of (?:laughter|laughing|boredom|embarrassment|curiosity|heat|thirst|hunger)|laughing)\b",
        r"\bkill(?:ing|ed|s)? (?:time|the (?:time|mood|vibe|engine|lights|process|job|server|tab|"
        r"switch|app|session)|two birds|it(?! all)(?= (?:at|on|in|today|with))|"
        r"for (?:a|some)|an hour|a few hours)",
        r"\b(?:is|are|was|were|'s|'re|be|been) (?:\w{1,10} )?killing (?:me|us|it)\b|\b(?:feet|back|"
        r"head|legs|knees|shoes|heat|traffic|jokes?|job|homework|"
        r"boss|suspense|exams?|commute|stairs|workout) (?:\w{1,10} ){0,2}kill(?:s|ing|ed)? me\b",
        r"\b(?:could|would|might|nearly|almost|gonna|going to|thought i'?d|thought i would|wanted to|"
        r"want to|just) (?:\w{1,8} )?(?:die|died) "
        r"(?:of |from |out of )?(?:laugh|embarrass|boredom|cring|shame|sham|hunger|starv|curios|heat|"
        r"happy|happi|joy|cute)\w{0,10}",
        r"\b(?:so|too) (?:\w{1,14} )?(?:i|that i|it)(?:'m| am| could| almost|) (?:gonna |going to |"
        r"just |almost )?(?:die|died)\b(?= (?:laugh|of|lol|haha))",
        r"\b(?:lol|lmao|haha\w{0,9}),? (?:i'?m )?(?:dead|dying)|\bi'?m (?:dead|dying) (?:lol|lmao|"
        r"haha|😂|🤣|💀)",
        r"\bdead ?(?:line|lines|lift|lifts|lock|pool|end|ends|weight|beat|battery|phone|tired|"
        r"serious|silence|sea|on my feet|heat|wrong|set|pan)\w{0,3}",
        r"\b(?:drop[- ]dead|dead (?:gorgeous|sexy|man walking)|over my dead body|"
        r"beat(?:ing)? a dead horse|to die for|die[- ]hard|diehard|never say die|"
        r"old habits die|phone (?:is about to |will |'s gonna )?die|battery (?:is about to |"
        r"will )?die)",
        r"\b(?:i'?d|i would) rather die than\b|\bif (?:it|this|you|he|she|"
        r"that) (?:\w{1,10} ){0,2}kills me\b",
        r"\b(?:mom|mum|dad|mother|father|boss|parents|teacher|coach|sister|brother|she|he|they)"
        r"(?:'s|'ll|'d| is| are| will| would)? (?:gonna |going to |so )?(?:kill|"
        r"murder) me\b(?! (?:someday|if i|when i|one day|tonight))",
        r"\b(?:shoot|shot|shooting) myself in the foot|\b(?:kick|kicking|pinch|could kick) myself|"
        r"\bcut(?:ting)? myself (?:some slack|off|short|shaving|while|"
        r"cooking|chopping|slicing|peeling|opening|a (?:slice|piece|break)|accident|on (?:a|the|some) (?:paper|glass|knife|can|tin))|"
        r"\bhurt(?:ing)? myself (?:at|in|during|while|playing|running|lifting|"
        r"skiing|falling)\b",
        r"\bsuicide (?:squad|rates?|prevention|hot ?line|lifeline|awareness|statistics|watch|door|"
        r"bomb\w{0,4}|mission|run|burns?|king|silence|boys|club)|\bself[- ]harm policy|"
        r"\bcareer suicide|political suicide|social suicide|suicidal tendencies (?:band|album|"
        r"concert|song)",
        r"\bkill(?:ed|ing)? (?:the|my|that|this) (?:\w{1,12} )?(?:exam|interview|presentation|"
        r"audition|game|workout|test|final|set|plants?|process|weeds|spider|bugs?)\b",
        r"(?<!not )(?<!not even )(?<!longer )(?<!never )\b(?:thought|worried|afraid|scared|fear|terrified|frightened) (?:i|that i|i am|i'm|of|"
        r"about)(?: was| am| might| will| would|'m)? ?(?:going to |gonna )?(?:die|dying)\b",
        r"\b(?:don't|do not|didn't) want to (?:live|be|exist|go on|wake up|be here) (?:in|with|"
        r"like(?! this)|"
        r"near|at|off|on|under|there|by|for|alone|together|"
        r"apart|as a|here(?= (?:at|in))|early|late|at)\b(?! (?:this (?:world|body|planet)|"
        r"pain|this any))",
        r"\bend it (?:with|between)\b|\bending (?:it|things) with\b|\bend(?:ed)? (?:it|"
        r"things) (?:with|between) (?:him|her|them|us)",
        r"\bmake(?:s|ing)? (?:me|you) (?:want to|wanna) die (?:of|laughing)|\bdie(?:d|s)? inside\b",
    )
    + ")",
    re.MULTILINE,
)

_PERSON = (
    r"(?:he|she|they|(?:my|his|her|their|our|a|the|some|this|that|"
    r"one of my) (?:\w{1,12} ){0,2}(?:friends?|parents?|family|siblings?|brother|sister|son|"
    r"daughter|mom|mum|mother|dad|father|"
    r"wife|husband|partner|boyfriend|girlfriend|uncle|aunt|cousin|grandma|grandpa|grandmother|"
    r"grandfather|roommate|classmate|colleague|coworker|neighbou?r|student|teacher|"
    r"boss|kid|child|ex|bestie|best friend|patient|client|character|hero|actor|singer|girl|boy|"
    r"guy|man|woman|person|nephew|niece)|someone|somebody|people|anyone|anybody|celebrit\w{1,3})"
)

ENGLISH = Speech(
    letters=re.compile(r"[a-z]"),
    idioms=_IDIOMS,
    idiom_signs=(
        " rat|arm |bat|be he|belt|cut|dead|die|dyi|e dea|eer|end it|endi|"
        "gs b|gs w|hur|insi|it bet|it wi|kil|l su|m d|mur|"
        "mys|old ha|over m|poli|r sa|sui|w to d|want to"
    ),
    rules=NOW + WISH + WORRIES + OBLIQUE + VEILED + OWN + OTHER + PLANS + NEARLY,
    escalations=ESCALATIONS,
    negated=re.compile(
        r"\b(?:don't|dont|do not|didn't|did not|doesn't|never|not|no longer|wouldn't|won't|"
        r"will not|isn't|wasn't|haven't|hadn't|aren't|ain't|without|no|nor|nothing)"
        r" (?:(?:really|actually|even|ever|going|gonna|want|wanting|wanted|trying|planning|plan|"
        r"plans|have|had|having|to|a|any|thoughts?|of|wish|wishing|intention|intentions|thinking|"
        r"think|thought|"
        r"about|feel|feeling|like|being|be|been|i'm|i am|am|want to|desire|tell\w{0,3}|saying|"
        r"say|so|that|or|attempt|try|tried|contemplated|considered|considering) ){0,6}$"
    ),
    asked=re.compile(
        r"\bwhy (?:don't|dont|do not|not|didn't|shouldn't) (?:i )?(?:just )?$|\bnot (?:sure|"
        r"only)|\bno idea|\bno (?:way|point|reason) not |\bno (?:one|matter)"
    ),
    withdrawn=re.compile(
        r" (?:anymore |any more )?(?:is|was) (?:not|never) (?:an option|on my mind|what i)|"
        r"(?:\w{1,8} ){0,2}\?? ?,? ?(?:no|nope),? (?:never|not at all)"
    ),
    someone_else=re.compile(
        rf"\b{_PERSON}(?:'s|'re|'d)?(?: (?!i\b|i'|me\b|my\b|myself\b|and i\b|make\b|makes\b|"
        rf"made\b|making\b)[\w',-]{{1,16}}){{0,8}} ?$"
    ),
    quoted=re.compile(
        r"\b(?:song|lyrics?|line|chorus|poem|movie|film|character|hero|book) (?:goes|says|said|is|called|went|reads)[,:]? [\"']?(?:\w{1,8} ){0,3}$|"
        r"\b(?:movie|film|novel|book|song|lyrics?|episode|show|series|documentary|article|essay|"
        r"character|poem|podcast|news|game|titled|called|band|study|report|class|lecture|thesis) "
        r"(?:(?!i\b|i'm\b|my\b)[\w',\"-]{1,16} ){0,8}[\"']?$"
    ),
    past=re.compile(
        r"\bused to\b|\b(?:years?|months|decades?|a long time) ago|\bback (?:then|when|in)|"
        r"\bwhen i was\b|\bin the past|\bas a (?:kid|teen\w{0,5}|child)|\bin (?:high school|"
        r"college|middle school|\d{4})\b|\bonce (?:wanted|tried|thought)|\blast year"
    ),
    overcome=re.compile(
        r"\bused to\b|\b(?:not|don't|no longer|haven't|never|isn't|"
        r"wasn't)\b.{0,24}\b(?:any ?more|now|since|longer|again|these days)\b|\b(?:any ?more|"
        r"now)\b.{0,12}\b(?:don't|better|fine|okay|ok|glad|happy)\b|"
        r"\b(?:better|glad|grateful|recovered|healed|past (?:that|it)|moved on|over it|happy|"
        r"good place|behind me|got help)\b"
    ),
)
