"""Two contents never become one file, and no file is taken for another by its name alone."""

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UserFacingError
from app.core.weights.download import Download, Pace
from app.core.weights.entry import SourceFile
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from tests.support.gguf import small
from tests.support.hub import FILE, PART, REPOSITORY, Hub, Order

SIZE = 1_500_000
BEGUN = 700_000


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=SIZE)) as hub:
        yield hub


@pytest.fixture(autouse=True)
def _no_cache_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))


def download(folder: Path, source: SourceFile, **options: Any) -> Download:
    return Download(
        source,
        folder=folder,
        records=Records(folder / "records"),
        pins=Pins(folder / "pins.toml"),
        pace=Pace(stall=5, first_wait=0.01),
        **options,
    )


def address(hub: Hub) -> SourceFile:
    return SourceFile(FILE, url=f"{hub.storage_url}/{FILE}")


def fetched(folder: Path, source: SourceFile, **options: Any) -> Path:
    running = download(folder, source, **options)
    list(running.run())
    assert running.record is not None
    return running.record.file


def broken_off(hub: Hub, folder: Path, source: SourceFile, **options: Any) -> None:
    """A beginning is here, and then nobody answers any more."""
    hub.orders.extend([Order(cut_after=BEGUN)] + [Order(status=500)] * 6)
    with pytest.raises(UserFacingError) as refused:
        list(download(folder, source, **options).run())
    assert refused.value.code == "hub_unreachable"


def other(content: bytes) -> bytes:
    """Another content of the same size and the same header."""
    return content[:-SIZE] + bytes([7]) * SIZE


@pytest.mark.parametrize("etag", ['W/"1"', "", "1"])
def test_what_only_an_address_names_begins_anew_without_a_strong_etag(
    hub: Hub, tmp_path: Path, etag: str
) -> None:
    hub.etag = etag
    broken_off(hub, tmp_path, address(hub))
    hub.content = other(hub.content)
    assert fetched(tmp_path, address(hub)).read_bytes() == hub.content
    assert hub.ranges()[-1] == ""


def test_a_changed_content_with_another_strong_etag_begins_anew(hub: Hub, tmp_path: Path) -> None:
    broken_off(hub, tmp_path, address(hub))
    hub.content, hub.etag = other(hub.content), '"storage-2"'
    assert fetched(tmp_path, address(hub)).read_bytes() == hub.content
    assert hub.ranges()[-1] == f"bytes={BEGUN}-"


def test_a_part_of_another_etag_is_not_joined_though_the_server_sends_it(
    hub: Hub, tmp_path: Path
) -> None:
    broken_off(hub, tmp_path, address(hub))
    hub.content = other(hub.content)
    hub.orders.append(Order(headers={"ETag": '"storage-2"'}))  # it takes no notice of If-Range
    assert fetched(tmp_path, address(hub)).read_bytes() == hub.content


def test_without_the_hubs_sha256_the_same_holds_for_a_repository(hub: Hub, tmp_path: Path) -> None:
    hub.lfs_sha256, hub.etag = "", 'W/"1"'
    source = SourceFile(FILE, repository=REPOSITORY)
    broken_off(hub, tmp_path, source, mirror=hub.url)
    hub.content = other(hub.content)
    assert fetched(tmp_path, source, mirror=hub.url).read_bytes() == hub.content


def test_where_a_sha256_is_known_what_is_here_is_kept_whatever_the_etag(
    hub: Hub, tmp_path: Path
) -> None:
    hub.etag = 'W/"1"'
    source = SourceFile(FILE, repository=REPOSITORY)
    broken_off(hub, tmp_path, source, mirror=hub.url)
    fetched(tmp_path, source, mirror=hub.url)
    assert hub.sent == len(hub.content)


