"""What the screen promises about English, slang and mixtures. Written for this file."""

import pytest

from app.core.safety.screen import Kind, Level, assess

WISHES = """
I want to die
i wanna die
I just want to die.
I really don't want to live anymore
I don\u2019t want to live any more
I dont want to be alive
I don't want to be here anymore
I don't want to wake up tomorrow
I wish I was dead
I wish I were never born
I wish I could fall asleep and never wake up
I hope I don't wake up
everyone would be better off without me
They'd be better off if I was dead
I should just die
I deserve to die
nobody would care if I died
I'm so tired of living
I am tired of being alive
I have no reason to live
There's nothing left to live for
my life is not worth living
I want to kill myself
I keep thinking about killing myself
I can't stop wanting to die
I feel suicidal
I've been having suicidal thoughts
thinking about suicide a lot lately
I want to end my life
I just want to end it all
I want to take my own life
Sometimes I think about jumping off a bridge
I want to hang myself
What is the least painful way to die?
how can I kill myself
I cut myself again last night
I've started cutting again
I want to hurt myself
I hurt myself when I'm sad
I keep getting urges to self-harm
I burn myself with cigarettes
I tried to kill myself last year
I don't know if I want to die, but I think about killing myself
why don't I just kill myself
Not only am I lonely, I want to die
My mom died and I want to die too
He left me. I want to die.
My friends hate me and I want to kill myself
I feel like killing myself
death would be a relief
I'd rather be dead
please let me die
I'm done with life
I don't want to live like this
I don't want to live without him
I've been looking up ways to die
I wish a car would hit me
I want my life to be over
I don't feel like living anymore
I scratched my arm until it bled
""".strip().splitlines()

EVASIVE = """
kms
i want to kms
I want to unalive myself
gonna be honest, i think about un-aliving
I want to k1ll myself
I want to k!ll my self
k i l l  m y s e l f
i w a n t t o d i e
I want to d1e
I feel su1cidal
I feel suicidal 😞
su*cide is on my mind
sewerslide
I want to \u200bdie
Ｉ ｗａｎｔ ｔｏ ｄｉｅ
I WANT TO DIE
i want 2 die
I want to 💀 myself, I want to die
s3lf h4rm again
#wanttodie
I want to k\u0456ll myself
""".strip().splitlines()

MIXED = """
I feel so 累, 我想死
真的 want to die
今天又 self-harm 了
我想 kill myself
好想 kms 啊
我想kill myself啊
今天好累want to die
I think 我不想活了
""".strip().splitlines()

NEAR = """
I'm going to kill myself
I am going to end my life tonight
I will kill myself tomorrow
Tonight I'm going to end it all
I'm about to jump off
I have a plan to kill myself
I wrote a suicide note
I've written my goodbye letters
I bought a rope to hang myself
I have the pills in my hand
The gun is loaded
I'm standing on the edge of the bridge
I'm sitting on the ledge
I took all my pills
I just swallowed a whole bottle of pills
I just took 40 tablets of tylenol
I slit my wrists just now
how many pills would it take to die
how many tylenol to overdose
what is the lethal dose of this
goodbye world
I overdosed an hour ago
I've got a knife to my wrist
Tonight I will take all my pills
by the time you read this I'll be gone
this is my final goodbye
I won't be here tomorrow
You will never hear from me again
""".strip().splitlines()

