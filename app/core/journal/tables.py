"""The tables of the journal as Python sees them; migrations.py is where they are made."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """All tables. ``sequence`` numbers rise with every row and are never used again."""


class ConversationRow(Table):
    """A conversation; its tree of messages is read from ``leaf`` up to the root."""

    __tablename__ = "conversations"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    title: Mapped[str]
    created: Mapped[int]  # milliseconds since 1970, UTC
    updated: Mapped[int]
    activity: Mapped[int]  # the largest is the conversation last written in
    leaf: Mapped[int | None]  # last message of the active branch


class MessageRow(Table):
    """A message: a node of its conversation's tree."""

    __tablename__ = "messages"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
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


class DraftRow(Table):
    """What is written but not sent, at most one in each conversation."""

    __tablename__ = "drafts"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[int | None]  # None: the conversation not yet started
    text: Mapped[str]
    time: Mapped[int]
