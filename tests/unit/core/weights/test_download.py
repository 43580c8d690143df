"""A download arrives whole, whatever the hub, the network and the disk do."""

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UserFacingError
from app.core.weights.download import Download, Pace
from app.core.weights.download_header import remote_header
from app.core.weights.downloads import Progress
from app.core.weights.entry import SourceFile
from app.core.weights.gguf_header import LONGEST_HEADER
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from tests.support.gguf import small
from tests.support.hub import COMMIT, FILE, PART, REPOSITORY, Hub, Order

SIZE = 1_500_000
WRONG = PART.replace(".part", ".wrong")
QUICK = Pace(stall=0.5, first_wait=0.01)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=SIZE)) as hub:
        yield hub


@pytest.fixture(autouse=True)
def _no_cache_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))


def download(hub: Hub, folder: Path, **options: Any) -> Download:
    source = options.pop("source", SourceFile(FILE, "Q4_K_M", REPOSITORY))
    entry = options.pop("entry", "")
    return Download(
        source,
        folder=folder,
        records=Records(folder / "records"),
        pins=Pins(folder / "pins.toml"),
        entry=lambda: entry,
        mirror=options.pop("mirror", hub.url),
        pace=options.pop("pace", QUICK),
        **options,
    )


def fetched(hub: Hub, folder: Path, **options: Any) -> list[Progress]:
    """Run a download to its end, and look at what it left."""
    running = download(hub, folder, **options)
    steps = list(running.run())
    assert running.record is not None
    assert running.record.sha256 == hub.sha256
    assert (folder / FILE).read_bytes() == hub.content
    assert not list(folder.glob("*.part")) + list(folder.glob("*.part.toml"))
    return steps


def refusal(hub: Hub, folder: Path, **options: Any) -> str:
    with pytest.raises(UserFacingError) as refused:
        list(download(hub, folder, **options).run())
    assert not (folder / FILE).exists()
    return refused.value.code


def test_a_file_arrives_and_is_written_down(hub: Hub, tmp_path: Path) -> None:
    steps = fetched(hub, tmp_path, entry="kind")
    (record,) = Records(tmp_path / "records").all()
    assert (record.id, record.entry, record.repository) == ("kind", "kind", REPOSITORY)
    assert (record.revision, record.quantization) == (COMMIT, "Q4_K_M")
    assert steps[-1] == Progress("done", len(hub.content), len(hub.content))
    assert hub.sent == len(hub.content)


def test_nothing_is_sent_but_what_the_file_needs(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(cut_after=500_000))
    fetched(hub, tmp_path)
    ours = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "soulchat-desktop"}
    ours["connection"] = "keep-alive"
    asked = [(seen.host, seen.path, dict(seen.headers)) for seen in hub.seen]
    hosts = {"hub": hub.url, "storage": hub.storage_url}
    expected = []
    for host, path, more in (
        ("hub", f"/api/models/{REPOSITORY}/revision/main?blobs=true", {}),
        ("hub", f"/{REPOSITORY}/resolve/{COMMIT}/{FILE}", {}),
        ("storage", "/blob?signature=1", {}),
        ("hub", f"/{REPOSITORY}/resolve/{COMMIT}/{FILE}", {"range": "bytes=500000-"}),
        ("storage", "/blob?signature=2", {"range": "bytes=500000-", "if-range": '"storage-1"'}),
    ):
        expected.append((host, path, {"host": hosts[host].removeprefix("http://"), **ours, **more}))
    assert asked == expected


@pytest.mark.parametrize(
    "orders",
    [
        [Order(cut_after=400_000), Order(cut_after=300_000)],
        [Order(stall_after=400_000)],
        [Order(cut_after=400_000), Order(whole=True)],
        [Order(cut_after=400_000), Order(status=403)],
        [Order(status=403), Order(status=401), Order(status=404)],
        [Order(cut_after=1), Order(status=416)],
        [Order(status=500), Order(status=503), Order(status=502)],
        [Order(status=429, headers={"Retry-After": "0"})],
        [Order(cut_after=0)],
    ],
    ids=["early", "stall", "whole", "expired", "links", "416", "5xx", "429", "nothing"],
)
def test_what_passes_is_survived(hub: Hub, tmp_path: Path, orders: list[Order]) -> None:
    hub.orders.extend(orders)
    fetched(hub, tmp_path)
    assert not hub.orders


