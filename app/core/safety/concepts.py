"""Concepts in which the learned sum reads English: each a letter, and what stands for it.

A word need not be complete nor always fit its concept: the sum is fuzzy.
"""

import re

_WORDS = {  # a star stands for any ending
    "K": (  # the deed, named or left unnamed
        "suicid* unaliv* kms ctb"
    ),
    "D": (  # death and the dead
        "dead death dies died die dying funeral graves grave graveyard buried bury coffin "
        "casket heaven hell afterlife corpse tomb* ashes cemetery terminal reaper obituar* "
        "hearse undertaker murder* killed kill kills killing drowned drowning drown"
    ),
    "M": (  # means
        "pills pill meds medications medication medicine tablets tablet overdos* insulin "
        "morphine advil tylenol ibuprofen paracetamol xanax benzos benzo prescriptions "
        "prescription painkillers painkiller antidepressants antidepressant sleeping opioids "
        "opioid fentanyl dose strip gun guns rifle pistol revolver bullets bullet shotgun "
        "barrel rope noose belt cord sheets sheet knot blades blade razors razor knife knives "
        "bleach cleaner poison antifreeze charcoal helium gas stash scissors lighter exhaust "
        "engine oven vodka whisky bathtub tub hairdryer toaster hose* tape"
    ),
    "G": (  # places to fall from, drown or be run over
        "bridges bridge viaduct roof rooftop ledge cliffs cliff tracks track platform railings "
        "railing rail balcony edge overpass garage beam window river ocean lake reservoir "
        "quarry pier sea water tide canal oncoming lane traffic wheel tree wall lorry bus "
        "building heights height floors floor truck train woods"
    ),
    "A": (  # getting, keeping and using means
        "took taken swallowed swallowing swallow drank downed tied tying loaded bought ordered "
        "saved hoard* stockpil* counted count hid hidden hide kept keeping collect* holding "
        "hold held jumped jumping jump stepped stepping step crashing crash swerve* unbuckle "
        "slit hanging hang hung tested standing stood sitting sat climbed leaning staring "
        "aiming measured climb"
    ),
    "Z": (  # surviving, being found, another time
        "tried attempt* survived pumped woke hospital icu ambulance er psych ward sectioned "
        "failed botched chickened again almost nearly stomach stitches rescued discharged"
    ),
    "H": (  # wounds
        "cut cuts cutting bleed* blood* bled scars scar burned burnt burns burning burn "
        "scratch* hurt harm* sh wrists wrist thighs thigh legs leg arms arm skin veins vein "
        "banged banging bang punish* hitting hit punch* carv* pinch* bruis* relapsed relapse "
        "clean sleeves bandage* deep deeper"
    ),
    "W": (  # wishing, thinking, being about to
        "want wants wanna wanted wish* hope hopes hoping pray* sooner urges urge ready envy "
        "jealous fantasi* imagin* pictur* crave gonna ima decided thinking thoughts thought "
        "daydream wonder* tempted considering relief relieved comforts comfort calms calm "
        "peaceful peace please"
    ),
    "L": (  # being alive
        "live lived living alive life lives exist* woken wake morning breathing breathe earth "
        "planet born here around stay staying tomorrow future"
    ),
    "E": (  # ending
        "end ends ending stop stops stopped over gone leave leaving left disappear* vanish* "
        "forever permanent* eternal never rest done finished finally asleep sleep fade exit "
        "escape release last out off go anymore quiet dark sink float"
    ),
    "P": (  # despair
        "tired exhaust* hopeless worthless empty numb broken unbearable point reasons reason "
        "nothing useless misery hate can't cant cannot failure fail trapped darkness pain "
        "suffering hurts enough mistake alone unwanted ugly pathetic disgust* wrong"
    ),
    "U": (  # what the person is to others
        "burden weight better free happier easier heal cost trouble problem waste space oxygen "
        "mouth ruin deserve* favour favor notice care cry grieve mourn"
    ),
    "J": (  # when, and alone
        "tonight 2nite today soon now friday saturday sunday monday tuesday wednesday thursday "
        "weekend week date birthday christmas after days until till"
    ),
    "V": (  # farewell, and what is left behind
        "goodbyes goodbye bye farewell notes note letters letter will passwords password "
        "insurance policy gave given belongings affairs sorted labelled tidied cleaned paid "
        "instructions thanks sorry forgive fault remember final video keys envelope"
    ),
    "Y": (  # how, and deciding
        "planned plans planning plan picked chosen chose method ways way painless quick* "
        "research* googl* lethal sure prepared set works work properly place spot courage guts "
        "nerve decision"
    ),
    "F": (  # fear
        "afraid scared fear* terrified worr* anxi* panic* nervous phobia"
    ),
    "N": (  # no
        "not no don't dont won't wont isn't isnt wouldn't wouldnt nobody without any didn't "
        "didnt wasn't wasnt haven't havent"
    ),
    "O": (  # others
        "he she him her his hers he's she's they them their we us our you your friends friend "
        "brother sister mother mom mum dad father son daughter husband wife ex boss student "
        "patient roommate girlfriend boyfriend uncle aunt grandma gran nan grandmother "
        "grandfather grandpa grandad dog cat baby teenager cousin neighbour neighbor kids kid "
        "children parents family teacher therapist doctor someone people everyone everybody"
    ),
    "S": (  # the person
        "i i'm im i've ive i'd i'll me my myself mine"
    ),
    "X": (  # everyday matters
        "job office exams exam test class school college degree thesis game movie film book "
        "song news novel character series poem documentary essay semester marriage relationship "
        "dating party diagnos* surgery cancer kitchen cook* hair pizza coffee holidays holiday "
        "vacation rent money debt laugh* lol haha bored embarrass* hungry wedding divorce* "
        "lawyer court smoking drinking diet shop meeting phone deadline interview"
    ),
    "Q": (  # former times, and joy
        "ago since recovered glad grateful proud helped hopefully excited love loved beautiful "
        "fun funny lovely delicious nice gorgeous"
    ),
}
_PHRASES = {
    "K": (
        r"kill(?:ing|ed)? (?:off )?myself|"
        r"(?:take|taking|took|end|ending|ended) my (?:own )?(?:life|existence)|"
        r"(?:off|neck|yeet|top|delete|erase|drown|gas|hang|hanging|shoot|shooting) myself|"
        r"(?:want|wanna|going|ready|like|wish|rather|deserve) (?:to )?die|be dead|"
        r"(?:end|ending|ended|finish|finishing) (?:it|things|everything|life)(?: all)?|"
        r"do(?:ing)? it|did it|done it|go(?:ing)? through with it|do myself in|"
        r"something (?:stupid|to myself)"
    ),
    "D": (r"my body|six feet|other side"),
    "M": (r"bottle of|whole bottle|plastic bag|box cutter"),
    "G": (r"parking deck|multi storey|off the|tall building|car park|top level"),
    "A": (r"saved up|saving up|walk(?:ed|ing)? into|drive off|let go"),
    "Z": (
        r"came round|came to|found me|finds me|pulled me|dragged me|stopped me|in time|"
        r"next time|last time|this time|came close"
    ),
    "H": (r"hurt(?:ing)? myself"),
    "W": (
        r"ask god|long for|would rather|i'd rather|id rather|going to|about to|should just|"
        r"might as well|think about|thinking about|thinking of|thought about|keep thinking|"
        r"dream of|look forward|looking forward"
    ),
    "L": (
        r"my life|wak(?:e|ing)(?: me)? up|get up|this world|the world|being here|be here|"
        r"still here|carry on|go on|keep going|be around|next year|make it|"
        r"see (?:thirty|twenty|spring|christmas|summer|winter)"
    ),
    "E": (
        r"for ever|for good|way out|only way|without me|not be|slip away|come back|"
        r"coming back|no more|any more"
    ),
    "P": (r"no hope|lost hope|no point|nothing left|hate myself|hate my\w*"),
    "U": (r"better off|move on|get over it|start over|miss me"),
    "J": (
        r"new year\w*|by the time|when (?:they|everyone|the|he|she|my)|hours? ago|"
        r"minutes? ago|mins ago|home alone|alone in|house is empty|nobody(?:'s| is) home|"
        r"while they|door (?:is )?locked"
    ),
    "V": (
        r"give away|giving away|in order|thank you|tell (?:my|them|him|her)|"
        r"told (?:my|them|nobody|no one)|take care|read this|reading this|won't be|wont be|"
        r"signing off|logging off|promise me|look after"
    ),
    "Y": (
        r"without pain|look(?:ed|ing)? up|how to|how much|how many|how long|how high|"
        r"enough to|does it hurt|everything i need|what i need|nobody knows|no one knows|"
        r"made up my mind|mind is made"
    ),
    "N": (r"no one"),
    "Q": (r"used to|years ago|months ago|back then|when i was|as a teen|behind me|these days"),
}

HARMLESS = frozenset("OXFQ")
"""Concepts that may stand between the others without parting them."""

_PHRASE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{said})" for name, said in _PHRASES.items()) + r")(?![\w'])"
)
_WORD = re.compile(r"[a-z']+|[A-Z]")
_FIRST = 3  # letters: no word that stands for its endings is shorter
_EACH = [(word, name) for name, words in _WORDS.items() for word in words.split()]
_WHOLE = {word: name for word, name in _EACH if not word.endswith("*")} | {
    name: name for name in _WORDS
}
_BEGUN: dict[str, list[tuple[str, str]]] = {}  # by their first letters, the longest first
for _begun, _name in sorted(_EACH, key=lambda each: -len(each[0])):
    if _begun.endswith("*"):
        _BEGUN.setdefault(_begun[:_FIRST], []).append((_begun[:-1], _name))


def concepts(sentence: str) -> list[str]:
    """The letters of the concepts of a normalised sentence, in their order."""
    marked = _PHRASE.sub(lambda phrase: phrase.lastgroup or "", sentence)
    return [name for word in _WORD.findall(marked) if (name := _concept(word))]


def _concept(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    for begun, name in _BEGUN.get(word[:_FIRST], ()):
        if word.startswith(begun):
            return name
    return ""
