"""Opening a journal: is it the one that was left here, and has it come as far as it had?"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.journal import search
from app.core.journal.anchor import Anchor, Mark, Marks
from app.core.journal.chain import Chain, Epochs, changes, epochs_of, forget_changes, merged
from app.core.journal.database import Database, is_plain
from app.core.journal.files import JOURNAL_FILE, set_aside
from app.core.journal.migrations import CHAIN_SINCE, EPOCHS_SINCE, MIGRATIONS, Step, migrate

LOSSES = frozenset(
    {
        "journal_tail_lost",
        "journal_rolled_back",
        "anchor_missing",
        "anchor_damaged",
        "anchor_behind",
    }
)
"""Codes after which the person may go on all the same, with what there is."""

UNWRITABLE = frozenset({"disk_full", "journal_unreachable", "data_home_unwritable"})
"""Codes of a disk that takes nothing more; they keep nobody from reading."""

Subkeys = Callable[[Literal["journal", "chain", "anchor"]], bytes]
"""The key of 32 bytes for one purpose: ``OpenVault.subkey``."""

_CHAIN = "SELECT epoch, commits, head, previous, before FROM chain"
_CHAIN_2 = "SELECT epoch, commits, head, previous, x'' FROM chain"
_EPOCH = re.compile("[0-9a-f]{32}")
_COMMITS = re.compile("[0-9]{1,18}")


class Witness(Protocol):
    """A place outside the folder that remembers a line of text: the system's keyring."""

    def recall(self, purpose: Literal["anchor"]) -> str | None:
        """What was remembered last; None for nothing, or no answer."""

    def remember(self, purpose: Literal["anchor"], text: str) -> bool:
        """Remember this instead, if possible."""


@dataclass(frozen=True)
class Standing:
    """Where a journal says it stands; the mark is None before it had a chain."""

    version: int
    mark: Mark | None = None
    previous: bytes = b""
    before: Epochs = field(default_factory=dict)

    def epochs(self) -> Epochs:
        """The one it is in, and those before."""
        return merged(self.before, {self.mark.epoch: self.mark.commits} if self.mark else {})


class Ledger:
    """Keeps chain, index and anchor in step with every change of a journal."""

    def __init__(self, database: Database, chain: Chain, anchor: Anchor) -> None:
        self.database, self.chain, self.anchor = database, chain, anchor
        self.mended = False  # one of the anchor's slots, at opening

    def follow(self) -> None:
        """From now on, know of every change."""
        self.database.before_commit = self._record
        self.database.settle = self._settle
        self.database.after_commit = self.anchor.write

    def begin_epoch(
        self,
        change: Callable[[Connection], None] = lambda _connection: None,
        seen: Epochs = MappingProxyType({}),
    ) -> None:
        """Change the journal past the chain, and begin the chain anew over what it holds then.

        A kill leaves the old epoch or the new one, and an anchor that knows it.

        Args:
            seen: what a witness remembers; the new epoch names it as one before, so that a
                witness who can't be told of the new one raises no alarm.
        """
        marks, standing = self.anchor.read(), stand(self.database)
        before = merged(settled(marks), seen)
        beside = marks.of(standing.mark.epoch) if marks and standing.mark else None
        with self.database.writing() as session:
            change(session.connection())
            mark = self.chain.begin_epoch(session, before)
            self.anchor.announce(replace(mark, pending=True), beside=beside)
        self.anchor.settle(mark)

    def catch_up(self, mark: Mark) -> None:
        """Tell the anchor of the commit that a crash kept from it."""
        try:
            self.anchor.settle(mark)
        except UserFacingError as error:
            if error.code not in UNWRITABLE:
                raise
            self.database.tell_later(mark)

    def _settle(self, session: Session) -> None:
        changed = changes(session)
        search.index(session.connection(), changed)
        self.chain.extend(session, changed)
        forget_changes(session)

    def _record(self, session: Session) -> Mark | None:
        changed = changes(session)
        search.index(session.connection(), changed)
        return self.chain.record(session, changed)


def make(folder: Path, subkey: Subkeys) -> None:
    """Make an empty journal; the caller's folder is not yet in use.

    Raises:
        FileExistsError: a journal is never overwritten.
        RuntimeError: SQLCipher doesn't encrypt.
    """
    file = folder / JOURNAL_FILE
    file.touch(mode=0o600, exist_ok=False)
    ledger = _ledger(folder, subkey)
    try:
        ledger.begin_epoch(migrate)
    finally:
        ledger.database.close()
    if is_plain(file):
        raise RuntimeError("the journal is not encrypted")