def test_without_a_second_host_it_works_too(hub: Hub, tmp_path: Path) -> None:
    hub.redirects = False
    hub.orders.append(Order(cut_after=400_000))
    fetched(hub, tmp_path)


def test_a_pause_asked_for_is_kept(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(status=429, headers={"Retry-After": "1"}))
    started = time.monotonic()
    fetched(hub, tmp_path)
    assert time.monotonic() - started >= 1


def test_progress_says_how_far_how_fast_and_how_long_still(hub: Hub, tmp_path: Path) -> None:
    hub.speed = 1_000_000
    hub.orders.append(Order(cut_after=900_000))
    steps = fetched(hub, tmp_path)
    moving = [step for step in steps if step.phase == "downloading" and step.left is not None]
    assert moving
    for step in moving:
        assert 0 < step.done <= step.size == len(hub.content)
        assert step.left == pytest.approx((step.size - step.done) / step.speed)
    assert [step.done for step in moving] == sorted(step.done for step in moving)
    assert "waiting" in {step.phase for step in steps}


def test_what_is_here_is_said_to_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.weights.download.EVERY", 0.0)
    with Hub(small(data=32_000_000)) as hub:
        (tmp_path / FILE).write_bytes(hub.content)
        *checks, last = fetched(hub, tmp_path)
        assert {(step.phase, step.size) for step in checks} == {("checking", len(hub.content))}
        assert last.phase == "done"
        assert hub.sent == 0


def test_each_further_try_waits_longer(hub: Hub, tmp_path: Path) -> None:
    hub.api_orders.extend([Order(status=503)] * 4)
    running = download(hub, tmp_path, pace=Pace(first_wait=0.1))
    started = time.monotonic()
    list(running.run())
    assert running.record is not None
    assert time.monotonic() - started >= 0.1 + 0.2 + 0.4 + 0.8


def test_it_goes_on_where_another_process_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.orders.extend([Order(cut_after=700_000)] + [Order(status=500)] * 6)
    assert refusal(hub, tmp_path) == "hub_unreachable"
    assert (tmp_path / PART).stat().st_size == 700_000
    fetched(hub, tmp_path)
    assert hub.ranges()[-1] == "bytes=700000-"
    assert hub.sent == len(hub.content)


def test_a_file_that_changed_meanwhile_begins_anew(hub: Hub, tmp_path: Path) -> None:
    hub.orders.extend([Order(cut_after=700_000)] + [Order(status=500)] * 6)
    refusal(hub, tmp_path)
    hub.content = small(data=SIZE + 4096)
    hub.commit, hub.etag = "beef" * 10, '"storage-2"'
    fetched(hub, tmp_path)
    assert hub.ranges()[-1] == ""


def test_a_file_that_changes_midway_under_its_commit_is_refused(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(cut_after=700_000))
    running = download(hub, tmp_path).run()
    next(running)
    hub.content, hub.etag = small(data=SIZE + 4096), '"storage-2"'
    with pytest.raises(UserFacingError) as refused:
        list(running)
    assert refused.value.code == "download_changed"
    fetched(hub, tmp_path)


def test_damage_on_the_way_is_put_aside(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(spoil=lambda data: data[:-1] + b"\xff"))
    assert refusal(hub, tmp_path) == "download_mismatch"
    assert (tmp_path / WRONG).stat().st_size == len(hub.content)
    fetched(hub, tmp_path)


@pytest.mark.parametrize(
    ("status", "headers", "code"),
    [
        (404, {"X-Error-Code": "RepoNotFound"}, "hub_not_found"),
        (404, {"X-Error-Code": "RevisionNotFound"}, "hub_not_found"),
        (403, {"X-Error-Code": "GatedRepo"}, "hub_gated"),
        (401, {}, "hub_gated"),
        (403, {}, "hub_gated"),
        (418, {}, "hub_refused"),
    ],
)
def test_what_does_not_pass_is_told(
    hub: Hub, tmp_path: Path, status: int, headers: dict[str, str], code: str
) -> None:
    hub.api_orders.append(Order(status=status, headers=headers))
    assert refusal(hub, tmp_path) == code
    hub.hub_orders.append(Order(status=status, headers=headers))
    assert refusal(hub, tmp_path) == code