def test_a_strangers_file_of_the_same_name_is_neither_taken_nor_touched(
    hub: Hub, tmp_path: Path
) -> None:
    strangers = small({"general.name": ("str", "Stranger")}, data=600)
    (tmp_path / FILE).write_bytes(strangers)
    file = fetched(tmp_path, address(hub))
    assert (file.name, file.read_bytes()) == ("kind-2.gguf", hub.content)
    assert (tmp_path / FILE).read_bytes() == strangers
    assert Pins(tmp_path / "pins.toml").of(address(hub)) == hub.sha256


def test_a_new_file_stands_beside_the_old_one(hub: Hub, tmp_path: Path) -> None:
    old = fetched(tmp_path, address(hub))
    hub.content, before = other(hub.content), hub.content
    assert fetched(tmp_path, address(hub)) == old  # what is here is what was first used
    new = fetched(tmp_path, address(hub), accept_change=True)
    assert (old.read_bytes(), new.read_bytes()) == (before, hub.content)
    assert [record.id for record in Records(tmp_path / "records").all()] == ["kind", "kind-2"]


def test_what_did_not_change_after_all_stands_there_once(hub: Hub, tmp_path: Path) -> None:
    old = fetched(tmp_path, address(hub))
    assert fetched(tmp_path, address(hub), accept_change=True) == old
    assert [record.id for record in Records(tmp_path / "records").all()] == ["kind"]
    assert [file.name for file in tmp_path.glob("*kind*") if file.suffix != ".lock"] == [
        "kind.gguf"
    ]


def test_two_sources_that_call_their_files_alike_keep_what_is_here_of_each(
    hub: Hub, tmp_path: Path
) -> None:
    with Hub(small({"general.name": ("str", "Second")}, data=SIZE)) as second:
        broken_off(hub, tmp_path, address(hub))
        broken_off(second, tmp_path, address(second))
        assert len(list(tmp_path.glob("kind.gguf.*.part"))) == 2
        download(tmp_path, address(second)).discard()
        files = [fetched(tmp_path, address(each)) for each in (hub, second)]
        assert [file.name for file in files] == ["kind.gguf", "kind-2.gguf"]
        assert [file.read_bytes() for file in files] == [hub.content, second.content]
        assert hub.sent == len(hub.content)


def test_two_sources_that_call_their_files_alike_arrive_at_once(hub: Hub, tmp_path: Path) -> None:
    with Hub(small({"general.name": ("str", "Second")}, data=SIZE)) as second:
        runs = [download(tmp_path, address(each)) for each in (hub, second)]
        steps = [run.run() for run in runs]
        for step in steps:
            next(step)  # both found the name free
        for step in steps:
            list(step)
        found = {run.record.file.name: run.record.file.read_bytes() for run in runs if run.record}
        assert found == {"kind.gguf": hub.content, "kind-2.gguf": second.content}


def test_what_another_process_fetches_is_not_thrown_away(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(stall_after=BEGUN))
    source = SourceFile(FILE, repository=REPOSITORY)
    spawned = multiprocessing.get_context("spawn")
    process = spawned.Process(target=fetch, args=(tmp_path, source, hub.url), daemon=True)
    process.start()
    wait_for(lambda: (tmp_path / PART).exists() and (tmp_path / PART).stat().st_size == BEGUN)
    with pytest.raises(UserFacingError) as busy:
        download(tmp_path, source).discard()
    assert busy.value.code == "download_busy"
    assert (tmp_path / PART).stat().st_size == BEGUN
    process.kill()
    process.join()
    download(tmp_path, source).discard()
    assert not (tmp_path / PART).exists()


def fetch(folder: Path, source: SourceFile, mirror: str) -> None:
    """In a process of its own."""
    pace = Pace(stall=600)
    list(
        Download(
            source,
            folder=folder,
            records=Records(folder / "records"),
            pins=Pins(folder / "pins.toml"),
            mirror=mirror,
            pace=pace,
        ).run()
    )


def wait_for(reached: Callable[[], bool]) -> None:
    ended = multiprocessing.Event()
    while not reached():
        ended.wait(0.01)
