"""The tables of the journal as Python sees them; migrations.py is where they are made.

Order, everywhere, is by ``sequence``: one counter for all tables, rising with every
row and never used again. Clocks jump.

What a later schema adds to a table stands last in it, so that the chain of a backup made
before is still read.
"""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """All tables."""

    # Rows are deleted one by one, so that the chain hears of each; with a parent SQLite
    # deletes its children, and the statement for a child then finds nothing to do.
    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012 - as SQLAlchemy types it


class Kept(Table):
    """A table of what the person or the weights wrote: covered by the chain.

    The first column of each is its ``sequence``.
    """

    __abstract__ = True

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class ConversationRow(Kept):
    """A conversation; its tree of messages is read from ``leaf`` up to the root."""

    __tablename__ = "conversations"

    id: Mapped[str]
    title: Mapped[str]
    created: Mapped[int]  # milliseconds since 1970, UTC
    updated: Mapped[int]
    activity: Mapped[int]  # sequence of what was last written in it
    leaf: Mapped[int | None]  # last message of the active branch
    origin: Mapped[str]  # "": written here; else what brought it


class MessageRow(Kept):
    """A message: a node of its conversation's tree."""

    __tablename__ = "messages"

    conversation: Mapped[int]
    parent: Mapped[int | None]
    version: Mapped[int]  # among the children of one parent
    depth: Mapped[int]  # 1 at the root
    role: Mapped[str]
    state: Mapped[str]
    text: Mapped[str]
    time: Mapped[int]  # milliseconds since 1970, UTC
    weights: Mapped[str | None]
    risk: Mapped[str]
    reviewed: Mapped[bool]
    salt: Mapped[bytes]
    ending: Mapped[str]  # why a reply ends where it does by no will


class NoteRow(Kept):
    """A note; ``conversation`` is None for one of its own."""

    __tablename__ = "notes"

    conversation: Mapped[int | None]
    text: Mapped[str]
    time: Mapped[int]
    changed: Mapped[int]
    salt: Mapped[bytes]


class CheckInRow(Kept):
    """How the person said they were: ``mood`` of 1 to 5."""

    __tablename__ = "check_ins"

    conversation: Mapped[int | None]
    moment: Mapped[str]
    mood: Mapped[int]
    words: Mapped[str]
    time: Mapped[int]
    salt: Mapped[bytes]


class SummaryRow(Kept):
    """What a conversation was about, up to ``message``; at most one each."""

    __tablename__ = "summaries"

    conversation: Mapped[int]
    message: Mapped[int]
    text: Mapped[str]
    time: Mapped[int]
    salt: Mapped[bytes]
    author: Mapped[str]


class SafetyPlanRow(Kept):
    """The person's plan, at most one."""

    __tablename__ = "safety_plans"

    warning_signs: Mapped[str]
    own_coping: Mapped[str]
    people_and_places: Mapped[str]
    people_to_ask: Mapped[str]
    professionals: Mapped[str]
    safe_surroundings: Mapped[str]
    time: Mapped[int]
    salt: Mapped[bytes]


class DraftRow(Kept):
    """What is written but not sent, at most one in each conversation."""

    __tablename__ = "drafts"

    conversation: Mapped[int | None]  # None: the conversation not yet started
    text: Mapped[str]
    time: Mapped[int]


class TagRow(Kept):
    """A word by which the person finds a conversation again."""

    __tablename__ = "tags"

    conversation: Mapped[int]
    name: Mapped[str]


class ConversationSettingsRow(Kept):
    """How a conversation is answered, at most one row each."""

    __tablename__ = "conversation_settings"

    conversation: Mapped[int]
    style: Mapped[str]
    style_version: Mapped[int]
    weights: Mapped[str]
    sampling: Mapped[str]  # JSON; "": as the style says


class RiskStateRow(Kept):
    """What is remembered of danger in a conversation, at most one row each."""

    __tablename__ = "risk_states"

    conversation: Mapped[int]
    level: Mapped[str]
    kinds: Mapped[str]  # words apart by spaces
    spoken: Mapped[int]
    dismissed: Mapped[str]


class PlaceRow(Kept):
    """Where the person was, to come back to after a lock; at most one."""

    __tablename__ = "places"

    conversation: Mapped[int]


class RatingRow(Kept):
    """What the person thought of a reply, at most one each."""

    __tablename__ = "ratings"

    conversation: Mapped[int]
    message: Mapped[int]
    value: Mapped[int]
    words: Mapped[str]
    time: Mapped[int]
    salt: Mapped[bytes]


class KnownWeightsRow(Kept):
    """Weights that wrote here: what ``weights`` of a message stood for at the time."""

    __tablename__ = "known_weights"

    weights: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str]
    time: Mapped[int]


class ReplacementRow(Kept):
    """Words that the person wants replaced where the journal leaves the program."""

    __tablename__ = "replacements"

    words: Mapped[str]
    instead: Mapped[str]


TABLES: tuple[type[Kept], ...] = (
    ConversationRow,
    MessageRow,
    NoteRow,
    CheckInRow,
    SummaryRow,
    SafetyPlanRow,
    DraftRow,
    TagRow,
    ConversationSettingsRow,
    RiskStateRow,
    PlaceRow,
    RatingRow,
    KnownWeightsRow,
    ReplacementRow,
)
"""All that the chain covers, each after the tables that its rows refer to."""


class ChangeRow(Table):
    """One entry of the chain's log: what ``subject`` became, as a digest; b"" when it went."""

    __tablename__ = "changes"

    number: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[int]  # a sequence
    digest: Mapped[bytes]


class ChainRow(Table):
    """How far the journal has come: one row, see chain.py."""

    __tablename__ = "chain"

    one: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[bytes]
    commits: Mapped[int]
    sequence: Mapped[int]  # the last one used
    entries: Mapped[int]  # of the log
    tip: Mapped[bytes]  # of the log
    loose: Mapped[bytes]
    head: Mapped[bytes]
    previous: Mapped[bytes]  # the head before
    before: Mapped[bytes]  # the epochs before this one, see anchor.py
