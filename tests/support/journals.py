"""Journals of any content, for properties that hold for all of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from app.core.journal.contents import Conversation, FirstDraft, Item
from app.core.journal.values import (
    CheckIn,
    ConversationSettings,
    KnownWeights,
    Message,
    Note,
    Rating,
    RiskState,
    SafetyPlan,
    Summary,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_NAMES = st.text("abcdefgh/.-", max_size=8)
_RISKS = st.sampled_from(["none", "concern", "high", "imminent"])
_TIMES = st.integers(0, 4_000_000_000_000).map(
    lambda number: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)
)
_SAMPLINGS = st.sampled_from(["", '{"temperature": 0.5}'])


@st.composite
def conversations(draw: st.DrawFn, identity: str) -> list[Item]:
    """One, with all that belongs to it; messages are numbered from 1."""
    messages: list[Message] = []
    versions: dict[str | None, int] = {}
    for number in range(draw(st.integers(0, 6))):
        above = draw(st.sampled_from([None, *(each.id for each in messages)]))
        versions[above] = versions.get(above, 0) + 1
        role = draw(st.sampled_from(["user", "assistant"]))
        messages.append(
            Message(
                id=str(number + 1),
                conversation_id=identity,
                parent_id=above,
                role=role,
                text=draw(TEXTS),
                state=draw(st.sampled_from(["complete", "stopped", "interrupted"])),
                time=draw(_TIMES),
                version=versions[above],
                weights=draw(st.none() | _NAMES),
                risk=draw(_RISKS),
                reviewed=draw(st.booleans()),
                ending=draw(st.sampled_from(["", "length"])),
            )
        )
    ids = [message.id for message in messages]
    rated = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    created = draw(_TIMES)
    head = Conversation(
        id=identity,
        title=draw(TEXTS),
        created=created,
        updated=max(created, draw(_TIMES)),
        origin=draw(st.sampled_from(["", "chatgpt"])),
        leaf=draw(st.sampled_from(ids)) if ids else None,
        tags=tuple(draw(st.lists(TEXTS, unique=True, max_size=2))),
        settings=draw(
            st.just(ConversationSettings())
            | st.builds(
                ConversationSettings, st.just("listener"), st.integers(1, 3), _NAMES, _SAMPLINGS
            )
        ),
        risk=RiskState(
            draw(_RISKS),
            tuple(draw(st.lists(st.sampled_from(["plan", "method"]), max_size=2))),
            draw(st.integers(0, 3)),
            draw(_RISKS),
        ),
        draft=draw(TEXTS),
    )
    found: list[Item] = [head, *messages]
    found += [
        Rating(message, draw(st.sampled_from([-1, 1])), draw(TEXTS), draw(_TIMES))
        for message in sorted(rated)
    ]
    if ids and draw(st.booleans()):
        author = draw(st.sampled_from(["weights", "person"]))
        covered = draw(st.sampled_from(ids))
        found.append(Summary("", identity, covered, draw(TEXTS), draw(_TIMES), author))
    return [*found, *draw(_asides(identity))]


@st.composite
def _asides(draw: st.DrawFn, identity: str | None) -> list[Item]:
    notes = st.builds(Note, st.just(""), st.just(identity), TEXTS, _TIMES, _TIMES)
    check_ins = st.builds(
        CheckIn,
        st.just(""),
        st.just(identity),
        st.sampled_from(["before", "after", "alone"]),
        st.integers(1, 5),
        TEXTS,
        _TIMES,
    )
    return [*draw(st.lists(notes, max_size=2)), *draw(st.lists(check_ins, max_size=2))]


@st.composite
def journals(draw: st.DrawFn) -> list[Item]:
    """All that a journal holds, in the order in which it is told."""
    weights = st.builds(KnownWeights, _NAMES, TEXTS, st.sampled_from(["", "ab" * 32]), _TIMES)
    found: list[Item] = list(
        draw(st.lists(weights, max_size=2, unique_by=lambda known: (known.weights, known.sha256)))
    )
    for number in range(draw(st.integers(0, 3))):
        found += draw(conversations(f"{number:016x}"))
    found += draw(_asides(None))
    plan = draw(st.none() | st.builds(SafetyPlan, *[TEXTS] * 6))
    found += [plan] if plan and plan != SafetyPlan() else []
    draft = draw(TEXTS)
    return [*found, FirstDraft(draft)] if draft else found