def test_a_hub_that_is_busy_for_long_is_given_up(hub: Hub, tmp_path: Path) -> None:
    hub.api_orders.extend([Order(status=429, headers={"Retry-After": "0"})] * 6)
    assert refusal(hub, tmp_path) == "hub_busy"


def test_a_file_that_is_not_in_the_repository(hub: Hub, tmp_path: Path) -> None:
    source = SourceFile("other.gguf", "", REPOSITORY)
    assert refusal(hub, tmp_path, source=source) == "hub_not_found"


def test_nobody_there(hub: Hub, tmp_path: Path) -> None:
    assert refusal(hub, tmp_path, mirror="http://127.0.0.1:9") == "hub_unreachable"
    assert refusal(hub, tmp_path, mirror="http://example.org") == "mirror_refused"
    assert refusal(hub, tmp_path, mirror="ftp://127.0.0.1") == "mirror_refused"


def test_what_the_catalogue_knows_otherwise_is_not_fetched(hub: Hub, tmp_path: Path) -> None:
    source = SourceFile(FILE, "Q4_K_M", REPOSITORY, sha256="0" * 64)
    assert refusal(hub, tmp_path, source=source) == "download_not_as_known"
    assert hub.sent == 0


def test_what_is_no_gguf_is_put_aside(hub: Hub, tmp_path: Path) -> None:
    hub.content = b"<html>please log in</html>" * 100
    assert refusal(hub, tmp_path) == "weights_not_gguf"
    assert (tmp_path / WRONG).exists()


def test_two_never_write_one_file(hub: Hub, tmp_path: Path) -> None:
    hub.speed = 2_000_000
    first = download(hub, tmp_path)
    running = first.run()
    next(running)
    assert refusal(hub, tmp_path) == "download_busy"
    hub.speed = 0
    list(running)
    assert first.record is not None


def test_stopping_ends_a_silent_connection_at_once_and_keeps_what_is_here(
    hub: Hub, tmp_path: Path
) -> None:
    hub.orders.append(Order(stall_after=300_000))
    paused = Download(
        SourceFile(FILE, "", REPOSITORY),
        folder=tmp_path,
        records=Records(tmp_path / "records"),
        pins=Pins(tmp_path / "pins.toml"),
        mirror=hub.url,
        pace=Pace(stall=60),
    )
    running = threading.Thread(target=lambda: list(paused.run()))
    running.start()
    part = tmp_path / PART
    while not part.exists() or part.stat().st_size < 300_000:
        time.sleep(0.01)
    paused.stop()
    running.join(15)  # the silence lasts longer
    assert not running.is_alive()
    assert paused.record is None
    assert (tmp_path / PART).stat().st_size == 300_000
    fetched(hub, tmp_path)


def test_a_download_can_be_given_up_altogether(hub: Hub, tmp_path: Path) -> None:
    hub.orders.extend([Order(cut_after=700_000)] + [Order(status=500)] * 6)
    refusal(hub, tmp_path)
    download(hub, tmp_path).discard()
    assert not list(tmp_path.glob("*.part*toml")) + list(tmp_path.glob("*.part"))


def test_a_file_outside_the_large_file_store_is_pinned_when_it_is_here(
    hub: Hub, tmp_path: Path
) -> None:
    hub.lfs_sha256 = ""
    hub.orders.append(Order(cut_after=400_000))
    fetched(hub, tmp_path)


def test_an_address_works_without_a_hub(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(cut_after=400_000))
    source = SourceFile(FILE, url=f"{hub.storage_url}/{FILE}")
    fetched(hub, tmp_path, source=source)
    assert [seen.host for seen in hub.seen] == ["storage", "storage"]
    assert hub.sent == len(hub.content)


def test_a_file_in_the_hugging_face_cache_is_used_where_it_lies(hub: Hub, tmp_path: Path) -> None:
    lies = tmp_path / "hf" / "models--gentle--kind-gguf" / "snapshots" / COMMIT / FILE
    lies.parent.mkdir(parents=True)
    lies.write_bytes(hub.content)
    running = download(hub, tmp_path)
    list(running.run())
    assert running.record is not None
    assert running.record.file == lies
    assert hub.sent == 0
    lies.write_bytes(hub.content[:-1] + b"\xff")
    fetched(hub, tmp_path)


