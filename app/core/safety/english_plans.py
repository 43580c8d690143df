"""How English tells of a plan or an attempt by what stands around the deed, which goes unnamed."""

from app.core.safety.levels import Kind, Level
from app.core.safety.speech import Rule, any_of, one_of

_WHEN = r"(?:tonight|tomorrow|(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|this weekend|after (?:the|this) weekend|after (?:christmas|new year|my birthday|exams|work|tonight)|at (?:midnight|dawn|\d{1,2}))"
_PLACE = r"(?:bridge|roof(?:top)?|cliffs?|tracks|river|railway|lake|quarry|woods|multi-?storey|car park|viaduct|pier|sea|dam|ledge|balcony)"
_OVER = r"(?:it(?:'s| is|'ll be| will be) (?:all )?over|i(?:'ll| will) (?:finally )?be (?:done|free|at peace)|no more (?:pain|me)|and that(?:'s| is| will be) (?:it|that)|then (?:it's )?(?:over|nothing|quiet|peace|silence)|then i'?m done)"
_TABLETS = r"(?:pills?|tablets?|tabs|capsules?|painkillers?|sleeping pills|paracetamol|meds|doses|diazepam|oxy\w{0,6})"
_COUNT = r"(?:\d{2,3}|a hundred|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w{3,5})?|dozens of|enough)"
_WEAPON = r"(?:gun|shotgun|rifle|pistol|revolver|knife|blade|razor|rope|noose|belt|bullets?)"
_TIRED = r"(?:i(?:'ve| have) had enough|can't (?:do|take|go)|i'm (?:so )?(?:tired|done)|nobody|alone|no point|give up|it would be (?:so )?(?:easy|quick)|one (?:second|pull|step)|waiting for)"