def open_ledger(
    folder: Path,
    subkey: Subkeys,
    *,
    witness: Witness | None,
    accept_loss: bool,
    before_migration: Callable[[Database], object],
    steps: Sequence[Step] = MIGRATIONS,
) -> Ledger:
    """The ledger of a journal that is whole, as far as it can be seen in a moment.

    Args:
        before_migration: called with the journal as it still is.

    Raises:
        UserFacingError: see ``Journal.open``.
    """
    ledger = _ledger(folder, subkey)
    database = ledger.database
    try:
        database.examine()
        standing = stand(database)
        if standing.version > len(steps):
            raise UserFacingError("journal_newer")
        if standing.version == 0:  # emptied, and no new one
            raise UserFacingError("journal_damaged")
        if standing.version >= CHAIN_SINCE and standing.mark is None:
            raise UserFacingError("journal_damaged")
        marks = ledger.anchor.read()
        log = database.file.with_name(f"{JOURNAL_FILE}-wal")
        has_log = log.is_file() and log.stat().st_size > 0
        loss = _loss(standing, marks, has_log=has_log)
        seen = seen_by(witness)
        if not loss and _is_behind(standing, seen):
            loss = "journal_rolled_back"
        if loss and not accept_loss:
            raise UserFacingError(loss)
        if loss:
            set_aside(folder)
        if standing.version < len(steps):
            before_migration(database)
            ledger.begin_epoch(lambda connection: migrate(connection, steps), seen)
        elif loss:
            ledger.begin_epoch(seen=seen)
        elif standing.mark and marks and (marks.of(standing.mark.epoch) != standing.mark):
            ledger.catch_up(standing.mark)
            ledger.mended = marks.damaged > 0
    except BaseException:  # Ctrl+C too: nobody else could close it
        database.close()
        raise
    ledger.follow()
    return ledger


def stand(database: Database) -> Standing:
    """Where a journal says it stands; nothing is written.

    Raises:
        UserFacingError: see ``faults.faults``.
    """
    with database.looking() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < CHAIN_SINCE:
            return Standing(version)
        row = connection.execute(_CHAIN if version >= EPOCHS_SINCE else _CHAIN_2).fetchone()
    if row is None:
        return Standing(version)
    epoch, commits, head, previous, before = row
    return Standing(version, Mark(epoch, commits, head), previous, epochs_of(before))


def settled(marks: Marks | None) -> Epochs:
    """The epochs that an anchor knows to have begun."""
    known = [mark for mark in marks.known if not mark.pending] if marks else []
    return merged(*({mark.epoch: mark.commits} for mark in known))


def seen_by(witness: Witness | None) -> Epochs:
    """The epoch that a witness remembers; none for no witness, or no answer."""
    line = witness.recall("anchor") if witness else None
    epoch, _, commits = (line or "").partition(" ")
    if not (_EPOCH.fullmatch(epoch) and _COMMITS.fullmatch(commits)):
        return {}
    return {bytes.fromhex(epoch): int(commits)}


def remembered(mark: Mark) -> str:
    """The line by which a witness remembers how far a journal had come."""
    return f"{mark.epoch.hex()} {mark.commits}"


def _ledger(folder: Path, subkey: Subkeys) -> Ledger:
    database = Database(folder / JOURNAL_FILE, subkey("journal"))
    return Ledger(database, Chain(subkey("chain")), Anchor(folder, subkey("anchor")))


def _loss(standing: Standing, marks: Marks | None, *, has_log: bool) -> str | None:
    """The code of what the journal lacks of what the anchor knows of it."""
    if standing.mark is None:
        return _loss_before_chain(marks)
    if marks is None:
        return "anchor_missing"
    known = marks.of(standing.mark.epoch)
    if known is None:
        return _loss_of_epoch(marks)
    lacking = known.commits - standing.mark.commits
    if lacking > 0:
        return "journal_tail_lost" if has_log else "journal_rolled_back"
    if lacking == 0:
        # A damaged slot may have known of one commit more, which the journal lacks then.
        whole = not marks.damaged and standing.mark.head == known.head
        return None if whole else "anchor_damaged"
    return None if lacking == -1 and standing.previous == known.head else "anchor_behind"


def _loss_of_epoch(marks: Marks) -> str:
    """Of a journal in an epoch that the anchor doesn't know."""
    if marks.damaged:
        return "anchor_damaged"
    # One that only announces was written where none was, and what it announced was cut off.
    announced = all(mark.pending for mark in marks.known)
    return "anchor_missing" if announced else "journal_rolled_back"


def _loss_before_chain(marks: Marks | None) -> str | None:
    """Of a journal that has no chain yet: an anchor, if any, may only announce the first one."""
    if marks is None or (marks.known and all(mark.pending for mark in marks.known)):
        return None
    return "journal_rolled_back" if marks.known else "anchor_damaged"


def _is_behind(standing: Standing, seen: Epochs) -> bool:
    """Whether a witness has seen a journal that had come further, or another one."""
    known = standing.epochs()
    return any(commits > known.get(epoch, -1) for epoch, commits in seen.items())