def test_a_file_that_is_here_already_is_checked_not_fetched(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(hub.content)
    fetched(hub, tmp_path)
    assert hub.sent == 0
    strangers = small(data=SIZE - 1)
    (tmp_path / FILE).write_bytes(strangers)
    running = download(hub, tmp_path)
    list(running.run())
    assert running.record is not None
    assert running.record.file.name == "kind-2.gguf"
    assert running.record.file.read_bytes() == hub.content
    assert (tmp_path / FILE).read_bytes() == strangers


def test_the_digest_of_a_resumed_file_covers_what_was_here(hub: Hub, tmp_path: Path) -> None:
    hub.orders.extend([Order(cut_after=700_000)] + [Order(status=500)] * 6)
    refusal(hub, tmp_path)
    part = tmp_path / PART
    damaged = bytearray(part.read_bytes())
    damaged[5000] ^= 1
    part.write_bytes(damaged)
    assert refusal(hub, tmp_path) == "download_mismatch"
    assert hashlib.sha256((tmp_path / WRONG).read_bytes()).hexdigest() != hub.sha256


def test_what_was_first_used_is_remembered_beyond_its_removal(hub: Hub, tmp_path: Path) -> None:
    fetched(hub, tmp_path)
    first = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).unlink()
    Records(tmp_path / "records").forget("kind")
    hub.content, hub.commit = small(data=SIZE + 4096), "beef" * 10
    with Hub(hub.content) as mirror:
        for place in (hub, mirror):
            assert refusal(place, tmp_path) == "download_not_as_before"
            assert place.ranges()[1:] == []
    fetched(hub, tmp_path, accept_change=True)
    (tmp_path / FILE).unlink()
    hub.content = first
    assert refusal(hub, tmp_path) == "download_not_as_before"


def test_an_address_is_held_to_what_it_was_too(hub: Hub, tmp_path: Path) -> None:
    source = SourceFile(FILE, url=f"{hub.storage_url}/{FILE}")
    fetched(hub, tmp_path, source=source)
    (tmp_path / FILE).unlink()
    hub.content = small(data=SIZE + 4096)
    assert refusal(hub, tmp_path, source=source) == "download_another"
    fetched(hub, tmp_path, source=source, accept_change=True)


def test_a_memory_of_first_uses_that_was_damaged_is_no_first_use(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "pins.toml").write_text("version = 1\n[sha256", "utf-8")
    assert refusal(hub, tmp_path) == "entry_unreadable"
    assert hub.seen == []


def test_a_header_is_read_without_the_file(tmp_path: Path) -> None:
    with Hub(small(data=64_000_000)) as hub:
        source = SourceFile(FILE, repository=REPOSITORY)
        header, size = remote_header(source, hub.url)
        assert (header.name, size) == ("Kind one", len(hub.content))
        assert hub.ranges() == [f"bytes=0-{LONGEST_HEADER - 1}"]
        hub.orders.append(Order(whole=True))
        assert remote_header(source, hub.url) == (header, size)
        assert hub.sent < size


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!doctype html>" * 300_000, "weights_not_gguf"),
        (small({"split.count": ("u16", 2)}, data=4_000_000), "weights_split"),
    ],
)
def test_what_can_not_answer_is_noticed_at_its_beginning(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with Hub(content) as hub:
        hub.orders.append(Order(stall_after=2_000_000))  # no more than that is waited for
        with pytest.raises(UserFacingError) as refused:
            remote_header(SourceFile(FILE, repository=REPOSITORY), hub.url)
        assert refused.value.code == code
        hub.orders.append(Order(stall_after=2_000_000))
        with pytest.raises(UserFacingError) as refused:
            list(download(hub, tmp_path).run())
        assert refused.value.code == code
    assert [file.name for file in tmp_path.glob("kind*") if file.suffix != ".lock"] == [WRONG]


def test_an_address_whose_size_comes_with_the_file_is_taken(tmp_path: Path) -> None:
    tensors = (("w", (1024, 1024), 0, 0),)  # four megabytes: the beginning lacks most of it
    with Hub(small(tensors=tensors, data=4_300_000)) as hub:
        fetched(hub, tmp_path, source=SourceFile(FILE, url=f"{hub.storage_url}/{FILE}"))
