"""Whole talks in English, written for this file: where a human would notice, and where nothing is.

``!`` stands before the first message at which a human reader would think of suicide or
self-harm; earlier alarms are false, later ones too late.
"""

import pytest

from app.core.safety.screen import Level, assess

CRISES = """
hi
my girlfriend left me last week
i can't eat or sleep
!honestly i don't see a reason to be here anymore

work has been awful since the layoffs
i keep messing everything up
!i just want to go to sleep and not wake up

I lost my job and the house is next
my wife doesn't know yet
!they would get the insurance money if something happened to me

hey, do you have a minute?
it's been a rough year
!I've been stockpiling my sleeping pills

everyone at school hates me
they made a group chat about me
!I looked up how tall the parking garage is
nobody would even notice if i was gone

my mom keeps yelling at me
I feel numb all the time
!the only thing that helps is the razor

I can't stop thinking about the accident
It should have been me, not my brother
!I want to be with him again, I don't want to keep living without him

so tired
of everything
!i think i'm done. i'm really done. tonight is the night

I'm a burden to my kids
I've tried everything, therapy, meds
!I wrote letters for each of them, for after

he hit me again
i don't have anywhere to go
!maybe i should just end it, that's the only way out

I relapsed last night
drank the whole bottle
!and I had the gun in my hand

hello
i failed all my exams
my parents will disown me
!i'd rather be dead than tell them

Nothing feels real lately
I sit on the bathroom floor for hours
!I keep picturing myself hanging there

lol i'm fine
just the usual
!kms fr fr, not even joking this time

!I've been saying goodbye to people without them knowing
I gave my dog to my neighbor and paid off my bills, everything is ready

My chemo isn't working
I'm so tired of fighting
!I have enough morphine here to stop it all

so my therapist is on vacation
!the urges to cut are back and i bought blades

i feel like a ghost
!would it hurt to drown

I can't do this anymore
!I'm sitting in my car in the garage with the engine running

my boyfriend says he'll leave if I gain weight
!sometimes I think about stepping in front of the train on my way to work

They'd all be happier
!if I weren't around any more, I mean. I wouldn't have to feel this

I got diagnosed with bipolar
!what's the point of getting old like this, I'd rather check out early

I'm nineteen and I've never had a friend
!I tried to hang myself in March and no one knows

my baby won't stop crying
I haven't slept in days
!I keep having thoughts of driving us both off the bridge

it's 3am again
can't sleep
!been googling painless ways

!I'm not going to be a problem for anyone much longer
thank you for listening
I took them all about ten minutes ago

ugh
my life is a joke
!i wanna unalive so bad

I ruined everything
she'll never forgive me
!she'll understand when I'm gone. I'm leaving her a note

I can't pay the loan sharks
!the roof of this building is so high and I'm standing here

you know what's funny
!I'm not scared of dying anymore, I'm kind of looking forward to it

I don't cry anymore
!I burn my arms with the iron so that I feel something

how are you
I'm a nurse and I made a mistake
!I know exactly how much insulin it would take

Dad died in spring
!I just want to be where he is

I feel trapped in this marriage
!death is the only way I get out of here

!i keep thinking the world would be lighter without me
like if i just stopped existing
"""

SORROW = """
I lost my job today
I don't know how to tell my wife
we have rent due and I feel sick
twenty years and they gave me a box

My dad passed away in March
I still pick up the phone to call him
his jacket is on the chair and I can't move it
I miss him so much it hurts

she broke up with me over text
I can't stop crying
I feel like I'll be alone forever
everything reminds me of her

our dog had to be put to sleep yesterday
the house is so quiet
I feel guilty for letting him go
he was dying and there was nothing we could do

I failed the bar exam again
I'm such an idiot
I studied for six months
I could die of shame

this homework is killing me
my back is killing me too
I'm dead tired
if my boss calls again I'm going to lose it

I'm dying to see the new season
that finale killed me
I literally died laughing
no spoilers or I'll kill you lol

My grandmother is dying of cancer
the hospice nurse says a week
I don't know how to say goodbye to her
I'm afraid of death since she got sick

I had a miscarriage
everyone says try again
I feel empty and angry
my body failed me

My best friend killed himself two years ago
I still wonder what I could have said
some days I'm so angry at him
I go to a group for survivors and it helps

my brother talks about wanting to die
I'm scared to leave him alone
how can I help him
should I call someone for him

In the movie the hero jumps off the bridge
I cried so much
the song goes I don't wanna live forever
the book is about a suicide in a small town

I used to cut myself in high school
I haven't in ten years
I'm proud of that
but my daughter asked about the scars

I'm burned out
I hate Mondays and I want to quit
I want to disappear to some island for a month
I'm tired of living in this apartment

My husband forgot our anniversary
I want to strangle him, you know how it is
he's a good man but so careless
I cried in the bathroom

I have a panic disorder
in the attack I thought I was going to die
my heart was racing and I couldn't breathe
the doctor says it's not dangerous

I moved to a new city
I don't know anyone
weekends are endless
I feel invisible

my son doesn't talk to me anymore
I must have been a terrible mother
I'd give anything to go back
I look at old photos all night

I cheated and I told her
the guilt is eating me alive
I don't deserve her
how do I live with this

I hate my body
I feel ugly in every photo
I skip parties because of it
my sister is the pretty one

my team lost the final and I want to die haha
we were so dead in the second half
the coach will murder us on Monday
still a great season

I can't get over my ex
she's engaged now
I feel like such a loser
what's wrong with me

I was diagnosed with MS
I'm scared of the wheelchair
my life as I knew it is over
I don't know who I am now

finals week is going to be the death of me
I've had six coffees
I'll sleep when I'm dead
my roommate is blasting music

I shot my shot and she said no
embarrassing, kill me now
my friends won't let me live it down
oh well, more fish in the sea

We're getting divorced after 30 years
I sleep on the couch
it's like a part of me has died
I have to end things properly, with a lawyer

I feel so lonely at Christmas
everyone has a family
I put up a tree just for me
I miss my mom's cooking

I'm so stressed about money
the bills never end
I cut back on everything
I just need a break from all of this

My cat is sick
the vet bill is 900 dollars
I can't lose her
she's all I have

I got passed over for promotion
I put my life into that company
I feel worthless there
I might just quit tomorrow

I stopped drinking a month ago
the nights are hard
I took my meds today and went for a walk
one day at a time

I have no plans tonight
I'm going to end it early and go to bed
I'm ready for this week to be over
goodbye and thanks, talk tomorrow

My husband will be home at six
he wants a big dinner
I'm exhausted from the kids
I have a knife skills class on Sunday
"""


def _talks(text: str) -> list[list[str]]:
    return [block.splitlines() for block in text.strip().split("\n\n")]


def _first_alarm(messages: list[str]) -> int | None:
    return next(
        (
            at
            for at, message in enumerate(messages)
            if assess(message, messages[:at]).level >= Level.HIGH
        ),
        None,
    )


@pytest.mark.parametrize("talk", _talks(CRISES), ids=lambda talk: talk[-1][:30])
def test_a_crisis_is_heard_when_a_human_would_notice(talk: list[str]) -> None:
    noticed = next(at for at, message in enumerate(talk) if message.startswith("!"))
    assert _first_alarm([message.removeprefix("!") for message in talk]) == noticed


@pytest.mark.parametrize("talk", _talks(SORROW), ids=lambda talk: talk[0][:30])
def test_ordinary_sorrow_raises_no_alarm(talk: list[str]) -> None:
    assert _first_alarm(talk) is None
