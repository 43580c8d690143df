"""Several downloads wait for each other, and go on after the program ended."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.download_queue import DownloadQueue, Job
from app.core.weights.downloads import Downloads
from app.core.weights.looks import Looks
from app.core.weights.own_entries import OwnEntries
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from tests.support.gguf import small
from tests.support.hub import FILE, PART, REPOSITORY, Hub, Order

KIND = f"{REPOSITORY}:{FILE}"


class Desk:
    """A weights folder, and its queue as often as the program starts."""

    def __init__(self, folder: Path, hub: Hub) -> None:
        self.folder = folder
        self.hub = hub
        self.told: list[Job] = []
        self.begin()

    def begin(self) -> None:
        catalogue = Catalogue(paths.catalogue(), self.folder / "entries")
        self.records = Records(self.folder / "records")
        downloads = Downloads(
            self.folder,
            catalogue=catalogue,
            records=self.records,
            own=OwnEntries(self.folder / "entries", catalogue),
            pins=Pins(self.folder / "pins.toml"),
            looks=Looks(self.folder / "headers.toml"),
            mirror=lambda: self.hub.url,
        )
        self.queue = DownloadQueue(self.folder / "queue.toml", downloads, rest=0.05)
        self.queue.watch(self.told.append)
        self.queue.start()

    def end(self) -> None:
        self.queue.stop()
        assert self.queue.join(60)

    def states(self) -> dict[str, str]:
        return {job.key: job.state for job in self.queue.jobs()}

    def until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not reached():
            assert time.monotonic() < end, self.queue.jobs()
            time.sleep(0.01)

    def until_here(self, count: int = 1) -> None:
        self.until(lambda: len(self.records.all()) == count and not self.queue.jobs())


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=1_500_000)) as hub:
        yield hub


@pytest.fixture
def desk(tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    desk = Desk(tmp_path, hub)
    yield desk
    desk.end()


def test_a_file_arrives_and_leaves_the_queue(desk: Desk) -> None:
    desk.queue.add(KIND)
    desk.until_here()
    assert (desk.folder / FILE).read_bytes() == desk.hub.content
    phases = [job.progress.phase for job in desk.told if job.progress]
    assert phases[-1] == "done"
    assert desk.told[0].state == "queued"
    desk.until(lambda: desk.told[-1].state == "done")


def test_one_after_the_other(desk: Desk) -> None:
    desk.hub.speed = 300_000
    address = f"{desk.hub.storage_url}/second.gguf"
    desk.queue.add(KIND)
    desk.queue.add(address)
    desk.queue.add(KIND)
    desk.until(lambda: "running" in desk.states().values())
    assert desk.states() == {KIND: "running", address: "queued"}
    desk.hub.speed = 0
    desk.until(lambda: {job.key for job in desk.told if job.state == "done"} == {KIND, address})
    desk.until_here()  # both hold the same, so one copy of it stays


def test_paused_it_rests_and_keeps_what_is_here(desk: Desk) -> None:
    desk.hub.speed = 300_000
    part = desk.folder / PART
    desk.queue.add(KIND)
    desk.until(lambda: part.exists() and part.stat().st_size > 100_000)
    desk.queue.pause(KIND)
    desk.until(lambda: [job.state for job in desk.told].count("paused") == 2)  # asked, then ended
    here = part.stat().st_size
    assert desk.states() == {KIND: "paused"}
    desk.hub.speed = 0
    desk.queue.add(KIND)
    desk.until_here()
    assert desk.hub.ranges()[-1] == f"bytes={here}-"


def test_cancelled_it_leaves_nothing(desk: Desk) -> None:
    desk.hub.orders.append(Order(stall_after=300_000))
    part = desk.folder / PART
    desk.queue.add(KIND)
    desk.until(lambda: part.exists() and part.stat().st_size == 300_000)
    desk.queue.cancel(KIND)
    desk.until(lambda: not part.exists())
    assert desk.states() == {}
    assert desk.told[-1].state == "paused"


def test_it_goes_on_at_the_next_start(desk: Desk) -> None:
    desk.hub.orders.append(Order(stall_after=300_000))
    part = desk.folder / PART
    desk.queue.add(KIND)
    desk.queue.add(f"{desk.hub.storage_url}/rests.gguf")
    desk.queue.pause(f"{desk.hub.storage_url}/rests.gguf")
    desk.until(lambda: part.exists() and part.stat().st_size == 300_000)
    desk.end()
    desk.begin()
    desk.until(lambda: len(desk.records.all()) == 1)
    assert list(desk.states().values()) == ["paused"]
    assert desk.hub.ranges()[-1] == "bytes=300000-"


def test_what_failed_in_passing_is_tried_again_by_itself(desk: Desk) -> None:
    desk.hub.api_orders.extend([Order(status=429, headers={"Retry-After": "0"})] * 6)
    desk.queue.add(KIND)
    desk.until_here()
    failed = next(job for job in desk.told if job.state == "failed")
    assert failed.fault is not None
    assert failed.fault.code == "hub_busy"
    assert failed.again_at is not None


def test_what_failed_for_good_waits_for_the_person_and_blocks_nobody(desk: Desk) -> None:
    missing = "nobody/nothing:weights.gguf"
    desk.queue.add(missing)
    desk.queue.add(KIND)
    desk.until(lambda: desk.states() == {missing: "failed"})
    (job,) = desk.queue.jobs()
    assert job.fault is not None
    assert (job.fault.code, job.again_at) == ("hub_not_found", None)
    desk.end()
    desk.begin()
    assert desk.states() == {missing: "paused"}


def test_what_another_process_fetches_is_waited_for(desk: Desk, tmp_path: Path) -> None:
    desk.hub.speed = 3_000_000
    other = Desk(tmp_path, desk.hub)
    other.queue.add(KIND)
    other.until((tmp_path / PART).exists)
    desk.queue.add(KIND)
    desk.until(lambda: any(job.state == "failed" for job in desk.told))
    desk.hub.speed = 0
    desk.until_here()
    other.end()
    assert desk.hub.sent == len(desk.hub.content)


def test_what_can_never_come_is_refused_at_once(desk: Desk) -> None:
    for what, code in (("demo", "weights_packaged"), ("soulchat-1.0", "weights_no_source")):
        with pytest.raises(UserFacingError) as refused:
            desk.queue.add(what)
        assert refused.value.code == code
    assert desk.queue.jobs() == []


def test_a_queue_that_was_damaged_begins_empty(desk: Desk) -> None:
    desk.end()
    (desk.folder / "queue.toml").write_text("version = 1\n[[download]]\nwhat = 3", "utf-8")
    desk.begin()
    assert desk.queue.jobs() == []
    assert threading.active_count() < 20