EVERYDAY = """
I'm dying to see you
I'm dying of laughter
lol I'm dead
I was just killing time
this homework is killing me
My feet are killing me
My back is killing me today
the deadline is tomorrow
My mom is going to kill me
I'd kill for a coffee
I nearly died of embarrassment
I could die of embarrassment
That joke killed me
I shot myself in the foot
I cut myself shaving
I should cut myself some slack
my phone is about to die
over my dead body
This cake is to die for
I hit a dead end
You killed it today
I killed the interview
I watched Suicide Squad yesterday
we had suicide prevention training at work
I lost my job and I feel awful
My grandmother died last week and I miss her
My dog died and I can't stop crying
We broke up and my heart is broken
I feel so alone
I'm exhausted and can't sleep
I failed my exam and feel worthless
I hate my job
I'm scared of dying
I'm afraid of death
I don't want to live with my parents anymore
I don't want to live in this city
I don't want to be here at this party
I want to disappear from social media
I want to end this relationship
I want to end it with him
I'm tired of living alone
I don't want to live like my parents
I want to die my hair blue
I'm so hungry I could die
How to die less in this game
I'd rather die than eat that
I'm having a hard time at work
I burned myself out
I put on my seat belt and cried
I took two ibuprofen for my headache
I'm standing in line at the shop
Goodbye, talk to you tomorrow
bye for now
""".strip().splitlines()

DENIED = """
I don't want to die
I do not want to kill myself
I'm not suicidal
I have never thought about suicide
I would never kill myself
I don't have any thoughts of killing myself
I am not going to hurt myself
I no longer want to die
I'm not thinking of ending my life
no, I don't want to hurt myself
""".strip().splitlines()

ABOUT_OTHERS = """
My friend wants to kill himself
my sister is suicidal and I don't know what to do
My brother said he wants to die
She told me she wants to end her life
a friend of mine killed himself
My uncle died by suicide
He tried to kill himself last week
my best friend keeps cutting herself
""".strip().splitlines()

OVERCOME = """
I used to want to die, not any more
I used to be suicidal but I'm better now
Years ago I wanted to kill myself, but I got help
When I was a teenager I wanted to die. I'm glad I'm still here.
""".strip().splitlines()

FICTION = """
In the movie the hero wants to die
I'm reading a book about suicide
I wrote an essay about suicide for class
""".strip().splitlines()


@pytest.mark.parametrize("text", WISHES + EVASIVE + MIXED)
def test_a_wish_to_die_or_to_hurt_oneself_is_heard(text: str) -> None:
    assert assess(text).level >= Level.HIGH


@pytest.mark.parametrize("text", NEAR)
def test_plans_means_and_attempts_are_imminent(text: str) -> None:
    assert assess(text).level is Level.IMMINENT


@pytest.mark.parametrize("text", EVERYDAY)
def test_sorrow_and_everyday_speech_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize("text", ABOUT_OTHERS)
def test_worry_about_somebody_else_is_a_concern(text: str) -> None:
    assert assess(text).level is Level.CONCERN


@pytest.mark.parametrize("text", OVERCOME)
def test_what_is_overcome_is_a_concern_at_most(text: str) -> None:
    assert assess(text).level <= Level.CONCERN


@pytest.mark.parametrize("text", FICTION)
def test_stories_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to die", Kind.PASSIVE_IDEATION),
        ("I want to kill myself", Kind.ACTIVE_INTENT),
        ("I have the pills in my hand", Kind.PLAN_OR_MEANS),
        ("I took all my pills", Kind.ATTEMPT),
        ("I cut myself again", Kind.SELF_HARM),
        ("I want to kill my boss", Kind.HARM_TO_OTHERS),
        ("my husband beats me", Kind.ABUSE_SUFFERED),
        ("I make myself throw up", Kind.EATING_DISORDER),
        ("I hear voices telling me what to do", Kind.PSYCHOSIS_OR_MANIA),
    ],
)
def test_the_kind_of_worry_is_named(text: str, kind: Kind) -> None:
    assert kind in assess(text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "I feel hopeless",
        "what's the point of living",
        "I can't go on anymore",
        "I am a burden to everyone",
    ],
)
def test_hopelessness_is_a_concern(text: str) -> None:
    assert assess(text).level is Level.CONCERN


@pytest.mark.parametrize(
    "text",
    [
        "my husband will kill me",
        "My boyfriend said he will kill me if I leave",
        "he threatened to kill me",
    ],
)
def test_a_threat_by_a_partner_is_violence_suffered_and_no_idiom(text: str) -> None:
    assessment = assess(text)
    assert assessment.level is Level.CONCERN
    assert assessment.kinds == (Kind.ABUSE_SUFFERED,)
