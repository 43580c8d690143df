"""What the screen listens for in English beside danger to oneself now: despair, and other kinds."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of

WORRIES = (
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
