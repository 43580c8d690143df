"""What the screen learned of English: which concepts stand together in a sentence.

Words alone would need more examples than may be had; concepts (death, means, a place to fall
from, wounds, wishing, ...) need few. A linear sum over the concepts of a sentence, their pairs
and their order, made by ``models/making/screen_english.py``.
"""

import math
import re

from app.core.safety.learned import Weights

# Single words of a concept need not be complete, nor all of them fit: the sum is fuzzy.
_CONCEPTS = (
    (
        "K",
        r"suicid\w*|kill(?:ing|ed)? (?:off )?myself|(?:take|taking|took|end|ending) my (?:own )?(?:life|existence)|unaliv\w*|off myself|kms|"
        r"(?:hang|shoot|drown|gas|delete|erase)(?:ing)? myself|(?:want|wanna|going|ready|like|wish|rather) (?:to )?die|be dead|end it all|"
        r"ending it all|end it|ending it",
    ),
    (
        "D",
        r"dead|death|die[sd]?|dying|funeral|grave|buried|coffin|heaven|afterlife|corpse|my body|tomb|ashes|cemetery|terminal",
    ),
    (
        "M",
        r"pills?|meds|medications?|tablets?|overdos\w*|insulin|morphine|advil|tylenol|ibuprofen|paracetamol|xanax|benzos?|prescriptions?|"
        r"painkillers?|gun|rifle|pistol|revolver|bullet|rope|noose|belt|cord|blades?|razors?|knife|knives|bleach|poison|charcoal|helium|"
        r"bottle of|stash|scissors|lighter|exhaust|engine running|plastic bag|oven|vodka|bathtub|hairdryer",
    ),
    (
        "G",
        r"bridge|roof|rooftop|ledge|cliffs?|tracks|platform|railing|balcony|edge|overpass|parking deck|garage|beam|window|river|ocean|lake|"
        r"sea|oncoming|traffic|wheel|tree|off the|tall building|heights?|truck|train|floor",
    ),
    (
        "A",
        r"took|taken|swallow(?:ed|ing)?|drank|tied|tying|loaded|bought|saved up|saving up|hoard\w*|stockpil\w*|counted|hid|hidden|hide|"
        r"hold(?:ing)?|held|jump(?:ed|ing)?|step(?:ped|ping)? off|step in front|walk into|drive off|crash(?:ing)?|swerve|let go|slit|"
        r"hang(?:ing)?|tested|tried|attempt\w*|survived|pumped",
    ),
    (
        "H",
        r"cut|cuts|cutting|bleed\w*|blood|bled|scars?|burn myself|burns?|burning|scratch\w*|hurt(?:ing)? myself|hurt|harm\w*|wrists?|"
        r"thighs?|arms?|skin|veins?|bang my head|punish\w*|hit myself|relapsed|sleeves",
    ),
    (
        "W",
        r"want|wanna|wanted|wish\w*|hop(?:e|ing)|pray\w*|long for|would rather|i'd rather|urges?|ready to|envy|jealous|fantasi\w*|imagin\w*|"
        r"pictur\w*|crave|going to|gonna|about to|decided|should just|might as well|think about|thinking about|thinking of|thoughts|"
        r"thought about|keep thinking|dream of|wonder\w*|looking forward|tempted|considering",
    ),
    (
        "L",
        r"live|living|alive|my life|life|exist\w*|wak(?:e|ing) up|woke up|get up|breathing|breathe|this world|the world|earth|planet|born|"
        r"being here|be here|still here|carry on|go on|keep going|be around|stay|tomorrow|next year|next week|future|make it",
    ),
    (
        "E",
        r"end|ends|ending|stop|stopped|over|gone|leave|leaving|disappear\w*|vanish\w*|sleep forever|forever|for good|"
        r"last (?:time|day|night|words|goodbye|breath)|goodbye|never|rest|peace|way out|only way|done with|finished|finally|without me|"
        r"not be|fall asleep|slip away|come back|exit|escape|relief|release",
    ),
    (
        "P",
        r"tired of|exhaust\w*|hopeless|no hope|lost hope|worthless|empty|numb|broken|unbearable|no point|point|reasons?|anything to|"
        r"nothing to|nothing left|deserve|burden|useless|misery|hate myself|can't do this|can't take|no one needs|nobody needs|waste|"
        r"failure|trapped|dark|darkness|pain|suffering|hurts",
    ),
    (
        "T",
        r"tonight|plan(?:ned|s)?|date|picked|chosen|chose|set a|note|letters?|will|passwords?|insurance|gave away|giving away|"
        r"everything i need|took care of|told no one|nobody knows|no one knows|ready|prepared|research\w*|googl\w*|look(?:ed|ing)? up|"
        r"how to|how much|how many|ways|method|painless|without pain|quick|hours? ago|minutes? ago|last (?:week|month)|in time|pulled me|"
        r"stopped me|found me",
    ),
    ("F", r"afraid|scared|fear\w*|terrified|worr\w*|anxi\w*|panic\w*|nervous|phobia"),
    ("N", r"not|no|never|don'?t|can'?t|won'?t|isn'?t|wouldn'?t|nobody|nothing|without|no one|any"),
    (
        "O",
        r"he|she|him|her|his|hers|he's|she's|they|them|their|we|us|our|(?:my|a|his|her|our) (?:best |older |younger |little |late |old )?"
        r"(?:friend|brother|sister|mother|mom|mum|dad|father|son|daughter|husband|wife|ex|boss|student|patient|roommate|girlfriend|boyfriend|"
        r"uncle|aunt|grandma|grandmother|grandfather|grandpa|dog|cat|baby|teenager|cousin|neighbou?r|kids?|children|parents)|someone|people",
    ),
    ("S", r"i|i'm|im|i've|i'd|i'll|me|my|myself"),
    (
        "X",
        r"job|work|office|exams?|test|class|school|college|degree|thesis|game|movie|film|book|song|news|novel|character|semester|marriage|"
        r"relationship|dating|party|doctor|diagnos\w*|surgery|cancer|hospital|therapy|therapist|kitchen|cook\w*|hair|pizza|coffee|holidays?|"
        r"vacation|rent|money|debt|laugh\w*|lol|haha|bored|embarrass\w*|hungry|wedding|divorce|lawyer|court|smoking|drinking|diet|weight",
    ),
)
_CONCEPT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _CONCEPTS) + r")(?![\w'])"
)
_ENGLISH = re.compile(r"[a-z]{2}")
_TOGETHER, _THREE = 0.7, 0.5  # what pairs and triples count beside a concept alone
_HARMLESS = frozenset("OXF")  # they stand between the others without parting them


