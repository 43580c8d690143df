"""Stopping acts at once, whatever is waited for."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.weights.download import Download, Pace
from app.core.weights.download_header import remote_header
from app.core.weights.download_queue import DownloadQueue
from app.core.weights.download_stop import Stop, StoppedError
from app.core.weights.entry import SourceFile
from app.core.weights.pins import Pins
from app.core.weights.records import Record, Records
from tests.support import certificate
from tests.support.gguf import small
from tests.support.hub import FILE, REPOSITORY, Hub, Order
from tests.unit.core.weights.test_download_queue import KIND, Desk

SOURCE = SourceFile(FILE, repository=REPOSITORY)
AT_ONCE = 5.0
"""Seconds, on a machine with much else to do; each silence here would last much longer."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=600_000)) as hub:
        yield hub


@pytest.fixture(autouse=True)
def _no_cache_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))


def download(folder: Path, source: SourceFile = SOURCE, mirror: str = "") -> Download:
    return Download(
        source,
        folder=folder,
        records=Records(folder / "records"),
        pins=Pins(folder / "pins.toml"),
        mirror=mirror,
        pace=Pace(stall=600, first_wait=600),
    )


def stopped(running: Download, reached: Callable[[], bool]) -> None:
    """Run it until then, stop it, and see that it ends."""
    thread = threading.Thread(target=lambda: list(running.run()))
    thread.start()
    until(reached)
    began = time.monotonic()
    running.stop()
    thread.join(AT_ONCE)
    assert not thread.is_alive()
    print(f"stopped after {time.monotonic() - began:.3f} s")
    assert running.record is None


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


def asking() -> set[threading.Thread]:
    """What waits in the place of a download; of a test before this one, too."""
    return {each for each in threading.enumerate() if each.name == "download-asks"}


@pytest.mark.parametrize("orders", ["api_orders", "hub_orders", "orders"])
def test_while_an_answer_is_waited_for(hub: Hub, tmp_path: Path, orders: str) -> None:
    getattr(hub, orders).append(Order(silent=True))
    others = asking()
    stopped(download(tmp_path, mirror=hub.url), lambda: hub.waited == 1)
    if orders != "api_orders":  # that one is the hub client's own: it has its time-out
        until(lambda: asking() <= others)


def test_while_modelscope_is_asked(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.url)
    hub.api_orders.append(Order(silent=True))
    source = SourceFile(FILE, modelscope=REPOSITORY)
    stopped(download(tmp_path, source, "modelscope"), lambda: hub.waited == 1)


def test_while_a_connection_is_made(tmp_path: Path) -> None:
    with closing(socket.socket()) as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _each in range(4)]
        for each in waiting:  # nobody accepts them, so that whoever comes next isn't heard
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        source = SourceFile(FILE, url=f"http://127.0.0.1:{port}/{FILE}")
        others = asking()
        stopped(download(tmp_path, source), lambda: not asking() <= others)
        full.setblocking(False)
        accepted: list[socket.socket] = []

        def gone() -> bool:
            with suppress(BlockingIOError):  # it is heard now, too late
                accepted.append(full.accept()[0])
            return asking() <= others

        until(gone)
        for each in (*waiting, *accepted):
            each.close()


def test_while_the_other_side_keeps_silent_instead_of_encrypting(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        source = SourceFile(FILE, url=f"https://127.0.0.1:{mute.getsockname()[1]}/{FILE}")
        accepted: list[socket.socket] = []
        others = asking()
        threading.Thread(target=lambda: accepted.append(mute.accept()[0])).start()
        stopped(download(tmp_path, source), lambda: bool(accepted))
        accepted[0].close()
    until(lambda: asking() <= others)


def test_while_bytes_come_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, trusted = certificate.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Hub(small(data=600_000), context) as hub:
        hub.orders.append(Order(stall_after=300_000))
        source = SourceFile(FILE, url=f"{hub.storage_url}/{FILE}")
        others = asking()
        stopped(download(tmp_path, source), lambda: hub.sent == 300_000)
        until(lambda: asking() <= others)


def test_while_the_next_try_is_waited_for(hub: Hub, tmp_path: Path) -> None:
    hub.api_orders.append(Order(status=429, headers={"Retry-After": "300"}))
    stopped(download(tmp_path, mirror=hub.url), lambda: bool(hub.seen))


def test_while_what_is_here_is_read(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE
    file.write_bytes(hub.content)
    Records(tmp_path / "records").keep(Record("kind", file, hub.sha256, len(hub.content)))
    running = download(tmp_path, mirror=hub.url)
    reading = threading.Event()
    digests: list[bool] = []

    def slowly(_digest: object, _seconds: float) -> bool:
        reading.set()
        digests.append(True)
        return False

    monkeypatch.setattr("app.core.weights.download_partial.GrowingDigest.wait", slowly)
    stopped(running, reading.is_set)
    assert file.exists()
    assert hub.sent == 0


def test_before_it_begins(hub: Hub, tmp_path: Path) -> None:
    running = download(tmp_path, mirror=hub.url)
    running.stop()
    assert list(running.run()) == []
    assert hub.seen == []


def test_a_look_at_a_header_ends_too(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.weights.download_header.TIMEOUT", 600.0)
    hub.orders.append(Order(silent=True))
    others = asking()
    stop = Stop()
    ended: list[BaseException] = []

    def look() -> None:
        try:
            remote_header(SOURCE, hub.url, stop)
        except (StoppedError, UserFacingError) as error:
            ended.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    until(lambda: hub.waited == 1)
    stop.set()
    thread.join(AT_ONCE)
    assert [type(error) for error in ended] == [StoppedError]
    until(lambda: asking() <= others)


@pytest.mark.parametrize("act", [DownloadQueue.pause, DownloadQueue.cancel])
def test_the_next_in_the_queue_has_its_turn_at_once(
    hub: Hub, tmp_path: Path, act: Callable[[DownloadQueue, str], None]
) -> None:
    hub.api_orders.append(Order(silent=True))
    desk = Desk(tmp_path, hub)
    desk.queue.add(KIND)
    desk.queue.add(f"{hub.storage_url}/second.gguf")
    until(lambda: hub.waited == 1)
    began = time.monotonic()
    act(desk.queue, KIND)
    until(lambda: bool(hub.ranges()))
    assert time.monotonic() - began < AT_ONCE
    desk.until_here() if act is DownloadQueue.cancel else until(lambda: bool(desk.records.all()))
    desk.end()


def test_what_comes_too_late_is_let_go() -> None:
    stop, begun, go_on = Stop(), threading.Event(), threading.Event()
    late: list[str] = []
    others = asking()

    def work() -> str:
        begun.set()
        go_on.wait()
        return "answer"

    def setting() -> None:
        begun.wait()
        stop.set()

    threading.Thread(target=setting).start()
    with pytest.raises(StoppedError):
        stop.during(work, late.append)
    go_on.set()
    until(lambda: late == ["answer"])
    until(lambda: asking() <= others)


def test_what_fails_fails_where_it_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        Stop().during(lambda: 1 // 0)
    assert Stop().during(lambda: 7) == 7
