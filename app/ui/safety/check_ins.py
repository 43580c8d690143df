"""How the person says they are, without a widget: before a conversation, after it, on its own."""

from PySide6.QtCore import QObject, Signal

from app.core import dates
from app.core.i18n import N_, _
from app.core.journal.store import Journal
from app.core.journal.values import CheckIn, Moment
from app.ui.shell.tasks import Tasks

MOODS = {
    1: N_("Very low"),
    2: N_("Low"),
    3: N_("In between"),
    4: N_("Good"),
    5: N_("Very good"),
}

SHOWN = 30
"""Check-ins that the trend shows at most: a month of days."""


class CheckIns(QObject):
    """Reads and keeps them.

    Args:
        journal: on its lane.
        tasks: the lanes.
    """

    told = Signal(list)
    """The newest check-ins, oldest first."""
    failed = Signal(object)

    def __init__(self, *, journal: Journal, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks

    def begin(self) -> None:
        """Tell them, for widgets newly built or newly shown."""
        self._tasks.journal.run(
            self, lambda: self._journal.check_ins()[-SHOWN:], self.told.emit, self.failed.emit
        )

    def keep(
        self, mood: int, words: str, moment: Moment = "alone", conversation: str | None = None
    ) -> None:
        """Keep how the person is now."""
        self._tasks.journal.run(
            self,
            lambda: self._journal.save_check_in(
                mood, words.strip(), moment=moment, conversation=conversation
            ),
            lambda _kept: self.begin(),
            self.failed.emit,
        )

    def end(self) -> None:
        """Nothing is signalled any more."""
        self.blockSignals(True)


def as_words(check_in: CheckIn) -> str:
    """A check-in on one line, as it is read or said aloud."""
    mood = _(MOODS[check_in.mood])
    when = dates.moment(check_in.time)
    if check_in.words:
        return _("{when}: {mood}. {words}").format(
            when=when, mood=mood, words=" ".join(check_in.words.split())
        )
    return _("{when}: {mood}.").format(when=when, mood=mood)
