"""What all tests share: a data home of their own, and no way to the person's real one."""

import gc
import importlib.util
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core import i18n, paths
from tests.support import endless, promises
from tests.support.promises import promise, soak

__all__ = ["promise", "soak"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = ""
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["LC_ALL"] = "C.UTF-8"
# A shell's job in the background ignores interrupts, and hands that on to all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """English again, and no log into a folder that is gone."""
    yield
    i18n.use("en", paths.translations())
    log = logging.getLogger("app")
    for handler in log.handlers:
        handler.close()
    log.handlers.clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data home, also for what is started as a process."""
    place = tmp_path / "home"
    monkeypatch.setenv("SOULCHAT_HOME", str(place))
    return place


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """pytest-qt's, more patient.

    From the first one on, Python's garbage is collected on this thread alone, between two tests
    too: there a hub's threads may go on, and Qt dies of a widget that one of them collects
    (decision 011).
    """
    from app.ui.shell.garbage import collect  # only where Qt is
    from tests.support.patience import PatientBot

    gc.disable()
    yield PatientBot(request)
    collect()


@pytest.fixture(scope="session")
def _endless_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endless")
    endless.make(folder)
    return folder


@pytest.fixture
def endless_replies(_endless_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo weights end no reply by themselves, for whoever stops or breaks one."""
    endless.use(_endless_weights, monkeypatch)


def pytest_addoption(parser: pytest.Parser) -> None:
    promises.add_options(parser)
    if importlib.util.find_spec("pytestqt") is None:
        for name in ("qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt, which is not here")


def pytest_collection_finish(session: pytest.Session) -> None:
    promises.expect(session)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    promises.show_table(terminalreporter)
