"""Ctrl+C while something long is done: heard at once, and by nobody else."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _leave() -> None:
    os._exit(1)


@contextmanager
def interrupt_calls(stop: Callable[[], None], again: Callable[[], None] = _leave) -> Iterator[None]:
    """Ctrl+C calls ``stop``, each further one ``again``; which by default ends the program there.

    Nothing is raised where the main thread happens to be: in a destructor, or in what C calls back,
    an exception would be lost, and in the midst of waiting for a lock it would become another one.
    And nothing waits until that thread runs Python again, which may be 30 s later where the
    signal came just before it began to wait: ``stop`` is called on a thread of its own.

    Where interrupts are ignored, as for a script's job in the background, they stay so. Only for
    the main thread.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    heard, told = socket.socketpair()
    told.setblocking(False)

    def listen() -> None:
        act = stop
        while numbers := heard.recv(1):  # empty when nobody tells any more
            if numbers[0] == signal.SIGINT:
                act()
                act = again

    listener = threading.Thread(target=listen, name="interrupts", daemon=True)
    listener.start()
    other = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        signal.set_wakeup_fd(other)
        told.close()
        listener.join()
        heard.close()