def signs(sentence: str) -> dict[str, float]:
    """The concepts of a normalised sentence, and what each counts.

    ``D`` a concept, ``DW`` two in the sentence, ``>WD`` one after the other, and three.
    """
    names = [match.lastgroup or "" for match in _CONCEPT.finditer(sentence)]
    present = sorted(set(names))
    found = dict.fromkeys(present, 1.0)
    for at, first in enumerate(present):
        found |= dict.fromkeys((first + second for second in present[at + 1 :]), _TOGETHER)
    found |= dict.fromkeys(map(">{}{}".format, names, names[1:]), _TOGETHER)
    core = [name for name in names if name not in _HARMLESS]
    return found | dict.fromkeys(map(">{}{}{}".format, core, core[1:], core[2:]), _THREE)


def score(weights: Weights, text: str) -> float:
    """How far a normalised text lies above the threshold, by its loudest sentence.

    The more sentences, the likelier one is loud by chance, so each has to be louder by the
    logarithm of their number.
    """
    sentences = dict.fromkeys(filter(_ENGLISH.search, text.split("\n")))
    if not sentences:
        return -math.inf
    loudest = max(_sum(weights, sentence) for sentence in sentences)
    return loudest - math.log(len(sentences)) - weights.threshold


def _sum(weights: Weights, sentence: str) -> float:
    known = weights.by_sign
    return weights.bias + sum(
        known.get(sign, 0.0) * count for sign, count in signs(sentence).items()
    )
