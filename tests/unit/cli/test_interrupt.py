"""Ctrl+C is heard whatever the main thread does."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from app.cli.interrupt import interrupt_calls
from app.cli.progress import progress

HEARD_WITHIN = 60.0  # seconds, on a machine with much else to do


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_a_press_is_heard_where_the_main_thread_does_not_notice() -> None:
    """A signal that comes just before it waits, or to another thread, doesn't wake it."""
    stopped, end = threading.Event(), threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    with interrupt_calls(stopped.set):
        assert other.ident
        signal.pthread_kill(other.ident, signal.SIGINT)
        assert stopped.wait(HEARD_WITHIN)
    end.set()
    other.join()


def test_nothing_is_raised_in_a_destructor() -> None:
    class Fragile:
        def __del__(self) -> None:
            press()

    stopped = threading.Event()
    with interrupt_calls(stopped.set):
        Fragile()
        assert stopped.wait(HEARD_WITHIN)


def test_each_further_press_is_told_from_the_first() -> None:
    calls: list[str] = []
    heard = threading.Semaphore(0)

    def told(what: str) -> None:
        calls.append(what)
        heard.release()

    with interrupt_calls(lambda: told("stop"), again=lambda: told("again")):
        for _press in range(3):
            press()
            assert heard.acquire(timeout=HEARD_WITHIN)
    assert calls == ["stop", "again", "again"]


def test_afterwards_all_is_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupt_calls(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.set_wakeup_fd(-1) == -1
    assert not any(each.name == "interrupts" for each in threading.enumerate())


def test_where_interrupts_are_ignored_they_stay_so(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupt_calls(lambda: pytest.fail("was called")):
            press()
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_progress_ends_with_the_next_word_of_it() -> None:
    with pytest.raises(KeyboardInterrupt), progress("Checking", as_json=False) as told:
        told(1, 9)
        press()
        for _each in range(1000):
            threading.Event().wait(0.05)
            told(2, 9)


def test_progress_told_from_c_ends_what_c_does() -> None:
    """Python alone would raise at the door of the callback, and SQLite would drop that."""
    raised: list[BaseException] = []

    def tell() -> bool:
        try:
            told(1, 9)
        except BaseException as error:  # noqa: BLE001 - as the journal does
            raised.append(error)
        return bool(raised)

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    pressing = threading.Timer(0.2, press)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.set_progress_handler(tell, 1000)
        with progress("Backing up", as_json=False) as told:
            pressing.start()
            with pytest.raises(sqlite3.OperationalError, match="interrupted"):
                connection.execute(endless).fetchall()
    pressing.join()
    assert [type(each) for each in raised] == [KeyboardInterrupt]


def test_the_second_press_ends_a_program_that_hears_nothing() -> None:
    deaf = (
        "import threading\n"
        "from app.cli.interrupt import interrupt_calls\n"
        "with interrupt_calls(lambda: print('stopping', flush=True)):\n"
        "    print('begun', flush=True)\n"
        "    threading.Event().wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == b"stopping\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(HEARD_WITHIN) == 1
