from datetime import date, datetime

from pytestqt.qtbot import QtBot

from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.tasks import Tasks
from tests.support.window import MemoryJournal


def test_after_midnight_the_list_is_told_again(qtbot: QtBot, tasks: Tasks) -> None:
    journal = MemoryJournal()
    journal.keep("a", "user", "late at night")
    days = [date(2026, 11, 21)]
    presenter = HistoryPresenter(
        journal=journal,  # type: ignore[arg-type]
        tasks=tasks,
        today=lambda: days[-1],
        parent=tasks,
    )
    told: list[list[object]] = []
    presenter.conversations_listed.connect(told.append)
    presenter.refresh()
    qtbot.waitUntil(lambda: len(told) == 1)
    presenter.look_at_clock()
    assert len(told) == 1
    days.append(date(2026, 11, 22))
    presenter.look_at_clock()
    assert len(told) == 2
    assert told[1] == told[0]
    assert isinstance(presenter.heads[0].updated, datetime)
    presenter.end(coming_back=False)