PLANS = (
    Rule(
        "plans it unnamed",
        Kind.PLAN_OR_MEANS,
        Level.HIGH,
        any_of(
            rf"\b{_PLACE}\b.{{0,20}}\b{_WHEN}\b.{{0,25}}\b{_OVER}(?=$|[,. ])|\b{_WHEN}\b.{{0,25}}\b{_PLACE}\b.{{0,25}}\b{_OVER}(?=$|[,. ])",
            rf"\b(?:got|have|saved|counted|collected|stashed|hidden|hoarded|put aside|up to) (?:\w{{1,8}} ){{0,3}}{_COUNT} (?:\w{{1,12}} )?{_TABLETS}\b(?=.{{0,30}}\b(?:saved|drawer|hidden|stash\w{{0,2}}|now|waiting|just in case|ready|under|put (?:by|aside)|tonight|enough)\b)",
            rf"\b(?:would|will|is|are|if) {_COUNT} (?:of (?:them|these|those|my \w{{1,12}}) |\w{{1,12}} )?(?:be )?(?:enough|do it|work|finish it)\b|\b(?:how (?:many|much|high)|which (?:floor|dose)|what (?:dose|height))\b.{{0,30}}\b(?:to be (?:sure|certain|quick)|to (?:do|finish|end) it|so (?:i|you) (?:don't|wouldn't|won't) wake up|be (?:fatal|final)|not (?:to )?survive|to not wake up)\b",
            rf"\b{_WEAPON} (?:is |'s |sits |lies |lying |sitting |right )?(?:on|in|beside|next to|under|by|already in)\b.{{0,40}}\b{_TIRED}\b|\b{_TIRED}.{{0,40}}\b{_WEAPON} (?:is |'s )?(?:right |just )?(?:here|beside me|next to me|in my (?:hand|lap|mouth))\b",
            rf"\b{_WHEN},? .{{0,12}}\bi (?:won't|will not|'ll not|'m not going to) be (?:around|here|there|a (?:problem|burden))\b(?=.{{0,30}}\b(?:bother|any ?more|anyone|anybody|burden|worry|hurt|never|longer)\b)|\b(?:by|after|past) (?:\w{{1,8}} ){{0,2}}(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:none of this|nobody|no one|it) (?:will|won't|'ll)\b.{{0,20}}\b(?:matter|deal with me|worry about me)\b",
            r"\b(?:will|bills|papers|passwords|letters?|accounts|insurance) (?:is|are|'s) (?:all )?(?:done|sorted|paid|written|signed|in order)\b.{0,60}\b(?:good ?byes?|(?:has|have|found) a (?:new )?home|last time|i'm ready|nothing left to do)\b|\bsaid (?:all )?my good ?byes\b(?=.{0,40}(?:$|will|ready|nothing|now|tonight))(?! (?:to|at) (?:the|my) (?:office|team|class|colleagues))",
            rf"\bi(?:'m| am) (?:\w{{1,8}} )?(?:sitting|standing|stood|sat) (?:\w{{1,6}} )?(?:on|at) (?:the )?(?:edge|ledge|railing|top)\b.{{0,30}}\b(?:{_PLACE}|looking down|water|drop)\b(?!.{{0,30}}\b(?:beautiful|view|picnic|friends|lovely)\b)",
        ),
        guarded=False,
        own=True,
        unless=one_of(
            r"\b(?:pharmacy|game|film|movie|novel|new job|moving|holiday|vacation|my job|swing|view)\b"
        ),
    ),
    Rule(
        "tells what came of it",
        Kind.ATTEMPT,
        Level.HIGH,
        any_of(
            r"\b(?:swallowed|took|drank|downed) (?:\w{1,8} ){0,4}(?:bottle|pills|tablets|packet|everything|them all|meds)\b.{0,40}\b(?:woke up|came round|threw (?:it|them) up|didn't (?:work|die)|still here|hospital|ambulance)\b|\b(?:rope|branch|belt|knot|hook|beam) (?:snapped|broke|gave way|slipped|came (?:down|loose))\b(?=.{0,50}\b(?:still here|alive|neck|fell|me|so i|again)\b)",
            r"\b(?:pulled|dragged|talked|grabbed) me (?:back |down |off |away )+(?:from |of )?(?:the )?(?:\w{1,8} )?(?:edge|railings?|rail|ledge|bridge|roof|tracks|platform|barrier)\b|\b(?:it|that) (?:didn't|did not) work (?:last time|the first time|before)?.{0,20}\bthis time\b.{0,30}\b(?:properly|right|sure|no mistakes?|won't fail|make it)\b|\b(?:woke up|came round) (?:\w{1,8} ){0,4}(?:furious|angry|annoyed|disappointed|gutted|crushed)\b.{0,20}\b(?:alive|still here|it (?:hadn't|didn't) work)\b",
        ),
        own=True,
    ),
    Rule(
        "hurts itself again",
        Kind.SELF_HARM,
        Level.HIGH,
        any_of(
            r"\bsh (?:urges?|relapse[ds]?|scars?|again|tonight|thoughts)\b|\b(?:relaps\w{1,3}|slipped) (?:on|with|into) (?:sh|self[- ]harm|cutting|the blade)\b|\brelapsed\b.{0,30}\b(?:thighs?|wrists?|arms?|clean|blade|cuts?)\b|\b(?:blade|razor|lighter|scissors|compass) (?:\w{1,6} )?(?:to|on|against|across) my (?:arms?|wrists?|thighs?|skin|legs?|hips?|stomach)\b(?! hair)",
            r"\b(?:cut|cuts|burns?|scratches|slices|stripes) (?:all )?(?:up|down|along|across|on) my (?:own )?(?:arms?|wrists?|thighs?|hips?|legs?)\b(?=.{0,40}\b(?:hide|sleeves|again|did|fresh|new|nobody|deserve)\b)|\b(?:bang|hit|bash|slam)(?:ing|ged|ed)? my (?:own )?head (?:on|against|into) (?:the |a )?(?:wall|floor|door|desk)\b(?!.{0,30}\b(?:trying to|homework|code|accident\w{0,4}|figur\w{0,3})\b)|\bbit(?:e|ing|ten)? my (?:own )?(?:arms?|hands?|wrists?)\b.{0,30}\b(?:blood|bled|bleed\w{0,3}|feel|calm)\b",
        ),
        own=True,
        unless=one_of(r"\b(?:cat|shav\w{1,3}|roses|cooking|smoking|alcohol)\b"),
    ),
    Rule(
        "takes leave",
        Kind.ACTIVE_INTENT,
        Level.HIGH,
        any_of(
            r"\b(?:made up my mind|my mind is made up|i've decided)\b.{0,30}\b(?:this is where i (?:stop|end|get off)|i(?:'m| am) (?:stopping here|leaving for good)|it ends (?:here|tonight|now))\b|\bthis is where i (?:stop|end|get off)\b(?=.{0,40}\b(?:thank|sorry|love|good ?bye|forgive)\b)(?!.{0,30}\b(?:lunch|train|bus)\b)",
            r"\b(?:thank you (?:all )?for everything|i love you all|forgive me|sorry for everything)\b.{0,30}\b(?:good ?bye|farewell|it ends|i'm going now|this is it)\b(?!.{0,20}\b(?:job|team|school|colleagues|party)\b)",
        ),
        own=True,
        unless=one_of(r"\b(?:lunch|job|team|company|course|class|bus|train|server|guild)\b"),
    ),
)
